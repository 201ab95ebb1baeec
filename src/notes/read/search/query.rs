//! What a person types: words, "phrases", -what is not wanted, and operators such as `tag:garden`.
//!
//! Whatever is typed means something: an operator with a value that makes no sense is left out and complained of,
//! and what only looks like an operator ("http://…") is a word.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    i18n::Locale,
    text::{fold, language::Language},
};

/// A question, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words and phrases, wanted and refused, as PostgreSQL's `websearch_to_tsquery` reads them.
    pub text: String,
    /// Those that are wanted, for marking.
    pub wanted: String,
    /// The keys of tags that a note must have, all of them.
    pub tags: Vec<String>,
    /// The keys of tags that it must not have.
    pub no_tags: Vec<String>,
    /// The languages that it may be in, by their primary subtags.
    pub languages: Vec<String>,
    /// Names, or pieces of names, of its author.
    pub authors: Vec<String>,
    /// It was changed from this moment on.
    pub after: Option<Timestamp>,
    /// It was changed before this moment.
    pub before: Option<Timestamp>,
    /// What could not be understood, in the order of writing.
    pub complaints: Vec<Complaint>,
}

/// Something that was not understood, and so left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// Not a date.
    Date(String),
    /// Not a language.
    Language(String),
    /// An operator with nothing behind it.
    Empty(String),
    /// A minus before an operator that knows none.
    Minus(String),
}

/// How the person who asks writes dates, and where their days begin.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    /// Their language.
    pub locale: Locale,
    /// Their zone.
    pub zone: &'a TimeZone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Tag,
    Language,
    By,
    Before,
    After,
}

/// What operators are called, folded: every language's words work in every language.
const OPERATORS: [(&str, Operator); 17] = [
    ("tag", Operator::Tag),
    ("etiqueta", Operator::Tag),
    ("lang", Operator::Language),
    ("language", Operator::Language),
    ("idioma", Operator::Language),
    ("lingua", Operator::Language),
    ("lengua", Operator::Language),
    ("by", Operator::By),
    ("author", Operator::By),
    ("por", Operator::By),
    ("autor", Operator::By),
    ("autora", Operator::By),
    ("before", Operator::Before),
    ("antes", Operator::Before),
    ("after", Operator::After),
    ("depois", Operator::After),
    ("despues", Operator::After),
];

/// The garden's languages as people call them, folded.
const LANGUAGES: [(&str, &str); 9] = [
    ("english", "en"),
    ("ingles", "en"),
    ("spanish", "es"),
    ("espanol", "es"),
    ("espanhol", "es"),
    ("castellano", "es"),
    ("castelhano", "es"),
    ("portuguese", "pt"),
    ("portugues", "pt"),
];

/// A piece of a question: a word, a phrase in quotes, or an operator with its value.
pub(super) struct Piece<'a> {
    pub(super) refused: bool,
    /// Without the minus, with quotes.
    pub(super) text: &'a str,
}

impl Query {
    /// Takes a question apart.
    #[must_use]
    pub fn parse(question: &str, writer: Writer<'_>) -> Self {
        let mut query = Self::default();
        for piece in pieces(question) {
            match operator(piece.text) {
                Some((operator, value)) => query.take(operator, value, &piece, writer),
                None => query.take_words(&piece),
            }
        }
        query
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.has_words() && !self.narrows()
    }

    /// Whether words are asked for.
    #[must_use]
    pub fn has_words(&self) -> bool {
        fold::words(&self.text).next().is_some()
    }

