//! What a note is labelled with in the index that search walks through: words that no text has, for they hold a
//! space. So tags, language and author are looked up together with the words of the text.

use uuid::Uuid;

use crate::text::fold;

/// The label of every note.
pub(in crate::notes) const EVERY: &str = "* ";

/// The longest label, in bytes. PostgreSQL takes words up to 2,046; a tag that would be longer is nobody's.
const MAX: usize = 1200;

/// The label of notes with a tag, or with one that is nested in it.
pub(in crate::notes) fn tag(key: &str) -> String {
    cut(format!("# {key}"))
}

/// The label of notes in a language, by its primary subtag.
pub(in crate::notes) fn language(primary: &str) -> String {
    cut(format!("lang {primary}"))
}

/// The label of an author's notes.
pub(in crate::notes) fn author(id: Uuid) -> String {
    format!("by {id}")
}

/// The labels of a note. A nested tag brings those around it.
pub(in crate::notes) fn of<'a>(
    tags: impl Iterator<Item = &'a str>,
    primary: &str,
    by: Option<Uuid>,
) -> Vec<String> {
    let mut labels = vec![EVERY.to_owned(), language(primary)];
    labels.extend(by.map(author));
    labels.extend(tags.flat_map(of_tag));
    labels
}

/// The labels of a tag: a nested one brings those around it.
fn of_tag(key: &str) -> impl Iterator<Item = String> {
    let levels = key.match_indices('/').map(|(at, _)| at).chain([key.len()]);
    levels.filter_map(|end| key.get(..end)).map(tag)
}

/// What the list of all notes finds one by (`notes.named`): the labels of its tags, and the bare words of its title.
pub(in crate::notes) fn named<'a>(tags: impl Iterator<Item = &'a str>, title: &str) -> Vec<String> {
    tags.flat_map(of_tag).chain(fold::bare_words(title).into_iter().map(cut)).collect()
}

/// A word of a `tsquery`, whatever is in it.
pub(in crate::notes) fn lexeme(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''"))
}

fn cut(label: String) -> String {
    match label.get(..label.floor_char_boundary(MAX)) {
        Some(head) if head.len() < label.len() => head.to_owned(),
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nested_tag_is_found_by_those_around_it() {
        let labels = of(["a/b/c", "d"].into_iter(), "pt", Some(Uuid::nil()));
        assert_eq!(
            labels,
            ["* ", "lang pt", "by 00000000-0000-0000-0000-000000000000", "# a", "# a/b", "# a/b/c", "# d"]
        );
    }

    #[test]
    fn no_label_is_too_long_to_be_looked_up() {
        assert!(tag(&"\u{fdfa}".repeat(1000)).len() <= MAX);
    }
}
