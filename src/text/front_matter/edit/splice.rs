//! The splices that change a property, each as small as its layout allows.

use std::ops::Range;

use serde_saphyr::granit_parser::ScalarStyle;

use super::{
    super::write,
    Change, Value,
    layout::{Entry, Kind, Layout},
    list,
};

/// Bytes, and what is to stand there.
pub(super) type Splice = (Range<usize>, String);

/// The front matter with one property changed, if that is simple in its layout.
pub(super) fn splice(
    layout: &Layout<'_>,
    change: &Change,
    value: Value<'_>,
    newline: &str,
) -> Option<String> {
    let mut entries: Vec<&Entry> =
        layout.entries.iter().filter(|entry| change.names().contains(&entry.name.as_str())).collect();
    if value.is_nothing() {
        let splices = entries.into_iter().map(|entry| removal(layout, entry)).collect::<Option<_>>()?;
        return Some(apply(layout.yaml, splices));
    }
    // Of two names for one property the first that has a value is the one that is read; lists are read together.
    entries.sort_by_key(|entry| change.names().iter().position(|name| *name == entry.name));
    let filled = entries.iter().position(|entry| !entry.value.at.is_empty()).unwrap_or(0);
    let mut splices = match (entries.get(filled), value) {
        (None, _) => {
            let at = layout.yaml.len();
            let indent = layout.entries.first().map_or("", |entry| indent(layout, entry.key.start));
            vec![(at..at, format!("{indent}{}: {}{newline}", change.property(), value.written()))]
        }
        (Some(entry), Value::List(wanted)) => {
            let tags = matches!(change, Change::Tags(_));
            list::splices(layout, &entry.value, (wanted, tags), newline)
                .or_else(|| put(layout, entry, value))?
        }
        (Some(entry), _) => put(layout, entry, value)?,
    };
    if let Value::List(_) = value {
        for (index, entry) in entries.into_iter().enumerate() {
            if index != filled {
                splices.push(removal(layout, entry)?);
            }
        }
    }
    Some(apply(layout.yaml, splices))
}

/// The text with its splices, which must lie apart.
fn apply(yaml: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|(place, _)| (place.start, place.end));
    let mut out = String::with_capacity(yaml.len() + 64);
    let mut at = 0;
    for (place, text) in splices {
        out.push_str(yaml.get(at..place.start).unwrap_or_default());
        out.push_str(&text);
        at = place.end.max(at);
    }
    out.push_str(yaml.get(at..).unwrap_or_default());
    out
}

/// What stands before a place on its line, if it is nothing but spaces.
fn indent<'a>(layout: &Layout<'a>, at: usize) -> &'a str {
    let before = layout.yaml.get(layout.line_start(at)..at).unwrap_or_default();
    if before.bytes().all(|byte| byte == b' ') { before } else { "" }
}

/// Where the text behind a property's colon begins. `None` for a name that stands apart from it.
fn behind_colon(layout: &Layout<'_>, entry: &Entry) -> Option<usize> {
    let rest = layout.yaml.get(entry.key.end..)?;
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest.get(blank..)?.starts_with(':').then_some(entry.key.end + blank + 1)
}

/// Takes the lines of a property away; comments above and below it stay.
fn removal(layout: &Layout<'_>, entry: &Entry) -> Option<Splice> {
    let start = layout.line_start(entry.key.start);
    let blank = layout.yaml.get(start..entry.key.start)?.trim().is_empty();
    let colon = behind_colon(layout, entry)?;
    let end = if entry.value.at.is_empty() { layout.line_end(colon) } else { layout.end(&entry.value) };
    blank.then(|| (start..end.max(layout.line_end(colon)), String::new()))
}

/// Writes a value where another stands, quoted as that one is.
fn put(layout: &Layout<'_>, entry: &Entry, value: Value<'_>) -> Option<Vec<Splice>> {
    let at = entry.value.at.clone();
    if entry.value.marked || layout.has_comment(&at) {
        return None;
    }
    match &entry.value.kind {
        Kind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. } => {
            let header = header(layout, behind_colon(layout, entry)?)?;
            let (below, end) = (layout.line_end(header.end), layout.end(&entry.value));
            Some(vec![(header, value.written()), (below..end.max(below), String::new())])
        }
        _ if at.is_empty() => {
            let colon = behind_colon(layout, entry)?;
            Some(vec![(colon..colon, format!(" {}", value.written()))])
        }
        Kind::Scalar { style, .. } => Some(vec![(at, quoted(value, *style))]),
        Kind::List { flow: true, .. } => Some(vec![(at, value.written())]),
        Kind::List { .. } | Kind::Other => None,
    }
}

/// The sign that opens a block scalar, such as `>-`.
fn header(layout: &Layout<'_>, colon: usize) -> Option<Range<usize>> {
    let mut at = colon;
    loop {
        let rest = layout.yaml.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        let rest = layout.yaml.get(at..)?;
        if !rest.starts_with('#') {
            let length = rest.find(|ch: char| !matches!(ch, '|' | '>' | '+' | '-' | '0'..='9'))?;
            return rest.starts_with(['|', '>']).then(|| at..at + length);
        }
        at = layout.line_end(at);
    }
}

fn quoted(value: Value<'_>, style: ScalarStyle) -> String {
    match (value, style) {
        (Value::Text(text), ScalarStyle::SingleQuoted) => write::single_quoted(text),
        (Value::Text(text), ScalarStyle::DoubleQuoted) => write::double_quoted(text),
        _ => value.written(),
    }
}
