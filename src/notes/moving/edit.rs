//! Small changes of a note's own text: its title, another name. Pure; all but the one place stays byte for byte.

use crate::{
    notes::write::{self, NoteFile, Settings},
    text::front_matter::{self, FrontMatter},
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
            let line = property_line(source, "title")?;
            let value = source.get(line.clone())?.strip_prefix("title:")?;
            let end = line.start + "title:".len() + value.trim_end().len();
            format!("{} {}{}", source.get(..line.start + "title:".len())?, quoted(title), source.get(end..)?)
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
    let (before, _) = front_matter::parse(source).ok()?;
    let newline = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let edited = match (property_line(source, "aliases"), front_matter::split(source).0) {
        (Some(line), _) => {
            let text = source.get(line.clone())?;
            let value = text.strip_prefix("aliases:")?.trim();
            let start = source.get(..line.start)?;
            let rest = source.get(line.start + text.trim_end().len()..)?;
            if value.is_empty() {
                let indent: String = source.get(line.end..)?.chars().take_while(|ch| *ch == ' ').collect();
                let head = source.get(..line.start + text.trim_end().len())?;
                format!("{head}{newline}{indent}- {}{rest}", quoted(alias))
            } else if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
                let comma = if list.trim().is_empty() { "" } else { ", " };
                format!("{start}aliases: [{list}{comma}{}]{rest}", quoted(alias))
            } else {
                format!("{start}aliases: [{value}, {}]{rest}", quoted(alias))
            }
        }
        (None, Some(block)) => {
            let from = source.find(block.yaml).filter(|_| !block.yaml.is_empty());
            let end = from
                .map_or_else(|| source.find('\n').map(|at| at + 1), |from| Some(from + block.yaml.len()))?;
            format!("{}aliases: [{}]{newline}{}", source.get(..end)?, quoted(alias), source.get(end..)?)
        }
        (None, None) => {
            let (mark, text) =
                source.strip_prefix('\u{feff}').map_or(("", source), |text| ("\u{feff}", text));
            format!("{mark}---{newline}aliases: [{}]{newline}---{newline}{text}", quoted(alias))
        }
    };
    let (after, body) = front_matter::parse(&edited).ok()?;
    let mut expected = FrontMatter { aliases: before.aliases.clone(), ..before };
    if !expected.aliases.iter().any(|known| known == alias) {
        expected.aliases.push(alias.to_owned());
    }
    let mut found = after;
    found.aliases.sort_unstable();
    expected.aliases.sort_unstable();
    (found == expected && source.ends_with(body.text)).then_some(edited)
}

/// A JSON string is a YAML one (YAML 1.2, 1.3).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The line of a property in the front matter, without what ends it.
fn property_line(source: &str, name: &str) -> Option<std::ops::Range<usize>> {
    let block = front_matter::split(source).0?;
    let mut start = source.find(block.yaml)?;
    for line in block.yaml.split_inclusive('\n') {
        if line.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')) {
            return Some(start..start + line.len());
        }
        start += line.len();
    }
    None
}

fn same_but_title(before: &str, after: &str) -> bool {
    let matter = |text: &str| front_matter::parse(text).ok().map(|(matter, _)| matter);
    let (Some(before), Some(after)) = (matter(before), matter(after)) else { return false };
    FrontMatter { title: None, ..before } == FrontMatter { title: None, ..after }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::*;
    use crate::{notes::vaults::Vault, text::language::Language};

    fn settings() -> Settings {
        Settings {
            vault: Vault::new("Garden"),
            private: None,
            language: Language::parse("en").unwrap(),
            zone: TimeZone::UTC,
        }
    }

    fn titled(source: &str, title: &str) -> Option<String> {
        with_title(source, title, &settings())
    }

    #[test]
    fn a_title_is_changed_where_it_stands() {
        let front = "---\r\n# mine\r\ntitle:   'Old: one'  \r\ntags: [a]\r\n---\r\n# Old: one\r\nText";
        let expected =
            "---\r\n# mine\r\ntitle: \"New: \\\"two\\\"\"  \r\ntags: [a]\r\n---\r\n# Old: one\r\nText";
        assert_eq!(titled(front, "New: \"two\"").as_deref(), Some(expected));
        assert_eq!(titled("\n# Old #\n\nText # Old\n", "New").as_deref(), Some("\n# New\n\nText # Old\n"));
        assert_eq!(titled("Text\n# Not at the top\n", "New"), None);
        assert_eq!(titled("---\ntitle: >-\n  Folded\n---\n", "New"), None, "a title over several lines");
        assert_eq!(titled("# Old\n", "*New*"), None, "a heading would show it otherwise");
    }

    #[test]
    fn a_name_is_added_where_the_others_are() {
        for (source, expected) in [
            ("Text", "---\naliases: [\"X\"]\n---\nText"),
            ("\u{feff}Text", "\u{feff}---\naliases: [\"X\"]\n---\nText"),
            ("---\ntags: a\n---\nText", "---\ntags: a\naliases: [\"X\"]\n---\nText"),
            ("---\n---\nText", "---\naliases: [\"X\"]\n---\nText"),
            ("---\naliases: [A, b c]\n---\n", "---\naliases: [A, b c, \"X\"]\n---\n"),
            ("---\naliases: []\n---\n", "---\naliases: [\"X\"]\n---\n"),
            ("---\naliases: A\n---\n", "---\naliases: [A, \"X\"]\n---\n"),
            (
                "---\naliases:\n  - A\n  - B\nx: 1\n---\n",
                "---\naliases:\n  - \"X\"\n  - A\n  - B\nx: 1\n---\n",
            ),
            ("---\r\naliases:\r\n- A\r\n---\r\nT", "---\r\naliases:\r\n- \"X\"\r\n- A\r\n---\r\nT"),
        ] {
            assert_eq!(with_alias(source, "X").as_deref(), Some(expected), "{source:?}");
        }
        assert_eq!(with_alias("---\naliases: [a,\n  b]\n---\n", "X"), None, "a list over several lines");
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
