use quintal::access::Role;

use crate::support::app::{PASSWORD, TestApp};

const NEW: &str = "ana@example.org";

#[actix_web::test]
async fn another_address_needs_the_current_password() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    let page = member.get("/account").await;
    assert_eq!(page.attribute("form[action='/account/email'] #email", "value"), "member@example.org");
    assert_eq!(page.attribute("#email_password", "autocomplete"), "current-password");
    let wrong = [("email", NEW), ("email_password", "a wrong one")];
    for (language, message) in [
        ("en", "This is not your current password."),
        ("es", "Esta no es tu contraseña actual."),
        ("pt-BR", "Esta não é a sua senha atual."),
    ] {
        let request = member.request(reqwest::Method::POST, "/account/email");
        let request = request.header("sec-fetch-site", "same-origin").header("accept-language", language);
        let answer = member.send(request.form(&wrong)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text_of("#email_password-error").as_str()),
            (422, message)
        );
        assert_eq!(answer.attribute("#email", "value"), NEW, "it comes back filled in");
        assert_eq!(answer.attribute("#name", "value"), "Lívia Prado");
        assert_eq!(answer.attribute("input[name=username]", "value"), "member@example.org");
        assert!(!answer.text().contains("a wrong one"));
    }
    assert_eq!(member.post("/account/email", &[("email", NEW)]).await.status, 422, "none is wrong, too");
    assert_eq!(app.guest().sign_in(NEW, PASSWORD).await.status, 422);

    let right = [("email", NEW), ("email_password", PASSWORD)];
    let answer = member.post("/account/email", &right).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/account"));
    let page = member.get("/account").await;
    assert_eq!(page.text_of(".flash"), "Saved.");
    assert_eq!(page.attribute("#email", "value"), NEW);
    assert_eq!(app.guest().sign_in(NEW, PASSWORD).await.status, 303);
    assert_eq!(app.guest().sign_in("member@example.org", PASSWORD).await.status, 422);
    let same = [("email", "Ana@Example.org"), ("email_password", PASSWORD)];
    assert_eq!(member.post("/account/email", &same).await.status, 303, "another spelling of one's own");
    assert_eq!(member.get("/account/email").await.location(), "/account");
}

#[actix_web::test]
async fn an_address_must_be_whole_and_nobody_elses_and_only_the_person_learns_whose() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "taken@example.org").await;
    let member = app.signed_in(Role::Member).await;
    let answer = member.post("/account/email", &[("email", "x"), ("email_password", PASSWORD)]).await;
    assert_eq!((answer.status.as_u16(), answer.attribute("#email", "value").as_str()), (422, "x"));
    assert!(answer.has("#email-error") && !answer.has("#email_password-error"));
    let guess = [("email", "TAKEN@example.org"), ("email_password", "a wrong one")];
    let answer = member.post("/account/email", &guess).await;
    assert!(answer.has("#email_password-error") && !answer.has("#email-error"));
    let taken = [("email", "TAKEN@example.org"), ("email_password", PASSWORD)];
    let answer = member.post("/account/email", &taken).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text_of("#email-error").starts_with("Somebody has an account"));
    assert_eq!(member.get("/account").await.attribute("#email", "value"), "member@example.org");
}

#[actix_web::test]
async fn guesses_at_the_password_are_counted_wherever_it_is_asked_for() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    for attempt in 0..11 {
        let status = if attempt % 2 == 0 {
            member.post("/account/email", &[("email", NEW), ("email_password", "guess")]).await.status
        } else {
            let form = [("current_password", "guess"), ("new_password", "staple of correct horses")];
            member.post("/account/password", &form).await.status
        };
        assert_eq!(status.as_u16(), if attempt < 10 { 422 } else { 429 });
    }
    let right = [("email", NEW), ("email_password", PASSWORD)];
    let answer = member.post("/account/email", &right).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "31"));
    app.clock.advance(jiff::SignedDuration::from_secs(30));
    assert_eq!(member.post("/account/email", &right).await.status, 303);
}
