//! Filling the holes of a rendered note, at reading.

/// What is missing at a place of a rendered note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole<'a> {
    /// A link; its words, as HTML.
    Link {
        /// Safe HTML without links. Embeds in it are filled already.
        label_html: &'a str,
    },
    /// An embedded note, picture or other file.
    Embed,
}

/// Replaces every hole by what `resolve` makes of it, in one pass. The number is the index into
/// [`super::Rendered::links`].
pub fn fill(html: &str, mut resolve: impl FnMut(usize, Hole<'_>) -> String) -> String {
    filled(html, &mut resolve, true)
}

fn filled(html: &str, resolve: &mut dyn FnMut(usize, Hole<'_>) -> String, links: bool) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 4);
    let mut rest = html;
    while let Some(at) = rest.find("<q-") {
        let (before, hole) = rest.split_at(at);
        out.push_str(before);
        match read(hole) {
            Some((number, Hole::Embed, after)) => {
                out.push_str(&resolve(number, Hole::Embed));
                rest = after;
            }
            // A picture may stand in a link, a link in a link may not.
            Some((number, Hole::Link { label_html }, after)) if links => {
                let label = filled(label_html, resolve, false);
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

/// Reads one hole at the start of `html` and gives what follows it.
fn read(html: &str) -> Option<(usize, Hole<'_>, &str)> {
    if let Some(rest) = html.strip_prefix("<q-link n=\"") {
        let (number, rest) = rest.split_once("\">")?;
        let (label_html, after) = rest.split_once("</q-link>")?;
        return Some((number.parse().ok()?, Hole::Link { label_html }, after));
    }
    let rest = html.strip_prefix("<q-embed n=\"")?;
    let (number, after) = rest.split_once("\"></q-embed>")?;
    Some((number.parse().ok()?, Hole::Embed, after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn holes_are_replaced_in_order() {
        let html = "<p>a <q-link n=\"0\"><em>b</em></q-link> c <q-embed n=\"12\"></q-embed>.</p>";
        let filled = fill(html, |n, hole| match hole {
            Hole::Link { label_html } => format!("<a href=\"/{n}\">{label_html}</a>"),
            Hole::Embed => format!("[{n}]"),
        });
        assert_eq!(filled, "<p>a <a href=\"/0\"><em>b</em></a> c [12].</p>");
    }

    #[test]
    fn an_embed_in_a_link_is_filled_first() {
        let html = "<q-link n=\"0\">a <q-embed n=\"1\"></q-embed></q-link>";
        let filled = fill(html, |n, hole| match hole {
            Hole::Link { label_html } => format!("<a href=\"/{n}\">{label_html}</a>"),
            Hole::Embed => "<img>".to_owned(),
        });
        assert_eq!(filled, "<a href=\"/0\">a <img></a>");
    }

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        let filled = fill("<q-embed n=\"1\"></q-embed>", |_, _| "<q-embed n=\"1\"></q-embed>".to_owned());
        assert_eq!(filled, "<q-embed n=\"1\"></q-embed>");
    }

    #[test]
    fn what_is_no_hole_stays_as_text() {
        for html in ["<q-link n=\"x\">a</q-link>", "<q-link n=\"1\">a", "<q-", "<q-embed n=\"1\">"] {
            let filled = fill(html, |_, _| panic!("{html}"));
            assert!(filled.starts_with("&lt;q-"), "{filled}");
        }
    }

    proptest! {
        #[test]
        fn text_without_holes_is_unchanged(html in "[^q]*") {
            prop_assert_eq!(fill(&html, |_, _| String::new()), html);
        }
    }
}
