//! Pictures and files that come with what somebody writes.

use data_encoding::BASE64URL_NOPAD;
use quintal::access::Role;
use reqwest::{Method, multipart};

use super::{Desk, Sheet, sign_in};
use crate::support::{app::Browser, page::Answer};

/// The smallest PNG: one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

async fn attach(browser: &Browser, sheet: &Sheet, name: &str, bytes: &[u8], json: bool) -> Answer {
    let mut form = multipart::Form::new();
    for (field, value) in &sheet.fields {
        form = form.text(field.clone(), value.replace('\n', "\r\n"));
    }
    form = form.part("file", multipart::Part::bytes(bytes.to_vec()).file_name(name.to_owned()));
    let mut request = browser.request(Method::POST, "/write/files").header("sec-fetch-site", "same-origin");
    if json {
        request = request.header("accept", "application/json");
    }
    browser.send(request.multipart(form)).await
}

#[actix_web::test]
async fn a_picture_is_attached_and_shown() {
    let desk = Desk::with(&[("Beds/A.md", "One.\n")]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/beds/a/-/edit").await.typed("source", "One.\n\nTwo.\n");
    let page = attach(&desk.ana, &sheet, "A [leaf].png", PNG, false).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!(page.exact_text_of("textarea"), "One.\n\nTwo.\n\n![[A leaf .png]]\n");
    assert!(page.text_of(".notice").contains("A leaf .png"));
    let sheet = Sheet::of(&page);

    let drawn = sheet.press(&desk.ana, "preview").await;
    let address = drawn.attribute(".drawn img", "src");
    assert_eq!(desk.ana.get(&address).await.status, 200, "its bringer sees it before anybody else");
    assert_eq!(desk.app.guest().get(&address).await.status, 404);
    assert_eq!(sheet.save(&desk.ana).await.status, 303);
    let shown = desk.app.guest().get("/notes/beds/a").await;
    assert_eq!(shown.attributes(".prose img", "src"), std::slice::from_ref(&address));
    assert_eq!(shown.attributes(".prose img", "width"), ["1"]);
    let picture = desk.app.guest().get(&address).await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/png"));
}

#[actix_web::test]
async fn the_script_gets_what_it_puts_at_the_cursor() {
    let desk = Desk::with(&[("A.md", "One.\n")]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    let mut names = Vec::new();
    for bytes in [b"a,b\n".as_slice(), b"c,d\n"] {
        let answer = attach(&desk.ana, &sheet, "../seeds.csv", bytes, true).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let json: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
        names.push((json["name"].clone(), json["markdown"].clone()));
        assert_eq!(desk.ana.get(json["address"].as_str().unwrap()).await.bytes, bytes);
    }
    assert_eq!(
        names,
        [("seeds.csv".into(), "[[seeds.csv]]".into()), ("seeds 2.csv".into(), "[[seeds 2.csv]]".into())]
    );
    let none = attach(&desk.ana, &sheet, "", b"", true).await;
    assert_eq!(none.status, 422);
    assert!(none.text().contains("Choose a file"), "{}", none.text());
}

#[actix_web::test]
async fn limits_and_rights_of_attaching() {
    let app = crate::support::app::TestApp::start_with(&[("QUINTAL_IMPORT_MAX_FILE", "1KiB")]).await;
    let (_, ana) = sign_in(&app, "Ana", Role::Author).await;
    let (_, member) = sign_in(&app, "Mia", Role::Member).await;
    let sheet = Sheet::open(&ana, "/write/new").await.typed("source", "Kept.\n");
    let large = attach(&ana, &sheet, "a.txt", &[b'x'; 2000], false).await;
    assert_eq!(large.status, 422);
    assert!(large.text_of("#file-error").contains("1 KiB") || large.has("#file-error"), "{}", large.text());
    assert_eq!(large.exact_text_of("textarea"), "Kept.\n");
    assert_eq!(attach(&member, &sheet, "a.txt", b"x", false).await.status, 403);
    let files: i64 = sqlx::query_scalar("select count(*) from files").fetch_one(&app.pool).await.unwrap();
    assert_eq!(files, 0);
    // The sign-in ended meanwhile: the text is carried through it, the file is not.
    let out = attach(&app.guest(), &sheet, "a.txt", b"x", false).await;
    assert_eq!(out.status, 401);
    let carried = BASE64URL_NOPAD.decode(out.attribute("[name=kept]", "value").as_bytes()).unwrap();
    assert!(String::from_utf8(carried).unwrap().contains("Kept."), "{}", out.text());
    let new = attach(&ana, &sheet, "a.txt", b"x", false).await;
    assert_eq!(new.exact_text_of("textarea"), "Kept.\n\n[[a.txt]]\n");
}
