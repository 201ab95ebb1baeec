use quintal::access::Role;

use crate::support::app::TestApp;

#[actix_web::test]
async fn the_list_of_shortcuts_needs_no_script_and_speaks_three_languages() {
    let app = TestApp::start().await;
    let guest = app.guest();
    for (language, title) in
        [("en", "Keyboard shortcuts"), ("es", "Atajos de teclado"), ("pt-BR", "Atalhos de teclado")]
    {
        let page = guest.get_in("/shortcuts", language).await;
        assert_eq!((page.status.as_u16(), page.text_of("h1")), (200, title.to_owned()));
        assert_eq!(page.queries(), 0);
        assert_eq!(page.text_of(".colophon a[href='/shortcuts']"), title, "every page leads there");
    }
    assert_eq!(guest.head("/shortcuts").await.status, 200);
    let page = guest.get("/shortcuts").await;
    assert_eq!(page.texts("kbd"), ["j", "k", "h", "/", "Ctrl+K", "c", "b", "r", "t", "?"]);
    assert_eq!(page.count("tbody tr"), 9);
}

/// What the list promises and what the script does are the same keys.
#[actix_web::test]
async fn the_script_knows_the_keys_of_the_list() {
    let app = TestApp::start().await;
    let page = app.guest().get("/shortcuts").await;
    let script = include_str!("../../../static/js/keys.js");
    for key in page.texts("kbd").into_iter().filter(|key| key.len() == 1) {
        let entry = [format!("\n  {key}: "), format!("\n  \"{key}\": ")];
        assert!(entry.iter().any(|entry| script.contains(entry)), "{key}");
    }
}

#[actix_web::test]
async fn shortcuts_can_be_switched_off() {
    let app = TestApp::start().await;
    let guest = app.guest();
    assert!(!guest.get("/shortcuts").await.has("html[data-keys]"));
    guest.post("/preferences", &[("keys", "off")]).await;
    assert_eq!(guest.get("/shortcuts").await.attribute("html", "data-keys"), "off");
    guest.post("/preferences", &[("keys", "on")]).await;
    assert!(!guest.get("/shortcuts").await.has("html[data-keys]"));
    let member = app.signed_in(Role::Member).await;
    member.post("/preferences", &[("keys", "off")]).await;
    assert_eq!(member.get("/shortcuts").await.attribute("html", "data-keys"), "off");
}
