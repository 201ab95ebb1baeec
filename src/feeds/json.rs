//! JSON Feed 1.1 (jsonfeed.org).

use serde::Serialize;

use super::feed::Feed;
use crate::{i18n::machine_date, notes::read::feed::Entry, web};

pub(super) const MEDIA_TYPE: &str = "application/feed+json; charset=utf-8";

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: String,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(flatten)]
    text: Text,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    language: &'a str,
}

/// One of the two is required.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Text {
    ContentHtml(String),
    ContentText(String),
}

pub(super) fn write(feed: &Feed) -> web::Result<String> {
    let json = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: feed.this("json"),
        next_url: feed.after("json"),
        language: feed.language.as_deref(),
        authors: [Author { name: &feed.garden, url: Some(&feed.site) }],
        items: feed.entries.iter().map(|entry| item(feed, entry)).collect(),
    };
    serde_json::to_string(&json).map_err(|error| web::Error::Internal(error.into()))
}

fn item<'a>(feed: &'a Feed, entry: &'a Entry) -> Item<'a> {
    Item {
        id: format!("urn:uuid:{}", entry.id),
        url: feed.address_of(entry),
        title: &entry.title,
        summary: &entry.summary,
        text: feed.text_of(entry).map_or_else(|| Text::ContentText(feed.too_long(entry)), Text::ContentHtml),
        date_published: machine_date(entry.created),
        date_modified: machine_date(entry.updated),
        authors: entry.author.iter().map(|name| Author { name, url: None }).collect(),
        tags: entry.tags.iter().map(|tag| tag.name.as_str()).collect(),
        language: &entry.language,
    }
}
