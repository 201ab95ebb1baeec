//! What stands in a hole of a text: a link or a file, as far as this visitor may follow it.
//!
//! A target that is missing and one that the visitor may not know of look the same, letter by letter.

use askama::Template;
use serde::Deserialize;

use crate::{
    files::{address, thumbnail_address},
    i18n::{Locale, file_size},
    ids::{FileId, NoteId, RevisionId},
};

/// What the holes of a note lead to, and the texts that it shows within it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Holes {
    /// Its links and embeds, and those of the texts.
    pub targets: Vec<Target>,
    /// Texts of notes that it embeds, or that those embed.
    pub texts: Vec<Text>,
}

/// The text of another note that this visitor may read.
#[derive(Clone, Debug, Deserialize)]
pub struct Text {
    /// Whose it is.
    pub note: NoteId,
    /// The revision that its targets are known by.
    pub revision: RevisionId,
    /// HTML with holes. `None`: no part of it is for this visitor.
    pub html: Option<String>,
}

/// A link or embed of a revision. Without note and file it leads nowhere, as far as this visitor may know.
#[derive(Clone, Debug, Deserialize)]
pub struct Target {
    /// The revision that it stands in.
    pub revision: RevisionId,
    /// The number of its hole.
    pub ordinal: usize,
    /// A heading, or `^` and a block's id, as written; of a file, what its viewer is to show.
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
    /// The place in that note, if the link names one and the note has it.
    pub place: Option<Place>,
    /// The attachment that it leads to.
    pub file: Option<FileTarget>,
}

/// A heading's section or a named block of a note.
#[derive(Clone, Debug, Deserialize)]
pub struct Place {
    /// Its id.
    pub(super) id: String,
    /// What the heading says.
    pub(super) words: Option<String>,
    /// Where it begins in the note's HTML, in bytes.
    pub(super) start: Option<usize>,
    /// Where it ends.
    pub(super) stop: Option<usize>,
}

/// A note that this visitor may read.
#[derive(Clone, Debug, Deserialize)]
pub struct NoteTarget {
    pub(super) id: NoteId,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) language: String,
}

impl NoteTarget {
    pub(in crate::notes) const fn id(&self) -> NoteId {
        self.id
    }
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
    /// Of smaller pictures of it, in pixels. Whoever needs none does not ask for them.
    #[serde(default)]
    widths: Vec<u32>,
    /// Whether a current text shows it to this visitor; else it is had only from the history that does.
    #[serde(default = "yes")]
    shown: bool,
    /// Where it is had then.
    #[serde(skip)]
    kept_at: Option<String>,
}

const fn yes() -> bool {
    true
}

impl FileTarget {
    pub(in crate::notes) const fn id(&self) -> FileId {
        self.id
    }

    pub(in crate::notes) fn name(&self) -> &str {
        &self.name
    }

    pub(in crate::notes) fn is_image(&self) -> bool {
        self.media_type.starts_with("image/")
    }

    pub(in crate::notes) fn address(&self) -> String {
        self.kept_at.clone().unwrap_or_else(|| address(self.id, &self.name))
    }

    /// For those who see a history: at the history's own address where nothing else shows the file.
    pub(in crate::notes) fn for_keepers(self, at: impl FnOnce(FileId) -> String) -> Self {
        let kept_at = (!self.shown).then(|| at(self.id));
        Self { kept_at, ..self }
    }
}

/// What stands in a hole.
#[derive(Template)]
#[template(path = "notes/hole.html")]
pub(super) enum Filled {
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
    #[template(block = "text")]
    Text { address: String, title: String, language: String, html: String },
    #[template(block = "again")]
    Again { address: String, title: String, words: String },
    #[template(block = "words")]
    Words { words: String },
    #[template(block = "image")]
    Image { address: String, alt: String, width: Option<u32>, height: Option<u32>, choice: Option<Choice> },
    #[template(block = "audio")]
    Audio { address: String, words: String, open: String },
    #[template(block = "video")]
    Video { address: String, words: String, width: Option<u32>, height: Option<u32>, open: String },
    #[template(block = "card")]
    Card { address: String, name: String, kind: String, size: String, page: String, leaves: Option<Leaves> },
}

/// A document that is leafed through in place, below its card.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Leaves {
    /// In pixels; `None`: as the style sheet says.
    height: Option<u32>,
}

