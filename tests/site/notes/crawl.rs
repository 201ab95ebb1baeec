//! Every page of the garden that the program carries: nothing of the dialect is left unread, no link is dead.

use std::collections::{BTreeMap, BTreeSet};

use quintal::{access::Role, transfer};
use scraper::{ElementRef, Html, Node, Selector};

use crate::support::app::TestApp;

/// Marks of the dialect that no reader should see outside code.
const MARKS: [&str; 4] = ["[[", "![", "[!", "%%"];

#[actix_web::test]
async fn the_manual_shows_all_that_it_says() {
    let app = TestApp::start().await;
    transfer::plant(&app.state).await.unwrap();
    // Who may read all of it, so that nothing is left out.
    let owner = app.signed_in(Role::Owner).await;
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    let mut todo: Vec<String> = vec!["/notes".into()];
    let mut seen: BTreeSet<String> = todo.iter().cloned().collect();
    let mut nowhere: BTreeSet<String> = BTreeSet::new();
    while let Some(address) = todo.pop() {
        let answer = owner.get(&address).await;
        if answer.status == 404 {
            nowhere.insert(address);
            continue;
        }
        assert_eq!(answer.status, 200, "{address}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let page = Page::read(&answer.text());
        for link in &page.links {
            let target = link.split('#').next().unwrap();
            if (target.starts_with("/notes") || target.starts_with("/files/"))
                && seen.insert(target.to_owned())
            {
                todo.push(target.to_owned());
            }
        }
        pages.insert(address, page);
    }
    assert_eq!(nowhere.len(), 3, "the manual shows, once a language, what never existed: {nowhere:?}");
    let notes = pages.values().filter(|page| !page.text.is_empty()).count();
    assert!(notes > 40, "only {notes} notes were found");
    for (address, page) in &pages {
        for mark in MARKS {
            assert!(!page.text.contains(mark), "{address} shows {mark}:\n{}", page.text);
        }
        for line in page.text.lines() {
            let last = line.split_whitespace().next_back().unwrap_or_default();
            assert!(!last.starts_with('^'), "{address} shows {line}");
        }
        let ids: BTreeSet<&String> = page.ids.iter().collect();
        assert_eq!(ids.len(), page.ids.len(), "{address} has an id twice: {:?}", page.ids);
        for link in &page.prose_links {
            let Some((target, place)) = link.split_once('#') else { continue };
            let Some(there) = pages.get(if target.is_empty() { address.as_str() } else { target }) else {
                continue;
            };
            assert!(there.ids.iter().any(|id| id == place), "{address} leads to {link}");
        }
    }
}

/// What is looked at of a page.
struct Page {
    ids: Vec<String>,
    links: Vec<String>,
    prose_links: Vec<String>,
    /// The text of the note, without code, formulas and drawings.
    text: String,
}

impl Page {
    fn read(html: &str) -> Self {
        let html = Html::parse_document(html);
        let all = |selector: &str, attribute: &str| -> Vec<String> {
            let selector = Selector::parse(selector).unwrap();
            html.select(&selector)
                .filter_map(|found| found.value().attr(attribute))
                .map(str::to_owned)
                .collect()
        };
        let mut text = String::new();
        for prose in html.select(&Selector::parse(".prose").unwrap()) {
            words(prose, &mut text);
        }
        Self {
            ids: all("[id]", "id"),
            links: all("a[href^='/']", "href"),
            prose_links: all(".prose a[href]", "href"),
            text,
        }
    }
}

fn words(element: ElementRef<'_>, out: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) if !["code", "pre", "math"].contains(&inner.name()) => {
                words(ElementRef::wrap(child).unwrap(), out);
                out.push('\n');
            }
            _ => {}
        }
    }
}
