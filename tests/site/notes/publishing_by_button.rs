//! Publishing a draft and taking a note back, at the note, on the checklist and in the editor.

use quintal::access::{Audience, Role};

use super::{Desk, Sheet, for_readers, sign_in};
use crate::support::{app::Browser, page::Answer};

const SOUND: &str =
    "---\r\n# mine\r\ndescription:   'x'\r\npublish: no # for now\r\nmine: [1,  2]\r\n---\r\nText.\r\n";

async fn publish(browser: &Browser, path: &str) -> Answer {
    browser.post(&format!("/notes/{path}/-/publishing"), &[("do", "now")]).await
}

async fn withdraw(browser: &Browser, path: &str) -> Answer {
    browser.post(&format!("/notes/{path}/-/publishing"), &[("do", "never")]).await
}

#[actix_web::test]
async fn a_button_publishes_a_draft_and_another_takes_it_back() {
    let desk = Desk::with(&[("Beans.md", SOUND)]).await;
    let guest = desk.app.guest();
    let page = desk.ana.get("/notes/beans").await;
    assert_eq!(page.attributes("main .notice form", "action"), ["/notes/beans/-/publishing"]);
    assert!(!page.has("form.withdraw"));
    let done = publish(&desk.ana, "beans").await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/notes/beans"), "{}", done.text());
    let published = SOUND.replace("publish: no", "publish: true");
    assert_eq!(desk.source("beans").await, published, "byte for byte the same besides");
    assert_eq!(guest.get("/notes/beans").await.status, 200);
    assert!(guest.get("/notes").await.text().contains("/notes/beans"));
    let page = desk.ana.get("/notes/beans").await;
    assert_eq!(page.text_of(".flash"), "The note is published.");
    assert!(page.has("main form.withdraw"));

    let done = withdraw(&desk.ana, "beans").await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/notes/beans"), "{}", done.text());
    assert_eq!(desk.source("beans").await, published.replace("publish: true", "publish: false"));
    assert_eq!(guest.get("/notes/beans").await.status, 404);
    assert_eq!(desk.ana.get("/notes/beans").await.texts(".page-head .badge"), ["Draft"]);
    assert_eq!(desk.origins("beans").await, ["import", "edit", "edit"]);
    let said: Vec<Option<String>> = sqlx::query_scalar("select summary from revisions order by number")
        .fetch_all(&desk.app.pool)
        .await
        .unwrap();
    assert_eq!(said, [None, Some("Published".into()), Some("Made a draft again".into())]);
}

#[actix_web::test]
async fn what_is_so_already_stays_so() {
    let desk = Desk::with(&[("Beans.md", SOUND), ("Open.md", "Text.")]).await;
    for done in [withdraw(&desk.ana, "beans").await, publish(&desk.ana, "open").await] {
        assert_eq!(done.status, 303);
    }
    assert_eq!((desk.source("beans").await.as_str(), desk.source("open").await.as_str()), (SOUND, "Text."));
    assert_eq!(
        (desk.origins("beans").await, desk.origins("open").await),
        (vec!["import".into()], vec!["import".into()])
    );
}

#[actix_web::test]
async fn findings_are_shown_first_and_a_second_word_publishes() {
    let text = "---\npublish: false\n---\n[[Nowhere]]";
    let desk = Desk::with(&[("Beans.md", text)]).await;
    let asked = publish(&desk.ana, "beans").await;
    assert_eq!((asked.status.as_u16(), asked.count(".findings > li")), (200, 2), "{}", asked.text());
    assert!(asked.text_of(".notice").contains("publish all the same"), "{}", asked.text_of(".notice"));
    assert_eq!(desk.source("beans").await, text);
    let action = asked.attribute("main form", "action");
    let seen = asked.attribute("main form [name=seen]", "value");

    // Somebody saves another text meanwhile: that one was not looked at.
    let other = text.replace("Nowhere", "Elsewhere");
    let sheet = Sheet::open(&desk.bruno, "/notes/beans/-/edit").await.typed("source", &other);
    assert_eq!(sheet.save(&desk.bruno).await.status, 303);
    let again = desk.ana.post(&action, &[("do", "now"), ("seen", &seen)]).await;
    assert_eq!(again.status, 200);
    assert!(again.text().contains("Elsewhere"), "{}", again.text());
    let seen = again.attribute("main form [name=seen]", "value");
    let done = desk.ana.post(&action, &[("do", "now"), ("seen", &seen)]).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/notes/beans"), "{}", done.text());
    assert_eq!(desk.source("beans").await, other.replace("false", "true"));
    assert_eq!(desk.app.guest().get("/notes/beans").await.status, 200);
}

