mod account;
mod email;
mod login;
mod logout;
mod password;
mod preferences;
mod sessions;
mod signup;
mod throttle;

/// Every page of people answers HEAD as it answers GET, and is drawn in each language.
#[actix_web::test]
async fn every_page_is_drawn_in_three_languages_and_answers_head() {
    let app = crate::support::app::TestApp::start().await;
    let member = app.signed_in(quintal::access::Role::Member).await;
    let guest = app.guest();
    for (browser, path, titles) in [
        (&guest, "/login", ["Sign in", "Entrar", "Entrar"]),
        (&guest, "/signup", ["Make an account", "Crear una cuenta", "Criar uma conta"]),
        (&member, "/account", ["Your account", "Tu cuenta", "Sua conta"]),
    ] {
        for (language, title) in ["en", "es", "pt-BR"].into_iter().zip(titles) {
            let answer = browser.get_in(path, language).await;
            assert_eq!((answer.status.as_u16(), answer.text_of("h1").as_str()), (200, title), "{path}");
            assert_eq!(answer.attribute("html", "lang"), language);
            assert_eq!(answer.text_of("title"), format!("{title} · Quintal"));
        }
        let head = browser.head(path).await;
        assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0), "{path}");
        assert_eq!(head.header("etag"), browser.get(path).await.header("etag"), "{path}");
    }
}
