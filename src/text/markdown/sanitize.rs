//! The sanitiser for notes with raw HTML: an allow-list, after which our own parts are put in.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use ammonia::{Builder, UrlRelative};

use super::{Heading, own, plan::Place, raw};

/// Elements of our own, besides those that an author may write.
const OURS: [&str; 4] = ["q-embed", "q-link", "q-raw", "section"];
/// Attributes that any element may have. Values of `class`, `id`, `role` and `tabindex` are checked.
const GENERIC: [&str; 9] =
    ["aria-label", "class", "dir", "id", "lang", "role", "tabindex", "title", "translate"];
/// Classes that the renderer gives; an author may use no others.
const CLASSES: [&str; 34] = [
    "align-center",
    "align-left",
    "align-right",
    "anchor",
    "callout",
    "callout-abstract",
    "callout-body",
    "callout-bug",
    "callout-danger",
    "callout-example",
    "callout-failure",
    "callout-info",
    "callout-note",
    "callout-question",
    "callout-quote",
    "callout-success",
    "callout-tip",
    "callout-title",
    "callout-todo",
    "callout-warning",
    "code",
    "external",
    "footnote-back",
    "footnote-ref",
    "footnotes",
    "link-missing",
    "math-block",
    "math-error",
    "source-note",
    "table-scroll",
    "tag",
    "task",
    "task-done",
    "tasks",
];
const ROLES: [&str; 4] = ["doc-backlink", "doc-endnotes", "doc-noteref", "region"];

/// Sanitises a note and puts the parts made by us into their places.
pub(super) fn clean(
    html: &str,
    headings: &[Heading],
    block_ids: &HashMap<Place, String>,
    spliced: &[String],
    lines: bool,
) -> String {
    let ids: HashSet<String> =
        headings.iter().map(|heading| heading.id.clone()).chain(block_ids.values().cloned()).collect();
    let tags: HashSet<&str> = raw::allowed().chain(OURS).collect();
    let mut builder = Builder::new();
    builder
        .tags(tags)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(GENERIC.into_iter().chain(lines.then_some("data-line")).collect())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "rel"])),
            ("bdo", HashSet::from(["dir"])),
            ("details", HashSet::from(["open", "name"])),
            ("li", HashSet::from(["data-task", "value"])),
            ("ol", HashSet::from(["start", "reversed"])),
            ("pre", HashSet::from(["data-lang"])),
            ("q-embed", HashSet::from(["flow", "n"])),
            ("q-link", HashSet::from(["n"])),
            ("q-raw", HashSet::from(["n"])),
            ("td", HashSet::from(["align", "colspan", "rowspan"])),
            ("th", HashSet::from(["align", "colspan", "rowspan", "scope"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "xmpp"]))
        .url_relative(UrlRelative::Custom(Box::new(own_addresses)))
        .link_rel(None)
        .attribute_filter(move |_, attribute, value| match attribute {
            "class" => {
                let known: Vec<&str> =
                    value.split_ascii_whitespace().filter(|class| CLASSES.contains(class)).collect();
                (!known.is_empty()).then(|| known.join(" ").into())
            }
            "id" if ids.contains(value) || value.starts_with("fn:") || value.starts_with("fnref:") => {
                Some(value.into())
            }
            "id" => Some(format!("user-{value}").into()),
            "role" => ROLES.contains(&value).then(|| value.into()),
            "tabindex" => (value == "0").then(|| value.into()),
            _ => Some(value.into()),
        });
    splice(&builder.clean(html).to_string(), spliced)
}

/// The relative addresses that the renderer writes: places in this note, and the garden's own.
fn own_addresses(url: &str) -> Option<Cow<'_, str>> {
    (url.starts_with('#') || own::is_ours(url)).then_some(Cow::Borrowed(url))
}

fn splice(html: &str, spliced: &[String]) -> String {
    let mut out = String::with_capacity(html.len() + spliced.iter().map(String::len).sum::<usize>());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<q-raw n=\"") {
        out.push_str(before);
        let Some((number, after)) = after.split_once("\"></q-raw>") else { break };
        if let Some(part) = number.parse().ok().and_then(|number: usize| spliced.get(number)) {
            out.push_str(part);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
