use quintal::access::Role;

use crate::support::app::TestApp;

#[actix_web::test]
async fn a_person_changes_what_they_say_of_themselves() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    let generation = || sqlx::query_scalar::<_, i64>("select generation from garden").fetch_one(&app.pool);
    let before = generation().await.unwrap();
    let form = [
        ("name", "Ana"),
        ("email", "mallory@example.org"),
        ("locale", "pt-BR"),
        ("theme", "dark"),
        ("time_zone", "America/Sao_Paulo"),
    ];
    let answer = member.post("/account", &form).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/account"));
    let page = member.get("/account").await;
    assert_eq!(page.text_of(".flash"), "Salvo.");
    assert_eq!(page.attribute("html", "lang"), "pt-BR");
    assert_eq!(page.attribute("html", "data-theme"), "dark");
    assert_eq!(page.attribute("#name", "value"), "Ana");
    assert_eq!(
        page.attribute("#email", "value"),
        "member@example.org",
        "that is another form's, with a password"
    );
    assert_eq!(page.attribute("#locale option[selected]", "value"), "pt-BR");
    assert_eq!(page.attribute("input[name=theme][checked]", "value"), "dark");
    assert_eq!(page.attribute("#time_zone option[selected]", "value"), "America/Sao_Paulo");
    assert_eq!(page.queries(), 1, "who is asking is all that the page needs");
    assert_eq!(generation().await.unwrap(), before + 1, "names are shown to readers");

    let back = [("name", "Ana"), ("locale", ""), ("theme", "system")];
    member.post("/account", &back).await;
    let page = member.get_in("/account", "es").await;
    assert_eq!(page.attribute("html", "lang"), "es");
    assert!(!page.has("html[data-theme]"));
    assert_eq!(page.attribute("#time_zone option[selected]", "value"), "");
    assert_eq!(generation().await.unwrap(), before + 1, "the same name is no news");
}

#[actix_web::test]
async fn a_form_with_mistakes_comes_back_filled_in() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    let form = [("name", " "), ("locale", "es"), ("theme", "sepia"), ("time_zone", "UTC")];
    let answer = member.post("/account", &form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.has("#name-error"));
    assert_eq!(answer.attribute("#email", "value"), "member@example.org");
    assert_eq!(answer.attribute("#locale option[selected]", "value"), "es");
    assert_eq!(answer.attribute("input[name=theme][checked]", "value"), "sepia");
    let zone = [("name", "Ana"), ("time_zone", "Mars/Phobos")];
    assert!(member.post("/account", &zone).await.has("#time_zone-error"));
    assert_eq!(member.get("/account").await.attribute("#name", "value"), "Lívia Prado");
}

#[actix_web::test]
async fn a_guest_is_sent_to_the_sign_in() {
    let app = TestApp::start().await;
    let guest = app.guest();
    assert_eq!(guest.get("/account").await.location(), "/login?next=/account");
    assert_eq!(guest.head("/account").await.location(), "/login?next=/account");
    assert_eq!(guest.post("/account", &[("name", "x")]).await.location(), "/login?next=/account");
    for part in ["/account/email", "/account/password"] {
        assert_eq!(guest.post(part, &[]).await.location(), format!("/login?next={part}"));
    }
}
