//! Following the lines of a text back through older ones.

use std::{ops::Range, time::Instant};

use serde::{Deserialize, Serialize};

use crate::text::diff::{self, Origin};

/// How far each line of a text was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trail {
    /// The number of the oldest revision that was looked at.
    reached: i32,
    lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// The revision that brought it, and the last that changed it.
    Known { first: i32, last: i32 },
    /// It stands at this line of the revision that was reached; the last that changed it, if one did since.
    Open { at: usize, last: Option<i32> },
}

/// A trail as it is stored: neighbouring lines of a kind in one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct State {
    reached: i32,
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Run {
    /// So many lines, from the first revision and last changed by the second.
    Known(usize, i32, i32),
    /// So many lines that stand from this line on in the revision that was reached.
    Open { lines: usize, at: usize, last: Option<i32> },
}

impl Trail {
    /// Begins at a text with that number.
    pub(super) fn begin(number: i32, source: &str) -> Self {
        let lines = (0..diff::lines(source).len()).map(|at| Line::Open { at, last: None });
        Self { reached: number, lines: lines.collect() }
    }

    /// The number of the oldest revision that was looked at.
    pub(super) fn reached(&self) -> i32 {
        self.reached
    }

    /// Whether it may be this text's: it has as many lines.
    pub(super) fn fits(&self, source: &str) -> bool {
        self.lines.len() == diff::lines(source).len()
    }

    /// The number that was reached, while some line may come from further back.
    pub(super) fn unfinished(&self) -> Option<i32> {
        self.lines.iter().any(|line| matches!(line, Line::Open { .. })).then_some(self.reached)
    }

    /// Goes one revision back: to the text `older` from the one that was reached.
    pub(super) fn step(&mut self, number: i32, older: &str, reached: &str, deadline: Instant) {
        let (before, after) = (diff::lines(older), diff::lines(reached));
        let alignment = diff::align(&before, &after, deadline);
        let here = self.reached;
        for line in &mut self.lines {
            let Line::Open { at, last } = *line else { continue };
            *line = match alignment.origins.get(at) {
                Some(Origin::Kept(from) | Origin::Moved(from) | Origin::Changed(from)) => {
                    let is_same = before.get(*from) == after.get(at);
                    Line::Open { at: *from, last: if is_same { last } else { last.or(Some(here)) } }
                }
                Some(Origin::New) | None => Line::Known { first: here, last: last.unwrap_or(here) },
            };
        }
        self.reached = number;
    }

    /// There is nothing further back.
    pub(super) fn end(&mut self) {
        let here = self.reached;
        for line in &mut self.lines {
            if let Line::Open { last, .. } = *line {
                *line = Line::Known { first: here, last: last.unwrap_or(here) };
            }
        }
    }

    /// Takes over what is known of the text that was reached.
    pub(super) fn join(&mut self, known: &Self) {
        for line in &mut self.lines {
            let Line::Open { at, last } = *line else { continue };
            *line = match known.lines.get(at) {
                Some(Line::Known { first, last: before }) => {
                    Line::Known { first: *first, last: last.unwrap_or(*before) }
                }
                Some(Line::Open { at, last: before }) => Line::Open { at: *at, last: last.or(*before) },
                None => Line::Known { first: self.reached, last: last.unwrap_or(self.reached) },
            };
        }
        self.reached = known.reached;
    }

    /// The revisions that some lines are owed to, as far as they were followed; blank lines are nobody's work, but are
    /// not told apart here.
    pub(super) fn numbers(&self, lines: Range<usize>) -> Vec<i32> {
        let lines = self.lines.get(lines).unwrap_or_default();
        lines
            .iter()
            .flat_map(|line| match *line {
                Line::Known { first, last } => [first, last],
                Line::Open { last, .. } => [self.reached, last.unwrap_or(self.reached)],
            })
            .collect()
    }
}

impl From<&Trail> for State {
    fn from(trail: &Trail) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        for line in &trail.lines {
            let grown = match (runs.last_mut(), *line) {
                (Some(Run::Known(lines, from, to)), Line::Known { first, last })
                    if (*from, *to) == (first, last) =>
                {
                    *lines += 1;
                    true
                }
                (Some(Run::Open { lines, at: start, last: known }), Line::Open { at, last })
                    if *start + *lines == at && *known == last =>
                {
                    *lines += 1;
                    true
                }
                _ => false,
            };
            if !grown {
                runs.push(match *line {
                    Line::Known { first, last } => Run::Known(1, first, last),
                    Line::Open { at, last } => Run::Open { lines: 1, at, last },
                });
            }
        }
        Self { reached: trail.reached, runs }
    }
}

