//! A note's HTML for places that are not our pages: feed readers, mostly. No style sheet of ours, no script, no
//! MathML and no player can be counted on there, and addresses must be whole.

use super::{
    links, raw,
    tokens::{Piece, Pieces, Tag, attributes},
};

/// Elements without content.
const VOID: [&str; 3] = ["br", "hr", "img"];
/// Attributes without which the elements would mean something else.
const ATTRIBUTES: [&str; 10] =
    ["href", "src", "alt", "title", "width", "height", "lang", "colspan", "rowspan", "start"];
/// Elements of MathML whose parts stand one above the other, and the sign between these parts on one line.
const SIGNS: [(&str, &str); 6] =
    [("mfrac", "/"), ("msup", "^"), ("msub", "_"), ("mroot", "√"), ("mover", "^"), ("munder", "_")];

/// The filled HTML of a note, whose own page is at `page` of the garden at `site` (`https://garden.example`, and
/// `/notes/…`). The result is well-formed; every address in it is whole.
#[must_use]
pub fn portable(html: &str, site: &str, page: &str) -> String {
    let mut writer = Writer { out: String::with_capacity(html.len()), open: Vec::new(), site, page };
    for piece in Pieces::of(html) {
        match piece {
            Piece::Text(text) => writer.text(text),
            Piece::Tag(tag) if tag.closing => writer.close(&tag.name),
            Piece::Tag(tag) => writer.open(&tag),
            Piece::Nothing => {}
        }
    }
    writer.close_to(0);
    writer.out
}

