//! Atom (RFC 4287).

use askama::Template;

use super::{feed::Feed, xml};
use crate::{notes::read::feed::Entry, web};

pub(super) const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

#[derive(Template)]
#[template(path = "feeds/feed.xml")]
struct Atom<'a> {
    feed: &'a Feed,
}

impl Atom<'_> {
    /// The text, or the way to it.
    fn text(&self, entry: &Entry) -> String {
        self.feed.text_of(entry).unwrap_or_default()
    }
}

pub(super) fn write(feed: &Feed) -> web::Result<String> {
    Ok(xml::legal(Atom { feed }.render()?))
}
