//! Properties as YAML, in one way however they were written.

use std::fmt::Write as _;

use super::FrontMatter;

impl FrontMatter {
    /// The properties as a front matter with its `---` lines; nothing where there are none. What a note's readers
    /// have no use for is left out: `publish`, and every property that Quintal does not know.
    #[must_use]
    pub fn for_readers(&self) -> String {
        let mut yaml = String::new();
        let mut line = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                // Writing to a String cannot fail.
                let _ = writeln!(yaml, "{name}: {value}");
            }
        };
        let text = |value: &Option<String>| value.as_deref().map(scalar);
        line("title", text(&self.title));
        line("description", text(&self.description));
        line("tags", list(&self.tags));
        line("aliases", list(&self.aliases));
        line("permalink", text(&self.permalink));
        line("lang", self.lang.as_ref().map(|lang| scalar(lang.as_str())));
        line("created", self.created.map(|at| at.to_string()));
        line("updated", self.updated.map(|at| at.to_string()));
        line("audience", text(&self.audience));
        line("cover", text(&self.cover));
        line("translation_of", text(&self.translation_of));
        if yaml.is_empty() { yaml } else { format!("---\n{yaml}---\n") }
    }
}

pub(super) fn list(entries: &[String]) -> Option<String> {
    let entries: Vec<String> = entries.iter().map(|entry| scalar(entry)).collect();
    (!entries.is_empty()).then(|| format!("[{}]", entries.join(", ")))
}

/// Words as they are; everything that YAML might take for something else in double quotes.
pub(super) fn scalar(text: &str) -> String {
    let plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, ' ' | '-' | '_' | '/' | '.'))
        && !text.ends_with(' ')
        && !matches!(
            text.to_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | "null" | "nan" | "inf"
        );
    if plain { text.to_owned() } else { double_quoted(text) }
}

/// A word that YAML is to read as it pleases, such as a truth value or a time; quoted where it could be no word.
pub(super) fn word(text: &str) -> String {
    let plain = text.starts_with(char::is_alphanumeric)
        && text.ends_with(|ch: char| ch.is_alphanumeric() || ch == ']')
        && text.chars().all(|ch| ch.is_alphanumeric() || " -_/.+:[]".contains(ch))
        && !text.contains(": ");
    if plain { text.to_owned() } else { double_quoted(text) }
}

/// In single quotes, where those can say it.
pub(super) fn single_quoted(text: &str) -> String {
    if text.chars().any(is_escaped) { double_quoted(text) } else { format!("'{}'", text.replace('\'', "''")) }
}

/// In double quotes, which can say anything.
pub(super) fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for ch in text.chars() {
        match ch {
            '"' | '\\' => out.extend(['\\', ch]),
            '\n' => out.push_str("\\n"),
            _ if is_escaped(ch) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(ch));
            }
            _ => out.push(ch),
        }
    }
    out.push('"');
    out
}

/// What YAML 1.2 (section 5.1) does not print, and its line breaks.
fn is_escaped(ch: char) -> bool {
    ch.is_control() || matches!(ch, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::front_matter::parse;

    #[test]
    fn readers_get_what_quintal_knows() {
        let source = "---\n# not for you\ntitle: 'A: b'\ntags: [one, two words]\nreviewer: Ana\ndate: 2026-01-05\n\
                      publish: true\nlanguage: pt_br\n---\n";
        let (matter, _) = parse(source).unwrap();
        assert_eq!(
            matter.for_readers(),
            "---\ntitle: \"A: b\"\ntags: [one, two, words]\nlang: pt-BR\ncreated: 2026-01-05\n---\n"
        );
        assert_eq!(FrontMatter::default().for_readers(), "");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(
            title in "\\PC{1,20}", description in any::<String>(), aliases in prop::collection::vec("\\PC{1,12}", 0..3)
        ) {
            let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            let mut unique: Vec<String> = Vec::new();
            for alias in aliases.iter().map(|alias| alias.trim()).filter(|alias| !alias.is_empty()) {
                if !unique.iter().any(|known| known == alias) {
                    unique.push(alias.to_owned());
                }
            }
            let matter = FrontMatter {
                title: filled(&title),
                description: filled(&description.replace('\0', "")),
                aliases: unique,
                ..FrontMatter::default()
            };
            let written = matter.for_readers();
            let (read, body) = parse(&written).unwrap();
            prop_assert_eq!(read, matter, "{}", written);
            prop_assert_eq!(body.text, "");
        }
    }
}
