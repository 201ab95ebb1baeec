//! A change of a text in pieces, any of which can be taken without the others.
//!
//! A piece is a run of lines that differ, with at least one line between it and the next that both texts have. Lines are
//! compared with their endings, and nothing outside of a piece is ever touched.

use std::{ops::Range, time::Instant};

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

/// So many pieces a change has at most; what would be more are one.
pub const MOST: usize = 200;

/// Lines of the one text that become lines of the other, counted from 0. Either may be none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// In the text before.
    pub old: Range<usize>,
    /// In the text after.
    pub new: Range<usize>,
}

/// The lines of a text with their endings. The last one may have none.
#[must_use]
pub fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Parts a change. When the deadline passes, the rest is parted more coarsely.
#[must_use]
pub fn split(old: &str, new: &str, deadline: Instant) -> Vec<Piece> {
    let (before, after) = (lines(old), lines(new));
    let mut pieces: Vec<Piece> = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Histogram, &before, &after, Some(deadline)) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let next = Piece { old: op.old_range(), new: op.new_range() };
        match pieces
            .last_mut()
            .filter(|last| last.old.end == next.old.start || last.new.end == next.new.start)
        {
            Some(last) => *last = joined(last, &next),
            None => pieces.push(next),
        }
    }
    if let (Some(first), Some(last)) = (pieces.get(MOST - 1), pieces.last()) {
        let rest = joined(first, last);
        pieces.truncate(MOST - 1);
        pieces.push(rest);
    }
    pieces
}

/// The whole change as one piece, for texts that are not made of lines that could be mixed. None where nothing differs.
#[must_use]
pub fn whole(old: &str, new: &str) -> Vec<Piece> {
    if old == new {
        return Vec::new();
    }
    vec![Piece { old: 0..lines(old).len(), new: 0..lines(new).len() }]
}

/// The text before with some of the pieces, by their numbers.
#[must_use]
pub fn apply(old: &str, new: &str, pieces: &[Piece], is_chosen: impl Fn(usize) -> bool) -> String {
    let (before, after) = (lines(old), lines(new));
    let mut text = String::with_capacity(old.len().max(new.len()));
    let mut add = |lines: &[&str], range: Range<usize>| {
        lines.get(range).unwrap_or_default().iter().for_each(|line| text.push_str(line));
    };
    let mut at = 0;
    for (number, piece) in pieces.iter().enumerate() {
        add(&before, at..piece.old.start);
        if is_chosen(number) {
            add(&after, piece.new.clone());
        } else {
            add(&before, piece.old.clone());
        }
        at = piece.old.end;
    }
    add(&before, at..before.len());
    text
}

