//! Links in the cells of tables.

use std::borrow::Cow;

/// The text with `[[note|words]]` whole in the rows of its tables: where the bar of such a link stands without the
/// backslash that it needs there (`\|`), it is meant nevertheless, for half a link in either cell says nothing.
/// No line moves.
pub(super) fn with_whole_links(body: &str) -> Cow<'_, str> {
    if !body.contains("[[") {
        return Cow::Borrowed(body);
    }
    let mut mended = String::new();
    let mut taken = 0;
    let mut fence: Option<(char, usize)> = None;
    let mut in_table = false;
    let mut at = 0;
    let mut lines = body.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let start = at;
        at += line.len();
        let text = bare(line);
        if let Some((mark, length)) = fence {
            if fence_of(text).is_some_and(|(other, count)| other == mark && count >= length) {
                fence = None;
            }
            continue;
        }
        fence = fence_of(text);
        in_table = fence.is_none()
            && text.contains('|')
            && (in_table || lines.peek().is_some_and(|next| is_delimiter(bare(next))));
        if in_table && let Some(row) = escaped(line) {
            mended.push_str(body.get(taken..start).unwrap_or_default());
            mended.push_str(&row);
            taken = at;
        }
    }
    if taken == 0 {
        return Cow::Borrowed(body);
    }
    mended.push_str(body.get(taken..).unwrap_or_default());
    Cow::Owned(mended)
}

/// A line without what it is quoted or indented by.
fn bare(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>']).trim_end()
}

/// The mark of a fence of code and how often it stands there.
fn fence_of(text: &str) -> Option<(char, usize)> {
    let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let count = text.chars().take_while(|ch| *ch == mark).count();
    (count >= 3).then_some((mark, count))
}

/// Whether a line parts the head of a table from its body.
fn is_delimiter(text: &str) -> bool {
    text.contains('-')
        && text.contains('|')
        && text.chars().all(|ch| matches!(ch, '|' | '-' | ':' | ' ' | '\t'))
}

/// The row with a backslash before each bar within a link. `None`: there is nothing to mend.
fn escaped(row: &str) -> Option<String> {
    let mut mended = String::new();
    let mut rest = row;
    while let Some((before, link)) = rest.split_once("[[") {
        let Some((inner, after)) = link.split_once("]]") else { break };
        mended.push_str(before);
        mended.push_str("[[");
        if inner.contains("[[") {
            // The nearest beginning is the link's.
            rest = link;
            continue;
        }
        let mut previous = ' ';
        for ch in inner.chars() {
            if ch == '|' && previous != '\\' {
                mended.push('\\');
            }
            mended.push(ch);
            previous = ch;
        }
        mended.push_str("]]");
        rest = after;
    }
    mended.push_str(rest);
    (mended.len() != row.len()).then_some(mended)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_link_in_a_cell_is_whole() {
        for (written, meant) in [
            ("| a |\n| - |\n| [[b|c]] |\n", "| a |\n| - |\n| [[b\\|c]] |\n"),
            ("| [[b|c]] |\n|-|\n", "| [[b\\|c]] |\n|-|\n"),
            (
                "a | ![[b|30]]\n-|-\nx | [[b\\|c]] [[d|e]]\n\n",
                "a | ![[b\\|30]]\n-|-\nx | [[b\\|c]] [[d\\|e]]\n\n",
            ),
            ("> | a |\n> |-|\n> | [[[[b|c]] |\n", "> | a |\n> |-|\n> | [[[[b\\|c]] |\n"),
        ] {
            assert_eq!(with_whole_links(written), meant, "{written:?}");
        }
    }

    #[test]
    fn what_is_no_cell_stays() {
        for text in [
            "[[b|c]] | d\n",
            "| a |\n|-|\n\n| [[b|c]] |\n",
            "```\n| a |\n|-|\n| [[b|c]] |\n```\n",
            "| a |\n|-|\n| [[b | c |\n",
            "| a |\n|-|\n| [[b\\|c]] |\n",
        ] {
            assert_eq!(with_whole_links(text), text);
        }
    }

    proptest! {
        #[test]
        fn only_backslashes_are_added(text in "[\\[\\]|a\\\\ `>\n-]{0,80}") {
            let mended = with_whole_links(&text);
            prop_assert_eq!(mended.lines().count(), text.lines().count());
            let mut rest = text.chars().peekable();
            for ch in mended.chars() {
                if rest.peek() == Some(&ch) { rest.next(); } else { prop_assert_eq!(ch, '\\'); }
            }
            prop_assert_eq!(rest.next(), None);
        }
    }
}
