//! Highlighted code.

use std::sync::LazyLock;

use arborium::{Highlighter, HtmlFormat, advanced::spans_to_html};

/// The longest code that is highlighted, in bytes: parsers of grammars have no time limit of their own.
const MAX_HIGHLIGHTED: usize = 64 * 1024;
/// The longest name of a language.
const MAX_NAME: usize = 32;

/// Grammars are compiled on first use and shared; each rendering forks the highlighter.
static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);
static CLASSES: LazyLock<HtmlFormat> = LazyLock::new(|| HtmlFormat::ClassNamesWithPrefix("hl".to_owned()));

/// The language named in a fence's info string: `rust` of `rust,ignore` or `{.rust}`.
pub(super) fn language(info: &str) -> Option<String> {
    let name = info.trim_start_matches(['{', '.', ' ']).split([' ', ',', '{', '}', '\t', ':']).next()?;
    let safe = name.len() <= MAX_NAME
        && !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'-' | b'_' | b'.'));
    safe.then(|| name.to_ascii_lowercase())
}

/// The code as HTML with a `span` for each token, or nothing if its language is unknown or it is too long.
pub(super) fn highlighted(language: &str, code: &str) -> Option<String> {
    if code.len() > MAX_HIGHLIGHTED {
        return None;
    }
    let name = match language {
        "shell-session" | "zsh" | "console" => "bash",
        "jsx" | "mjs" | "cjs" | "node" => "javascript",
        "tsx" => "typescript",
        "patch" => "diff",
        "htm" | "xhtml" => "html",
        "golang" => "go",
        "python3" => "python",
        "postgresql" | "psql" | "mysql" | "sqlite" => "sql",
        name => name,
    };
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
    fn unknown_or_long_code_stays_plain() {
        assert_eq!(highlighted("brainfuck", "+"), None);
        assert_eq!(highlighted("rust", &"//\n".repeat(30_000)), None);
    }

    #[test]
    fn a_language_is_the_first_safe_word() {
        for (info, name) in
            [("rust,ignore", "rust"), ("{.Python}", "python"), ("c++ x", "c++"), ("js {1,3}", "js")]
        {
            assert_eq!(language(info).as_deref(), Some(name));
        }
        for info in ["", " ", "\"><b>", "linguagem-de-programação"] {
            assert_eq!(language(info), None, "{info}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn any_code_can_be_highlighted(code in "(?s)(.|[ -~\n]){0,200}") {
            for name in [
                "bash", "c", "css", "diff", "go", "html", "ini", "java", "javascript", "json", "python", "ruby",
                "rust", "sql", "toml", "typescript", "yaml",
            ] {
                let html = highlighted(name, &code).unwrap_or_default();
                prop_assert!(!html.contains("<script"));
            }
        }
    }
}
