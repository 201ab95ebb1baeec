//! Filling the holes of a text: links and embeds, as far as this visitor may follow them.
//!
//! A target that is missing and one that the visitor may not know of look the same, letter by letter.

use std::collections::HashMap;

use askama::Template;
use serde::Deserialize;

use crate::{
    files::address,
    i18n::{Locale, file_size},
    ids::{FileId, NoteId},
    text::{
        markdown::{self, Hole},
        slug::slug,
    },
};

/// A link or embed of a revision. Without note and file it leads nowhere, as far as this visitor may know.
#[derive(Clone, Debug, Deserialize)]
pub struct Target {
    /// The number of its hole.
    pub ordinal: usize,
    /// A heading, or `^` and a block's id.
    pub fragment: Option<String>,
    /// The author's words.
    pub label: Option<String>,
    /// The width asked for, in CSS pixels.
    pub width: Option<u32>,
    /// The height asked for, in CSS pixels.
    pub height: Option<u32>,
    /// The target as the author wrote it.
    pub written: String,
    /// The note that it leads to.
    pub note: Option<NoteTarget>,
    /// The attachment that it leads to.
    pub file: Option<FileTarget>,
}

/// A note that this visitor may read.
#[derive(Clone, Debug, Deserialize)]
pub struct NoteTarget {
    id: NoteId,
    path: String,
    title: String,
    language: String,
}

/// An attachment that this visitor may read.
#[derive(Clone, Debug, Deserialize)]
pub struct FileTarget {
    id: FileId,
    name: String,
    media_type: String,
    size: u64,
    width: Option<u32>,
    height: Option<u32>,
}

/// What stands in a hole.
#[derive(Template)]
#[template(path = "notes/hole.html")]
enum Filled {
    #[template(block = "missing")]
    Missing { words: String },
    #[template(block = "missing_link")]
    MissingLink { label_html: String },
    #[template(block = "link")]
    Link { address: String, label_html: String },
    #[template(block = "file_link")]
    FileLink { address: String, label_html: String },
    #[template(block = "note")]
    Note { address: String, title: String, language: String },
    #[template(block = "image")]
    Image { address: String, alt: String, width: Option<u32>, height: Option<u32> },
    #[template(block = "audio")]
    Audio { address: String, words: String, open: String },
    #[template(block = "video")]
    Video { address: String, words: String, width: Option<u32>, height: Option<u32>, open: String },
    #[template(block = "card")]
    Card { address: String, name: String, kind: String, size: String },
}

/// Joins the parts of a text and fills their holes.
pub(super) fn fill(parts: &[String], targets: &[Target], here: NoteId, locale: Locale) -> String {
    let targets: HashMap<usize, &Target> = targets.iter().map(|target| (target.ordinal, target)).collect();
    parts
        .iter()
        .map(|html| {
            markdown::fill(html, |number, hole| {
                let target = targets.get(&number).copied();
                filled(target, hole, here, locale).render().unwrap_or_else(|error| {
                    tracing::error!(%error, number, "a hole could not be filled");
                    String::new()
                })
            })
        })
        .collect()
}

fn filled(target: Option<&Target>, hole: Hole<'_>, here: NoteId, locale: Locale) -> Filled {
    match hole {
        Hole::Link { label_html } => link(target, label_html.to_owned(), here),
        Hole::Embed => {
            target.map_or(Filled::Missing { words: String::new() }, |target| embed(target, here, locale))
        }
    }
}

fn link(target: Option<&Target>, label_html: String, here: NoteId) -> Filled {
    let fragment = target.and_then(|target| target.fragment.as_deref());
    match target {
        Some(Target { note: Some(note), .. }) => {
            Filled::Link { address: note_address(note, fragment, here), label_html }
        }
        Some(Target { file: Some(file), .. }) => {
            Filled::FileLink { address: file_address(file, fragment), label_html }
        }
        _ => Filled::MissingLink { label_html },
    }
}

fn embed(target: &Target, here: NoteId, locale: Locale) -> Filled {
    let fragment = target.fragment.as_deref();
    let label = target.label.clone().filter(|label| !label.is_empty());
    if let Some(note) = &target.note {
        let title = label.unwrap_or_else(|| note.title.clone());
        let address = note_address(note, fragment, here);
        return Filled::Note { address, title, language: note.language.clone() };
    }
    let Some(file) = &target.file else {
        return Filled::Missing { words: label.unwrap_or_else(|| target.written.clone()) };
    };
    let address = file_address(file, fragment);
    let kind_of_media = file.media_type.split('/').next().unwrap_or_default();
    if kind_of_media == "image" {
        let (width, height) = size(target, file);
        // Without words of the author's it is an ornament to whoever does not see it: its file's name, read
        // aloud, would only be in the way.
        return Filled::Image { address, alt: label.unwrap_or_default(), width, height };
    }
    let words = label.unwrap_or_else(|| file.name.clone());
    let open = locale.strings().embed_open(words.as_str());
    match kind_of_media {
        "audio" => Filled::Audio { address, words, open },
        "video" => {
            let (width, height) = size(target, file);
            Filled::Video { address, words, width, height, open }
        }
        _ => {
            Filled::Card { address, name: words, kind: kind(&file.name), size: file_size(file.size, locale) }
        }
    }
}

