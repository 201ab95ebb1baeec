//! What a page says of itself to other sites and programs: its address, a preview for shared links (Open Graph),
//! structured data (schema.org), and where else the same is to be had.

use serde_json::{Value, json};

use super::view;
use crate::{
    access::Audience,
    i18n::machine_date,
    notes::read::{
        place::{Folder, Note},
        surroundings::Surroundings,
        tree::Crumb,
    },
    web::Chrome,
};

/// The head of a page, as others read it.
pub(super) struct Shared {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) language: String,
    /// The one address of this page, with the garden's own.
    pub(super) address: String,
    pub(super) image: String,
    /// The address of the feed without its ending, and what it is called.
    pub(super) feed: (String, String),
    pub(super) note: Option<NoteHead>,
    /// This page in other languages, itself among them; `x-default` for everybody else.
    pub(super) alternates: Vec<(String, String)>,
    /// JSON-LD that may stand in a page.
    pub(super) data: String,
}

/// What only a note has.
pub(super) struct NoteHead {
    pub(super) created: String,
    pub(super) updated: String,
    pub(super) author: Option<String>,
    pub(super) tags: Vec<String>,
    /// The address of its Markdown; a draft has none.
    pub(super) source: Option<String>,
    pub(super) is_public: bool,
    pub(super) oembed: Option<String>,
}

impl Shared {
    /// The head of a note's page.
    pub(super) fn note(chrome: &Chrome, note: &Note, around: &Surroundings, crumbs: &[Crumb]) -> Self {
        let path = view::note_address(&note.path);
        let address = absolute(chrome, &path);
        let image = absolute(chrome, &view::card_address(&note.path));
        let is_public = note.audience == Audience::Public && !note.is_draft;
        let head = NoteHead {
            created: machine_date(note.created),
            updated: machine_date(note.updated),
            author: note.author.clone(),
            tags: note.tags.iter().map(|tag| tag.name.clone()).collect(),
            source: (!note.is_draft).then(|| view::source_address(&note.path)),
            is_public,
            // Who may read it by its address alone may pass that on: others learn nothing by it.
            oembed: (matches!(note.audience, Audience::Public | Audience::Unlisted) && !note.is_draft)
                .then(|| format!("/oembed?url={}", view::in_query(&address))),
        };
        let organization = json!({"@type": "Organization", "name": chrome.site.name, "url": chrome.origin});
        let author = note
            .author
            .as_ref()
            .map_or_else(|| organization.clone(), |name| json!({"@type": "Person", "name": name}));
        let article = json!({
            "@type": "Article",
            "headline": note.title,
            "description": note.description,
            "inLanguage": note.language,
            "datePublished": head.created,
            "dateModified": head.updated,
            "author": author,
            "publisher": organization,
            "keywords": head.tags,
            "image": image,
            "url": address,
            "mainEntityOfPage": address,
            "isAccessibleForFree": is_public,
        });
        let graph = vec![article, breadcrumbs(chrome, crumbs, &note.title, &address)];
        Self {
            title: note.title.clone(),
            description: note.description.clone(),
            language: note.language.clone(),
            alternates: alternates(chrome, note, around),
            feed: garden_feed(chrome),
            data: in_page(&json!({"@context": "https://schema.org", "@graph": graph})),
            note: Some(head),
            address,
            image,
        }
    }

    /// The same note as the garden's front, which is a page of its own: everybody finds theirs there.
    pub(super) fn at_the_front(mut self, chrome: &Chrome) -> Self {
        self.address = absolute(chrome, "/");
        for (_, address) in self.alternates.iter_mut().filter(|(language, _)| language == "x-default") {
            address.clone_from(&self.address);
        }
        self
    }

    /// The head of a folder's page.
    pub(super) fn folder(chrome: &Chrome, folder: &Folder, crumbs: &[Crumb]) -> Self {
        let path = view::note_address(&folder.path);
        let address = absolute(chrome, &path);
        let graph = breadcrumbs(chrome, crumbs, &folder.title, &address);
        Self {
            feed: (format!("{path}/-/feed"), format!("{} · {}", folder.title, chrome.site.name)),
            ..Self::list(chrome, folder.title.clone(), &path, graph)
        }
    }

