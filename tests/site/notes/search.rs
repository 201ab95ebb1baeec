//! Search in three languages, with accents or none.

use super::Shelf;
use crate::support::app::{Browser, TestApp};

async fn garden() -> TestApp {
    let app = TestApp::start().await;
    let long = format!(
        "---\nlang: pt-BR\n---\n{} A ação que importa vem tarde. {}",
        "Antes. ".repeat(80),
        "Depois. ".repeat(80)
    );
    let notes = [
        ("Ações.md", "---\nlang: pt-BR\n---\nNada no texto."),
        ("Tarde.md", &long),
        ("Acción.md", "---\nlang: es\n---\nLos años pasan y las acciones quedan."),
        ("Año.md", "---\nlang: es\n---\nPara dos niños."),
        ("Gardens.md", "---\nlang: en\n---\nGardening in the garden; a gardener's Ação."),
        ("Straße.md", "---\nlang: de\n---\nDie Gärten <b>und</b> \"Bäume\" & mehr."),
    ];
    Shelf::open(&app).await.add(&notes).await;
    app
}

async fn found(guest: &Browser, question: &str) -> Vec<String> {
    let page = guest.get(&format!("/search?q={}", question.replace(' ', "+"))).await;
    assert_eq!(page.status, 200, "{question}");
    let mut titles = page.texts(".results .note-title");
    titles.sort();
    titles
}

#[actix_web::test]
async fn accents_plurals_and_case_find_the_same() {
    let app = garden().await;
    let guest = app.guest();
    for question in ["ação", "acao", "ações", "acoes", "AÇÃO", "a%C3%A7a%CC%83o"] {
        let titles = found(&guest, question).await;
        assert!(
            titles.contains(&"Ações".to_owned()) && titles.contains(&"Tarde".to_owned()),
            "{question}: {titles:?}"
        );
    }
    for question in ["año", "ano", "años", "anos"] {
        let titles = found(&guest, question).await;
        assert!(
            titles.contains(&"Acción".to_owned()) && titles.contains(&"Año".to_owned()),
            "{question}: {titles:?}"
        );
    }
    for question in ["garden", "gardens", "GARDEN"] {
        assert_eq!(found(&guest, question).await, ["Gardens"], "{question}");
    }
    assert_eq!(found(&guest, "niño pasan").await, Vec::<String>::new(), "all words are wanted");
    assert_eq!(found(&guest, "garten").await, ["Straße"], "a language without a stemmer still folds");
    assert_eq!(found(&guest, "acciones -quedan").await, Vec::<String>::new());
    assert_eq!(found(&guest, "\"dos ninos\"").await, ["Año"]);
    assert_eq!(found(&guest, "\"ninos dos\"").await, Vec::<String>::new());
}

#[actix_web::test]
async fn found_words_are_marked_as_written() {
    let app = garden().await;
    let guest = app.guest();
    let page = guest.get("/search?q=acoes").await;
    let marks = page.texts(".results mark");
    assert!(marks.contains(&"Ações".to_owned()) && marks.contains(&"ação".to_owned()), "{marks:?}");
    assert_eq!(page.texts(".results .note-title")[0], "Ações", "a word of the title weighs more");
    let excerpts = page.texts(".results .note-excerpt");
    let late = excerpts.iter().find(|text| text.contains("importa")).unwrap();
    assert!(late.starts_with('…') && late.ends_with('…') && late.len() < 400, "{late}");
    assert_eq!(page.attribute(".results [lang=pt-BR]", "lang"), "pt-BR");
    assert_eq!(guest.get("/search?q=ano").await.texts(".results p mark"), ["años"]);
    let german = guest.get("/search?q=baume").await;
    assert_eq!(german.texts(".results mark"), ["Bäume"]);
    assert_eq!(german.text_of("input[name=q]:not([aria-keyshortcuts])"), "");
    assert_eq!(german.attribute("main input[name=q]", "value"), "baume");
}

