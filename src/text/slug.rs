//! Names for addresses: what a reader can type, say aloud and paste without escapes.

use std::fmt::Write as _;

use deunicode::deunicode_char;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// The longest slug, in characters (all of them ASCII).
const MAX_LENGTH: usize = 80;
/// The longest extension of an attachment that is kept.
const MAX_EXTENSION: usize = 10;
/// What a name without a single usable character is called. Collisions are the caller's to resolve.
const UNTITLED: &str = "untitled";

/// One path segment as a slug: ASCII lower case, words joined by `-`, at most 80 characters.
///
/// Accents, other scripts and emoji are transliterated. The result is never empty and, since it begins and
/// ends with a letter or digit, never `-` (reserved for actions), `.` or `..`.
#[must_use]
pub fn slug(segment: &str) -> String {
    let words = words(segment);
    if words.is_empty() { UNTITLED.to_owned() } else { words }
}

/// The slug, or nothing if no character of the segment can be used.
fn words(segment: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    // Composed first: macOS hands out decomposed names, and "é" must be one name everywhere.
    for ch in segment.nfc() {
        // An apostrophe joins: "d'água" is one word, "dagua".
        if matches!(ch, '\'' | '’' | '\u{ad}') {
            continue;
        }
        let latin = deunicode_char(ch).unwrap_or_default();
        // deunicode gives emoji and ideographs as whole words with no space before them.
        let whole_word = latin.len() > 1 && !ch.is_alphabetic() || is_ideograph(ch);
        gap |= whole_word;
        for ascii in latin.chars() {
            if !ascii.is_ascii_alphanumeric() {
                gap = true;
                continue;
            }
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(ascii.to_ascii_lowercase());
            if out.len() > MAX_LENGTH {
                return cut(&out);
            }
        }
        gap |= whole_word;
    }
    out
}

fn is_ideograph(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Cuts at the last word that fits, unless that would lose more than half.
fn cut(slug: &str) -> String {
    let head = slug.get(..MAX_LENGTH).unwrap_or(slug);
    if slug.as_bytes().get(MAX_LENGTH) == Some(&b'-') {
        return head.to_owned();
    }
    match head.rfind('-') {
        Some(at) if at > MAX_LENGTH / 2 => head.get(..at).unwrap_or(head).to_owned(),
        _ => head.trim_end_matches('-').to_owned(),
    }
}

/// The address of a note from its place in the vault: `Files and folders/Accepted file formats.md` is found at
/// `files-and-folders/accepted-file-formats`.
#[must_use]
pub fn note_path(vault_path: &str) -> String {
    let stem = strip_note_extension(vault_path);
    let mut out = String::new();
    for segment in stem.split('/').filter(|segment| !matches!(*segment, "" | "." | "..")) {
        if !out.is_empty() {
            out.push('/');
        }
        out.push_str(&slug(segment));
    }
    if out.is_empty() { UNTITLED.to_owned() } else { out }
}

/// The path without `.md` or `.markdown`, in any case.
#[must_use]
pub fn strip_note_extension(path: &str) -> &str {
    for extension in [".md", ".markdown"] {
        let Some(at) = path.len().checked_sub(extension.len()) else { continue };
        if let (Some(stem), Some(end)) = (path.get(..at), path.get(at..))
            && end.eq_ignore_ascii_case(extension)
        {
            return stem;
        }
    }
    path
}

/// Eight characters that stand for a text: the suffix for a newcomer whose slug is taken.
///
/// 40 bits of SHA-256 in lower-case base32 (RFC 4648), so that the same vault always gives the same address.
#[must_use]
pub fn short_hash(text: &str) -> String {
    let digest = Sha256::digest(text.nfc().collect::<String>());
    let mut out = data_encoding::BASE32_NOPAD.encode(&digest);
    out.truncate(8);
    out.make_ascii_lowercase();
    out
}

/// A segment of an address as one would write it: `study-notes` is "Study notes".
#[must_use]
pub fn as_words(segment: &str) -> String {
    let spaced = segment.replace('-', " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A safe last segment for the address of an attachment: the slug of its name, and its extension.
#[must_use]
pub fn asset_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, extension) = match last.rsplit_once('.') {
        Some((stem, extension)) if is_extension(extension) => (stem, extension.to_ascii_lowercase()),
        _ => (last, String::new()),
    };
    let mut out = slug(stem);
    if !extension.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(out, ".{extension}");
    }
    out
}

fn is_extension(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_EXTENSION && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_case_and_punctuation_fold_into_words() {
        assert_eq!(slug("Introdução à Programação"), "introducao-a-programacao");
        assert_eq!(slug("  ¿Qué es   esto? "), "que-es-esto");
        assert_eq!(slug("d'água e l’eau"), "dagua-e-leau");
        assert_eq!(slug("2026-01-05 — diário"), "2026-01-05-diario");
        assert_eq!(slug("Straße № 5"), "strasse-no-5");
    }

    #[test]
    fn other_scripts_and_emoji_become_letters() {
        assert_eq!(slug("北京"), "bei-jing");
        assert_eq!(slug("🌱 Plantas"), "seedling-plantas");
        assert_eq!(slug("Мир"), "mir");
    }

    #[test]
    fn nothing_usable_is_untitled() {
        for name in ["", "-", ".", "..", "---", "…", "\u{e000}", "   "] {
            assert!(!slug(name).is_empty());
            assert_ne!(slug(name), "-");
        }
        assert_eq!(slug("..."), "untitled");
    }

    #[test]
    fn long_names_are_cut_at_a_word() {
        let long = "palavra ".repeat(30);
        let slug = slug(&long);
        assert!(slug.len() <= 80, "{slug}");
        assert!(slug.ends_with("-palavra"));
    }

    #[test]
    fn a_note_path_follows_its_folders() {
        assert_eq!(
            note_path("Files and folders/Accepted file formats.md"),
            "files-and-folders/accepted-file-formats"
        );
        assert_eq!(note_path("/-/../a.MD"), "untitled/a");
        assert_eq!(note_path(""), "untitled");
        assert_eq!(note_path("v1.2.md"), "v1-2");
    }

    #[test]
    fn decomposed_names_are_composed_names() {
        assert_eq!(note_path("Ac\u{327}a\u{303}o.md"), note_path("Ação.md"));
        assert_eq!(short_hash("Ac\u{327}a\u{303}o.md"), short_hash("Ação.md"));
    }

    #[test]
    fn an_attachment_keeps_its_extension() {
        assert_eq!(asset_name("Pasted image 2026.PNG"), "pasted-image-2026.png");
        assert_eq!(asset_name("a/b/Relatório.final.tar.gz"), "relatorio-final-tar.gz");
        assert_eq!(asset_name("../../etc/passwd"), "passwd");
        assert_eq!(asset_name(".gitignore"), "untitled.gitignore");
        assert_eq!(asset_name("no extension"), "no-extension");
    }

    #[test]
    fn a_short_hash_is_stable() {
        assert_eq!(short_hash("a").len(), 8);
        assert_eq!(short_hash("a"), short_hash("a"));
        assert_ne!(short_hash("a"), short_hash("b"));
    }

    proptest! {
        #[test]
        fn a_slug_is_always_a_clean_segment(text in any::<String>()) {
            let slug = slug(&text);
            prop_assert!(!slug.is_empty() && slug.len() <= MAX_LENGTH);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }

        #[test]
        fn a_slug_of_a_slug_is_itself(text in any::<String>()) {
            let once = slug(&text);
            prop_assert_eq!(slug(&once), once);
        }
    }
}
