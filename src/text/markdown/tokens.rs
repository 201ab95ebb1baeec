//! A small reader of HTML: tags, their attributes, and the text between.

/// A tag.
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    pub(super) closing: bool,
    /// As written; see `attributes`.
    pub(super) attributes: String,
}

/// A piece of HTML.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Tag(Tag),
    /// A comment, declaration or processing instruction.
    Nothing,
}

/// Reads HTML as far as needed: texts and tags.
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(html: &'a str) -> Self {
        Self { rest: html }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some((piece, rest)) = markup(self.rest) {
            self.rest = rest;
            return Some(piece);
        }
        // A `<` that begins nothing is text, up to the next.
        let skip = usize::from(self.rest.starts_with('<'));
        let end = self.rest.get(skip..)?.find('<').map_or(self.rest.len(), |at| at + skip);
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(Piece::Text(text))
    }
}

/// Reads markup at the start of `html` and gives what follows it.
fn markup(html: &str) -> Option<(Piece<'_>, &str)> {
    let body = html.strip_prefix('<')?;
    if let Some(comment) = body.strip_prefix("!--") {
        let after = comment.split_once("-->").map_or("", |(_, after)| after);
        return Some((Piece::Nothing, after));
    }
    if body.starts_with(['!', '?']) {
        let after = body.split_once('>').map_or("", |(_, after)| after);
        return Some((Piece::Nothing, after));
    }
    let (closing, body) = body.strip_prefix('/').map_or((false, body), |body| (true, body));
    if !body.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
        return None;
    }
    let end = body.find(|ch: char| ch.is_ascii_whitespace() || matches!(ch, '/' | '>'))?;
    let (name, after_name) = body.split_at_checked(end)?;
    let length = end_of_tag(after_name)?;
    let (attributes, rest) = after_name.split_at_checked(length)?;
    let tag = Tag { name: name.to_ascii_lowercase(), closing, attributes: attributes.to_owned() };
    Some((Piece::Tag(tag), rest.get(1..)?))
}

/// Where the `>` of a tag is; one inside a quoted value does not count.
pub(super) fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            _ => {}
        }
        after_equals = quote.is_none() && (byte == b'=' || after_equals && byte.is_ascii_whitespace());
    }
    None
}

/// The attributes of a tag, names in lower case, values as written.
pub(super) fn attributes(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|ch: char| ch.is_ascii_whitespace() || ch == '/');
        let end =
            rest.find(|ch: char| ch.is_ascii_whitespace() || matches!(ch, '=' | '/')).unwrap_or(rest.len());
        let Some((name, after)) = rest.split_at_checked(end) else { break };
        let after = after.trim_ascii_start();
        let (value, next) = match after.strip_prefix('=') {
            None => ("", after),
            Some(value) => quoted(value.trim_ascii_start()),
        };
        let usable =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if usable && out.len() < 32 {
            out.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        if next.is_empty() || next.len() >= rest.len() {
            break;
        }
        rest = next;
    }
    out
}

fn quoted(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(body) = text.strip_prefix(quote) {
            return body.split_once(quote).unwrap_or((body, ""));
        }
    }
    let end = text.find(|ch: char| ch.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        attributes(text)
    }

    #[test]
    fn attributes_are_read_in_all_their_forms() {
        let expected = [("a", "1"), ("b", "2 3"), ("c", "4"), ("open", "")];
        let expected: Vec<_> =
            expected.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        assert_eq!(pairs(" a=1 B = \"2 3\" c='4' open"), expected);
        assert!(pairs(" / = \"\" \"x").len() < 2);
    }

    #[test]
    fn a_quoted_end_is_no_end() {
        assert_eq!(end_of_tag(" a=\">\">x"), Some(6));
        assert_eq!(end_of_tag(" \">x"), Some(2));
        assert_eq!(end_of_tag(" a=\">"), None);
    }

    proptest! {
        #[test]
        fn reading_ends_and_loses_no_text(html in "[<>/!?a-c='\" \\-]{0,40}") {
            let read: usize = Pieces::of(&html).map(|piece| match piece { Piece::Text(text) => text.len(), _ => 1 }).sum();
            prop_assert!(read <= html.len());
            let _ = attributes(&html);
        }
    }
}