/// The size asked for, else the file's own; one side alone takes the other with it, in proportion.
fn size(target: &Target, file: &FileTarget) -> (Option<u32>, Option<u32>) {
    let scaled = |length: u32, from: Option<u32>, to: Option<u32>| {
        let (from, to) = (from.filter(|from| *from > 0)?, to?);
        u32::try_from(u64::from(length) * u64::from(to) / u64::from(from)).ok().map(|length| length.max(1))
    };
    match (target.width, target.height) {
        (Some(width), Some(height)) => (Some(width), Some(height)),
        (Some(width), None) => (Some(width), scaled(width, file.width, file.height)),
        (None, Some(height)) => (scaled(height, file.height, file.width), Some(height)),
        (None, None) => (file.width, file.height),
    }
}

/// The ending of a name, as people call a kind of file: "PDF".
fn kind(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_uppercase())
}

fn note_address(note: &NoteTarget, fragment: Option<&str>, here: NoteId) -> String {
    let fragment = fragment.and_then(fragment_id).map(|id| format!("#{id}")).unwrap_or_default();
    if note.id == here && !fragment.is_empty() {
        return fragment;
    }
    format!("/notes/{}{fragment}", note.path)
}

/// The id in the page: a block keeps its `^`, a heading is known by its slug, of `A#B` the innermost.
fn fragment_id(fragment: &str) -> Option<String> {
    let innermost = fragment.rsplit('#').next().unwrap_or(fragment).trim();
    match innermost.strip_prefix('^') {
        Some(block) => {
            let block: String = block.chars().filter(|ch| ch.is_ascii_alphanumeric() || *ch == '-').collect();
            (!block.is_empty()).then(|| format!("^{block}"))
        }
        None => (!innermost.is_empty()).then(|| slug(innermost)),
    }
}

/// A fragment of a file (`#page=3`) is the viewer's business.
fn file_address(file: &FileTarget, fragment: Option<&str>) -> String {
    let address = address(file.id, &file.name);
    let plain = |fragment: &&str| {
        fragment
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'=' | b'-' | b'.' | b',' | b':'))
    };
    match fragment.filter(plain) {
        Some(fragment) if !fragment.is_empty() => format!("{address}#{fragment}"),
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(ordinal: usize) -> Target {
        Target {
            ordinal,
            fragment: None,
            label: None,
            width: None,
            height: None,
            written: "a <b>".into(),
            note: None,
            file: None,
        }
    }

    fn note() -> NoteTarget {
        NoteTarget { id: NoteId::new(), path: "a/b".into(), title: "A & B".into(), language: "es".into() }
    }

    fn file(name: &str, media_type: &str) -> FileTarget {
        let id = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        FileTarget {
            id,
            name: name.into(),
            media_type: media_type.into(),
            size: 1_258_291,
            width: Some(640),
            height: Some(480),
        }
    }

    fn html(hole: &str, target: Option<Target>) -> String {
        let targets: Vec<Target> = target.into_iter().collect();
        fill(&[hole.to_owned()], &targets, NoteId(uuid::Uuid::nil()), Locale::PtBr)
    }

    const LINK: &str = r#"<q-link n="0"><em>x</em></q-link>"#;
    const EMBED: &str = r#"<q-embed n="0"></q-embed>"#;

    #[test]
    fn a_link_leads_to_the_note_its_heading_or_its_block() {
        let to = |fragment: Option<&str>| {
            let target = Target { note: Some(note()), fragment: fragment.map(str::to_owned), ..target(0) };
            html(LINK, Some(target))
        };
        assert_eq!(to(None), r#"<a href="/notes/a/b"><em>x</em></a>"#);
        assert!(to(Some("Introdução#À parte")).contains(r#"href="/notes/a/b#a-parte""#));
        assert!(to(Some("^block-1\"><script>")).contains("href=\"/notes/a/b#^block-1script\""));
    }

    #[test]
    fn what_is_missing_shows_its_words_and_no_address() {
        assert_eq!(html(LINK, None), r#"<span class="link-missing"><em>x</em></span>"#);
        assert_eq!(html(LINK, Some(target(0))), html(LINK, None));
        let words = html(EMBED, Some(target(0)));
        assert!(words.starts_with(r#"<span class="link-missing">a "#) && !words.contains("<b>"), "{words}");
    }

    #[test]
    fn an_image_keeps_its_proportions() {
        let with = |width, height| {
            let file = Some(file("Leaf 1.png", "image/png"));
            html(EMBED, Some(Target { width, height, file, label: Some("a \"leaf\"".into()), ..target(0) }))
        };
        let own = with(None, None);
        assert!(own.contains(r#"src="/files/00000000-0000-7000-8000-000000000001/Leaf%201.png""#), "{own}");
        assert!(own.contains(r#"width="640" height="480""#), "{own}");
        assert!(!own.contains(r#""leaf""#), "{own}");
        assert!(with(Some(320), None).contains(r#"width="320" height="240""#));
        assert!(with(None, Some(240)).contains(r#"width="320" height="240""#));
        assert!(with(Some(300), Some(200)).contains(r#"width="300" height="200""#));
    }

    #[test]
    fn each_kind_of_file_is_shown_its_own_way() {
        let shown =
            |name: &str, kind: &str| html(EMBED, Some(Target { file: Some(file(name, kind)), ..target(0) }));
        assert!(shown("a.mp3", "audio/mpeg").contains("<audio controls"));
        assert!(shown("a.mp4", "video/mp4").contains("<video controls"));
        let card = shown("a.pdf", "application/pdf");
        assert!(card.contains(r#"class="file-card""#) && card.contains("PDF, 1,3 MB"), "{card}");
        assert!(shown("a.html", "text/html").contains("file-card"));
    }
}
