//! A query as the database is asked: folded for each language, with the labels that a note must have.

use jiff::Timestamp;
use uuid::Uuid;

use super::query::{self, Query};
pub(in super::super) use crate::notes::labels::lexeme;
use crate::{
    notes::labels,
    text::{fold, fold::for_search, language::Language},
};

/// A text, folded for each language that the database has a stemmer for.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Folded {
    pub(in super::super) portuguese: String,
    pub(in super::super) spanish: String,
    pub(in super::super) english: String,
    pub(in super::super) other: String,
}

impl Folded {
    pub(in super::super) fn of(text: &str) -> Self {
        let fold =
            |tag: &str| for_search(text, &Language::parse(tag).unwrap_or_else(|_| Language::unknown()));
        Self { portuguese: fold("pt"), spanish: fold("es"), english: fold("en"), other: fold("und") }
    }

    /// The text for a configuration.
    pub(super) fn in_config(&self, config: &str) -> &str {
        match config {
            "portuguese" => &self.portuguese,
            "spanish" => &self.spanish,
            "english" => &self.english,
            _ => &self.other,
        }
    }
}

/// What the database is asked.
#[derive(Clone, Debug)]
pub(in super::super) struct Question {
    /// The words and phrases, with minus signs and all.
    pub(in super::super) text: Folded,
    /// The words that are wanted, for marking.
    pub(in super::super) wanted: Folded,
    /// Whether there are words at all.
    pub(in super::super) has_words: bool,
    /// The labels that are wanted and refused, as a `tsquery`; `None`: any.
    pub(in super::super) labels: Option<String>,
    /// Patterns that the text must match letter by letter, accents and case aside; stems do not tell "link" from "links".
    pub(in super::super) phrases: Vec<String>,
    pub(in super::super) after: Option<Timestamp>,
    pub(in super::super) before: Option<Timestamp>,
}

impl Question {
    /// `language` narrows beside what the query itself says; `authors` are those whom the query's names mean.
    pub(super) fn of(query: &Query, language: Option<&str>, authors: &[Uuid]) -> Self {
        let has_words = query.has_words();
        let mut labels: Vec<String> = query.tags.iter().map(|key| lexeme(&labels::tag(key))).collect();
        labels.extend(query.no_tags.iter().map(|key| format!("!{}", lexeme(&labels::tag(key)))));
        labels.extend(any_of(query.languages.iter().map(|language| labels::language(language))));
        labels.extend(language.map(|language| lexeme(&labels::language(language))));
        if !query.authors.is_empty() {
            // Nobody of that name: nothing is by them.
            labels.push(
                any_of(authors.iter().map(|author| labels::author(*author)))
                    .unwrap_or_else(|| lexeme(&labels::author(Uuid::nil()))),
            );
        }
        if !has_words {
            labels.push(lexeme(labels::EVERY));
        }
        Self {
            text: Folded::of(&query.text),
            wanted: Folded::of(&query.wanted),
            has_words,
            phrases: phrases(&query.text),
            labels: Some(labels.join(" & ")).filter(|labels| !labels.is_empty()),
            after: query.after,
            before: query.before,
        }
    }
}

/// A pattern for each phrase in quotes. None where the phrase is one of several choices.
fn phrases(text: &str) -> Vec<String> {
    let pieces = query::pieces(text);
    if pieces.iter().any(|piece| piece.text.eq_ignore_ascii_case("or")) {
        return Vec::new();
    }
    let quoted = pieces.iter().filter(|piece| !piece.refused && piece.text.starts_with('"'));
    let patterns = quoted.filter_map(|piece| {
        let words = fold::bare_words(piece.text);
        let letters = |word: &String| -> String {
            word.chars().map(|ch| if ch.is_alphanumeric() { ch } else { '.' }).collect()
        };
        let words: Vec<String> = words.iter().map(letters).collect();
        (!words.is_empty()).then(|| format!(r"\m{}\M", words.join(r"\W+")))
    });
    patterns.collect()
}

fn any_of(labels: impl Iterator<Item = String>) -> Option<String> {
    let labels: Vec<String> = labels.map(|label| lexeme(&label)).collect();
    (!labels.is_empty()).then(|| format!("({})", labels.join(" | ")))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::{i18n::Locale, notes::read::search::query::Writer};

    fn labels(question: &str, language: Option<&str>, authors: &[Uuid]) -> Option<String> {
        let writer = Writer { locale: Locale::En, zone: &TimeZone::UTC };
        Question::of(&Query::parse(question, writer), language, authors).labels
    }

    #[test]
    fn a_phrase_is_looked_for_letter_by_letter() {
        let expected = [r"\macoes\W+de\W+l\W+agua\M", r"\mx\M"];
        assert_eq!(phrases("a \"Ações  de l'água\" -\"no\" \"x\" b"), expected);
        assert!(phrases("\"a b\" or c").is_empty() && phrases("\"\" \" -").is_empty());
    }

    #[test]
    fn labels_are_one_condition() {
        assert_eq!(labels("leaf", None, &[]), None);
        assert_eq!(labels("leaf tag:a -tag:b", None, &[]).unwrap(), "'# a' & !'# b'");
        assert_eq!(
            labels("lang:pt lang:es x", Some("en"), &[]).unwrap(),
            "('lang pt' | 'lang es') & 'lang en'"
        );
        assert_eq!(labels("tag:o'neil\\", None, &[]).unwrap(), "'# o''neil\\\\' & '* '");
        let nobody = "('by 00000000-0000-0000-0000-000000000000')";
        assert_eq!(labels("by:x y", None, &[Uuid::nil()]).unwrap(), nobody);
        assert_eq!(labels("by:x", None, &[]).unwrap(), format!("{} & '* '", &nobody[1..nobody.len() - 1]));
    }
}
