//! From the tree to HTML and plain text: the blocks.

use comrak::{
    Node,
    html::escape,
    nodes::{ListType, NodeCodeBlock, NodeTaskItem, NodeValue, TableAlignment},
};

use super::{
    Heading, code, diagram,
    excerpt::{MAX_EXCERPT, accessible_name},
    fence::Fence,
    links, math,
    plan::Place,
    writer::Writer,
};

/// How deep blocks may stand in each other. Deeper ones lose their frames, not their text.
const MAX_DEPTH: usize = 32;

impl Writer<'_> {
    /// Writes what stands before a node's children; `false` leaves them out.
    pub(super) fn enter(&mut self, node: Node<'_>) -> bool {
        if self.plan.is_skipped(node) {
            return false;
        }
        let data = node.data();
        if !data.value.block() {
            return self.enter_inline(node, &data);
        }
        self.last_char = None;
        if is_frame(&data.value) {
            self.depth += 1;
        }
        self.open_tags.enter_block();
        if self.flat > 0 || self.depth > MAX_DEPTH && is_frame(&data.value) {
            return self.enter_flat(&data.value);
        }
        match &data.value {
            NodeValue::Paragraph => self.enter_paragraph(node),
            NodeValue::Heading(_) => self.enter_heading(node),
            NodeValue::BlockQuote => self.tag("<blockquote", node, ">\n"),
            NodeValue::List(list) => match list.list_type {
                ListType::Bullet if list.is_task_list => self.tag("<ul class=\"tasks\"", node, ">\n"),
                ListType::Bullet => self.tag("<ul", node, ">\n"),
                ListType::Ordered if list.start == 1 => self.tag("<ol", node, ">\n"),
                ListType::Ordered => self.tag("<ol", node, &format!(" start=\"{}\">\n", list.start)),
            },
            NodeValue::Item(_) => self.tag("<li", node, ">"),
            NodeValue::TaskItem(task) => self.enter_task(node, *task),
            NodeValue::CodeBlock(block) => self.code_block(node, block),
            NodeValue::HtmlBlock(block) => self.raw_html(&block.literal, true, data.sourcepos.start.line),
            NodeValue::ThematicBreak => {
                let line = self.line(node);
                self.put(format_args!("<hr{line}>\n"));
            }
            NodeValue::Table(table) => {
                self.alignments.clone_from(&table.alignments);
                self.enter_table(node);
            }
            NodeValue::TableRow(head) => {
                self.column = 0;
                self.html.push_str(match (head, node.previous_sibling().is_some_and(is_head)) {
                    (true, _) => "<thead>\n<tr>\n",
                    (false, true) => "<tbody>\n<tr>\n",
                    (false, false) => "<tr>\n",
                });
            }
            NodeValue::TableCell => self.enter_cell(node),
            NodeValue::FootnoteDefinition(_) => self.enter_footnote(),
            NodeValue::Callout(callout) => self.enter_callout(node, callout),
            NodeValue::CalloutTitle => self.flat += 1,
            NodeValue::MultilineComment(_) => return false,
            _ => {}
        }
        true
    }

    pub(super) fn leave(&mut self, node: Node<'_>) {
        if self.plan.is_skipped(node) {
            return;
        }
        let data = node.data();
        if !data.value.block() {
            self.leave_inline(&data.value);
            return;
        }
        if matches!(data.value, NodeValue::Heading(_)) && self.flat == 0 {
            self.end_heading_text();
        }
        let frame = is_frame(&data.value);
        let too_deep = frame && self.depth > MAX_DEPTH;
        if frame {
            self.depth = self.depth.saturating_sub(1);
        }
        if matches!(data.value, NodeValue::HtmlBlock(_)) {
            self.open_tags.leave_html_block();
        } else {
            self.html.push_str(&self.open_tags.leave_block());
        }
        self.end_line();
        if matches!(data.value, NodeValue::CalloutTitle) && self.flat == 1 {
            self.flat = 0;
            self.leave_callout_title(node);
            return;
        }
        if self.flat > 0 || too_deep {
            if matches!(data.value, NodeValue::CalloutTitle) {
                self.flat = self.flat.saturating_sub(1);
            }
            return;
        }
        match &data.value {
            NodeValue::Paragraph => {
                if let Some(from) = self.prose_from.take() {
                    self.lead.push_str(self.plain.get(from..).unwrap_or_default());
                }
                if last_in_footnote(node) {
                    self.html.push(' ');
                    self.footnote_back(node.parent());
                }
                if !is_tight(node) {
                    self.html.push_str(if holds_block(node) { "</div>\n" } else { "</p>\n" });
                }
            }
            NodeValue::Heading(_) => {
                if let Some(Heading { level, .. }) = self.headings.last() {
                    let end = format!("</h{level}>\n");
                    self.html.push_str(&end);
                }
            }
            NodeValue::BlockQuote => self.html.push_str("</blockquote>\n"),
            NodeValue::List(list) => self.html.push_str(match list.list_type {
                ListType::Bullet => "</ul>\n",
                ListType::Ordered => "</ol>\n",
            }),
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                if let Some(checkbox) = self.checkbox.take() {
                    self.trusted(checkbox);
                }
                self.html.push_str("</li>\n");
            }
            NodeValue::Table(_) => {
                let body = node.last_child().is_some_and(|row| !is_head(row));
                self.html.push_str(if body { "</tbody>\n</table></div>\n" } else { "</table></div>\n" });
            }
            NodeValue::TableRow(head) => {
                self.html.push_str(if *head { "</tr>\n</thead>\n" } else { "</tr>\n" });
            }
            NodeValue::TableCell => {
                let head = node.parent().is_some_and(is_head);
                self.html.push_str(if head { "</th>\n" } else { "</td>\n" });
            }
            NodeValue::FootnoteDefinition(_) => {
                if !node.last_child().is_some_and(|last| matches!(last.data().value, NodeValue::Paragraph)) {
                    self.footnote_back(Some(node));
                }
                self.html.push_str("</li>\n");
            }
            NodeValue::Callout(callout) => self.leave_callout(node, callout),
            _ => {}
        }
    }

    /// Only the text of a block: its frame is too deep, or stands where no block may.
    fn enter_flat(&mut self, value: &NodeValue) -> bool {
        match value {
            NodeValue::CalloutTitle => self.flat += 1,
            NodeValue::CodeBlock(block) => {
                self.html.push_str("<code>");
                self.text(&block.literal);
                self.html.push_str("</code> ");
                self.plain.push_str(&block.literal);
            }
            NodeValue::HtmlBlock(_) | NodeValue::MultilineComment(_) => return false,
            _ if self.html.ends_with('>') => {}
            _ => self.html.push(' '),
        }
        true
    }

    fn enter_paragraph(&mut self, node: Node<'_>) {
        if !is_tight(node) {
            self.tag(if holds_block(node) { "<div" } else { "<p" }, node, ">");
        }
        if let Some(checkbox) = self.checkbox.take() {
            self.trusted(checkbox);
        }
        let wanted = self.lead.len() < 8 * MAX_EXCERPT && is_prose(node);
        self.prose_from = wanted.then_some(self.plain.len());
    }

    fn enter_heading(&mut self, node: Node<'_>) {
        let Some(entry) = self.plan.outline.at(Place::of(node)) else { return };
        let (level, slug, id) = (entry.level, entry.slug.clone(), entry.id.clone());
        let line = self.line(node);
        self.put(format_args!("<h{level} id=\"{id}\"{line}>"));
        // What it says is known when it has been written.
        let (text, plain_at) = (String::new(), self.plain.len());
        self.headings.push(Heading { level, id, slug, text, plain_at, html: 0..0 });
    }

    fn end_heading_text(&mut self) {
        let Some(heading) = self.headings.last_mut() else { return };
        let written = self.plain.get(heading.plain_at..).unwrap_or_default();
        heading.plain_at += written.len() - written.trim_start().len();
        written.trim().clone_into(&mut heading.text);
    }

    fn enter_task(&mut self, node: Node<'_>, task: NodeTaskItem) {
        let name = accessible_name(
            &node.first_child().map(comrak::arena_tree::Node::collect_text).unwrap_or_default(),
        );
        let done = task.symbol.is_some();
        let mut checkbox = String::from("<input type=\"checkbox\" disabled");
        if done {
            checkbox.push_str(" checked");
        }
        if !name.is_empty() {
            checkbox.push_str(" aria-label=\"");
            // Writing to a String cannot fail.
            let _ = escape(&mut checkbox, &name);
            checkbox.push('"');
        }
        checkbox.push_str("> ");
        self.checkbox = Some(checkbox);
        let mut end = String::new();
        if let Some(mark) = task.symbol.filter(|mark| !matches!(mark, 'x' | 'X')) {
            end.push_str(" data-task=\"");
            let _ = escape(&mut end, mark.encode_utf8(&mut [0; 4]));
            end.push('"');
        }
        end.push('>');
        self.tag(if done { "<li class=\"task task-done\"" } else { "<li class=\"task\"" }, node, &end);
    }

    fn code_block(&mut self, node: Node<'_>, block: &NodeCodeBlock) {
        self.plain.push_str(&block.literal);
        let fence = Fence::read(&block.info);
        match fence.language.as_deref() {
            Some("math") => {
                self.tag("<p", node, ">");
                self.trusted(math::html(&block.literal, true));
                self.html.push_str("</p>\n");
                return;
            }
            Some("mermaid") if self.diagram(node, &block.literal) => return,
            Some("mermaid") => self.say("no-diagram"),
            Some("query" | "dataview" | "dataviewjs" | "tasks") => self.say("query"),
            Some("base") => self.say("base"),
            _ => {}
        }
        let named =
            fence.language.as_deref().map(|name| format!(" data-lang=\"{name}\"")).unwrap_or_default();
        self.tag("<pre class=\"code\" tabindex=\"0\"", node, &format!("{named}><code>"));
        let highlighted = fence
            .language
            .as_deref()
            .filter(|_| self.highlighted + block.literal.len() <= code::MAX_HIGHLIGHTED_PER_NOTE)
            .and_then(|language| code::highlighted(language, &block.literal));
        if highlighted.is_some() {
            self.highlighted += block.literal.len();
        }
        match highlighted {
            Some(html) if fence.has_lines() => self.trusted(fence.lines(&html)),
            Some(html) => self.trusted(html),
            None if fence.has_lines() => {
                let mut text = String::new();
                // Writing to a String cannot fail.
                let _ = escape(&mut text, &block.literal);
                self.trusted(fence.lines(&text));
            }
            None => self.text(&block.literal),
        }
        self.html.push_str("</code></pre>\n");
    }

    /// A sentence of the interface before a block that is shown as its source.
    fn say(&mut self, what: &str) {
        self.html.push_str("<p class=\"source-note\">");
        self.trusted(format!("<q-say of=\"{what}\"></q-say>"));
        self.html.push_str("</p>\n");
    }

    /// Draws a diagram with its source for those who do not see it; `false` if it cannot be drawn.
    fn diagram(&mut self, node: Node<'_>, source: &str) -> bool {
        let prefix = format!("d{}-", self.diagrams + 1);
        let Some(drawn) = diagram::draw(source, &prefix, self.drawing_budget) else { return false };
        self.diagrams += 1;
        self.drawing_budget = self.drawing_budget.saturating_sub(drawn.cost);
        let class = if drawn.coloured { "diagram diagram-coloured" } else { "diagram" };
        self.tag("<figure", node, ">");
        let mut html = format!("<div class=\"{class}\" role=\"img\" tabindex=\"0\" aria-label=\"");
        // Writing to a String cannot fail.
        let _ = escape(&mut html, &drawn.label);
        html.push_str("\">");
        html.push_str(&drawn.svg);
        html.push_str(
            "</div><details class=\"diagram-source\"><summary><q-say of=\"diagram\"></q-say></summary>",
        );
        html.push_str("<pre class=\"code\" tabindex=\"0\" data-lang=\"mermaid\"><code>");
        let _ = escape(&mut html, source);
        html.push_str("</code></pre></details>");
        self.trusted(html);
        self.html.push_str("</figure>\n");
        true
    }

    fn enter_table(&mut self, node: Node<'_>) {
        let head = node.first_child().into_iter().flat_map(comrak::arena_tree::Node::children);
        let head: Vec<String> = head.map(comrak::arena_tree::Node::collect_text).collect();
        let head = head.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
        let name = accessible_name(&head.join(", "));
        self.html.push_str("<div class=\"table-scroll\" tabindex=\"0\"");
        if !name.is_empty() {
            self.html.push_str(" role=\"region\" aria-label=\"");
            self.text(&name);
            self.html.push('"');
        }
        self.html.push('>');
        self.tag("<table", node, ">\n");
    }

    fn enter_cell(&mut self, node: Node<'_>) {
        let head = node.parent().is_some_and(is_head);
        self.html.push_str(if head { "<th scope=\"col\"" } else { "<td" });
        self.html.push_str(match self.alignments.get(self.column) {
            Some(TableAlignment::Left) => " class=\"align-left\">",
            Some(TableAlignment::Center) => " class=\"align-center\">",
            Some(TableAlignment::Right) => " class=\"align-right\">",
            Some(TableAlignment::None) | None => ">",
        });
        self.column += 1;
    }

    fn enter_footnote(&mut self) {
        if self.footnotes == 0 {
            // They belong to the whole note, not to a tag that was never closed.
            let closing = self.open_tags.close_to(0);
            self.html.push_str(&closing);
            self.html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n");
            self.trusted("<h2 class=\"visually-hidden\"><q-say of=\"footnotes\"></q-say></h2>".to_owned());
            self.html.push_str("\n<ol>\n");
        }
        self.footnotes += 1;
        // A slug has no colon: these ids cannot meet a heading's.
        let number = self.footnotes;
        self.put(format_args!("<li id=\"fn:{number}\">\n"));
    }

    fn footnote_back(&mut self, definition: Option<Node<'_>>) {
        let Some(definition) = definition else { return };
        let NodeValue::FootnoteDefinition(footnote) = &definition.data().value else { return };
        let number = self.footnotes;
        // As many as there are references, within reason.
        for reference in 1..=footnote.total_references.min(100) {
            self.put(format_args!(
                "<a class=\"footnote-back\" role=\"doc-backlink\" href=\"#fnref:{number}:{reference}\">"
            ));
            let which = if reference == 1 { number.to_string() } else { format!("{number}-{reference}") };
            self.trusted(format!(
                "<span aria-hidden=\"true\">↩</span> \
                 <span class=\"visually-hidden\"><q-say of=\"footnote-back\"></q-say> {which}</span>"
            ));
            self.html.push_str("</a>");
        }
    }
}

