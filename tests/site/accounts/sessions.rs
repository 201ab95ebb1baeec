use data_encoding::BASE64URL_NOPAD;
use jiff::SignedDuration;
use quintal::{access::Role, accounts};
use sha2::{Digest as _, Sha256};

use crate::support::{
    app::{Browser, PASSWORD, TestApp},
    page::Answer,
};

/// The cookie that an answer sets, whole.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let start = format!("{name}=");
    let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    cookies.filter(|cookie| cookie.starts_with(&start)).map(str::to_owned).next()
}

async fn rows(app: &TestApp) -> i64 {
    sqlx::query_scalar("select count(*) from sessions").fetch_one(&app.pool).await.unwrap()
}

async fn sign_in(app: &TestApp) -> Browser {
    let browser = app.guest();
    assert_eq!(browser.sign_in("livia@example.org", PASSWORD).await.status, 303);
    browser
}

#[actix_web::test]
async fn guests_have_neither_cookie_nor_row_and_cost_no_query() {
    let app = TestApp::start().await;
    let guest = app.guest();
    for path in ["/login", "/signup", "/nowhere", "/account"] {
        let answer = guest.get(path).await;
        assert_eq!(answer.header("set-cookie"), "", "{path}");
        assert_eq!(answer.queries(), 0, "{path}");
    }
    guest.sign_in("nobody@example.org", "wrong").await;
    assert_eq!(rows(&app).await, 0);
}

#[actix_web::test]
async fn the_browser_holds_a_random_key_and_the_table_its_hash() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    let answer = app.guest().sign_in("livia@example.org", PASSWORD).await;
    let cookie = cookie(&answer, "session").unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7776000"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "{cookie}");
    let value = cookie.split(';').next().unwrap().strip_prefix("session=").unwrap();
    let value = percent_encoding::percent_decode_str(value).decode_utf8().unwrap().into_owned();
    assert_eq!(value.len(), 44 + 43, "{value}");
    // A signature of 44 characters stands before the key.
    let key = value.get(44..).unwrap();
    assert_eq!(BASE64URL_NOPAD.decode(key.as_bytes()).unwrap().len(), 32);
    let (hash, state): (Vec<u8>, String) =
        sqlx::query_as("select key_hash, state::text from sessions").fetch_one(&app.pool).await.unwrap();
    assert_eq!(hash, Sha256::digest(key.as_bytes()).to_vec());
    assert_eq!(state, "{}", "the person is found anew with each request");
}

#[actix_web::test]
async fn over_tls_the_cookie_belongs_to_this_host_alone() {
    let app = TestApp::start_with(&[("QUINTAL_PUBLIC_URL", "https://garden.example")]).await;
    app.add_person(Role::Member, "livia@example.org").await;
    let answer = app.guest().sign_in("livia@example.org", PASSWORD).await;
    let cookie = cookie(&answer, "__Host-session").unwrap();
    assert!(cookie.contains("Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
}

#[actix_web::test]
async fn the_key_changes_at_each_sign_in_and_with_the_password() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    let browser = app.guest();
    let first = cookie(&browser.sign_in("livia@example.org", PASSWORD).await, "session").unwrap();
    let second = cookie(&browser.sign_in("livia@example.org", PASSWORD).await, "session").unwrap();
    assert_ne!(first, second);
    assert_eq!(rows(&app).await, 1, "the old one is gone");
    let form = [("current_password", PASSWORD), ("new_password", "another good one")];
    let third = cookie(&browser.post("/account/password", &form).await, "session").unwrap();
    assert_ne!(second, third);
    for (dead, known) in [(first, false), (second, false), (third, true)] {
        let other = app.guest();
        let pair = dead.split(';').next().unwrap();
        let request = other.request(reqwest::Method::GET, "/account").header("cookie", pair);
        assert_eq!(other.send(request).await.status == 200, known);
    }
}

#[actix_web::test]
async fn a_forged_cookie_is_nobodys() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    let cookie = cookie(&app.guest().sign_in("livia@example.org", PASSWORD).await, "session").unwrap();
    let pair = cookie.split(';').next().unwrap();
    let (start, end) = pair.split_at(pair.len() - 1);
    let forged = format!("{start}{}", if end == "A" { "B" } else { "A" });
    let guest = app.guest();
    for value in [forged.as_str(), "session=", "session=x", "session=%00%ff"] {
        let answer =
            guest.send(guest.request(reqwest::Method::GET, "/account").header("cookie", value)).await;
        assert_eq!((answer.status.as_u16(), answer.queries()), (303, 0), "{value}");
    }
}

