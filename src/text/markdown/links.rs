//! Where a link goes, and how it is looked up.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::own;
use crate::text::{fold, slug};

/// Characters that stay as they are in the address of a tag.
const TAG_SAFE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'/');

/// Schemes that may be linked to. `javascript:` and `data:` run in the reader's session; others are unknown.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "xmpp"];

/// What a link or picture points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Another site, or a page of the garden's own, as written.
    External(String),
    /// A place in the same note.
    Here {
        /// The fragment, without `#`.
        fragment: String,
    },
    /// Another note or attachment.
    Internal {
        /// As written, decoded.
        target: String,
        /// Where to look it up.
        key: String,
        /// The place in it.
        fragment: Option<String>,
    },
    /// Nothing that may be linked to.
    Nowhere,
}

/// The destination of a Markdown link in the note at `note_path`: as of a picture, or a page of the garden's own.
pub(super) fn page(url: &str, note_path: &str) -> Destination {
    if own::is_ours(url) { Destination::External(url.to_owned()) } else { markdown(url, note_path) }
}

/// The destination of a Markdown picture in the note at `note_path`.
pub(super) fn markdown(url: &str, note_path: &str) -> Destination {
    if let Some(rest) = url.strip_prefix("//") {
        return Destination::External(format!("https://{rest}"));
    }
    if let Some(scheme) = scheme(url) {
        if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
            return Destination::External(url.to_owned());
        }
        // A note may be called "Nota: algo"; everything else with a scheme leads out of the garden.
        if slug::strip_note_extension(url) == url {
            return Destination::Nowhere;
        }
    }
    let (path, fragment) = parted(url);
    let path = decoded(path);
    let fragment = fragment.map(decoded).filter(|fragment| !fragment.is_empty());
    internal(path, fragment, note_path, true)
}

/// The destination of a wikilink.
pub(super) fn wikilink(url: &str, note_path: &str) -> Destination {
    if matches!(scheme(url), Some("http" | "https")) {
        return Destination::External(url.to_owned());
    }
    let (path, fragment) = parted(url);
    let fragment =
        fragment.map(|fragment| fragment.trim().to_owned()).filter(|fragment| !fragment.is_empty());
    internal(path.trim().to_owned(), fragment, note_path, false)
}

/// Where to look up what a property names: `Note`, `folder/Note`, `./Note.md` or any of them as a link, `[[Note]]`.
#[must_use]
pub fn reference_key(reference: &str, note_path: &str) -> Option<String> {
    let inner = reference.trim().trim_start_matches("[[").trim_end_matches("]]");
    let target = inner.split('|').next().unwrap_or(inner);
    match wikilink(target, note_path) {
        Destination::Internal { key, .. } => Some(key),
        _ => None,
    }
}

fn internal(path: String, fragment: Option<String>, note_path: &str, from_folder: bool) -> Destination {
    if path.is_empty() {
        return fragment.map_or(Destination::Nowhere, |fragment| Destination::Here { fragment });
    }
    let bare = slug::strip_note_extension(&path);
    let key = if bare.starts_with('/') {
        resolved("", bare)
    } else if from_folder || bare.starts_with("./") || bare.starts_with("../") {
        resolved(note_path.rsplit_once('/').map_or("", |(folder, _)| folder), bare)
    } else {
        bare.split('/').map(fold::key).filter(|segment| !segment.is_empty()).collect::<Vec<_>>().join("/")
    };
    if key.trim_matches('/').is_empty() {
        return Destination::Nowhere;
    }
    Destination::Internal { target: path, key, fragment }
}

/// A note's own target and key, for what it shows of itself.
pub(super) fn own(note_path: &str) -> (String, String) {
    (format!("/{note_path}"), resolved("", slug::strip_note_extension(note_path)))
}

/// The key of a path from a folder of the vault; `..` above the vault stays in it.
fn resolved(folder: &str, path: &str) -> String {
    let mut segments: Vec<String> = Vec::new();
    for segment in folder.split('/').chain(path.split('/')) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            name => segments.push(fold::key(name)),
        }
    }
    format!("/{}", segments.join("/"))
}

/// Whether an address has a scheme that may be linked to.
pub(super) fn is_followed(url: &str) -> bool {
    scheme(url).is_some_and(|scheme| SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()))
}

