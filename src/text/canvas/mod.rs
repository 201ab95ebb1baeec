//! Boards: the `.canvas` files of Obsidian (the JSON Canvas format, version 1.0), shown as they lie.
//!
//! A board is one drawing whose cards hold HTML, since a drawing can say where things lie without a `style`
//! attribute. Cards stand in it in reading order, from the top and from the left, whatever their order in the file.
//! What joins the cards is said as a list as well.
//!
//! Limits: 1 MiB of JSON, 500 cards and groups, 1,000 lines, places within a million pixels.

mod edges;

use std::fmt::Write as _;

use comrak::html::escape;
use serde::Deserialize;

use super::{
    markdown::{self, Options, Rendered, Transplant, transplant},
    slug,
};

const MAX_BYTES: usize = 1024 * 1024;
const MAX_NODES: usize = 500;
const MAX_EDGES: usize = 1_000;
/// How far from the origin anything lies, and how large it is, in CSS pixels.
const FARTHEST: f64 = 1_000_000.0;
/// The room around the outermost cards.
const MARGIN: f64 = 24.0;
/// The smallest scale at which a board is shown: below that its texts could not be read, and it scrolls.
const LEAST: f64 = 0.62;
/// The longest words that stand for a card, in characters.
const MAX_NAME: usize = 60;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    nodes: Vec<Card>,
    #[serde(default)]
    edges: Vec<Edge>,
}

/// A card or a group.
#[derive(Deserialize)]
struct Card {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    color: Option<String>,
    text: Option<String>,
    file: Option<String>,
    subpath: Option<String>,
    url: Option<String>,
    label: Option<String>,
}

/// A line between two cards.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Edge {
    from_node: String,
    to_node: String,
    from_side: Option<String>,
    to_side: Option<String>,
    from_end: Option<String>,
    to_end: Option<String>,
    color: Option<String>,
    label: Option<String>,
}

/// Renders a board. What cannot be read as one is shown as its source.
#[must_use]
pub fn render(json: &str, options: &Options<'_>) -> Rendered {
    let Some((cards, edges)) = read(json) else { return markdown::source(json, "json", Some("no-board")) };
    let mut board = Board::default();
    board.draw(&cards, &edges, options);
    board.rendered
}

/// The cards in reading order, and the lines between them.
fn read(json: &str) -> Option<(Vec<Card>, Vec<Edge>)> {
    if json.len() > MAX_BYTES {
        return None;
    }
    // An empty file is an empty board.
    let json = if json.trim().is_empty() { "{}" } else { json };
    if !json.trim_start().starts_with('{') {
        return None;
    }
    let File { mut nodes, mut edges } = serde_json::from_str(json).ok()?;
    nodes.truncate(MAX_NODES);
    edges.truncate(MAX_EDGES);
    for card in &mut nodes {
        for place in [&mut card.x, &mut card.y] {
            *place = place.clamp(-FARTHEST, FARTHEST);
        }
        for size in [&mut card.width, &mut card.height] {
            *size = size.clamp(1.0, FARTHEST);
        }
    }
    nodes.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x.total_cmp(&other.x)));
    Some((nodes, edges))
}

#[derive(Default)]
struct Board {
    rendered: Rendered,
    cards: usize,
}

