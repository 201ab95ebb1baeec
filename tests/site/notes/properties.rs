//! Front matter as a form beside the text.

use super::{Desk, Sheet, post, sign_in};
use quintal::access::Role;

const WINDOWS: &str = "---\r\n# mine\r\ntitle:   'Beans'  # a comment\r\ntags:\r\n  - green # y\r\n  - 'tall'\r\nmine: [1,  2]\r\n---\r\nOne.\r\n";

#[actix_web::test]
async fn the_form_shows_what_the_text_says() {
    let desk = Desk::with(&[("Beans.md", WINDOWS)]).await;
    let page = desk.ana.get("/notes/beans/-/edit").await;
    assert_eq!(page.attribute("[name=property-title]", "value"), "Beans");
    assert_eq!(page.attribute("[name=property-tags]", "value"), "green, tall");
    assert_eq!(page.attribute("[name=property-audience] option[selected]", "value"), "");
    assert_eq!(page.attribute("details.properties", "data-properties"), "/write/properties");
    let fresh = desk.ana.get("/write/new").await;
    assert_eq!(fresh.attribute("[name=property-title]", "value"), "");
    let shown = desk.ana.get("/notes/beans/-/edit").await;
    for label in shown.attributes("details.properties label", "for") {
        assert!(shown.has(&format!("#{label}")), "{label}");
    }
}

#[actix_web::test]
async fn nothing_is_touched_where_nothing_was_changed() {
    let desk = Desk::with(&[("Beans.md", WINDOWS)]).await;
    assert_eq!(Sheet::open(&desk.ana, "/notes/beans/-/edit").await.save(&desk.ana).await.status, 303);
    assert_eq!(desk.source("beans").await, WINDOWS);
    assert_eq!(desk.origins("beans").await, ["import"], "not even a revision");
    let typed = WINDOWS.replace("title:   'Beans'", "title: Pods");
    let sheet = Sheet::open(&desk.ana, "/notes/beans/-/edit").await.typed("source", &typed);
    assert_eq!(sheet.save(&desk.ana).await.status, 303);
    assert_eq!(desk.source("beans").await, typed, "the text has its say where the form was left alone");
}

#[actix_web::test]
async fn what_is_changed_in_the_form_is_written_into_the_text() {
    let desk = Desk::with(&[("Beans.md", WINDOWS)]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/beans/-/edit").await;
    let sheet = sheet
        .typed("property-title", "Runner \"beans\"")
        .typed("property-tags", "tall, climbing")
        .typed("property-audience", "members")
        .typed("property-aliases", "Pods\r\nRunner, beans\r\n");
    assert_eq!(sheet.save(&desk.ana).await.status, 303);
    assert_eq!(
        desk.source("beans").await,
        "---\r\n# mine\r\ntitle:   'Runner \"beans\"'  # a comment\r\ntags:\r\n  - 'tall'\r\n  - climbing\r\nmine: [1,  2]\r\n\
         aliases: [Pods, \"Runner, beans\"]\r\naudience: members\r\n---\r\nOne.\r\n"
    );
    assert_eq!(desk.app.guest().get("/notes/beans").await.status, 404, "for members now");
    // A new note has none, and gets it.
    let sheet = Sheet::open(&desk.ana, "/write/new?title=Peas").await.typed("source", "Text\n");
    let saved = sheet.typed("property-description", "They  climb.").save(&desk.ana).await;
    assert_eq!(saved.location(), "/notes/peas");
    assert_eq!(desk.source("peas").await, "---\ndescription: They climb.\n---\nText\n");
}

#[actix_web::test]
async fn a_preview_shows_both_as_one() {
    let desk = Desk::with(&[("Beans.md", WINDOWS)]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/beans/-/edit").await.typed("property-title", "Pods");
    let page = sheet.press(&desk.ana, "preview").await;
    assert!(page.exact_text_of("#source").contains("title:   'Pods'"));
    assert_eq!(page.attribute("[name=property-title]", "value"), "Pods");
    assert_eq!(Sheet::of(&page).save(&desk.ana).await.status, 303);
    assert!(desk.source("beans").await.contains("'Pods'"));
}

#[actix_web::test]
async fn what_cannot_be_written_comes_back_beside_its_field() {
    let desk = Desk::with(&[("Beans.md", WINDOWS), ("Odd.md", "---\ntitle: &t Odd\nx: *t\n---\n")]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/beans/-/edit").await;
    let refused =
        sheet.typed("property-lang", "português").typed("property-title", "Kept").save(&desk.ana).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text_of("#property-lang-error").contains("português"));
    assert_eq!(refused.attribute("[name=property-lang]", "value"), "português");
    assert_eq!(refused.attribute("[name=property-title]", "value"), "Kept");
    assert!(refused.has("details.properties[open]"));
    let mended = Sheet::of(&refused).typed("property-lang", "pt-BR").save(&desk.ana).await;
    assert_eq!(mended.status, 303);
    assert!(desk.source("beans").await.contains("title:   'Kept'"));
    let odd = Sheet::open(&desk.ana, "/notes/odd/-/edit")
        .await
        .typed("property-title", "New")
        .save(&desk.ana)
        .await;
    assert_eq!((odd.status.as_u16(), odd.has("#property-title-error")), (422, true));
    assert_eq!(desk.source("odd").await, "---\ntitle: &t Odd\nx: *t\n---\n");
    let broken = Sheet::open(&desk.ana, "/notes/beans/-/edit").await.typed("source", "---\na: [\n---\n");
    let broken = broken.press(&desk.ana, "preview").await;
    assert!(!broken.has("[name=property-title]"), "nothing to be shown");
    assert!(broken.text_of(".properties > .error:not([hidden])").contains("line"));
}

#[actix_web::test]
async fn a_script_keeps_both_in_step() {
    let desk = Desk::with(&[("Beans.md", WINDOWS)]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/beans/-/edit").await.typed("property-title", "Pods");
    let told = post(&desk.ana, "/write/properties", &sheet.fields).await;
    let told: serde_json::Value = serde_json::from_str(&told.text()).unwrap();
    assert!(told["source"].as_str().unwrap().contains("title:   'Pods'"));
    assert_eq!((told["properties"]["title"].as_str(), told["wrong"].is_null()), (Some("Pods"), true));
    let only_text = [("source".to_owned(), "---\ntags: [a,b]\n---\n".to_owned())];
    let told = post(&desk.ana, "/write/properties", &only_text).await;
    assert_eq!(told.header("cache-control"), "private, no-store");
    let told: serde_json::Value = serde_json::from_str(&told.text()).unwrap();
    assert_eq!(
        (told["properties"]["tags"].as_str(), told["source"].as_str()),
        (Some("a, b"), Some("---\ntags: [a,b]\n---\n"))
    );
    let unreadable = [("source".to_owned(), "---\na: [\n---\n".to_owned())];
    let told = post(&desk.ana, "/write/properties", &unreadable).await;
    let told: serde_json::Value = serde_json::from_str(&told.text()).unwrap();
    assert!(told["properties"].is_null() && told["wrong"]["message"].as_str().unwrap().contains("line 2"));
    let (_, member) = sign_in(&desk.app, "Eva", Role::Member).await;
    assert_eq!(post(&member, "/write/properties", &only_text).await.status, 403);
}
