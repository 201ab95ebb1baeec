//! HTML written by the author: made well-formed, piece by piece, before the sanitiser sees it.
//!
//! The sanitiser is what keeps readers safe. This pass keeps the note whole: a tag that is never closed, a
//! forged hole or an element that swallows what follows stays within its block.

use super::{links, walk::Writer};

/// Elements that may be written in a note. None of them changes how the text after it is read.
pub(super) const ALLOWED: [&str; 48] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "u",
    "ul",
    "var",
];
/// Table elements and quotes, allowed as well.
pub(super) const ALLOWED_TABLES: [&str; 9] =
    ["blockquote", "caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"];
/// Elements without content.
const VOID: [&str; 2] = ["br", "hr"];
/// Elements whose content is no text of the note.
const DROPPED: [&str; 8] = ["script", "style", "template", "svg", "math", "noscript", "textarea", "select"];
/// Elements that show a file.
const MEDIA: [&str; 5] = ["img", "iframe", "audio", "video", "embed"];
/// How many raw tags may be open at once.
const MAX_OPEN: usize = 24;

/// The raw tags that are open, with where each block of the note began.
#[derive(Default)]
pub(super) struct OpenTags {
    names: Vec<String>,
    blocks: Vec<usize>,
}

impl OpenTags {
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn has_link(&self) -> bool {
        self.names.iter().any(|name| name == "a")
    }

    pub(super) fn enter_block(&mut self) {
        self.blocks.push(self.names.len());
    }

    /// The closing tags for what was opened in the block that ends.
    pub(super) fn leave_block(&mut self) -> String {
        let base = self.blocks.pop().unwrap_or(0);
        self.close_to(base)
    }

    /// A block of raw HTML may leave tags open for the blocks after it.
    pub(super) fn leave_html_block(&mut self) {
        self.blocks.pop();
    }

    pub(super) fn close_to(&mut self, base: usize) -> String {
        let mut out = String::new();
        while self.names.len() > base {
            if let Some(name) = self.names.pop() {
                out.push_str(&format!("</{name}>"));
            }
        }
        out
    }

    /// What is open in this block or, in a block of raw HTML, in its siblings before it.
    fn base(&self, block: bool) -> usize {
        let index = self.blocks.len().checked_sub(if block { 2 } else { 1 });
        index.and_then(|index| self.blocks.get(index)).copied().unwrap_or(0)
    }
}

/// Whether raw HTML holds nothing but line breaks and comments, which need no sanitiser.
pub(super) fn is_simple(html: &str) -> bool {
    let mut pieces = Pieces { rest: html };
    pieces.all(|piece| match piece {
        Piece::Text(text) => text.trim().is_empty(),
        Piece::Tag(tag) => tag.name == "br",
        Piece::Nothing => true,
    })
}

impl Writer<'_> {
    /// Writes HTML of the author.
    pub(super) fn raw_html(&mut self, html: &str, block: bool, line: usize) {
        let base = self.open_tags.base(block);
        let opened_before = self.open_tags.names.len();
        let mut dropping: Option<String> = None;
        for piece in (Pieces { rest: html }) {
            match piece {
                Piece::Nothing => {}
                Piece::Text(_) if dropping.is_some() => {}
                Piece::Text(text) => {
                    self.raw_text(text);
                }
                Piece::Tag(tag) => {
                    if let Some(name) = &dropping {
                        if tag.closing && tag.name == *name {
                            dropping = None;
                        }
                    } else if DROPPED.contains(&tag.name.as_str()) {
                        // Without its end in the same piece of HTML only the tag is left out.
                        if !tag.closing && html.to_ascii_lowercase().contains(&format!("</{}", tag.name)) {
                            dropping = Some(tag.name);
                        }
                    } else {
                        self.raw_tag(&tag, base, line);
                    }
                }
            }
        }
        if block {
            self.close_formatting(opened_before);
        }
    }

    /// Text between tags: it may hold character references, and a lone `<`.
    fn raw_text(&mut self, text: &str) {
        self.html.push_str(&text.replace('<', "&lt;").replace('>', "&gt;"));
        let words =
            text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ");
        self.plain.push_str(words.trim_matches('\n'));
        self.last_char = text.chars().next_back().or(self.last_char);
    }

    fn raw_tag(&mut self, tag: &Tag, base: usize, line: usize) {
        let name = tag.name.as_str();
        if MEDIA.contains(&name) {
            if !tag.closing {
                self.raw_media(tag, line);
            }
            return;
        }
        // The page's only heading of level 1 is its title.
        let name = if name == "h1" { "h2" } else { name };
        if !ALLOWED.contains(&name) && !ALLOWED_TABLES.contains(&name) {
            return;
        }
        if VOID.contains(&name) {
            self.html.push_str(&format!("<{name}>"));
            return;
        }
        if tag.closing {
            let open = &self.open_tags.names;
            if let Some(at) = open.iter().rposition(|open| open == name).filter(|at| *at >= base) {
                let closing = self.open_tags.close_to(at);
                self.html.push_str(&closing);
            }
            return;
        }
        if self.open_tags.names.len() >= MAX_OPEN || (name == "a" && self.in_link()) {
            return;
        }
        self.html.push_str(&format!("<{name}"));
        for (attribute, value) in attributes(&tag.attributes) {
            self.html
                .push_str(&format!(" {attribute}=\"{}\"", value.replace('"', "&quot;").replace('<', "&lt;")));
        }
        self.html.push('>');
        self.open_tags.names.push(name.to_owned());
    }

    /// A picture, frame or player: a hole if the file is ours, a link if it lies elsewhere.
    fn raw_media(&mut self, tag: &Tag, line: usize) {
        let attributes = attributes(&tag.attributes);
        let value = |wanted: &str| {
            attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let Some(source) = value("src") else { return };
        let source = source.trim().replace("&amp;", "&");
        let size = match (value("width"), value("height")) {
            (Some(width), Some(height)) => format!("|{width}x{height}"),
            (Some(width), None) => format!("|{width}"),
            _ => String::new(),
        };
        let alt = value("alt").or(value("title")).unwrap_or_default();
        let destination = links::markdown(&source, self.options.note_path_in_vault);
        self.image(destination, &format!("{alt}{size}"), line);
    }

    /// Closes formatting left open by a block of raw HTML: a `<b>` must not run through the rest of the note.
    fn close_formatting(&mut self, from: usize) {
        const STRUCTURE: [&str; 14] = [
            "details",
            "div",
            "dl",
            "dd",
            "dt",
            "figure",
            "ol",
            "ul",
            "li",
            "table",
            "tbody",
            "tr",
            "td",
            "blockquote",
        ];
        let open = self.open_tags.names.get(from..).unwrap_or_default();
        if let Some(at) = open.iter().position(|name| !STRUCTURE.contains(&name.as_str())) {
            let closing = self.open_tags.close_to(from + at);
            self.html.push_str(&closing);
        }
    }
}

