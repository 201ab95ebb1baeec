//! Front matter: the YAML properties between two `---` lines at the top of a note.
//!
//! What people write there is read generously: singular or plural keys, lists or a comma-separated line,
//! numbers for names, empty values. What cannot be meant is an error with its place in the file.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, IgnoredAny, SeqAccess, Visitor},
};

use super::language::Language;

/// The longest front matter, in bytes. What is longer is no list of properties.
const MAX_BYTES: usize = 64 * 1024;

/// The properties of a note that Quintal knows; others are left alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// The title, where it differs from the file's name.
    pub title: Option<String>,
    /// One sentence about the note.
    pub description: Option<String>,
    /// Tags without `#`, as written, each once.
    pub tags: Vec<String>,
    /// Other names of the note.
    pub aliases: Vec<String>,
    /// An address asked for by the author.
    pub permalink: Option<String>,
    /// Whether the note is to be published; `false` keeps it a draft.
    pub publish: Option<bool>,
    /// The note's language (`lang` or `language`).
    pub lang: Option<Language>,
    /// When it was first written (`created` or `date`).
    pub created: Option<Moment>,
    /// When it was last changed (`updated` or `modified`).
    pub updated: Option<Moment>,
    /// Who may read it, by name of the audience.
    pub audience: Option<String>,
    /// The picture that stands for the note: a path, a link or an address.
    pub cover: Option<String>,
    /// The note that this one translates, by name or path.
    pub translation_of: Option<String>,
}

/// A point in time as precisely as the author gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A day.
    Date(Date),
    /// A day and a time of the clock on the wall.
    DateTime(DateTime),
    /// A moment with its offset from UTC.
    Instant(Timestamp),
}

impl Moment {
    /// The instant, reading a date or wall clock in `zone`; a day is its first moment there.
    ///
    /// Falls back to UTC for dates at the very edge of the calendar.
    #[must_use]
    pub fn to_timestamp(&self, zone: &TimeZone) -> Timestamp {
        let wall = match self {
            Self::Instant(at) => return *at,
            Self::DateTime(wall) => *wall,
            Self::Date(date) => date.at(0, 0, 0, 0),
        };
        zone.to_timestamp(wall).or_else(|_| TimeZone::UTC.to_timestamp(wall)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Reads what people and programs write: ISO 8601 with `T` or a space, with or without seconds and zone,
    /// `2026/01/05`, `20260105`, Unix seconds or milliseconds, or a daily note's link `[[2026-01-05]]`.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches("[[").trim_end_matches("]]").trim();
        if text.len() > 64 {
            return None;
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return match text.len() {
                10 => Some(Self::Instant(Timestamp::from_second(text.parse().ok()?).ok()?)),
                13 => Some(Self::Instant(Timestamp::from_millisecond(text.parse().ok()?).ok()?)),
                8 => Date::strptime("%Y%m%d", text).ok().map(Self::Date),
                _ => None,
            };
        }
        let text = text.replace('/', "-");
        // "2026-01-05 10:00:00 -03:00" is YAML's own way; ISO 8601 has no space before the offset.
        let joined = match text.rsplit_once(' ') {
            Some((start, offset)) if offset.starts_with(['+', '-', 'Z']) => format!("{start}{offset}"),
            _ => text,
        };
        if let Ok(at) = joined.parse::<Timestamp>() {
            return Some(Self::Instant(at));
        }
        if joined.contains(':')
            && let Ok(wall) = joined.parse::<DateTime>()
        {
            return Some(Self::DateTime(wall));
        }
        joined.parse::<Date>().ok().map(Self::Date)
    }
}

/// Where the YAML stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    /// The text between the `---` lines.
    pub yaml: &'a str,
    /// The line of the file where it begins, counted from 1.
    pub first_line: usize,
}

/// A note's text without its front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body<'a> {
    /// The Markdown.
    pub text: &'a str,
    /// The line of the file where it begins, counted from 1.
    pub first_line: usize,
}

/// What is wrong with the front matter, and where in the file (lines and columns from 1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct FrontMatterError {
    /// Line in the file.
    pub line: usize,
    /// Column in that line.
    pub column: usize,
    /// What was expected there, in English.
    pub message: String,
}

/// Parts the front matter from the body, without reading it. The last value is the line where the body begins.
///
/// It must open on the very first line; without a closing `---` (or `...`) all is body.
#[must_use]
pub fn split(source: &str) -> (Option<Block<'_>>, &str, usize) {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut lines = text.split_inclusive('\n');
    let Some(opening) = lines.next() else { return (None, text, 1) };
    if opening.trim_end() != "---" || !opening.ends_with('\n') {
        return (None, text, 1);
    }
    let start = opening.len();
    let mut end = start;
    for (index, line) in lines.enumerate() {
        let next = end + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            let yaml = text.get(start..end).unwrap_or_default();
            let body = text.get(next..).unwrap_or_default();
            return (Some(Block { yaml, first_line: 2 }), body, index + 3);
        }
        end = next;
    }
    (None, text, 1)
}

