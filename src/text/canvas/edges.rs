//! The lines between cards.

use super::{Card, Edge, colour};

/// How long an arrow's head is, in CSS pixels.
const HEAD: f64 = 12.0;

/// A line as SVG; nothing if a card is missing.
pub(super) fn line(edge: &Edge, cards: &[Card]) -> String {
    let find = |id: &str| cards.iter().find(|card| card.id == id);
    let (Some(from), Some(to)) = (find(&edge.from_node), find(&edge.to_node)) else { return String::new() };
    let (from_side, to_side) =
        (side(edge.from_side.as_deref(), from, to), side(edge.to_side.as_deref(), to, from));
    let (start, end) = (at(from, from_side), at(to, to_side));
    let reach = ((end.0 - start.0).hypot(end.1 - start.1) / 2.0).clamp(30.0, 200.0);
    let bend = |(x, y): (f64, f64), (dx, dy): (f64, f64)| (x + dx * reach, y + dy * reach);
    let (first, second) = (bend(start, from_side), bend(end, to_side));
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
    if let Some(label) = edge.label.as_deref().filter(|label| !label.trim().is_empty()) {
        let middle = |a: f64, b: f64, c: f64, d: f64| (a + 3.0 * b + 3.0 * c + d) / 8.0;
        out.push_str(&format!(
            "<text class=\"board-line-label\" text-anchor=\"middle\" x=\"{:.0}\" y=\"{:.0}\">",
            middle(start.0, first.0, second.0, end.0),
            middle(start.1, first.1, second.1, end.1) - 6.0
        ));
        // Writing to a String cannot fail.
        let _ = comrak::html::escape(&mut out, label.trim());
        out.push_str("</text>");
    }
    out.push('\n');
    out
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