impl Board {
    fn draw(&mut self, cards: &[Card], edges: &[Edge], options: &Options<'_>) {
        let left = cards.iter().map(|card| card.x).fold(f64::INFINITY, f64::min);
        let top = cards.iter().map(|card| card.y).fold(f64::INFINITY, f64::min);
        let right = cards.iter().map(|card| card.x + card.width).fold(f64::NEG_INFINITY, f64::max);
        let bottom = cards.iter().map(|card| card.y + card.height).fold(f64::NEG_INFINITY, f64::max);
        if cards.is_empty() {
            return;
        }
        let (width, height) = (right - left + 2.0 * MARGIN, bottom - top + 2.0 * MARGIN);
        let texts: Vec<Rendered> = cards.iter().map(|card| shown(card, options)).collect();
        let names: Vec<String> = cards.iter().zip(&texts).map(|(card, text)| name(card, text)).collect();
        // The style sheet shrinks the plane to its frame, but no further than the least width beside it says.
        self.put(format_args!(
            "<div class=\"board\" tabindex=\"0\" role=\"group\"><svg class=\"board-least\" aria-hidden=\"true\" \
             width=\"{:.0}\" height=\"0\"></svg><svg xmlns=\"http://www.w3.org/2000/svg\" \
             class=\"board-plane\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"{:.0} {:.0} {width:.0} {height:.0}\">\n",
            width * LEAST,
            left - MARGIN,
            top - MARGIN
        ));
        for group in cards.iter().filter(|card| card.kind == "group") {
            self.group(group);
        }
        for edge in edges {
            self.html(&edges::line(edge, cards));
        }
        for ((card, text), name) in cards.iter().zip(texts).zip(&names) {
            if card.kind != "group" {
                self.card(card, text, name);
            }
        }
        for edge in edges {
            self.html(&edges::label(edge, cards));
        }
        self.html("</svg></div>\n");
        self.joined(cards, &names, edges);
        let plain = self.rendered.plain.trim_end().len();
        self.rendered.plain.truncate(plain);
        self.rendered.words = markdown::count_words(&self.rendered.plain);
        self.rendered.excerpt = markdown::excerpt(&self.rendered.plain);
    }

    fn group(&mut self, group: &Card) {
        self.frame(group, "board-group");
        if let Some(label) = group.label.as_deref().filter(|label| !label.trim().is_empty()) {
            self.put(format_args!(
                "<text class=\"board-label\" x=\"{:.0}\" y=\"{:.0}\">",
                group.x + 12.0,
                group.y + 26.0
            ));
            self.text(label);
            self.html("</text>\n");
            self.say(label);
        }
    }

    fn frame(&mut self, card: &Card, class: &str) {
        self.put(format_args!(
            "<rect class=\"{class}{}\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"8\"/>",
            colour(card.color.as_deref()),
            card.x,
            card.y,
            card.width,
            card.height
        ));
    }

    fn card(&mut self, card: &Card, text: Rendered, name: &str) {
        self.cards += 1;
        self.html("<g>");
        self.frame(card, "board-card");
        self.put(format_args!(
            "<foreignObject x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\">\
             <div class=\"board-text\" tabindex=\"0\" role=\"group\" aria-label=\"",
            card.x, card.y, card.width, card.height
        ));
        self.text(name);
        self.html("\">");
        self.markdown(text);
        self.html("</div></foreignObject></g>\n");
    }

    /// A card's text. Its headings follow the title of the page and are no part of its contents.
    fn markdown(&mut self, card: Rendered) {
        let prefix = format!("c{}-", self.cards);
        let html = transplant(&card.html, Transplant { prefix: &prefix, level: 1, home: "" });
        self.html(&markdown::renumbered(&html, self.rendered.links.len()));
        let from = self.rendered.plain.len();
        self.rendered.links.extend(card.links.into_iter().map(|mut link| {
            link.plain_at += from;
            link.line = 1;
            link
        }));
        for tag in card.tags {
            if !self.rendered.tags.contains(&tag) {
                self.rendered.tags.push(tag);
            }
        }
        self.say(&card.plain);
    }

    /// What joins which, for those who do not see the lines.
    fn joined(&mut self, cards: &[Card], names: &[String], edges: &[Edge]) {
        let find = |id: &str| cards.iter().zip(names).find(|(card, _)| card.id == id).map(|(_, name)| name);
        let lines: Vec<_> = edges
            .iter()
            .filter_map(|edge| Some((edge, find(&edge.from_node)?, find(&edge.to_node)?)))
            .collect();
        if lines.is_empty() {
            return;
        }
        self.html("<details class=\"board-edges\"><summary><q-say of=\"board\"></q-say></summary><ul>\n");
        for (edge, from, to) in lines {
            self.html("<li>");
            let arrow = match (edge.from_end.as_deref(), edge.to_end.as_deref()) {
                (Some("arrow"), Some("none")) => " ← ",
                (Some("arrow"), _) => " ↔ ",
                (_, Some("none")) => " – ",
                _ => " → ",
            };
            self.text(&format!("{from}{arrow}{to}"));
            if let Some(label) = edge.label.as_deref().filter(|label| !label.trim().is_empty()) {
                self.text(&format!(": {}", label.trim()));
                self.say(label);
            }
            self.html("</li>\n");
        }
        self.html("</ul></details>\n");
    }