    /// Whether an operator narrows what is found.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !(self.tags.is_empty()
            && self.no_tags.is_empty()
            && self.languages.is_empty()
            && self.authors.is_empty()
            && self.after.is_none()
            && self.before.is_none())
    }

    fn take_words(&mut self, piece: &Piece<'_>) {
        let is_or = piece.text.eq_ignore_ascii_case("or");
        for (text, minus) in [(&mut self.text, piece.refused), (&mut self.wanted, false)] {
            if !text.is_empty() {
                text.push(' ');
            }
            if minus {
                text.push('-');
            }
            text.push_str(piece.text);
            if piece.refused || is_or {
                break;
            }
        }
    }

    fn take(&mut self, operator: Operator, value: &str, piece: &Piece<'_>, writer: Writer<'_>) {
        let key = fold::key(value.trim_start_matches('#'));
        if key.is_empty() {
            return self.complaints.push(Complaint::Empty(piece.text.to_owned()));
        }
        match (operator, piece.refused) {
            (Operator::Tag, false) => self.tags.push(key.trim_matches('/').to_owned()),
            (Operator::Tag, true) => self.no_tags.push(key.trim_matches('/').to_owned()),
            (_, true) => self.complaints.push(Complaint::Minus(piece.text.to_owned())),
            (Operator::Language, _) => match language(&key) {
                Some(language) => self.languages.push(language),
                None => self.complaints.push(Complaint::Language(value.to_owned())),
            },
            (Operator::By, _) => self.authors.push(key),
            (Operator::Before | Operator::After, _) => match day(value, writer) {
                Some(moment) if operator == Operator::Before => {
                    self.before = Some(self.before.map_or(moment, |known| known.min(moment)));
                }
                Some(moment) => self.after = Some(self.after.map_or(moment, |known| known.max(moment))),
                None => self.complaints.push(Complaint::Date(value.to_owned())),
            },
        }
    }
}

/// Cuts a question at white space outside of quotes. A quote without an end ends with the question.
pub(super) fn pieces(question: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = question.trim_start();
    while !rest.is_empty() {
        let (refused, body) = rest.strip_prefix('-').map_or((false, rest), |body| (true, body));
        let mut quoted = false;
        let is_end = |ch: char| {
            quoted ^= ch == '"';
            !quoted && ch.is_whitespace()
        };
        let (text, after) = body.split_at(body.find(is_end).unwrap_or(body.len()));
        if !text.is_empty() {
            pieces.push(Piece { refused, text });
        }
        rest = after.trim_start();
    }
    pieces
}

/// The operator of a piece and its value, without quotes.
fn operator(piece: &str) -> Option<(Operator, &str)> {
    let (name, value) = piece.split_once(':')?;
    let name = fold::key(name);
    let (_, operator) = OPERATORS.into_iter().find(|(known, _)| *known == name)?;
    Some((operator, value.trim_matches('"').trim()))
}

/// Whether a piece of a question begins with an operator.
pub(super) fn is_operator(piece: &str) -> bool {
    operator(piece).is_some()
}

/// Whether it asks for a tag.
pub(super) fn is_tag(piece: &str) -> bool {
    matches!(operator(piece), Some((Operator::Tag, _)))
}

fn language(key: &str) -> Option<String> {
    let named = LANGUAGES.into_iter().find(|(name, _)| *name == key).map(|(_, tag)| tag.to_owned());
    named.or_else(|| Language::parse(key).ok().map(|language| language.primary().to_owned()))
}

