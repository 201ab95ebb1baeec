//! Whatever is sent instead of what a form asks for, the answer is a page that says so.

use std::collections::BTreeSet;

use quintal::{access::Role, garden};
use reqwest::Method;
use scraper::{ElementRef, Html, Selector};

use crate::support::{
    app::{Browser, PASSWORD, TestApp},
    page::Answer,
};

/// What no browser sends for what a person has typed, percent-encoded.
const ODD: [(&str, &str); 7] = [
    ("NUL", "%00"),
    ("NUL in a text", "a%00b@example.org"),
    ("half of a surrogate pair", "x%ED%A0%80"),
    ("both halves", "%ED%A0%BD%ED%B2%A9"),
    ("a byte of no text", "%FF"),
    ("an overlong slash", "%C0%AF"),
    ("half a letter", "%C3"),
];

/// A form as it stands in a page: where it goes, and what a reader who fills it in rightly would send.
struct Sheet {
    action: String,
    multipart: bool,
    fields: Vec<(String, String)>,
}

fn sheets(page: &Answer) -> Vec<Sheet> {
    let html = Html::parse_document(&page.text());
    let all = |element: ElementRef<'_>, selector: &str| -> Vec<(String, String)> {
        let selector = Selector::parse(selector).unwrap();
        let fields = element.select(&selector).map(|field| {
            let read = |name| field.value().attr(name).unwrap_or_default().to_owned();
            (read("name"), read("value"))
        });
        fields.collect()
    };
    html.select(&Selector::parse("form[method=post]").unwrap())
        .map(|form| Sheet {
            action: form.value().attr("action").unwrap().to_owned(),
            multipart: form.value().attr("enctype").is_some(),
            fields: all(form, "input[name]:not([type=file]), select[name], button[name]:first-of-type"),
        })
        .collect()
}

/// A value that a field takes.
fn usual(name: &str, value: &str) -> String {
    match name {
        "name" | "garden" => "Lívia Prado",
        "email" => "livia@example.org",
        "password" | "new_password" => PASSWORD,
        "locale" | "locales" => "en",
        _ => value,
    }
    .to_owned()
}

/// The form with one field as given, already encoded, and the others as usual.
async fn send(browser: &Browser, sheet: &Sheet, odd: &str, value: &str) -> Answer {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let fields = sheet.fields.iter().filter(|(name, _)| name != odd);
    let mut pairs: Vec<(String, String)> =
        fields.map(|(name, text)| (name.clone(), encode(&usual(name, text)))).collect();
    pairs.push((odd.to_owned(), value.to_owned()));
    let request = browser.request(Method::POST, &sheet.action).header("sec-fetch-site", "same-origin");
    let request = if sheet.multipart {
        let mut body = Vec::new();
        for (name, value) in &pairs {
            body.extend_from_slice(
                format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").as_bytes(),
            );
            body.extend(percent_encoding::percent_decode_str(value));
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--x--\r\n");
        request.header("content-type", "multipart/form-data; boundary=x").body(body)
    } else {
        let body: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request.header("content-type", "application/x-www-form-urlencoded").body(body.join("&"))
    };
    browser.send(request).await
}

/// Sends every field of every form of some pages as something odd.
async fn try_out(browser: &Browser, pages: &[&str], expected: &[&str]) {
    let mut met = BTreeSet::new();
    for page in pages {
        let answer = browser.get(page).await;
        assert_eq!(answer.status, 200, "{page}");
        for sheet in sheets(&answer).into_iter().filter(|sheet| sheet.action != "/logout") {
            if met.insert(sheet.action.split('?').next().unwrap().to_owned()) {
                refuse_odd(browser, &sheet).await;
            }
        }
    }
    assert_eq!(met.iter().collect::<Vec<_>>(), expected);
}

async fn refuse_odd(browser: &Browser, sheet: &Sheet) {
    assert!(!sheet.fields.is_empty(), "{} has fields", sheet.action);
    let names: BTreeSet<&str> = sheet.fields.iter().map(|(name, _)| name.as_str()).collect();
    for name in names {
        for (what, value) in ODD {
            let answer = send(browser, sheet, name, value).await;
            // A form with a file is read to its end, whatever its fields hold: it comes back with a message.
            let expected = if sheet.multipart { 422 } else { 400 };
            assert_eq!(answer.status, expected, "{}: {what} as {name}", sheet.action);
            assert_eq!(
                answer.text_of("h1") == "That request made no sense",
                !sheet.multipart,
                "{}: {what} as {name}",
                sheet.action
            );
        }
        let answer = send(browser, sheet, name, &"x".repeat(100_000)).await;
        // With the sign-in another form may travel, so it may be longer.
        let expected = if sheet.multipart || sheet.action == "/login" { 422 } else { 413 };
        assert_eq!(answer.status, expected, "{}: 100 kB as {name}", sheet.action);
        assert!(answer.has("h1"), "{}: 100 kB as {name}", sheet.action);
        // What is not too long for a form is too long for a field, or is no choice of a list.
        let answer = send(browser, sheet, name, &"x".repeat(50_000)).await;
        let is_kept = [400, 413, 422, 429].contains(&answer.status.as_u16()) && answer.has("h1");
        let is_ignored = answer.status == 303 && answer.location().len() < 100;
        assert!(is_kept || is_ignored, "{}: 50 kB as {name}: {}", sheet.action, answer.status);
    }
}

#[actix_web::test]
async fn what_guests_send_is_refused_by_a_page_whatever_it_is() {
    let app = TestApp::start().await;
    let setup = garden::setup_link(&app.state).await.unwrap().unwrap();
    let setup = setup.strip_prefix(&format!("http://{}", app.address)).unwrap();
    let pages = ["/login?next=%2Fnotes", "/signup?next=%2Fnotes", setup];
    try_out(&app.guest(), &pages, &["/login", "/preferences", "/setup", "/signup"]).await;
    let ruins = "select count(*) from users where (name, email) <> ('Lívia Prado', 'livia@example.org')";
    assert_eq!(sqlx::query_scalar::<_, i64>(ruins).fetch_one(&app.pool).await.unwrap(), 0);
}

#[actix_web::test]
async fn what_people_send_is_refused_by_a_page_whatever_it_is() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    let forms =
        ["/account", "/account/email", "/account/password", "/admin/garden", "/admin/import", "/preferences"];
    try_out(&owner, &["/account", "/admin/garden", "/admin/import"], &forms).await;
    let name: String = sqlx::query_scalar("select name from users").fetch_one(&app.pool).await.unwrap();
    assert_eq!(name, "Lívia Prado");
}
