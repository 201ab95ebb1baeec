//! Where the points of a graph lie: Fruchterman and Reingold's method ("Graph drawing by force-directed
//! placement", 1991), with the repulsion of far points taken together (Barnes and Hut, 1986).
//!
//! Pure and without chance: the same graph from the same start gives the same picture. The unit of length is the
//! distance that two linked points like best.

use std::collections::BTreeMap;

/// How coarse far points are taken together: a cell of this width is one point at a distance of 1.
const COARSENESS: f64 = 0.9;
/// Points that are looked at one by one.
const FEW: usize = 8;
/// What keeps parts of the graph that no link joins from drifting apart.
const GRAVITY: f64 = 0.06;
/// How strongly points of one group lean towards each other.
const FELLOWSHIP: f64 = 0.12;
/// Closer than this, points are taken for one.
const TOUCH: f64 = 1e-6;
/// The angle, in radians, that spreads points evenly around a centre.
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;

/// A place in the plane.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    pub(super) fn plus(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }

    pub(super) fn times(self, factor: f64) -> Self {
        Self { x: self.x * factor, y: self.y * factor }
    }

    pub(super) fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// The place of the `index`th of many points that are spread evenly around a centre.
    fn on_spiral(index: usize) -> Self {
        let index = f64::from(u32::try_from(index).unwrap_or(u32::MAX));
        let (sin, cos) = (index * GOLDEN_ANGLE).sin_cos();
        Self { x: cos, y: sin }.times((index + 0.5).sqrt())
    }
}

/// A point to be placed.
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it lay before, if it did.
    pub at: Option<Point>,
    /// It stays where it lies; others find their places around it.
    pub fixed: bool,
    /// Points of one group lean towards each other.
    pub group: usize,
}

/// A link between two points, by their indexes, and its strength.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// One end.
    pub from: usize,
    /// The other end.
    pub to: usize,
    /// 1 for a plain link.
    pub weight: f64,
}

/// Places every point. Those that lay somewhere move little, as long as most did; the others begin beside what
/// they are linked to.
#[must_use]
pub fn arrange(bodies: &[Body], edges: &[Edge]) -> Vec<Point> {
    let old = bodies.iter().filter(|body| body.at.is_some()).count();
    let free = bodies.iter().filter(|body| !body.fixed).count();
    if free == 0 {
        return bodies.iter().map(|body| body.at.unwrap_or_default()).collect();
    }
    let most_are_known = old * 10 >= bodies.len() * 7;
    let mut points = if most_are_known { beside(bodies, edges) } else { scattered(bodies) };
    let rounds = if most_are_known { 60 } else { rounds(bodies.len()) };
    // A newcomer may cross a tenth of the picture at once; what the reader knows should stay about where it was.
    let far = (width(bodies.len()) / 10.0).max(1.0);
    let reach: Vec<f64> = bodies
        .iter()
        .map(|body| match body.at {
            _ if body.fixed => 0.0,
            Some(_) if most_are_known => 0.3,
            _ => far,
        })
        .collect();
    for left in (1..=rounds).rev() {
        let share = f64::from(left) / f64::from(rounds);
        step(bodies, edges, &mut points, &reach, share * share);
    }
    points
}

/// Small graphs are worth more rounds than large ones, which take longer for each.
fn rounds(points: usize) -> u32 {
    match points {
        0..=500 => 300,
        501..=5000 => 200,
        _ => 120,
    }
}

/// About how wide a picture of so many points is.
fn width(points: usize) -> f64 {
    2.0 * f64::from(u32::try_from(points).unwrap_or(u32::MAX)).sqrt()
}

/// A start from nothing: each group around a place of its own.
fn scattered(bodies: &[Body]) -> Vec<Point> {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for body in bodies {
        *sizes.entry(body.group).or_default() += 1;
    }
    let mut before = 0;
    let mut groups: BTreeMap<usize, (Point, usize)> = BTreeMap::new();
    for (group, size) in sizes {
        groups.insert(group, (Point::on_spiral(before + size / 2).times(1.2), 0));
        before += size;
    }
    let place = |body: &Body| {
        let own = groups.get_mut(&body.group).map_or_else(Point::default, |(centre, index)| {
            *index += 1;
            centre.plus(Point::on_spiral(*index))
        });
        body.at.filter(|_| body.fixed).unwrap_or(own)
    };
    bodies.iter().map(place).collect()
}