/// Where a day, a month or a year begins: 2026-01-31, 2026-01, 2026; where people write the day first, 31/1/2026.
fn day(value: &str, writer: Writer<'_>) -> Option<Timestamp> {
    let numbers = |separator| -> Option<Vec<i16>> {
        value.split(separator).map(|number| number.parse().ok().filter(|number| *number >= 0)).collect()
    };
    let day_first = matches!(writer.locale, Locale::Es | Locale::PtBr);
    let (year, month, day) = match (numbers('-').as_deref(), numbers('/').as_deref()) {
        (Some([year]), _) => (*year, 1, 1),
        (Some([year, month]), _) => (*year, *month, 1),
        (Some([year, month, day]), _) => (*year, *month, *day),
        (_, Some([day, month, year])) if day_first => (*year, *month, *day),
        _ => return None,
    };
    // A year of two figures is a slip, not the time of the Romans.
    if !(1000..=9000).contains(&year) {
        return None;
    }
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(day.to_zoned(writer.zone.clone()).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(question: &str) -> Query {
        parse_in(question, Locale::En)
    }

    fn parse_in(question: &str, locale: Locale) -> Query {
        Query::parse(question, Writer { locale, zone: &TimeZone::get("America/Sao_Paulo").unwrap() })
    }

    #[test]
    fn words_and_phrases_go_on_as_they_are() {
        let query = parse("jardim -terra \"a b\" -\"c d\" e or f -");
        assert_eq!(query.text, "jardim -terra \"a b\" -\"c d\" e or f");
        assert_eq!(query.wanted, "jardim \"a b\" e f");
        assert!(!query.narrows() && query.complaints.is_empty());
        assert_eq!(parse("\"open end").text, "\"open end");
        assert!(parse("").is_empty() && parse(" - ").is_empty() && parse("¿?").is_empty());
    }

    #[test]
    fn every_language_has_its_operators() {
        for question in
            ["tag:Ação lang:pt by:\"Lívia Prado\"", "etiqueta:#acao idioma:português autora:\"LÍVIA  prado\""]
        {
            let query = parse(question);
            assert_eq!((query.tags, query.languages), (vec!["acao".to_owned()], vec!["pt".to_owned()]));
            assert_eq!((query.authors, query.text.as_str()), (vec!["livia prado".to_owned()], ""));
        }
        let query = parse("-tag:a/b/ Língua:pt-BR lengua:es seeds");
        assert_eq!(
            (query.no_tags, query.languages),
            (vec!["a/b".to_owned()], vec!["pt".into(), "es".into()])
        );
        assert_eq!(query.text, "seeds");
    }

    #[test]
    fn days_begin_where_the_reader_is() {
        let query = parse("after:2026-01-05 before:2026-02");
        assert_eq!(query.after.unwrap().to_string(), "2026-01-05T03:00:00Z");
        assert_eq!(query.before.unwrap().to_string(), "2026-02-01T03:00:00Z");
        let query = parse_in("depois:5/1/2026 antes:2027 después:2026-01-04", Locale::PtBr);
        assert_eq!(query.after.unwrap().to_string(), "2026-01-05T03:00:00Z", "the narrower one counts");
        assert_eq!(query.before.unwrap().to_string(), "2027-01-01T03:00:00Z");
    }

    #[test]
    fn what_makes_no_sense_is_complained_of() {
        let query = parse(
            "after:yesterday before:2026-02-30 after:1/5/2026 lang:klingonisch tag: -by:me before:26 x",
        );
        assert_eq!(
            query.complaints,
            [
                Complaint::Date("yesterday".into()),
                Complaint::Date("2026-02-30".into()),
                Complaint::Date("1/5/2026".into()),
                Complaint::Language("klingonisch".into()),
                Complaint::Empty("tag:".into()),
                Complaint::Minus("by:me".into()),
                Complaint::Date("26".into()),
            ]
        );
        assert_eq!(query.text, "x");
        assert!(!query.narrows());
    }

    #[test]
    fn what_only_looks_like_an_operator_is_a_word() {
        let query = parse("http://x.y/?q=1 a:b 10:30 \"tag:x y\"");
        assert_eq!(query.text, "http://x.y/?q=1 a:b 10:30 \"tag:x y\"");
        assert!(query.complaints.is_empty());
    }

    proptest! {
        #[test]
        fn any_question_means_something(question in any::<String>()) {
            check(&question)?;
        }

        #[test]
        fn whatever_is_made_of_our_signs_too(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "tag:", "-", "\"", " ", "lang:", "after:", "before:", "by:", "2026-", "1", "é", "/", "#", ":", "or", "a",
                ]),
                0..40,
            )
        ) {
            check(&pieces.concat())?;
        }
    }

    /// Nothing is lost but space and signs, and nothing grows beyond what was typed.
    fn check(question: &str) -> Result<(), TestCaseError> {
        let query = parse(question);
        prop_assert!(query.text.len() <= question.len());
        prop_assert!(query.wanted.len() <= query.text.len());
        let kept = query.tags.len() + query.no_tags.len() + query.languages.len() + query.authors.len();
        prop_assert!(kept + query.complaints.len() <= question.chars().count());
        let again = parse(&query.text);
        prop_assert_eq!(
            (&again.text, &again.wanted),
            (&query.text, &query.wanted),
            "what is text stays text"
        );
        prop_assert!(!again.narrows());
        Ok(())
    }
}
