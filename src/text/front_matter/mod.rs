//! Front matter: the YAML properties between two `---` lines at the top of a note.
//!
//! What people write there is read generously: singular or plural keys, lists or a comma-separated line,
//! numbers for names, empty values. What cannot be meant is an error with its place in the file.

mod edit;
mod moment;
mod publish;
mod values;
mod write;
mod wrong;

pub use edit::{Change, Refused, edit, publish_as_written};
pub use moment::Moment;
pub use publish::{Appointed, Publish, Shown};
use values::Raw;
pub use wrong::Wrong;

use std::borrow::Cow;

use serde_saphyr::Location;

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
    /// Whether the note is to be published, and when.
    pub publish: Option<Publish>,
    /// The note's language (`lang` or `language`).
    pub lang: Option<Language>,
    /// Which way it is written, `ltr` or `rtl`, where that does not follow from its language.
    pub dir: Option<&'static str>,
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
#[error("line {line}, column {column}: {wrong}")]
pub struct FrontMatterError {
    /// Line in the file.
    pub line: usize,
    /// Column in that line.
    pub column: usize,
    /// What is wrong there.
    pub wrong: Wrong,
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
        let wrong = Wrong::Long { kib: MAX_BYTES as u64 / 1024 };
        return Err(FrontMatterError { line: block.first_line, column: 1, wrong });
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: 32, max_nodes: 10_000, max_events: 40_000 },
        with_snippet: false,
    };
    let raw: Option<Raw> = serde_saphyr::from_str_with_options(&without_blanks(block.yaml), options)
        .map_err(|error| FrontMatterError::new(error.location(), Wrong::of(&error), &block))?;
    let matter = raw.unwrap_or_default().understood();
    Ok((matter.map_err(|(at, wrong)| FrontMatterError::new(Some(at), wrong, &block))?, body))
}

/// The properties without what a template leaves open, `{{date}}`: spaces in its place. As YAML it would be a mapping in
/// a mapping, which nobody means.
fn without_blanks(yaml: &str) -> Cow<'_, str> {
    if !yaml.contains("{{") {
        return Cow::Borrowed(yaml);
    }
    let mut out = String::with_capacity(yaml.len());
    let mut rest = yaml;
    while let Some((before, inside)) = rest.split_once("{{") {
        out.push_str(before);
        let blank = inside.split_once("}}").filter(|(word, _)| !word.contains(['{', '}', '\n', '\r']));
        let spaces = blank.map_or("{{".to_owned(), |(word, _)| " ".repeat(word.chars().count() + 4));
        out.push_str(&spaces);
        rest = blank.map_or(inside, |(_, after)| after);
    }
    Cow::Owned(out + rest)
}

impl FrontMatterError {
    fn new(at: Option<Location>, wrong: Wrong, block: &Block<'_>) -> Self {
        let (line, column) =
            at.map_or((1, 1), |at| (usize_of(at.line()).max(1), usize_of(at.column()).max(1)));
        Self { line: block.first_line - 1 + line, column, wrong }
    }
}

/// A text as a value of front matter, quoted where YAML needs that.
#[must_use]
pub fn quoted(text: &str) -> String {
    write::scalar(text)
}

/// The source without an address of its own: a copy that kept it would claim to say the same as what it was made of.
#[must_use]
pub fn without_permalink(source: &str) -> String {
    edit(source, &[Change::Permalink(None)]).unwrap_or_else(|_| source.to_owned())
}

fn usize_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};
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
    fn a_copy_claims_no_address() {
        assert_eq!(
            without_permalink("---\ntags: a\npermalink: x\n---\npermalink: y"),
            "---\ntags: a\n---\npermalink: y"
        );
        assert_eq!(without_permalink("permalink: y"), "permalink: y");
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
             publish: true\nlang: pt_br\ndir: RTL\ncreated: 2026-01-05\nupdated: 2026-01-06T10:00:00-03:00\n\
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
                publish: Some(Publish::Yes),
                lang: Some(Language::parse("pt-BR").unwrap()),
                dir: Some("rtl"),
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
    fn publish_is_a_yes_a_no_or_a_time() {
        let at = |text: &str| Publish::At(Moment::Instant(text.parse().unwrap()));
        for (yaml, publish) in [
            ("true", Publish::Yes),
            ("'false'", Publish::No),
            ("no", Publish::No),
            ("Yes", Publish::Yes),
            ("2027-03-01", Publish::At(Moment::Date(date(2027, 3, 1)))),
            ("2027-03-01 09:00", Publish::At(Moment::DateTime(date(2027, 3, 1).at(9, 0, 0, 0)))),
            ("2027-03-01T09:00[America/Sao_Paulo]", at("2027-03-01T12:00:00Z")),
            ("'2027-03-01 09:00 [America/Sao_Paulo]'", at("2027-03-01T12:00:00Z")),
        ] {
            assert_eq!(read(&format!("publish: {yaml}")).publish, Some(publish), "{yaml}");
        }
        assert_eq!(read("publish:").publish, None);
        assert_eq!(error("publish: maybe").wrong, Wrong::Publish { text: "maybe".into() });
        assert!(matches!(error("publish: [a]").wrong, Wrong::Shape { .. }));
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
            ("2026-01-05T10:30[America/Sao_Paulo]", instant),
            ("2026-01-05 10:30:00-03:00[Europe/Lisbon]", instant),
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
        assert_eq!(wrong.wrong, Wrong::Date { text: "amanhã".into() });
        assert!(wrong.to_string().contains("“amanhã” is not a date"), "{wrong}");
        assert_eq!(error("lang: português").wrong, Wrong::Language { text: "português".into() });
        assert!(matches!(error("tags: {a: 1}").wrong, Wrong::Shape { .. }));
        assert!(matches!(error("title:\n  - a").wrong, Wrong::Shape { .. }));
        assert!(matches!(error("b: [1, 2\nc: 3").wrong, Wrong::Yaml { .. }));
        assert_eq!(error("title: A\ntitle: B").wrong, Wrong::Twice);
        assert!(matches!(error(&"x: 1\n".repeat(20_000)).wrong, Wrong::Long { kib: 64 }));
        assert_eq!(error("title: A\ntags: {a: 1}").line, 3);
        assert_eq!(error("title:\n  - a").line, 3);
        assert_eq!(error("a: 1\nb: [1, 2\nc: 3").line, 4);
        assert_eq!(error("lang: português").line, 2);
        assert_eq!(error("just a sentence").line, 2);
    }

    #[test]
    fn what_a_template_leaves_open_is_nothing() {
        let front = read(
            "title: {{title}}\ndescription: About {{title}}\ncreated: \"{{date:YYYY}}\"\ntags: [a, {{x}}]",
        );
        assert_eq!((front.title, front.description.as_deref(), front.created), (None, Some("About"), None));
        assert_eq!(front.tags, ["a"]);
        assert_eq!(error("created: {{date}}\nlang: português").column, 7);
        assert!(matches!(error("title: {{a\n}}").wrong, Wrong::Shape { .. } | Wrong::Yaml { .. }));
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
