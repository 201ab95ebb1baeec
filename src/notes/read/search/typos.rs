//! Words that nobody wrote, and the words that may have been meant.
//!
//! Candidates come from a list of all words, whoever may read them. So a candidate is followed only if the visitor
//! may read it somewhere, and what the page then shows is not the candidate but the word as it is written there.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::PgConnection;
use strsim::osa_distance;

use super::{super::store::search as store, marks::Marks, query::Query, question::Folded};
use crate::text::fold;

/// Words of a question that are looked at.
const WORDS: usize = 8;
/// Candidates for a word, the nearest first.
const CANDIDATES: usize = 10;

/// Words as typed, folded, and what they become.
pub type Correction = BTreeMap<String, String>;

/// Finds words that the visitor may read in place of those of `wanted` that they cannot have meant; `None` where there is
/// nothing to replace. At most two queries.
///
/// # Errors
/// When the database does not answer.
pub async fn correct(
    db: &mut PgConnection,
    wanted: &str,
    audiences: &[i32],
) -> sqlx::Result<Option<Correction>> {
    let typed: BTreeSet<String> = fold::words(wanted)
        .flat_map(|(_, word)| fold::bare_words(word))
        .filter(|word| slips(word) > 0)
        .take(WORDS)
        .collect();
    if typed.is_empty() {
        return Ok(None);
    }
    let typed: Vec<String> = typed.into_iter().collect();
    let (of, turned): (Vec<String>, Vec<String>) =
        typed.iter().flat_map(|word| turned(word).map(move |turned| (word.clone(), turned))).unzip();
    let mut candidates: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (word, candidate) in store::list_similar_words(db, &typed, &of, &turned).await? {
        candidates.entry(word).or_default().push(candidate);
    }
    // The word itself comes first: if it stands somewhere, it is meant.
    let pairs: Vec<(String, String)> = typed
        .iter()
        .flat_map(|word| {
            let near = nearest(word, candidates.remove(word).unwrap_or_default());
            std::iter::once(word.clone()).chain(near).map(move |candidate| (word.clone(), candidate))
        })
        .collect();
    let folded: Vec<Folded> = pairs.iter().map(|(_, candidate)| Folded::of(candidate)).collect();
    let known = store::list_known_words(db, &pairs, &folded, audiences).await?;
    let correction: Correction = known.into_iter().filter(|(word, candidate)| word != candidate).collect();
    Ok((!correction.is_empty()).then_some(correction))
}

/// How many slips are forgiven: short words are too near to one another.
fn slips(word: &str) -> usize {
    match word.len() {
        _ if !word.bytes().all(|byte| byte.is_ascii_lowercase()) => 0,
        4..=5 => 1,
        6..=30 => 2,
        _ => 0,
    }
}

/// The word with two neighbouring letters changed about: the slip that shares the fewest letters with the word.
fn turned(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.chars().collect();
    (1..letters.len()).map(move |at| {
        let mut turned = letters.clone();
        turned.swap(at - 1, at);
        turned.into_iter().collect()
    })
}

fn nearest(word: &str, candidates: Vec<String>) -> Vec<String> {
    let mut near: Vec<(usize, String)> = candidates
        .into_iter()
        .map(|candidate| (osa_distance(word, &candidate), candidate))
        .filter(|(distance, _)| (1..=slips(word)).contains(distance))
        .collect();
    // Of two as near, the one that begins like what was typed: few slip on the first letter.
    near.sort_by_key(|(distance, candidate)| (*distance, candidate.get(..1) != word.get(..1)));
    near.into_iter().map(|(_, candidate)| candidate).take(CANDIDATES).collect()
}

/// A query with words replaced; its operators stay.
pub(super) fn corrected(query: &Query, correction: &Correction) -> Query {
    let (text, wanted) = (apply(&query.text, correction), apply(&query.wanted, correction));
    Query { text, wanted, ..query.clone() }
}

/// A question with words replaced.
pub(super) fn apply(question: &str, correction: &Correction) -> String {
    let mut out = String::with_capacity(question.len());
    let mut done = 0;
    for (at, word) in fold::words(question) {
        if let Some(other) = correction.get(&fold::bare_words(word).join(" ")) {
            out.push_str(question.get(done..at).unwrap_or_default());
            out.push_str(other);
            done = at + word.len();
        }
    }
    out.push_str(question.get(done..).unwrap_or_default());
    out
}

/// The correction in words that stand, so spelt, in what is shown. `None` if one of them is nowhere there: then it
/// must not be told.
pub(super) fn as_written(correction: &Correction, marks: &Marks) -> Option<Correction> {
    let written: BTreeMap<String, String> =
        marks.words().map(|word| (fold::bare_words(word).concat(), word.to_lowercase())).collect();
    let mut shown = Correction::new();
    for (typed, candidate) in correction {
        let (_, word) = written.iter().min_by_key(|(folded, _)| osa_distance(folded, candidate))?;
        shown.insert(typed.clone(), word.clone());
    }
    Some(shown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_nearest_word_comes_first() {
        let near = nearest("jadrim", ["jardin", "jardim", "marfim", "jadrim"].map(str::to_owned).to_vec());
        assert_eq!(near, ["jardim", "jardin"]);
        assert_eq!(nearest("cesa", ["mesa", "casa", "cesto"].map(str::to_owned).to_vec()), ["casa", "mesa"]);
        assert!(turned("jadrim").any(|word| word == "jardim"));
    }

    #[test]
    fn short_words_and_other_signs_are_left_alone() {
        for word in ["ano", "a", "2026", "r2d2", "сад", ""] {
            assert_eq!(slips(word), 0, "{word}");
        }
    }

    #[test]
    fn only_the_word_changes() {
        let correction = Correction::from([("jadrim".to_owned(), "jardim".to_owned())]);
        assert_eq!(apply("o JADRIM, -\"um jadrim\" tag:x", &correction), "o jardim, -\"um jardim\" tag:x");
    }

    proptest! {
        #[test]
        fn no_word_makes_it_fail(word in any::<String>()) {
            let _all: Vec<String> = turned(&word).collect();
            prop_assert!(slips(&word) <= 2);
            prop_assert_eq!(apply(&word, &Correction::new()), word);
        }
    }
}
