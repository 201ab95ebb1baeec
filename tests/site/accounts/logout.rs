use quintal::access::Role;
use reqwest::Method;

use crate::support::app::TestApp;

#[actix_web::test]
async fn signing_out_ends_the_session_here_and_in_the_browser() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    assert_eq!(member.get("/logout").await.status, 405);
    assert!(member.is_known().await);
    let answer = member.post("/logout", &[]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"));
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let ended = cookies.iter().any(|cookie| {
        let cookie = cookie.to_str().unwrap();
        cookie.starts_with("session=;") && cookie.contains("Max-Age=0")
    });
    assert!(ended, "{cookies:?}");
    assert!(!member.is_known().await);
    let rows: i64 = sqlx::query_scalar("select count(*) from sessions").fetch_one(&app.pool).await.unwrap();
    assert_eq!(rows, 0);
}

#[actix_web::test]
async fn another_site_cannot_sign_anybody_out() {
    let app = TestApp::start().await;
    let member = app.signed_in(Role::Member).await;
    let request = member.request(Method::POST, "/logout").header("sec-fetch-site", "cross-site");
    assert_eq!(member.send(request).await.status, 403);
    assert!(member.is_known().await);
}
