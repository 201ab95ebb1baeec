//! What an author wrote for themselves: comments, which no page shows.

use std::{borrow::Cow, ops::Range};

use comrak::{Node, nodes::NodeValue};

use super::parse;

/// How a comment begins and ends, as text: Obsidian's, and HTML's with what HTML passes over like one.
const MARKS: [(&str, &str); 4] = [("%%", "%%"), ("<!--", "-->"), ("<!", ">"), ("<?", ">")];
/// How people write a comment as a link that is never used.
const UNUSED_LINKS: [&str; 2] = ["[//]:", "[comment]:"];

/// The body of a note without its comments: `%%…%%`, those of HTML, and `[//]: # (…)`. What only looks like one,
/// in code say, stays. What lies behind the end of what is rendered is left out like on the page.
///
/// Where the places of comments cannot be told for sure, too much is left out rather than too little.
#[must_use]
pub fn without_comments(body: &str) -> Cow<'_, str> {
    let body = parse::capped(body);
    let suspicious = MARKS.iter().any(|(open, _)| body.contains(open))
        || UNUSED_LINKS.iter().any(|mark| has_line(body, mark));
    if !suspicious {
        return Cow::Borrowed(body);
    }
    let mut text = body.to_owned();
    // What was between two comments may become one when they are gone; a third look only asks.
    for _ in 0..3 {
        let Some(places) = places(&text) else { break };
        if places.is_empty() {
            return Cow::Owned(text);
        }
        text = cut(&text, places);
    }
    Cow::Owned(crude(body))
}

fn has_line(body: &str, mark: &str) -> bool {
    body.lines().any(|line| line.trim_start().starts_with(mark))
}

/// Where the comments are, in bytes; nothing if the text is too much for the parser.
fn places(body: &str) -> Option<Vec<Range<usize>>> {
    let starts = line_starts(body);
    parse::with_document(body, |root| {
        let root = root.ok()?;
        let mut places = Vec::new();
        let mut code = Vec::new();
        for node in root.descendants() {
            let place = place(node, &starts, body.len());
            match &node.data().value {
                NodeValue::CommentInline(_) | NodeValue::MultilineComment(_) => places.push(place),
                NodeValue::HtmlInline(_) | NodeValue::HtmlBlock(_) => {
                    let html = body.get(place.clone()).unwrap_or_default();
                    places.extend(
                        marked(html, &MARKS[1..])
                            .into_iter()
                            .map(|found| place.start + found.start..place.start + found.end),
                    );
                }
                NodeValue::CodeBlock(_) => code.push(place),
                _ => {}
            }
        }
        places.extend(unused_links(body, &starts, &code));
        Some(places)
    })
}

