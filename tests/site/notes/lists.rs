//! Lists: order, pages and languages live in the address.

use super::Shelf;
use crate::support::app::TestApp;

/// Forty notes, written on forty days, changed in another order, in three languages.
async fn garden() -> TestApp {
    let app = TestApp::start().await;
    let notes: Vec<(String, String)> = (1..=40)
        .map(|n| {
            let language = ["en", "es", "pt-BR", "pt"][n % 4];
            let (created, updated) = (n % 28 + 1, n * 11 % 28 + 1);
            let text = format!(
                "---\nlang: {language}\ntags: [all, {}]\ncreated: 2026-01-{created:02}\nupdated: 2026-02-{updated:02}\n---\nText.",
                if n % 2 == 0 { "half/even" } else { "half/odd" }
            );
            (format!("Shelf/Note {n}.md"), text)
        })
        .collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Shelf::open(&app).await.add(&notes).await;
    app
}

#[actix_web::test]
async fn orders_pages_and_languages_combine() {
    let app = garden().await;
    let guest = app.guest();
    for address in ["/notes", "/tags/all", "/notes/shelf"] {
        let first = guest.get(&format!("{address}?sort=title")).await;
        let titles = first.texts(".notes .note-title");
        assert_eq!(titles.len(), 30, "{address}");
        assert_eq!(titles[..3], ["Note 1", "Note 2", "Note 3"], "numbers sort as numbers");
        let next = first.attribute(".pager .next", "href");
        let second = guest.get(&next).await;
        assert_eq!(second.texts(".notes .note-title").len(), 10, "{next}");
        assert!(!second.has(".pager .next") && second.has(".pager .previous"));

        let updated = guest.get(&format!("{address}?sort=updated")).await;
        let dates = updated.attributes(".note-date", "datetime");
        assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");

        let portuguese = guest.get(&format!("{address}?lang=pt")).await;
        assert_eq!(portuguese.count(".notes > li"), 20, "pt reads pt-BR as well");
        assert_eq!(portuguese.attribute("select[name=lang] option[selected]", "value"), "pt");
        let spanish = guest.get(&format!("{address}?lang=es&sort=created")).await;
        assert_eq!(spanish.count(".notes > li"), 10);
        let chosen = spanish.attribute(".sorts a[aria-current]", "href");
        assert_eq!(chosen, format!("{address}?sort=created&lang=es"));
        let none = guest.get(&format!("{address}?lang=de")).await;
        assert!(none.status.is_success() && none.has(".empty a") && !none.has(".notes"));
    }
}

#[actix_web::test]
async fn a_tag_holds_those_nested_in_it() {
    let app = garden().await;
    let guest = app.guest();
    assert_eq!(guest.get("/tags/half").await.count(".notes > li"), 30);
    assert_eq!(guest.get("/tags/half?page=2").await.count(".notes > li"), 10);
    assert_eq!(guest.get("/tags/half/even").await.count(".notes > li"), 20);
    assert_eq!(guest.get("/tags/HALF/Even").await.count(".notes > li"), 20, "however it is written");
    let tags = guest.get("/tags").await;
    assert_eq!(tags.texts(".index-list a"), ["all", "half/even", "half/odd"]);
    assert_eq!(tags.texts(".index-list .count"), ["40", "20", "20"]);
    for address in ["/tags/hal", "/tags/half/", "/tags/", "/tags/half/even/none", "/tags/%00", "/tags/%20"] {
        let answer = guest.get(address).await;
        let status = answer.status.as_u16();
        assert_eq!(status, if address.ends_with('/') { 308 } else { 404 }, "{address}");
    }
}

#[actix_web::test]
async fn a_note_is_listed_once_under_a_tag_and_its_nested_ones() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("a.md", "---\ntags: [x, x/y, x/z]\n---\n")]).await;
    let guest = app.guest();
    assert_eq!(guest.get("/tags/x").await.count(".notes > li"), 1);
    assert_eq!(guest.get("/tags/x").await.text_of("h1"), "Tagged “x”");
}

#[actix_web::test]
async fn odd_questions_never_break_a_page() {
    let app = garden().await;
    let guest = app.guest();
    let odd = [
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "page=x",
        "page=",
        "page=2&page=3",
        "page[]=1",
        "sort=",
        "sort=sideways",
        "sort=title&sort=created",
        "lang=",
        "lang=xx",
        "lang=%00",
        "lang=%ff",
        "lang=pt_br",
        "q",
        "=",
        "&&&",
        "%",
        "%zz",
        "a=%F0%9F%8C%B1",
        "lang='--",
        "page=1e3",
        "page=%20%202",
        "sort[x]=y",
        "q=%00",
        "page=10000",
        "lang=pt&page=10000&sort=title",
    ];
    for page in ["/", "/notes", "/notes/shelf", "/notes/shelf/note-1", "/tags", "/tags/all", "/search"] {
        for query in odd {
            let answer = guest.get(&format!("{page}?{query}")).await;
            let status = answer.status.as_u16();
            assert!(status == 200 || status == 404, "{page}?{query}: {status}");
            assert!(answer.has("main h1"), "{page}?{query}");
        }
    }
}

#[actix_web::test]
async fn a_list_costs_a_guest_two_queries() {
    let app = garden().await;
    let guest = app.guest();
    for page in [
        "/",
        "/notes",
        "/notes?lang=pt&sort=title",
        "/notes?page=2",
        "/notes/shelf",
        "/tags",
        "/tags/all?sort=title",
    ] {
        let answer = guest.get(page).await;
        assert!(answer.queries() <= 2, "{page}: {}", answer.header("server-timing"));
        let head = guest.head(page).await;
        assert!(head.status.is_success() && head.bytes.is_empty(), "{page}");
        assert_eq!(head.header("etag"), answer.header("etag"), "{page}");
    }
}

#[actix_web::test]
async fn an_empty_garden_says_what_comes_next() {
    let app = TestApp::start().await;
    for page in ["/", "/notes"] {
        let answer = app.guest().get_in(page, "pt-BR").await;
        assert_eq!(answer.text_of(".empty h2"), "Nada plantado ainda");
        assert!(!answer.text().contains("/admin/import"), "only the owner imports");
    }
    assert_eq!(app.guest().get("/tags").await.text_of(".empty h2"), "No tags yet");
}

#[actix_web::test]
async fn a_list_shows_a_few_tags_of_a_note_and_how_many_more_there_are() {
    let app = TestApp::start().await;
    let tags = |count: usize| (0..count).map(|n| format!("t{n}")).collect::<Vec<_>>().join(", ");
    let note = |count| format!("---\ntags: [{}]\n---\nText", tags(count));
    Shelf::open(&app).await.add(&[("A.md", &note(8)), ("B.md", &note(20))]).await;
    let list = app.guest().get("/notes?sort=title").await;
    assert_eq!(
        (list.count("li:nth-child(1) > .meta .tag"), list.count("li:nth-child(2) > .meta .tag")),
        (8, 8)
    );
    assert_eq!(list.texts(".notes .tags .soft"), ["+12"]);
    assert_eq!(app.guest().get("/notes/b").await.count(".meta .tag"), 20, "the note itself shows them all");
}
