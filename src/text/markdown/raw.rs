//! HTML written by the author: made well-formed, piece by piece, before the sanitiser sees it.
//!
//! The sanitiser is what keeps readers safe. This pass keeps the note whole: a tag that is never closed, a
//! forged hole or an element that swallows what follows stays within its block.

use std::{collections::HashSet, fmt::Write as _};

use super::{
    links::{self, Destination},
    tokens::{Piece, Pieces, Tag, attributes},
    writer::Writer,
};

/// Elements that may be written in a note and mean the same without our style sheet. None of them changes how the text
/// after it is read.
const PLAIN: [&str; 42] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "br",
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
    "s",
    "samp",
    "small",
    "strong",
    "sub",
    "summary",
    "sup",
    "ul",
    "var",
];
/// Elements that are allowed as well, and elsewhere lose their tags and keep their text.
const STYLED: [&str; 6] = ["center", "rp", "rt", "ruby", "span", "u"];
/// Table elements and quotes, allowed as well.
const TABLES: [&str; 9] = ["blockquote", "caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"];
/// Elements without content.
const VOID: [&str; 2] = ["br", "hr"];
/// Elements whose content is no text of the note.
const DROPPED: [&str; 8] = ["script", "style", "template", "svg", "math", "noscript", "textarea", "select"];
/// Elements that show a file.
const MEDIA: [&str; 5] = ["img", "iframe", "audio", "video", "embed"];
/// How many raw tags may be open at once.
const MAX_OPEN: usize = 24;

/// The names of elements that may be written in a note.
pub(super) fn allowed() -> impl Iterator<Item = &'static str> {
    PLAIN.into_iter().chain(TABLES).chain(STYLED)
}

/// Whether an element that may be written in a note means the same without our style sheet.
pub(super) fn is_plain(name: &str) -> bool {
    PLAIN.contains(&name) || TABLES.contains(&name)
}

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

    /// Whether nothing is open that was opened in this block.
    pub(super) fn is_clear(&self) -> bool {
        self.blocks.last().is_none_or(|base| *base == self.names.len())
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
                // Writing to a String cannot fail.
                let _ = write!(out, "</{name}>");
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
    let mut pieces = Pieces::of(html);
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
        // Any end will do: what stands between an early end and a late beginning is markup at worst.
        let closed: HashSet<String> = Pieces::of(html)
            .filter_map(|piece| match piece {
                Piece::Tag(tag) if tag.closing && DROPPED.contains(&tag.name.as_str()) => Some(tag.name),
                _ => None,
            })
            .collect();
        for piece in Pieces::of(html) {
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
                        if !tag.closing && closed.contains(&tag.name) {
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
        if !allowed().any(|allowed| allowed == name) {
            return;
        }
        if VOID.contains(&name) {
            self.put(format_args!("<{name}>"));
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
        if name == "a" {
            self.raw_link(tag);
        } else {
            self.put(format_args!("<{name}"));
            self.raw_attributes(tag);
        }
        self.open_tags.names.push(name.to_owned());
    }

    /// A link. One to a file of the vault loses its address: links are looked up in Markdown only.
    fn raw_link(&mut self, tag: &Tag) {
        let attributes = attributes(&tag.attributes);
        let href =
            attributes.iter().find(|(name, _)| name == "href").map(|(_, value)| value.replace("&amp;", "&"));
        match links::page(href.unwrap_or_default().trim(), self.options.note_path_in_vault) {
            Destination::External(url) => self.external(&url, ""),
            Destination::Here { fragment } if self.plan.id_of(&fragment).is_some() => {
                self.here(&fragment);
            }
            _ => {
                self.html.push_str("<a");
                self.raw_attributes(tag);
            }
        }
    }

    /// The attributes as written, but no address; the sanitiser judges them.
    fn raw_attributes(&mut self, tag: &Tag) {
        for (name, value) in attributes(&tag.attributes).into_iter().filter(|(name, _)| name != "href") {
            let value = value.replace('"', "&quot;").replace('<', "&lt;");
            self.put(format_args!(" {name}=\"{value}\""));
        }
        self.html.push('>');
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
        self.image(destination, &format!("{alt}{size}"), false, line);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_and_comments_are_simple() {
        assert!(is_simple("<br>") && is_simple("<BR/>") && is_simple("<!-- a -->\n") && is_simple(""));
        assert!(!is_simple("<b>") && !is_simple("a") && !is_simple("<br><i>"));
    }
}
