//! What the database can hold, so that no text makes a save fail.
//!
//! An entry of a B-tree index holds about 2,700 bytes, a `tsvector` one MiB (PostgreSQL manual, sections 67.4 and
//! 12.11), and no text may contain the character NUL.

use crate::text::{fold::bare_words, slug};

/// The longest key that a name, tag or link is looked up by, in bytes. A longer name calls nothing.
const NAME: usize = 1000;
/// The longest title, in characters.
const TITLE: usize = 300;
/// The longest description, in characters.
const DESCRIPTION: usize = 1000;
/// What somebody says of their revision, in characters.
const SUMMARY: usize = 299;
/// The longest address that is made of folders, in bytes.
const ADDRESS: usize = 1000;

/// The most tags of a note: what has more is no choice of tags, and every list would carry them.
pub(super) const TAGS: usize = 100;

/// Bytes of text that search looks at. A word of two letters takes six bytes of a `tsvector`, hyphenated ones
/// and addresses are entered whole and in pieces; five times the text is more than the worst of them.
pub(super) const SEARCHABLE_BODY: usize = 180 * 1024;
pub(super) const SEARCHABLE_HEADINGS: usize = 16 * 1024;
pub(super) const SEARCHABLE_TITLE: usize = 1024;

/// The longest key by which titles, headings and attachments are suggested, in bytes.
const SUGGESTED_KEY: usize = 800;
/// So many names and headings of a note are suggested.
pub(super) const SUGGESTED: usize = 200;

/// The words of a name, folded, with a space between them; empty for a name without any.
pub(super) fn suggested(name: &str) -> String {
    searchable(bare_words(head(name, SUGGESTED_KEY)).join(" "), SUGGESTED_KEY)
}

/// The text without what cannot be stored.
pub(super) fn storable(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

/// Whether a key can be looked up.
pub(super) fn is_name(key: &str) -> bool {
    !key.is_empty() && key.len() < NAME
}

/// The key of a link. What is longer than any name meets none.
pub(super) fn link_key(key: String) -> String {
    if key.len() <= NAME { key } else { head(&key, NAME).to_owned() }
}

pub(super) fn title(text: String) -> String {
    characters(text, TITLE)
}

pub(super) fn description(text: String) -> String {
    characters(text, DESCRIPTION)
}

pub(super) fn summary(text: &str) -> String {
    characters(storable(text.to_owned()), SUMMARY)
}

/// The start of a text, at most so many bytes.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// The start of a folded text, cut between two words.
pub(super) fn searchable(text: String, bytes: usize) -> String {
    if text.len() <= bytes {
        return text;
    }
    let head = head(&text, bytes);
    let end = head.rfind(char::is_whitespace).unwrap_or(head.len());
    head.get(..end).unwrap_or(head).to_owned()
}

/// An address below a mount. Where the folders would make it too long, a hash stands for them.
pub(super) fn address(mount: &str, path: &str) -> String {
    let joined = if mount.is_empty() { path.to_owned() } else { format!("{mount}/{path}") };
    if joined.len() <= ADDRESS {
        return joined;
    }
    let last = path.rsplit('/').next().unwrap_or(path);
    let short = format!("{}/{last}", slug::short_hash(path));
    if mount.is_empty() || mount.len() + short.len() >= ADDRESS { short } else { format!("{mount}/{short}") }
}

fn characters(text: String, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters_and_words() {
        assert_eq!(searchable("uma ação".into(), 7), "uma");
        assert_eq!(head("ção", 1), "");
        assert_eq!(title("é".repeat(400)).chars().count(), 301);
        assert_eq!(storable("a\0b".into()), "a\u{fffd}b");
    }

    #[test]
    fn a_long_key_meets_no_name() {
        let key = link_key("x".repeat(5000));
        assert!(!is_name(&key) && key.len() <= NAME);
    }

    #[test]
    fn deep_folders_do_not_make_endless_addresses() {
        let deep = "a-folder/".repeat(300) + "leaf";
        let short = address("en", &deep);
        assert!(short.len() < 50 && short.starts_with("en/") && short.ends_with("/leaf"), "{short}");
        assert_eq!(address("", "a/b"), "a/b");
    }
}
