//! An answer, read as a person or a program reads it.

use reqwest::{StatusCode, header::HeaderMap};
use scraper::{ElementRef, Html, Selector};

/// An answer with its whole body.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, bytes: response.bytes().await.unwrap().to_vec() }
    }

    /// A header's text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    /// How many queries the request cost, as the program measured.
    pub fn queries(&self) -> u32 {
        let timing = self.header("server-timing");
        let count = timing.split("query;").nth(1).and_then(|rest| rest.split('"').nth(1));
        count.unwrap_or_else(|| panic!("no query count in {timing:?}")).parse().unwrap()
    }

    fn select<T>(&self, selector: &str, read: impl Fn(ElementRef<'_>) -> T) -> Vec<T> {
        let html = Html::parse_document(&self.text());
        html.select(&Selector::parse(selector).unwrap()).map(read).collect()
    }

    /// How many elements a selector finds.
    pub fn count(&self, selector: &str) -> usize {
        self.select(selector, |_| ()).len()
    }

    pub fn has(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    /// The texts of all elements that a selector finds, white space folded.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.select(selector, |element| {
            element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    /// The text of the first element that a selector finds, letter by letter.
    #[track_caller]
    pub fn exact_text_of(&self, selector: &str) -> String {
        let found = self.select(selector, |element| element.text().collect::<String>());
        found
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("nothing is {selector} on this page:\n{}", self.text()))
    }

    /// The text of the first element that a selector finds.
    #[track_caller]
    pub fn text_of(&self, selector: &str) -> String {
        let found = self.texts(selector).into_iter().next();
        found.unwrap_or_else(|| {
            panic!("nothing is {selector} on this page ({}):\n{}", self.status, self.text())
        })
    }

    /// An attribute of all elements that a selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.select(selector, |element| element.value().attr(name).unwrap_or_default().to_owned())
    }

    #[track_caller]
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        let found = self.attributes(selector, name).into_iter().next();
        found.unwrap_or_else(|| panic!("nothing is {selector} on this page:\n{}", self.text()))
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }
}