/// Blocks that hold blocks and so count for the depth.
fn is_frame(value: &NodeValue) -> bool {
    matches!(
        value,
        NodeValue::BlockQuote | NodeValue::Callout(_) | NodeValue::List(_) | NodeValue::FootnoteDefinition(_)
    )
}

fn is_head(row: Node<'_>) -> bool {
    matches!(row.data().value, NodeValue::TableRow(true))
}

/// Whether a paragraph is the text of a tight list's item, which has no `p`.
fn is_tight(paragraph: Node<'_>) -> bool {
    paragraph
        .parent()
        .filter(|item| matches!(item.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_)))
        .and_then(comrak::arena_tree::Node::parent)
        .is_some_and(|list| matches!(&list.data().value, NodeValue::List(list) if list.tight))
}

/// Whether a block is embedded in a paragraph, which may hold none: it is a `div` then.
fn holds_block(paragraph: Node<'_>) -> bool {
    paragraph.children().any(|node| match &node.data().value {
        NodeValue::WikiLink(link) => link.embed && links::is_block(links::path_of(&link.url)),
        NodeValue::Image(image) => {
            links::scheme(&image.url).is_none() && links::is_block(links::path_of(&image.url))
        }
        _ => false,
    })
}

fn last_in_footnote(paragraph: Node<'_>) -> bool {
    paragraph.next_sibling().is_none()
        && paragraph
            .parent()
            .is_some_and(|parent| matches!(parent.data().value, NodeValue::FootnoteDefinition(_)))
}

/// Whether a paragraph may stand for the note: not a footnote's or a callout's.
fn is_prose(paragraph: Node<'_>) -> bool {
    !paragraph.ancestors().take(MAX_DEPTH).any(|parent| {
        matches!(
            parent.data().value,
            NodeValue::FootnoteDefinition(_) | NodeValue::CalloutTitle | NodeValue::Callout(_)
        )
    })
}
