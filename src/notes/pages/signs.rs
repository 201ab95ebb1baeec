//! Signs of the dialect in texts that are shown without their form: excerpts, and the sentences around links.
//!
//! Such a text comes from a rendered note, so what still looks like a link or a comment in it was code, or written to be
//! seen. It is shown as code again, lest it look like something that went wrong.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// Whether it is such a sign.
    pub(super) code: bool,
    /// Its letters.
    pub(super) text: &'a str,
}

/// The pieces of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let begins_word = !text.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric);
        match length(rest, begins_word) {
            Some(length) => {
                add(&mut pieces, false, text.get(plain..at));
                add(&mut pieces, true, text.get(at..at + length));
                at += length;
                plain = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    add(&mut pieces, false, text.get(plain..));
    pieces
}

fn add<'a>(pieces: &mut Vec<Piece<'a>>, code: bool, text: Option<&'a str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push(Piece { code, text });
    }
}

/// How many bytes the sign takes that a text begins with.
fn length(text: &str, begins_word: bool) -> Option<usize> {
    let link = text.strip_prefix('!').unwrap_or(text);
    if link.starts_with("[[") {
        let skipped = text.len() - link.len();
        let end = link.find("]]").map(|at| at + 2);
        let cut = link.find(char::is_whitespace).unwrap_or(link.len());
        return Some(skipped + end.unwrap_or(cut));
    }
    if let Some(kind) = text.strip_prefix("[!") {
        let word =
            kind.find(|ch: char| !ch.is_alphanumeric() && ch != '-' && ch != '_').unwrap_or(kind.len());
        return Some(2 + word + usize::from(kind.get(word..).is_some_and(|rest| rest.starts_with(']'))));
    }
    for mark in ["%%", "=="] {
        if let Some(inner) = text.strip_prefix(mark) {
            return Some(inner.find(mark).map_or(mark.len(), |at| at + 2 * mark.len()));
        }
    }
    let id = text.strip_prefix('^').filter(|_| begins_word)?;
    let end = id.find(|ch: char| !ch.is_ascii_alphanumeric() && ch != '-').unwrap_or(id.len());
    (end > 0).then_some(1 + end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn signs_are_code_and_words_are_not() {
        let shown = |text: &str| {
            let code = |piece: &Piece<'_>| {
                if piece.code { format!("<{}>", piece.text) } else { piece.text.to_owned() }
            };
            pieces(text).iter().map(code).collect::<String>()
        };
        for (text, expected) in [
            ("Write [[Note|words]] or ![[a b.png]].", "Write <[[Note|words]]> or <![[a b.png]]>."),
            ("cut in [[the middle", "cut in <[[the> middle"),
            ("> [!note] Title, [!", "> <[!note]> Title, <[!>"),
            ("==light== and %%dark%% %%", "<==light==> and <%%dark%%> <%%>"),
            ("a block ^37066d, x^2, ^", "a block <^37066d>, x^2, ^"),
            ("plain [words] (only)!", "plain [words] (only)!"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[\\[\\]!%=^a é\u{1F33F}-]{0,40}") {
            prop_assert_eq!(pieces(&text).iter().map(|piece| piece.text).collect::<String>(), text);
        }
    }
}
