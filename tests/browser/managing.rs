//! Work on many notes: chosen, looked at, done and undone; words found and replaced. Once with scripts, once without.

use crate::{
    vault::Vault,
    visitor::{Visitor, visit},
};

const SOIL: &str = "---\ntags: [soil]\n---\nThe bed by the [[Pond]] has heavy clay; clay holds water.\n";
const POND: &str = "Clay keeps the pond full. See [the bed](Beds/Soil.md) and [[Beds/Soil|the soil]].\n";
const PLAN: &str =
    "---\npublish: false\ndescription: What is to be done in spring\n---\nLime for the clay.\n";

#[tokio::test]
async fn many_notes_are_changed_together_and_back() {
    walk("managing", true).await;
}

#[tokio::test]
async fn many_notes_are_changed_together_and_back_without_scripts() {
    walk("managing-plain", false).await;
}

async fn walk(name: &'static str, scripts: bool) {
    visit(name, scripts, async |visitor, garden| {
        visitor.become_owner(garden).await;
        let vault = Vault::of(&[
            ("Clay/Beds/Soil.md", SOIL.as_bytes()),
            ("Clay/Pond.md", POND.as_bytes()),
            // A second folder, so that the first is not taken for the vault itself.
            ("Herbs/Mint.md", b"It runs."),
            (
                "Clay/Plan for a spring that comes late and all that has to be done by then.md",
                PLAN.as_bytes(),
            ),
        ]);
        visitor.import(&vault.path(), garden).await;
        list(visitor).await;
        work(visitor).await;
        replace(visitor).await;
    })
    .await;
}

async fn list(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open("/write").await;
    browser.follow("main a[href='/write/notes']").await;
    visitor.inspect("notes").await;
    visitor.open("/write/works").await;
    visitor.inspect("no-works").await;
    visitor.open("/write/notes?title=nothing").await;
    visitor.inspect("no-notes").await;
    browser.follow("main .empty a").await;
    browser.fill("main [name=title]", "soi").await;
    browser.follow("main .search-form .button").await;
    assert_eq!(browser.texts(".roster-title").await, ["Soil"]);
    visitor
        .mistake("/write/notes?folder=clay", &[("[name=add-tag]", "two words")], ".actions .button", "wrong")
        .await;
}

async fn work(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open("/write/notes?folder=clay&sort=title").await;
    assert_eq!(browser.count(".roster-title").await, 3);
    browser.press("[name=which][value=all]").await;
    browser.press("[name=do][value=move]").await;
    browser.fill("[name=to-folder]", "Clay").await;
    browser.follow("main form[method=post] .button").await;
    assert_eq!(browser.count(".step-left").await, 2, "two lie there");
    visitor.inspect("asked").await;
    browser.follow("main form[method=post] .button").await;
    visitor.inspect("done").await;
    browser.follow("main form[action$='/undoing'] .button").await;
    visitor.inspect("undone").await;
    visitor.open("/notes/clay/pond").await;
    assert_eq!(
        browser.count("main .prose a[href='/notes/clay/beds/soil']").await,
        2,
        "its links are as they were"
    );
    visitor.open("/write/works").await;
    visitor.inspect("works").await;
}

async fn replace(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open("/write/notes").await;
    browser.follow("main a[href='/write/replace']").await;
    visitor.inspect("replace").await;
    browser.fill("main [name=sought]", "clay").await;
    browser.fill("main [name=by]", "loam").await;
    browser.fill("main [name=title]", "soil").await;
    browser.press("main [name=ignore]").await;
    browser.follow("main .seek .actions .button").await;
    assert_eq!(browser.count("[name=hit]").await, 2);
    visitor.inspect("hits").await;
    browser.press(".hits li:last-child input").await;
    browser.follow("main form[method=post] .button").await;
    assert_eq!(browser.text("main h1").await, "Replace “clay” by “loam”");
    browser.follow(".steps a").await;
    visitor.inspect("changes").await;
    visitor.open("/write/replace?sought=%28&pattern=yes").await;
    visitor.inspect("no-pattern").await;
}
