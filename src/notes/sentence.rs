//! The sentence around some words of a text, for those who do not have the text before them. Pure.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation as _;

/// The longest sentence that is shown whole, in bytes; of a longer one the part around the words is.
const LONGEST: usize = 320;
/// So much of a longer one stands before the words.
const BEFORE: usize = 120;
/// How far a sentence's ends are looked for.
const REACH: usize = 800;

/// A sentence, and which words of it are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// What stands before the words.
    pub before: String,
    /// The words.
    pub words: String,
    /// What stands after them.
    pub after: String,
}

impl Sentence {
    /// A sentence as it is stored: its text, and where in it the words are, in bytes.
    #[must_use]
    pub fn at(text: &str, words: Range<usize>) -> Option<Self> {
        Some(Self {
            before: text.get(..words.start)?.to_owned(),
            words: text.get(words.clone())?.to_owned(),
            after: text.get(words.end..)?.to_owned(),
        })
    }

    /// The whole text, and where in it the words are, in bytes.
    #[must_use]
    pub fn joined(&self) -> (String, Range<usize>) {
        let start = self.before.len();
        (format!("{}{}{}", self.before, self.words, self.after), start..start + self.words.len())
    }

    /// Whether it says anything but the words.
    #[must_use]
    pub fn says_more(&self) -> bool {
        let is_word = |text: &str| text.chars().any(char::is_alphanumeric);
        is_word(&self.before) || is_word(&self.after)
    }
}

/// The sentence around words of a text that has a line for each of its blocks.
#[must_use]
pub fn around(text: &str, words: Range<usize>) -> Option<Sentence> {
    text.get(words.clone())?;
    let from = text.floor_char_boundary(words.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary((words.end + REACH).min(text.len()));
    let start = text.get(from..words.start)?.rfind('\n').map_or(from, |at| from + at + 1);
    let end = text.get(words.end..to)?.find('\n').map_or(to, |at| words.end + at);
    let block = text.get(start..end)?;
    // `[!note]` and `a.b` hold no end of a sentence (which UAX 29 sees in them): white space follows one, or the end is
    // of a script that has none.
    let is_apart = |ch: char| ch.is_whitespace() || matches!(ch, '。' | '！' | '？');
    let apart = |at: usize| text.get(..at).is_some_and(|before| before.ends_with(is_apart));
    let (mut first, mut last) = (start, end);
    for (at, sentence) in block.split_sentence_bound_indices() {
        let (begins, ends) = (start + at, start + at + sentence.len());
        if begins <= words.start && (begins == start || apart(begins)) {
            first = begins;
        }
        if ends >= words.end && (ends == end || apart(ends)) {
            last = ends;
            break;
        }
    }
    let (mut cut_before, mut cut_after) = (first == from && from > 0, last == to && to < text.len());
    if last - first > LONGEST {
        let earliest = text.ceil_char_boundary(words.start.saturating_sub(BEFORE).max(first));
        if earliest > first {
            let head = text.get(earliest..words.start)?;
            first = head.find(char::is_whitespace).map_or(words.start, |at| earliest + at);
            cut_before = true;
        }
        let latest = text.floor_char_boundary((first + LONGEST).max(words.end).min(last));
        if latest < last {
            let tail = text.get(words.end..latest)?;
            last = tail.rfind(char::is_whitespace).map_or(words.end, |at| words.end + at);
            cut_after = true;
        }
    }
    let shown = text.get(words.clone())?;
    let words_end =
        if shown.len() > LONGEST { text.floor_char_boundary(words.start + LONGEST) } else { words.end };
    let mut sentence = Sentence {
        before: text.get(first..words.start)?.trim_start().to_owned(),
        words: text.get(words.start..words_end)?.to_owned(),
        after: if words_end < words.end {
            "…".to_owned()
        } else {
            text.get(words.end..last)?.trim_end().to_owned()
        },
    };
    if cut_before {
        sentence.before.insert(0, '…');
    }
    if cut_after && !sentence.after.ends_with('…') {
        sentence.after.push('…');
    }
    Some(sentence)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, word: &str) -> String {
        let at = text.find(word).unwrap();
        let Sentence { before, words, after } = around(text, at..at + word.len()).unwrap();
        format!("{before}[{words}]{after}")
    }

    #[test]
    fn a_sentence_is_found_in_its_block() {
        let text = "A heading\nFirst one. Then see the leaf, which is green! And more?\nAnother block";
        assert_eq!(shown(text, "leaf"), "Then see the [leaf], which is green!");
        assert_eq!(shown(text, "First one"), "[First one].");
        assert_eq!(shown(text, "Another block"), "[Another block]");
        assert_eq!(shown("One. See [!note] or a.B leaf. Two", "leaf"), "See [!note] or a.B [leaf].");
        assert_eq!(shown("葉。木の葉を見る。終わり。", "見る"), "木の葉を[見る]。");
        assert_eq!(
            shown("Olá. As ações\u{a0}são 3.5 vezes mais.", "ações"),
            "As [ações]\u{a0}são 3.5 vezes mais."
        );
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_words() {
        let text = format!("{}folha {}", "antes ".repeat(400), "depois ".repeat(400));
        let shown = shown(&text, "folha");
        assert!(shown.starts_with("…antes ") && shown.ends_with("depois…"), "{shown}");
        assert!(shown.len() <= LONGEST + 12, "{}", shown.len());
        let words = "x".repeat(5000);
        assert!(around(&words, 0..5000).unwrap().joined().0.len() < LONGEST + 10);
    }

    #[test]
    fn bare_words_say_nothing() {
        assert!(!around("- leaf.", 2..6).unwrap().says_more());
        assert!(around("a leaf.", 2..6).unwrap().says_more());
        assert_eq!(around("é", 1..2), None);
    }

    proptest! {
        #[test]
        fn the_words_stay_and_the_rest_is_bounded(
            before in "[a-zé. \\n]{0,900}", words in "[a-zé. ]{1,40}", after in "[a-zé. \\n]{0,900}",
        ) {
            let text = format!("{before}{words}{after}");
            let sentence = around(&text, before.len()..before.len() + words.len()).unwrap();
            prop_assert_eq!(&sentence.words, &words);
            let (joined, range) = sentence.joined();
            prop_assert!(joined.len() <= LONGEST + 60, "{}", joined.len());
            prop_assert!(!joined.contains('\n'));
            prop_assert_eq!(Sentence::at(&joined, range), Some(sentence));
        }
    }
}