    fn say(&mut self, words: &str) {
        self.rendered.plain.push_str(words.trim_end());
        self.rendered.plain.push('\n');
    }

    fn html(&mut self, html: &str) {
        self.rendered.html.push_str(html);
    }

    fn text(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = escape(&mut self.rendered.html, text);
    }

    fn put(&mut self, html: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.rendered.html.write_fmt(html);
    }
}

/// What a card shows. Of a note it is the beginning: the card is no larger than its author made it.
fn shown(card: &Card, options: &Options<'_>) -> Rendered {
    let text = match card.kind.as_str() {
        "text" => card.text.clone().unwrap_or_default(),
        "file" => file(card),
        "link" => card.url.as_deref().map(|url| format!("<{}>", url.trim())).unwrap_or_default(),
        _ => String::new(),
    };
    // A card has no place in the file that a line could tell.
    let mut rendered = markdown::render(&text, &Options { first_line: 1, title: None, ..*options });
    if card.kind == "file" {
        rendered.html = markdown::brief(&rendered.html);
        if rendered.html.contains("<q-embed") && rendered.plain.trim().is_empty() {
            file_name(card).unwrap_or_default().clone_into(&mut rendered.plain);
        }
    }
    rendered
}

/// A card of a file as the Markdown that shows it: a note, a picture or a film in place; another board or a base as a
/// link.
fn file(card: &Card) -> String {
    let Some(path) = card.file.as_deref().map(str::trim).filter(|path| !path.contains(['[', ']', '|', '\n']))
    else {
        return String::new();
    };
    let is_note = slug::strip_note_extension(path).len() < path.len();
    let shown = if is_note || !markdown::is_text(path) { "!" } else { "" };
    let fragment = card.subpath.as_deref().unwrap_or_default().replace(['[', ']', '|', '\n'], " ");
    format!("{shown}[[/{}{fragment}]]", path.trim_start_matches('/'))
}

/// What a file is called: a note without its ending.
fn file_name(card: &Card) -> Option<&str> {
    card.file.as_deref().and_then(|file| file.rsplit('/').next()).map(slug::strip_note_extension)
}

