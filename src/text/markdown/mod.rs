//! Notes as HTML: CommonMark and GFM whole, and the dialect of Obsidian.
//!
//! A note is rendered when it is written. Internal links and embeds are holes in the HTML, numbered by their
//! place in [`Rendered::links`] and filled by [`fill()`] for each reader: `<q-link n="0">label</q-link>` and
//! `<q-embed n="1"></q-embed>`, which has the attribute `flow`
//! where blocks may stand. `<q-say of="…"></q-say>` is a sentence of the interface, in the reader's language.
//!
//! # Rules
//!
//! - The page shows the title as its only `h1`. If the body opens with a heading of level 1 that says the same,
//!   it is left out. All others move together, so that the highest of them has level 2 (6 stays 6).
//! - A heading's id is the slug of its text, with `-2`, `-3` where it repeats or where the page around the note has
//!   that id. A block marked `^name` has the id `^name`. Ids of an author's raw HTML are prefixed with `user-`.
//! - A link names headings from the outermost (`#A#B`), by their slugs; see [`anchors`]. Of several it means the
//!   one that stands under all the others named, else the first.
//! - Nothing is loaded from another host: a picture that lies elsewhere becomes a link to it.
//! - A line break inside a paragraph is a space, as in CommonMark; two spaces or `\` at the end break the line.
//! - Raw HTML is kept where it is harmless (see `raw`); scripts, styles, forms and frames are not.
//! - Limits: 2 MiB of text (what is beyond is left out), 32 nested blocks (deeper ones lose their frames, not
//!   their text), 16 KiB of highlighted code in a block and 128 KiB in a note, 4 KiB in a formula, 8 KiB and
//!   160 nodes and edges in a diagram.
//!
//! # Classes for the stylesheet
//!
//! | element | class |
//! |---|---|
//! | `span` | `link-missing` (a link to a heading or block that the note does not have) |
//! | `a` | `external` (another site), `tag` (to `/tags/…`), `anchor` (same note) |
//! | `div`, `details` | `callout`, `callout-KIND`: note abstract info todo tip success question warning failure danger bug example quote |
//! | `p`, `summary` | `callout-title` |
//! | `div` | `callout-body`; `table-scroll` (around a `table`) |
//! | `th`, `td` | `align-left`, `align-center`, `align-right` |
//! | `ul` | `tasks` (holds tasks) |
//! | `li` | `task`, `task-done` (with `input[type=checkbox]`; `data-task` holds a mark other than `x`) |
//! | `pre` | `code` (with `data-lang`) |
//! | `span` inside `pre.code` | `line`, `line-marked` (with `data-line`, its number), where the fence asks for it; see `fence` |
//! | `div` in a `figure` | `diagram` (an `svg`, whose shapes have `fill-` and `stroke-` and ink line edge sunk fill paper note note-edge), `diagram-coloured` |
//! | `details` | `diagram-source` |
//! | `p` | `source-note` (says why a source stands there) |
//! | `span` inside `pre.code` | `hl-` and keyword function string comment type variable constant number operator punctuation property attribute tag macro label namespace constructor title strong emphasis link literal strikethrough diff-add diff-delete embedded error |
//! | `span` | `math-block` (around a displayed `math`) |
//! | inside `math` | `math-left`, `math-right`, `math-half`, `math-wide`, `math-small-caps`, `math-line-top`, `math-line-bottom`, `math-line-right` |
//! | `code` | `math-error` (a formula that cannot be read, as written) |
//! | `sup` | `footnote-ref` |
//! | `section` | `footnotes` (a hidden heading and an `ol`) |
//! | `a` | `footnote-back` |
//! | `h2`, `span` | `visually-hidden` (words for those who hear the page) |
//!
//! Plain elements besides: `mark`, `del`, `kbd`, `details`, `hr`, `blockquote`, `table`, `math`.

mod blocks;
mod callouts;
mod cells;
mod code;
mod comments;
mod diagram;
mod excerpt;
mod faults;
mod fence;
mod fill;
mod inlines;
mod links;
mod math;
mod outline;
mod own;
mod parse;
mod places;
mod plan;
mod portable;
mod raw;
mod sanitize;
mod tags;
#[cfg(test)]
mod tests;
mod tokens;
mod transplant;
mod verbatim;
mod writer;

use std::ops::Range;

use super::slug;

pub use comments::without_comments;
pub(super) use excerpt::{count_words, excerpt};
pub use faults::{Fault, FaultKind, faults};
pub use fill::{Hole, fill};
pub(super) use fill::{brief, renumbered};
pub(super) use links::is_text;
pub use links::{anchors, reference_key, tag_href};
pub use own::ADDRESSES;
pub use portable::portable;
pub use transplant::{Transplant, transplant};
pub use verbatim::verbatim;

/// Grows whenever something else would be stored for the same text, its HTML or what search knows of it, so that
/// what is stored is renewed.
pub const RENDER_VERSION: i16 = 7;