/// Both, and what stands between them.
fn joined(first: &Piece, last: &Piece) -> Piece {
    Piece { old: first.old.start..last.old.end, new: first.new.start..last.new.end }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn parted(old: &str, new: &str) -> Vec<Piece> {
        split(old, new, Instant::now() + Duration::from_secs(5))
    }

    fn told(old: &str, new: &str) -> Vec<(Range<usize>, Range<usize>)> {
        parted(old, new).into_iter().map(|piece| (piece.old, piece.new)).collect()
    }

    #[test]
    fn runs_of_lines_are_pieces() {
        assert_eq!(told("a\nb\nc\n", "a\nb\nc\n"), []);
        assert_eq!(told("a\nb\nc\n", "A\nb\nC\n"), [(0..1, 0..1), (2..3, 2..3)]);
        assert_eq!(told("a\nb\nc\n", "A\nB\nc\n"), [(0..2, 0..2)], "lines that touch are one piece");
        assert_eq!(told("a\nc\n", "a\nb\nc\n"), [(1..1, 1..2)]);
        assert_eq!(told("a\nb\n", "b\n"), [(0..1, 0..0)]);
        assert_eq!(told("a\r\nb\n", "a\nb\n"), [(0..1, 0..1)], "an ending is part of its line");
    }

    #[test]
    fn a_last_line_without_an_end_is_never_glued_to_another() {
        for (old, new) in
            [("a\nb", "a\nb\nc"), ("a\nb\nc", "a\nb"), ("x\na", "y\na\nb"), ("", "a"), ("a", "")]
        {
            let pieces = parted(old, new);
            for chosen in 0..1_usize << pieces.len() {
                let text = apply(old, new, &pieces, |number| chosen >> number & 1 == 1);
                let known = |line: &&str| lines(old).contains(line) || lines(new).contains(line);
                assert!(lines(&text).iter().all(known), "{old:?} {new:?} {chosen:b}: {text:?}");
            }
        }
    }

    #[test]
    fn there_are_not_more_pieces_than_a_page_can_show() {
        let line = |changed: &str, n: usize| format!("{changed} {n}\nsame {n}\n");
        let text = |changed: &str| (0..2 * MOST).map(|n| line(changed, n)).collect::<Vec<_>>().concat();
        let pieces = parted(&text("old"), &text("new"));
        assert_eq!(pieces.len(), MOST);
        assert_eq!(apply(&text("old"), &text("new"), &pieces, |_| true), text("new"));
        assert_eq!(apply(&text("old"), &text("new"), &pieces, |_| false), text("old"));
    }

    #[test]
    fn what_cannot_be_mixed_is_one_piece() {
        assert_eq!(whole("a\nb\n", "a\nc\nd"), [Piece { old: 0..2, new: 0..3 }]);
        assert_eq!(apply("a\nb\n", "a\nc\nd", &whole("a\nb\n", "a\nc\nd"), |_| true), "a\nc\nd");
        assert!(whole("a", "a").is_empty());
    }

    /// Lines of a small alphabet, so that texts have much in common.
    fn text() -> impl Strategy<Value = String> {
        "([abcde]?(\n|\r\n)){0,10}[ab]?"
    }

    proptest! {
        #[test]
        fn all_are_the_text_after_and_none_the_one_before(old in text(), new in text(), late: bool) {
            let deadline = Instant::now() + if late { Duration::ZERO } else { Duration::from_secs(5) };
            for pieces in [split(&old, &new, deadline), whole(&old, &new)] {
                prop_assert_eq!(apply(&old, &new, &pieces, |_| true), new.clone());
                prop_assert_eq!(apply(&old, &new, &pieces, |_| false), old.clone());
                prop_assert_eq!(pieces.is_empty(), old == new);
            }
        }

        #[test]
        fn no_line_outside_of_a_chosen_piece_is_touched(old in text(), new in text(), chosen in prop::collection::vec(any::<bool>(), 12)) {
            let pieces = parted(&old, &new);
            let is_chosen = |number: usize| chosen[number % chosen.len()];
            let text = apply(&old, &new, &pieces, is_chosen);
            let (before, after, got) = (lines(&old), lines(&new), lines(&text));
            let (mut at, mut read) = (0, 0);
            for (number, piece) in pieces.iter().enumerate() {
                let kept = piece.old.start - at;
                prop_assert!(number == 0 || kept > 0, "a line stands between two pieces");
                prop_assert_eq!(&got[read..read + kept], &before[at..piece.old.start]);
                read += kept;
                let side = if is_chosen(number) { &after[piece.new.clone()] } else { &before[piece.old.clone()] };
                prop_assert_eq!(&got[read..read + side.len()], side);
                read += side.len();
                at = piece.old.end;
            }
            prop_assert_eq!(&got[read..], &before[at..]);
        }

        #[test]
        fn pieces_can_be_taken_one_after_the_other(old in text(), new in text()) {
            let pieces = parted(&old, &new);
            // From the last, so that the lines of the others stay where they are.
            let mut text = old.clone();
            for number in (0..pieces.len()).rev() {
                let taken = apply(&text, &new, &pieces[..=number], |chosen| chosen == number);
                prop_assert!(taken != text || pieces[number].old.is_empty());
                text = taken;
            }
            prop_assert_eq!(text, new);
        }
    }
}
