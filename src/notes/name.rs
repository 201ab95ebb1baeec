//! What a file of a vault may be called.

/// The longest name of a file, and of a folder with all those above it, in bytes.
const LONGEST_NAME: usize = 180;
const LONGEST_FOLDER: usize = 500;
/// What no file may be called by on one system or another, or no link could say.
const FORBIDDEN: [char; 13] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|', '#', '^', '[', ']'];

/// Whether a file or a folder may be called so.
pub(in crate::notes) fn is_usable(name: &str) -> bool {
    let bad = name.is_empty() || name.contains(|ch: char| FORBIDDEN.contains(&ch) || ch.is_control());
    !bad && !name.starts_with('.') && name.trim() == name && name.len() <= LONGEST_NAME
}

/// The folders of a path, cleaned of what means nothing. `None`: one of them cannot be called so, or they are too many.
pub(in crate::notes) fn folder(written: &str) -> Option<String> {
    let parts: Vec<&str> = written.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    (written.len() <= LONGEST_FOLDER && parts.iter().all(|part| is_usable(part))).then(|| parts.join("/"))
}

/// A name made of words that may hold anything: a title, or what a picture is called elsewhere. Empty if nothing is left.
pub(in crate::notes) fn made_of(words: &str) -> String {
    let kept: String =
        words.chars().map(|ch| if FORBIDDEN.contains(&ch) || ch.is_control() { ' ' } else { ch }).collect();
    let joined = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = joined.trim_start_matches(['.', ' ']);
    name.get(..name.floor_char_boundary(LONGEST_NAME - 20)).unwrap_or_default().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_no_system_minds() {
        assert!(is_usable("Árvores (2)") && is_usable("v1.2"));
        for name in ["", ".hidden", "a/b", "a#b", "a\nb", " a", "[a]", &"x".repeat(181)] {
            assert!(!is_usable(name), "{name:?}");
        }
        assert_eq!(folder(" A / B//c ").as_deref(), Some("A/B/c"));
        assert_eq!(folder(""), Some(String::new()));
        assert_eq!(folder("a/../b"), None);
    }

    proptest! {
        #[test]
        fn a_made_name_is_usable(words in any::<String>()) {
            let name = made_of(&words);
            prop_assert!(name.is_empty() || is_usable(&name), "{:?}", name);
        }
    }
}
