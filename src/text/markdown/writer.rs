//! From the tree to HTML and plain text, in one pass without recursion.

use std::{collections::HashSet, fmt::Write as _};

use comrak::{Node, html::escape, nodes::TableAlignment};

use super::{
    Heading, Link, Options, Rendered, diagram,
    excerpt::{count_words, excerpt},
    places,
    plan::{Place, Plan},
    raw::OpenTags,
    sanitize,
};

/// What is written while walking the tree.
pub(super) struct Writer<'o> {
    pub(super) options: &'o Options<'o>,
    /// Whether blocks say where they begin.
    lines: bool,
    pub(super) plan: Plan,
    pub(super) html: String,
    pub(super) plain: String,
    pub(super) links: Vec<Link>,
    pub(super) tags: Vec<String>,
    pub(super) seen_tags: HashSet<String>,
    /// HTML made here that must not be sanitised again; see `trusted`.
    pub(super) spliced: Vec<String>,
    /// Raw tags of the author that are open.
    pub(super) open_tags: OpenTags,
    /// The links that are open: how many raw tags were open before, and the closing tag.
    pub(super) open_links: Vec<(usize, &'static str)>,
    /// The last character of text in this block, for finding tags.
    pub(super) last_char: Option<char>,
    pub(super) headings: Vec<Heading>,
    /// The beginning of the prose, for the excerpt, and where the paragraph that adds to it began.
    pub(super) lead: String,
    pub(super) prose_from: Option<usize>,
    pub(super) depth: usize,
    /// Above zero inside a callout's title, where only text may stand.
    pub(super) flat: usize,
    /// A task's checkbox, to stand at the beginning of its first paragraph.
    pub(super) checkbox: Option<String>,
    pub(super) footnotes: usize,
    /// How many bytes of code have been highlighted.
    pub(super) highlighted: usize,
    pub(super) diagrams: usize,
    /// What diagrams may still cost.
    pub(super) drawing_budget: usize,
    pub(super) alignments: Vec<TableAlignment>,
    pub(super) column: usize,
}

/// Renders a tree.
pub(super) fn render(root: Node<'_>, options: &Options<'_>, lines: bool) -> Rendered {
    let mut writer = Writer { lines, ..Writer::new(Plan::of(root, options), options) };
    let mut next = root.first_child();
    while let Some(node) = next {
        next = writer.enter(node).then(|| node.first_child()).flatten();
        let mut done = node;
        while next.is_none() {
            writer.leave(done);
            next = done.next_sibling();
            match done.parent() {
                Some(parent) if !parent.same_node(root) => done = parent,
                _ => break,
            }
        }
    }
    writer.finish()
}

/// A text that could not be parsed in time, as it is.
pub(super) fn verbatim(text: &str) -> Rendered {
    let mut html = String::from("<pre class=\"code\" tabindex=\"0\"><code>");
    // Writing to a String cannot fail.
    let _ = escape(&mut html, text);
    html.push_str("</code></pre>\n");
    Rendered {
        html,
        plain: text.to_owned(),
        excerpt: excerpt(text),
        words: count_words(text),
        ..Rendered::default()
    }
}

impl<'o> Writer<'o> {
    fn new(plan: Plan, options: &'o Options<'o>) -> Self {
        Self {
            options,
            lines: false,
            plan,
            html: String::new(),
            plain: String::new(),
            links: Vec::new(),
            tags: Vec::new(),
            seen_tags: HashSet::new(),
            spliced: Vec::new(),
            open_tags: OpenTags::default(),
            open_links: Vec::new(),
            last_char: None,
            headings: Vec::new(),
            lead: String::new(),
            prose_from: None,
            depth: 0,
            flat: 0,
            checkbox: None,
            footnotes: 0,
            highlighted: 0,
            diagrams: 0,
            drawing_budget: diagram::BUDGET,
            alignments: Vec::new(),
            column: 0,
        }
    }

    fn finish(mut self) -> Rendered {
        if self.footnotes > 0 {
            self.html.push_str("</ol>\n</section>\n");
        }
        self.html.push_str(&self.open_tags.close_to(0));
        let html = if self.plan.raw {
            sanitize::clean(&self.html, &self.headings, &self.plan.block_ids, &self.spliced, self.lines)
        } else {
            self.html
        };
        let blocks = places::locate(&html, &mut self.headings);
        let cut = self.plain.len() - self.plain.trim_start().len();
        let plain = self.plain.trim().to_owned();
        let shown = |at: usize| at.saturating_sub(cut).min(plain.len());
        self.headings.iter_mut().for_each(|heading| heading.plain_at = shown(heading.plain_at));
        self.links.iter_mut().for_each(|link| link.plain_at = shown(link.plain_at));
        Rendered {
            html,
            blocks,
            words: count_words(&plain),
            excerpt: excerpt(&self.lead),
            plain,
            headings: self.headings,
            links: self.links,
            tags: self.tags,
            title: self.plan.title,
        }
    }

    /// Writes an opening tag with the block's id, if it has one.
    pub(super) fn tag(&mut self, start: &str, node: Node<'_>, end: &str) {
        self.html.push_str(start);
        if let Some(id) = self.plan.block_ids.get(&Place::of(node)) {
            // Writing to a String cannot fail.
            let _ = write!(self.html, " id=\"{id}\"");
        }
        let line = self.line(node);
        self.html.push_str(&line);
        self.html.push_str(end);
    }

    /// The attribute of a block that says where it begins, where that is wanted.
    pub(super) fn line(&self, node: Node<'_>) -> String {
        let data = node.data();
        if !self.lines || !data.value.block() {
            return String::new();
        }
        format!(" data-line=\"{}\"", self.options.first_line + data.sourcepos.start.line.saturating_sub(1))
    }

    /// Writes HTML.
    pub(super) fn put(&mut self, html: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.html.write_fmt(html);
    }

    /// Writes text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = escape(&mut self.html, text);
    }

    /// Writes HTML made by us that the sanitiser would not let through: it is put in afterwards.
    pub(super) fn trusted(&mut self, html: String) {
        if self.plan.raw {
            self.put(format_args!("<q-raw n=\"{}\"></q-raw>", self.spliced.len()));
            self.spliced.push(html);
        } else {
            self.html.push_str(&html);
        }
    }

    /// Ends a line of the plain text.
    pub(super) fn end_line(&mut self) {
        if !self.plain.is_empty() && !self.plain.ends_with('\n') {
            self.plain.push('\n');
        }
    }
}
