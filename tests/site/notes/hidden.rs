//! A note that is not for somebody: nothing that they can ask for tells of it.
//!
//! One garden holds a private note and one for members, woven into public notes in every way there is. Everything
//! that the garden answers is read as a guest, as a member and as the private note's author, from lists of addresses
//! and by following every link on the way.

use std::collections::{BTreeMap, BTreeSet};

use quintal::{
    access::Role,
    ids::UserId,
    notes::{graph, vaults::Vault},
};
use reqwest::StatusCode;
use scraper::{Html, Selector};

use super::Shelf;
use crate::support::app::{Browser, TestApp};

/// Words that stand in the private note alone: its title, alias, heading, text, description and tag, its file, and the
/// sentence with which it links to a public note.
const PRIVATE: [&str; 8] =
    ["xanadu", "kublai", "measureless", "pleasuredome", "decreed", "cavernous", "sacredriver", "sunless"];
/// The same of the note for members.
const MEMBERS: [&str; 8] =
    ["abyssinia", "dulcimer", "paradise", "honeydew", "mountabora", "damsel", "symphony", "deepdelight"];

/// Where the secrets are told to those whose they are, by what the place is.
fn places(note: &str, words: [&str; 8], file: &str) -> Vec<(&'static str, String)> {
    let [title, alias, heading, text, _, tag, ..] = words;
    vec![
        ("its page", format!("/notes/{note}")),
        ("its source", format!("/notes/{note}.md")),
        ("its links", format!("/notes/{note}/-/links")),
        ("its graph", format!("/notes/{note}/-/graph")),
        ("its preview", format!("/notes/{note}/-/preview")),
        ("its file", file.to_owned()),
        ("the search for its title", format!("/search?q={title}")),
        ("the search for its text", format!("/search?q={text}")),
        ("the search for its heading", format!("/search?q={heading}")),
        ("the search for its tag", format!("/search?q=tag:{tag}")),
        ("the search for its file", "/search?q=river".to_owned()),
        ("the search for all", "/search?q=common".to_owned()),
        ("a search mistyped", format!("/search?q={}z", &text[..text.len() - 1])),
        ("suggestions for its title", format!("/search/suggestions?q={}", &title[..4])),
        ("suggestions for its heading", format!("/search/suggestions?q={}", &heading[..5])),
        ("suggestions for its tag", format!("/search/suggestions?q={}", &tag[..4])),
        ("the search for its alias", format!("/search?q={alias}")),
        ("suggestions for its alias", format!("/search/suggestions?q={}", &alias[..4])),
        ("the list of notes", "/notes".to_owned()),
        ("its folder", "/notes/known".to_owned()),
        ("its folder in the tree", "/notes/-/tree?folder=known".to_owned()),
        ("the tags", "/tags".to_owned()),
        ("its tag", format!("/tags/{tag}")),
        ("a shared tag", "/tags/shared".to_owned()),
        ("the graph", "/graph".to_owned()),
        ("the note that it links to", "/notes/known/target".to_owned()),
        ("the links of the note that it links to", "/notes/known/target/-/links".to_owned()),
        ("the graph around the note that it links to", "/notes/known/target/-/graph".to_owned()),
        ("the note that embeds it", "/notes/known/woven".to_owned()),
        ("the links of the note that embeds it", "/notes/known/woven/-/links".to_owned()),
        ("the preview of the note that embeds it", "/notes/known/woven/-/preview".to_owned()),
        ("the note that it mentions", "/notes/known/lonely-hill/-/links".to_owned()),
        ("its neighbour in the folder", "/notes/known/a0".to_owned()),
        ("the front page", "/".to_owned()),
    ]
}

/// What names no note to somebody who comes for the first time, or to nobody but guests.
const SHARED: [&str; 12] = [
    "/new",
    "/feed.xml",
    "/feed.json",
    "/notes/known/-/feed.xml",
    "/notes/known/-/feed.json",
    "/tags/shared/-/feed.xml",
    "/tags/shared/-/feed.json",
    "/sitemap.xml",
    "/sitemap/00000000-0000-0000-0000-000000000000.xml",
    "/robots.txt",
    "/llms.txt",
    "/card.png",
];

struct Garden {
    app: TestApp,
    /// The addresses of the file of the private note and of the note for members.
    files: [String; 2],
}

