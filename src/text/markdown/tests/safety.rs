//! Raw HTML, limits, and what must hold for any text.

use proptest::prelude::*;
use scraper::{Html, Selector};

use super::*;
use crate::text::markdown::{Hole, fill};

#[test]
fn harmless_html_is_kept() {
    assert_eq!(html("<kbd>K</kbd> a<br>b"), "<p><kbd>K</kbd> a<br>b</p>");
    let page = html(
        "<details><summary>S</summary>\n\n[[a]] $x$\n\n```rust\nfn\n```\n\n- [x] t\n\n</details>\n\nafter",
    );
    assert!(
        page.starts_with("<details><summary>S</summary>") && page.ends_with("</details>\n<p>after</p>"),
        "{page}"
    );
    for part in [
        "<q-link n=\"0\">a</q-link>",
        "<math><mi>x</mi></math>",
        "<span class=\"hl-keyword\">fn</span>",
        "<input type=",
    ] {
        assert!(page.contains(part), "{page}");
    }
    assert_eq!(
        link("<img src=\"../a%20b.png\" width=100 height='50' alt=\"Alt\">"),
        Link {
            embed: true,
            target: "../a b.png".into(),
            key: "/a b.png".into(),
            fragment: None,
            label: Some("Alt".into()),
            width: Some(100),
            height: Some(50),
            line: 1,
            plain_at: 0,
        }
    );
}

#[test]
fn raw_links_are_links() {
    assert_eq!(
        html(
            "<a href='https://x.org' target=_blank>x</a> <a href=\"#Um título\">y</a> <a href=z.md>z</a>\n\n## Um título"
        ),
        "<p><a class=\"external\" rel=\"noopener\" href=\"https://x.org\">x</a> \
         <a class=\"anchor\" href=\"#um-titulo\">y</a> <a>z</a></p>\n<h2 id=\"um-titulo\">Um título</h2>"
    );
}

#[test]
fn harmful_html_is_not() {
    let page = html(
        "<script>alert(1)</script>\n\n<style>a{}</style>\n\n<p onclick=x style=y id=z class='callout evil'>t</p>\n\n\
         <form><input name=a><button>b</button></form> <svg onload=x></svg> <iframe srcdoc=x></iframe>",
    );
    assert_eq!(page, "<p id=\"user-z\" class=\"callout\">t</p>\nb", "{page}");
}

#[test]
fn holes_cannot_be_forged() {
    for body in [
        "<q-link n=\"0\">x</q-link> [[a]]",
        "<q-embed n=\"0\"></q-embed>\n\n[[a]]",
        "<q-raw n=\"0\"></q-raw> $x$ [[a]]",
        "<Q-LINK n=\"0\">x</Q-LINK>[[a]]",
        "<div title='<q-link n=\"0\">'>\n\n[[a]]",
        "&lt;q-link n=\"0\"&gt; [[a]] <b>",
        "`<q-link n=\"0\">` [[a]]",
        "<b title=\"\n\n<q-link n=\"0\">\n\n\"> [[a]]",
    ] {
        let note = rendered(body);
        assert_eq!((holes(&note.html), note.links.len()), (1, 1), "{}", note.html);
        let mut numbers = Vec::new();
        fill(&note.html, 1, |number, _| {
            numbers.push(number);
            String::new()
        });
        assert_eq!(numbers, [0]);
    }
}

#[test]
fn unclosed_html_stays_in_its_block() {
    assert_eq!(html("a <b>b\n\nc"), "<p>a <b>b</b></p>\n<p>c</p>");
    assert_eq!(html("> <div>\n> a\n\nb"), "<blockquote>\n<div>\na\n</div></blockquote>\n<p>b</p>");
    assert!(html("a </div></p></blockquote> b").starts_with("<p>a  b"));
    assert!(html("<textarea>\n\na <title> b <plaintext> c").contains("a  b  c"));
}

#[test]
fn deep_nesting_keeps_the_text() {
    let note = rendered(&format!("{}deep [[a]]", ">".repeat(10_000)));
    assert!(note.html.matches("<blockquote>").count() <= 32 && note.plain == "deep a");
    assert_eq!(holes(&note.html), 1);
    let note = rendered(&format!("{}deep", "- ".repeat(500)));
    assert!(note.plain.ends_with("deep"));
    assert_eq!(note.html.matches("<ul").count(), note.html.matches("</ul>").count());
}

#[test]
fn costly_texts_are_rendered() {
    for piece in [
        "`",
        "[",
        "![",
        "[[",
        "^[",
        "*a **b ",
        "<b>",
        "<div>\n\n",
        "[^a]: x\n",
        "$",
        "%%",
        "> [!note]\n",
        "|a",
        "\\",
        "==a ",
    ] {
        let note = rendered(&piece.repeat(100_000 / piece.len()));
        assert_eq!(holes(&note.html), note.links.len(), "{piece}");
    }
    assert_eq!(rendered(&"[[a]] ".repeat(10_000)).links.len(), 10_000);
}

#[test]
fn a_note_is_highlighted_up_to_a_limit() {
    let block = format!("```json\n[{}1]\n```\n", "1,".repeat(7_000));
    let page = html(&block.repeat(12));
    assert_eq!(page.split("<pre").filter(|block| block.contains("hl-")).count(), 9);
    assert_eq!(page.matches("<pre").count(), 12);
}

