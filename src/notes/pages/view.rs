//! What several pages of notes say and link to.

use actix_web::{HttpRequest, HttpResponse, http::header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    access::Audience,
    i18n::{Locale, Strings},
    notes::read::place::Heading,
    web::Chrome,
};
pub(super) use crate::{notes::read::tree::Step, text::language::direction};

/// RFC 3986's unreserved characters, and the slash of nested tags.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// The address of a tag's page.
pub(super) fn tag_address(key: &str) -> String {
    format!("/tags/{}", utf8_percent_encode(key, PATH))
}

/// The address of a note's or a folder's page.
pub(super) fn note_address(path: &str) -> String {
    format!("/notes/{}", utf8_percent_encode(path, PATH))
}

/// The address of a page of what a question finds.
pub(super) fn search_address(question: &str, language: Option<&str>, page: u32) -> String {
    let mut address = format!("/search?q={}", utf8_percent_encode(question, NON_ALPHANUMERIC));
    if let Some(language) = language {
        address.push_str("&lang=");
        address.push_str(language);
    }
    if page > 1 {
        address.push_str("&page=");
        address.push_str(&page.to_string());
    }
    address
}

/// The address of a section of a note.
pub(super) fn section_address(path: &str, anchor: &str) -> String {
    let place = if anchor.is_empty() { "" } else { "#" };
    format!("{}{place}{}", note_address(path), utf8_percent_encode(anchor, PATH))
}

/// The address of a note's Markdown.
pub(super) fn source_address(path: &str) -> String {
    format!("{}.md", note_address(path))
}

/// The picture for shared links of everything that has none of its own.
pub(super) const GARDEN_CARD: &str = "/card.png";

/// The address of a note's picture for shared links.
pub(super) fn card_address(path: &str) -> String {
    format!("{}/-/card.png", note_address(path))
}

/// A text as the value of a parameter in an address.
pub(super) fn in_query(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Sends for good to another address of ours, with the question that was asked.
pub(super) fn moved(address: &str, query: &str) -> HttpResponse {
    let question = if query.is_empty() { "" } else { "?" };
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, format!("{address}{question}{query}")))
        .finish()
}

/// Sends on to a page of a note at the note's address of today, if it was asked for by an old one.
pub(super) fn elsewhere(request: &HttpRequest, asked: &str, now: &str, page: &str) -> Option<HttpResponse> {
    (asked != now).then(|| moved(&format!("{}/-/{page}", note_address(now)), request.query_string()))
}

/// Says that another kind of answer may be had at the same address.
pub(super) fn depends_on_accept(response: &mut HttpResponse) {
    response.headers_mut().append(header::VARY, header::HeaderValue::from_static("Accept"));
}

/// A language by its own name, where we know it; else its tag.
pub(super) fn language_name(tag: &str) -> &str {
    let ours = Locale::ALL.into_iter().find(|locale| is_language_of(tag, *locale));
    ours.map_or(tag, |locale| locale.name())
}

/// Whether a text is in another language than the interface, and worth saying so.
pub(super) fn is_foreign(tag: &str, chrome: &Chrome) -> bool {
    !is_language_of(tag, chrome.locale)
}

pub(super) fn is_language_of(tag: &str, locale: Locale) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    primary(tag) == primary(locale.tag())
}

/// The mark of a note that is not for everyone.
pub(super) struct Badge {
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) words: String,
}

impl Badge {
    pub(super) fn of(audience: Audience, t: &Strings) -> Option<Self> {
        let (class, icon, words) = match audience {
            Audience::Public => return None,
            Audience::Unlisted => ("badge-unlisted", "link", t.audience_unlisted()),
            Audience::Members => ("badge-members", "lock", t.audience_members()),
            Audience::Private => ("badge-private", "lock", t.audience_private()),
        };
        Some(Self { class, icon, words })
    }
}

/// A section in the table of contents.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section<'a> {
    pub(super) id: &'a str,
    pub(super) text: &'a str,
    pub(super) inner: Vec<(&'a str, &'a str)>,
}

/// Two levels of headings: more is not a table of contents but the text again.
pub(super) fn contents(headings: &[Heading]) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for heading in headings {
        let (id, text) = (heading.id.as_str(), heading.text.as_str());
        match (heading.level, sections.last_mut()) {
            (..=2, _) | (3, None) => sections.push(Section { id, text, inner: Vec::new() }),
            (3, Some(section)) => section.inner.push((id, text)),
            _ => {}
        }
    }
    sections
}

/// The attribute `lang` is needed where a text is not in the language of the page around it.
pub(super) fn foreign<'a>(tag: &'a str, chrome: &Chrome) -> Option<&'a str> {
    (tag != chrome.locale.tag()).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8, id: &str) -> Heading {
        Heading { level, id: id.into(), text: id.to_uppercase() }
    }

    #[test]
    fn contents_have_two_levels() {
        let headings =
            [heading(3, "early"), heading(2, "a"), heading(3, "b"), heading(4, "c"), heading(2, "d")];
        let sections = contents(&headings);
        let ids: Vec<_> = sections.iter().map(|section| (section.id, section.inner.len())).collect();
        assert_eq!(ids, [("early", 0), ("a", 1), ("d", 0)]);
    }

    #[test]
    fn languages_have_names() {
        assert_eq!(language_name("pt"), "Português");
        assert_eq!(language_name("es-MX"), "Español");
        assert_eq!(language_name("de"), "de");
        assert!(is_language_of("pt", Locale::PtBr) && !is_language_of("en", Locale::PtBr));
    }

    #[test]
    fn addresses_hold_any_tag() {
        assert_eq!(tag_address("a/b c?#ñ"), "/tags/a/b%20c%3F%23%C3%B1");
    }
}