impl Garden {
    async fn plant() -> (Self, UserId) {
        let app = TestApp::start().await;
        let ana = app.add_person(Role::Author, "ana@example.org").await;
        let shelf = Shelf::with(&app, Vault { author: Some(ana), ..Vault::new("Woven") }).await;
        let mut files = Vec::new();
        for words in [PRIVATE, MEMBERS] {
            files.push(shelf.attach(&app, &format!("Known/{} river.txt", words[6])).await);
        }
        let secret = |audience: &str, words: [&str; 8]| {
            let [title, alias, heading, text, description, tag, file, sentence] = words;
            format!(
                "---\ntitle: {title}\naliases: [{alias}]\naudience: {audience}\ndescription: {description} it is\n\
                 tags: [{tag}, shared]\n---\nThe common {text} stands. ^block\n\n## {heading}\n\nUnder the {sentence} sea \
                 to [[target]], by a lonely hill.\n\n![[{file} river.txt]]\n"
            )
        };
        let (private, members) = (secret("private", PRIVATE), secret("members", MEMBERS));
        let woven = ["k7", "m7"].map(|name| {
            format!(
                "A [[{name}|way]] and [[{name}#Part|another]], ![[{name}]] and ![[{name}#^block]], \
                 [Markdown's]({name}.md).\n"
            )
        });
        shelf
            .add(&[
                ("Known/a0.md", "---\ntags: [shared]\n---\nA common neighbour."),
                ("Known/k7.md", &private),
                ("Known/k8.md", "A common neighbour."),
                ("Known/lonely hill.md", "A common place, which others name."),
                ("Known/m7.md", &members),
                ("Known/target.md", "---\ntags: [shared]\n---\nA common target."),
                ("Known/translated.md", "---\nlang: pt\ntranslation_of: k7\n---\nUm texto traduzido."),
                ("Known/translated too.md", "---\nlang: pt\ntranslation_of: m7\n---\nOutro texto traduzido."),
                ("Known/woven.md", &format!("---\ntags: [shared]\n---\n{}\n{}", woven[0], woven[1])),
            ])
            .await;
        graph::tend(&app.pool).await.unwrap();
        let files = files.try_into().unwrap();
        (Self { app, files }, ana)
    }

