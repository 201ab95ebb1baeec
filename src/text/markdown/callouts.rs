//! Callouts: the thirteen kinds, their other names, and their HTML.

use comrak::{
    Node,
    nodes::{CalloutFold, NodeCallout, NodeValue},
};

use super::writer::Writer;

/// The kind behind a type as comrak gives it (lower case, `-` for spaces); unknown types are notes.
fn kind(written: &str) -> &'static str {
    match written {
        "abstract" | "summary" | "tldr" => "abstract",
        "info" => "info",
        "todo" => "todo",
        "tip" | "hint" | "important" => "tip",
        "success" | "check" | "done" => "success",
        "question" | "help" | "faq" => "question",
        "warning" | "caution" | "attention" => "warning",
        "failure" | "fail" | "missing" => "failure",
        "danger" | "error" => "danger",
        "bug" => "bug",
        "example" => "example",
        "quote" | "cite" => "quote",
        _ => "note",
    }
}

impl Writer<'_> {
    pub(super) fn enter_callout(&mut self, node: Node<'_>, callout: &NodeCallout) {
        let kind = kind(&callout.callout_type);
        let class = format!(" class=\"callout callout-{kind}\"");
        let (element, end) = match callout.fold {
            CalloutFold::None => ("<div", ">\n"),
            CalloutFold::Expanded => ("<details", " open>\n"),
            CalloutFold::Collapsed => ("<details", ">\n"),
        };
        self.tag(element, node, &format!("{class}{end}"));
        self.html.push_str(if callout.fold == CalloutFold::None {
            "<p class=\"callout-title\">"
        } else {
            "<summary class=\"callout-title\">"
        });
        let own_title =
            node.first_child().filter(|first| matches!(first.data().value, NodeValue::CalloutTitle));
        if own_title.is_none() {
            let title = callout.default_title();
            let title = if title.trim().is_empty() { "Note" } else { title.trim() };
            self.text(title);
            self.plain.push_str(title);
            self.end_line();
            self.end_callout_title(callout.fold, node.first_child().is_some());
        }
    }

    pub(super) fn leave_callout_title(&mut self, title: Node<'_>) {
        let Some(callout) = title.parent() else { return };
        if let NodeValue::Callout(data) = &callout.data().value {
            self.end_callout_title(data.fold, title.next_sibling().is_some());
        }
    }

    fn end_callout_title(&mut self, fold: CalloutFold, body: bool) {
        self.html.push_str(if fold == CalloutFold::None { "</p>\n" } else { "</summary>\n" });
        if body {
            self.html.push_str("<div class=\"callout-body\">\n");
        }
    }

    pub(super) fn leave_callout(&mut self, node: Node<'_>, callout: &NodeCallout) {
        let title = node.first_child().filter(|first| matches!(first.data().value, NodeValue::CalloutTitle));
        if title.map_or_else(|| node.first_child(), comrak::arena_tree::Node::next_sibling).is_some() {
            self.html.push_str("</div>\n");
        }
        self.html.push_str(if callout.fold == CalloutFold::None { "</div>\n" } else { "</details>\n" });
    }
}