#[actix_web::test]
async fn the_editor_publishes_and_keeps_drafts() {
    let desk = Desk::with(&[]).await;
    let sheet = Sheet::open(&desk.ana, "/write/new").await.typed("place", "Beans");
    let drafted = sheet.typed("source", "[[Nowhere]]\n").press(&desk.ana, "draft").await;
    assert_eq!(drafted.location(), "/notes/beans", "{}", drafted.text());
    assert_eq!(desk.source("beans").await, "---\npublish: false\n---\n[[Nowhere]]\n");
    assert_eq!(desk.app.guest().get("/notes/beans").await.status, 404);

    let page = desk.ana.get("/notes/beans/-/edit").await;
    assert!(page.has("button[value=publish]") && !page.has("button[value=draft]"));
    let typed = "---\npublish: false\n---\n[[Nowhere else]]\n";
    let asked = Sheet::of(&page).typed("source", typed).press(&desk.ana, "publish").await;
    assert_eq!((asked.status.as_u16(), asked.count(".findings > li")), (200, 2), "{}", asked.text());
    assert_eq!(asked.exact_text_of("textarea"), typed, "saving it now publishes nothing");
    assert!(asked.has("button[form=editor][value=anyway]"));
    let done = Sheet::of(&asked).press(&desk.ana, "anyway").await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(desk.source("beans").await, typed.replace("false", "true"));
    assert_eq!(desk.app.guest().get("/notes/beans").await.status, 200);

    let page = desk.ana.get("/notes/beans/-/edit").await;
    assert!(page.has("button[value=draft]") && !page.has("button[value=publish]"));
    let back = Sheet::of(&page).press(&desk.ana, "draft").await;
    assert_eq!(back.status, 303);
    assert_eq!(desk.source("beans").await, typed);
    assert_eq!(desk.app.guest().get("/notes/beans").await.status, 404);

    // With nothing to look at it is published at once.
    let sheet = Sheet::open(&desk.ana, "/notes/beans/-/edit").await;
    let sound = "---\ndescription: x\npublish: false\n---\nText.\n";
    let done = sheet.typed("source", sound).press(&desk.ana, "publish").await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/notes/beans"), "{}", done.text());
    assert_eq!(desk.source("beans").await, sound.replace("false", "true"));
}

#[actix_web::test]
async fn a_text_is_looked_over_before_its_readers_have_it_for_the_first_time() {
    let desk = Desk::with(&[]).await;
    let new = async || Sheet::open(&desk.ana, "/write/new").await.typed("place", "Beans");
    let text = "[[Nowhere]]\n";
    let asked = new().await.typed("source", text).save(&desk.ana).await;
    assert_eq!((asked.status.as_u16(), asked.count(".findings > li")), (200, 2), "{}", asked.text());
    assert_eq!(asked.exact_text_of("textarea"), text);
    assert_eq!(desk.ana.get("/notes/beans").await.status, 404, "nothing is saved");
    assert_eq!(desk.ana.get("/write").await.texts(".works a"), ["Beans"], "it is kept");
    assert!(asked.has("[form=editor]:not([name]) ~ .before-publishing"), "Enter in a field asks again");
    // Mended halfway, it is looked over again.
    let mended = format!("---\ndescription: x\n---\n{text}");
    let asked = Sheet::of(&asked).typed("source", &mended).save(&desk.ana).await;
    assert_eq!((asked.status.as_u16(), asked.count(".findings > li")), (200, 1));
    let done = Sheet::of(&asked).press(&desk.ana, "save-anyway").await;
    assert_eq!(done.location(), "/notes/beans", "{}", done.text());
    assert_eq!(desk.source("beans").await, mended, "not a byte more");
    assert_eq!(desk.ana.get("/notes/beans").await.text_of(".flash"), "The note is published.");
    // From then on readers have it, and nobody is asked.
    let sheet = Sheet::open(&desk.ana, "/notes/beans/-/edit").await.typed("source", "[[Nowhere else]]\n");
    assert_eq!(sheet.save(&desk.ana).await.status, 303);
    assert_eq!(desk.ana.get("/notes/beans").await.text_of(".flash"), "Saved.");

    for (name, text, said) in [
        ("Sound", "---\ndescription: x\n---\nText.\n", "The note is published."),
        ("Draft", "---\npublish: false\n---\n[[Nowhere]]\n", "Saved."),
    ] {
        let done = new().await.typed("place", name).typed("source", text).save(&desk.ana).await;
        assert_eq!(done.status, 303, "{name}: {}", done.text());
        assert_eq!(desk.ana.get(done.location()).await.text_of(".flash"), said, "{name}");
    }
    // The line that kept it back is taken out by hand.
    let sheet = Sheet::open(&desk.ana, "/notes/draft/-/edit").await.typed("source", text);
    assert_eq!(sheet.save(&desk.ana).await.status, 200);
    assert_eq!(desk.app.guest().get("/notes/draft").await.status, 404);
    assert_eq!(sheet.save_anyway(&desk.ana).await.status, 303);
    assert_eq!(desk.app.guest().get("/notes/draft").await.status, 200);
    // A time to come is looked over, too, and stays as it is written.
    let later = "---\npublish: 2027-03-01 09:00\n---\nText.\n";
    let asked = new().await.typed("place", "Later").typed("source", later).save(&desk.ana).await;
    assert_eq!(asked.text_of("button[form=editor][name=do]"), "Publish then anyway");
    assert_eq!(Sheet::of(&asked).press(&desk.ana, "save-anyway").await.status, 303);
    assert_eq!(desk.source("later").await, later);
    let sheet = Sheet::open(&desk.ana, "/notes/later/-/edit").await;
    let sheet = sheet.typed("source", &later.replace("Text", "Another text"));
    assert_eq!(sheet.save(&desk.ana).await.status, 303, "it was looked over when the time was named");
    let sooner = later.replace("publish: 2027-03-01 09:00\n", "");
    let sheet = Sheet::open(&desk.ana, "/notes/later/-/edit").await.typed("source", &sooner);
    assert_eq!(sheet.save(&desk.ana).await.status, 200, "now is another time");
    // What nobody else reads is nobody's to stumble over.
    let diary = "---\naudience: private\n---\n[[Nowhere]]\n";
    let done = new().await.typed("place", "Diary").typed("source", diary).save(&desk.ana).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(desk.ana.get(done.location()).await.text_of(".flash"), "Saved.");
    // What cannot be saved is told beside the text.
    let refused = new().await.typed("source", "---\ntitle: [\n---\n").save(&desk.ana).await;
    assert_eq!(
        (refused.status.as_u16(), refused.has("#source-error"), refused.has(".findings")),
        (422, true, false)
    );
}

