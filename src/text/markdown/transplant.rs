//! A piece of one note within another: its ids, its headings, and its links to itself.

use std::collections::HashSet;

use super::tokens::end_of_tag;

/// Where a piece of a finished note is to stand.
#[derive(Clone, Copy, Debug)]
pub struct Transplant<'a> {
    /// Put before every id, so that none meets another of the page.
    pub prefix: &'a str,
    /// The level of the heading that it will stand under: its own highest ones follow that.
    pub level: u8,
    /// The address of the note that it comes from, for links to places that are not in the piece.
    pub home: &'a str,
}

/// Makes a well-formed piece of a finished note fit into another page. Holes stay holes.
#[must_use]
pub fn transplant(html: &str, place: Transplant<'_>) -> String {
    let ids: HashSet<&str> = tags(html).filter_map(|(_, tag)| attribute(tag, " id=\"")).collect();
    let top = tags(html).filter_map(|(_, tag)| heading(tag)).min().unwrap_or(2);
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut done = 0;
    for (at, tag) in tags(html) {
        out.push_str(html.get(done..at).unwrap_or_default());
        done = at + tag.len();
        let moved = heading(tag).map(|level| (level + place.level + 1).saturating_sub(top).clamp(2, 6));
        let tag = match (moved, tag.strip_prefix("</h")) {
            (Some(level), Some(rest)) => format!("</h{level}{}", rest.get(1..).unwrap_or_default()),
            (Some(level), None) => format!("<h{level}{}", tag.get("<h2".len()..).unwrap_or_default()),
            (None, _) => tag.to_owned(),
        };
        let tag = tag.replace("url(#", &format!("url(#{}", place.prefix));
        let tag = replaced(&tag, " id=\"", |id| format!("{}{id}", place.prefix));
        out.push_str(&replaced(&tag, " href=\"", |to| match to.strip_prefix('#') {
            Some(id) if ids.contains(id) => format!("#{}{id}", place.prefix),
            Some(_) => format!("{}{to}", place.home),
            None => to.to_owned(),
        }));
    }
    out.push_str(html.get(done..).unwrap_or_default());
    out
}

/// The tags of finished HTML with their places.
fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + html.get(from..)?.find('<')?;
        let length = end_of_tag(html.get(at..)?)? + 1;
        from = at + length;
        Some((at, html.get(at..from)?))
    })
}

/// The value of an attribute. `opening` is all that stands before it, with the quote.
fn attribute<'t>(tag: &'t str, opening: &str) -> Option<&'t str> {
    Some(tag.split_once(opening)?.1.split_once('"')?.0)
}

/// The tag with another value of an attribute, if it has that.
fn replaced(tag: &str, opening: &str, value: impl Fn(&str) -> String) -> String {
    let parts = tag.split_once(opening).and_then(|(before, rest)| Some((before, rest.split_once('"')?)));
    match parts {
        Some((before, (old, after))) => format!("{before}{opening}{}\"{after}", value(old)),
        None => tag.to_owned(),
    }
}

/// The level of a heading's tag, opening or closing.
fn heading(tag: &str) -> Option<u8> {
    let rest = tag.strip_prefix("</h").or_else(|| tag.strip_prefix("<h"))?;
    match rest.as_bytes() {
        [level @ b'1'..=b'6', b'>' | b' ', ..] => Some(level - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Transplant<'_> = Transplant { prefix: "e1-", level: 3, home: "/notes/b" };

    #[test]
    fn ids_and_links_to_them_get_a_prefix() {
        assert_eq!(
            transplant(
                "<p id=\"^x\">a <a class=\"anchor\" href=\"#^x\">b</a> <a href=\"#y\">c</a></p>",
                PLACE
            ),
            "<p id=\"e1-^x\">a <a class=\"anchor\" href=\"#e1-^x\">b</a> <a href=\"/notes/b#y\">c</a></p>"
        );
    }

    #[test]
    fn headings_follow_the_one_above() {
        assert_eq!(
            transplant("<h2 id=\"a\">A</h2><hr><h3 id=\"b\">B</h3><h6>C</h6>", PLACE),
            "<h4 id=\"e1-a\">A</h4><hr><h5 id=\"e1-b\">B</h5><h6>C</h6>"
        );
        let top = Transplant { level: 1, ..PLACE };
        assert_eq!(transplant("<h4 id=\"a\">A</h4>", top), "<h2 id=\"e1-a\">A</h2>");
    }

    #[test]
    fn the_rest_stays_as_it_is() {
        let html = "<p title=\"a > b\">x &lt;h2 id=&quot;<q-link n=\"0\">y</q-link><q-embed n=\"1\" flow=\"\"></q-embed></p> <";
        assert_eq!(transplant(html, PLACE), html);
    }
}
