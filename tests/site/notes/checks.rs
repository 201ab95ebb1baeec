//! What to look at before a note is published.

use quintal::access::{Audience, Role};

use super::{Desk, Sheet, for_readers, sign_in};
use crate::support::page::Answer;

/// The findings of a page: the line of each, and its words.
fn findings(page: &Answer) -> Vec<(String, String)> {
    let lines = page.texts(".finding-place");
    let words = page.texts(".finding > span");
    lines.into_iter().zip(words).collect()
}

fn words(page: &Answer) -> Vec<String> {
    findings(page).into_iter().map(|(_, words)| words).collect()
}

const DRAFT: &str = "---
publish: false
---
## Sowing

See [[Nowhere]], [[Peas#Harvest]], [[Peas#Sowing]] and ![[Gone]].

#### Deep

![](https://garden.example/pod.png) [](Peas.md) [[#Missing]] [[#Sowing]]
";

#[actix_web::test]
async fn everything_that_readers_would_stumble_over_is_told_with_its_line() {
    let desk = Desk::with(&[("Beans.md", DRAFT), ("Peas.md", "## Sowing\n\nDeep.")]).await;
    let page = desk.ana.get("/notes/beans/-/checks").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let found = findings(&page);
    let lines: Vec<&str> = found.iter().map(|(line, _)| line.as_str()).collect();
    let at = ["The note", "Line 6", "Line 6", "Line 6", "Line 8", "Line 10", "Line 10", "Line 10"];
    assert_eq!(lines, at, "{found:?}");
    for expected in
        ["no description", "“Nowhere” leads nowhere", "“Peas” has no heading or block called “Harvest”"]
    {
        assert!(found.iter().any(|(_, words)| words.contains(expected)), "{expected}: {found:?}");
    }
    for expected in ["“Gone” is to be shown", "level 4", "pod.png", "without words", "called “Missing”"]
    {
        assert!(found.iter().any(|(_, words)| words.contains(expected)), "{expected}: {found:?}");
    }
    assert_eq!(page.text_of("h2.section-title"), "8 things to look at");
    assert_eq!(page.attributes(".finding-place", "href")[1], "/notes/beans/-/edit?line=6");
    assert!(page.texts(".finding-text")[0].starts_with("See [[Nowhere]]"), "works where nothing jumps");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.attribute("meta[name=robots]", "content"), "noindex");
    assert!(page.queries() <= 7, "{}", page.header("server-timing"));
    for (language, expected) in [("es", "8 cosas que revisar"), ("pt-BR", "8 coisas a conferir")] {
        let page = desk.ana.get_in("/notes/beans/-/checks", language).await;
        assert_eq!(page.text_of("h2.section-title"), expected);
    }
}

#[actix_web::test]
async fn a_sound_note_has_nothing_to_mend() {
    let text = "---\ndescription: About beans.\n---\n# Beans\n\n## Sowing\n\n[[Peas]] [[#Sowing]] [[Beans#Sowing]]\n\n\
                ![[leaf.txt]] ![[#Sowing]] [[Peas#Peas]]";
    let desk = Desk::with(&[]).await;
    desk.shelf.attach(&desk.app, "leaf.txt").await;
    desk.shelf.add(&[("Beans.md", text), ("Peas.md", "# Peas\n\nGreen.")]).await;
    let page = desk.ana.get("/notes/beans/-/checks").await;
    assert_eq!(words(&page), [""; 0]);
    assert_eq!(page.text_of(".empty h2"), "Nothing to mend");
    // Boards have no description, no headings and no pictures without words.
    let board = r#"{"nodes":[{"id":"a","type":"text","text":"x [[Gone]]","x":0,"y":0,"width":9,"height":9}],"edges":[]}"#;
    desk.shelf.add(&[("Yard.canvas", board)]).await;
    let page = desk.ana.get("/notes/yard-canvas/-/checks").await;
    assert_eq!(words(&page), ["The link to “Gone” leads nowhere: there is no such note or file."]);
    assert!(!page.has("form[action$='/publishing']"), "a board cannot say that it is a draft");
}

#[actix_web::test]
async fn links_are_told_that_some_readers_could_not_follow() {
    let members = for_readers(Audience::Members, "For members.");
    let draft = "---\npublish: false\n---\nNot yet.";
    let links = "---\ndescription: x\naudience: AUDIENCE\n---\n[[Club]] [[Later]] [[Diary]] [[Open]]";
    let diary = for_readers(Audience::Private, "Mine.");
    let open = links.replace("AUDIENCE", "public");
    let inner = links.replace("AUDIENCE", "members");
    let own = links.replace("AUDIENCE", "private");
    let notes = [
        ("Club.md", members.as_str()),
        ("Later.md", draft),
        ("Diary.md", &diary),
        ("Open.md", "Open."),
        ("For all.md", &open),
        ("For members.md", &inner),
        ("For me.md", &own),
    ];
    let desk = Desk::with(&notes).await;
    for (path, hidden) in [
        ("for-all", vec!["“Club” is not", "“Later” is a draft", "“Diary” is not"]),
        ("for-members", vec!["“Later” is a draft", "“Diary” is not"]),
        ("for-me", vec!["“Later” is a draft"]),
    ] {
        let told = words(&desk.ana.get(&format!("/notes/{path}/-/checks")).await);
        assert_eq!(told.len(), hidden.len(), "{path}: {told:?}");
        assert!(told.iter().zip(&hidden).all(|(told, start)| told.starts_with(start)), "{path}: {told:?}");
    }
}

/// What the writer may not know of is told like what never was, letter by letter.
#[actix_web::test]
async fn nothing_is_told_of_notes_that_the_writer_may_not_read() {
    let desk = Desk::with(&[
        ("Diary.md", &for_readers(Audience::Private, "# Diary\n\n## Xanadu\n")),
        ("Later.md", "---\npublish: false\n---\n## Kublai\n"),
    ])
    .await;
    let (_, carla) = sign_in(&desk.app, "Carla", Role::Author).await;
    let text = |name: &str| {
        format!(
            "---\ndescription: x\n---\n[[{name}]] [[{name}#Xanadu]] ![[{name}]] ![[{name}#Kublai]] [x]({name}.md)\n"
        )
    };
    for (reader, name) in [(&desk.bruno, "Diary"), (&carla, "Diary"), (&carla, "Later")] {
        let told = |name: &'static str| async move {
            let sheet = Sheet::open(reader, "/write/new").await.typed("source", &text(name));
            let page = sheet.press(reader, "check").await;
            assert_eq!(page.status, 200);
            words(&page).into_iter().map(|words| words.replace(name, "X")).collect::<Vec<_>>()
        };
        let (hidden, never) = (told(name).await, told("Never").await);
        assert_eq!(hidden, never, "{name}");
        assert_eq!(hidden.len(), 5, "{hidden:?}");
    }
}

#[actix_web::test]
async fn the_editor_looks_over_what_is_not_saved() {
    let desk = Desk::with(&[("Beans.md", "---\ndescription: x\n---\nText.")]).await;
    let address = "/notes/beans/-/edit";
    let text = "---\ndescription: x\n---\n[[Nowhere]]";
    let sheet = Sheet::open(&desk.ana, address).await.typed("source", text);
    let page = sheet.press(&desk.ana, "check").await;
    assert_eq!(page.status, 200);
    assert_eq!(findings(&page).len(), 1, "{}", page.text());
    assert_eq!(page.attributes(".finding-place", "href"), ["#source"]);
    assert_eq!(page.attributes(".finding-place", "data-line"), ["4"]);
    assert_eq!(page.exact_text_of("textarea"), text, "nothing is lost");
    assert!(page.has("form[data-unkept]") && !page.has("button[value=anyway]"));
    assert_eq!(desk.source("beans").await, "---\ndescription: x\n---\nText.");
    // The preview says so, too; and a text that cannot be saved.
    assert_eq!(findings(&sheet.press(&desk.ana, "preview").await).len(), 1);
    let broken = sheet.typed("source", "---\naudience: friends\n---\n").press(&desk.ana, "check").await;
    let told = findings(&broken);
    assert!(told.len() == 1 && told[0].0 == "Line 2" && told[0].1.contains("friends"), "{told:?}");
    let sound = Sheet::of(&broken).typed("source", "---\ndescription: x\n---\nText.");
    let sound = sound.press(&desk.ana, "check").await;
    assert!(findings(&sound).is_empty() && sound.has("#checks-title"), "{}", sound.text());
}

#[actix_web::test]
async fn a_text_that_is_not_saved_is_mentioned() {
    let desk = Desk::with(&[("Beans.md", "Text.")]).await;
    let unsaved = |page: &Answer| page.texts(".notice").iter().any(|words| words.contains("not saved"));
    assert!(!unsaved(&desk.ana.get("/notes/beans/-/checks").await));
    let sheet = Sheet::open(&desk.ana, "/notes/beans/-/edit").await;
    let id = sheet.field("draft").to_owned();
    let body = serde_json::json!({
        "note": sheet.field("note"), "base": sheet.field("base"), "place": "", "source": "Other text."
    });
    let request = desk.ana.request(reqwest::Method::POST, &format!("/write/drafts/{id}"));
    let kept = desk.ana.send(request.header("sec-fetch-site", "same-origin").json(&body)).await;
    assert_eq!(kept.status, 200, "{}", kept.text());
    assert!(unsaved(&desk.ana.get("/notes/beans/-/checks").await));
    assert!(!unsaved(&desk.bruno.get("/notes/beans/-/checks").await), "it is hers alone");
}

#[actix_web::test]
async fn the_checklist_is_for_those_who_may_change_the_note() {
    let private = for_readers(Audience::Private, "Mine.");
    let draft = "---\npublish: false\n---\nNot yet.";
    let desk = Desk::with(&[("Open.md", "Text."), ("Mine.md", &private), ("Draft.md", draft)]).await;
    let (_, carla) = sign_in(&desk.app, "Carla", Role::Author).await;
    let (_, owner) = sign_in(&desk.app, "Olga", Role::Owner).await;
    let (_, member) = sign_in(&desk.app, "Marta", Role::Member).await;
    for (who, browser, expected) in [
        ("author", &desk.ana, [200, 200, 200]),
        ("editor", &desk.bruno, [200, 404, 200]),
        ("owner", &owner, [200, 404, 200]),
        ("another author", &carla, [403, 404, 404]),
        ("member", &member, [403, 404, 404]),
        ("guest", &desk.app.guest(), [303, 303, 303]),
    ] {
        for (path, status) in ["open", "mine", "draft"].into_iter().zip(expected) {
            let answer = browser.get(&format!("/notes/{path}/-/checks")).await;
            assert_eq!(answer.status.as_u16(), status, "{who}: {path}");
            let page = browser.get(&format!("/notes/{path}")).await;
            assert_eq!(page.has("a[href$='/-/checks']"), status == 200, "{who}: {path}");
        }
        assert_eq!(
            browser.get("/notes/never/-/checks").await.status.as_u16(),
            if who == "guest" { 303 } else { 404 }
        );
    }
}

#[actix_web::test]
async fn an_old_address_leads_to_the_checklist_of_today() {
    let desk = Desk::with(&[]).await;
    let saved = desk.shelf.add(&[("Old.md", "Text.")]).await.remove(0);
    desk.shelf.relocate(&saved, "New.md", "Text.").await;
    let answer = desk.ana.get("/notes/old/-/checks").await;
    assert_eq!((answer.status.as_u16(), answer.location()), (308, "/notes/new/-/checks"));
}

#[actix_web::test]
async fn a_long_list_ends() {
    let desk = Desk::with(&[("Many.md", &"[[Nowhere]]\n\n".repeat(300))]).await;
    let page = desk.ana.get("/notes/many/-/checks").await;
    assert_eq!(page.count(".findings > li"), 200);
    assert_eq!(page.text_of("h2.section-title"), "301 things to look at");
    assert!(page.text().contains("And 101 more"), "{}", page.text_of(".findings + p"));
}
