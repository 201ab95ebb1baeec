use jiff::SignedDuration;
use quintal::{access::Role, accounts};

use crate::support::app::{Browser, PASSWORD, TestApp};

const EMAIL: &str = "livia@example.org";

async fn try_often(browser: &Browser, email: &str, times: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..times {
        statuses.push(browser.sign_in(email, "a wrong guess").await.status.as_u16());
    }
    statuses
}

#[actix_web::test]
async fn guesses_at_an_account_are_slowed_down_on_every_replica() {
    let app = TestApp::start().await;
    let replica = app.replica().await;
    app.add_person(Role::Member, EMAIL).await;
    assert_eq!(try_often(&app.guest(), EMAIL, 6).await, [422; 6]);
    assert_eq!(try_often(&replica.guest(), "LIVIA@example.org ", 4).await, [422; 4]);
    let before = app.passwords.computed();
    for one in [&app, &replica] {
        let answer = one.guest().sign_in(EMAIL, PASSWORD).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "31"));
        assert_eq!(answer.text_of("h1"), "One moment, please");
        assert!(answer.text().contains("31 seconds"));
    }
    assert_eq!(app.passwords.computed(), before, "a throttled attempt costs no hash");
    app.clock.advance(SignedDuration::from_secs(29));
    assert_eq!(app.guest().sign_in(EMAIL, PASSWORD).await.status, 429);
    app.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(app.guest().sign_in(EMAIL, PASSWORD).await.status, 303);
}

#[actix_web::test]
async fn accounts_that_do_not_exist_are_throttled_alike() {
    let app = TestApp::start().await;
    let mut expected = vec![422; 10];
    expected.push(429);
    assert_eq!(try_often(&app.guest(), "nobody@example.org", 11).await, expected);
}

/// A garden behind a proxy, so that a test can come from anywhere.
async fn behind_a_proxy() -> TestApp {
    let app = TestApp::start_with(&[("QUINTAL_TRUSTED_PROXIES", "127.0.0.1")]).await;
    app.add_person(Role::Member, EMAIL).await;
    app
}

async fn sign_in_from(app: &TestApp, address: &str, email: &str, password: &str) -> u16 {
    let browser = app.guest();
    let request = browser
        .request(reqwest::Method::POST, "/login")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", address)
        .form(&[("email", email), ("password", password)]);
    browser.send(request).await.status.as_u16()
}

#[actix_web::test]
async fn an_address_is_slowed_down_however_many_accounts_it_tries() {
    let app = behind_a_proxy().await;
    for account in 0..30 {
        assert_eq!(sign_in_from(&app, "2001:db8::1", &format!("{account}@example.org"), "guess").await, 422);
    }
    assert_eq!(sign_in_from(&app, "2001:db8::2", EMAIL, PASSWORD).await, 429, "the same household");
    assert_eq!(sign_in_from(&app, "2001:db8:0:1::1", EMAIL, PASSWORD).await, 303, "another one");
}

#[actix_web::test]
async fn one_place_locks_nobody_out_elsewhere() {
    let app = behind_a_proxy().await;
    for half_a_minute in 0..20 {
        for guess in 0..12 {
            let is_let_in = guess < if half_a_minute == 0 { 10 } else { 1 };
            let status = sign_in_from(&app, "192.0.2.1", EMAIL, "guess").await;
            assert_eq!(status, if is_let_in { 422 } else { 429 }, "{half_a_minute}: {guess}");
        }
        assert_eq!(sign_in_from(&app, "198.51.100.1", EMAIL, PASSWORD).await, 303);
        app.clock.advance(SignedDuration::from_secs(30));
    }
}

#[actix_web::test]
async fn guesses_from_many_places_are_slowed_down_but_not_for_whoever_comes_from_where_they_came_before() {
    let app = behind_a_proxy().await;
    assert_eq!(sign_in_from(&app, "198.51.100.1", EMAIL, PASSWORD).await, 303);
    for place in 0..10 {
        for _ in 0..10 {
            assert_eq!(sign_in_from(&app, &format!("192.0.2.{place}"), EMAIL, "guess").await, 422);
        }
    }
    assert_eq!(sign_in_from(&app, "192.0.2.100", EMAIL, "guess").await, 429, "all of them together");
    assert_eq!(sign_in_from(&app, "198.51.100.2", EMAIL, PASSWORD).await, 429, "who could tell them apart?");
    assert_eq!(sign_in_from(&app, "198.51.100.1", EMAIL, PASSWORD).await, 303, "they were here before");
    assert_eq!(
        sign_in_from(&app, "198.51.100.1", "bia@example.org", "guess").await,
        422,
        "others are untouched"
    );
    app.clock.advance(SignedDuration::from_secs(15));
    assert_eq!(sign_in_from(&app, "198.51.100.2", EMAIL, PASSWORD).await, 303);
}

#[actix_web::test]
async fn a_known_place_has_no_more_guesses_than_another_and_is_forgotten_after_a_month() {
    let app = behind_a_proxy().await;
    let rows = || sqlx::query_scalar::<_, i64>("select count(*) from throttles").fetch_one(&app.pool);
    assert_eq!(sign_in_from(&app, "198.51.100.1", EMAIL, PASSWORD).await, 303);
    for _ in 0..10 {
        assert_eq!(sign_in_from(&app, "198.51.100.1", EMAIL, "guess").await, 422);
    }
    assert_eq!(sign_in_from(&app, "198.51.100.1", EMAIL, PASSWORD).await, 429);
    app.clock.advance(SignedDuration::from_hours(24 * 30));
    accounts::sweep(&app.state).await.unwrap();
    assert_eq!(rows().await.unwrap(), 1, "the buckets are empty; the place is known to the end of the month");
    app.clock.advance(SignedDuration::from_secs(1));
    accounts::sweep(&app.state).await.unwrap();
    assert_eq!(rows().await.unwrap(), 0);
}

#[actix_web::test]
async fn people_who_sign_in_rightly_lock_nobody_out() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, EMAIL).await;
    for round in 0..40 {
        assert_eq!(app.guest().sign_in(EMAIL, PASSWORD).await.status, 303, "{round}");
    }
    // Nor does a right one give a guesser more than their own attempts.
    assert_eq!(try_often(&app.guest(), EMAIL, 9).await, [422; 9]);
    assert_eq!(app.guest().sign_in(EMAIL, PASSWORD).await.status, 303);
    assert_eq!(try_often(&app.guest(), EMAIL, 2).await, [422, 429]);
}

#[actix_web::test]
async fn many_attempts_at_once_are_counted_one_by_one() {
    let app = TestApp::start().await;
    let browser = app.guest();
    let attempts = (0..20).map(|_| browser.sign_in(EMAIL, "guess"));
    let answers = futures_util::future::join_all(attempts).await;
    let let_in = answers.iter().filter(|answer| answer.status == 422).count();
    let refused = answers.iter().filter(|answer| answer.status == 429).count();
    assert_eq!((let_in, refused), (10, 10));
}

#[actix_web::test]
async fn accounts_are_not_made_by_the_hundred() {
    let app = TestApp::start().await;
    let sign_up = async |number: usize| {
        let email = format!("{number}@example.org");
        let form = [("name", "x"), ("email", email.as_str()), ("password", PASSWORD)];
        app.guest().post("/signup", &form).await.status.as_u16()
    };
    for number in 0..10 {
        assert_eq!(sign_up(number).await, 303);
    }
    assert_eq!(sign_up(10).await, 429);
    app.clock.advance(SignedDuration::from_secs(60));
    assert_eq!(sign_up(10).await, 303);
}
