//! What must be known of the whole tree before the first line of HTML is written.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use comrak::{
    Node,
    nodes::{Ast, NodeHeading, NodeValue},
};

use super::{Options, links, outline::Outline, raw};
use crate::text::fold;

/// Decisions over the whole note.
#[derive(Default)]
pub(super) struct Plan {
    /// The headings, with their levels and ids.
    pub(super) outline: Outline,
    /// Whether the author wrote HTML that must be sanitised.
    pub(super) raw: bool,
    /// The text of the first heading of level 1.
    pub(super) title: Option<String>,
    /// Ids of blocks (`^name`), by node.
    pub(super) block_ids: HashMap<Place, String>,
    /// The same ids by their lower case, which links look them up by.
    named: HashMap<String, String>,
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
        for node in root.descendants() {
            let Ast { value, .. } = &*node.data();
            match value {
                NodeValue::Heading(NodeHeading { level, .. }) if !plan.is_skipped(node) => {
                    let text = node.collect_text();
                    plan.outline.add(Place::of(node), *level, &text);
                    if *level == 1 {
                        plan.title.get_or_insert(text);
                    }
                }
                NodeValue::HtmlBlock(block) => plan.raw |= !raw::is_simple(&block.literal),
                NodeValue::HtmlInline(html) => plan.raw |= !raw::is_simple(html),
                NodeValue::Paragraph => plan.take_block_id(node),
                _ => {}
            }
        }
        plan.outline.settle();
        plan
    }

    /// The id of the place in this note that a fragment means, if there is such a place.
    pub(super) fn id_of(&self, fragment: &str) -> Option<&str> {
        let anchors = links::anchors(fragment);
        match anchors.last() {
            Some(block) if block.starts_with('^') => self.named.get(block).map(String::as_str),
            _ => self.outline.find(&anchors),
        }
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
            self.outline.add_title(&text);
        }
        self.title = Some(text);
    }

    fn take_block_id(&mut self, paragraph: Node<'_>) {
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
        let Some(target) = target.map(Place::of).filter(|target| !self.block_ids.contains_key(target)) else {
            return;
        };
        if let Entry::Vacant(vacant) = self.named.entry(id.to_ascii_lowercase()) {
            vacant.insert(id.clone());
            self.block_ids.insert(target, id);
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