#[actix_web::test]
async fn languages_narrow_and_pages_follow() {
    let app = garden().await;
    let guest = app.guest();
    assert_eq!(guest.get("/search?q=acao&lang=en").await.texts(".note-title"), ["Gardens"]);
    assert_eq!(guest.get("/search?q=acao&lang=pt").await.count(".results > li"), 2);
    let notes: Vec<(String, &str)> = (0..45).map(|n| (format!("Many {n}.md"), "word everywhere")).collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    Shelf::with(&app, quintal::notes::vaults::Vault::new("Many")).await.add(&notes).await;
    let first = guest.get("/search?q=everywhere").await;
    assert_eq!(first.count(".results > li"), 30);
    assert_eq!(first.text_of("main [role=status]"), "45 notes with “everywhere”");
    let second = guest.get(&first.attribute(".pager .next", "href")).await;
    assert_eq!(second.count(".results > li"), 15);
    assert!(first.queries() <= 3, "{}", first.header("server-timing"));
}

#[actix_web::test]
async fn what_one_may_not_find_takes_no_place() {
    let app = garden().await;
    let hidden: Vec<(String, &str)> = ["audience: members", "audience: unlisted", "publish: false"]
        .iter()
        .flat_map(|head| (0..400).map(move |n| (format!("{head} {n}.md").replace(": ", " "), *head)))
        .collect();
    let texts: Vec<(String, String)> =
        hidden.iter().map(|(path, head)| (path.clone(), format!("---\n{head}\n---\nmurmur"))).collect();
    let mut notes: Vec<(&str, &str)> =
        texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    notes.push(("zz.md", "A murmur at the very end."));
    Shelf::with(&app, quintal::notes::vaults::Vault::new("Hidden")).await.add(&notes).await;
    let page = app.guest().get("/search?q=murmur").await;
    assert_eq!(page.text_of("main [role=status]"), "One note with “murmur”");
    assert_eq!(page.texts(".results .note-title"), ["zz"]);
    let member = app.signed_in(quintal::access::Role::Member).await.get("/search?q=murmur").await;
    assert_eq!(member.text_of("main [role=status]"), "401 notes with “murmur”");
}

#[actix_web::test]
async fn searches_wait_for_their_turn() {
    let app = garden().await;
    let turns = app.state.searches.clone().acquire_many_owned(3).await.unwrap();
    let waiting = app.guest().get("/search?q=garden").await;
    assert_eq!((waiting.status.as_u16(), waiting.header("retry-after")), (429, "5"));
    assert_eq!(app.guest().get("/notes").await.status, 200, "other pages do not wait");
    drop(turns);
    assert_eq!(found(&app.guest(), "garden").await, ["Gardens"]);
}

#[actix_web::test]
async fn odd_questions_are_answered() {
    let app = garden().await;
    let guest = app.guest();
    let long = "palavra+".repeat(2000);
    let odd = [
        "",
        "%20",
        "%00",
        "%00a",
        "\"",
        "\"open",
        "-",
        "--",
        "-\"",
        "or",
        "OR",
        "a+or",
        "|",
        "&",
        "!",
        "%26%7C%21",
        "%28%29",
        ":*",
        "a:b",
        "%5C",
        "'",
        "''",
        "%25",
        "<b>",
        "the",
        "de",
        "%F0%9F%8C%B1",
        "%ff%fe",
        "-garden",
        "or+or+-or",
        "%E2%80%8B",
        "a%0Ab",
        "1",
        "3.14",
        "a@b.c",
        "http://x.y/z?q=1",
        "%D8%AC%D9%86",
        long.as_str(),
    ];
    for question in odd {
        let page = guest.get(&format!("/search?q={question}")).await;
        assert_eq!(page.status, 200, "{question}");
        assert!(page.has("main input[name=q]"), "{question}");
    }
    let nothing = guest.get_in("/search?q=xilografia", "es").await;
    assert_eq!(nothing.text_of(".empty h2"), "Nada con «xilografia»");
    assert_eq!(nothing.attributes(".empty a", "href"), ["/tags", "/notes"]);
    let markup = guest.get("/search?q=%3Cscript%3E").await;
    assert!(!markup.text().contains("<script>"));
}
