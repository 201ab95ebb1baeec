//! Search without a mouse, in the dialog; and the same without scripts, on the page.

use thirtyfour::Key;

use crate::{
    vault::Vault,
    visitor::{Visitor, visit},
};

const ACTIONS: &str = "/notes/jardim/acoes-coletivas";
const FIELD: &str = "#search-dialog [role=combobox]";

#[tokio::test]
async fn one_finds_by_keys_alone() {
    visit("search", true, async |visitor, garden| {
        visitor.become_owner(garden).await;
        visitor.import(&Vault::zipped().path(), garden).await;
        visitor.open("/notes").await;
        open_and_close(visitor).await;
        choose(visitor).await;
        ask_for_all(visitor).await;
        on_a_phone(visitor).await;
    })
    .await;
}

#[tokio::test]
async fn without_scripts_the_page_does_it_all() {
    visit("search-plain", false, async |visitor, garden| {
        visitor.become_owner(garden).await;
        visitor.import(&Vault::zipped().path(), garden).await;
        visitor.open("/").await;
        assert!(visitor.browser.page.find(thirtyfour::By::Css("#search-dialog")).await.is_ok());
        visitor.browser.hidden("#search-dialog").await;
        visitor.search("colteivas").await;
        assert!(
            visitor
                .browser
                .texts(".results mark")
                .await
                .iter()
                .all(|word| word.to_lowercase() == "coletivas")
        );
        visitor.inspect("instead").await;
        visitor.open("/search").await;
        visitor.browser.press("main summary").await;
        visitor.inspect("how").await;
        visitor.search("after:never colheita").await;
        visitor.browser.find(".complaints").await;
        visitor.inspect("complaints").await;
    })
    .await;
}

/// The dialog opens by its keys, not while one types, and gives the focus back.
async fn open_and_close(visitor: &Visitor) {
    let browser = &visitor.browser;
    let link = browser.find("main .note-title a").await;
    link.focus().await.unwrap();
    browser.type_text("/").await;
    browser.find(&format!("{FIELD}:focus")).await;
    browser.type_key(Key::Escape).await;
    browser.hidden("#search-dialog").await;
    assert_eq!(browser.page.active_element().await.unwrap(), link, "the focus returns");
    browser
        .page
        .action_chain()
        .key_down(Key::Control)
        .send_keys('k')
        .key_up(Key::Control)
        .perform()
        .await
        .unwrap();
    browser.find(&format!("{FIELD}:focus")).await;
    browser.type_text("/").await;
    browser.find_with(FIELD, "value", "/").await;
    browser.type_key(Key::Escape).await;
    browser.hidden("#search-dialog").await;
}

/// Arrows choose among what is suggested, Enter opens it.
async fn choose(visitor: &Visitor) {
    let browser = &visitor.browser;
    browser.type_text("/").await;
    browser.type_text("acoes").await;
    let first = browser.find(&format!("#search-options a[href='{ACTIONS}']")).await;
    let said = browser.page.find(thirtyfour::By::Css("#search-dialog [role=status]")).await.unwrap();
    assert!(!said.prop("textContent").await.unwrap().unwrap_or_default().is_empty(), "the number is told");
    browser.find(&format!("{FIELD}[aria-expanded=true]:not([aria-activedescendant])")).await;
    browser.type_key(Key::Down).await;
    let id = first.attr("id").await.unwrap().unwrap();
    browser.find(&format!("{FIELD}[aria-activedescendant='{id}']")).await;
    assert_eq!(first.attr("aria-selected").await.unwrap().as_deref(), Some("true"));
    visitor.inspect("dialog").await;
    browser.find(FIELD).await.focus().await.unwrap();
    browser.type_key(Key::Up).await;
    browser.find(&format!("{FIELD}:not([aria-activedescendant])")).await;
    browser.type_key(Key::Down).await;
    browser.follow_by_key(Key::Enter).await;
    assert_eq!(browser.path().await, ACTIONS);
}

/// Enter without a choice searches all texts.
async fn ask_for_all(visitor: &Visitor) {
    let browser = &visitor.browser;
    browser.find("main h1").await;
    browser.type_text("/").await;
    browser.type_text("acoes").await;
    browser.follow_by_key(Key::Enter).await;
    assert_eq!(browser.path().await, "/search?q=acoes");
    assert!(!browser.texts(".results mark").await.is_empty());
}

/// On a phone the sheet is as wide as the screen.
async fn on_a_phone(visitor: &Visitor) {
    let browser = &visitor.browser;
    browser.show_as(390, "light").await;
    browser.press(".search-link").await;
    let sheet = browser.find("#search-dialog").await.rect().await.unwrap();
    assert!((sheet.width - 390.0).abs() < 1.0 && sheet.y < 1.0, "{sheet:?}");
    assert_eq!(browser.text("#search-dialog [data-latest] a").await, "acoes", "what was looked for last");
    browser.find("#search-dialog .search-start code").await;
    visitor.inspect("start").await;
    browser.press("#search-dialog [data-forget]").await;
    browser.hidden("#search-dialog [data-latest]").await;
    browser.press("#search-dialog [data-close]").await;
    browser.hidden("#search-dialog").await;
}
