//! `/admin/garden`.

use quintal::{access::Role, i18n::Locale};

use crate::{
    notes::Shelf,
    support::{app::TestApp, page::Answer},
};

const FIELDS: [(&str, &str); 6] = [
    ("garden", "Quintal da Rosa"),
    ("locales", "es"),
    ("locales", "pt-BR"),
    ("locale", "pt-BR"),
    ("time_zone", "America/Lima"),
    ("sign_up_open", "yes"),
];

fn with(front: &str) -> Vec<(&str, &str)> {
    FIELDS.into_iter().chain([("front", front)]).collect()
}

fn error(answer: &Answer, field: &str) -> String {
    assert_eq!(answer.status, 422);
    answer.text_of(&format!("#{field}-error"))
}

#[actix_web::test]
async fn the_owner_names_the_garden_and_chooses_its_front() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    shelf.add(&[("Home.md", "The gate"), ("Leaf.md", "A leaf")]).await;
    let owner = app.signed_in(Role::Owner).await;
    assert!(owner.get("/").await.has("a[href='/admin/garden']"), "the owner is led there");
    let page = owner.get("/admin/garden").await;
    assert_eq!((page.status.as_u16(), page.attribute("#front", "value")), (200, String::new()));
    assert_eq!(owner.head("/admin/garden").await.status, 200);

    let answer = owner.post("/admin/garden", &with("http://garden.example/notes/home?x=1#y")).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/admin/garden"));
    let page = owner.get_in("/admin/garden", "pt").await;
    assert_eq!(page.attribute("#front", "value"), "home");
    assert_eq!(page.attribute("#garden", "value"), "Quintal da Rosa");
    assert_eq!(page.attributes("input[name=locales][checked]", "value"), ["es", "pt-BR"]);
    assert_eq!(page.attribute("select[name=locale] option[selected]", "value"), "pt-BR");
    assert!(page.has("input[name=sign_up_open][checked]"));
    let site = app.state.site.load_full();
    assert_eq!(
        (site.name.as_str(), site.locales.as_slice()),
        ("Quintal da Rosa", &[Locale::PtBr, Locale::Es][..])
    );
    assert_eq!(site.zone.iana_name(), Some("America/Lima"));
    assert_eq!(app.guest().get("/").await.text_of(".prose"), "The gate");
    assert_eq!(app.guest().get("/signup").await.status, 200);

    // Without its tick a box is not sent; without an address the newest notes come first.
    let closed: Vec<(&str, &str)> =
        with("").into_iter().filter(|(name, _)| *name != "sign_up_open").collect();
    assert_eq!(owner.post("/admin/garden", &closed).await.status, 303);
    assert!(!app.state.site.load().sign_up_open);
    let front = app.guest().get("/").await;
    assert!(!front.has(".prose") && front.has("a[href='/notes/leaf']"));
}

#[actix_web::test]
async fn what_is_wrong_comes_back_beside_its_field_and_changes_nothing() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    let before = app.state.site.load().name.clone();
    let answer = owner.post("/admin/garden", &with("nowhere")).await;
    assert_eq!(error(&answer, "front"), "No note has this address.");
    assert_eq!(answer.attribute("#front", "value"), "nowhere");
    assert_eq!(answer.attribute("#garden", "value"), "Quintal da Rosa");
    let answer = owner.post("/admin/garden", &[("garden", " "), ("time_zone", "Mars/Olympus")]).await;
    for field in ["garden", "locales", "time_zone"] {
        assert!(!error(&answer, field).is_empty(), "{field}");
    }
    assert_eq!(app.state.site.load().name, before);
}

#[actix_web::test]
async fn it_is_the_owners_alone() {
    let app = TestApp::start().await;
    for browser in [app.guest(), app.signed_in(Role::Editor).await, app.signed_in(Role::Member).await] {
        assert_eq!(browser.get("/admin/garden").await.status, 404);
        assert_eq!(browser.post("/admin/garden", &with("")).await.status, 404);
        assert_eq!(browser.get("/admin/vaults").await.status, 404);
        let nobodys = "/admin/vaults/0192f0c1-2d3e-7f00-8000-000000000000/withdrawal";
        assert_eq!(browser.post(nobodys, &[]).await.status, 404);
    }
}
