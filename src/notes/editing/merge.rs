//! Uniting two texts that were made of one. Pure.
//!
//! By lines first; where both changed the same lines, by the sentences in them, for a paragraph is often one line.
//! Whatever both changed differently is a clash, for a person to settle.

use std::ops::Range;

use similar::{MergeResolution, TextMerge};
use unicode_segmentation::UnicodeSegmentation as _;

/// How marks of a clash begin, and the one in the middle.
const OURS: &str = "<<<<<<<";
const BETWEEN: &str = "=======";
const THEIRS: &str = ">>>>>>>";
/// Stands for the end of a line where each sentence has a line of its own.
const LINE_END: char = '\u{1}';

/// Two texts made one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text; with marks around what clashes.
    pub text: String,
    /// What clashes, in order.
    pub clashes: Vec<Clash>,
}

/// A place where both texts changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The line of [`Merged::text`] where its mark stands, from 1.
    pub line: usize,
    /// What one says.
    pub ours: String,
    /// What the other says.
    pub theirs: String,
}

/// How the two texts are called in marks.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The text that is being saved.
    pub ours: &'a str,
    /// The one that was saved meanwhile.
    pub theirs: &'a str,
}

/// Unites two texts made of `base`.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str, names: Names<'_>) -> Merged {
    let (ours, theirs) = (with_ends_of(base, ours), with_ends_of(base, theirs));
    let merge = TextMerge::from_lines(base, ours.as_str(), theirs.as_str());
    let mut merged = Merged { text: String::new(), clashes: Vec::new() };
    for region in merge.regions() {
        let lines = |line: &dyn Fn(usize) -> Option<String>, range: Range<usize>| -> String {
            range.filter_map(line).collect()
        };
        let ours = lines(&|at| merge.ours_line(at).map(str::to_owned), region.ours_range());
        match region.resolution() {
            MergeResolution::Theirs => {
                merged.text += &lines(&|at| merge.theirs_line(at).map(str::to_owned), region.theirs_range());
            }
            MergeResolution::Conflict => {
                let base = lines(&|at| merge.base_line(at).map(str::to_owned), region.base_range());
                let theirs = lines(&|at| merge.theirs_line(at).map(str::to_owned), region.theirs_range());
                match by_sentences(&base, &ours, &theirs) {
                    Some(text) => merged.text += &text,
                    None => merged.clash(ours, theirs, names),
                }
            }
            _ => merged.text += &ours,
        }
    }
    merged
}

/// Where the marks of a clash still stand in a text, by line from 1.
#[must_use]
pub fn marks_in(text: &str, names: Names<'_>) -> Vec<usize> {
    let marks = [format!("{OURS} {}", names.ours), format!("{THEIRS} {}", names.theirs)];
    let stands = |line: &str| marks.iter().any(|mark| mark == line.trim_end());
    text.lines().zip(1..).filter(|(line, _)| stands(line)).map(|(_, number)| number).collect()
}

