use reqwest::Method;

use crate::support::app::TestApp;

#[actix_web::test]
async fn a_missing_page_is_drawn_in_the_readers_language_with_a_way_on() {
    let app = TestApp::start().await;
    for (language, title) in
        [("en", "Nothing grows here"), ("es-MX", "Aquí no crece nada"), ("pt-BR", "Aqui não cresce nada")]
    {
        let answer = app.guest().get_in("/nowhere?a=1", language).await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.text_of("h1"), title);
        assert_eq!(answer.text_of("title"), format!("{title} · Quintal"));
        assert!(answer.has("a[href='/login?next=/nowhere%3Fa%3D1']"), "{}", answer.text());
        assert!(answer.has("a[href='/']"));
    }
}

#[actix_web::test]
async fn every_answer_carries_its_headers() {
    let app = TestApp::start().await;
    let answer = app.guest().get("/nowhere").await;
    assert!(answer.header("content-security-policy").contains("default-src 'self'"));
    assert!(!answer.header("content-security-policy").contains("unsafe"));
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin");
    assert!(!answer.header("x-request-id").is_empty());
    assert!(answer.header("server-timing").contains("total;dur="));
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(answer.header("strict-transport-security"), "", "nobody said that it is reached by TLS");
    let app = TestApp::start_with(&[("QUINTAL_PUBLIC_URL", "https://garden.example")]).await;
    for address in ["/notes", "/static/specimen.html"] {
        assert_eq!(app.guest().get(address).await.header("strict-transport-security"), "max-age=31536000");
    }
}

#[actix_web::test]
async fn a_wrong_method_is_refused_with_a_page() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let request = guest.request(Method::DELETE, "/notes").header("sec-fetch-site", "same-origin");
    let answer = guest.send(request).await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header("allow"), "GET, HEAD");
    assert_eq!(answer.text_of("h1"), "This page cannot do that");
    assert!(answer.has("a[href='/']"));
}

#[actix_web::test]
async fn a_fault_of_ours_is_told_without_telling_what_it_is() {
    let app = TestApp::start().await;
    sqlx::query("alter table notes rename to lost").execute(&app.pool).await.unwrap();
    for (language, title) in [("en", "Something broke"), ("es", "Algo se rompió"), ("pt-BR", "Algo quebrou")]
    {
        let answer = app.guest().get_in("/notes", language).await;
        assert_eq!(answer.status, 500);
        assert_eq!(answer.text_of("h1"), title);
        assert!(answer.text().contains(answer.header("x-request-id")), "{}", answer.text());
        assert!(answer.has("a[href='/']") && !answer.text().contains("relation"), "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}
