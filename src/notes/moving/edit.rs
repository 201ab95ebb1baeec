//! Small changes of a note's own text: its title, another name. Pure; all but the one place stays byte for byte.

use crate::{
    notes::write::{self, NoteFile, Settings},
    text::front_matter::{self, Change, FrontMatter},
};

/// Where a note's title stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleStands {
    /// In its front matter.
    InFrontMatter,
    /// In the heading that opens its text.
    InHeading,
    /// Nowhere but in the name of its file.
    InName,
}

/// Where the title of a text stands.
#[must_use]
pub fn title_stands(source: &str) -> TitleStands {
    let Ok((matter, body)) = front_matter::parse(source) else { return TitleStands::InName };
    if matter.title.is_some() {
        return TitleStands::InFrontMatter;
    }
    let opening = body.text.lines().find(|line| !line.trim().is_empty());
    if opening.is_some_and(|line| line.starts_with("# ")) {
        TitleStands::InHeading
    } else {
        TitleStands::InName
    }
}

/// The text with another title. `None`: it stands where it cannot be changed so simply.
#[must_use]
pub fn with_title(source: &str, title: &str, settings: &Settings) -> Option<String> {
    let edited = match title_stands(source) {
        TitleStands::InFrontMatter => {
            front_matter::edit(source, &[Change::Title(Some(title.to_owned()))]).ok()?
        }
        TitleStands::InHeading => {
            let (_, body) = front_matter::parse(source).ok()?;
            let from = source.len() - body.text.len();
            let at = from + body.text.find("# ")?;
            let end = source.get(at..)?.find(['\n', '\r']).map_or(source.len(), |length| at + length);
            format!("{}# {title}{}", source.get(..at)?, source.get(end..)?)
        }
        TitleStands::InName => return None,
    };
    let file = |text: &str| NoteFile { path: "Note.md".to_owned(), text: text.to_owned(), modified: None };
    let after = write::prepare(file(&edited), settings).ok()?;
    (after.title() == title && same_but_title(source, &edited)).then_some(edited)
}

/// The text with one more name. `None`: its names stand where they cannot be added to so simply.
#[must_use]
pub fn with_alias(source: &str, alias: &str) -> Option<String> {
    let (matter, _) = front_matter::parse(source).ok()?;
    let aliases = matter.aliases.into_iter().chain([alias.to_owned()]).collect();
    front_matter::edit(source, &[Change::Aliases(aliases)]).ok()
}

fn same_but_title(before: &str, after: &str) -> bool {
    let matter = |text: &str| front_matter::parse(text).ok().map(|(matter, _)| matter);
    let (Some(before), Some(after)) = (matter(before), matter(after)) else { return false };
    FrontMatter { title: None, ..before } == FrontMatter { title: None, ..after }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn titled(source: &str, title: &str) -> Option<String> {
        with_title(source, title, &Settings::sample())
    }

    #[test]
    fn a_title_is_changed_where_it_stands() {
        let front = "---\r\n# mine\r\ntitle:   'Old: one'  \r\ntags: [a]\r\n---\r\n# Old: one\r\nText";
        let expected = "---\r\n# mine\r\ntitle:   'New: \"two\"'  \r\ntags: [a]\r\n---\r\n# Old: one\r\nText";
        assert_eq!(titled(front, "New: \"two\"").as_deref(), Some(expected));
        assert_eq!(titled("\n# Old #\n\nText # Old\n", "New").as_deref(), Some("\n# New\n\nText # Old\n"));
        assert_eq!(titled("Text\n# Not at the top\n", "New"), None);
        assert_eq!(
            titled("---\ntitle: >-\n  Folded\n---\n", "New").as_deref(),
            Some("---\ntitle: New\n---\n")
        );
        assert_eq!(titled("---\ntitle: &t Old\nx: *t\n---\n", "New"), None, "another property says the same");
        assert_eq!(titled("# Old\n", "*New*"), None, "a heading would show it otherwise");
    }

    #[test]
    fn a_name_is_added_where_the_others_are() {
        for (source, expected) in [
            ("Text", "---\naliases: [X]\n---\nText"),
            ("---\ntags: a\n---\nText", "---\ntags: a\naliases: [X]\n---\nText"),
            ("---\naliases: [A, b c]\n---\n", "---\naliases: [A, b c, X]\n---\n"),
            ("---\naliases: A\n---\n", "---\naliases: [A, X]\n---\n"),
            ("---\naliases: [X]\n---\n", "---\naliases: [X]\n---\n"),
            ("---\naliases:\n  - A\nx: 1\n---\n", "---\naliases:\n  - A\n  - X\nx: 1\n---\n"),
        ] {
            assert_eq!(with_alias(source, "X").as_deref(), Some(expected), "{source:?}");
        }
        assert_eq!(with_alias("---\n: : [\n---\n", "X"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_text_below_stays(alias in "[^\\p{C}]{1,20}", body in "[a-z#\\[\\] \\n-]{0,60}") {
            let alias = alias.trim();
            prop_assume!(!alias.is_empty() && !body.starts_with("---"));
            if let Some(edited) = with_alias(&body, alias) {
                let (matter, text) = front_matter::parse(&edited).unwrap();
                prop_assert_eq!(matter.aliases, [alias]);
                prop_assert_eq!(text.text, body);
            }
        }
    }
}
