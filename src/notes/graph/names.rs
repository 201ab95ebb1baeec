//! Which names of a picture there is room for, and where. Pure.

use super::picture::{Drawn, WIDTH, rounded};

/// About how wide a letter of a name is, and how high a line.
const LETTER: f64 = 7.4;
const LINE: f64 = 17.0;
/// The most names that are always to be seen.
const NAMES: usize = 90;

/// The room that a name takes: left, top, right, bottom.
#[derive(Clone, Copy, Debug)]
struct Room(f64, f64, f64, f64);

impl Room {
    fn meets(self, other: Self) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }

    /// Whether a point's circle reaches into it.
    fn meets_circle(self, node: &Drawn) -> bool {
        let (x, y) = (node.x.clamp(self.0, self.2), node.y.clamp(self.1, self.3));
        (node.x - x).hypot(node.y - y) < node.r
    }

    fn is_within(self, height: f64) -> bool {
        self.0 >= 0.0 && self.1 >= 0.0 && self.2 <= WIDTH && self.3 <= height
    }
}

/// A place for a name.
#[derive(Clone, Copy, Debug)]
struct Spot {
    at: (f64, f64),
    anchor: &'static str,
    room: Room,
}

/// Where a point's name may stand, the best place first: below, above, to the right, to the left; and below, but
/// pushed to one side.
fn spots(node: &Drawn) -> [Spot; 6] {
    let letters = f64::from(u32::try_from(node.label.chars().count()).unwrap_or(u32::MAX));
    let width = letters * LETTER;
    let (beside, below, above) = (node.r + 5.0, node.y + node.r + LINE - 3.0, node.y - node.r - 5.0);
    let level = node.y + LINE * 0.3;
    let spot = |x: f64, y: f64, anchor: &'static str| {
        let left = match anchor {
            "start" => x,
            "end" => x - width,
            _ => x - width / 2.0,
        };
        let room = Room(left - 3.0, y - LINE * 0.8, left + width + 3.0, y + LINE * 0.25);
        Spot { at: (rounded(x), rounded(y)), anchor, room }
    };
    [
        spot(node.x, below, "middle"),
        spot(node.x, above, "middle"),
        spot(node.x + beside, level, "start"),
        spot(node.x - beside, level, "end"),
        spot(node.x - node.r, below, "start"),
        spot(node.x + node.r, below, "end"),
    ]
}

/// Names what there is room for, the largest points first: no name lies on another or on a point. The others are
/// shown while they are looked at.
pub(super) fn name(nodes: &mut [Drawn], height: f64) {
    let mut taken: Vec<Room> = Vec::new();
    for index in (0..nodes.len()).rev() {
        let Some(spots) = nodes.get(index).map(spots) else { continue };
        let within = |spot: &&Spot| spot.room.is_within(height);
        let is_free = |spot: &&Spot| {
            let room = spot.room;
            let is_on_point =
                || nodes.iter().enumerate().any(|(other, node)| other != index && room.meets_circle(node));
            within(spot) && !taken.iter().any(|other| room.meets(*other)) && !is_on_point()
        };
        let free = spots.iter().find(is_free).filter(|_| taken.len() < NAMES);
        let chosen = free.or_else(|| spots.iter().find(within)).or_else(|| spots.first());
        if let (Some(node), Some(spot)) = (nodes.get_mut(index), chosen) {
            (node.label_at, node.anchor, node.named) = (spot.at, spot.anchor, free.is_some());
        }
        taken.extend(free.map(|spot| spot.room));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::notes::graph::{
        layout::Point,
        picture::{Kind, Node, draw},
    };

    fn nodes(places: &[(f64, f64)], name: &str) -> Vec<Node> {
        let node = |(x, y): &(f64, f64)| Node {
            at: Point { x: *x, y: *y },
            kind: Kind::Note,
            name: name.to_owned(),
            address: format!("/notes/{x}-{y}"),
            language: None,
            notes: 0,
            groups: Vec::new(),
        };
        places.iter().map(node).collect()
    }

    #[test]
    fn a_name_gives_way_to_a_point_below_it() {
        let column = nodes(&[(0.0, 0.0), (0.0, 0.2), (0.0, 8.0)], "A name");
        let picture = draw(column, &[(0, 1, 1), (1, 2, 1)]);
        let anchors: Vec<_> = picture.nodes.iter().map(|drawn| (drawn.anchor, drawn.named)).collect();
        assert!(anchors.iter().all(|(_, named)| *named), "{anchors:?}");
        assert!(
            anchors.iter().any(|(anchor, _)| *anchor != "middle") || {
                picture.nodes.iter().any(|drawn| drawn.label_at.1 < drawn.y)
            }
        );
    }

    proptest! {
        #[test]
        fn names_lie_neither_on_each_other_nor_on_points(
            places in prop::collection::vec((-9.0..9.0_f64, -9.0..9.0_f64), 0..60),
            words in 1..40_usize,
        ) {
            let picture = draw(nodes(&places, &"x".repeat(words)), &[]);
            let room = |drawn: &Drawn| {
                let spot = spots(drawn).into_iter().find(|spot| (spot.at, spot.anchor) == (drawn.label_at, drawn.anchor));
                spot.unwrap().room
            };
            let named: Vec<&Drawn> = picture.nodes.iter().filter(|drawn| drawn.named).collect();
            for (index, a) in named.iter().enumerate() {
                prop_assert!(room(a).is_within(picture.height));
                for b in &named[index + 1..] {
                    prop_assert!(!room(a).meets(room(b)), "{:?} and {:?}", room(a), room(b));
                }
                for other in picture.nodes.iter().filter(|other| other.node.address != a.node.address) {
                    prop_assert!(!room(a).meets_circle(other));
                }
            }
        }
    }
}
