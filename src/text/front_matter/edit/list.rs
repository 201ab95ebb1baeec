//! The splices that change a list: items that stay are not touched.

use serde_saphyr::granit_parser::ScalarStyle;

use super::{
    super::{values, write},
    layout::{Kind, Layout, Node},
    splice::Splice,
};

/// What becomes of a list.
struct Plan {
    /// Which of its items stay.
    keep: Vec<bool>,
    /// What follows them, as it is to be written.
    add: Vec<String>,
}

/// Changes a list to say what is wanted. `None` where another value than a list of words stands, or where the
/// layout is too odd.
pub(super) fn splices(
    layout: &Layout<'_>,
    node: &Node,
    (wanted, tags): (&[String], bool),
    newline: &str,
) -> Option<Vec<Splice>> {
    let Kind::List { flow, items } = &node.kind else { return None };
    if node.marked || items.is_empty() && !*flow {
        return None;
    }
    let said: Vec<Vec<String>> = items.iter().map(|item| said(item, tags)).collect::<Option<_>>()?;
    let plan = plan(layout, items, &said, wanted);
    if *flow { in_brackets(layout, node, items, &plan) } else { in_lines(layout, items, &plan, newline) }
}

/// The entries that an item stands for.
fn said(item: &Node, tags: bool) -> Option<Vec<String>> {
    let Kind::Scalar { style, text } = &item.kind else { return None };
    if item.marked {
        return None;
    }
    let nothing =
        *style == ScalarStyle::Plain && matches!(text.as_str(), "~" | "null" | "Null" | "NULL" | "");
    let entries = match tags {
        _ if nothing => Vec::new(),
        true => values::tags_in(text).collect(),
        false => vec![text.trim().to_owned()],
    };
    Some(entries.into_iter().filter(|entry| !entry.is_empty()).collect())
}

fn plan(layout: &Layout<'_>, items: &[Node], said: &[Vec<String>], wanted: &[String]) -> Plan {
    let keep: Vec<bool> =
        said.iter().map(|entries| entries.iter().all(|entry| wanted.contains(entry))).collect();
    let mut order: Vec<&String> = Vec::new();
    for entry in said.iter().zip(&keep).filter(|(_, keep)| **keep).flat_map(|(entries, _)| entries) {
        if !order.contains(&entry) {
            order.push(entry);
        }
    }
    let add: Vec<&String> = wanted.iter().filter(|entry| !order.contains(entry)).collect();
    if order.iter().chain(&add).copied().eq(wanted) {
        return Plan { keep, add: add.into_iter().map(|entry| write::scalar(entry)).collect() };
    }
    // Another order: the same words, each quoted as it was.
    let as_written = |entry: &String| {
        let at = said.iter().position(|entries| entries.as_slice() == std::slice::from_ref(entry));
        at.and_then(|at| items.get(at))
            .filter(|item| !is_block(item))
            .and_then(|item| layout.yaml.get(item.at.clone()))
            .map_or_else(|| write::scalar(entry), str::to_owned)
    };
    Plan { keep: vec![false; items.len()], add: wanted.iter().map(as_written).collect() }
}

fn is_block(item: &Node) -> bool {
    matches!(item.kind, Kind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. })
}

/// `[a, b]`, over one line or several.
fn in_brackets(layout: &Layout<'_>, node: &Node, items: &[Node], plan: &Plan) -> Option<Vec<Splice>> {
    let added = plan.add.join(", ");
    let last_kept = items.iter().zip(&plan.keep).rposition(|(_, keep)| *keep);
    let mut splices = Vec::new();
    for (index, (item, keep)) in items.iter().zip(&plan.keep).enumerate() {
        // With the comma behind it, as something follows that stays.
        if !keep && last_kept.is_some_and(|last| index < last) {
            splices.push((item.at.start..items.get(index + 1)?.at.start, String::new()));
        }
    }
    let end = items.last().map_or(node.at.start + 1, |item| item.at.end);
    let (start, text) = match last_kept.and_then(|last| items.get(last)) {
        Some(last) if added.is_empty() => (last.at.end, added),
        Some(last) => (last.at.end, format!(", {added}")),
        None => (items.first().map_or(end, |item| item.at.start), added),
    };
    splices.push((start..end, text));
    splices.iter().all(|(place, _)| !layout.has_comment(place)).then_some(splices)
}

/// `- a`, an item a line.
fn in_lines(layout: &Layout<'_>, items: &[Node], plan: &Plan, newline: &str) -> Option<Vec<Splice>> {
    let first = items.first()?;
    let start_of = |item: &Node| layout.line_start(item.at.start);
    let opening = |item: &Node| layout.yaml.get(start_of(item)..item.at.start);
    let mut splices = Vec::new();
    let mut at = start_of(first);
    for (item, keep) in items.iter().zip(&plan.keep) {
        if *keep {
            at = layout.end(item);
        } else if is_block(item) || opening(item)?.trim() != "-" {
            return None;
        } else {
            splices.push((start_of(item)..layout.end(item), String::new()));
        }
    }
    let dash = items
        .iter()
        .find_map(|item| opening(item).filter(|text| text.trim() == "-" && !item.at.is_empty()))?;
    let lines: String = plan.add.iter().flat_map(|entry| [dash, entry.as_str(), newline]).collect();
    splices.push((at..at, lines));
    Some(splices)
}
