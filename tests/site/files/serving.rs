//! Serving attachments: whole and in ranges, to those who may read them, and never as a program of ours.

use reqwest::Method;

use crate::{
    notes::attachment,
    support::{
        app::{Browser, TestApp},
        page::Answer,
    },
};

const TEN: &[u8] = b"0123456789";

async fn with(guest: &Browser, address: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers
        .iter()
        .fold(guest.request(Method::GET, address), |request, (name, value)| request.header(*name, *value));
    guest.send(request).await
}

#[actix_web::test]
async fn a_file_comes_whole_in_ranges_or_not_at_all() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let address = attachment(&app, "a note.txt", "text/plain", TEN, &[1]).await;
    let whole = guest.get(&address).await;
    assert_eq!((whole.status.as_u16(), whole.bytes.as_slice()), (200, TEN));
    assert_eq!(whole.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(whole.header("content-disposition"), "inline; filename=\"a note.txt\"");
    assert_eq!(whole.header("last-modified"), "Fri, 20 Nov 2026 10:00:00 GMT");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    assert!(whole.header("vary").contains("Cookie") && whole.header("cache-control").contains("private"));
    assert_eq!(whole.queries(), 1);
    let tag = whole.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() > 40, "{tag}");

    let part = with(&guest, &address, &[("range", "bytes=2-4")]).await;
    assert_eq!((part.status.as_u16(), part.bytes.as_slice()), (206, &b"234"[..]));
    assert_eq!(part.header("content-range"), "bytes 2-4/10");
    assert_eq!(part.header("content-length"), "3");
    let resumed = with(&guest, &address, &[("range", "bytes=7-"), ("if-range", &tag)]).await;
    assert_eq!((resumed.status.as_u16(), resumed.bytes.as_slice()), (206, &b"789"[..]));
    let changed = with(&guest, &address, &[("range", "bytes=7-"), ("if-range", "\"other\"")]).await;
    assert_eq!((changed.status.as_u16(), changed.bytes.as_slice()), (200, TEN));
    let beyond = with(&guest, &address, &[("range", "bytes=10-")]).await;
    assert_eq!((beyond.status.as_u16(), beyond.header("content-range")), (416, "bytes */10"));

    let known = with(&guest, &address, &[("if-none-match", &tag)]).await;
    assert_eq!((known.status.as_u16(), known.bytes.len()), (304, 0));
    assert_eq!(known.header("etag"), tag);
    assert_eq!(with(&guest, &address, &[("if-match", "\"other\"")]).await.status, 412);

    let head = guest.head(&address).await;
    assert_eq!((head.status.as_u16(), head.header("content-length"), head.bytes.len()), (200, "10", 0));
    assert_eq!(head.header("etag"), tag);
}

#[actix_web::test]
async fn a_file_is_for_the_readers_of_its_notes() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let closed = attachment(&app, "a.png", "image/png", TEN, &[2]).await;
    let nobodys = attachment(&app, "a.png", "image/png", TEN, &[]).await;
    let none = "/files/00000000-0000-7000-8000-000000000000/a.png";
    let bodies: Vec<String> = {
        let mut bodies = Vec::new();
        for address in [&closed, &nobodys, none] {
            let answer = guest.get(address).await;
            assert_eq!(answer.status, 404, "{address}");
            assert!(answer.header("etag").is_empty());
            let id = address.split('/').nth(2).unwrap();
            bodies.push(answer.text().replace(id, ""));
        }
        bodies
    };
    assert!(bodies.iter().all(|body| *body == bodies[0]), "a hidden file is the same as none");
    for odd in ["/files/x/a.png", "/files/", "/files", "/files/%00/x", &format!("{none}/%00")] {
        assert_eq!(guest.get(odd).await.status, 404, "{odd}");
    }
}

#[actix_web::test]
async fn a_file_has_one_address() {
    let app = TestApp::start().await;
    let guest = app.guest();
    for name in ["ação #1 50%.pdf", "a?b.txt", "a/b.txt", "..", "it's.png", "emoji 🌱.md", "a+b.txt"] {
        let address = attachment(&app, name, "application/octet-stream", TEN, &[1]).await;
        let answer = guest.get(&address).await;
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.header("content-disposition").starts_with("attachment; filename="), "{name}");
        let id = address.split('/').nth(2).unwrap();
        let wrong = guest.get(&format!("/files/{id}/other.txt")).await;
        assert_eq!((wrong.status.as_u16(), wrong.location()), (308, address.as_str()));
    }
}

#[actix_web::test]
async fn a_document_may_be_framed_by_our_own_pages_alone() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let document = attachment(&app, "a.pdf", "application/pdf", TEN, &[1]).await;
    let answer = guest.get(&document).await;
    assert!(answer.header("content-security-policy").ends_with("frame-ancestors 'self'"));
    assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN");
    assert!(answer.header("content-disposition").starts_with("inline"));
    let picture = attachment(&app, "a.png", "image/png", TEN, &[1]).await;
    assert_eq!(guest.get(&picture).await.header("x-frame-options"), "DENY");
}

#[actix_web::test]
async fn nothing_active_runs_in_our_origin() {
    let app = TestApp::start().await;
    let guest = app.guest();
    for (name, media_type, disposition) in [
        ("a.html", "text/html", "attachment"),
        ("a.xhtml", "application/xhtml+xml", "attachment"),
        ("a.xml", "text/xml", "attachment"),
        ("a.js", "text/javascript", "attachment"),
        ("a.svg", "image/svg+xml", "inline"),
        ("a.bin", "nonsense", "attachment"),
    ] {
        let answer = guest.get(&attachment(&app, name, media_type, b"<script>", &[1]).await).await;
        assert!(answer.header("content-disposition").starts_with(disposition), "{name}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("sandbox; default-src 'none'"), "{name}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    let nonsense = attachment(&app, "a.bin", "nonsense", b"x", &[1]).await;
    assert_eq!(guest.get(&nonsense).await.header("content-type"), "application/octet-stream");
}

#[actix_web::test]
async fn a_large_file_is_sent_in_pieces() {
    let app = TestApp::start().await;
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
    let address = attachment(&app, "film.mp4", "video/mp4", &bytes, &[1]).await;
    let guest = app.guest();
    assert!(guest.get(&address).await.bytes == bytes);
    let part = with(&guest, &address, &[("range", "bytes=1000000-1999999")]).await;
    assert!(part.bytes == bytes[1_000_000..2_000_000]);
}

#[actix_web::test]
async fn a_file_whose_bytes_are_gone_is_not_there() {
    let app = TestApp::start().await;
    let address = attachment(&app, "a note.txt", "text/plain", TEN, &[1]).await;
    let blob = app.state.blobs.put(&mut &*TEN).unwrap();
    app.state.blobs.remove(&blob.hash).unwrap();
    for answer in [app.guest().get(&address).await, app.guest().head(&address).await] {
        assert_eq!((answer.status.as_u16(), answer.header("etag")), (404, ""));
    }
    assert_eq!(app.guest().get(&address).await.text_of("h1"), "Nothing grows here");
}
