//! Short texts made of long ones.

use crate::text::fold;

/// The longest excerpt, in characters.
pub(super) const MAX_EXCERPT: usize = 200;
/// The longest accessible name made of a note's text, in characters.
const MAX_NAME: usize = 100;

/// One line that names a table or a task.
pub(super) fn accessible_name(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&line, MAX_NAME)
}

/// The first sentences of a note.
pub(in crate::text) fn excerpt(text: &str) -> String {
    let head: String = text.chars().take(8 * MAX_EXCERPT).collect();
    cut(&head.split_whitespace().collect::<Vec<_>>().join(" "), MAX_EXCERPT)
}

/// At most so many characters, cut after a whole word, with an ellipsis.
fn cut(text: &str, max: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(max) else { return text.to_owned() };
    let room = text.char_indices().nth(max.saturating_sub(1)).map_or(end, |(at, _)| at);
    let head = text.get(..room).unwrap_or(text);
    let whole = match head.rfind(' ') {
        Some(space) if space > room / 2 => head.get(..space).unwrap_or(head),
        _ => head,
    };
    format!("{}…", whole.trim_end_matches([' ', ',', ';', ':', '.', '—', '-']))
}

/// How many words (UAX 29) a text has.
pub(in crate::text) fn count_words(text: &str) -> u32 {
    u32::try_from(fold::words(text).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_cut_after_a_word() {
        assert_eq!(cut("um dois, três", 9), "um dois…");
        assert_eq!(cut("um dois", 7), "um dois");
        assert_eq!(cut("palavracomprida", 5), "pala…");
    }

    proptest! {
        #[test]
        fn an_excerpt_is_short(text in any::<String>()) {
            prop_assert!(excerpt(&text).chars().count() <= MAX_EXCERPT);
        }
    }
}