/// The sizes that a picture is there in, and what a browser needs to know to choose one.
pub(super) struct Choice {
    /// `srcset`
    sources: String,
    /// `sizes`
    shown: String,
}

impl Choice {
    fn of(target: &Target, file: &FileTarget) -> Option<Self> {
        let own = file.width.filter(|_| !file.widths.is_empty())?;
        let small =
            file.widths.iter().map(|width| format!("{} {width}w", thumbnail_address(file.id, *width)));
        let whole = std::iter::once(format!("{} {own}w", address(file.id, &file.name)));
        Some(Self {
            sources: small.chain(whole).collect::<Vec<_>>().join(", "),
            shown: target.width.map_or_else(|| COLUMN.to_owned(), |width| format!("{width}px")),
        })
    }
}

/// How wide a picture is shown that names no width: as the window on a phone, else as the text.
const COLUMN: &str = "(max-width: 48rem) 100vw, 46rem";

pub(super) fn link(target: Option<&Target>, label_html: String, here: NoteId) -> Filled {
    match target {
        Some(Target { note: Some(note), place, .. }) => {
            Filled::Link { address: note_address(note, place.as_ref(), here), label_html }
        }
        Some(Target { file: Some(file), fragment, .. }) => {
            Filled::FileLink { address: file_address(file, fragment.as_deref()), label_html }
        }
        _ => Filled::MissingLink { label_html },
    }
}

