use reqwest::Method;

use crate::support::app::TestApp;

/// Status of a POST with these headers to an address that does not exist: 403 if it was refused as
/// cross-site, 404 if it was let through.
async fn posted(app: &TestApp, headers: &[(&str, &str)]) -> u16 {
    let guest = app.guest();
    let request = headers.iter().fold(guest.request(Method::POST, "/nowhere"), |request, (name, value)| {
        request.header(*name, *value)
    });
    guest.send(request).await.status.as_u16()
}

#[actix_web::test]
async fn only_our_own_pages_may_post() {
    let app = TestApp::start().await;
    let ours = format!("http://{}", app.address);
    assert_eq!(posted(&app, &[]).await, 403);
    assert_eq!(posted(&app, &[("sec-fetch-site", "cross-site")]).await, 403);
    assert_eq!(posted(&app, &[("sec-fetch-site", "same-site")]).await, 403);
    assert_eq!(posted(&app, &[("sec-fetch-site", "cross-site"), ("origin", &ours)]).await, 403);
    assert_eq!(posted(&app, &[("origin", "https://evil.example")]).await, 403);
    assert_eq!(posted(&app, &[("origin", "null")]).await, 403);
    assert_eq!(posted(&app, &[("sec-fetch-site", "same-origin")]).await, 404);
    assert_eq!(posted(&app, &[("sec-fetch-site", "none")]).await, 404);
    assert_eq!(posted(&app, &[("origin", &ours)]).await, 404);
}

#[actix_web::test]
async fn behind_a_proxy_the_public_address_is_ours() {
    let app = TestApp::start_with(&[("QUINTAL_PUBLIC_URL", "https://garden.example")]).await;
    assert_eq!(posted(&app, &[("origin", "https://garden.example")]).await, 404);
    assert_eq!(posted(&app, &[("origin", &format!("http://{}", app.address))]).await, 403);
}
