use quintal::{access::Role, garden, i18n::Locale};

use crate::support::{
    app::{Browser, PASSWORD, TestApp},
    page::Answer,
};

/// The link of the terminal, as a path.
async fn link(app: &TestApp) -> String {
    let link = garden::setup_link(&app.state).await.unwrap().unwrap();
    link.strip_prefix(&format!("http://{}", app.address)).unwrap().to_owned()
}

async fn plant(browser: &Browser, link: &str, email: &str) -> Answer {
    let form = [
        ("garden", "Jardim da Lívia"),
        ("locales", "en"),
        ("locales", "pt-BR"),
        ("locale", "pt-BR"),
        ("time_zone", "America/Sao_Paulo"),
        ("name", "Lívia"),
        ("email", email),
        ("password", PASSWORD),
    ];
    browser.post(link, &form).await
}

#[actix_web::test]
async fn the_link_of_the_terminal_makes_the_owner_once() {
    let app = TestApp::start().await;
    let (browser, link) = (app.guest(), link(&app).await);
    for (language, title) in
        [("en", "Plant the garden"), ("es", "Planta el jardín"), ("pt", "Plante o jardim")]
    {
        let page = browser.get_in(&link, language).await;
        assert_eq!((page.status.as_u16(), page.text_of("h1").as_str()), (200, title));
    }
    let page = browser.get(&link).await;
    assert_eq!(page.attribute("main form", "action"), link);
    assert_eq!(page.attributes("input[name=locales][checked]", "value"), ["en", "es", "pt-BR"]);
    assert_eq!(page.attribute("select[name=locale] option[selected]", "value"), "en");
    assert_eq!(page.attribute("input[name=password]", "autocomplete"), "new-password");
    assert_eq!(browser.head(&link).await.status, 200);

    let answer = plant(&browser, &link, "livia@example.org").await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"));
    let account = browser.get("/account").await;
    assert_eq!(account.text_of(".flash"), "O jardim é seu.");
    assert!(account.has("a[href='/admin/import']"), "the owner");
    let site = app.state.site.load_full();
    assert_eq!(site.name, "Jardim da Lívia");
    assert_eq!(site.locales, [Locale::PtBr, Locale::En]);
    assert_eq!(site.zone.iana_name(), Some("America/Sao_Paulo"));
    assert!(site.set_up);
    let set_up_at: Option<jiff_sqlx::Timestamp> =
        sqlx::query_scalar("select set_up_at from garden").fetch_one(&app.pool).await.unwrap();
    assert_eq!(set_up_at.unwrap().to_jiff(), app.clock.now());

    assert_eq!(garden::setup_link(&app.state).await.unwrap(), None);
    assert_eq!(browser.get(&link).await.status, 404);
    assert_eq!(plant(&app.guest(), &link, "other@example.org").await.status, 404);
}

#[actix_web::test]
async fn without_the_link_the_page_does_not_exist() {
    let app = TestApp::start().await;
    let link = link(&app).await;
    let nowhere = app.guest().get("/nowhere").await;
    for wrong in ["/setup", "/setup?token=", "/setup?token=x", &link[..link.len() - 1], &format!("{link}A")] {
        let answer = app.guest().get(wrong).await;
        assert_eq!(answer.status, 404, "{wrong}");
        assert_eq!(answer.text_of("main"), nowhere.text_of("main"));
        assert_eq!(plant(&app.guest(), wrong, "livia@example.org").await.status, 404, "{wrong}");
    }
    let people: i64 = sqlx::query_scalar("select count(*) from users").fetch_one(&app.pool).await.unwrap();
    assert_eq!(people, 0);
}

#[actix_web::test]
async fn an_owner_from_the_command_line_closes_the_page_too() {
    let app = TestApp::start().await;
    let link = link(&app).await;
    app.add_person(Role::Owner, "owner@example.org").await;
    assert_eq!(app.guest().get(&link).await.status, 404);
    assert_eq!(plant(&app.guest(), &link, "livia@example.org").await.status, 404);
}

#[actix_web::test]
async fn every_replica_prints_and_takes_the_same_link() {
    let app = TestApp::start().await;
    let replica = app.replica().await;
    let link = link(&app).await;
    assert_eq!(self::link(&replica).await, link);
    assert_eq!(plant(&replica.guest(), &link, "livia@example.org").await.status, 303);
    assert_eq!(app.guest().get(&link).await.status, 404, "even before it hears of it");
}

#[actix_web::test]
async fn behind_a_proxy_the_link_shows_the_public_address() {
    let app = TestApp::start_with(&[("QUINTAL_PUBLIC_URL", "https://garden.example/")]).await;
    let link = garden::setup_link(&app.state).await.unwrap().unwrap();
    assert!(link.starts_with("https://garden.example/setup?token="), "{link}");
}

#[actix_web::test]
async fn of_two_at_once_one_becomes_the_owner() {
    let app = TestApp::start().await;
    let replica = app.replica().await;
    let link = link(&app).await;
    let (one, other) = (app.guest(), replica.guest());
    let answers = futures_util::future::join(
        plant(&one, &link, "one@example.org"),
        plant(&other, &link, "other@example.org"),
    )
    .await;
    let mut statuses = [answers.0.status.as_u16(), answers.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
    let owners: i64 = sqlx::query_scalar("select count(*) from users").fetch_one(&app.pool).await.unwrap();
    assert_eq!(owners, 1);
}

#[actix_web::test]
async fn a_form_with_mistakes_comes_back_filled_in() {
    let app = TestApp::start().await;
    app.add_person(Role::Member, "member@example.org").await;
    let (browser, link) = (app.guest(), link(&app).await);
    let form = [
        ("garden", ""),
        ("locale", "es"),
        ("time_zone", "Mars/Phobos"),
        ("name", "Lívia"),
        ("email", "livia"),
        ("password", "hunter2"),
    ];
    let answer = browser.post(&link, &form).await;
    assert_eq!(answer.status, 422);
    for field in ["garden", "locales", "time_zone", "email", "password"] {
        assert!(answer.has(&format!("#{field}-error")), "{field}");
    }
    assert!(!answer.has("#name-error") && !answer.text().contains("hunter2"));
    assert_eq!(answer.attribute("#name", "value"), "Lívia");
    assert_eq!(answer.attribute("select[name=locale] option[selected]", "value"), "es");
    assert!(!answer.has("input[name=locales][checked]"));
    assert_eq!(answer.attribute("main form", "action"), link);
    let taken = plant(&browser, &link, "MEMBER@example.org").await;
    assert_eq!(taken.status, 422);
    assert!(taken.text_of("#email-error").starts_with("Somebody has an account"));
    let name: String = sqlx::query_scalar("select name from garden").fetch_one(&app.pool).await.unwrap();
    assert_eq!(name, "Quintal", "nothing half done");
    assert_eq!(browser.get(&link).await.status, 200);
}
