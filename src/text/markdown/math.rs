//! Formulas as MathML, which browsers show by themselves.

use std::{fmt::Write as _, sync::LazyLock};

use comrak::html::escape;
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// The longest formula, in bytes.
const MAX_BYTES: usize = 4 * 1024;
/// How deep commands and groups may stand in each other. The converter calls itself for each level and takes up
/// to 20 KiB of stack in a debug build: threads have 2 MiB.
const MAX_NESTED: usize = 32;

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
        Some(mathml) if block => {
            format!("<span class=\"math-block\" tabindex=\"0\">{}</span>", classes_for_styles(&mathml))
        }
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

/// An upper bound of the nesting: groups, environments and `\left` that are open, and commands in a row, each of
/// which may take the next as its argument without braces.
fn depth(latex: &str) -> usize {
    let mut open: Vec<(char, usize)> = Vec::new();
    let (mut level, mut most) = (0_usize, 0_usize);
    let mut rest = latex;
    while let Some(ch) = rest.chars().next() {
        rest = rest.get(ch.len_utf8()..).unwrap_or_default();
        let name = rest.split(|ch: char| !ch.is_ascii_alphabetic()).next().unwrap_or_default();
        if ch == '\\' {
            // A command is letters or one sign.
            let sign = rest.chars().next().map_or(0, char::len_utf8);
            rest = rest.get(name.len().max(sign)..).unwrap_or_default();
        }
        match (ch, name) {
            ('\\', "left" | "begin") => {
                open.push(('\\', level));
                level += 2;
            }
            ('\\', "right" | "end") => close('\\', &mut open, &mut level),
            ('\\', "") | ('^' | '_', _) => {}
            ('\\', _) => level += 1,
            ('{' | '[', _) => {
                open.push((ch, level));
                level += 1;
            }
            ('}', _) => close('{', &mut open, &mut level),
            (']', _) => close('[', &mut open, &mut level),
            _ if ch.is_whitespace() => {}
            _ => level = open.last().map_or(0, |(_, level)| level + 1),
        }
        most = most.max(level);
    }
    most
}

/// Closes the last group of a kind. A bracket within may be a mere sign and closes with it; nothing else does.
fn close(kind: char, open: &mut Vec<(char, usize)>, level: &mut usize) {
    let place = open.iter().rposition(|(opened, _)| *opened != '[' || kind == '[');
    if let Some((at, (_, before))) =
        place.and_then(|at| Some((at, *open.get(at)?))).filter(|(_, (opened, _))| *opened == kind)
    {
        open.truncate(at);
        *level = before;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_mathml() {
        let html = html(r"\frac{a}{b} < c", false);
        assert!(html.starts_with("<math>") && html.contains("<mfrac>") && html.contains("&lt;"), "{html}");
        assert!(
            super::html("x^2", true)
                .starts_with("<span class=\"math-block\" tabindex=\"0\"><math display=\"block\">")
        );
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
        assert!(html(&"x".repeat(5_000), true).starts_with("<code"));
    }

    #[test]
    fn depth_counts_what_is_open() {
        assert_eq!(depth(r"a + b"), 0);
        assert_eq!(depth(r"\frac{a}{\sqrt{b}}"), 4);
        assert_eq!(depth(r"\frac a b \frac c d \sqrt x"), 1);
        assert_eq!(depth(r"\sqrt\sqrt \sqrt x"), 3);
        assert_eq!(depth(&"{]".repeat(50)), 50);
        assert_eq!(depth(&"[0,1) ".repeat(3)), 3);
        assert_eq!(depth("{[0,1)}{[0,1)}"), 2);
        assert_eq!(depth(r"a \\ b \, c \{ \} é"), 0);
        assert!(
            depth(r"\int_0^\infty \left( \frac{\partial f}{\partial x_{i_1}} \right)^2 \mathrm{d}x") <= 8
        );
    }

    #[test]
    fn deep_formulas_do_not_overflow_the_stack() {
        let nested = [
            (r"\sqrt", ""),
            ("{", "}"),
            (r"\left(", r"\right)"),
            ("a^{", "}"),
            (r"\frac{", "}{b}"),
            (r"\frac", ""),
            (r"\hat", ""),
            (r"\sqrt[", "]{x}"),
            (r"\overset{", "}{a}"),
            (r"\begin{matrix}", r"\end{matrix}"),
            (r"\displaystyle ", ""),
            (r"\mathrm", ""),
            ("x'^{", "}"),
            (r"\text{$", "$}"),
            ("a_", ""),
            ("^", ""),
            ("'", ""),
            ("(", ")"),
            ("[", "]"),
            ("|", "|"),
            ("&", ""),
            (r"\\", ""),
            (r"\left.", r"\right."),
            (r"\sqrt ", ""),
            (r"\sqrt^", ""),
            (r"\sqrt\,", ""),
            (r"\big", ""),
            (r"\not", ""),
            (r"\color{red}", ""),
            (r"\limits", ""),
            ("-", ""),
            (r"\bf ", ""),
            (r"\over ", ""),
            ("x ", ""),
            (r"\operatorname{", "}"),
            ("~", ""),
            (r"\sqrt~", ""),
            ("%\n", ""),
            (r"\sqrt%\n", ""),
            (r"\middle|", ""),
            ("{]", ""),
            ("{", "]"),
            ("\\sqrt\r", ""),
            ("\\sqrt\u{c}", ""),
            (r"\left(\right{", ""),
            (r"\begin{matrix}\right", ""),
            (r"{\end", ""),
        ];
        for (start, end) in nested {
            for count in [8, 15, 31, 100, 1_000] {
                let count = count.min((MAX_BYTES - 2) / (start.len() + end.len()));
                let _ = html(&format!("{}x{}", start.repeat(count), end.repeat(count)), true);
            }
        }
        assert!(html(&r"\sqrt".repeat(31), true).len() > 10);
        assert!(html(&format!("{}x", r"\sqrt".repeat(33)), true).starts_with("<code"));
    }

    proptest! {
        #[test]
        fn any_formula_can_be_shown(latex in r"([\\{}^_&$#%~a-z0-9<>\[\]() ]|\\frac|\\left|\\right|\\begin\{matrix\}|\\text\{|\\sqrt|\\tag|\\href|\\unicode|é){0,60}") {
            let html = html(&latex, true);
            prop_assert!(!html.contains("<script") && !html.contains("href="), "{}", html);
        }
    }
}
