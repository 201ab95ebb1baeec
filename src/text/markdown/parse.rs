//! From Markdown to a tree.

use std::cell::Cell;

use comrak::{Arena, Node, Options, options};

/// The longest body that is rendered, in bytes: two long novels.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// How often comrak may ask to go on, once every 256 steps of its loops. A text that needs more than this many
/// for each KiB was made to cost time.
const ASKS_PER_KIB: usize = 64;

/// Each `^[` makes comrak look through the rest of the text, again for each it holds. Where that would read more
/// bytes than this, they are left as text: a hundred footnotes in 2 MiB, four thousand in 50 KiB.
const MAX_FOOTNOTE_WORK: usize = 200 * 1024 * 1024;

/// Parses the text and hands the tree on, or the text alone if it takes too long to parse.
pub(super) fn with_document<T>(body: &str, then: impl FnOnce(Result<Node<'_>, &str>) -> T) -> T {
    let body = capped(body);
    let asks_left = Cell::new(ASKS_PER_KIB * (body.len() / 1024 + 16));
    let out_of_time = || match asks_left.get().checked_sub(1) {
        Some(left) => {
            asks_left.set(left);
            false
        }
        None => true,
    };
    let arena = Arena::new();
    match comrak::try_parse_document(&arena, body, &dialect(body), &out_of_time) {
        Ok(root) => then(Ok(root)),
        Err(_) => then(Err(body)),
    }
}

/// The text, as far as it is rendered.
pub(super) fn capped(body: &str) -> &str {
    body.get(..body.floor_char_boundary(MAX_BYTES)).unwrap_or(body)
}

fn dialect(body: &str) -> Options<'static> {
    let footnote_work = body.matches("^[").count().saturating_mul(body.len());
    Options {
        extension: options::Extension {
            strikethrough: true,
            table: true,
            autolink: true,
            tasklist: true,
            footnotes: true,
            inline_footnotes: footnote_work <= MAX_FOOTNOTE_WORK,
            ofm_callouts: true,
            ofm_comments: true,
            math_dollars: true,
            math_code: true,
            wikilinks_title_after_pipe: true,
            highlight: true,
            cjk_friendly_emphasis: true,
            ..options::Extension::default()
        },
        parse: options::Parse {
            relaxed_tasklist_matching: true,
            // So that `\#word` can be told from a tag.
            escaped_char_spans: true,
            ..options::Parse::default()
        },
        ..Options::default()
    }
}
