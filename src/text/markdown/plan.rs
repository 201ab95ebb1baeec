//! What must be known of the whole tree before the first line of HTML is written.

use std::collections::{HashMap, HashSet};

use comrak::{
    Node,
    nodes::{Ast, NodeHeading, NodeValue},
};

use super::{Options, raw};
use crate::text::fold;

/// Decisions over the whole note.
#[derive(Default)]
pub(super) struct Plan {
    /// How many levels the headings move down: 0 or 1.
    pub(super) shift: u8,
    /// Whether the author wrote HTML that must be sanitised.
    pub(super) raw: bool,
    /// The text of the first heading of level 1.
    pub(super) title: Option<String>,
    /// Ids of blocks (`^name`), by node.
    pub(super) block_ids: HashMap<Place, String>,
    /// Nodes that are not shown: the title, and paragraphs that only name the block before them.
    pub(super) skipped: HashSet<Place>,
}

/// A node's identity within its arena.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place(usize);

impl Place {
    pub(super) fn of(node: Node<'_>) -> Self {
        Self(std::ptr::from_ref(node).addr())
    }
}

impl Plan {
    /// Looks at the tree once, taking the marks of block ids out of its text.
    pub(super) fn of(root: Node<'_>, options: &Options<'_>) -> Self {
        let mut plan = Self::default();
        plan.leave_out_title(root, options.title);
        let mut ids = HashSet::new();
        for node in root.descendants() {
            let Ast { value, .. } = &*node.data();
            match value {
                NodeValue::Heading(NodeHeading { level: 1, .. }) if !plan.is_skipped(node) => {
                    plan.shift = 1;
                    plan.title.get_or_insert_with(|| node.collect_text());
                }
                NodeValue::HtmlBlock(block) => plan.raw |= !raw::is_simple(&block.literal),
                NodeValue::HtmlInline(html) => plan.raw |= !raw::is_simple(html),
                NodeValue::Paragraph => plan.take_block_id(node, &mut ids),
                _ => {}
            }
        }
        plan
    }

    pub(super) fn is_skipped(&self, node: Node<'_>) -> bool {
        self.skipped.contains(&Place::of(node))
    }

    fn leave_out_title(&mut self, root: Node<'_>, title: Option<&str>) {
        let Some(first) = root.first_child() else { return };
        if !matches!(first.data().value, NodeValue::Heading(NodeHeading { level: 1, .. })) {
            return;
        }
        let text = first.collect_text();
        if title.is_some_and(|title| fold::key(title) == fold::key(&text)) {
            self.skipped.insert(Place::of(first));
        }
        self.title = Some(text);
    }

    fn take_block_id(&mut self, paragraph: Node<'_>, ids: &mut HashSet<String>) {
        let Some(last) = paragraph.last_child() else { return };
        let (id, alone) = {
            let mut data = last.data_mut();
            let NodeValue::Text(text) = &mut data.value else { return };
            let Some((before, id)) = split_block_id(text) else { return };
            let id = format!("^{id}");
            let alone = before.is_empty() && last.previous_sibling().is_none();
            let kept = before.to_owned();
            *text = kept.into();
            (id, alone)
        };
        if !ids.insert(id.clone()) {
            return;
        }
        let target = match (alone, paragraph.parent()) {
            (true, _) => {
                self.skipped.insert(Place::of(paragraph));
                paragraph.previous_sibling()
            }
            (false, Some(item))
                if matches!(item.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_))
                    && paragraph.previous_sibling().is_none() =>
            {
                Some(item)
            }
            _ => Some(paragraph),
        };
        if let Some(target) = target {
            self.block_ids.insert(Place::of(target), id);
        }
    }
}

/// Parts "text ^name" into the text and the name of its block.
fn split_block_id(text: &str) -> Option<(&str, &str)> {
    let (before, id) = text.rsplit_once('^')?;
    let named = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (named && (before.is_empty() || before.ends_with(' '))).then(|| (before.trim_end(), id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_ids_stand_at_the_end_after_a_space() {
        assert_eq!(split_block_id("A quote. ^q-1"), Some(("A quote.", "q-1")));
        assert_eq!(split_block_id("^list"), Some(("", "list")));
        for text in ["x^2", "2 ^ 3", "a ^", "a ^b c", "a ^b_c", ""] {
            assert_eq!(split_block_id(text), None, "{text}");
        }
    }
}