/// An element that is open: its name, and what its end is written as.
struct Open {
    name: String,
    end: String,
    /// Between the parts of a formula; and how many there were.
    sign: Option<(&'static str, usize)>,
}

struct Writer<'a> {
    out: String,
    open: Vec<Open>,
    site: &'a str,
    page: &'a str,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        // A `<` that begins nothing is text.
        self.out.push_str(&text.replace('<', "&lt;"));
    }

    fn open(&mut self, tag: &Tag) {
        self.part_of_formula();
        let name = tag.name.as_str();
        if name == "input" {
            let done = attributes(&tag.attributes).iter().any(|(name, _)| name == "checked");
            self.out.push_str(if done { "☑" } else { "☐" });
            return;
        }
        let sign = SIGNS.iter().find(|(element, _)| *element == name).map(|(_, sign)| (*sign, 0));
        let end = if sign.is_some() || matches!(name, "msqrt" | "mtable") {
            self.out.push_str(if name == "msqrt" { "√(" } else { "(" });
            ")".to_owned()
        } else if name == "math" {
            self.out.push_str("<code>");
            "</code>".to_owned()
        } else {
            match self.written(tag) {
                Some((written, start)) => {
                    self.out.push_str(&start);
                    format!("</{written}>")
                }
                None => String::new(),
            }
        };
        if !VOID.contains(&name) {
            self.open.push(Open { name: name.to_owned(), end, sign });
        }
    }

    /// The sign that stands before the second and third part of a formula's element.
    fn part_of_formula(&mut self) {
        if let Some(Open { sign: Some((sign, parts)), .. }) = self.open.last_mut() {
            if *parts > 0 {
                self.out.push_str(sign);
            }
            *parts += 1;
        }
    }

    /// The name that an element goes by elsewhere, and its start tag.
    fn written(&self, tag: &Tag) -> Option<(String, String)> {
        let attributes = attributes(&tag.attributes);
        let is_callout = attributes.iter().any(|(name, value)| {
            name == "class" && value.split_ascii_whitespace().any(|class| class == "callout")
        });
        let name = match tag.name.as_str() {
            "div" if is_callout => "blockquote",
            name if name == "img" || raw::is_plain(name) => name,
            _ => return None,
        };
        let mut start = format!("<{name}");
        for (attribute, value) in attributes {
            let value = match attribute.as_str() {
                "href" | "src" => self.address(&value),
                known if ATTRIBUTES.contains(&known) => Some(value),
                _ => None,
            };
            if let Some(value) = value {
                let value = value.replace('"', "&quot;").replace('<', "&lt;");
                start.extend([" ", &attribute, "=\"", &value, "\""]);
            }
        }
        start.push('>');
        Some((name.to_owned(), start))
    }

    fn address(&self, written: &str) -> Option<String> {
        if written.starts_with('#') {
            return Some(format!("{}{}{written}", self.site, self.page));
        }
        if written.starts_with('/') && !written.starts_with("//") {
            return Some(format!("{}{written}", self.site));
        }
        links::is_followed(written).then(|| written.to_owned())
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(open) = self.open.pop() {
                self.out.push_str(&open.end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::markdown::{Hole, Options, fill, render};

    fn carried(html: &str) -> String {
        portable(html, "https://garden.example", "/notes/a/b")
    }

    fn rendered(body: &str) -> String {
        let options = Options { note_path_in_vault: "A.md", first_line: 1, title: None };
        let html = fill(&render(body, &options).html, 1, |_, hole| match hole {
            Hole::Link { label_html } => format!(r#"<a href="/notes/x">{label_html}</a>"#),
            Hole::Say(_) => String::new(),
            Hole::Embed { .. } => {
                r#"<audio controls src="/files/1/a.mp3"><a href="/files/1/a.mp3">Open a</a></audio>"#.into()
            }
        });
        carried(&html)
    }

    #[test]
    fn addresses_become_whole() {
        assert_eq!(
            carried(
                r##"<p id="x"><a class="tag" href="/tags/a">a</a> <a href="#x">b</a> <img src="/files/1/a.png" alt="A" loading="lazy"></p>"##
            ),
            "<p><a href=\"https://garden.example/tags/a\">a</a> <a href=\"https://garden.example/notes/a/b#x\">b</a> \
             <img src=\"https://garden.example/files/1/a.png\" alt=\"A\"></p>"
        );
        let kept = r#"<a href="https://other.example/?a&amp;b">a</a><a href="mailto:a@garden.example">b</a>"#;
        assert_eq!(carried(kept), kept);
        assert_eq!(
            carried(r#"<a href="javascript:x">a</a><a href="//b">b</a><a href="c">c</a>"#),
            "<a>a</a><a>b</a><a>c</a>"
        );
    }

    #[test]
    fn what_cannot_be_shown_is_said() {
        assert_eq!(
            rendered("![[a.mp3]]"),
            "<p><a href=\"https://garden.example/files/1/a.mp3\">Open a</a></p>\n"
        );
        let tasks = rendered("- [ ] a\n- [x] b");
        assert!(tasks.contains("☐ a") && tasks.contains("☑ b") && !tasks.contains("<input"), "{tasks}");
        let callout = rendered("> [!tip] T\n> text");
        assert!(callout.contains("<blockquote>") && callout.contains("<p>T</p>"), "{callout}");
        let code = rendered("```rust\nfn a() {}\n```");
        assert!(code.contains("fn a() {}") && !code.contains("<span"), "{code}");
    }

    #[test]
    fn formulas_stand_on_one_line() {
        assert_eq!(rendered("$a^2+\\frac{b}{c}$"), "<p><code>(a^2)+(b/c)</code></p>\n");
        assert_eq!(rendered("$\\sqrt{x_1}$"), "<p><code>√((x_1))</code></p>\n");
    }

    #[test]
    fn what_may_run_is_gone() {
        for html in [
            "<script>x</script>",
            "<form action=\"/\"><button>x</button></form>",
            "<p onclick=\"x\" style=\"x\">x</p>",
            "<iframe src=\"/\">x</iframe>",
            "<svg><a href=\"/\">x</a></svg>",
        ] {
            let carried = carried(html);
            for bad in ["<script", "<form", "<button", "onclick", "style", "<iframe", "<svg"] {
                assert!(!carried.contains(bad), "{carried}");
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_in_what_goes_out_is_whole(html in "(<p>|</p>|<em>|</em>|<div class=\"callout\">|</div>|<math>|<mfrac>|</mfrac>|<script>|<a href='/\"x'>|</a>|<img src=/ alt=\">\">|<|>|&amp;|\"|\\PC){0,24}") {
            let carried = carried(&html);
            prop_assert_eq!(&portable(&carried, "", ""), &carried, "{}", html);
            for name in ["p", "em", "div", "blockquote", "a", "code"] {
                let starts = carried.matches(&format!("<{name}>")).count() + carried.matches(&format!("<{name} ")).count();
                prop_assert_eq!(starts, carried.matches(&format!("</{name}>")).count(), "{}", carried);
            }
            prop_assert!(!carried.contains("<script"));
        }
    }
}
