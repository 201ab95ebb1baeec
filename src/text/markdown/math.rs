//! Formulas as MathML, which browsers show by themselves.

use std::{fmt::Write as _, sync::LazyLock};

use comrak::html::escape;
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// The longest formula, in bytes.
const MAX_BYTES: usize = 4 * 1024;
/// How many commands and braces may stand in each other. The parser calls itself for each.
const MAX_NESTED: usize = 200;

static CONVERTER: LazyLock<Option<LatexToMathML>> =
    LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).ok());

/// The formula as HTML; one that cannot be read is shown as written.
pub(super) fn html(latex: &str, block: bool) -> String {
    let latex = latex.trim();
    let display = if block { MathDisplay::Block } else { MathDisplay::Inline };
    let small = latex.len() <= MAX_BYTES && depth(latex) <= MAX_NESTED;
    let result = CONVERTER.as_ref().filter(|_| small).and_then(|converter| {
        converter.convert_with_local_state(latex, display).ok().map(|converted| converted.mathml)
    });
    match result {
        Some(mathml) if block => format!("<span class=\"math-block\">{}</span>", classes_for_styles(&mathml)),
        Some(mathml) => classes_for_styles(&mathml),
        None => {
            let mut out = String::from("<code class=\"math-error\">");
            // Writing to a String cannot fail.
            let _ = escape(&mut out, latex);
            out.push_str("</code>");
            out
        }
    }
}

/// The content security policy lets no `style` attribute through: what it says becomes classes, and what has none
/// (colours, exact gaps) is left out.
fn classes_for_styles(mathml: &str) -> String {
    const CLASSES: [(&str, &str); 8] = [
        ("text-align: left", "math-left"),
        ("text-align: right", "math-right"),
        ("width: 100%", "math-wide"),
        ("width: 50%", "math-half"),
        ("small-caps", "math-small-caps"),
        ("border-top", "math-line-top"),
        ("border-bottom", "math-line-bottom"),
        ("border-right", "math-line-right"),
    ];
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml;
    // Formulas hold no such text: quotes in them are escaped or other characters.
    while let Some((before, after)) = rest.split_once("style=\"") {
        let Some((style, after)) = after.split_once('"') else { break };
        let classes: Vec<&str> =
            CLASSES.iter().filter(|(rule, _)| style.contains(rule)).map(|(_, class)| *class).collect();
        if classes.is_empty() {
            out.push_str(before.trim_end_matches(' '));
        } else {
            out.push_str(before);
            // Writing to a String cannot fail.
            let _ = write!(out, "class=\"{}\"", classes.join(" "));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// An upper bound of the nesting: every brace opened at once, and every command, which may take the next as its
/// argument without braces.
fn depth(latex: &str) -> usize {
    latex.bytes().filter(|byte| matches!(byte, b'{' | b'\\' | b'^' | b'_' | b'(' | b'[')).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_mathml() {
        let html = html(r"\frac{a}{b} < c", false);
        assert!(html.starts_with("<math>") && html.contains("<mfrac>") && html.contains("&lt;"), "{html}");
        assert!(super::html("x^2", true).starts_with("<span class=\"math-block\"><math display=\"block\">"));
    }

    #[test]
    fn styles_become_classes() {
        let html =
            html(r"\begin{aligned} a &= b \\ c &= d \end{aligned} \color{red} x \quad y \textsc{a}", true);
        assert!(html.contains("<mtd class=\"math-right\">") && !html.contains("style="), "{html}");
        assert!(super::html("style=\"a\"", false).contains("<mi>s</mi>"));
    }

    #[test]
    fn what_cannot_be_read_is_shown() {
        assert_eq!(html(r"\frac{<b>", false), r#"<code class="math-error">\frac{&lt;b&gt;</code>"#);
        assert!(html(&r"\sqrt".repeat(10_000), true).starts_with("<code"));
        assert!(html(&"{".repeat(4_000), true).starts_with("<code"));
    }

    proptest! {
        #[test]
        fn any_formula_can_be_shown(latex in r"([\\{}^_&$#%~a-z0-9<>\[\]() ]|\\frac|\\left|\\right|\\begin\{matrix\}|\\text\{|\\sqrt|\\tag|\\href|\\unicode|é){0,60}") {
            let html = html(&latex, true);
            prop_assert!(!html.contains("<script") && !html.contains("href="), "{}", html);
        }
    }
}