/// Reads the front matter and gives the body beside it. A note without front matter has an empty one.
pub fn parse(source: &str) -> Result<(FrontMatter, Body<'_>), FrontMatterError> {
    let (block, text, first_line) = split(source);
    let body = Body { text, first_line };
    let Some(block) = block else { return Ok((FrontMatter::default(), body)) };
    if block.yaml.len() > MAX_BYTES {
        let message = format!("more than {} KiB of front matter", MAX_BYTES / 1024);
        return Err(FrontMatterError { line: block.first_line, column: 1, message });
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: 32, max_nodes: 10_000, max_events: 40_000 },
        with_snippet: false,
    };
    let raw: Option<Raw> = serde_saphyr::from_str_with_options(block.yaml, options)
        .map_err(|error| FrontMatterError::new(&error, &block))?;
    Ok((raw.unwrap_or_default().into(), body))
}

impl FrontMatterError {
    fn new(error: &serde_saphyr::Error, block: &Block<'_>) -> Self {
        let (line, column) =
            error.location().map_or((1, 1), |at| (usize_of(at.line()).max(1), usize_of(at.column()).max(1)));
        let text = error.render_with_formatter(&serde_saphyr::UserMessageFormatter);
        // The place is told by `line` and `column`, which count from the top of the file.
        let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
        Self { line: block.first_line - 1 + line, column, message }
    }
}

fn usize_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Raw {
    title: Option<String>,
    description: Option<String>,
    tags: List,
    tag: List,
    aliases: List,
    alias: List,
    permalink: Option<String>,
    publish: Flag,
    lang: Tag,
    language: Tag,
    created: When,
    date: When,
    updated: When,
    modified: When,
    audience: Option<String>,
    cover: Option<String>,
    translation_of: Option<String>,
}

impl From<Raw> for FrontMatter {
    fn from(raw: Raw) -> Self {
        let tags = raw.tags.0.into_iter().chain(raw.tag.0).flat_map(|entry| {
            entry
                .split([',', ' ', '\t', '\n'])
                .map(|tag| tag.trim_matches(['#', '/']).to_owned())
                .collect::<Vec<_>>()
        });
        // An alias may hold spaces; only a line that stands for a list is parted at its commas.
        let aliases = raw.aliases.names().chain(raw.alias.names());
        Self {
            title: filled(raw.title),
            description: filled(raw.description),
            tags: unique(tags),
            aliases: unique(aliases),
            permalink: filled(raw.permalink),
            publish: raw.publish.0,
            lang: raw.lang.0.or(raw.language.0),
            created: raw.created.0.or(raw.date.0),
            updated: raw.updated.0.or(raw.modified.0),
            audience: filled(raw.audience),
            cover: filled(raw.cover),
            translation_of: filled(raw.translation_of),
        }
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn unique(entries: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for entry in entries {
        if !entry.is_empty() && !out.contains(&entry) {
            out.push(entry);
        }
    }
    out
}

/// A list, or one text that stands for it.
#[derive(Default)]
struct List(Vec<String>, bool);

impl List {
    fn names(self) -> impl Iterator<Item = String> {
        let one_line = self.1;
        self.0.into_iter().flat_map(move |entry| {
            let parts: Vec<String> = if one_line {
                entry.split(',').map(|name| name.trim().to_owned()).collect()
            } else {
                vec![entry.trim().to_owned()]
            };
            parts
        })
    }
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = List;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of names, or names with commas between them")
            }

            fn visit_unit<E>(self) -> Result<List, E> {
                Ok(List::default())
            }

            fn visit_str<E>(self, text: &str) -> Result<List, E> {
                Ok(List(vec![text.to_owned()], true))
            }

            fn visit_bool<E>(self, value: bool) -> Result<List, E> {
                Ok(List(vec![value.to_string()], true))
            }

            fn visit_i64<E>(self, value: i64) -> Result<List, E> {
                Ok(List(vec![value.to_string()], true))
            }

            fn visit_u64<E>(self, value: u64) -> Result<List, E> {
                Ok(List(vec![value.to_string()], true))
            }

            fn visit_f64<E>(self, value: f64) -> Result<List, E> {
                Ok(List(vec![value.to_string()], true))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<List, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = sequence.next_element::<Option<String>>()? {
                    entries.extend(entry);
                }
                Ok(List(entries, false))
            }
        }

