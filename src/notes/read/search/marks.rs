//! Which words, as they are written in the texts found, are words of the question.
//!
//! Only the database knows its stemmers, so it is asked, once, about every word that could be one: each word is
//! folded once, however often it stands in the texts.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::question::Folded;
use crate::text::{
    fold::{for_search, words},
    language::Language,
};

/// Words as written that may be words of the question, with what they fold to; for each configuration.
#[derive(Debug, Default)]
pub(super) struct Candidates(HashMap<&'static str, HashMap<String, Vec<String>>>);

/// Words as written that are words of the question, for each configuration.
#[derive(Debug, Default)]
pub(super) struct Marks(HashMap<&'static str, HashSet<String>>);

impl Candidates {
    /// Looks through texts, each with its language.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = (&'a Language, &'a str)>, wanted: &Folded) -> Self {
        let mut seen: HashMap<&'static str, (&Language, HashSet<&str>)> = HashMap::new();
        for (language, text) in texts {
            let (_, seen) =
                seen.entry(language.search_config()).or_insert_with(|| (language, HashSet::new()));
            seen.extend(words(text).map(|(_, word)| word));
        }
        let candidates = seen.into_iter().map(|(config, (language, seen))| {
            // Stemmers cut the ends of words only, so a word that begins otherwise is none of the question's.
            let beginnings: HashSet<String> =
                words(wanted.in_config(config)).map(|(_, word)| beginning(word)).collect();
            let folded = seen.into_iter().filter(|word| beginnings.contains(&beginning(word))).map(|word| {
                let folded = for_search(word, language);
                (word.to_owned(), words(&folded).map(|(_, word)| word.to_owned()).collect())
            });
            (config, folded.collect())
        });
        Self(candidates.collect())
    }

    /// What to ask the database: configurations and folded words, side by side.
    pub(super) fn columns(&self) -> (Vec<String>, Vec<String>) {
        let distinct: BTreeSet<(&str, &str)> = self
            .0
            .iter()
            .flat_map(|(config, words)| words.values().flatten().map(|folded| (*config, folded.as_str())))
            .collect();
        distinct.into_iter().map(|(config, word)| (config.to_owned(), word.to_owned())).unzip()
    }

    /// Keeps the words whose folded form the database found among those of the question.
    pub(super) fn found(self, answer: &HashSet<(String, String)>) -> Marks {
        let kept = self.0.into_iter().map(|(config, words)| {
            let is_found = |folded: &String| answer.contains(&(config.to_owned(), folded.clone()));
            let kept = words.into_iter().filter(|(_, folded)| folded.iter().any(is_found));
            (config, kept.map(|(word, _)| word).collect())
        });
        Marks(kept.collect())
    }
}

impl Marks {
    /// Every word that was found, as written somewhere.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.values().flatten().map(String::as_str)
    }

    /// Whether a word of a text in this language is to be marked.
    pub(super) fn has(&self, language: &Language, word: &str) -> bool {
        self.0.get(language.search_config()).is_some_and(|words| words.contains(word))
    }
}

/// The first two letters of a word, folded.
fn beginning(word: &str) -> String {
    if let Some(ascii) = word.get(..2).filter(|start| start.is_ascii()) {
        return ascii.to_ascii_lowercase();
    }
    // A letter may be followed by its accent: four characters hold two letters.
    let start: String = word.chars().take(4).collect();
    for_search(&start, &Language::unknown()).chars().take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_asked_about_once() {
        let (portuguese, english) = (Language::parse("pt-BR").unwrap(), Language::parse("en").unwrap());
        let texts = [
            (&portuguese, "A Ação, as ações; a ação e o ácido."),
            (&portuguese, "AÇÃO sem margem"),
            (&english, "Action, acting, a garden"),
        ];
        let candidates = Candidates::of(texts, &Folded::of("acoes"));
        let (configs, words) = candidates.columns();
        let asked: Vec<(&str, &str)> =
            configs.iter().map(String::as_str).zip(words.iter().map(String::as_str)).collect();
        assert_eq!(
            asked,
            [("english", "acting"), ("english", "action"), ("portuguese", "acao"), ("portuguese", "acido"),]
        );
        let marks = candidates.found(&HashSet::from([("portuguese".to_owned(), "acao".to_owned())]));
        for word in ["Ação", "ações", "ação", "AÇÃO"] {
            assert!(marks.has(&portuguese, word), "{word}");
        }
        assert!(!marks.has(&portuguese, "ácido") && !marks.has(&english, "Action"));
    }

    #[test]
    fn a_beginning_is_two_letters() {
        assert_eq!(beginning("Água"), "ag");
        assert_eq!(beginning("A\u{301}gua"), "ag");
        assert_eq!(beginning("字"), "字");
    }
}