#[test]
fn text_beyond_the_limit_is_left_out() {
    let note = rendered(&"é\n\n".repeat(800_000));
    assert_eq!(note.words, 2 * 1024 * 1024 / 4);
}

/// Pieces of Markdown and HTML that mean something, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        " ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "# ",
        "## ",
        "---\n",
        "[[",
        "]]",
        "![[",
        "|",
        "x.png",
        "](",
        ")",
        "[",
        "![",
        "<",
        ">",
        "</",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<a href=\"",
        "\">",
        "'",
        "\"",
        "<script>",
        "</script>",
        "<style>",
        "javascript:alert(1)",
        " onclick=x",
        "<img src=",
        "<q-link n=\"0\">",
        "</q-link>",
        "<q-raw n=\"0\">",
        "<svg>",
        "<math>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<select>",
        "<p>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<br>",
        "`",
        "```\n",
        "```rust\n",
        "$",
        "$$",
        "*",
        "**",
        "==",
        "~~",
        "%%",
        "^[",
        "[^1]",
        "[^1]: ",
        " ^id",
        "#tag ",
        "> [!note]- ",
        "- [x] ",
        "|a|b|\n|-|-|\n",
        "&lt;",
        "&#60;",
        "\\",
        "é",
        "🌱",
        "https://x.org ",
        "\0",
        "\u{202e}",
        "<details>",
        "<li>",
        "<h1>",
        "<iframe src=\"x\">",
        "<textarea>",
        "<template>",
        "<noscript>",
        "=",
        "/>",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

/// Offsets are on characters, in order, and lead to what they say.
fn assert_places(body: &str, note: &Rendered) {
    let mut last = 0;
    for heading in &note.headings {
        assert!(heading.plain_at >= last, "{body:?}");
        last = heading.plain_at + heading.text.len();
        assert!(note.plain[heading.plain_at..].starts_with(&heading.text), "{body:?}\n{:?}", note.plain);
        let section = &note.html[heading.html.clone()];
        let start = format!("<h{} id=\"{}\">", heading.level, heading.id);
        assert!(section.starts_with(&start), "{body:?}\n{section}");
        assert_closed(body, section);
    }
    let mut last = 0;
    for link in &note.links {
        assert!(link.plain_at >= last && note.plain.is_char_boundary(link.plain_at), "{body:?}");
        last = link.plain_at;
    }
    for block in &note.blocks {
        let html = &note.html[block.html.clone()];
        assert!(html.contains(&format!(" id=\"{}\"", block.id)), "{body:?}\n{html}");
        assert_closed(body, html);
    }
}

/// As many ends as beginnings, in order.
fn assert_closed(body: &str, html: &str) {
    let mut open = Vec::new();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(_) => assert_eq!(open.pop(), Some(name), "{body:?}\n{html}"),
            None if ["br", "hr", "input"].contains(&name) || tag.ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{body:?}\n{html}");
}

fn assert_safe(body: &str) {
    let note = rendered(body);
    assert_eq!(holes(&note.html), note.links.len(), "{body:?}\n{}", note.html);
    let mut numbers = Vec::new();
    let filled = fill(&note.html, 1, |number, hole| {
        if !matches!(hole, Hole::Say(_)) {
            numbers.push(number);
        }
        match hole {
            Hole::Link { label_html } => label_html.to_owned(),
            Hole::Embed { .. } | Hole::Say(_) => String::new(),
        }
    });
    assert_places(body, &note);
    numbers.sort_unstable();
    assert_eq!(numbers, (0..note.links.len()).collect::<Vec<_>>(), "{body:?}\n{}", note.html);
    assert!(!filled.contains("<q-"), "{body:?}\n{filled}");
    let page = Html::parse_fragment(&filled);
    for element in page.select(&Selector::parse("*").unwrap()) {
        let element = element.value();
        assert!(
            !["script", "style", "iframe", "form", "svg", "textarea", "h1"].contains(&element.name()),
            "{body:?}\n{filled}"
        );
        for (name, value) in element.attrs() {
            assert!(!name.starts_with("on") && name != "style" && name != "src", "{body:?}\n{filled}");
            let address: String =
                value.chars().filter(|ch| !ch.is_whitespace() && !ch.is_control()).collect();
            assert!(
                name != "href"
                    || ["http", "mailto:", "xmpp:", "#", "/tags/"]
                        .iter()
                        .any(|start| address.to_ascii_lowercase().starts_with(start)),
                "{body:?}\n{filled}"
            );
        }
    }
}

proptest! {
    #[test]
    fn any_pieces_are_safe(body in pieces()) {
        assert_safe(&body);
    }

    #[test]
    fn any_text_is_safe(body in any::<String>()) {
        assert_safe(&body);
    }

    #[test]
    fn rendering_twice_gives_the_same(body in pieces()) {
        prop_assert_eq!(rendered(&body), rendered(&body));
    }
}

#[test]
fn the_gardens_own_pages_are_linked_as_written() {
    assert_eq!(html("[x](/search?q=a%20b&c#d)"), "<p><a href=\"/search?q=a%20b&amp;c#d\">x</a></p>");
    assert_eq!(html("<a href=\"/search?q=a&amp;b\">x</a>"), "<p><a href=\"/search?q=a&amp;b\">x</a></p>");
    assert_eq!(link("[x](/Folder/Search)").key, "/folder/search");
    assert_eq!(link("![x](/static/x.png)").key, "/static/x.png");
    assert!(rendered("[x](/signup)").links.is_empty());
}