        deserializer.deserialize_any(Entries)
    }
}

/// Reads an optional scalar with a rule of its own, so that an error points at the value.
macro_rules! scalar {
    ($name:ident($inner:ty), $expected:literal, $read:expr) => {
        #[derive(Default)]
        struct $name(Option<$inner>);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Scalar;

                impl<'de> Visitor<'de> for Scalar {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_unit<E>(self) -> Result<$name, E> {
                        Ok($name(None))
                    }

                    fn visit_none<E>(self) -> Result<$name, E> {
                        Ok($name(None))
                    }

                    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<$name, D::Error> {
                        deserializer.deserialize_str(self)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        if text.trim().is_empty() {
                            return Ok($name(None));
                        }
                        let read: fn(&str) -> Option<$inner> = $read;
                        read(text).map(|value| $name(Some(value))).ok_or_else(|| {
                            E::custom(format_args!("“{}” is not {}", shortened(text), $expected))
                        })
                    }

                    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<$name, A::Error> {
                        while sequence.next_element::<IgnoredAny>()?.is_some() {}
                        Err(A::Error::custom(format_args!("a list is not {}", $expected)))
                    }
                }

                deserializer.deserialize_option(Scalar)
            }
        }
    };
}

scalar!(Flag(bool), "true or false", |text| match text.trim().to_ascii_lowercase().as_str() {
    "true" | "yes" | "on" | "1" => Some(true),
    "false" | "no" | "off" | "0" => Some(false),
    _ => None,
});
scalar!(Tag(Language), "a language such as pt-BR", |text| Language::parse(text).ok());
scalar!(When(Moment), "a date such as 2026-01-05 or 2026-01-05T10:00-03:00", Moment::parse);

