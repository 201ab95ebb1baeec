//! Which pieces of a suggestion fit a text that was changed since, and what the text says with them. Pure.

use crate::text::{
    form::Form,
    merge::{self, Clash, Merged},
    pieces::{self, Piece},
};

/// How texts are united.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As notes.
    Note,
    /// A change of what readers have, with the whole note.
    Readers,
    /// As wholes: drawings and tables are not made of lines that could be mixed.
    Whole,
}

impl Way {
    /// The way of a file at a place of its vault.
    #[must_use]
    pub fn of(vault_path: &str, of_readers: bool) -> Self {
        match Form::of(vault_path).unwrap_or(Form::Note) {
            Form::Note if of_readers => Self::Readers,
            Form::Note => Self::Note,
            Form::Canvas | Form::Base => Self::Whole,
        }
    }

    fn unite(self, base: &str, ours: &str, theirs: &str) -> Merged {
        match self {
            Self::Note => merge::merge_notes(base, ours, theirs),
            Self::Readers => merge::merge_readers_text(base, ours, theirs),
            Self::Whole => merge::whole(base, ours, theirs),
        }
    }
}

/// A change in pieces.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The text before.
    pub base: &'a str,
    /// The text after.
    pub source: &'a str,
    /// Which lines differ.
    pub pieces: &'a [Piece],
    /// How it is united with other changes of that text.
    pub way: Way,
}

/// A text with those pieces that fit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// What it says.
    pub text: String,
    /// The pieces that do not fit, by their numbers, with what stands in their place in the text.
    pub clashing: Vec<(usize, String)>,
}

/// Puts pieces, by their numbers, into a text that grew out of the same base. What clashes with it is left out.
#[must_use]
pub fn fit(change: &Change<'_>, wanted: &[usize], text: &str) -> Fitted {
    let mut fitted = Fitted { text: text.to_owned(), clashing: Vec::new() };
    put(change, wanted, &mut fitted);
    fitted
}

/// All at once where that goes; else in halves, so that few clashes among many pieces cost little.
fn put(change: &Change<'_>, wanted: &[usize], fitted: &mut Fitted) {
    if wanted.is_empty() {
        return;
    }
    let ours = pieces::apply(change.base, change.source, change.pieces, |number| wanted.contains(&number));
    let merged = change.way.unite(change.base, &ours, &fitted.text);
    if let Some(text) = merged.text() {
        fitted.text = text;
        return;
    }
    if let [alone] = wanted {
        fitted.clashing.push((*alone, merged.clashes().map(|clash: &Clash| clash.theirs.as_str()).collect()));
        return;
    }
    let (first, rest) = wanted.split_at(wanted.len() / 2);
    put(change, first, fitted);
    put(change, rest, fitted);
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    fn fitted(base: &str, source: &str, text: &str, wanted: &[usize]) -> Fitted {
        let pieces = pieces::split(base, source, Instant::now() + Duration::from_secs(5));
        fit(&Change { base, source, pieces: &pieces, way: Way::Note }, wanted, text)
    }

    #[test]
    fn what_does_not_touch_fits_and_what_clashes_is_told() {
        let base = "one\n\ntwo\n\nthree\n\nend\n";
        let source = "One.\n\nTwo.\n\nThree.\n\nend\n";
        let now = "one\n\nzwei\n\nthree\n\nend\n\nmore\n";
        let all = fitted(base, source, now, &[0, 1, 2]);
        assert_eq!(all.text, "One.\n\nzwei\n\nThree.\n\nend\n\nmore\n");
        assert_eq!(all.clashing, [(1, "zwei\n".to_owned())]);
        assert_eq!(fitted(base, source, now, &[2]).text, "one\n\nzwei\n\nThree.\n\nend\n\nmore\n");
        assert_eq!(fitted(base, source, now, &[]).text, now);
        // What somebody wrote just so meanwhile is there already.
        let there = fitted(base, source, "one\n\nTwo.\n\nthree\n\nend\n", &[1]);
        assert_eq!((there.text.as_str(), there.clashing.len()), ("one\n\nTwo.\n\nthree\n\nend\n", 0));
    }

    #[test]
    fn drawings_fit_as_wholes() {
        let pieces = pieces::whole("{\n}\n", "{\n\"a\": 1\n}\n");
        let change = Change {
            base: "{\n}\n",
            source: "{\n\"a\": 1\n}\n",
            pieces: &pieces,
            way: Way::of("A.canvas", true),
        };
        assert_eq!(fit(&change, &[0], "{\n}\n").text, change.source);
        assert_eq!(fit(&change, &[0], "{\n\n}\n").clashing.len(), 1);
    }

    fn text() -> impl Strategy<Value = String> {
        "([abcde]?\n){0,10}"
    }

    proptest! {
        #[test]
        fn on_the_text_it_was_made_of_all_of_it_fits(base in text(), source in text()) {
            let pieces = pieces::split(&base, &source, Instant::now() + Duration::from_secs(5));
            let all: Vec<usize> = (0..pieces.len()).collect();
            let change = Change { base: &base, source: &source, pieces: &pieces, way: Way::Note };
            prop_assert_eq!(fit(&change, &all, &base), Fitted { text: source.clone(), clashing: Vec::new() });
            for number in all {
                let one = fit(&change, &[number], &base);
                prop_assert_eq!(one.text, pieces::apply(&base, &source, &pieces, |each| each == number));
                prop_assert!(one.clashing.is_empty());
            }
        }

        #[test]
        fn no_line_of_the_text_is_lost_but_by_a_piece(base in text(), source in text(), now in "([abcdexyz]?\n){0,10}") {
            let pieces = pieces::split(&base, &source, Instant::now() + Duration::from_secs(5));
            let all: Vec<usize> = (0..pieces.len()).collect();
            let change = Change { base: &base, source: &source, pieces: &pieces, way: Way::Note };
            let fitted = fit(&change, &all, &now);
            // What was written since is in no piece.
            for line in now.lines().filter(|line| !line.is_empty() && !base.lines().any(|old| old == *line)) {
                prop_assert!(fitted.text.lines().any(|kept| kept == line), "{:?}", fitted);
            }
            prop_assert!(fitted.clashing.len() <= pieces.len());
        }
    }
}
