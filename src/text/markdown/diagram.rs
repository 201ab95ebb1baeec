//! Mermaid's diagrams as SVG within the page.
//!
//! The drawing is made anew from an allow-list of shapes and attributes: no script, link, style or foreign picture can
//! be in it, and the theme's colours become classes, so that it is readable in light and dark. One with colours of
//! its author's keeps them, on a light ground.
//!
//! How long the layout takes grows with the square of what is drawn, so a diagram has a size and a note a budget.

use std::{fmt::Write as _, thread};

use comrak::html::escape;
use mermaid_rs_renderer::{LayoutConfig, Theme, compute_layout, parse_mermaid, render_svg};
use roxmltree::{Document, Node};

use super::excerpt::accessible_name;

/// The longest source, in bytes.
const MAX_BYTES: usize = 8 * 1024;
/// The most lines: what counts neither as node nor as edge has one of its own.
const MAX_LINES: usize = 300;
/// The most nodes and edges together.
const MAX_THINGS: usize = 160;
/// What the diagrams of one note may cost together, in squares of their nodes and edges.
pub(super) const BUDGET: usize = 60_000;
/// The longest drawing, in bytes.
const MAX_DRAWING: usize = 256 * 1024;
/// The longest run of digits: some numbers say how often something is drawn.
const MAX_DIGITS: usize = 6;
/// The layout calls itself for what stands in each other.
const STACK: usize = 32 * 1024 * 1024;

/// A drawing.
pub(super) struct Diagram {
    /// The `svg` element; its ids begin with the given prefix.
    pub(super) svg: String,
    /// Its words, for those who do not see it.
    pub(super) label: String,
    /// Whether it has colours of its author's.
    pub(super) coloured: bool,
    /// What it cost; see [`BUDGET`].
    pub(super) cost: usize,
}

/// Draws a diagram, if it can be read and costs no more than `budget`.
pub(super) fn draw(source: &str, prefix: &str, budget: usize) -> Option<Diagram> {
    if source.len() > MAX_BYTES || source.lines().count() > MAX_LINES || has_long_number(source) {
        return None;
    }
    let plain = without_directives(source);
    // A panic of the library ends its thread, not the note.
    let drawn =
        thread::Builder::new().stack_size(STACK).spawn(move || layout(&plain, budget)).ok()?.join().ok()?;
    let (drawing, cost) = drawn?;
    let document = Document::parse(&drawing).ok().filter(|_| drawing.len() <= MAX_DRAWING)?;
    let mut copy = Copy { out: String::new(), prefix, coloured: false, words: Vec::new() };
    copy.element(document.root_element(), 0);
    let label = accessible_name(&copy.words.join(", "));
    Some(Diagram { svg: copy.out, label, coloured: copy.coloured, cost })
}

fn layout(source: &str, budget: usize) -> Option<(String, usize)> {
    let parsed = parse_mermaid(source).ok()?;
    let graph = &parsed.graph;
    let things = graph.nodes.len() + graph.edges.len() + graph.subgraphs.len();
    let cost = things.max(1).pow(2);
    if things > MAX_THINGS || cost > budget {
        return None;
    }
    let mut config = LayoutConfig { fast_text_metrics: true, ..LayoutConfig::default() };
    config.flowchart.routing.max_steps = 2_000;
    config.flowchart.routing.enable_grid_router = false;
    let theme = Theme::modern();
    let layout = compute_layout(graph, &theme, &config);
    Some((render_svg(&layout, &theme, &config), cost))
}

/// The source without `%%{init: …}%%`, which would set fonts and styles of its own.
fn without_directives(source: &str) -> String {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("%%{"));
    lines.collect::<Vec<_>>().join("\n")
}

fn has_long_number(source: &str) -> bool {
    let mut run = 0;
    source.bytes().any(|byte| {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        run > MAX_DIGITS
    })
}

/// A drawing, copied piece by piece.
struct Copy<'p> {
    out: String,
    prefix: &'p str,
    coloured: bool,
    words: Vec<String>,
}

const ELEMENTS: [&str; 13] = [
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "marker", "defs",
];
const ATTRIBUTES: [&str; 41] = [
    "cx",
    "cy",
    "d",
    "dominant-baseline",
    "dx",
    "dy",
    "fill-opacity",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "opacity",
    "orient",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "rx",
    "ry",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];