impl Merged {
    fn clash(&mut self, ours: String, theirs: String, names: Names<'_>) {
        self.end_line();
        let line = self.text.matches('\n').count() + 1;
        self.text += &format!("{OURS} {}\n{ours}", names.ours);
        self.end_line();
        self.text += &format!("{BETWEEN}\n{theirs}");
        self.end_line();
        self.text += &format!("{THEIRS} {}\n", names.theirs);
        self.clashes.push(Clash { line, ours, theirs });
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// A text whose last line has an end if that of `base` has one: a missing one is no change worth a clash.
fn with_ends_of(base: &str, text: &str) -> String {
    let mut text = text.to_owned();
    if base.ends_with('\n') && !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The three united by their sentences, if that leaves no clash.
fn by_sentences(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if base.trim().is_empty() || [base, ours, theirs].iter().any(|text| text.contains(LINE_END)) {
        return None;
    }
    let spread = [base, ours, theirs].map(one_a_line);
    let [base, ours, theirs] = &spread;
    let merge = TextMerge::from_lines(base.as_str(), ours.as_str(), theirs.as_str());
    (!merge.is_conflicted()).then(|| gathered(&merge.to_string()))
}

fn one_a_line(text: &str) -> String {
    let mut spread = String::with_capacity(text.len() + text.len() / 16);
    for sentence in text.split_sentence_bounds() {
        match sentence.strip_suffix('\n') {
            Some(last) => {
                spread.push_str(last);
                spread.push(LINE_END);
            }
            None => spread.push_str(sentence),
        }
        spread.push('\n');
    }
    spread
}

fn gathered(spread: &str) -> String {
    let mut text = String::with_capacity(spread.len());
    for line in spread.split_terminator('\n') {
        match line.strip_suffix(LINE_END) {
            Some(line) => {
                text.push_str(line);
                text.push('\n');
            }
            None => text.push_str(line),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAMES: Names<'_> = Names { ours: "mine", theirs: "Ana’s" };

    fn united(base: &str, ours: &str, theirs: &str) -> String {
        let merged = merge(base, ours, theirs, NAMES);
        assert!(merged.clashes.is_empty(), "{merged:?}");
        merged.text
    }

    #[test]
    fn what_does_not_touch_is_united() {
        let base = "# Soil\n\nClay.\n\nSand.\n\nLoam.\n";
        let (ours, theirs) = (base.replace("Clay", "Heavy clay"), base.replace("Loam.", "Loam.\n\nPeat."));
        assert_eq!(united(base, &ours, &theirs), "# Soil\n\nHeavy clay.\n\nSand.\n\nLoam.\n\nPeat.\n");
        assert_eq!(united("a\n", "a\n", "b\n"), "b\n");
        assert_eq!(united("a\n", "b\n", "b\n"), "b\n");
        assert_eq!(united("a\nb\nc", "A\nb\nc", "a\nb\nC"), "A\nb\nC");
    }

    #[test]
    fn sentences_of_one_paragraph_are_united() {
        let base = "Beans climb. Peas climb. Marrows creep.\n";
        let ours = "Beans climb high. Peas climb. Marrows creep.\n";
        let theirs = "Beans climb. Peas climb. Marrows creep far.\n";
        assert_eq!(united(base, ours, theirs), "Beans climb high. Peas climb. Marrows creep far.\n");
    }

    #[test]
    fn a_clash_keeps_both() {
        let merged = merge("Top.\nBeans climb.\n", "Top.\nBeans run.\n", "Top.\nBeans creep.\n", NAMES);
        assert_eq!(merged.text, "Top.\n<<<<<<< mine\nBeans run.\n=======\nBeans creep.\n>>>>>>> Ana’s\n");
        assert_eq!(
            merged.clashes,
            [Clash { line: 2, ours: "Beans run.\n".into(), theirs: "Beans creep.\n".into() }]
        );
        assert_eq!(marks_in(&merged.text, NAMES), [2, 6]);
        assert_eq!(marks_in("<<<<<<< HEAD\n=======\n>>>>>>> theirs\n", NAMES), [0; 0]);
    }

    #[test]
    fn a_deletion_against_a_change_is_a_clash() {
        let merged = merge("a\nb\nc\n", "a\nc\n", "a\nB\nc\n", NAMES);
        assert_eq!(merged.clashes.len(), 1);
        assert!(merged.text.contains("B\n"));
    }

    fn text() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[a-e]{1,2}", 0..10)
    }

    /// A text made of another: lines are changed, put in and taken out.
    fn edited(base: &[String], edits: &[(u8, usize, String)]) -> String {
        let mut lines = base.to_vec();
        for (kind, at, line) in edits {
            let at = if lines.is_empty() { 0 } else { at % lines.len() };
            match kind {
                0 if at < lines.len() => lines[at].clone_from(line),
                1 if at < lines.len() => drop(lines.remove(at)),
                _ => lines.insert(at, line.clone()),
            }
        }
        lines.iter().map(|line| format!("{line}\n")).collect()
    }

    fn edits() -> impl Strategy<Value = Vec<(u8, usize, String)>> {
        prop::collection::vec((0..3_u8, 0..10_usize, "[v-z]{3,4}"), 0..4)
    }

    proptest! {
        /// Every line that either wrote is in the result: in its text, or between its marks.
        #[test]
        fn no_line_that_was_written_is_lost(base in text(), ours in edits(), theirs in edits()) {
            let (ours, theirs) = (edited(&base, &ours), edited(&base, &theirs));
            let old: String = base.iter().map(|line| format!("{line}\n")).collect();
            let merged = merge(&old, &ours, &theirs, NAMES);
            for line in ours.lines().chain(theirs.lines()).filter(|line| line.len() > 2) {
                prop_assert!(merged.text.lines().any(|found| found == line), "{line} of {merged:?}");
            }
            prop_assert_eq!(marks_in(&merged.text, NAMES).len(), 2 * merged.clashes.len());
        }

        #[test]
        fn one_change_is_taken_as_it_is(base in text(), ours in edits()) {
            let ours = edited(&base, &ours);
            let old: String = base.iter().map(|line| format!("{line}\n")).collect();
            for (one, other) in [(&ours, &old), (&old, &ours), (&ours, &ours)] {
                let merged = merge(&old, one, other, NAMES);
                prop_assert!(merged.clashes.is_empty());
                prop_assert_eq!(&merged.text, &ours);
            }
        }

        #[test]
        fn sentences_are_put_together_as_they_were(text in "([A-Za-z .!?]{0,20}\r?\n?){0,6}") {
            prop_assert_eq!(gathered(&one_a_line(&text)), text);
        }
    }
}