struct Tag {
    name: String,
    closing: bool,
    attributes: String,
}

enum Piece<'a> {
    Text(&'a str),
    Tag(Tag),
    /// A comment, declaration or processing instruction.
    Nothing,
}

/// Reads HTML as far as needed: texts and tags.
struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some((piece, rest)) = markup(self.rest) {
            self.rest = rest;
            return Some(piece);
        }
        // A `<` that begins nothing is text, up to the next.
        let skip = usize::from(self.rest.starts_with('<'));
        let end = self.rest.get(skip..)?.find('<').map_or(self.rest.len(), |at| at + skip);
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(Piece::Text(text))
    }
}

/// Reads markup at the start of `html` and gives what follows it.
fn markup(html: &str) -> Option<(Piece<'_>, &str)> {
    let body = html.strip_prefix('<')?;
    if let Some(comment) = body.strip_prefix("!--") {
        let after = comment.split_once("-->").map_or("", |(_, after)| after);
        return Some((Piece::Nothing, after));
    }
    if body.starts_with(['!', '?']) {
        let after = body.split_once('>').map_or("", |(_, after)| after);
        return Some((Piece::Nothing, after));
    }
    let (closing, body) = body.strip_prefix('/').map_or((false, body), |body| (true, body));
    if !body.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
        return None;
    }
    let end = body.find(|ch: char| ch.is_ascii_whitespace() || matches!(ch, '/' | '>'))?;
    let (name, after_name) = body.split_at_checked(end)?;
    let length = end_of_tag(after_name)?;
    let (attributes, rest) = after_name.split_at_checked(length)?;
    let tag = Tag { name: name.to_ascii_lowercase(), closing, attributes: attributes.to_owned() };
    Some((Piece::Tag(tag), rest.get(1..)?))
}

/// Where the `>` of a tag is; one inside a quoted value does not count.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            _ => {}
        }
        after_equals = quote.is_none() && (byte == b'=' || after_equals && byte.is_ascii_whitespace());
    }
    None
}

/// The attributes of a tag, names in lower case, values as written.
fn attributes(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|ch: char| ch.is_ascii_whitespace() || ch == '/');
        let end =
            rest.find(|ch: char| ch.is_ascii_whitespace() || matches!(ch, '=' | '/')).unwrap_or(rest.len());
        let Some((name, after)) = rest.split_at_checked(end) else { break };
        let after = after.trim_ascii_start();
        let (value, next) = match after.strip_prefix('=') {
            None => ("", after),
            Some(value) => quoted(value.trim_ascii_start()),
        };
        let usable =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if usable && out.len() < 32 {
            out.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        if next.is_empty() || next.len() >= rest.len() {
            break;
        }
        rest = next;
    }
    out
}

fn quoted(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(body) = text.strip_prefix(quote) {
            return body.split_once(quote).unwrap_or((body, ""));
        }
    }
    let end = text.find(|ch: char| ch.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        attributes(text)
    }

    #[test]
    fn attributes_are_read_in_all_their_forms() {
        let expected = [("a", "1"), ("b", "2 3"), ("c", "4"), ("open", "")];
        let expected: Vec<_> =
            expected.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        assert_eq!(pairs(" a=1 B = \"2 3\" c='4' open"), expected);
        assert!(pairs(" / = \"\" \"x").len() < 2);
    }

    #[test]
    fn a_quoted_end_is_no_end() {
        assert_eq!(end_of_tag(" a=\">\">x"), Some(6));
        assert_eq!(end_of_tag(" \">x"), Some(2));
        assert_eq!(end_of_tag(" a=\">"), None);
    }

    #[test]
    fn line_breaks_and_comments_are_simple() {
        assert!(is_simple("<br>") && is_simple("<BR/>") && is_simple("<!-- a -->\n") && is_simple(""));
        assert!(!is_simple("<b>") && !is_simple("a") && !is_simple("<br><i>"));
    }

    proptest! {
        #[test]
        fn reading_ends_and_loses_no_text(html in "[<>/!?a-c='\" \\-]{0,40}") {
            let read: usize = Pieces { rest: &html }.map(|piece| match piece { Piece::Text(text) => text.len(), _ => 1 }).sum();
            prop_assert!(read <= html.len());
            let _ = attributes(&html);
        }
    }
}
