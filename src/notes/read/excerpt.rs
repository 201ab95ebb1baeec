//! The piece of a text where something was found, with the words that were found.

use crate::text::fold::words;

/// Bytes of text before the first word found, and in all; both are rounded to whole words.
const BEFORE: usize = 80;
const LENGTH: usize = 260;

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text as written.
    pub text: String,
    /// Whether it is a word that was found.
    pub found: bool,
}

/// The whole text with the words that were found.
pub(super) fn mark(text: &str, is_found: impl Fn(&str) -> bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for (at, word) in words(text) {
        if is_found(word) {
            push(&mut pieces, text.get(done..at).unwrap_or_default(), false);
            push(&mut pieces, word, true);
            done = at + word.len();
        }
    }
    push(&mut pieces, text.get(done..).unwrap_or_default(), false);
    pieces
}

/// Where the first word found stands.
pub(super) fn first(text: &str, is_found: impl Fn(&str) -> bool) -> Option<usize> {
    words(text).find(|(_, word)| is_found(word)).map(|(at, _)| at)
}

/// The text around the word at a place. Lines are run together; an ellipsis tells where the text goes on.
pub(super) fn around(text: &str, at: usize, is_found: impl Fn(&str) -> bool) -> Vec<Piece> {
    let earliest = at.saturating_sub(BEFORE);
    let start = if earliest == 0 {
        0
    } else {
        words(text).map(|(start, _)| start).find(|start| *start >= earliest).unwrap_or(at)
    };
    let end = words(text)
        .map(|(start, word)| start + word.len())
        .take_while(|end| *end <= start + LENGTH)
        .last()
        .filter(|end| *end > at)
        // A single word longer than the excerpt is shown whole: it was asked for.
        .or_else(|| words(text).find(|(start, _)| *start == at).map(|(start, word)| start + word.len()))
        .unwrap_or(text.len());
    let goes_on = text.get(end..).is_some_and(|rest| words(rest).next().is_some());
    let end = if goes_on { end } else { text.len() };
    let window = text.get(start..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut pieces = mark(&window, is_found);
    if start > 0 {
        pieces.insert(0, Piece { text: "…".to_owned(), found: false });
    }
    if goes_on {
        push(&mut pieces, "…", false);
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, found: bool) {
    if !text.is_empty() {
        pieces.push(Piece { text: text.to_owned(), found });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn around_first(text: &str, is_found: impl Fn(&str) -> bool) -> Vec<Piece> {
        first(text, &is_found).map(|at| around(text, at, is_found)).unwrap_or_default()
    }

    fn shown(pieces: &[Piece]) -> String {
        pieces.iter().map(|p| if p.found { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn words_are_marked_as_written() {
        let is_found = |word: &str| word.to_lowercase().starts_with("aç");
        assert_eq!(shown(&mark("A Ação, as ações.", is_found)), "A [Ação], as [ações].");
        assert_eq!(shown(&mark("nada", is_found)), "nada");
    }

    #[test]
    fn an_excerpt_stands_around_the_first_word_found() {
        let text = format!("{}margem\ne fim {}", "antes ".repeat(40), "depois ".repeat(60));
        let excerpt = shown(&around_first(&text, |word| word == "margem"));
        assert!(excerpt.starts_with("…antes ") && excerpt.ends_with("depois…"), "{excerpt}");
        assert!(excerpt.contains("antes [margem] e fim depois"), "{excerpt}");
        assert!(excerpt.len() < 300, "{excerpt}");
        assert_eq!(shown(&around_first("só margem.", |word| word == "margem")), "só [margem].");
        assert!(around_first(&text, |_| false).is_empty());
    }

    proptest! {
        #[test]
        fn marking_changes_no_letter(text in any::<String>(), letter in "[a-zé]") {
            let pieces = mark(&text, |word| word.contains(&letter));
            prop_assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        }

        #[test]
        fn an_excerpt_holds_what_was_found(text in "[a-zéõ\\n .,]{0,600}", letter in "[a-zé]") {
            let pieces = around_first(&text, |word| word.contains(&letter));
            let any = words(&text).any(|(_, word)| word.contains(&letter));
            prop_assert_eq!(pieces.iter().any(|p| p.found), any);
        }
    }
}
