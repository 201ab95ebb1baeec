//! A note's Markdown as it may be handed on.

use super::{front_matter, markdown};

/// The source as its readers get it: what the page shows, and no more. Comments are left out, and of the front
/// matter everything but the properties that Quintal knows.
#[must_use]
pub fn for_readers(source: &str) -> String {
    let (matter, body) = front_matter::parse(source).map_or_else(
        |_| (String::new(), front_matter::split(source).1),
        |(matter, body)| (matter.for_readers(), body.text),
    );
    matter + markdown::without_comments(body).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_get_neither_comments_nor_foreign_properties() {
        let source = "---\ntitle: A\nsecret: x\n---\n# A\n\ntext %%secret%%\n";
        assert_eq!(for_readers(source), "---\ntitle: A\n---\n# A\n\ntext \n");
        assert_eq!(for_readers("---\n[secret\n---\ntext"), "text");
        assert_eq!(for_readers("text"), "text");
    }
}
