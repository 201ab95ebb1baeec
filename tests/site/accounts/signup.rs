use quintal::access::Role;

use crate::support::{
    app::{Browser, PASSWORD, TestApp},
    page::Answer,
};

async fn sign_up(browser: &Browser, name: &str, email: &str, password: &str) -> Answer {
    browser.post("/signup", &[("name", name), ("email", email), ("password", password)]).await
}

#[actix_web::test]
async fn whoever_signs_up_is_a_member_and_signed_in() {
    let app = TestApp::start().await;
    let browser = app.guest();
    let answer = sign_up(&browser, "  Lívia   Prado ", "Livia@Example.org", PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"));
    let account = browser.get("/account").await;
    assert_eq!(account.text_of(".flash"), "Welcome to the garden. Your account is ready.");
    assert_eq!(account.attribute("#name", "value"), "Lívia Prado");
    assert_eq!(account.attribute("#email", "value"), "Livia@Example.org");
    let (role, key): (String, String) =
        sqlx::query_as("select role, email_key from users").fetch_one(&app.pool).await.unwrap();
    assert_eq!((role.as_str(), key.as_str()), ("member", "livia@example.org"));
    let audiences: i64 =
        sqlx::query_scalar("select count(*) from audiences join users on users.id = user_id")
            .fetch_one(&app.pool)
            .await
            .unwrap();
    assert_eq!(audiences, 1);
}

#[actix_web::test]
async fn a_form_with_mistakes_comes_back_filled_in_but_for_the_password() {
    let app = TestApp::start().await;
    let answer = sign_up(&app.guest(), "<Lívia> & \"co\"", "livia@", "hunter2").await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.text_of("title"), "Error: Make an account · Quintal");
    assert_eq!(answer.attribute("#name", "value"), "<Lívia> & \"co\"");
    assert_eq!(answer.attribute("#email", "value"), "livia@");
    assert_eq!(answer.text_of("#email-error"), "Write the whole address, such as livia@example.org.");
    assert_eq!(answer.text_of("#password-error"), "Use at least 8 characters.");
    assert_eq!(answer.attribute("#email", "aria-invalid"), "true");
    assert_eq!(answer.attribute("#password", "aria-describedby"), "password-help password-error");
    assert!(!answer.has("#name-error") && !answer.text().contains("hunter2"));
    assert_eq!(answer.header("set-cookie"), "");
    let long = sign_up(&app.guest(), "", "a@b", &"x".repeat(1001)).await;
    assert_eq!(long.text_of("#password-error"), "Use 1000 characters at most.");
    assert!(long.has("#name-error"));
    // Common ones, and what others know of this person and of the garden.
    for guessable in [
        "password1",
        "minhasenha",
        "qwertyuiop",
        "livia prado",
        "livia@example.org",
        "Quintal1",
        "01/01/1990",
    ] {
        let answer = sign_up(&app.guest(), "Lívia Prado", "livia@example.org", guessable).await;
        assert_eq!(answer.status, 422, "{guessable}");
        assert!(answer.text_of("#password-error").starts_with("This is easily guessed"), "{guessable}");
        assert_eq!(answer.attribute("#email", "value"), "livia@example.org");
    }
    let people: i64 = sqlx::query_scalar("select count(*) from users").fetch_one(&app.pool).await.unwrap();
    assert_eq!(people, 0);
}

#[actix_web::test]
async fn fields_carry_what_password_managers_know() {
    let app = TestApp::start().await;
    let page = app.guest().get("/signup").await;
    let fields = [("name", "name"), ("email", "username"), ("password", "new-password")];
    for (name, autocomplete) in fields {
        assert_eq!(page.attribute(&format!("input[name={name}]"), "autocomplete"), autocomplete);
        assert!(page.has(&format!("label[for={name}]")));
    }
}

#[actix_web::test]
async fn an_address_has_one_account_however_it_is_capitalised() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "Ñandú@Example.org").await;
    let answer = sign_up(&app.guest(), "Another", "ñANDÚ@example.ORG", PASSWORD).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text_of("#email-error").starts_with("Somebody has an account"));
    assert_eq!(answer.header("set-cookie"), "");
}

#[actix_web::test]
async fn a_garden_may_take_no_new_members() {
    let app = TestApp::start().await;
    sqlx::query("update garden set sign_up_open = false").execute(&app.pool).await.unwrap();
    quintal::garden::reload(&app.state).await.unwrap();
    let browser = app.guest();
    let page = browser.get("/signup").await;
    assert_eq!((page.status.as_u16(), page.text_of("h1").as_str()), (200, "No new accounts"));
    assert!(!page.has("main form"));
    assert!(!browser.get("/login").await.has("a[href='/signup']"));
    let answer = sign_up(&browser, "Lívia", "livia@example.org", PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.text_of("h1").as_str()), (403, "No new accounts"));
    let people: i64 = sqlx::query_scalar("select count(*) from users").fetch_one(&app.pool).await.unwrap();
    assert_eq!(people, 0);
}

#[actix_web::test]
async fn who_is_signed_in_already_goes_on() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    assert_eq!(member.get("/signup?next=/notes/a").await.location(), "/notes/a");
    assert_eq!(sign_up(&member, "Other", "other@example.org", PASSWORD).await.location(), "/");
    let people: i64 = sqlx::query_scalar("select count(*) from users").fetch_one(&app.pool).await.unwrap();
    assert_eq!(people, 1);
}

#[actix_web::test]
async fn what_a_guest_chose_goes_into_the_account() {
    let app = TestApp::start().await;
    let browser = app.guest();
    browser.post("/preferences", &[("locale", "es")]).await;
    browser.post("/preferences", &[("theme", "sepia")]).await;
    sign_up(&browser, "Lívia", "livia@example.org", PASSWORD).await;
    let elsewhere = app.guest();
    elsewhere.sign_in("livia@example.org", PASSWORD).await;
    let account = elsewhere.get("/account").await;
    assert_eq!(account.attribute("html", "lang"), "es");
    assert_eq!(account.attribute("html", "data-theme"), "sepia");
}
