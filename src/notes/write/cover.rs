//! The picture that stands for a note, `cover` in its front matter.

use crate::text::{
    front_matter::FrontMatter,
    markdown::{self, Link},
};

/// The cover as an embed, so that its picture is found, and has the note's readers, like any that the text shows.
/// A picture elsewhere is none: nothing is loaded from another host.
pub(super) fn link(matter: &FrontMatter, source: &str, note_path: &str) -> Option<Link> {
    let cover = matter.cover.as_deref()?;
    let embed = match cover {
        _ if cover.starts_with("![") => cover.to_owned(),
        _ if cover.starts_with('[') => format!("!{cover}"),
        path => format!("![](<{path}>)"),
    };
    let line = source.lines().position(|line| line.trim_start().starts_with("cover")).unwrap_or_default();
    let options = markdown::Options { note_path_in_vault: note_path, first_line: line + 1, title: None };
    markdown::render(&embed, &options).links.into_iter().find(|link| link.embed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::front_matter;

    fn found(cover: &str) -> Option<(String, String, usize)> {
        let source = format!("---\ntitle: A\ncover: {cover}\n---\nText");
        let (matter, _) = front_matter::parse(&source).unwrap();
        link(&matter, &source, "Notes/A.md").map(|link| (link.target, link.key, link.line))
    }

    #[test]
    fn a_cover_is_a_path_or_a_link() {
        for (cover, target, key) in [
            ("img/leaf.png", "img/leaf.png", "/notes/img/leaf.png"),
            ("a leaf (1).png", "a leaf (1).png", "/notes/a leaf (1).png"),
            ("\"[[leaf.png]]\"", "leaf.png", "leaf.png"),
            ("\"![[leaf.png|A leaf]]\"", "leaf.png", "leaf.png"),
            ("\"![A leaf](../leaf.png)\"", "../leaf.png", "/leaf.png"),
        ] {
            assert_eq!(found(cover), Some((target.to_owned(), key.to_owned(), 3)), "{cover}");
        }
        for elsewhere in ["https://example.org/leaf.png", "\"![](https://example.org/a.png)\"", "\"<>\""] {
            assert!(found(elsewhere).is_none(), "{elsewhere}");
        }
    }
}
