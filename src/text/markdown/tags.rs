//! `#tags` in the text.

/// The tags in a piece of text with their byte ranges, `#` included. `before` is the character that the piece
/// follows, if it does not begin a block.
///
/// A tag begins after white space or an opening bracket, holds letters, digits, `_`, `-`, `/` and signs such as
/// emoji, and something that is not a digit.
pub(super) fn find(text: &str, before: Option<char>) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(from..)?;
            let at = from + rest.find('#')?;
            let previous = text.get(..at).and_then(|head| head.chars().next_back()).or(before);
            let body = text.get(at + 1..)?;
            let end = body.find(|ch| !in_tag(ch)).unwrap_or(body.len());
            let name = body.get(..end)?.trim_end_matches('/');
            from = at + 1 + end;
            let opens = previous.is_none_or(|ch| ch.is_whitespace() || matches!(ch, '(' | '[' | '{'));
            // "##" is no tag, and neither is "#1".
            let ends = !body.get(end..)?.starts_with('#');
            if opens
                && ends
                && !name.starts_with('/')
                && name.chars().any(|ch| !ch.is_ascii_digit() && ch != '/')
            {
                return Some((at, text.get(at..=at + name.len())?));
            }
        }
    })
}

fn in_tag(ch: char) -> bool {
    let sign = !ch.is_ascii()
        && !ch.is_whitespace()
        && !ch.is_control()
        && !matches!(ch, '\u{80}'..='\u{bf}' | '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}');
    ch.is_alphanumeric() || matches!(ch, '_' | '-' | '/') || sign
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(text: &str) -> Vec<&str> {
        find(text, None).map(|(_, tag)| tag).collect()
    }

    #[test]
    fn tags_follow_white_space() {
        assert_eq!(names("#a b #c/d, (#é_f-g) #2026a"), ["#a", "#c/d", "#é_f-g", "#2026a"]);
        assert_eq!(names("a#b x/#c ##d #1 #2026 # e #/ #/x"), Vec::<&str>::new());
        assert_eq!(names("#a/ #日本語。 #🌱"), ["#a", "#日本語", "#🌱"]);
        assert_eq!(find("#a", Some('x')).count(), 0);
    }

    proptest! {
        #[test]
        fn ranges_are_right(text in "[#a1/ é🌱]{0,30}") {
            for (at, tag) in find(&text, None) {
                prop_assert_eq!(&text[at..at + tag.len()], tag);
            }
        }
    }
}