    /// The head of a tag's page.
    pub(super) fn tag(chrome: &Chrome, key: &str, title: String) -> Self {
        let path = view::tag_address(key);
        let address = absolute(chrome, &path);
        let graph = breadcrumbs(chrome, &[], &title, &address);
        let feed = (format!("{path}/-/feed"), format!("{title} · {}", chrome.site.name));
        Self { feed, ..Self::list(chrome, title, &path, graph) }
    }

    /// The head of a page that stands for the garden: its front, and all of its notes.
    pub(super) fn garden(chrome: &Chrome, path: &str) -> Self {
        let name = chrome.site.name.clone();
        let data = json!({"@type": "WebSite", "name": name, "url": chrome.origin});
        Self::list(chrome, name, path, data)
    }

    fn list(chrome: &Chrome, title: String, path: &str, mut data: Value) -> Self {
        if let Some(object) = data.as_object_mut() {
            object.insert("@context".to_owned(), "https://schema.org".into());
        }
        Self {
            title,
            description: String::new(),
            language: chrome.locale.tag().to_owned(),
            address: absolute(chrome, path),
            image: absolute(chrome, view::GARDEN_CARD),
            feed: garden_feed(chrome),
            note: None,
            alternates: Vec::new(),
            data: in_page(&data),
        }
    }
}

fn absolute(chrome: &Chrome, path: &str) -> String {
    format!("{}{path}", chrome.origin)
}

fn garden_feed(chrome: &Chrome) -> (String, String) {
    ("/feed".to_owned(), chrome.site.name.clone())
}

/// Where a reader of a language finds this note. For everybody else it is the one in the garden's first language,
/// or this one.
fn alternates(chrome: &Chrome, note: &Note, around: &Surroundings) -> Vec<(String, String)> {
    if around.translations.is_empty() {
        return Vec::new();
    }
    let others = around.translations.iter().map(|other| (&other.language, &other.path));
    let all: Vec<(&String, &String)> = std::iter::once((&note.language, &note.path)).chain(others).collect();
    let first = chrome.site.locales.first().copied().unwrap_or_default();
    let usual = all.iter().find(|(language, _)| view::is_language_of(language, first));
    let (_, usual) = usual.copied().unwrap_or((&note.language, &note.path));
    let address = |path: &str| absolute(chrome, &view::note_address(path));
    let usual = ("x-default".to_owned(), address(usual));
    all.iter().map(|(language, path)| ((*language).clone(), address(path))).chain([usual]).collect()
}

fn breadcrumbs(chrome: &Chrome, crumbs: &[Crumb], title: &str, address: &str) -> Value {
    let home = (chrome.site.name.clone(), chrome.origin.clone());
    let way = crumbs
        .iter()
        .map(|crumb| (crumb.title.clone(), absolute(chrome, &view::note_address(&crumb.path))))
        .chain([(title.to_owned(), address.to_owned())]);
    let items: Vec<Value> = std::iter::once(home)
        .chain(way)
        .zip(1..)
        .map(
            |((name, item), position)| json!({"@type": "ListItem", "position": position, "name": name, "item": item}),
        )
        .collect();
    json!({"@type": "BreadcrumbList", "itemListElement": items})
}

/// JSON that no text can break out of: within `<script>` a page reads on until `</script>`, and `<!--` changes how.
fn in_page(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn data_is_the_same_and_ends_no_script(text in "(</script>|<!--|]]>|&amp;|\u{2028}|\"|\\\\|\\PC){0,12}") {
            let value = json!({ "headline": text });
            let written = in_page(&value);
            let breaks_out = written.contains(['<', '>', '&', '\u{2028}']);
            prop_assert!(!breaks_out);
            prop_assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value);
        }
    }
}
