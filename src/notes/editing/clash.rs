//! What is shown of two texts that clash. Pure.

use crate::text::merge::{Clash, Merged};

/// How a mark begins that stands above what is being saved, and one below what was saved meanwhile.
const OURS: &str = "<<<<<<<";
const THEIRS: &str = ">>>>>>>";

/// How the two texts are called in marks.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The text that is being saved.
    pub ours: &'a str,
    /// The one that was saved meanwhile.
    pub theirs: &'a str,
}

/// A text with marks around what clashes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The whole text.
    pub text: String,
    /// What clashes, each with the line of the text where its mark stands, from 1.
    pub clashes: Vec<(usize, Clash)>,
}

/// Writes both sides of every clash into the text, between marks.
#[must_use]
pub fn mark(merged: &Merged, names: Names<'_>) -> Marked {
    let text = merged.marked(names.ours, names.theirs);
    let ours = format!("{OURS} {}", names.ours);
    let lines: Vec<usize> =
        text.lines().zip(1..).filter(|(line, _)| line.trim_end() == ours).map(|(_, number)| number).collect();
    let clashes = lines.into_iter().zip(merged.clashes().cloned()).collect();
    Marked { text, clashes }
}

/// Where marks still stand in a text, by line from 1.
#[must_use]
pub fn marks_in(text: &str, names: Names<'_>) -> Vec<usize> {
    let marks = [format!("{OURS} {}", names.ours), format!("{THEIRS} {}", names.theirs)];
    let stands = |line: &str| marks.iter().any(|mark| mark == line.trim_end());
    text.lines().zip(1..).filter(|(line, _)| stands(line)).map(|(_, number)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::merge::merge;

    const NAMES: Names<'_> = Names { ours: "mine", theirs: "Ana’s" };

    #[test]
    fn both_sides_stand_between_marks() {
        let marked =
            mark(&merge("Top.\nBeans climb.\n", "Top.\nBeans run.\n", "Top.\nBeans creep.\n"), NAMES);
        assert_eq!(marked.text, "Top.\n<<<<<<< mine\nBeans run.\n=======\nBeans creep.\n>>>>>>> Ana’s\n");
        let said: Vec<_> = marked
            .clashes
            .iter()
            .map(|(line, one)| (*line, one.ours.as_str(), one.theirs.as_str()))
            .collect();
        assert_eq!(said, [(2, "Beans run.\n", "Beans creep.\n")]);
        assert_eq!(marks_in(&marked.text, NAMES), [2, 6]);
    }

    #[test]
    fn other_marks_are_text() {
        assert_eq!(marks_in("<<<<<<< HEAD\n=======\n>>>>>>> theirs\n", NAMES), [0; 0]);
    }
}
