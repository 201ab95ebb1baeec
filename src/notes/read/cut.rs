//! A piece of a rendered note, short and whole: for previews. Pure.
//!
//! What the renderer writes is well formed, so a piece can be cut out of it tag by tag: what is open where it ends
//! is closed there.

/// How much text a piece holds, in characters.
const LENGTH: usize = 900;
/// How much text an embed stands for, so that pictures do not come in endless rows.
const EMBED: usize = 300;

/// Elements that never hold anything (HTML, 13.1.2).
const VOID: [&str; 9] = ["area", "br", "col", "hr", "img", "input", "source", "track", "wbr"];

/// A piece of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// HTML with holes, without ids, its places in the note being links to the note.
    pub(super) html: String,
    /// Whether the note goes on after it.
    pub(super) more: bool,
}

/// The beginning of a note at an address, or of a section of it.
pub(super) fn beginning(html: &str, address: &str) -> Piece {
    let mut scissors = Scissors::new(address);
    for token in Tokens(html) {
        if !scissors.take(token) {
            break;
        }
    }
    scissors.piece()
}

/// The bare words of a piece, at most so many characters.
pub(super) fn words(html: &str, most: usize) -> String {
    let mut text = String::new();
    for token in Tokens(html) {
        match token {
            Token::Text(piece) => text.push_str(piece),
            Token::Open { name: "br" | "p" | "li" | "td" | "th", .. } => text.push(' '),
            _ => {}
        }
        if text.len() > 16 * most {
            break;
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.char_indices().nth(most).and_then(|(end, _)| words.get(..end)).unwrap_or(&words).to_owned()
}

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Open { name: &'a str, attributes: &'a str },
    Close(&'a str),
    Text(&'a str),
}

/// Splits well-formed HTML. A `<` that begins no tag is text.
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.0.is_empty() {
            return None;
        }
        if let Some(inner) = self.0.strip_prefix('<')
            && let Some(end) = end_of_tag(inner)
        {
            let (tag, rest) = (inner.get(..end)?, inner.get(end + 1..)?);
            self.0 = rest;
            return Some(if let Some(name) = tag.strip_prefix('/') {
                Token::Close(name)
            } else {
                let (name, attributes) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
                Token::Open { name, attributes }
            });
        }
        let first = self.0.chars().next()?.len_utf8();
        let end = self.0.get(first..)?.find('<').map_or(self.0.len(), |at| at + first);
        let (text, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(Token::Text(text))
    }
}

/// Where a tag ends: values may hold any character.
fn end_of_tag(tag: &str) -> Option<usize> {
    if !tag.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/') {
        return None;
    }
    let mut quoted = false;
    tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })
}

/// The attributes of a tag: each name with its value as written, if it has one.
fn attributes(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', '\n', '/']);
        if rest.is_empty() {
            return None;
        }
        let end = rest.find([' ', '\n', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end)?;
        let Some(value) = after.strip_prefix("=\"") else {
            rest = after.trim_start_matches('=');
            return Some((name, None));
        };
        let (value, after) = value.split_once('"')?;
        rest = after;
        Some((name, Some(value)))
    })
}

struct Scissors<'a> {
    address: &'a str,
    html: String,
    open: Vec<&'a str>,
    left: usize,
    more: bool,
}

impl<'a> Scissors<'a> {
    fn new(address: &'a str) -> Self {
        Self { address, html: String::new(), open: Vec::new(), left: LENGTH, more: false }
    }

    /// Takes one more token; `false` when the piece is full.
    fn take(&mut self, token: Token<'a>) -> bool {
        let begins = matches!(token, Token::Open { .. }) && self.open.is_empty();
        if self.left == 0 || (begins && self.left < LENGTH / 6) {
            self.more = true;
            return false;
        }
        match token {
            Token::Open { name, attributes } => self.open(name, attributes),
            Token::Close(name) => {
                if self.open.pop_if(|open| *open == name).is_some() {
                    self.html.push_str("</");
                    self.html.push_str(name);
                    self.html.push('>');
                }
            }
            Token::Text(text) => return self.text(text),
        }
        true
    }

