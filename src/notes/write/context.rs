//! The sentence that a link stands in, as the note it leads to shows it.

use std::ops::Range;

use super::limits::storable;
use crate::{notes::sentence, text::markdown::Link};

/// The sentence around a link in the plain text of its note, and where in it the link's words are, in bytes.
/// Nothing where the sentence says no more than the link.
pub(super) fn of(link: &Link, plain: &str) -> Option<(String, Range<i32>)> {
    let words = link.label.clone().unwrap_or_else(|| shown(link));
    // A label across lines is not letter by letter what stands there: then the place alone is known.
    let length =
        plain.get(link.plain_at..).filter(|rest| rest.starts_with(&words)).map_or(0, |_| words.len());
    let sentence = sentence::around(plain, link.plain_at..link.plain_at + length)?;
    if !sentence.says_more() {
        return None;
    }
    let (text, words) = sentence.joined();
    // A character that cannot be stored is replaced by a longer one: what is marked would move.
    if text.contains('\0') {
        return Some((storable(text), 0..0));
    }
    Some((text, i32::try_from(words.start).ok()?..i32::try_from(words.end).ok()?))
}

/// How a wikilink without words of its own reads; an embed shows none.
fn shown(link: &Link) -> String {
    if link.embed {
        return String::new();
    }
    let fragment = link.fragment.as_deref().unwrap_or_default();
    let parts =
        link.target.split('#').chain(fragment.split('#')).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" > ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::{self, Options};

    fn contexts(text: &str) -> Vec<Option<String>> {
        let options = Options { note_path_in_vault: "a.md", first_line: 1, title: None };
        let rendered = markdown::render(text, &options);
        let context = |link: &Link| {
            let (text, words) = of(link, &rendered.plain)?;
            let (from, to) = (usize::try_from(words.start).unwrap(), usize::try_from(words.end).unwrap());
            Some(format!("{}[{}]{}", &text[..from], &text[from..to], &text[to..]))
        };
        rendered.links.iter().map(context).collect()
    }

    #[test]
    fn every_kind_of_link_has_its_words_marked() {
        let text = "# Head\n\nFirst. See [[Leaf]] here. Or [[a/Leaf#Part|that *part*]]!\n\n\
                    - in [*a* list](leaf.md) of things\n- [[Alone]]\n\n| a | b |\n| - | - |\n| [[Cell]] | text |\n\n\
                    Look: ![[Leaf]] and [[Leaf#Part]].";
        let expected = [
            Some("See [Leaf] here."),
            Some("Or [that *part*]!"),
            Some("in [a list] of things"),
            None,
            None,
            Some("Look: [] and Leaf > Part."),
            Some("Look:  and [Leaf > Part]."),
        ];
        let found = contexts(text);
        assert_eq!(found.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
    }
}