#[actix_web::test]
async fn what_cannot_be_written_is_told_and_nothing_is_lost() {
    let anchored = "---\ndescription: x\npublish: &p false\nmine: *p\n---\nText.\n";
    let board = r#"{"nodes":[],"edges":[]}"#;
    let desk = Desk::with(&[("Beans.md", anchored), ("Yard.canvas", board)]).await;
    let refused = publish(&desk.ana, "beans").await;
    assert_eq!(refused.status, 422);
    assert!(refused.has(".notice-error"), "{}", refused.text());
    let sheet = Sheet::open(&desk.ana, "/notes/beans/-/edit").await;
    let refused = sheet.press(&desk.ana, "publish").await;
    assert_eq!((refused.status.as_u16(), refused.has("#source-error")), (422, true));
    assert_eq!(refused.exact_text_of("textarea"), anchored);
    let refused = withdraw(&desk.ana, "yard-canvas").await;
    assert!(refused.text_of("main").contains("board"), "{}", refused.text_of("main"));
    assert!(!desk.ana.get("/notes/yard-canvas/-/edit").await.has("button[value=draft]"));
    assert_eq!(
        (desk.source("beans").await.as_str(), desk.source("yard-canvas").await.as_str()),
        (anchored, board)
    );
}

#[actix_web::test]
async fn whose_notes_it_is_decides() {
    let private = for_readers(Audience::Private, "---");
    let desk = Desk::with(&[("Open.md", "Text."), ("Draft.md", SOUND), ("Mine.md", &private)]).await;
    let (_, carla) = sign_in(&desk.app, "Carla", Role::Author).await;
    let (_, member) = sign_in(&desk.app, "Marta", Role::Member).await;
    for (who, browser, expected) in [
        ("another author", &carla, [403, 404, 404]),
        ("member", &member, [403, 404, 404]),
        ("guest", &desk.app.guest(), [401, 401, 401]),
    ] {
        for (path, status) in ["open", "draft", "mine"].into_iter().zip(expected) {
            for answer in [publish(browser, path).await, withdraw(browser, path).await] {
                assert_eq!(answer.status.as_u16(), status, "{who}: {path}");
            }
            let page = browser.get(&format!("/notes/{path}")).await;
            assert!(!page.has("form[action*='/publishing']"), "{who}: {path}");
        }
    }
    for path in ["open", "draft", "mine"] {
        assert_eq!(desk.origins(path).await, ["import"], "{path}");
    }
    assert_eq!(withdraw(&desk.bruno, "mine").await.status, 404, "private notes of others stay closed");
    assert_eq!(publish(&desk.bruno, "draft").await.status, 303, "editors publish what others wrote");
    assert_eq!(desk.author("draft").await, Some(desk.ana_id.0));
    let request = desk.ana.request(reqwest::Method::POST, "/notes/open/-/publishing");
    let foreign = desk.ana.send(request.header("sec-fetch-site", "cross-site")).await;
    assert_eq!(foreign.status, 403);
}