/// The theme's colours and the classes for them.
const COLOURS: [(&str, &str); 13] = [
    ("#0f172a", "ink"),
    ("#334155", "line"),
    ("#64748b", "line"),
    ("#94a3b8", "edge"),
    ("#cbd5e1", "edge"),
    ("#e2e8f0", "sunk"),
    ("#f1f5f9", "sunk"),
    ("#f8fafc", "fill"),
    ("#fdba74", "note-edge"),
    ("#ffffff", "paper"),
    ("white", "paper"),
    ("#fff7ed", "note"),
    ("#fff", "paper"),
];
/// How deep elements stand in each other.
const MAX_DEPTH: usize = 32;

impl Copy<'_> {
    fn element(&mut self, node: Node<'_, '_>, depth: usize) {
        let name = node.tag_name().name();
        if depth > MAX_DEPTH {
            return;
        }
        // A link's shapes stay, its address does not.
        let kept = ELEMENTS.contains(&name);
        if !kept && name != "a" {
            return;
        }
        if name == "text" {
            let lines = node.descendants().filter(Node::is_text).filter_map(|text| text.text());
            let words = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
            self.words.extend(Some(words).filter(|words| !words.is_empty()));
        }
        if kept {
            self.open(node, name, depth);
        }
        for child in node.children() {
            if child.is_text() {
                // Writing to a String cannot fail.
                let _ = escape(&mut self.out, child.text().unwrap_or_default());
            } else if child.is_element() {
                self.element(child, depth + 1);
            }
        }
        if kept {
            self.put(format_args!("</{name}>"));
        }
    }

    fn open(&mut self, node: Node<'_, '_>, name: &str, depth: usize) {
        self.put(format_args!("<{name}"));
        if depth == 0 {
            self.out.push_str(" xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\"");
        }
        let mut classes: Vec<String> = Vec::new();
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            match key {
                "fill" | "stroke" => match colour(value) {
                    Colour::Theme(class) => classes.push(format!("{key}-{class}")),
                    Colour::Own => {
                        self.coloured = true;
                        self.attribute(key, value);
                    }
                    Colour::None => self.attribute(key, "none"),
                    Colour::Unknown => {}
                },
                "id" if name == "marker" && is_name(value) => {
                    let value = format!("{}{value}", self.prefix);
                    self.attribute("id", &value);
                }
                "marker-start" | "marker-mid" | "marker-end" => {
                    let id = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
                    if let Some(id) = id.filter(|id| is_name(id)) {
                        let value = format!("url(#{}{id})", self.prefix);
                        self.attribute(key, &value);
                    }
                }
                _ if ATTRIBUTES.contains(&key) => self.attribute(key, value),
                _ => {}
            }
        }
        if name == "text" && node.attribute("fill").is_none() {
            classes.push("fill-ink".to_owned());
        }
        if !classes.is_empty() {
            self.put(format_args!(" class=\"{}\"", classes.join(" ")));
        }
        self.out.push('>');
    }

    fn attribute(&mut self, key: &str, value: &str) {
        // Shapes are numbers and names; whatever else stands in an attribute is not ours.
        if value.contains("url(") && !key.starts_with("marker-") {
            return;
        }
        self.put(format_args!(" {key}=\""));
        // Writing to a String cannot fail.
        let _ = escape(&mut self.out, value);
        self.out.push('"');
    }

    fn put(&mut self, html: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(html);
    }
}