/// Newcomers lie beside what they are linked to, else with their group, else at the rim.
fn beside(bodies: &[Body], edges: &[Edge]) -> Vec<Point> {
    let mut sums: Vec<(Point, f64)> = vec![(Point::default(), 0.0); bodies.len()];
    let mut add = |to: usize, at: Option<Point>| {
        if let (Some(sum), Some(at)) = (sums.get_mut(to), at) {
            *sum = (sum.0.plus(at), sum.1 + 1.0);
        }
    };
    let at = |index: usize| bodies.get(index).and_then(|body| body.at);
    for edge in edges {
        add(edge.from, at(edge.to));
        add(edge.to, at(edge.from));
    }
    let groups = centres(bodies, at);
    let rim = bodies.iter().filter_map(|body| body.at).map(Point::length).fold(1.0, f64::max);
    let mut newcomers = 0;
    bodies
        .iter()
        .zip(sums)
        .map(|(body, (sum, count))| {
            body.at.unwrap_or_else(|| {
                newcomers += 1;
                let nudge = Point::on_spiral(newcomers);
                if count > 0.0 {
                    sum.times(1.0 / count).plus(nudge.times(0.5))
                } else if let Some(centre) = groups.get(&body.group) {
                    centre.plus(nudge)
                } else {
                    nudge.times((rim + 1.0) / nudge.length().max(TOUCH))
                }
            })
        })
        .collect()
}

/// The middle of each group, of its points that have a place.
fn centres(bodies: &[Body], at: impl Fn(usize) -> Option<Point>) -> BTreeMap<usize, Point> {
    let mut sums: BTreeMap<usize, (Point, f64)> = BTreeMap::new();
    for (index, body) in bodies.iter().enumerate() {
        if let Some(at) = at(index) {
            let sum = sums.entry(body.group).or_default();
            *sum = (sum.0.plus(at), sum.1 + 1.0);
        }
    }
    sums.into_iter().map(|(group, (sum, count))| (group, sum.times(1.0 / count))).collect()
}

/// Moves every point where the forces push it, at most as far as it reaches, times the heat.
fn step(bodies: &[Body], edges: &[Edge], points: &mut [Point], reach: &[f64], heat: f64) {
    let mut copy = points.to_vec();
    let Some(cells) = Cell::of(&mut copy) else { return };
    let middles = centres(bodies, |index| points.get(index).copied());
    let mut forces: Vec<Point> = bodies
        .iter()
        .zip(points.iter())
        .map(|(body, &at)| {
            if body.fixed {
                return Point::default();
            }
            let fellows = middles.get(&body.group).map_or_else(Point::default, |middle| middle.minus(at));
            cells.push(at).plus(at.times(-GRAVITY)).plus(fellows.times(FELLOWSHIP))
        })
        .collect();
    for edge in edges {
        let (Some(from), Some(to)) = (points.get(edge.from), points.get(edge.to)) else { continue };
        let apart = to.minus(*from);
        let pull = apart.times(apart.length() * edge.weight);
        if let Some(force) = forces.get_mut(edge.from) {
            *force = force.plus(pull);
        }
        if let Some(force) = forces.get_mut(edge.to) {
            *force = force.minus(pull);
        }
    }
    for ((reach, point), force) in reach.iter().zip(points).zip(forces) {
        let (length, most) = (force.length(), reach * heat);
        if most > 0.0 && length > TOUCH && length.is_finite() {
            *point = point.plus(force.times(most.min(length) / length));
        }
    }
}

/// Points that lie together, taken as one from afar.
struct Cell {
    middle: Point,
    mass: f64,
    width: f64,
    inner: Inner,
}

enum Inner {
    Few(Vec<Point>),
    Halves(Box<(Cell, Cell)>),
}

impl Cell {
    /// Halves the points along their longer side until few are left.
    fn of(points: &mut [Point]) -> Option<Self> {
        let mass = f64::from(u32::try_from(points.len()).ok()?);
        let first = points.first()?;
        let (mut low, mut high, mut sum) = (*first, *first, Point::default());
        for point in points.iter() {
            low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
            sum = sum.plus(*point);
        }
        let size = high.minus(low);
        let inner = if points.len() <= FEW {
            Inner::Few(points.to_vec())
        } else {
            let side = |point: &Point| if size.x > size.y { point.x } else { point.y };
            let half = points.len() / 2;
            points.select_nth_unstable_by(half, |a, b| side(a).total_cmp(&side(b)));
            let (left, right) = points.split_at_mut(half);
            Inner::Halves(Box::new((Self::of(left)?, Self::of(right)?)))
        };
        Some(Self { middle: sum.times(1.0 / mass), mass, width: size.x.max(size.y), inner })
    }

