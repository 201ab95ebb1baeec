//! The ends of lines of a text that has been through a browser's form.
//!
//! A text area shows every line end as one, and sends all of them as CR LF (HTML, “constructing the entry list”). What
//! was not edited must come back byte for byte, so the text that stood there before says what its lines ended with.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A line, and what ends it: CR LF, LF, CR or nothing.
type Line<'a> = (&'a str, &'a str);

/// What somebody sent of a text area, with the line ends that the text had `before`. New lines get those that most
/// lines had.
#[must_use]
pub fn as_before(typed: &str, before: &str) -> String {
    let typed = lines(typed);
    if !before.contains('\r') {
        return joined(typed.into_iter().map(|(line, end)| (line, if end.is_empty() { "" } else { "\n" })));
    }
    let before = lines(before);
    let usual = usual(&before);
    let words = |lines: &[Line<'_>]| lines.iter().map(|(line, _)| (*line).to_owned()).collect::<Vec<_>>();
    let mut ends = vec![usual; typed.len()];
    for step in capture_diff_slices(Algorithm::Myers, &words(&before), &words(&typed)) {
        if let DiffOp::Equal { old_index, new_index, len } = step {
            let same = before.iter().skip(old_index).zip(ends.iter_mut().skip(new_index)).take(len);
            same.filter(|((_, end), _)| !end.is_empty()).for_each(|((_, end), here)| *here = end);
        }
    }
    joined(
        typed.into_iter().zip(ends).map(|((line, end), kept)| (line, if end.is_empty() { "" } else { kept })),
    )
}

fn joined<'a>(lines: impl Iterator<Item = Line<'a>>) -> String {
    let mut text = String::new();
    for (line, end) in lines {
        // Before an empty line a lone CR would become half of a CR LF; so those before it change with it.
        if line.is_empty() && end.starts_with('\n') && text.ends_with('\r') {
            let lone = text.len() - text.trim_end_matches('\r').len();
            text.truncate(text.len() - lone);
            text.push_str(&"\n".repeat(lone));
        }
        text.push_str(line);
        text.push_str(end);
    }
    text
}

fn usual<'a>(lines: &[Line<'a>]) -> &'a str {
    let count = |wanted: &str| lines.iter().filter(|(_, end)| *end == wanted).count();
    ["\n", "\r\n", "\r"].into_iter().max_by_key(|end| count(end)).unwrap_or("\n")
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let (line, after) = rest.split_at(at);
        let length = if after.starts_with("\r\n") { 2 } else { 1 };
        let (end, after) = after.split_at(length);
        lines.push((line, end));
        rest = after;
    }
    if !rest.is_empty() {
        lines.push((rest, ""));
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a browser sends of a text that it was given.
    fn sent(text: &str) -> String {
        lines(text)
            .into_iter()
            .flat_map(|(line, end)| [line, if end.is_empty() { "" } else { "\r\n" }])
            .collect()
    }

    #[test]
    fn a_new_line_ends_as_most_do() {
        assert_eq!(as_before("a\r\nb\r\nc", "a\nb"), "a\nb\nc");
        assert_eq!(as_before("a\r\nx\r\nb\r\n", "a\r\nb\r\n"), "a\r\nx\r\nb\r\n");
        assert_eq!(as_before("a\r\nnew\r\nb\r\nc\r\n", "a\nb\r\nc\n"), "a\nnew\nb\r\nc\n");
        assert_eq!(as_before("a\r\n\r\nb", ""), "a\n\nb");
        assert_eq!(as_before("\n\n", "\ra\n\n"), "\n\n", "two empty lines stay two");
        assert_eq!(as_before("a\n\n\n", "\na\r").matches(['\n', '\r']).count(), 3, "three lines stay three");
    }

    proptest! {
        #[test]
        fn what_nobody_touched_comes_back(text in "([a-c]{0,2}(\n|\r\n|\r)){0,12}[a-c]{0,2}") {
            prop_assert_eq!(as_before(&sent(&text), &text), text);
        }

        #[test]
        fn nothing_but_line_ends_changes(typed in "([a-c]{0,2}(\n|\r\n|\r)){0,8}", before in "([a-c]{0,2}(\n|\r\n|\r)){0,8}") {
            let kept = as_before(&typed, &before);
            let words = |text: &str| lines(text).into_iter().map(|(line, _)| line.to_owned()).collect::<Vec<_>>();
            prop_assert_eq!(words(&kept), words(&typed));
        }
    }
}
