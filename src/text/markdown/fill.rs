//! Filling the holes of a rendered note, at reading.

use std::fmt::Write as _;

/// What is missing at a place of a rendered note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole<'a> {
    /// A link; its words, as HTML.
    Link {
        /// Safe HTML without links. Embeds in it are filled already.
        label_html: &'a str,
    },
    /// An embedded note, picture or other file.
    Embed {
        /// Whether blocks may stand there.
        flow: bool,
        /// Whether there is room for the beginning of a text alone: on the card of a board.
        brief: bool,
        /// The level of the heading that it stands under; 1 under none but the title.
        level: u8,
    },
    /// A sentence of the interface, in the reader's language: a word for which. It has no number.
    Say(&'a str),
}

/// Replaces every hole by what `resolve` makes of it, in one pass. The number is the index into
/// [`super::Rendered::links`]; `level` is that of the heading above the text.
pub fn fill(html: &str, level: u8, mut resolve: impl FnMut(usize, Hole<'_>) -> String) -> String {
    filled(html, level, &mut resolve, true)
}

fn filled(
    html: &str,
    mut level: u8,
    resolve: &mut dyn FnMut(usize, Hole<'_>) -> String,
    links: bool,
) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 4);
    let mut rest = html;
    while let Some(at) = rest.find("<q-") {
        let (before, hole) = rest.split_at(at);
        out.push_str(before);
        level = last_level(before).unwrap_or(level);
        match read(hole) {
            Some((number, Read::Embed { flow, brief }, after)) => {
                out.push_str(&resolve(number, Hole::Embed { flow, brief, level }));
                rest = after;
            }
            Some((_, Read::Say { what }, after)) => {
                out.push_str(&resolve(0, Hole::Say(what)));
                rest = after;
            }
            // A picture may stand in a link, a link in a link may not.
            Some((number, Read::Link { label_html }, after)) if links => {
                let label = filled(label_html, level, resolve, false);
                out.push_str(&resolve(number, Hole::Link { label_html: &label }));
                rest = after;
            }
            _ => {
                // No hole of ours: the renderer writes none like it, but nothing may be lost.
                out.push_str("&lt;q-");
                rest = hole.get("<q-".len()..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// The same text, its embeds showing the beginning of a text alone.
pub(in crate::text) fn brief(html: &str) -> String {
    html.replace(" flow=\"\"></q-embed>", " flow=\"\" brief=\"\"></q-embed>")
}

/// The same text with the numbers of its holes raised, so that it can follow another.
pub(in crate::text) fn renumbered(html: &str, by: usize) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    let mut rest = html;
    while let Some(at) = rest.find("<q-") {
        let (before, hole) = rest.split_at(at);
        let number = hole.split_once(" n=\"").filter(|(name, _)| matches!(*name, "<q-link" | "<q-embed"));
        let Some((name, (number, after))) =
            number.and_then(|(name, after)| Some((name, after.split_once('"')?)))
        else {
            out.push_str(before);
            out.push_str("<q-");
            rest = hole.get("<q-".len()..).unwrap_or_default();
            continue;
        };
        out.push_str(before);
        let number = number.parse::<usize>().unwrap_or_default() + by;
        // Writing to a String cannot fail.
        let _ = write!(out, "{name} n=\"{number}\"");
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The level of the last heading in a piece of finished HTML.
fn last_level(html: &str) -> Option<u8> {
    let level = |(at, _)| {
        let level = html.as_bytes().get(at + "</h".len())?;
        (b'1'..=b'6').contains(level).then(|| level - b'0')
    };
    html.rmatch_indices("</h").find_map(level)
}

/// A hole as it is written.
enum Read<'a> {
    Link { label_html: &'a str },
    Embed { flow: bool, brief: bool },
    Say { what: &'a str },
}

/// Reads one hole at the start of `html` and gives what follows it.
fn read(html: &str) -> Option<(usize, Read<'_>, &str)> {
    if let Some(rest) = html.strip_prefix("<q-link n=\"") {
        let (number, rest) = rest.split_once("\">")?;
        let (label_html, after) = rest.split_once("</q-link>")?;
        return Some((number.parse().ok()?, Read::Link { label_html }, after));
    }
    if let Some(rest) = html.strip_prefix("<q-say of=\"") {
        let (what, after) = rest.split_once("\"></q-say>")?;
        return Some((0, Read::Say { what }, after));
    }
    let rest = html.strip_prefix("<q-embed n=\"")?;
    let (number, rest) = rest.split_once('"')?;
    let (flow, rest) = rest.strip_prefix(" flow=\"\"").map_or((false, rest), |rest| (true, rest));
    let (brief, rest) = rest.strip_prefix(" brief=\"\"").map_or((false, rest), |rest| (true, rest));
    let after = rest.strip_prefix("></q-embed>")?;
    Some((number.parse().ok()?, Read::Embed { flow, brief }, after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn holes_are_replaced_in_order() {
        let html = "<p>a <q-link n=\"0\"><em>b</em></q-link> c <q-embed n=\"12\"></q-embed>.</p>";
        let filled = fill(html, 1, |n, hole| match hole {
            Hole::Link { label_html } => format!("<a href=\"/{n}\">{label_html}</a>"),
            Hole::Embed { .. } => format!("[{n}]"),
            Hole::Say(what) => what.to_owned(),
        });
        assert_eq!(filled, "<p>a <a href=\"/0\"><em>b</em></a> c [12].</p>");
    }

    #[test]
    fn an_embed_in_a_link_is_filled_first() {
        let html = "<q-link n=\"0\">a <q-embed n=\"1\"></q-embed></q-link>";
        let filled = fill(html, 1, |n, hole| match hole {
            Hole::Link { label_html } => format!("<a href=\"/{n}\">{label_html}</a>"),
            Hole::Embed { .. } => "<img>".to_owned(),
            Hole::Say(what) => what.to_owned(),
        });
        assert_eq!(filled, "<a href=\"/0\">a <img></a>");
    }

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        let filled = fill("<q-embed n=\"1\"></q-embed>", 1, |_, _| "<q-embed n=\"1\"></q-embed>".to_owned());
        assert_eq!(filled, "<q-embed n=\"1\"></q-embed>");
    }

    #[test]
    fn what_is_no_hole_stays_as_text() {
        for html in ["<q-link n=\"x\">a</q-link>", "<q-link n=\"1\">a", "<q-", "<q-embed n=\"1\">"] {
            let filled = fill(html, 1, |_, _| panic!("{html}"));
            assert!(filled.starts_with("&lt;q-"), "{filled}");
        }
    }

    #[test]
    fn holes_can_be_renumbered() {
        assert_eq!(
            renumbered(
                "a <q-link n=\"0\">b</q-link><q-say of=\"x\"></q-say><q-embed n=\"9\" flow=\"\"></q-embed>",
                3
            ),
            "a <q-link n=\"3\">b</q-link><q-say of=\"x\"></q-say><q-embed n=\"12\" flow=\"\"></q-embed>"
        );
    }

    #[test]
    fn an_embed_knows_where_it_stands() {
        let html =
            "<q-embed n=\"0\"></q-embed><h3 id=\"a\">a</h3><div><q-embed n=\"1\" flow=\"\"></q-embed></div>";
        let mut seen = Vec::new();
        fill(html, 1, |number, hole| {
            seen.push((
                number,
                hole == Hole::Embed {
                    flow: number == 1,
                    brief: false,
                    level: if number == 1 { 3 } else { 1 },
                },
            ));
            String::new()
        });
        assert_eq!(seen, [(0, true), (1, true)]);
    }

    proptest! {
        #[test]
        fn text_without_holes_is_unchanged(html in "[^q]*") {
            prop_assert_eq!(fill(&html, 1, |_, _| String::new()), html);
        }
    }
}
