//! Highlighted code.

use std::sync::LazyLock;

use arborium::{Highlighter, HtmlFormat, advanced::spans_to_html};

/// The longest code that is highlighted, in bytes. The parsers have no time limit of their own, and on text made
/// to confuse them their time grows with the square of its length: a few seconds here, minutes at 64 KiB.
const MAX_HIGHLIGHTED: usize = 16 * 1024;
/// How much of one note is highlighted, in bytes.
pub(super) const MAX_HIGHLIGHTED_PER_NOTE: usize = 128 * 1024;
/// How deep brackets and tags may stand in each other in highlighted code. A grammar that meets thousands of
/// unclosed ones tries its ways to go on for minutes.
const MAX_NESTED: usize = 64;
/// How many levels of indentation may be open: the scanner of YAML keeps 253 of them in its buffer, and writes
/// past its end.
const MAX_LEVELS: usize = 160;

/// Grammars are compiled on first use and shared; each rendering forks the highlighter.
static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);
static CLASSES: LazyLock<HtmlFormat> = LazyLock::new(|| HtmlFormat::ClassNamesWithPrefix("hl".to_owned()));

/// The code as HTML with a `span` for each token, or nothing if its language is unknown or it is too long.
pub(super) fn highlighted(language: &str, code: &str) -> Option<String> {
    let name = match language {
        "shell-session" | "zsh" | "console" | "fish" => "bash",
        "jsx" | "mjs" | "cjs" | "node" | "dataviewjs" => "javascript",
        "mts" | "cts" => "typescript",
        "patch" => "diff",
        "htm" | "xhtml" => "html",
        "golang" => "go",
        "python3" => "python",
        "postgresql" | "psql" | "mysql" | "sqlite" => "sql",
        name => name,
    };
    let indented = matches!(name, "yaml" | "yml" | "python" | "py");
    if code.len() > MAX_HIGHLIGHTED || depth(code) > MAX_NESTED || indented && levels(code) > MAX_LEVELS {
        return None;
    }
    let mut spans = HIGHLIGHTER.fork().highlight_spans(name, &plain(code)).ok()?;
    for span in &mut spans {
        span.start = boundary(code, span.start, str::floor_char_boundary);
        span.end = boundary(code, span.end, str::ceil_char_boundary);
    }
    Some(spans_to_html(code, spans, &CLASSES))
}

/// The code with a letter for each byte beyond ASCII and a space for each control character.
///
/// The grammars are C, and the scanner of bash hands characters to `isalnum` and its kind, which read outside
/// their table for an emoji. So no grammar sees any; the tokens are the same, and as long.
fn plain(code: &str) -> String {
    let letter = |byte: u8| match byte {
        b'\n' | b'\t' | b' '..=b'~' => char::from(byte),
        0x80.. => '_',
        _ => ' ',
    };
    code.bytes().map(letter).collect()
}

/// How many brackets or tags are open at most. A bound, not a parser: those in texts and comments count too.
fn depth(code: &str) -> usize {
    let (mut brackets, mut tags, mut most) = (0_usize, 0_usize, 0_usize);
    let mut bytes = code.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'(' | b'[' | b'{' => brackets += 1,
            b')' | b']' | b'}' => brackets = brackets.saturating_sub(1),
            b'<' if bytes.peek() == Some(&b'/') => tags = tags.saturating_sub(1),
            b'<' if bytes.peek().is_some_and(|next| next.is_ascii_alphabetic() || *next == b'<') => tags += 1,
            _ => {}
        }
        most = most.max(brackets).max(tags);
    }
    most
}

/// How many levels of indentation there can be at most: one for each column where a line may begin, and one for
/// each mark of a list or mapping in the line that opens most.
fn levels(code: &str) -> usize {
    let indentation = code.lines().map(|line| line.len() - line.trim_ascii_start().len()).max();
    let marks = code.lines().map(|line| line.matches(['-', '?', ':']).count()).max();
    indentation.unwrap_or(0) + marks.unwrap_or(0)
}

fn boundary(code: &str, offset: u32, round: fn(&str, usize) -> usize) -> u32 {
    let offset = usize::try_from(offset).map_or(code.len(), |offset| offset.min(code.len()));
    u32::try_from(round(code, offset)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tokens_have_classes() {
        let html = highlighted("rust", "fn main() { let a = \"<b>\"; }").unwrap();
        assert!(html.contains("<span class=\"hl-keyword\">fn</span>"), "{html}");
        assert!(html.contains("&lt;b&gt;") && !html.contains("<b>"), "{html}");
    }

    #[test]
    fn no_grammar_sees_a_character_beyond_ascii() {
        let code = "echo \"olá 🌱\" # ação\0\r\n${é}";
        let plain = plain(code);
        assert!(plain.is_ascii() && plain.len() == code.len() && !plain.contains('\0'));
        let html = highlighted("bash", code).unwrap();
        assert!(html.contains("olá 🌱") && html.contains("# ação"), "{html}");
    }

    #[test]
    fn deeply_nested_code_stays_plain() {
        assert!(highlighted("rust", &"{".repeat(60)).is_some());
        assert_eq!(highlighted("rust", &"{".repeat(65)), None);
        assert_eq!(highlighted("html", &"<a>".repeat(65)), None);
        assert!(highlighted("html", &"<a></a>".repeat(500)).is_some());
        assert_eq!(highlighted("yaml", &"- ".repeat(300)), None);
        let stairs: String = (0..170).map(|level| " ".repeat(level) + "- a:\n").collect();
        assert_eq!(highlighted("yaml", &stairs), None);
        assert!(highlighted("yaml", "a:\n  - b: c\n    d: \"e\"\n").is_some());
    }

    #[test]
    fn unknown_or_long_code_stays_plain() {
        assert_eq!(highlighted("brainfuck", "+"), None);
        assert_eq!(highlighted("rust", &"//\n".repeat(6_000)), None);
    }

    /// Every grammar that is built in.
    const LANGUAGES: [&str; 46] = [
        "bash",
        "c",
        "c-sharp",
        "clojure",
        "cmake",
        "cpp",
        "css",
        "dart",
        "diff",
        "dockerfile",
        "elixir",
        "go",
        "graphql",
        "haskell",
        "hcl",
        "html",
        "ini",
        "java",
        "javascript",
        "json",
        "kotlin",
        "lua",
        "make",
        "markdown",
        "nix",
        "php",
        "powershell",
        "prolog",
        "proto",
        "python",
        "r",
        "regex",
        "ruby",
        "rust",
        "scheme",
        "scss",
        "sql",
        "svelte",
        "swift",
        "toml",
        "tsx",
        "typescript",
        "vue",
        "xml",
        "yaml",
        "zig",
    ];

    #[test]
    fn every_language_has_tokens() {
        let text =
            "let x = 1; # \"a\" // b <c d='e'> { f: g } if (h) -- i\n+ added\n\n# Head\n\n<?php echo 1; ?>\n";
        let plain: Vec<&str> = LANGUAGES
            .into_iter()
            .filter(|name| !highlighted(name, text).is_some_and(|html| html.contains("<span class=\"hl-")))
            .collect();
        assert!(plain.is_empty(), "{plain:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn any_code_can_be_highlighted(code in "(?s)(.|[ -~\n]){0,200}") {
            for name in LANGUAGES {
                let html = highlighted(name, &code).unwrap_or_default();
                prop_assert!(!html.contains("<script"));
            }
        }
    }
}