#[actix_web::test]
async fn a_session_that_is_not_used_ends() {
    let app = TestApp::start_with(&[("QUINTAL_SESSION_IDLE", "1h")]).await;
    app.add_person(Role::Member, "livia@example.org").await;
    let browser = sign_in(&app).await;
    for _ in 0..3 {
        app.clock.advance(SignedDuration::from_mins(59));
        assert!(browser.is_known().await, "use keeps it alive");
    }
    app.clock.advance(SignedDuration::from_mins(60));
    assert!(!browser.is_known().await);
}

#[actix_web::test]
async fn a_session_ends_however_often_it_is_used() {
    let app =
        TestApp::start_with(&[("QUINTAL_SESSION_IDLE", "1h"), ("QUINTAL_SESSION_LIFETIME", "2h")]).await;
    app.add_person(Role::Member, "livia@example.org").await;
    let browser = sign_in(&app).await;
    for _ in 0..3 {
        app.clock.advance(SignedDuration::from_mins(39));
        assert!(browser.is_known().await);
    }
    app.clock.advance(SignedDuration::from_mins(3));
    assert!(!browser.is_known().await);
}

#[actix_web::test]
async fn a_cookie_that_opens_nothing_any_more_is_taken_back_once() {
    let app = TestApp::start_with(&[("QUINTAL_SESSION_IDLE", "1h")]).await;
    app.add_person(Role::Member, "livia@example.org").await;
    for path in ["/notes", "/nowhere", "/account"] {
        let browser = sign_in(&app).await;
        assert_eq!(cookie(&browser.get(path).await, "session"), None, "{path}: a live one is left alone");
        app.clock.advance(SignedDuration::from_hours(2));
        let answer = browser.get(path).await;
        let removal = cookie(&answer, "session").unwrap();
        assert!(removal.starts_with("session=; ") && removal.contains("Max-Age=0"), "{removal}");
        assert!(removal.contains("Path=/"), "{removal}");
        assert_eq!(cookie(&browser.get(path).await, "session"), None, "{path}: once");
        assert_eq!(browser.get("/login").await.queries(), 0, "the browser has dropped it");
    }
    accounts::sweep(&app.state).await.unwrap();
    assert_eq!(rows(&app).await, 0, "and nothing was kept for it");
}

#[actix_web::test]
async fn a_dead_cookie_hinders_no_sign_in_and_survives_a_database_that_is_away() {
    let app = TestApp::start_with(&[("QUINTAL_PUBLIC_URL", "https://garden.example")]).await;
    app.add_person(Role::Member, "livia@example.org").await;
    let browser = app.guest();
    let with = |method, path, pair: &str| {
        browser
            .request(method, path)
            .header("sec-fetch-site", "same-origin")
            .header("cookie", pair.to_owned())
    };
    let form = [("email", "livia@example.org"), ("password", PASSWORD)];
    let dead = "__Host-session=x";
    let answer = browser.send(with(reqwest::Method::GET, "/login", dead)).await;
    let removal = cookie(&answer, "__Host-session").unwrap();
    // Browsers take nothing else under this name.
    assert!(
        removal.contains("Secure") && removal.contains("Path=/") && removal.contains("Max-Age=0"),
        "{removal}"
    );
    let answer = browser.send(with(reqwest::Method::POST, "/login", dead).form(&form)).await;
    let set: Vec<_> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .filter(|value| value.to_str().unwrap().starts_with("__Host-session="))
        .collect();
    assert_eq!((answer.status.as_u16(), set.len()), (303, 1));
    let live = cookie(&answer, "__Host-session").unwrap();
    let live = live.split(';').next().unwrap();
    assert_eq!(browser.send(with(reqwest::Method::GET, "/account", live)).await.status, 200);
    app.pool.close().await;
    let answer = browser.send(with(reqwest::Method::GET, "/account", live)).await;
    assert_eq!((answer.status.as_u16(), cookie(&answer, "__Host-session")), (503, None));
}