/// Where lines begin, in bytes.
pub(super) fn line_starts(body: &str) -> Vec<usize> {
    std::iter::once(0).chain(body.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// Where a node stands, in bytes; `starts` is where lines begin.
pub(super) fn place(node: Node<'_>, starts: &[usize], length: usize) -> Range<usize> {
    let position = node.data().sourcepos;
    let byte = |line: usize, column: usize| {
        let start = line.checked_sub(1).and_then(|line| starts.get(line)).copied().unwrap_or(length);
        (start + column).min(length)
    };
    let start = byte(position.start.line, position.start.column.saturating_sub(1));
    start..byte(position.end.line, position.end.column).max(start)
}

fn unused_links(body: &str, starts: &[usize], code: &[Range<usize>]) -> Vec<Range<usize>> {
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let lines = starts.iter().copied().zip(ends).map(|(start, end)| start..end);
    lines
        .filter(|line| {
            let text = body.get(line.clone()).unwrap_or_default().trim_start();
            UNUSED_LINKS.iter().any(|mark| text.starts_with(mark))
                && !code.iter().any(|code| code.contains(&line.start))
        })
        .collect()
}

/// Where such marks open and close; one that never closes goes on to the end.
fn marked(text: &str, marks: &[(&str, &str)]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((at, (open, close))) = text.get(from..).and_then(|rest| first(rest, marks)) {
        let start = from + at;
        let inside = start + open.len();
        let end = text.get(inside..).and_then(|rest| rest.find(close));
        from = end.map_or(text.len(), |end| inside + end + close.len());
        found.push(start..from);
    }
    found
}

fn first<'a>(text: &str, marks: &[(&'a str, &'a str)]) -> Option<(usize, (&'a str, &'a str))> {
    let found = marks.iter().filter_map(|mark| text.find(mark.0).map(|at| (at, *mark)));
    // Of `<!--` and `<!` at one place the longer is meant.
    found.min_by_key(|(at, mark)| (*at, usize::MAX - mark.0.len()))
}

fn cut(text: &str, mut places: Vec<Range<usize>>) -> String {
    places.sort_unstable_by_key(|place| place.start);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        if place.start >= from {
            out.push_str(text.get(from..place.start).unwrap_or_default());
        }
        from = from.max(place.end);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Everything that looks like a comment is left out, wherever it stands.
fn crude(body: &str) -> String {
    let text = cut(body, marked(body, &MARKS));
    let is_link = |line: &&str| UNUSED_LINKS.iter().any(|mark| line.trim_start().starts_with(mark));
    text.split_inclusive('\n').filter(|line| !is_link(line)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::markdown::{Options, render};

    fn shown(body: &str) -> String {
        let options = Options { note_path_in_vault: "A.md", first_line: 1, title: None };
        let rendered = render(body, &options);
        rendered.html + rendered.plain.as_str()
    }

    #[test]
    fn comments_go_and_the_text_stays() {
        for (body, expected) in [
            ("a %%b%% c", "a  c"),
            ("a\n\n%%\nb\n\nb\n%%\n\nc", "a\n\n\n\nc"),
            ("> a %%b%%\n> %%b%% c", "> a \n>  c"),
            ("- a\n  %%\n  b\n  %%\n- c", "- a\n  \n- c"),
            ("a <!-- b --> c", "a  c"),
            ("<!-- b\n\nb -->\nc", "\nc"),
            ("<div>\na <!-- b -->\n</div>", "<div>\na \n</div>"),
            ("a\n\n[//]: # (b)\n\nc", "a\n\n\nc"),
            ("**a %%b%%** ~~%%b%%~~ c", "**a ** ~~~~ c"),
            ("a\n\n%%\nb", "a\n\n"),
            ("é %%b%% ñ", "é  ñ"),
        ] {
            assert_eq!(without_comments(body), expected, "{body:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_comment_stays() {
        for body in [
            "100%% of it",
            "`%%a%%` and `<!-- a -->`",
            "```\n%%a%%\n<!-- a -->\n[//]: # (a)\n```",
            "    %%a%%\n",
            "a \\%%b",
            "a < b ! c",
        ] {
            assert_eq!(without_comments(body), body);
        }
    }

    #[test]
    fn in_doubt_it_is_left_out() {
        assert_eq!(crude("a %%b%% `%%c%%` <!-- d --> <!e> %%f"), "a  ``   ");
    }

    fn text() -> impl Strategy<Value = String> {
        let pieces = [
            "%%",
            "%%",
            "SECRET",
            "\n",
            "\n\n",
            "`",
            "```\n",
            "> ",
            "- ",
            "1. ",
            "    ",
            "<!--",
            "-->",
            "<!",
            "<?",
            ">",
            "*",
            "**",
            "[^1]",
            "\n[^1]: ",
            "| a |",
            "\n|--|\n",
            "$",
            "==",
            "a ",
            "é",
            "\\",
            "<div>",
            "</div>\n",
            "# ",
            "\t",
            "\r\n",
            "> [!note] ",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn what_no_page_shows_is_in_no_source(body in text()) {
            let source = without_comments(&body);
            let hidden = places(&body).unwrap().iter().any(|place| body[place.clone()].contains("SECRET"));
            if hidden && !shown(&body).contains("SECRET") {
                prop_assert!(!source.contains("SECRET"), "{:?} shows {:?}", source, body);
            }
            prop_assert!(places(&source).unwrap().is_empty() || source == crude(&body));
        }

        #[test]
        fn any_text_is_read(body in any::<String>()) {
            prop_assert!(without_comments(&body).len() <= body.len());
        }
    }
}