impl From<State> for Trail {
    fn from(state: State) -> Self {
        let mut lines = Vec::new();
        for run in state.runs {
            match run {
                Run::Known(count, first, last) => {
                    lines.extend(std::iter::repeat_n(Line::Known { first, last }, count));
                }
                Run::Open { lines: count, at, last } => {
                    lines.extend((at..at + count).map(|at| Line::Open { at, last }));
                }
            }
        }
        Self { reached: state.reached, lines }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(5)
    }

    /// Follows the last of some texts, numbered from 1, to the first.
    fn follow(texts: &[&str]) -> Trail {
        let (newest, older) = texts.split_last().unwrap();
        let mut trail = Trail::begin(i32::try_from(texts.len()).unwrap(), newest);
        let mut reached = *newest;
        for (at, source) in older.iter().enumerate().rev() {
            trail.step(i32::try_from(at + 1).unwrap(), source, reached, soon());
            reached = source;
        }
        trail.end();
        trail
    }

    fn known(trail: &Trail) -> Vec<(i32, i32)> {
        let known = |line: &Line| match *line {
            Line::Known { first, last } => (first, last),
            Line::Open { .. } => (0, 0),
        };
        trail.lines.iter().map(known).collect()
    }

    #[test]
    fn lines_are_owed_to_whoever_brought_and_last_changed_them() {
        let trail = follow(&[
            "First words of the note.\n",
            "First words of the note.\n\nA second paragraph, longer than it was.\n",
            "A second paragraph, longer than it was.\n\nFirst words of the old note.\n",
            "A second paragraph, longer than it was.\n\nFirst words of the old note.\n\nEnd.\n",
        ]);
        let known = known(&trail);
        assert_eq!([known[0], known[2], known[4]], [(2, 2), (1, 3), (4, 4)]);
    }

    #[test]
    fn a_deadline_that_passed_owes_more_to_later_ones_and_nothing_to_nobody() {
        let mut trail = Trail::begin(2, "a b c\nd e f\n");
        trail.step(1, "d e f\n", "a b c\nd e f\n", Instant::now());
        trail.end();
        assert!(known(&trail).iter().all(|(first, last)| (1..=2).contains(first) && first <= last));
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        let line = "(um texto|outro texto longo aqui|três|## Título|mais um parágrafo que viaja|\\PC{0,6}|)";
        let text = prop::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n"));
        prop::collection::vec(text, 2..7)
    }

    proptest! {
        #[test]
        fn stored_and_read_it_is_the_same(texts in texts(), upto in 1_usize..6) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut trail = Trail::begin(i32::try_from(texts.len()).unwrap(), texts[texts.len() - 1]);
            for at in (0..texts.len() - 1).rev().take(upto) {
                trail.step(i32::try_from(at + 1).unwrap(), texts[at], texts[at + 1], soon());
            }
            let json = serde_json::to_value(State::from(&trail)).unwrap();
            let back: State = serde_json::from_value(json).unwrap();
            prop_assert_eq!(Trail::from(back), trail);
        }

        /// Going on from what is known of an older text gives what following all of it gives; and whoever a line is owed to
        /// had it.
        #[test]
        fn joining_is_following(texts in texts(), known_of in 0_usize..6) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let all = follow(&texts);
            let known_of = known_of.min(texts.len() - 2);
            let older = follow(&texts[..=known_of]);
            let mut trail = Trail::begin(i32::try_from(texts.len()).unwrap(), texts[texts.len() - 1]);
            for at in (known_of..texts.len() - 1).rev() {
                trail.step(i32::try_from(at + 1).unwrap(), texts[at], texts[at + 1], soon());
            }
            trail.join(&older);
            prop_assert_eq!(known(&trail), known(&all));
            for ((first, last), line) in known(&all).iter().zip(diff::lines(texts[texts.len() - 1])) {
                prop_assert!(1 <= *first && first <= last && usize::try_from(*last).unwrap() <= texts.len());
                // As it is now it was in the last that changed it, and in every one since.
                for at in usize::try_from(*last).unwrap()..=texts.len() {
                    prop_assert!(diff::lines(texts[at - 1]).contains(&line));
                }
            }
        }
    }
}
