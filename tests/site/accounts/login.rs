use quintal::access::Role;
use reqwest::Method;

use crate::support::app::{PASSWORD, TestApp};

#[actix_web::test]
async fn the_right_password_leads_back_to_where_one_came_from() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    let browser = app.guest();
    let turned_away = browser.get("/account?a=1").await;
    assert_eq!((turned_away.status.as_u16(), turned_away.location()), (303, "/login?next=/account%3Fa%3D1"));
    let page = browser.get(turned_away.location()).await;
    assert_eq!(page.attribute("main input[name=next]", "value"), "/account?a=1");
    assert_eq!(page.attribute("input[name=email]", "autocomplete"), "username");
    assert_eq!(page.attribute("input[name=password]", "autocomplete"), "current-password");
    assert!(page.has("a[href='/signup?next=/account%3Fa%3D1']"));
    assert_eq!(page.text_of(".aside-link"), "New here? Make an account");
    let form = [("email", " LIVIA@example.org"), ("password", PASSWORD), ("next", "/account?a=1")];
    let answer = browser.post("/login", &form).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/account?a=1"));
    let account = browser.get("/account").await;
    assert_eq!(account.text_of(".flash"), "You are signed in.");
    assert!(!browser.get("/account").await.has(".flash"), "said once");
    assert_eq!(browser.get("/login?next=/notes/x").await.location(), "/notes/x");
}

#[actix_web::test]
async fn next_never_leaves_the_site() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    for evil in ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "evil"] {
        let browser = app.guest();
        let form = [("email", "livia@example.org"), ("password", PASSWORD), ("next", evil)];
        assert_eq!(browser.post("/login", &form).await.location(), "/", "{evil:?}");
        let request = browser.request(Method::GET, "/login").query(&[("next", evil)]);
        assert_eq!(browser.send(request).await.location(), "/", "{evil:?}");
        let request = browser.request(Method::GET, "/signup").query(&[("next", evil)]);
        assert_eq!(browser.send(request).await.location(), "/", "{evil:?}");
    }
}

/// The page, without what was typed into it.
fn without(text: &str, typed: &str) -> String {
    text.replace(typed, "…")
}

#[actix_web::test]
async fn a_wrong_address_and_a_wrong_password_are_answered_alike() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    let start = app.passwords.computed();
    let wrong = app.guest().sign_in("livia@example.org", "not the password").await;
    let between = app.passwords.computed();
    let unknown = app.guest().sign_in("nobody@example.org", "not the password").await;
    let end = app.passwords.computed();
    let nonsense = app.guest().sign_in("nonsense", "not the password").await;
    assert_eq!((between - start, end - between, app.passwords.computed() - end), (1, 1, 1));
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.text_of("#password-error"), "E-mail and password do not belong together. Check both.");
    assert_eq!(wrong.attribute("#email", "value"), "livia@example.org");
    assert!(!wrong.text().contains("not the password"));
    for (other, typed) in [(unknown, "nobody@example.org"), (nonsense, "nonsense")] {
        assert_eq!(other.status, 422);
        assert_eq!(other.queries(), wrong.queries());
        assert_eq!(without(&other.text(), typed), without(&wrong.text(), "livia@example.org"));
        let names = |answer: &crate::support::page::Answer| {
            let mut names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
            names.sort();
            names
        };
        assert_eq!(names(&other), names(&wrong));
    }
}

#[actix_web::test]
async fn empty_fields_are_named_without_a_look_at_anybody() {
    let app = TestApp::start().await;
    let before = app.passwords.computed();
    let answer = app.guest().sign_in(" ", "").await;
    assert_eq!((answer.status.as_u16(), answer.queries()), (422, 0));
    assert_eq!(answer.text_of("#email-error"), "Write your e-mail address.");
    assert_eq!(answer.text_of("#password-error"), "Write your password.");
    assert_eq!(app.passwords.computed(), before);
}

#[actix_web::test]
async fn another_site_cannot_sign_anybody_in() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    let form = [("email", "livia@example.org"), ("password", PASSWORD)];
    for headers in [
        &[][..],
        &[("origin", "https://evil.example")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
    ] {
        let browser = app.guest();
        let request = headers
            .iter()
            .fold(browser.request(Method::POST, "/login").form(&form), |request, (name, value)| {
                request.header(*name, *value)
            });
        let answer = browser.send(request).await;
        assert_eq!((answer.status.as_u16(), answer.queries()), (403, 0), "{headers:?}");
        assert!(!browser.is_known().await);
    }
}

#[actix_web::test]
async fn a_dearer_hash_replaces_a_cheaper_one_at_sign_in() {
    use quintal::accounts::{Cost, Passwords};
    let app = TestApp::start().await;
    let user = app.add_person(Role::Member, "livia@example.org").await;
    let hash = || sqlx::query_scalar::<_, String>("select password_hash from users").fetch_one(&app.pool);
    let old = hash().await.unwrap();
    let dearer = Passwords::new(Cost { memory: 16, passes: 2 }).unwrap();
    let sign_in = |password: &'static str| {
        quintal::accounts::sign_in(&app.state, &dearer, None, "livia@example.org", password)
    };
    assert_eq!(sign_in("wrong").await.unwrap(), None);
    assert_eq!(hash().await.unwrap(), old);
    assert_eq!(sign_in(PASSWORD).await.unwrap(), Some(user));
    let new = hash().await.unwrap();
    assert!(new.starts_with("$argon2id$v=19$m=16,t=2,p=1$") && new != old, "{new}");
    assert_eq!(sign_in(PASSWORD).await.unwrap(), Some(user));
    assert_eq!(hash().await.unwrap(), new);
}

#[actix_web::test]
async fn signing_in_needs_post() {
    let app = TestApp::start().await;
    let browser = app.guest();
    let answer = browser.send(browser.request(Method::PUT, "/login").header("sec-fetch-site", "none")).await;
    assert_eq!(answer.status, 405);
    let request = browser.request(Method::POST, "/login").header("sec-fetch-site", "none").body("{}");
    assert_eq!(browser.send(request).await.status, 400);
    let long = "x".repeat(70_000);
    assert_eq!(browser.sign_in("livia@example.org", &long).await.status, 422, "no password is as long");
    // A form that was sent without a session goes with the sign-in, and has its bound.
    let long = "x".repeat(quintal::web::kept::LONGEST_SIGN_IN);
    assert_eq!(browser.sign_in("livia@example.org", &long).await.status, 413);
}
