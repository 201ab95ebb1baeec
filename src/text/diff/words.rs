//! What differs within a line: whole words.

use std::time::Instant;

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation as _;

use super::Piece;

/// Both lines in pieces, what is not in the other marked.
pub(super) fn diff<'a>(old: &'a str, new: &'a str, deadline: Instant) -> (Vec<Piece<'a>>, Vec<Piece<'a>>) {
    let before: Vec<&str> = old.split_word_bounds().collect();
    let after: Vec<&str> = new.split_word_bounds().collect();
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &before, &after, Some(deadline));
    let (mut left, mut right) = (Side::new(old, &before), Side::new(new, &after));
    for (index, op) in ops.iter().enumerate() {
        let (from, to) = (op.old_range(), op.new_range());
        let kept = matches!(op, DiffOp::Equal { .. }) && !is_gap(index, &ops, &before);
        left.add(from.len(), !kept);
        right.add(to.len(), !kept);
    }
    (left.pieces, right.pieces)
}

/// Whether nothing but a blank or a sign stands here between two changes: it belongs to them.
fn is_gap(index: usize, ops: &[DiffOp], before: &[&str]) -> bool {
    let inner = index > 0 && index + 1 < ops.len();
    let words = ops.get(index).and_then(|op| before.get(op.old_range())).unwrap_or_default();
    inner && words.iter().all(|word| word.trim().is_empty())
}

/// One line while it is cut: neighbours of a kind become one piece.
struct Side<'a, 'b> {
    text: &'a str,
    words: std::slice::Iter<'b, &'a str>,
    at: usize,
    pieces: Vec<Piece<'a>>,
    last: usize,
}

impl<'a, 'b> Side<'a, 'b> {
    fn new(text: &'a str, words: &'b [&'a str]) -> Self {
        Self { text, words: words.iter(), at: 0, pieces: Vec::new(), last: 0 }
    }

    fn add(&mut self, words: usize, changed: bool) {
        let start = self.at;
        let length: usize = self.words.by_ref().take(words).map(|word| word.len()).sum();
        if length == 0 {
            return;
        }
        self.at += length;
        if let Some(piece) = self.pieces.last_mut().filter(|piece| piece.changed == changed) {
            piece.text = self.text.get(self.last..self.at).unwrap_or_default();
        } else {
            self.last = start;
            let text = self.text.get(start..self.at).unwrap_or_default();
            self.pieces.push(Piece { text, changed });
        }
    }
}