#[actix_web::test]
async fn a_page_costs_one_query_to_know_its_reader_and_rarely_a_write() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    let browser = sign_in(&app).await;
    let seen = || sqlx::query_scalar::<_, String>("select xmin::text from sessions").fetch_one(&app.pool);
    let written = seen().await.unwrap();
    app.clock.advance(SignedDuration::from_mins(5));
    assert_eq!(browser.get("/account").await.queries(), 1);
    assert_eq!(seen().await.unwrap(), written);
    app.clock.advance(SignedDuration::from_secs(1));
    let answer = browser.get("/account").await;
    assert_eq!(answer.queries(), 1);
    assert_ne!(seen().await.unwrap(), written);
    assert!(answer.header("server-timing").starts_with("session;dur="), "{}", answer.header("server-timing"));
    assert!(!answer.header("server-timing").contains("session;dur=0.000,"), "it was measured");
}

#[actix_web::test]
async fn what_has_ended_is_swept_out() {
    let app =
        TestApp::start_with(&[("QUINTAL_SESSION_IDLE", "1h"), ("QUINTAL_SESSION_LIFETIME", "2h")]).await;
    app.add_person(Role::Member, "livia@example.org").await;
    let (_idle, used) = (sign_in(&app).await, sign_in(&app).await);
    app.guest().sign_in("livia@example.org", "wrong").await;
    app.clock.advance(SignedDuration::from_mins(40));
    assert!(used.is_known().await);
    accounts::sweep(&app.state).await.unwrap();
    assert_eq!(rows(&app).await, 2);
    app.clock.advance(SignedDuration::from_mins(40));
    accounts::sweep(&app.state).await.unwrap();
    assert_eq!(rows(&app).await, 1);
    assert!(used.is_known().await);
    app.clock.advance(SignedDuration::from_mins(45));
    accounts::sweep(&app.state).await.unwrap();
    assert_eq!(rows(&app).await, 0);
    let throttles: i64 =
        sqlx::query_scalar("select count(*) from throttles").fetch_one(&app.pool).await.unwrap();
    assert_eq!(throttles, 1, "that somebody was here; what was guessed is forgotten");
}

#[actix_web::test]
async fn a_new_role_counts_from_the_next_request_and_a_deleted_person_is_a_guest() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    let browser = sign_in(&app).await;
    assert!(!browser.get("/account").await.has("a[href='/admin/import']"));
    sqlx::query("update users set role = 'owner'").execute(&app.pool).await.unwrap();
    assert!(browser.get("/account").await.has("a[href='/admin/import']"));
    sqlx::query("delete from users").execute(&app.pool).await.unwrap();
    assert!(!browser.is_known().await);
}

#[actix_web::test]
async fn while_the_database_is_away_a_member_gets_the_page_that_says_so() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    let browser = sign_in(&app).await;
    app.pool.close().await;
    let answer = browser.get_in("/account", "es").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "2"));
    assert_eq!(answer.text_of("h1"), "Estamos regando el jardín");
    let answer = app.guest().sign_in("livia@example.org", PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "2"));
    assert_eq!(app.guest().get("/login").await.status, 200, "what needs no database still works");
}

#[actix_web::test]
async fn a_session_that_cannot_be_kept_is_no_blind_error() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "livia@example.org").await;
    sqlx::query("alter table sessions rename to elsewhere").execute(&app.pool).await.unwrap();
    let answer = app.guest().sign_in("livia@example.org", PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "2"));
    assert!(cookie(&answer, "session").is_none());
}