/// A file shown in place, or what stands for one. A document is leafed through where blocks may stand; its card stays
/// above it, for those who would rather open it and for browsers that leaf through none.
pub(super) fn file(target: &Target, has_room: bool, locale: Locale) -> Filled {
    let fragment = target.fragment.as_deref();
    let label = target.label.clone().filter(|label| !label.is_empty());
    let Some(file) = &target.file else {
        return Filled::Missing { words: label.unwrap_or_else(|| target.written.clone()) };
    };
    let address = file_address(file, fragment);
    let kind_of_media = file.media_type.split('/').next().unwrap_or_default();
    if kind_of_media == "image" {
        let (width, height) = size(target, file);
        // Without words of the author's it is an ornament to whoever does not see it: its file's name, read
        // aloud, would only be in the way.
        let choice = Choice::of(target, file);
        return Filled::Image { address, alt: label.unwrap_or_default(), width, height, choice };
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
            let number = |name: &str| -> Option<u32> {
                let settings = fragment?.split('&').filter_map(|setting| setting.split_once('='));
                settings.filter(|(known, _)| *known == name).find_map(|(_, value)| value.parse().ok())
            };
            Filled::Card {
                address,
                name: words,
                kind: kind(&file.name),
                size: file_size(file.size, locale),
                page: number("page").map(|page| locale.strings().embed_page(page)).unwrap_or_default(),
                leaves: (has_room && file.media_type == "application/pdf").then(|| Leaves {
                    height: number("height").filter(|height| (1..=4000).contains(height)),
                }),
            }
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

/// A place that the note does not have leads to the note.
pub(super) fn note_address(note: &NoteTarget, place: Option<&Place>, here: NoteId) -> String {
    let fragment = place.map(|place| format!("#{}", place.id)).unwrap_or_default();
    if note.id == here && !fragment.is_empty() {
        return fragment;
    }
    format!("/notes/{}{fragment}", note.path)
}

/// A fragment of a file (`#page=3`) is the viewer's business.
fn file_address(file: &FileTarget, fragment: Option<&str>) -> String {
    let address = file.address();
    let plain = |fragment: &&str| {
        fragment.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'=' | b'-' | b'.' | b',' | b':' | b'&')
        })
    };
    match fragment.filter(plain) {
        Some(fragment) if !fragment.is_empty() => format!("{address}#{fragment}"),
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::embeds, *};

    fn target(ordinal: usize) -> Target {
        Target {
            revision: RevisionId(uuid::Uuid::nil()),
            ordinal,
            fragment: None,
            label: None,
            width: None,
            height: None,
            written: "a <b>".into(),
            note: None,
            place: None,
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
            widths: Vec::new(),
            shown: true,
            kept_at: None,
        }
    }

    fn html(hole: &str, target: Option<Target>) -> String {
        let holes = Holes { targets: target.into_iter().collect(), texts: Vec::new() };
        embeds::fill(hole, NoteId(uuid::Uuid::nil()), RevisionId(uuid::Uuid::nil()), &holes, Locale::PtBr)
    }

    const LINK: &str = r#"<q-link n="0"><em>x</em></q-link>"#;
    const EMBED: &str = r#"<q-embed n="0"></q-embed>"#;

    #[test]
    fn a_link_leads_to_the_note_or_to_a_place_that_it_has() {
        let to = |id: Option<&str>| {
            let place = id.map(|id| Place { id: id.into(), words: None, start: None, stop: None });
            html(LINK, Some(Target { note: Some(note()), fragment: Some("x".into()), place, ..target(0) }))
        };
        assert_eq!(to(None), r#"<a href="/notes/a/b"><em>x</em></a>"#);
        assert!(to(Some("a-parte")).contains("href=\"/notes/a/b#a-parte\""));
        assert!(to(Some("^b\"><script>")).contains("#^b&#34;&#62;&#60;script&#62;\""));
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
    fn an_image_that_is_there_in_smaller_sizes_offers_them() {
        let with = |width, widths: &[u32]| {
            let file =
                FileTarget { widths: widths.to_vec(), width: Some(2000), ..file("A, b.png", "image/png") };
            html(EMBED, Some(Target { width, file: Some(file), ..target(0) }))
        };
        let files = "/files/00000000-0000-7000-8000-000000000001";
        let own = with(None, &[480, 960]);
        let sources = format!("{files}/w/480 480w, {files}/w/960 960w, {files}/A%2C%20b.png 2000w");
        assert!(
            own.contains(&format!("srcset=\"{sources}\" sizes=\"(max-width: 48rem) 100vw, 46rem\"")),
            "{own}"
        );
        assert!(with(Some(300), &[480]).contains("sizes=\"300px\""));
        assert!(!with(None, &[]).contains("srcset"));
    }

    #[test]
    fn a_picture_says_what_it_is_marked_as() {
        let sign = file("sign.svg", "image/svg+xml");
        let sign = html(EMBED, Some(Target { fragment: Some("icon".into()), file: Some(sign), ..target(0) }));
        assert!(sign.contains("sign.svg#icon\""), "the style sheet knows it by that: {sign}");
    }

    #[test]
    fn each_kind_of_file_is_shown_its_own_way() {
        let shown =
            |name: &str, kind: &str| html(EMBED, Some(Target { file: Some(file(name, kind)), ..target(0) }));
        assert!(shown("a.mp3", "audio/mpeg").contains("<audio controls"));
        assert!(shown("a.mp4", "video/mp4").contains("<video controls"));
        let card = shown("a.pdf", "application/pdf");
        assert!(card.contains(r#"class="file-card""#) && card.contains("PDF, 1,3 MB"), "{card}");
        let page = Target {
            fragment: Some("page=3".into()),
            file: Some(file("a.pdf", "application/pdf")),
            ..target(0)
        };
        let page = html(EMBED, Some(page));
        assert!(page.contains("a.pdf#page=3\"") && page.contains("página 3"), "{page}");
        assert!(!page.contains("<iframe"), "no blocks may stand there: {page}");
        assert!(shown("a.html", "text/html").contains("file-card"));
    }

    #[test]
    fn a_document_is_leafed_through_where_there_is_room() {
        let shown = |hole: &str, name: &str, kind: &str, fragment: &str| {
            let (file, fragment) = (Some(file(name, kind)), Some(fragment.to_owned()));
            html(hole, Some(Target { fragment, file, ..target(0) }))
        };
        let roomy = r#"<q-embed n="0" flow=""></q-embed>"#;
        let page = shown(roomy, "a.pdf", "application/pdf", "page=3&height=400");
        assert!(page.contains(r#"class="file-card""#) && page.contains("página 3"), "{page}");
        assert!(page.contains(r#"a.pdf#page=3&#38;height=400" title="a.pdf" height="400""#), "{page}");
        let brief = roomy.replace("flow=\"\"", "flow=\"\" brief=\"\"");
        assert!(!shown(&brief, "a.pdf", "application/pdf", "page=3").contains("<iframe"));
        assert!(!shown(roomy, "a.html", "text/html", "height=400").contains("<iframe"));
        assert!(!shown(roomy, "a.pdf", "application/pdf", "height=999999").contains("height=\"999999"));
    }
}
