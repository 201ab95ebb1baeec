//! The lines between cards.

use super::{Card, Edge, colour};

/// How long an arrow's head is, in CSS pixels.
const HEAD: f64 = 12.0;

/// A line as SVG; nothing if a card is missing.
pub(super) fn line(edge: &Edge, cards: &[Card]) -> String {
    let Some(Curve { start, first, second, end, from_side, to_side }) = Curve::of(edge, cards) else {
        return String::new();
    };
    let class = colour(edge.color.as_deref());
    let mut out = format!(
        "<path class=\"board-line{class}\" d=\"M {:.0} {:.0} C {:.0} {:.0} {:.0} {:.0} {:.0} {:.0}\"/>",
        start.0, start.1, first.0, first.1, second.0, second.1, end.0, end.1
    );
    if edge.from_end.as_deref() == Some("arrow") {
        out.push_str(&head(start, from_side, &class));
    }
    if edge.to_end.as_deref() != Some("none") {
        out.push_str(&head(end, to_side, &class));
    }
    out.push('\n');
    out
}

/// The words of a line, in its middle; they lie above the cards.
pub(super) fn label(edge: &Edge, cards: &[Card]) -> String {
    let words = edge.label.as_deref().map(str::trim).filter(|words| !words.is_empty());
    let Some((words, Curve { start, first, second, end, .. })) = words.zip(Curve::of(edge, cards)) else {
        return String::new();
    };
    let middle = |a: f64, b: f64, c: f64, d: f64| (a + 3.0 * b + 3.0 * c + d) / 8.0;
    let mut out = format!(
        "<text class=\"board-line-label\" text-anchor=\"middle\" x=\"{:.0}\" y=\"{:.0}\">",
        middle(start.0, first.0, second.0, end.0),
        middle(start.1, first.1, second.1, end.1) - 6.0
    );
    // Writing to a String cannot fail.
    let _ = comrak::html::escape(&mut out, words);
    out.push_str("</text>\n");
    out
}

/// A place, or a direction.
type Pair = (f64, f64);

/// A curve between two cards.
struct Curve {
    start: Pair,
    first: Pair,
    second: Pair,
    end: Pair,
    from_side: Pair,
    to_side: Pair,
}

impl Curve {
    fn of(edge: &Edge, cards: &[Card]) -> Option<Self> {
        let find = |id: &str| cards.iter().find(|card| card.id == id);
        let (from, to) = (find(&edge.from_node)?, find(&edge.to_node)?);
        let from_side = side(edge.from_side.as_deref(), from, to);
        let to_side = side(edge.to_side.as_deref(), to, from);
        let (start, end) = (at(from, from_side), at(to, to_side));
        let reach = ((end.0 - start.0).hypot(end.1 - start.1) / 2.0).clamp(30.0, 200.0);
        let bend = |(x, y): Pair, (dx, dy): Pair| (x + dx * reach, y + dy * reach);
        Some(Self {
            start,
            first: bend(start, from_side),
            second: bend(end, to_side),
            end,
            from_side,
            to_side,
        })
    }
}

/// The direction out of a card: as written, else towards the other.
fn side(written: Option<&str>, card: &Card, other: &Card) -> (f64, f64) {
    match written {
        Some("top") => (0.0, -1.0),
        Some("bottom") => (0.0, 1.0),
        Some("left") => (-1.0, 0.0),
        Some("right") => (1.0, 0.0),
        _ if other.x >= card.x + card.width => (1.0, 0.0),
        _ if card.x >= other.x + other.width => (-1.0, 0.0),
        _ if other.y >= card.y => (0.0, 1.0),
        _ => (0.0, -1.0),
    }
}

/// The middle of a side.
fn at(card: &Card, (dx, dy): (f64, f64)) -> (f64, f64) {
    (card.x + card.width * (1.0 + dx) / 2.0, card.y + card.height * (1.0 + dy) / 2.0)
}

/// An arrow's head that points into a card.
fn head((x, y): (f64, f64), (dx, dy): (f64, f64), class: &str) -> String {
    let (back, half) = ((x + dx * HEAD, y + dy * HEAD), HEAD / 2.0);
    format!(
        "<polygon class=\"board-head{class}\" points=\"{x:.0},{y:.0} {:.0},{:.0} {:.0},{:.0}\"/>",
        back.0 - dy * half,
        back.1 + dx * half,
        back.0 + dy * half,
        back.1 - dx * half
    )
}