    /// How these points push a point away.
    fn push(&self, at: Point) -> Point {
        let apart = at.minus(self.middle);
        let distance = apart.length();
        if self.width < COARSENESS * distance {
            return apart.times(self.mass / (distance * distance));
        }
        match &self.inner {
            Inner::Few(points) => points.iter().fold(Point::default(), |sum, point| {
                let apart = at.minus(*point);
                let distance = apart.length();
                if distance < TOUCH { sum } else { sum.plus(apart.times(1.0 / (distance * distance))) }
            }),
            Inner::Halves(halves) => halves.0.push(at).plus(halves.1.push(at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body(group: usize) -> Body {
        Body { at: None, fixed: false, group }
    }

    fn edge((from, to): (usize, usize)) -> Edge {
        Edge { from, to, weight: 1.0 }
    }

    #[test]
    fn what_is_linked_lies_closer_than_what_is_not() {
        // Two rings of six, joined by one link.
        let bodies = vec![body(0); 12];
        let rings = [0, 6].into_iter().flat_map(|from| (0..6).map(move |i| (from + i, from + (i + 1) % 6)));
        let edges: Vec<Edge> = rings.chain([(0, 6)]).map(edge).collect();
        let points = arrange(&bodies, &edges);
        let distance = |a: usize, b: usize| points[a].minus(points[b]).length();
        let linked = edges.iter().map(|edge| distance(edge.from, edge.to)).sum::<f64>() / 13.0;
        let across = (0..6).map(|i| distance(i, 6 + (i + 3) % 6)).sum::<f64>() / 6.0;
        assert!(linked * 1.5 < across, "{linked} and {across}");
    }

    #[test]
    fn a_newcomer_moves_the_others_little() {
        let mut bodies = vec![body(0); 40];
        let mut edges: Vec<Edge> = (1..40).map(|i| edge((i, i / 3))).collect();
        let before = arrange(&bodies, &edges);
        for (body, at) in bodies.iter_mut().zip(&before) {
            body.at = Some(*at);
        }
        bodies.push(body(0));
        edges.push(edge((40, 7)));
        let after = arrange(&bodies, &edges);
        let moved = before.iter().zip(&after).map(|(a, b)| a.minus(*b).length()).sum::<f64>() / 40.0;
        assert!(moved < 1.0, "{moved}");
        assert!(after[40].minus(after[7]).length() < 3.0);
    }

    /// Any graph: so many points in groups, some of them placed or fixed, and links that may lead anywhere.
    fn graphs() -> impl Strategy<Value = (Vec<Body>, Vec<Edge>)> {
        let place = prop::option::of((-1e3..1e3_f64, -1e3..1e3_f64));
        let body = (place, any::<bool>(), 0..4_usize).prop_map(|(at, fixed, group)| {
            let at = at.map(|(x, y)| Point { x, y });
            Body { at, fixed: fixed && at.is_some(), group }
        });
        let edge = (0..70_usize, 0..70_usize, 0.1..9.0_f64);
        let edge = edge.prop_map(|(from, to, weight)| Edge { from, to, weight });
        (prop::collection::vec(body, 0..60), prop::collection::vec(edge, 0..150))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn every_point_has_a_place_and_the_same_one_again((bodies, edges) in graphs()) {
            let points = arrange(&bodies, &edges);
            prop_assert_eq!(points.len(), bodies.len());
            let far = bodies.iter().filter_map(|body| body.at).map(Point::length).fold(0.0, f64::max);
            for (body, point) in bodies.iter().zip(&points) {
                prop_assert!(point.x.is_finite() && point.y.is_finite());
                prop_assert!(point.length() < 2.0 * far + 50.0 * width(bodies.len() + 1), "{:?}", point);
                if body.fixed {
                    prop_assert_eq!(Some(*point), body.at);
                }
            }
            prop_assert_eq!(arrange(&bodies, &edges), points);
        }
    }
}