enum Colour {
    Theme(&'static str),
    Own,
    None,
    Unknown,
}

fn colour(value: &str) -> Colour {
    let value = value.trim().to_ascii_lowercase();
    if let Some((_, class)) = COLOURS.iter().find(|(colour, _)| *colour == value) {
        return Colour::Theme(class);
    }
    match value.as_str() {
        "none" | "transparent" => Colour::None,
        "currentcolor" | "" => Colour::Unknown,
        _ => {
            let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"#(),.% -".contains(&byte);
            if value.len() <= 64 && value.bytes().all(safe) && !value.contains("url") {
                Colour::Own
            } else {
                Colour::Unknown
            }
        }
    }
}

fn is_name(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn drawn(source: &str) -> Diagram {
        draw(source, "d1-", BUDGET).unwrap_or_else(|| panic!("{source}"))
    }

    #[test]
    fn kinds_of_diagrams_are_drawn() {
        for (source, words) in [
            ("flowchart LR\n A[Seed] -->|grows| B{Tree}", "grows, Seed, Tree"),
            ("sequenceDiagram\n Ana->>Rui: Olá", "Olá"),
            ("classDiagram\n Plant <|-- Tree\n Plant : +int age", "Plant"),
            ("stateDiagram-v2\n [*] --> Still", "Still"),
            ("erDiagram\n BED ||--o{ PLANT : holds", "holds"),
            ("pie title Yard\n \"Grass\" : 3\n \"Path\" : 5", "Yard"),
            ("gantt\n title Year\n section Spring\n Sow :a1, 2026-01-01, 3d", "Sow"),
            ("mindmap\n root((Yard))\n  Shade", "Shade"),
            ("gitGraph\n commit\n branch dev\n commit", "dev"),
            ("timeline\n title T\n 2020 : Sown", "Sown"),
        ] {
            let diagram = drawn(source);
            assert!(diagram.svg.starts_with("<svg ") && diagram.svg.contains("viewBox="), "{}", diagram.svg);
            assert!(diagram.label.contains(words), "{source}: {}", diagram.label);
        }
    }

    #[test]
    fn nothing_but_shapes_is_let_through() {
        let diagram = drawn(
            "%%{init: {'theme': 'base', 'themeCSS': '* { fill: red }'}}%%\nflowchart LR\n A[\"<img src=x onerror=alert(1)>\"] --> B\n \
             click A \"javascript:alert(1)\" \"tip\"\n style B fill:#f9f,stroke:url(https://x.org)\n \
             classDef big fill:#faf\n class A big",
        );
        assert!(diagram.coloured);
        for bad in
            ["javascript", "href", "style=", "<img", "<a", "x.org", "<script", "foreignObject", "#0F172A"]
        {
            assert!(!diagram.svg.contains(bad), "{bad}: {}", diagram.svg);
        }
    }

    #[test]
    fn ids_have_the_prefix() {
        let svg = drawn("sequenceDiagram\n A->>B: x").svg;
        assert!(svg.contains(" id=\"d1-"), "{svg}");
        assert_eq!(svg.matches("url(#").count(), svg.matches("url(#d1-").count());
    }

    #[test]
    fn what_is_no_diagram_or_too_large_is_not_drawn() {
        let dense = (0..20).flat_map(|a| (0..a).map(move |b| format!("a{a}-->a{b}\n"))).collect::<String>();
        for source in [
            String::new(),
            "nonsense".into(),
            format!("flowchart LR\n{dense}"),
            "x".repeat(MAX_BYTES + 1),
            "block-beta\n columns 99999999\n a b".into(),
            format!("flowchart LR\n{}x-->y\n{}", "subgraph s\n".repeat(400), "end\n".repeat(400)),
        ] {
            assert!(draw(&source, "", BUDGET).is_none(), "{source:.60}");
        }
        assert!(draw("flowchart LR\n A --> B", "", 5).is_none(), "beyond the budget");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn any_source_is_drawn_safely_or_not_at_all(
            kind in prop::sample::select(vec!["flowchart LR", "sequenceDiagram", "classDiagram", "stateDiagram-v2", "erDiagram", "pie", "gantt", "mindmap", "gitGraph", "timeline", "journey", "quadrantChart", "xychart-beta", "sankey-beta", "block-beta", "C4Context", "requirementDiagram", "kanban", "packet-beta"]),
            body in r#"(\n ?|A|B|é|-->|->>|--|: |\[|\]|\{|\}|\(|\)|"|<|>|&|;|#|%|\||subgraph |end|style |class |click |http://x|[0-9]|, |::|note |title |section ){0,40}"#,
        ) {
            if let Some(diagram) = draw(&format!("{kind}\n{body}"), "d1-", BUDGET) {
                prop_assert!(Document::parse(&diagram.svg).is_ok(), "{}", diagram.svg);
                prop_assert!(!diagram.svg.contains("href") && !diagram.svg.contains("style="));
            }
        }
    }
}