/// What the renderer must know beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The note's place in its vault, `Folder/Note.md`: relative links start from there.
    pub note_path_in_vault: &'a str,
    /// The line of the file where the body begins, counted from 1.
    pub first_line: usize,
    /// The title that the page shows above the body: from the front matter or the file's name.
    pub title: Option<&'a str>,
}

/// A note, rendered once and read many times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Safe HTML with holes, for [`fill()`].
    pub html: String,
    /// The text alone, one line a block, for search.
    pub plain: String,
    /// The headings in order, with the ids and levels that they have in `html`.
    pub headings: Vec<Heading>,
    /// The blocks that the author named (`^name`), in order of their beginnings.
    pub blocks: Vec<Block>,
    /// Internal links and embeds; hole `n` is the link at index `n`.
    pub links: Vec<Link>,
    /// Tags in the text, without `#`, as written, each once.
    pub tags: Vec<String>,
    /// The text of the first heading of level 1, whether it is shown or not.
    pub title: Option<String>,
    /// The first sentences, at most 200 characters, cut at a word.
    pub excerpt: String,
    /// How many words the note has.
    pub words: u32,
}

impl Rendered {
    /// Whether a fragment names a place that the text has: a heading, the title, or a block.
    #[must_use]
    pub fn has_place(&self, fragment: &str) -> bool {
        let Some(last) = anchors(fragment).pop() else { return true };
        if last.starts_with('^') {
            return self.blocks.iter().any(|block| block.id.eq_ignore_ascii_case(&last));
        }
        self.headings.iter().any(|heading| heading.slug == last)
            || self.title.as_deref().is_some_and(|title| slug::slug(title) == last)
    }
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as in the HTML.
    pub level: u8,
    /// Its id in the HTML.
    pub id: String,
    /// The slug of its text, which links name it by: headings of the same text share it.
    pub slug: String,
    /// Its text.
    pub text: String,
    /// Where its text begins in [`Rendered::plain`], in bytes: the text stands there as it is here.
    pub plain_at: usize,
    /// Where its section lies in [`Rendered::html`], in bytes: the heading itself and all up to the next one of its
    /// level or a higher one, or up to the end of what it stands in. It is well-formed.
    pub html: Range<usize>,
}

/// A block that the author named, to be linked to and embedded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its id in the HTML: `^` and the name.
    pub id: String,
    /// Where it lies in [`Rendered::html`], in bytes. It is well-formed; a list's item is a lone `li`.
    pub html: Range<usize>,
}

/// A link or embed of another note or attachment, to be resolved when the page is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Shown in place (`![[…]]`, `![](…)`) rather than linked to.
    pub embed: bool,
    /// The target as written, percent-decoded, without the fragment.
    pub target: String,
    /// The key to look it up by: [`crate::text::fold::key`] of the target without `.md`.
    ///
    /// It begins with `/` where the place in the vault is known: Markdown links and wikilinks with `./` or
    /// `../` start from the note's folder, those with `/` from the vault. A wikilink keeps its words:
    /// `folder/note` may lie anywhere below.
    pub key: String,
    /// A heading as written (`Heading` or `Heading#Sub`), or `^` and a block's id; see [`anchors`].
    pub fragment: Option<String>,
    /// The author's words for it, as plain text; for a picture, its text alternative.
    pub label: Option<String>,
    /// The width asked for, in CSS pixels.
    pub width: Option<u32>,
    /// The height asked for, in CSS pixels.
    pub height: Option<u32>,
    /// The line of the file where it stands, counted from 1.
    pub line: usize,
    /// Where its words stand in [`Rendered::plain`], or would if it had any, in bytes.
    pub plain_at: usize,
}

/// A text that is shown as its source, in a language that may be highlighted; `say` is the word for a sentence before it
/// (see [`Hole::Say`]).
#[must_use]
pub fn source(text: &str, language: &str, say: Option<&str>) -> Rendered {
    let text = parse::capped(text);
    let shown = writer::verbatim(text);
    let html = match code::highlighted(language, text) {
        Some(code) => {
            format!("<pre class=\"code\" tabindex=\"0\" data-lang=\"{language}\"><code>{code}</code></pre>\n")
        }
        None => shown.html.clone(),
    };
    let said = say.map(|what| format!("<p class=\"source-note\"><q-say of=\"{what}\"></q-say></p>\n"));
    // A source is no text that stands for a note.
    Rendered { html: said.unwrap_or_default() + html.as_str(), excerpt: String::new(), ..shown }
}

/// Renders the body of a note. Any text can be rendered, in time about proportional to its length.
#[must_use]
pub fn render(body: &str, options: &Options<'_>) -> Rendered {
    rendered(body, options, false)
}

/// The same for whoever is writing it: each block says with `data-line` on which line of the file it begins, so that a
/// preview can follow the writer. Nothing of it is kept.
#[must_use]
pub fn render_with_lines(body: &str, options: &Options<'_>) -> Rendered {
    rendered(body, options, true)
}

fn rendered(body: &str, options: &Options<'_>, lines: bool) -> Rendered {
    parse::with_document(&cells::with_whole_links(body), |root| match root {
        Ok(root) => writer::render(root, options, lines),
        Err(text) => writer::verbatim(text),
    })
}
