//! What is asked: folded for each language, with and without what a note must not hold.

use crate::text::{fold::for_search, language::Language};

/// A question, folded for each language that the database has a stemmer for. The words alone are without those
/// that a note must not hold, for marking.
#[derive(Clone, Debug)]
pub(in super::super) struct Question {
    pub(in super::super) portuguese: String,
    pub(in super::super) spanish: String,
    pub(in super::super) english: String,
    pub(in super::super) other: String,
    pub(in super::super) portuguese_words: String,
    pub(in super::super) spanish_words: String,
    pub(in super::super) english_words: String,
    pub(in super::super) other_words: String,
}

impl Question {
    pub(in super::super) fn of(text: &str) -> Self {
        let wanted = without_refused(text);
        Self {
            portuguese: fold(text, "pt"),
            spanish: fold(text, "es"),
            english: fold(text, "en"),
            other: fold(text, "und"),
            portuguese_words: fold(&wanted, "pt"),
            spanish_words: fold(&wanted, "es"),
            english_words: fold(&wanted, "en"),
            other_words: fold(&wanted, "und"),
        }
    }

    /// The words that are looked for, in a configuration.
    pub(super) fn words_in(&self, config: &str) -> &str {
        match config {
            "portuguese" => &self.portuguese_words,
            "spanish" => &self.spanish_words,
            "english" => &self.english_words,
            _ => &self.other_words,
        }
    }
}

fn fold(text: &str, tag: &str) -> String {
    Language::parse(tag).map_or_else(|_| text.to_owned(), |language| for_search(text, &language))
}

/// The question without the words and phrases that follow a minus.
fn without_refused(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|ch: char| !ch.is_whitespace()) {
        rest = rest.get(at..).unwrap_or_default();
        let (refused, body) = rest.strip_prefix('-').map_or((false, rest), |body| (true, body));
        let end = match body.strip_prefix('"') {
            Some(quoted) => quoted.find('"').map_or(body.len(), |end| end + 2),
            None => body.find(char::is_whitespace).unwrap_or(body.len()),
        };
        let (item, after) = body.split_at_checked(end).unwrap_or((body, ""));
        if !refused {
            kept.push_str(item);
            kept.push(' ');
        }
        rest = after;
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn refused_words_are_not_marked() {
        assert_eq!(without_refused("jardim -terra \"a b\" -\"c d\" e").trim(), "jardim \"a b\" e");
        assert_eq!(without_refused("-"), "");
        assert_eq!(without_refused("\"open").trim(), "\"open");
    }

    proptest! {
        #[test]
        fn taking_out_refused_words_never_fails(text in any::<String>()) {
            let kept = without_refused(&text);
            prop_assert!(kept.len() <= text.len() + text.split_whitespace().count() + 1);
        }
    }
}
