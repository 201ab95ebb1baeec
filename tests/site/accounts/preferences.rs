use quintal::access::Role;

use crate::support::app::{PASSWORD, TestApp};

#[actix_web::test]
async fn a_guest_has_a_cookie_only_after_a_choice() {
    let app = TestApp::start().await;
    let guest = app.guest();
    assert_eq!(guest.get("/login").await.header("set-cookie"), "");
    let answer = guest.post("/preferences", &[("locale", "es"), ("next", "/login?next=/x")]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/login?next=/x"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("preferences=es;"), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"));
    guest.post("/preferences", &[("theme", "dark")]).await;
    let page = guest.get_in("/login", "en").await;
    assert_eq!(page.attribute("html", "lang"), "es");
    assert_eq!(page.attribute("html", "data-theme"), "dark");
    guest.post("/preferences", &[("theme", "system")]).await;
    assert!(!guest.get("/login").await.has("html[data-theme]"));
    assert_eq!(page.queries(), 0);
    let rows: i64 = sqlx::query_scalar("select count(*) from sessions").fetch_one(&app.pool).await.unwrap();
    assert_eq!(rows, 0);
}

#[actix_web::test]
async fn what_is_not_offered_changes_nothing() {
    let app = TestApp::start().await;
    sqlx::query("update garden set locales = '{en,es}'").execute(&app.pool).await.unwrap();
    quintal::garden::reload(&app.state).await.unwrap();
    let guest = app.guest();
    for choice in [("locale", "pt-BR"), ("locale", "xx"), ("theme", "neon"), ("other", "x")] {
        let answer = guest.post("/preferences", &[choice, ("next", "https://evil.example")]).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"), "{choice:?}");
        assert_eq!(answer.header("set-cookie"), "", "{choice:?}");
    }
}

#[actix_web::test]
async fn a_person_takes_the_choice_along() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    member.post("/preferences", &[("locale", "pt-BR")]).await;
    member.post("/preferences", &[("theme", "sepia")]).await;
    let elsewhere = app.guest();
    elsewhere.sign_in("member@example.org", PASSWORD).await;
    for browser in [&member, &elsewhere] {
        let page = browser.get_in("/account", "en").await;
        assert_eq!(page.attribute("html", "lang"), "pt-BR");
        assert_eq!(page.attribute("html", "data-theme"), "sepia");
    }
    // No choice of the browser's stands in the way of "as the system".
    member.post("/preferences", &[("theme", "system")]).await;
    assert!(!member.get("/account").await.has("html[data-theme]"));
    member.post("/logout", &[]).await;
    assert_eq!(member.get_in("/login", "en").await.attribute("html", "lang"), "pt-BR");
}

#[actix_web::test]
async fn over_tls_the_cookie_is_secure() {
    let app = TestApp::start_with(&[("QUINTAL_PUBLIC_URL", "https://garden.example")]).await;
    let answer = app.guest().post("/preferences", &[("locale", "es")]).await;
    assert!(answer.header("set-cookie").contains("Secure"));
}
