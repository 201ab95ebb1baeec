//! Notes as HTML.

mod fill;

pub use fill::{Hole, fill};

/// Grows whenever the same Markdown would render to other HTML, so that stored renderings are renewed.
pub const RENDER_VERSION: i16 = 1;

/// What the renderer must know beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The note's place in its vault, `Folder/Note.md`: relative links start from there.
    pub note_path_in_vault: &'a str,
    /// The line of the file where the body begins, counted from 1.
    pub first_line: usize,
    /// The title that the page shows above the body, if it has one of its own.
    pub title: Option<&'a str>,
}

/// A note, rendered once and read many times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Safe HTML with holes, for `fill`.
    pub html: String,
    /// The text alone, one line a block, for search.
    pub plain: String,
    /// The headings in order, with the ids they have in `html`.
    pub headings: Vec<Heading>,
    /// Internal links and embeds; hole `n` is the link at index `n`.
    pub links: Vec<Link>,
    /// Tags in the text, without `#`, as written, each once.
    pub tags: Vec<String>,
    /// The text of the first heading of level 1.
    pub title: Option<String>,
    /// The first sentences, at most 200 characters.
    pub excerpt: String,
    /// How many words the note has.
    pub words: u32,
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as in the HTML.
    pub level: u8,
    /// Its id in the HTML.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A link or embed of another note or attachment, to be resolved when the page is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Shown in place (`![[…]]`, `![](…)`) rather than linked to.
    pub embed: bool,
    /// The target as written, percent-decoded, without the fragment.
    pub target: String,
    /// The key to look it up by.
    pub key: String,
    /// A heading, or `^` and a block's id.
    pub fragment: Option<String>,
    /// The author's words for it.
    pub label: Option<String>,
    /// The width asked for, in CSS pixels.
    pub width: Option<u32>,
    /// The height asked for, in CSS pixels.
    pub height: Option<u32>,
    /// The line of the file where it stands, counted from 1.
    pub line: usize,
}

/// Renders the body of a note.
#[must_use]
pub fn render(body: &str, options: &Options<'_>) -> Rendered {
    let _ = options;
    Rendered { plain: body.to_owned(), ..Rendered::default() }
}
