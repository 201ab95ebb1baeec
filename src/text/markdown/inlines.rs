//! From the tree to HTML and plain text: what stands inside a line.

use comrak::{
    Node,
    html::{escape, escape_href},
    nodes::{Ast, NodeCode, NodeFootnoteReference, NodeMath, NodeValue},
};

use super::{
    Link,
    links::{self, Destination},
    math, tags,
    writer::Writer,
};

impl Writer<'_> {
    /// Writes what stands before an inline node's children; `false` leaves them out.
    pub(super) fn enter_inline(&mut self, node: Node<'_>, data: &Ast) -> bool {
        let line = data.sourcepos.start.line;
        match &data.value {
            NodeValue::Text(text) => self.words(text, line),
            NodeValue::SoftBreak => self.pause("\n"),
            NodeValue::LineBreak => self.pause("<br>\n"),
            NodeValue::Code(NodeCode { literal, .. }) => {
                self.html.push_str("<code>");
                self.text(literal);
                self.html.push_str("</code>");
                self.said(literal);
            }
            NodeValue::HtmlInline(html) => self.raw_html(html, false, line),
            NodeValue::Emph => self.html.push_str("<em>"),
            NodeValue::Strong => self.html.push_str("<strong>"),
            NodeValue::Strikethrough => self.html.push_str("<del>"),
            NodeValue::Highlight => self.html.push_str("<mark>"),
            NodeValue::Math(NodeMath { display_math, literal, .. }) => {
                self.trusted(math::html(literal, *display_math));
                self.said(literal);
            }
            NodeValue::FootnoteReference(reference) => self.footnote_reference(reference),
            NodeValue::Link(markup) => {
                let destination = links::page(&markup.url, self.options.note_path_in_vault);
                return self.enter_link(node, destination, &markup.title, line);
            }
            NodeValue::WikiLink(markup) => {
                let destination = links::wikilink(&markup.url, self.options.note_path_in_vault);
                let label = node.collect_text();
                // comrak gives the target as the label where the author wrote none.
                let label = (label.trim() != markup.url.trim()).then_some(label);
                let flow = self.may_hold_blocks(node);
                self.wikilink(destination, &markup.url, label.as_deref(), markup.embed.then_some(flow), line);
                return false;
            }
            NodeValue::Image(image) => {
                let destination = links::markdown(&image.url, self.options.note_path_in_vault);
                let alt = node.collect_text();
                let flow = self.may_hold_blocks(node);
                self.image(destination, &alt, flow, line);
                return false;
            }
            NodeValue::Escaped => self.last_char = Some('\\'),
            NodeValue::CommentInline(_) => return false,
            _ => {}
        }
        true
    }

    pub(super) fn leave_inline(&mut self, value: &NodeValue) {
        match value {
            NodeValue::Emph => self.html.push_str("</em>"),
            NodeValue::Strong => self.html.push_str("</strong>"),
            NodeValue::Strikethrough => self.html.push_str("</del>"),
            NodeValue::Highlight => self.html.push_str("</mark>"),
            NodeValue::Link(_) => self.leave_link(),
            _ => {}
        }
    }

    fn enter_link(&mut self, node: Node<'_>, destination: Destination, title: &str, line: usize) -> bool {
        let closing = match destination {
            _ if self.in_link() => "",
            Destination::External(url) => {
                self.external(&url, title);
                "</a>"
            }
            Destination::Here { fragment } => self.here(&fragment),
            Destination::Internal { target, key, fragment } => {
                let label = Some(node.collect_text()).filter(|label| !label.is_empty());
                self.hole("q-link", Link { label, ..link(target, key, fragment, line) });
                "</q-link>"
            }
            Destination::Nowhere => "",
        };
        self.open_links.push((self.open_tags.len(), closing));
        true
    }

    fn leave_link(&mut self) {
        if let Some((tags, closing)) = self.open_links.pop() {
            // A raw tag that was opened in the link must not keep it open.
            let tags = if closing.is_empty() { String::new() } else { self.open_tags.close_to(tags) };
            self.html.push_str(&tags);
            self.html.push_str(closing);
        }
    }

    /// Whether a link is open: HTML has no links in links.
    pub(super) fn in_link(&self) -> bool {
        !self.open_links.is_empty() || self.open_tags.has_link()
    }

    fn wikilink(
        &mut self,
        destination: Destination,
        written: &str,
        label: Option<&str>,
        embed: Option<bool>,
        line: usize,
    ) {
        let shown = label.map_or_else(|| shown(written), ToOwned::to_owned);
        match destination {
            Destination::Internal { target, key, fragment } if embed.is_some() => {
                let flow = embed.unwrap_or_default();
                self.embed(link(target, key, fragment, line), label.unwrap_or_default(), flow);
            }
            // `![[#Part]]`: a part of the note within itself.
            Destination::Here { fragment } if embed.is_some() => {
                let (target, key) = links::own(self.options.note_path_in_vault);
                let flow = embed.unwrap_or_default();
                self.embed(link(target, key, Some(fragment), line), label.unwrap_or_default(), flow);
            }
            _ if self.in_link() => self.words_of_link(&shown),
            Destination::Internal { target, key, fragment } => {
                let label = label.map(ToOwned::to_owned);
                self.hole("q-link", Link { label, ..link(target, key, fragment, line) });
                self.words_of_link(&shown);
                self.html.push_str("</q-link>");
            }
            Destination::External(url) => {
                self.external(&url, "");
                self.words_of_link(&shown);
                self.html.push_str("</a>");
            }
            Destination::Here { fragment } => {
                let end = self.here(&fragment);
                self.words_of_link(&shown);
                self.html.push_str(end);
            }
            Destination::Nowhere => self.words_of_link(&shown),
        }
    }

    /// A picture, or whatever else is to be shown in place.
    pub(super) fn image(&mut self, destination: Destination, alt: &str, flow: bool, line: usize) {
        match destination {
            Destination::Internal { target, key, fragment } => {
                self.embed(link(target, key, fragment, line), alt, flow);
            }
            // Nothing is loaded from another host: a link leads there instead.
            Destination::External(url) if !self.in_link() => {
                let (alt, _, _) = links::sized(alt);
                self.external(&url, "");
                self.words_of_link(alt.unwrap_or(&url));
                self.html.push_str("</a>");
            }
            _ => {
                let (alt, _, _) = links::sized(alt);
                self.words_of_link(alt.unwrap_or_default());
            }
        }
    }

    fn embed(&mut self, link: Link, label: &str, flow: bool) {
        let flow = flow && links::is_block(&link.target);
        let (label, width, height) = links::sized(label);
        let words = label.map(ToOwned::to_owned);
        self.hole("q-embed", Link { embed: true, label: words, width, height, ..link });
        if flow {
            self.html.pop();
            self.html.push_str(" flow=\"\">");
        }
        self.html.push_str("</q-embed>");
        self.said(label.unwrap_or_default());
        self.last_char = Some('x');
    }

    /// Opens a hole and notes the link that it stands for.
    fn hole(&mut self, element: &str, mut link: Link) {
        link.line += self.options.first_line.saturating_sub(1);
        link.plain_at = self.plain.len();
        self.put(format_args!("<{element} n=\"{}\">", self.links.len()));
        self.links.push(link);
    }

    pub(super) fn external(&mut self, url: &str, title: &str) {
        let web = links::scheme(url).is_some_and(|scheme| {
            scheme.len() >= 4 && scheme.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("http"))
        });
        self.html.push_str(if web { "<a class=\"external\" rel=\"noopener\" href=\"" } else { "<a href=\"" });
        // Writing to a String cannot fail.
        let _ = escape_href(&mut self.html, url, false);
        if !title.is_empty() {
            self.html.push_str("\" title=\"");
            let _ = escape(&mut self.html, title);
        }
        self.html.push_str("\">");
    }

    /// Opens a link to a place in this note, and gives its end.
    pub(super) fn here(&mut self, fragment: &str) -> &'static str {
        if let Some(id) = self.plan.id_of(fragment) {
            let opening = format!("<a class=\"anchor\" href=\"#{id}\">");
            self.html.push_str(&opening);
            "</a>"
        } else {
            self.html.push_str("<span class=\"link-missing\">");
            "</span>"
        }
    }

    /// Whether a block may stand where an inline node does: right in a block that is written with all its frame.
    fn may_hold_blocks(&self, node: Node<'_>) -> bool {
        self.flat == 0
            && !self.in_link()
            && self.open_tags.is_clear()
            && node.parent().is_some_and(|parent| {
                matches!(parent.data().value, NodeValue::Paragraph | NodeValue::TableCell)
            })
    }

    fn footnote_reference(&mut self, reference: &NodeFootnoteReference) {
        let (number, count) = (reference.ix, reference.ref_num);
        if self.in_link() {
            self.put(format_args!("<sup>{number}</sup>"));
        } else {
            self.put(format_args!(
                "<sup class=\"footnote-ref\"><a id=\"fnref:{number}:{count}\" href=\"#fn:{number}\" \
                 role=\"doc-noteref\">{number}</a></sup>"
            ));
        }
    }

    /// Text of the author, with its tags made links.
    fn words(&mut self, text: &str, line: usize) {
        let mut rest = text;
        // comrak reads no wikilink with two bars; Obsidian does, for a picture with words and a size.
        while let Some((before, written, label, after)) = links::twice_barred(rest) {
            let embed = before.ends_with('!');
            self.tagged(if embed { before.trim_end_matches('!') } else { before });
            let destination = links::wikilink(written, self.options.note_path_in_vault);
            self.wikilink(destination, written, Some(label), embed.then_some(false), line);
            rest = after;
        }
        self.tagged(rest);
    }

    fn tagged(&mut self, text: &str) {
        let mut done = 0;
        if !self.in_link() {
            for (at, tag) in tags::find(text, self.last_char) {
                let name = tag.trim_start_matches('#');
                self.text(text.get(done..at).unwrap_or_default());
                self.put(format_args!("<a class=\"tag\" href=\"{}\">", links::tag_href(name)));
                self.text(tag);
                self.html.push_str("</a>");
                done = at + tag.len();
                if self.seen_tags.insert(name.to_owned()) {
                    self.tags.push(name.to_owned());
                }
            }
        }
        self.text(text.get(done..).unwrap_or_default());
        self.said(text);
    }

    fn words_of_link(&mut self, text: &str) {
        self.text(text);
        self.said(text);
    }

    /// Notes text that is in the HTML already.
    fn said(&mut self, text: &str) {
        self.plain.push_str(text);
        if let Some(last) = text.chars().next_back() {
            self.last_char = Some(last);
        }
    }

    fn pause(&mut self, html: &str) {
        self.html.push_str(html);
        self.plain.push(' ');
        self.last_char = Some(' ');
    }
}

fn link(target: String, key: String, fragment: Option<String>, line: usize) -> Link {
    Link { embed: false, target, key, fragment, label: None, width: None, height: None, line, plain_at: 0 }
}

/// How a wikilink without words of its own reads: `Note#Heading` as "Note > Heading".
fn shown(written: &str) -> String {
    let parts: Vec<&str> = written.split('#').map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" > ")
}
