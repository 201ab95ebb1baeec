//! Where a text is not prose: code and formulas.

use std::ops::Range;

use comrak::nodes::NodeValue;

use super::{comments, parse};

/// The places of code and formulas in the body of a note, in bytes, fences and marks included. Where they cannot be told
/// for sure, too much is taken for code rather than too little: the whole line, or the whole text.
#[must_use]
pub fn verbatim(body: &str) -> Vec<Range<usize>> {
    if !body.contains(['`', '$', '~', '\t']) && !body.contains("    ") {
        return Vec::new();
    }
    let starts = comments::line_starts(body);
    let places = parse::with_document(body, |root| {
        let mut places = Vec::new();
        for node in root.ok()?.descendants() {
            let mark = match &node.data().value {
                NodeValue::CodeBlock(_) => None,
                NodeValue::Code(_) => Some('`'),
                NodeValue::Math(_) => Some('$'),
                _ => continue,
            };
            let place = comments::place(node, &starts, body.len());
            places.push(match mark {
                Some(mark) if !is_marked(body, &place, mark) => lines(body, &place),
                Some(_) => place,
                None => lines(body, &place),
            });
        }
        Some(places)
    });
    let beyond = parse::capped(body).len();
    let mut places = places.unwrap_or_else(|| std::iter::once(0..body.len()).collect());
    if beyond < body.len() {
        places.push(beyond..body.len());
    }
    places
}

/// Whether a place begins and ends with a mark, as code within a line does.
fn is_marked(body: &str, place: &Range<usize>, mark: char) -> bool {
    body.get(place.clone())
        .is_some_and(|text| text.len() > 1 && text.starts_with(mark) && text.ends_with(['`', '$']))
}

/// The whole lines of a place.
fn lines(body: &str, place: &Range<usize>) -> Range<usize> {
    let before = body.as_bytes().get(..place.start).unwrap_or_default();
    let after = body.as_bytes().get(place.end..).unwrap_or_default();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = after.iter().position(|byte| *byte == b'\n').map_or(body.len(), |at| place.end + at);
    start..end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text with code as dots.
    fn prose(body: &str) -> String {
        let places = verbatim(body);
        let shown = body.char_indices().map(|(at, ch)| {
            let hidden = ch != '\n' && places.iter().any(|place| place.contains(&at));
            if hidden { '.' } else { ch }
        });
        shown.collect()
    }

    #[test]
    fn code_and_formulas_are_told_from_prose() {
        for (body, expected) in [
            ("a `b` c ``d ` e`` f", "a ... c ......... f"),
            ("a\n\n```js\nb\n```\nc `d`\n", "a\n\n.....\n.\n...\nc ...\n"),
            ("- a `b`\n  - `c` d\n", "- a ...\n  - ... d\n"),
            ("> a `b` c\n> ~~~\n> d\n> ~~~\n", "> a ... c\n.....\n...\n.....\n"),
            ("a $x$ b\n\n$$\ny\n$$\n\nc", "a ... b\n\n..\n.\n..\n\nc"),
            ("    indented\n\ntext", "............\n\ntext"),
            ("no code \\`here\\`", "no code \\`here\\`"),
            ("é `ü` ñ", "é ... ñ"),
        ] {
            assert_eq!(prose(body), expected, "{body:?}");
        }
    }

    #[test]
    fn in_tables_no_code_is_missed() {
        let shown = prose("| a | b |\n| - | - |\n| `c` | d |\n");
        assert!(!shown.contains('c'), "{shown}");
    }

    proptest! {
        #[test]
        fn places_lie_between_characters(body in "[a`$~é \n>|-]{0,60}") {
            for place in verbatim(&body) {
                prop_assert!(body.get(place).is_some());
            }
        }
    }
}
