//! What kind of text a file of a vault holds, told by its name.

use super::slug;

/// A file whose text becomes a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A note, `.md` or `.markdown`.
    Note,
    /// A board, `.canvas`.
    Canvas,
    /// A table made of notes, `.base`: shown as its source.
    Base,
}

impl Form {
    /// The form of a file by its name; nothing for an attachment.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        if slug::strip_note_extension(path).len() < path.len() {
            return Some(Self::Note);
        }
        let (_, extension) = path.rsplit('/').next()?.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "canvas" => Some(Self::Canvas),
            "base" => Some(Self::Base),
            _ => None,
        }
    }

    /// The name of such a file without its extension: its title, if it says no other.
    #[must_use]
    pub fn stem(path: &str) -> &str {
        let name = path.rsplit('/').next().unwrap_or(path);
        match Self::of(name) {
            Some(Self::Note) => slug::strip_note_extension(name),
            Some(_) => name.rsplit_once('.').map_or(name, |(stem, _)| stem),
            None => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_form() {
        assert_eq!(Form::of("a/B.MD"), Some(Form::Note));
        assert_eq!(Form::of("a.b/Yard.Canvas"), Some(Form::Canvas));
        assert_eq!(Form::of("All.base"), Some(Form::Base));
        for file in ["a.png", "canvas", "a.canvas/b", ""] {
            assert_eq!(Form::of(file), None, "{file}");
        }
        assert_eq!(
            (Form::stem("a/B.md"), Form::stem("a/v1.2.canvas"), Form::stem("x.png")),
            ("B", "v1.2", "x.png")
        );
    }
}
