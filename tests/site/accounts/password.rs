use quintal::access::Role;

use crate::support::app::{PASSWORD, TestApp};

const NEW: &str = "staple of correct horses";

#[actix_web::test]
async fn a_new_password_ends_every_other_session() {
    let app = TestApp::start().await;
    let here = app.signed_in(Role::Member).await;
    let there = app.guest();
    there.sign_in("member@example.org", PASSWORD).await;
    assert!(there.is_known().await);
    let form = [("current_password", PASSWORD), ("new_password", NEW)];
    let answer = here.post("/account/password", &form).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/account"));
    let page = here.get("/account").await;
    assert_eq!(page.text_of(".flash"), "Your password was changed. Your other sessions have ended.");
    assert!(!there.is_known().await);
    let rows: i64 = sqlx::query_scalar("select count(*) from sessions").fetch_one(&app.pool).await.unwrap();
    assert_eq!(rows, 1);
    assert_eq!(app.guest().sign_in("member@example.org", PASSWORD).await.status, 422);
    assert_eq!(app.guest().sign_in("member@example.org", NEW).await.status, 303);
}

#[actix_web::test]
async fn the_current_password_is_needed_and_the_new_one_must_be_good() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    let page = member.get("/account").await;
    assert_eq!(page.attribute("#current_password", "autocomplete"), "current-password");
    assert_eq!(page.attribute("#new_password", "autocomplete"), "new-password");
    let wrong = [("current_password", "a wrong one"), ("new_password", NEW)];
    let answer = member.post("/account/password", &wrong).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.text_of("#current_password-error"), "This is not your current password.");
    assert_eq!(answer.attribute("#email", "value"), "member@example.org");
    assert!(!answer.text().contains("a wrong one") && !answer.text().contains(NEW));
    let short = [("current_password", PASSWORD), ("new_password", "short")];
    let answer = member.post("/account/password", &short).await;
    assert!(answer.has("#new_password-error") && !answer.has("#current_password-error"));
    let guessable = [("current_password", PASSWORD), ("new_password", "member@example.org")];
    assert!(member.post("/account/password", &guessable).await.has("#new_password-error"));
    assert_eq!(member.get("/account/password").await.location(), "/account");
    assert_eq!(app.guest().sign_in("member@example.org", PASSWORD).await.status, 303);
}

#[actix_web::test]
async fn a_borrowed_session_cannot_guess_the_password_for_ever() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    for (attempt, form) in [[("current_password", "wrong"), ("new_password", NEW)]; 11].iter().enumerate() {
        let status = member.post("/account/password", form).await.status.as_u16();
        assert_eq!(status, if attempt < 10 { 422 } else { 429 });
    }
    let right = [("current_password", PASSWORD), ("new_password", NEW)];
    assert_eq!(member.post("/account/password", &right).await.status, 429);
    app.clock.advance(jiff::SignedDuration::from_secs(30));
    assert_eq!(member.post("/account/password", &right).await.status, 303);
}
