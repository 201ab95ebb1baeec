//! What stands in braces, as Obsidian's templates have it: `{{title}}`, `{{date}}`, `{{time}}`, and both of these with a
//! format of Moment.js, `{{date:dddd, D MMMM YYYY}}`.

use jiff::Zoned;

use super::Occasion;
use crate::{
    i18n::{self, Strings},
    text::front_matter,
};

/// The formats of Moment.js that are known, a longer one before those that it begins with.
const FORMATS: [&str; 24] = [
    "YYYY", "GGGG", "YY", "MMMM", "MMM", "MM", "M", "dddd", "ddd", "DDDD", "DD", "D", "WW", "W", "HH", "H",
    "hh", "h", "mm", "m", "ss", "s", "A", "a",
];

/// The text with what stands in braces filled in; what is not known stays. Where a line of the front matter says nothing
/// but the title, the title is quoted as YAML needs it.
#[must_use]
pub fn fill(template: &str, occasion: Occasion<'_>) -> String {
    let head = template.len() - front_matter::split(template).1.len();
    let (head, body) = template.split_at(head);
    let quoted = head.split_inclusive('\n').map(|line| with_quoted_title(line, occasion.title));
    let text = quoted.collect::<String>() + body;
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, inside)) = rest.split_once("{{") {
        out.push_str(before);
        let filled = inside.split_once("}}").and_then(|(word, after)| Some((said(word, occasion)?, after)));
        let (said, after) = filled.unwrap_or(("{{".to_owned(), inside));
        out.push_str(&said);
        rest = after;
    }
    out + rest
}

/// `title: {{title}}`, which is no YAML before it is filled in and may be none after.
fn with_quoted_title(line: &str, title: &str) -> String {
    let Some((name, value)) = line.split_once(':') else { return line.to_owned() };
    let bare = value.trim();
    let inner = bare.trim_matches(['"', '\'']).trim();
    let is_title = inner.strip_prefix("{{").and_then(|inner| inner.strip_suffix("}}"));
    if is_title.is_some_and(|word| word.trim().eq_ignore_ascii_case("title")) {
        format!("{name}:{}", value.replacen(bare, &front_matter::quoted(title), 1))
    } else {
        line.to_owned()
    }
}

fn said(word: &str, occasion: Occasion<'_>) -> Option<String> {
    let (name, format) = match word.split_once(':') {
        Some((name, format)) => (name.trim(), Some(format.trim())),
        None => (word.trim(), None),
    };
    match (name.to_ascii_lowercase().as_str(), format) {
        ("title", None) => Some(occasion.title.to_owned()),
        ("date", format) => Some(formatted(format.unwrap_or("YYYY-MM-DD"), occasion.now, occasion.words)),
        ("time", format) => Some(formatted(format.unwrap_or("HH:mm"), occasion.now, occasion.words)),
        _ => None,
    }
}

/// A moment in a format of Moment.js. What stands in brackets stays as it is.
fn formatted(format: &str, now: &Zoned, words: &Strings) -> String {
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        if let Some((quoted, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            out.push_str(quoted);
            rest = after;
        } else if let Some(token) = FORMATS.into_iter().find(|token| rest.starts_with(token)) {
            out.push_str(&part(token, now, words));
            rest = rest.get(token.len()..).unwrap_or_default();
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

fn part(token: &str, now: &Zoned, words: &Strings) -> String {
    let short = |name: String| name.chars().take(3).collect();
    match token {
        "MMMM" => i18n::month(words, now.month()),
        "MMM" => short(i18n::month(words, now.month())),
        "dddd" => weekday(now, words),
        "ddd" => short(weekday(now, words)),
        _ => now.strftime(plain(token)).to_string(),
    }
}

/// The same in the formats of `strftime`.
fn plain(token: &str) -> &'static str {
    match token {
        "YYYY" => "%Y",
        "GGGG" => "%G",
        "YY" => "%y",
        "MM" => "%m",
        "M" => "%-m",
        "DDDD" => "%j",
        "DD" => "%d",
        "D" => "%-d",
        "WW" => "%V",
        "W" => "%-V",
        "HH" => "%H",
        "H" => "%-H",
        "hh" => "%I",
        "h" => "%-I",
        "mm" => "%M",
        "m" => "%-M",
        "ss" => "%S",
        "s" => "%-S",
        "A" => "%p",
        _ => "%P",
    }
}

fn weekday(now: &Zoned, words: &Strings) -> String {
    match now.weekday().to_monday_one_offset() {
        1 => words.weekday_1(),
        2 => words.weekday_2(),
        3 => words.weekday_3(),
        4 => words.weekday_4(),
        5 => words.weekday_5(),
        6 => words.weekday_6(),
        _ => words.weekday_7(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::Locale;

    fn filled(template: &str, title: &str, locale: Locale) -> String {
        let now: Zoned = "2026-11-21T08:05:09-03:00[America/Sao_Paulo]".parse().unwrap();
        fill(template, Occasion { title, now: &now, words: locale.strings() })
    }

    #[test]
    fn what_stands_in_braces_is_filled_in() {
        for (template, expected) in [
            ("{{title}} {{ Title }} {{date}} {{time}}", "T T 2026-11-21 08:05"),
            ("{{date:DD/MM/YY}} {{time:H:m:ss}}", "21/11/26 8:5:09"),
            ("{{date:dddd, D [de] MMMM}} {{date:ddd MMM}}", "Saturday, 21 de November Sat Nov"),
            ("{{time:hh a}} {{date:GGGG-[W]WW}}", "08 am 2026-W47"),
            ("{{other}} {{ {{date}} {{", "{{other}} {{ 2026-11-21 {{"),
        ] {
            assert_eq!(filled(template, "T", Locale::En), expected, "{template}");
        }
        assert_eq!(filled("{{date:dddd}}", "", Locale::PtBr), "sábado");
        assert_eq!(filled("{{date:MMMM}}", "", Locale::Es), "noviembre");
    }

    #[test]
    fn a_title_does_not_break_the_front_matter() {
        let template = "---\ntitle: {{title}}\nx: \"{{title}}\"\ncreated: {{date}}\n---\n# {{title}}\n";
        let text = filled(template, "A: \"b\" #c", Locale::En);
        let (matter, body) = front_matter::parse(&text).unwrap();
        assert_eq!((matter.title.as_deref(), body.text), (Some("A: \"b\" #c"), "# A: \"b\" #c\n"));
    }

    proptest! {
        #[test]
        fn text_without_braces_stays(text in "[^{}]{0,60}", title in any::<String>()) {
            prop_assert_eq!(filled(&text, &title, Locale::En), text);
        }

        #[test]
        fn any_template_is_filled(text in "([{}]{2}|date|time|title|:|[A-Za-z\\[\\]]){0,12}", title in "[^\\p{C}]{0,9}") {
            let _ = filled(&text, &title, Locale::Es);
        }
    }
}
