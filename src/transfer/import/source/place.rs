//! From a name in a folder or a zip to a place in a vault.

use unicode_normalization::UnicodeNormalization as _;

use crate::transfer::import::report::Why;

/// The longest path, in bytes: what the database's indexes take with room to spare.
const LONGEST: usize = 1024;

/// What a name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A path from the vault's root, composed, with slashes.
    File(String),
    /// Settings of programs, bins and the like: `.obsidian`, `.git`, `.trash`, `__MACOSX`.
    Hidden,
    /// Nothing that can be imported.
    None(Why),
}

/// Finds the place of a file.
pub(super) fn of(name: &str) -> Place {
    let drive = name.split('/').next().is_some_and(|first| {
        matches!(first.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic()) && first.len() < name.len()
    });
    if name.starts_with('/') || drive || name.split('/').any(|part| part == "..") {
        return Place::None(Why::LeavesTheVault);
    }
    let parts: Vec<String> =
        name.split('/').filter(|part| !matches!(*part, "" | ".")).map(|part| part.nfc().collect()).collect();
    if parts.iter().any(|part| is_hidden(part)) {
        return Place::Hidden;
    }
    let path = parts.join("/");
    if path.is_empty() || path.chars().any(char::is_control) || path.contains('\u{fffd}') {
        return Place::None(Why::BadName);
    }
    if path.len() > LONGEST {
        return Place::None(Why::LongName);
    }
    Place::File(path)
}

/// Whether a file or folder of this name belongs to a program rather than to the vault.
pub(super) fn is_hidden(part: &str) -> bool {
    part.starts_with('.') || ["__MACOSX", "Thumbs.db", "desktop.ini", "Icon\r"].contains(&part)
}

/// A name as a report may show it.
pub(super) fn shown(name: &str) -> String {
    name.nfc().map(|ch| if ch.is_control() { '\u{fffd}' } else { ch }).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_every_kind_have_a_place() {
        for name in ["a.md", "Pasta/Nota #1 100%?&.md", "🌱/é.md", "a:b.md", "C/a.md", "a..b/...c"] {
            let expected = if name.contains("/...") { Place::Hidden } else { Place::File(name.into()) };
            assert_eq!(of(name), expected, "{name}");
        }
        assert_eq!(of("Ac\u{327}a\u{303}o.md"), Place::File("Ação.md".into()));
        assert_eq!(of("./a//b.md"), Place::File("a/b.md".into()));
    }

    #[test]
    fn nothing_leaves_the_vault() {
        for name in ["/etc/passwd", "../a.md", "a/../../b.md", "a/..", "C:/a.md", "c:/"] {
            assert_eq!(of(name), Place::None(Why::LeavesTheVault), "{name}");
        }
        assert_eq!(of("a\0b.md"), Place::None(Why::BadName));
        assert_eq!(of(&"a/".repeat(600)), Place::None(Why::LongName));
    }

    #[test]
    fn what_belongs_to_programs_is_hidden() {
        for name in [".obsidian/app.json", "a/.git/HEAD", "__MACOSX/._a.md", "b/.DS_Store", ".trash/a.md"] {
            assert_eq!(of(name), Place::Hidden, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_place_is_always_inside(name in any::<String>()) {
            if let Place::File(path) = of(&name) {
                prop_assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")));
            }
        }
    }
}
