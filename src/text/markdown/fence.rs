//! What stands after the fence of a block of code: its language, the lines to mark, and whether lines have numbers.
//!
//! Marked lines: `{1,3-5}` or `hl_lines="1 3-5"`. Numbers: `showLineNumbers`, from another number on
//! `showLineNumbers{10}`; also `numberLines`, `linenums`, `linenums="10"`, `startFrom="10"`. So is it written for other
//! programs, and what is meant for none of these is passed over.

use std::{fmt::Write as _, ops::RangeInclusive};

/// The longest name of a language.
const MAX_NAME: usize = 32;
/// The longest info string that is looked at, in bytes.
const MAX_INFO: usize = 500;

/// A fence's info string, read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fence {
    /// In lower case.
    pub(super) language: Option<String>,
    /// Lines to mark, counted from 1 whatever number they show.
    marked: Vec<RangeInclusive<usize>>,
    /// The number of the first line, if lines show their numbers.
    pub(super) numbers: Option<usize>,
}

impl Fence {
    pub(super) fn read(info: &str) -> Self {
        let info = info.get(..info.floor_char_boundary(MAX_INFO)).unwrap_or(info).trim();
        let mut fence = Self { language: language(info), ..Self::default() };
        let mut rest = info;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((inside, after)) = after.split_once('}') else { break };
            let number = inside.trim().parse().ok().filter(|_| before.ends_with("showLineNumbers"));
            match (number, ranges(inside, ',')) {
                (Some(number), _) => fence.numbers = Some(number),
                (None, Some(ranges)) => fence.marked.extend(ranges),
                (None, None) => {}
            }
            rest = after;
        }
        if let Some(ranges) = value(info, "hl_lines").and_then(|lines| ranges(lines, ' ')) {
            fence.marked.extend(ranges);
        }
        let start = ["linenums", "startFrom"].into_iter().find_map(|name| value(info, name)?.parse().ok());
        let words = ["showLineNumbers", "numberLines", "linenums", "line-numbers"];
        let named = info
            .split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '-')
            .skip(1)
            .any(|word| words.contains(&word));
        if named || start.is_some() {
            fence.numbers = fence.numbers.or(start).or(Some(1));
        }
        fence
    }

    /// Whether lines are to be told apart.
    pub(super) fn has_lines(&self) -> bool {
        self.numbers.is_some() || !self.marked.is_empty()
    }

    /// Puts each line of finished code into an element of its own. `html` holds text and `span`s alone; one that
    /// runs over several lines is closed and opened again.
    pub(super) fn lines(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 2);
        let mut open: Vec<&str> = Vec::new();
        for (index, line) in html.strip_suffix('\n').unwrap_or(html).split('\n').enumerate() {
            let marked = self.marked.iter().any(|range| range.contains(&(index + 1)));
            out.push_str(if marked { "<span class=\"line line-marked\"" } else { "<span class=\"line\"" });
            if let Some(first) = self.numbers {
                // Writing to a String cannot fail.
                let _ = write!(out, " data-line=\"{}\"", first.saturating_add(index));
            }
            out.push('>');
            out.extend(open.iter().copied());
            out.push_str(line);
            for (at, _) in line.match_indices('<') {
                let tag = line.get(at..).and_then(|rest| rest.get(..=rest.find('>')?)).unwrap_or_default();
                if tag.starts_with("</") {
                    open.pop();
                } else {
                    open.push(tag);
                }
            }
            out.extend(open.iter().map(|_| "</span>"));
            out.push_str("</span>\n");
        }
        out
    }
}

/// The first word, if it is a name: `rust` of `rust,ignore` or `{.rust}`.
fn language(info: &str) -> Option<String> {
    let name = info.trim_start_matches(['{', '.', ' ']).split([' ', ',', '{', '}', '\t', ':']).next()?;
    let safe = name.len() <= MAX_NAME
        && !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'-' | b'_' | b'.'));
    safe.then(|| name.to_ascii_lowercase())
}

/// `1,3-5`; nothing if it is not that.
fn ranges(text: &str, separator: char) -> Option<Vec<RangeInclusive<usize>>> {
    let parts = text.split(separator).map(str::trim).filter(|part| !part.is_empty());
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.trim().parse().ok()?..=last.trim().parse().ok()?)
    };
    parts.map(range).collect()
}

/// The value of `name="value"` or `name=value`.
fn value<'i>(info: &'i str, name: &str) -> Option<&'i str> {
    let (_, after) = info.split_once(name)?;
    let after = after.strip_prefix('=')?;
    match after.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').map(|(value, _)| value),
        None => after.split([' ', '}']).next(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_language_is_the_first_safe_word() {
        for (info, name) in
            [("rust,ignore", "rust"), ("{.Python}", "python"), ("c++ x", "c++"), ("js {1,3}", "js")]
        {
            assert_eq!(language(info).as_deref(), Some(name));
        }
        for info in ["", " ", "\"><b>", "linguagem-de-programação"] {
            assert_eq!(language(info), None, "{info}");
        }
    }

    #[test]
    fn lines_are_marked_and_numbered_in_many_ways() {
        let read = |info: &str| {
            let fence = Fence::read(info);
            (fence.marked, fence.numbers)
        };
        assert_eq!(read("rust {1,3-5} showLineNumbers"), (vec![1..=1, 3..=5], Some(1)));
        assert_eq!(read("js{2} showLineNumbers{10}"), (vec![2..=2], Some(10)));
        assert_eq!(read("{.rust .numberLines startFrom=\"7\"}"), (vec![], Some(7)));
        assert_eq!(read("py hl_lines=\"1 3-4\" linenums=\"3\""), (vec![1..=1, 3..=4], Some(3)));
        assert_eq!(read("py linenums"), (vec![], Some(1)));
        for plain in ["rust,ignore", "rust {a,b}", "rust {", "numberLines", "", "rust title=\"a{b\""] {
            assert_eq!(read(plain), (vec![], None), "{plain}");
        }
    }

    #[test]
    fn spans_end_with_their_line() {
        let fence = Fence::read("c {2} showLineNumbers{9}");
        assert_eq!(
            fence.lines("<span class=\"hl-comment\">/* a\nb */</span> c\n"),
            "<span class=\"line\" data-line=\"9\"><span class=\"hl-comment\">/* a</span></span>\n\
             <span class=\"line line-marked\" data-line=\"10\"><span class=\"hl-comment\">b */</span> c</span>\n"
        );
    }

    proptest! {
        #[test]
        fn any_info_is_read(info in any::<String>(), odd in "[a-z {}=\",0-9-]{0,40}") {
            let _ = Fence::read(&info);
            let fence = Fence::read(&odd);
            let html = fence.lines("a <span x>b\n\nc</span>\n<span y>d</span>");
            prop_assert_eq!(html.matches("<span").count(), html.matches("</span>").count());
        }
    }
}
