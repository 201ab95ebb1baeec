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

/// Every setting of the panel, with a choice that is not the garden's.
const CHOICES: [(&str, &str); 5] =
    [("theme", "sepia"), ("face", "sans"), ("size", "larger"), ("measure", "wide"), ("keys", "off")];

/// What `<html>` says of the reader's choices.
fn looks(page: &crate::support::page::Answer) -> Vec<String> {
    CHOICES.iter().map(|(name, _)| page.attribute("html", &format!("data-{name}"))).collect()
}

#[actix_web::test]
async fn every_setting_is_written_into_the_page_by_the_server() {
    let app = TestApp::start().await;
    let guest = app.guest();
    assert_eq!(looks(&guest.get("/login").await), [""; 5]);
    assert_eq!(guest.get("/login").await.attribute("meta[name=color-scheme]", "content"), "light dark");
    for (name, value) in CHOICES {
        let pressed = format!("form.settings button[name={name}][aria-pressed=true]");
        let usual = guest.get("/login").await.attribute(&pressed, "value");
        assert_ne!(usual, value);
        guest.post("/preferences", &[(name, value)]).await;
        let page = guest.get("/login").await;
        assert_eq!(page.attribute("html", &format!("data-{name}")), value);
        assert_eq!(page.attributes(&pressed, "value"), [value], "one choice holds");
        guest.post("/preferences", &[(name, "nonsense")]).await;
        assert_eq!(guest.get("/login").await.attribute("html", &format!("data-{name}")), value);
        guest.post("/preferences", &[(name, &usual)]).await;
        assert_eq!(looks(&guest.get("/login").await), [""; 5], "{usual} is no choice");
    }
    let answer = guest.post("/preferences", &CHOICES).await;
    assert!(answer.header("set-cookie").starts_with("preferences=sepia.sans.larger.wide.keys-off;"));
    assert_eq!(guest.get("/login").await.attribute("meta[name=color-scheme]", "content"), "light");
    guest.post("/preferences", &[("theme", "dark")]).await;
    assert_eq!(guest.get("/login").await.attribute("meta[name=color-scheme]", "content"), "dark");
}

#[actix_web::test]
async fn the_way_back_leads_to_the_default_and_keeps_the_language() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "member@example.org").await;
    let (guest, member) = (app.guest(), app.guest());
    member.sign_in("member@example.org", PASSWORD).await;
    for browser in [guest, member] {
        browser.post("/preferences", &[("locale", "es")]).await;
        browser.post("/preferences", &CHOICES).await;
        let answer = browser.post("/preferences", &[("reset", "all"), ("next", "/tags")]).await;
        assert_eq!(answer.location(), "/tags");
        let page = browser.get_in("/shortcuts", "en").await;
        assert_eq!((looks(&page).concat().as_str(), page.attribute("html", "lang").as_str()), ("", "es"));
    }
}

#[actix_web::test]
async fn the_browsers_choices_and_the_accounts_are_united_at_sign_in() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "member@example.org").await;
    let (home, work) = (app.guest(), app.guest());
    home.sign_in("member@example.org", PASSWORD).await;
    home.post("/preferences", &[("theme", "dark"), ("size", "small")]).await;

    work.post("/preferences", &[("theme", "light"), ("face", "sans"), ("keys", "off")]).await;
    let answer = work.sign_in("member@example.org", PASSWORD).await;
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert!(cookies.iter().any(|cookie| cookie.to_str().unwrap().contains("=dark.sans.small.keys-off;")));
    let united = ["dark", "sans", "small", "", "off"];
    assert_eq!(looks(&work.get("/account").await), united, "the account's choice goes before the browser's");
    assert_eq!(looks(&home.get("/account").await), united, "it is the account's now");

    // What is chosen in one place holds in the other, whatever its cookie says.
    home.post("/preferences", &[("reset", "all")]).await;
    assert_eq!(looks(&work.get("/account").await), [""; 5]);
    work.post("/logout", &[]).await;
    assert_eq!(looks(&work.get("/login").await), united, "the browser's own choices outlive the session");

    let plain = app.guest();
    let answer = plain.sign_in("member@example.org", PASSWORD).await;
    assert!(!answer.header("set-cookie").contains("preferences"), "who chose nothing gets no cookie");
}

#[actix_web::test]
async fn a_new_account_takes_the_browsers_choices() {
    let app = TestApp::start().await;
    let browser = app.guest();
    browser.post("/preferences", &CHOICES).await;
    let form = [("name", "Ana"), ("email", "ana@example.org"), ("password", PASSWORD)];
    assert_eq!(browser.post("/signup", &form).await.status, 303);
    let elsewhere = app.guest();
    elsewhere.sign_in("ana@example.org", PASSWORD).await;
    let chosen = CHOICES.map(|(_, value)| value);
    assert_eq!(looks(&elsewhere.get("/account").await), chosen);
    let form = [("name", "Ana"), ("email", "ana@example.org"), ("theme", "dark")];
    elsewhere.post("/account", &form).await;
    let page = elsewhere.get("/account").await;
    assert_eq!(looks(&page), ["dark", "sans", "larger", "wide", "off"], "the account's form leaves the rest");
}