    fn places(&self) -> [Vec<(&'static str, String)>; 2] {
        [places("known/k7", PRIVATE, &self.files[0]), places("known/m7", MEMBERS, &self.files[1])]
    }
}

/// Everything that can be reached from these addresses, with what was answered.
async fn crawl(reader: &Browser, start: impl IntoIterator<Item = String>) -> BTreeMap<String, String> {
    let mut todo: Vec<String> = start.into_iter().collect();
    let mut found = BTreeMap::new();
    while let Some(address) = todo.pop() {
        if found.contains_key(&address) || found.len() > 2000 {
            continue;
        }
        let answer = reader.get(&address).await;
        assert!(!answer.status.is_server_error(), "{address}: {}", answer.status);
        let mut told = String::from_utf8_lossy(&answer.bytes).to_lowercase();
        for value in answer.headers.values() {
            told += "\n";
            told += &String::from_utf8_lossy(value.as_bytes()).to_lowercase();
        }
        if answer.header("content-type").starts_with("text/html") {
            let text = answer.text();
            let html = Html::parse_document(&text);
            for (selector, attribute) in
                [("[href]", "href"), ("[src]", "src"), ("[data-preview]", "data-preview")]
            {
                let selector = Selector::parse(selector).unwrap();
                let targets = html.select(&selector).filter_map(|one| one.value().attr(attribute));
                todo.extend(targets.filter_map(own_address));
            }
        }
        if answer.status.is_redirection() {
            todo.extend(own_address(answer.location()));
        }
        found.insert(address, told);
    }
    assert!(found.len() < 2000, "a garden of nine notes has no end");
    found
}

/// An address of the garden's own that is worth asking: styles and scripts know nothing of notes.
fn own_address(target: &str) -> Option<String> {
    let path = target.split('#').next()?;
    let path = path.strip_prefix("http://").map_or(path, |rest| rest.find('/').map_or("/", |at| &rest[at..]));
    let asked = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/static/");
    asked.then(|| path.to_owned())
}

fn telling(found: &BTreeMap<String, String>, words: &[&str], asked: &[(&str, String)]) -> Vec<String> {
    // An answer may say again what was asked for: whoever typed it knew it.
    let asked: BTreeSet<&str> = asked.iter().map(|(_, address)| address.as_str()).collect();
    let mut telling = Vec::new();
    for (address, told) in found {
        let question = address.to_lowercase();
        for word in words {
            let repeated = question.contains(&word[..4])
                && (asked.contains(address.as_str()) || question.contains(word));
            if !repeated && told.contains(word) {
                telling.push(format!("{address} tells {word}"));
            }
        }
    }
    telling
}

#[actix_web::test]
async fn nothing_tells_of_a_note_that_is_not_for_the_reader() {
    let (garden, _) = Garden::plant().await;
    let [private, members] = garden.places();
    let everything: Vec<String> = private
        .iter()
        .chain(&members)
        .map(|(_, address)| address.clone())
        .chain(SHARED.map(str::to_owned))
        .collect();
    let guest = garden.app.guest();
    let found = crawl(&guest, everything.clone()).await;
    let asked = [private.clone(), members.clone()].concat();
    assert_eq!(telling(&found, &[PRIVATE, MEMBERS].concat(), &asked), [""; 0], "to a guest");
    let member = garden.app.signed_in(Role::Member).await;
    let found = crawl(&member, everything.clone()).await;
    assert_eq!(telling(&found, &PRIVATE, &asked), [""; 0], "to a member");
    // What is for everyone and every cache tells nobody more, whoever asks.
    let ana = garden.app.guest();
    ana.sign_in("ana@example.org", crate::support::app::PASSWORD).await;
    for address in SHARED {
        let told = String::from_utf8_lossy(&ana.get(address).await.bytes).to_lowercase();
        for word in PRIVATE.iter().chain(&MEMBERS) {
            assert!(!told.contains(word), "{address} tells {word}");
        }
    }
}

#[actix_web::test]
async fn those_whose_it_is_find_it_in_each_of_these_places() {
    let (garden, _) = Garden::plant().await;
    let [private, members] = garden.places();
    let ana = garden.app.guest();
    ana.sign_in("ana@example.org", crate::support::app::PASSWORD).await;
    let member = garden.app.signed_in(Role::Member).await;
    let mut silent = Vec::new();
    for (reader, places, words) in [(&ana, private, PRIVATE), (&member, members, MEMBERS)] {
        for (what, address) in places {
            let answer = reader.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{what}: {address}");
            let told = String::from_utf8_lossy(&answer.bytes).to_lowercase();
            let question = address.to_lowercase();
            let tells = words.iter().any(|word| !question.contains(word) && told.contains(word));
            if !tells && !told.contains("a leaf") {
                silent.push(format!("{what} ({address})"));
            }
        }
    }
    assert_eq!(silent, [""; 0]);
}

#[actix_web::test]
async fn what_one_may_not_know_of_answers_like_what_never_was() {
    let (garden, _) = Garden::plant().await;
    let guest = garden.app.guest();
    let member = garden.app.signed_in(Role::Member).await;
    for (reader, note) in [(&guest, "k7"), (&guest, "m7"), (&member, "k7")] {
        for ending in [
            "",
            ".md",
            "/-/links",
            "/-/graph",
            "/-/preview",
            "/-/move",
            "/-/checks",
            "/-/preview-links",
            "/-/card.png",
            "/-/feed.xml",
        ] {
            let [hidden, none] = [note, "n7"].map(|name| format!("/notes/known/{name}{ending}"));
            let (hidden, none) = (reader.get(&hidden).await, reader.get(&none).await);
            assert_eq!(hidden.status, none.status, "{note}{ending}");
            let plain = |text: String, name: &str| text.replace(name, "");
            let same = plain(hidden.text(), note) == plain(none.text(), "n7");
            assert!(same, "{note}{ending}:\n{}\n{}", hidden.text(), none.text());
        }
        let embed =
            |name: &str| format!("/oembed?url=http%3A%2F%2F{}%2Fnotes%2Fknown%2F{name}", garden.app.address);
        assert_eq!(reader.get(&embed(note)).await.status, reader.get(&embed("n7")).await.status);
        assert_eq!(reader.get(&embed("target")).await.status, 200);
    }
    // Nor can it be marked.
    let id: String = sqlx::query_scalar("select id::text from notes where path = 'known/k7'")
        .fetch_one(&garden.app.pool)
        .await
        .unwrap();
    let never = "00000000-0000-7000-8000-000000000000".to_owned();
    for address in ["/bookmarks", "/reading/read", "/reading/stop"] {
        let mut answers = Vec::new();
        for note in [&id, &never] {
            let form = [("note", note.as_str()), ("on", "yes"), ("fraction", "0.5"), ("heading", "x")];
            answers.push(member.post(address, &form).await.status);
        }
        assert_eq!(answers, [StatusCode::NOT_FOUND; 2], "{address}");
    }
    let marks: i64 = sqlx::query_scalar(
        "select (select count(*) from bookmarks) + (select count(*) from readings) + (select count(*) from stops)",
    )
    .fetch_one(&garden.app.pool)
    .await
    .unwrap();
    assert_eq!(marks, 0);
}