/// The scheme of an address (RFC 3986, section 3.1), as written. One letter is a drive, not a scheme.
pub(super) fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut bytes = scheme.bytes();
    let well_formed = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (well_formed && scheme.len() > 1).then_some(scheme)
}

/// An address without its fragment.
pub(super) fn path_of(url: &str) -> &str {
    parted(url).0
}

fn parted(url: &str) -> (&str, Option<&str>) {
    url.split_once('#').map_or((url, None), |(path, fragment)| (path, Some(fragment)))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// How many headings a fragment may name, one in the other: there are only six levels.
const MAX_ANCHORS: usize = 6;

/// What a fragment names, from the outermost: slugs of headings, or a block's `^name` in lower case alone. Nothing
/// if it names nothing.
#[must_use]
pub fn anchors(fragment: &str) -> Vec<String> {
    let parts = fragment.split('#').map(str::trim).filter(|part| !part.is_empty());
    let mut anchors: Vec<String> = Vec::new();
    for part in parts.take(MAX_ANCHORS) {
        if let Some(block) = part.strip_prefix('^') {
            return vec![format!("^{}", block.to_ascii_lowercase())];
        }
        anchors.push(slug::slug(part));
    }
    anchors
}

/// Whether a target is to be shown as a text: a note, not a file whose ending says what else it is.
pub(in crate::text) fn is_text(target: &str) -> bool {
    slug::strip_note_extension(target).len() < target.len()
        || mime_guess::from_path(target).first_raw().is_none()
}

/// Whether what is embedded stands there as a block: a text, or a document to leaf through.
pub(super) fn is_block(target: &str) -> bool {
    is_text(target) || mime_guess::from_path(target).first_raw() == Some("application/pdf")
}

/// The address of the list of notes with a tag: `/tags/` and the percent-encoded [`fold::key`] of its name.
#[must_use]
pub fn tag_href(tag: &str) -> String {
    format!("/tags/{}", utf8_percent_encode(&fold::key(tag), TAG_SAFE))
}

/// Takes the size off the end of a label: `alt|300`, `300x200`. What is left is the label.
pub(super) fn sized(label: &str) -> (Option<&str>, Option<u32>, Option<u32>) {
    let (rest, last) = label.rsplit_once('|').map_or((None, label), |(rest, last)| (Some(rest), last));
    let (width, height) =
        last.trim().split_once(['x', 'X']).map_or((last.trim(), None), |(w, h)| (w, Some(h)));
    let pixels = |text: &str| text.parse::<u32>().ok().filter(|pixels| (1..=10_000).contains(pixels));
    let (width, height) = (pixels(width), height.map(pixels));
    if width.is_none() || height == Some(None) {
        return (Some(label.trim()).filter(|label| !label.is_empty()), None, None);
    }
    (rest.map(str::trim).filter(|rest| !rest.is_empty()), width, height.flatten())
}

/// The first wikilink in plain text with two bars or more: what stands before it, its target, its label and
/// what follows.
pub(super) fn twice_barred(text: &str) -> Option<(&str, &str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find("[[")?;
        let body = text.get(start + 2..)?;
        let end = body.find(['[', ']'])?;
        let (inner, after) = body.split_at_checked(end)?;
        if let Some(after) = after.strip_prefix("]]")
            && let Some((target, label)) = inner.split_once('|')
            && label.contains('|')
        {
            return Some((text.get(..start)?, target, label, after));
        }
        from = start + 2;
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_property_may_name_a_note_in_any_way() {
        let key = |reference: &str| super::reference_key(reference, "es/Hola.md");
        for reference in ["en/Hello", "[[en/Hello]]", " [[en/Hello#Part|hello]] ", "en/Hello.md"] {
            assert_eq!(key(reference).as_deref(), Some("en/hello"), "{reference}");
        }
        assert_eq!(key("../en/Hello").as_deref(), Some("/en/hello"));
        assert_eq!((key(""), key("#part"), key("https://garden.example/")), (None, None, None));
    }

    use super::*;

    fn key(destination: Destination) -> (String, Option<String>) {
        match destination {
            Destination::Internal { key, fragment, .. } => (key, fragment),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn markdown_links_start_from_the_notes_folder() {
        for (url, expected) in [
            ("b.md", "/folder/sub/b"),
            ("./b.md", "/folder/sub/b"),
            ("../b%20c.md", "/folder/b c"),
            ("../../../b.md", "/b"),
            ("/B.md", "/b"),
            ("../img/Foto%20%C3%81rvore.PNG", "/folder/img/foto arvore.png"),
            ("Nota:%20algo.md", "/folder/sub/nota: algo"),
        ] {
            assert_eq!(key(markdown(url, "Folder/Sub/A.md")).0, expected, "{url}");
        }
        let (key, fragment) = key(markdown("b.md#Um%20t%C3%ADtulo", "A.md"));
        assert_eq!((key.as_str(), fragment.as_deref()), ("/b", Some("Um título")));
    }

    #[test]
    fn wikilinks_keep_their_words() {
        for (url, expected) in [
            ("Note", "note"),
            ("Pasta/Nota Média.md", "pasta/nota media"),
            ("../Note", "/note"),
            ("/Folder/Note", "/folder/note"),
            ("v1.2", "v1.2"),
            ("img.png", "img.png"),
        ] {
            assert_eq!(key(wikilink(url, "Folder/A.md")).0, expected, "{url}");
        }
        assert_eq!(key(wikilink("N#A#B", "A.md")).1.as_deref(), Some("A#B"));
        assert_eq!(wikilink("#^b1", "A.md"), Destination::Here { fragment: "^b1".into() });
    }

    #[test]
    fn other_sites_and_other_schemes() {
        assert_eq!(markdown("//x.org/a", ""), Destination::External("https://x.org/a".into()));
        assert_eq!(markdown("HTTPS://x.org", ""), Destination::External("HTTPS://x.org".into()));
        assert_eq!(page("/static-and-dynamic", "A.md"), Destination::External("/static-and-dynamic".into()));
        assert_eq!(key(page("/tags.md", "A.md")).0, "/tags");
        for url in [
            "javascript:alert(1)",
            "JaVaScript:x",
            "data:text/html,x",
            "vbscript:x",
            "obsidian://open",
            "",
            "#",
        ] {
            assert_eq!(markdown(url, "A.md"), Destination::Nowhere, "{url}");
        }
    }

    #[test]
    fn a_fragment_names_headings_or_a_block() {
        assert_eq!(anchors("Um título"), ["um-titulo"]);
        assert_eq!(anchors("A#B: c"), ["a", "b-c"]);
        assert_eq!(anchors("^Q1"), ["^q1"]);
        assert_eq!(anchors("A#^q1"), ["^q1"]);
        assert!(anchors(" # ").is_empty() && anchors(&"a#".repeat(50)).len() == 6);
    }

    #[test]
    fn what_has_no_files_ending_is_a_text() {
        for text in ["Note", "a/Note.md", "v1.2", "Mr. Fox", "Board.canvas", "All.base"] {
            assert!(is_text(text), "{text}");
        }
        for file in ["a.png", "b.PDF", "c d.mp3", "e.csv"] {
            assert!(!is_text(file), "{file}");
        }
    }

    #[test]
    fn sizes_stand_at_the_end_of_a_label() {
        assert_eq!(sized("300"), (None, Some(300), None));
        assert_eq!(sized("300x200"), (None, Some(300), Some(200)));
        assert_eq!(sized("An alt|300"), (Some("An alt"), Some(300), None));
        assert_eq!(sized("An alt"), (Some("An alt"), None, None));
        assert_eq!(sized("a|b"), (Some("a|b"), None, None));
        assert_eq!(sized("0"), (Some("0"), None, None));
        assert_eq!(sized(""), (None, None, None));
    }

    #[test]
    fn two_bars_make_a_picture_with_words_and_size() {
        assert_eq!(twice_barred("a ![[x.png|Um alt|300]] b"), Some(("a !", "x.png", "Um alt|300", " b")));
        assert_eq!(twice_barred("[[a]] [[b|c]] [[d|e|f]]"), Some(("[[a]] [[b|c]] ", "d", "e|f", "")));
        for text in ["", "[[", "[[a|b|c]", "[[a|b]]", "[[a|[b|c]]"] {
            assert_eq!(twice_barred(text), None, "{text}");
        }
    }

    #[test]
    fn tags_have_addresses() {
        assert_eq!(tag_href("Ação/sub_tag"), "/tags/acao/sub_tag");
        assert_eq!(tag_href("日本"), "/tags/%E6%97%A5%E6%9C%AC");
    }
}
