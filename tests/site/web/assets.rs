use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use quintal::{access::Role, web::assets};
use reqwest::Method;

use crate::{
    notes::sign_in,
    support::{app::TestApp, page::Answer},
};

#[actix_web::test]
async fn a_fingerprinted_file_is_kept_for_ever_and_comes_compressed() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let path = assets::url("css/tokens.css");
    let plain = guest.get(&path).await;
    assert_eq!(plain.status, 200);
    assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(plain.header("content-encoding"), "");
    assert!(!plain.header("etag").is_empty() && !plain.header("last-modified").is_empty());
    for encoding in ["br", "gzip"] {
        let request = guest.request(Method::GET, &path).header("accept-encoding", encoding);
        let packed = guest.send(request).await;
        assert_eq!(packed.header("content-encoding"), encoding);
        assert!(packed.header("vary").to_lowercase().contains("accept-encoding"));
        assert_ne!(packed.header("etag"), plain.header("etag"), "other bytes, another tag");
        let again = guest.request(Method::GET, &path).header("if-none-match", packed.header("etag"));
        let again = guest.send(again.header("accept-encoding", encoding)).await;
        assert_eq!((again.status.as_u16(), again.header("etag")), (304, packed.header("etag")));
        assert_eq!(again.header("cache-control"), plain.header("cache-control"));
    }
    let request = guest.request(Method::GET, &path).header("if-none-match", plain.header("etag"));
    assert_eq!(guest.send(request).await.status, 304);
    let request = guest.request(Method::GET, &path).header("range", "bytes=0-3");
    let part = guest.send(request).await;
    assert_eq!((part.status.as_u16(), part.bytes.len()), (206, 4));
}

/// The modules that a script brings along, itself among them: those that it names, those that they name, and so on.
fn imported(script: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![PathBuf::from(script)];
    while let Some(path) = open.pop() {
        let source = fs::read_to_string(Path::new("static").join(&path)).unwrap();
        if found.insert(path.to_str().unwrap().to_owned()) {
            let named = source.lines().filter_map(|line| {
                let (import, name) = line.trim_end_matches(';').rsplit_once(" from ")?;
                (import.starts_with("import ") || import.starts_with("} "))
                    .then(|| name.trim_matches('"').to_owned())
            });
            open.extend(named.map(|name| {
                let above = name.matches("../").count();
                let folder = path.ancestors().nth(above + 1).unwrap();
                folder.join(name.trim_start_matches("./").trim_start_matches("../"))
            }));
        }
    }
    found
}

#[actix_web::test]
async fn a_page_fetches_all_its_scripts_at_once() {
    let app = TestApp::start().await;
    let (_, ana) = sign_in(&app, "Ana", Role::Author).await;
    let fetched = |page: &Answer| -> BTreeSet<String> {
        let scripts = page.attributes("script[src]", "src").into_iter();
        let ahead = page.attributes("link[rel=modulepreload]", "href");
        scripts.chain(ahead).map(|address| address.replace(&assets::url(""), "")).collect()
    };
    let everywhere = imported("js/quintal.js");
    assert!(everywhere.contains("js/latest.js"), "{everywhere:?}");
    assert_eq!(fetched(&app.guest().get("/").await), everywhere);
    let written = ["js/properties.js", "js/editor/editor.js"].into_iter().flat_map(imported);
    assert_eq!(fetched(&ana.get("/write/new").await), everywhere.iter().cloned().chain(written).collect());
}

#[actix_web::test]
async fn nothing_else_is_served() {
    let app = TestApp::start().await;
    let folder = assets::url("");
    for path in [
        folder.clone(),
        format!("{folder}css"),
        format!("{folder}css/"),
        format!("{folder}../../postgres/PG_VERSION"),
        format!("{folder}%2e%2e/%2e%2e/files"),
        format!("{folder}css/..%2f..%2f..%2fCargo.toml"),
        "/static/css/tokens.css".to_owned(),
        "/static/".to_owned(),
        "/static/0000000000000000/css/tokens.css".to_owned(),
    ] {
        let answer = app.guest().get(&path).await;
        assert!([400, 404].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
        assert!(!answer.header("cache-control").contains("immutable"), "{path}");
        assert!(answer.has("h1"), "{path}: {}", answer.text());
    }
}

#[actix_web::test]
async fn the_specimen_keeps_its_name_and_may_be_framed_by_our_own_pages() {
    let app = TestApp::start().await;
    let answer = app.guest().get("/static/specimen.html").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "public, no-cache");
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN");
    assert_eq!(answer.header("server-timing"), "", "nothing was measured, for nothing was done");
    for style in answer.attributes("link[rel=stylesheet]", "href") {
        assert_eq!(app.guest().get(&style).await.status, 200, "{style}");
    }
}

#[actix_web::test]
async fn a_file_is_known_by_its_bytes_on_every_replica() {
    let app = TestApp::start().await;
    let specimen = app.guest().get("/static/specimen.html").await;
    let other = TestApp::start().await;
    let request = other.guest().request(Method::GET, "/static/specimen.html");
    let again = request.header("if-none-match", specimen.header("etag"));
    assert_eq!(other.guest().send(again).await.status, 304);
    let style = app.guest().get("/static/specimen.css").await;
    assert_ne!(style.header("etag"), specimen.header("etag"));
    let request = other.guest().request(Method::GET, "/static/specimen.html");
    let another = other.guest().send(request.header("if-none-match", style.header("etag"))).await;
    assert_eq!((another.status.as_u16(), another.header("etag")), (200, specimen.header("etag")));
    assert_eq!(app.guest().get("/static/no.html").await.header("etag"), "");
}