    fn open(&mut self, name: &'a str, text: &str) {
        self.html.push('<');
        self.html.push_str(name);
        for (attribute, value) in attributes(text) {
            // The page that shows the piece has ids of its own.
            if attribute == "id" {
                continue;
            }
            self.html.push(' ');
            self.html.push_str(attribute);
            let Some(value) = value else { continue };
            self.html.push_str("=\"");
            if attribute == "href" && value.starts_with('#') {
                self.html.push_str(self.address);
            }
            self.html.push_str(value);
            self.html.push('"');
        }
        self.html.push('>');
        if name == "q-embed" || name == "img" {
            self.left = self.left.saturating_sub(EMBED);
        }
        if !VOID.contains(&name) {
            self.open.push(name);
        }
    }

    fn text(&mut self, text: &str) -> bool {
        let Some((end, _)) = text.char_indices().nth(self.left) else {
            self.left -= text.chars().count();
            self.html.push_str(text);
            return true;
        };
        let head = text.get(..end).unwrap_or_default();
        // Neither a word nor a character reference may be cut in two.
        let word = head.rfind(char::is_whitespace).unwrap_or_else(|| head.rfind('&').unwrap_or(end));
        self.html.push_str(head.get(..word).unwrap_or_default().trim_end());
        self.html.push('…');
        (self.left, self.more) = (0, true);
        false
    }

    fn piece(mut self) -> Piece {
        while let Some(name) = self.open.pop() {
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
        Piece { html: self.html, more: self.more }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::markdown::{self, Options};

    fn rendered(text: &str) -> String {
        let options = Options { note_path_in_vault: "a.md", first_line: 1, title: None };
        markdown::render(text, &options).html
    }

    #[test]
    fn places_in_the_note_are_links_to_it_and_ids_are_gone() {
        let html = rendered("## One\n\nSee [[#One]] and a note.[^1]\n\n[^1]: Foot.\n");
        let piece = beginning(&html, "/notes/a").html;
        assert!(
            piece.contains("href=\"/notes/a#one\"") && piece.contains("href=\"/notes/a#fn:1\""),
            "{piece}"
        );
        assert!(!piece.contains(" id="), "{piece}");
    }

    #[test]
    fn a_long_note_is_cut_at_a_word() {
        let html = rendered(&format!("{}\n\nNever seen.\n", "**palavra** ".repeat(400)));
        let piece = beginning(&html, "/notes/a");
        assert!(
            piece.more && piece.html.ends_with("…</strong></p>") | piece.html.ends_with("…</p>"),
            "{piece:?}"
        );
        assert!(!piece.html.contains("Never"));
    }

    #[test]
    fn the_words_of_a_piece_are_bare() {
        let html = rendered("- a **bold** & [quiet](b.md) `<i>`\n- ação\n");
        assert_eq!(words(&html, 100), "a bold & quiet <i> ação");
        assert_eq!(words(&html, 22), "a bold & quiet <i> açã");
        assert_eq!(words("", 5), "");
    }

    /// Whether every tag that opens is closed, in order.
    fn is_balanced(html: &str) -> bool {
        let mut open = Vec::new();
        for token in Tokens(html) {
            match token {
                Token::Open { name, .. } if !VOID.contains(&name) => open.push(name),
                Token::Close(name) if open.pop() != Some(name) => return false,
                _ => {}
            }
        }
        open.is_empty()
    }

    proptest! {
        #[test]
        fn a_piece_is_whole_and_short(text in "([a-z#*>`\\[\\]!|-]{1,12}[ \\n]{1,2}){0,120}", long in 0..300_usize) {
            let html = rendered(&format!("{text}\n\n## head\n\n{}", "word & ".repeat(long)));
            prop_assert!(is_balanced(&html), "the renderer's own: {}", html);
            let piece = beginning(&html, "/notes/a");
            prop_assert!(is_balanced(&piece.html), "{}", piece.html);
            let text: usize = Tokens(&piece.html)
                .map(|token| if let Token::Text(text) = token { text.chars().count() } else { 0 })
                .sum();
            prop_assert!(text <= LENGTH + 1, "{} characters", text);
        }

        #[test]
        fn any_text_can_be_cut(html in any::<String>()) {
            let piece = beginning(&html, "");
            prop_assert!(piece.html.len() <= 2 * html.len() + 8);
        }
    }
}