fn shortened(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn read(yaml: &str) -> FrontMatter {
        parse(&format!("---\n{yaml}\n---\nBody\n")).unwrap().0
    }

    fn error(yaml: &str) -> FrontMatterError {
        parse(&format!("---\n{yaml}\n---\nBody\n")).unwrap_err()
    }

    #[test]
    fn the_body_begins_after_the_closing_line() {
        let (block, body, line) = split("---\ntitle: A\n---\n\nText\n");
        assert_eq!(block, Some(Block { yaml: "title: A\n", first_line: 2 }));
        assert_eq!((body, line), ("\nText\n", 4));
        let (block, body, line) = split("\u{feff}---\r\ntitle: A\r\n---  \r\nText");
        assert_eq!(block.map(|block| block.yaml), Some("title: A\r\n"));
        assert_eq!((body, line), ("Text", 4));
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        for text in [
            "",
            "---",
            "Text\n---\na: 1\n---\n",
            "---\nnever closed\n",
            " ---\na: 1\n---\n",
            "----\na\n----\n",
        ] {
            assert_eq!(split(text), (None, text, 1), "{text:?}");
        }
        let (front, body) = parse("Just text").unwrap();
        assert_eq!((front, body.text, body.first_line), (FrontMatter::default(), "Just text", 1));
    }

    #[test]
    fn an_empty_block_is_an_empty_front_matter() {
        for text in
            ["---\n---\nBody", "---\n\n---\nBody", "---\n# only a comment\n---\nBody", "---\n~\n---\nBody"]
        {
            let (front, body) = parse(text).unwrap();
            assert_eq!((front, body.text), (FrontMatter::default(), "Body"), "{text:?}");
        }
    }

    #[test]
    fn all_properties_are_read() {
        let front = read(
            "title: Olá\ndescription: Uma nota\ntags: [a, b/c]\naliases:\n  - Outro nome\npermalink: ola\n\
             publish: true\nlang: pt_br\ncreated: 2026-01-05\nupdated: 2026-01-06T10:00:00-03:00\n\
             audience: members\ncover: img/capa.png\ntranslation_of: Hello\nunknown: {deep: [1, 2]}",
        );
        assert_eq!(
            front,
            FrontMatter {
                title: Some("Olá".into()),
                description: Some("Uma nota".into()),
                tags: vec!["a".into(), "b/c".into()],
                aliases: vec!["Outro nome".into()],
                permalink: Some("ola".into()),
                publish: Some(true),
                lang: Some(Language::parse("pt-BR").unwrap()),
                created: Some(Moment::Date(date(2026, 1, 5))),
                updated: Some(Moment::Instant("2026-01-06T13:00:00Z".parse().unwrap())),
                audience: Some("members".into()),
                cover: Some("img/capa.png".into()),
                translation_of: Some("Hello".into()),
            }
        );
    }

    #[test]
    fn lists_may_be_written_many_ways() {
        for yaml in [
            "tags: a, b",
            "tags: 'a b'",
            "tag: '#a, #b'",
            "tags: [a, '#b', a]",
            "tags:\n- a\n-\n- b",
            "tag: a\ntags: b",
        ] {
            let mut tags = read(yaml).tags;
            tags.sort();
            assert_eq!(tags, ["a", "b"], "{yaml}");
        }
        assert_eq!(read("tags: 2026").tags, ["2026"]);
        assert_eq!(read("tags: [2026, true, 1.10]").tags, ["2026", "true", "1.10"]);
        assert!(read("tags:\naliases: ~").tags.is_empty());
        assert_eq!(read("aliases: Um nome, Dois nomes").aliases, ["Um nome", "Dois nomes"]);
        assert_eq!(read("alias: ['Um, dois']").aliases, ["Um, dois"]);
    }

    #[test]
    fn numbers_and_booleans_may_be_titles() {
        assert_eq!(read("title: 1984").title.as_deref(), Some("1984"));
        assert_eq!(read("title: true").title.as_deref(), Some("true"));
        assert_eq!(read("title: ''").title, None);
        assert_eq!(read("title:\npublish:\nlang:\ncreated:\n"), FrontMatter::default());
    }

    #[test]
    fn publish_is_a_yes_or_a_no() {
        for (yaml, publish) in [("true", true), ("'false'", false), ("no", false), ("Yes", true)] {
            assert_eq!(read(&format!("publish: {yaml}")).publish, Some(publish));
        }
        assert!(error("publish: maybe").message.contains("true or false"));
    }

    #[test]
    fn moments_are_as_precise_as_written() {
        let wall = Moment::DateTime(date(2026, 1, 5).at(10, 30, 0, 0));
        let instant = Moment::Instant("2026-01-05T13:30:00Z".parse().unwrap());
        for (text, moment) in [
            ("2026-01-05", Moment::Date(date(2026, 1, 5))),
            ("2026/01/05", Moment::Date(date(2026, 1, 5))),
            ("20260105", Moment::Date(date(2026, 1, 5))),
            ("'[[2026-01-05]]'", Moment::Date(date(2026, 1, 5))),
            ("2026-01-05T10:30", wall),
            ("2026-01-05 10:30:00", wall),
            ("2026-01-05T10:30:00-03:00", instant),
            ("2026-01-05 10:30:00 -03:00", instant),
            ("2026-01-05T13:30:00Z", instant),
            ("2026-01-05T10:30:00-03:00[America/Sao_Paulo]", instant),
            ("1767619800", instant),
            ("1767619800000", instant),
        ] {
            assert_eq!(read(&format!("date: {text}")).created, Some(moment), "{text}");
        }
        let zone = TimeZone::get("America/Sao_Paulo").unwrap();
        assert_eq!(wall.to_timestamp(&zone), instant.to_timestamp(&TimeZone::UTC));
    }

    #[test]
    fn errors_name_their_place_in_the_file() {
        let wrong = error("title: A\ncreated: amanhã");
        assert_eq!((wrong.line, wrong.column), (3, 10), "{wrong}");
        assert!(wrong.message.contains("“amanhã” is not a date"), "{wrong}");
        assert_eq!(error("title: A\ntags: {a: 1}").line, 3);
        assert_eq!(error("title:\n  - a").line, 3);
        assert_eq!(error("a: 1\nb: [1, 2\nc: 3").line, 4);
        assert_eq!(error("lang: português").line, 2);
        assert_eq!(error("just a sentence").line, 2);
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..10 {
            use std::fmt::Write as _;
            let inner = vec![format!("*a{}", level - 1); 10].join(", ");
            writeln!(yaml, "a{level}: &a{level} [{inner}]").unwrap();
        }
        assert!(parse(&format!("---\n{yaml}---\n")).is_err());
        assert!(parse(&format!("---\n{}---\n", "x: 1\n".repeat(20_000))).is_err());
    }

    proptest! {
        #[test]
        fn splitting_loses_nothing(source in "(---\n)?([a-z]: [0-9\\[\\]{}&*'\"-]{0,5}\n|---\n|\\.\\.\\.\n|\n){0,8}") {
            let (block, body, line) = split(&source);
            let head = source.len() - body.len();
            prop_assert!(source.ends_with(body));
            prop_assert_eq!(source[..head].matches('\n').count() + 1, line);
            prop_assert_eq!(block.is_some(), head > 0);
            let _ = parse(&source);
        }

        #[test]
        fn any_text_is_read_or_refused(yaml in any::<String>()) {
            let _ = parse(&format!("---\n{yaml}\n---\n"));
        }
    }
}