/// A few words that tell a card from the others: of a text its first line, as it is read.
fn name(card: &Card, text: &Rendered) -> String {
    let words = match card.kind.as_str() {
        "text" => text.plain.lines().find(|line| !line.trim().is_empty()),
        "file" => file_name(card),
        "link" => card.url.as_deref(),
        _ => card.label.as_deref(),
    };
    let words = words.unwrap_or_default();
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_NAME) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// The class of one of the six colours of a board. Others are left to the theme: it knows what is readable.
fn colour(colour: Option<&str>) -> String {
    match colour {
        Some(preset @ ("1" | "2" | "3" | "4" | "5" | "6")) => format!(" board-colour-{preset}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rendered(json: &str) -> Rendered {
        render(
            json,
            &Options { note_path_in_vault: "Boards/Yard.canvas", first_line: 1, title: Some("Yard") },
        )
    }

    const BOARD: &str = r##"{
        "nodes": [
            {"id": "b", "type": "text", "x": 300, "y": 10, "width": 200, "height": 100, "text": "# Shade\n\nsee [[Fern]] #plant"},
            {"id": "a", "type": "file", "x": 0, "y": 10, "width": 200, "height": 100, "file": "Notes/Soil.md", "subpath": "#Clay", "color": "4"},
            {"id": "p", "type": "file", "x": 0, "y": 200, "width": 200, "height": 100, "file": "img/bed.png"},
            {"id": "l", "type": "link", "x": 300, "y": 200, "width": 200, "height": 100, "url": "https://example.org/"},
            {"id": "g", "type": "group", "x": -20, "y": -20, "width": 600, "height": 400, "label": "Yard <1>"}
        ],
        "edges": [{"id": "e", "fromNode": "a", "fromSide": "right", "toNode": "b", "toSide": "left", "label": "feeds"}]
    }"##;

    #[test]
    fn cards_stand_in_reading_order_with_their_links() {
        let board = rendered(BOARD);
        let links: Vec<_> = board.links.iter().map(|link| (link.key.as_str(), link.embed)).collect();
        assert_eq!(links, [("/notes/soil", true), ("fern", false), ("/img/bed.png", true)]);
        assert_eq!(board.links[0].fragment.as_deref(), Some("Clay"));
        assert_eq!(board.tags, ["plant"]);
        assert!(
            board.plain.starts_with("Yard <1>\nSoil\n"),
            "a search finds it by its cards: {}",
            board.plain
        );
        for part in [
            "board-colour-4",
            "<h2 id=\"c2-shade\">Shade</h2>",
            "Yard &lt;1&gt;",
            "<q-link n=\"1\">Fern</q-link>",
            "href=\"https://example.org/\"",
            "feeds",
            " → Shade",
            "<path class=\"board-line",
        ] {
            assert!(board.html.contains(part), "{part}\n{}", board.html);
        }
        assert!(!board.html.contains("style="));
        assert!(board.html.contains("<q-embed n=\"0\" flow=\"\" brief=\"\"></q-embed>"), "{}", board.html);
    }

    #[test]
    fn cards_are_called_by_their_words() {
        let node = |id: &str, text: &str| serde_json::json!({"id": id, "type": "text", "x": 0, "y": 0, "width": 9, "height": 9, "text": text});
        let soil = serde_json::json!({"id": "c", "type": "file", "x": 0, "y": 9, "width": 9, "height": 9, "file": "a/C# #1.md"});
        let board = serde_json::json!({
            "nodes": [node("a", "## Sow in *May* [[Fern|the fern]]\n\nmore"), node("b", "5 > 3 [x] `a*b`"), soil],
            "edges": [{"fromNode": "a", "toNode": "c", "label": "why #1"}],
        });
        let board = rendered(&board.to_string());
        for label in ["Sow in May the fern", "5 &gt; 3 [x] a*b", "C# #1"] {
            assert!(board.html.contains(&format!("aria-label=\"{label}\"")), "{label}\n{}", board.html);
        }
        assert!(board.html.contains("<li>Sow in May the fern → C# #1: why #1</li>"), "{}", board.html);
    }

    #[test]
    fn what_is_no_board_is_shown_as_its_source() {
        for json in ["{", "[]", "{\"nodes\": 1}", "{\"nodes\": [{}]}", &"[".repeat(100_000)] {
            let board = rendered(json);
            assert!(
                board.html.contains("<q-say of=\"no-board\">") && board.html.contains("<pre"),
                "{json:.40}"
            );
        }
        assert_eq!(rendered("").html, "");
        assert_eq!(rendered("{}").html, "");
    }

    #[test]
    fn far_places_and_many_cards_are_bounded() {
        let card = r#"{"id":"a","type":"text","x":1e300,"y":-1e300,"width":1e300,"height":-5,"text":"x"}"#;
        let board = rendered(&format!("{{\"nodes\": [{}]}}", vec![card; 900].join(",")));
        assert_eq!(board.html.matches("<foreignObject").count(), MAX_NODES);
        assert!(!board.html.contains("inf") && !board.html.contains("NaN"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_on_a_card_is_safe(text in any::<String>(), kind in "text|file|link|group|x") {
            let json = serde_json::json!({"nodes": [
                {"id": "a", "type": kind, "x": 0, "y": 0, "width": 9, "height": 9, "text": text, "file": text, "url": text, "label": text, "subpath": text},
            ], "edges": [{"fromNode": "a", "toNode": "a", "label": text}]});
            let board = rendered(&json.to_string());
            prop_assert!(!board.html.contains("<script") && !board.html.contains("javascript:"));
            prop_assert_eq!(board.html.matches("<q-link").count() + board.html.matches("<q-embed").count(), board.links.len());
        }
    }
}
