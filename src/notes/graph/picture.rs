//! From places to a picture: sizes, colours, and which names there is room for. Pure.

use std::{
    collections::{BTreeMap, HashMap},
    f64::consts::TAU,
};

use super::{gather::gather, layout::Point, names::name};

/// The width of every picture, in units of its own; the page scales it.
pub(super) const WIDTH: f64 = 1000.0;
/// The least and the greatest height.
const HEIGHTS: (f64, f64) = (360.0, 900.0);
/// Left free at the rim, for names.
const RIM: f64 = 70.0;
/// The longest name that is drawn, in characters.
const LONGEST: usize = 34;
/// How many groups have a colour of their own; the stylesheet knows as many tones. The last is everybody else's.
pub const TONES: usize = 7;

/// What a point stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A note.
    Note,
    /// A folder, with what is in it.
    Folder,
    /// The note that the picture is about.
    Centre,
}

/// A point, before it is drawn.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it lies.
    pub at: Point,
    /// What it stands for.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub address: String,
    /// The language of its name, if it is a note's.
    pub language: Option<String>,
    /// Notes in it, if it is a folder.
    pub notes: i64,
    /// What it may be coloured by: its key and its name. Several tags, or one folder.
    pub groups: Vec<(String, String)>,
}

/// A point as it is drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// What it stands for.
    pub node: Node,
    /// Its centre.
    pub x: f64,
    /// Its centre.
    pub y: f64,
    /// Its radius.
    pub r: f64,
    /// Where its name stands: below it, else wherever beside it there is room.
    pub label_at: (f64, f64),
    /// Which part of its name stands there, as SVG calls it.
    pub anchor: &'static str,
    /// Its name, cut to what there is room for.
    pub label: String,
    /// Whether there is room for its name at all times.
    pub named: bool,
    /// Its colour, from 0.
    pub tone: usize,
    /// How many links it has in this picture.
    pub links: usize,
}

/// A line between two points.
#[derive(Clone, Debug)]
pub struct Line {
    /// The index of one end.
    pub from: usize,
    /// The index of the other end.
    pub to: usize,
    /// Where it begins.
    pub a: (f64, f64),
    /// Where it ends.
    pub b: (f64, f64),
    /// Its width.
    pub width: f64,
}

/// A colour and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tone {
    /// Which, from 0.
    pub tone: usize,
    /// The group's name; empty for all others.
    pub name: String,
}

/// A picture.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its points, the best linked last, so that they lie on top.
    pub nodes: Vec<Drawn>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What the colours mean.
    pub legend: Vec<Tone>,
}

/// Draws points and the links between them: pairs of indexes, and how many links each stands for.
#[must_use]
pub fn draw(nodes: Vec<Node>, links: &[(usize, usize, i64)]) -> Picture {
    let mut degrees = vec![0; nodes.len()];
    for (from, to, _) in links {
        for end in [from, to] {
            degrees.get_mut(*end).into_iter().for_each(|degree| *degree += 1);
        }
    }
    let nodes = gathered(nodes, links);
    let (height, place) = frame(&nodes);
    let (tones, legend) = tones(&nodes);
    // Many notes are drawn smaller, so that they lie beside each other.
    let count = f64::from(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
    let scale = (90.0 / count.max(1.0)).sqrt().clamp(0.55, 1.0);
    let mut drawn: Vec<(usize, Drawn)> = nodes
        .into_iter()
        .zip(degrees)
        .zip(tones)
        .enumerate()
        .map(|(index, ((node, links), tone))| {
            let Point { x, y } = place(node.at);
            let r = radius(&node, links, scale);
            let label = cut(&node.name);
            let (x, y) = (rounded(x), rounded(y));
            let at = (x, y);
            (index, Drawn { x, y, r, label_at: at, anchor: "middle", label, named: false, tone, links, node })
        })
        .collect();
    drawn.sort_by(|(_, a), (_, b)| a.r.total_cmp(&b.r).then_with(|| a.node.address.cmp(&b.node.address)));
    let index: HashMap<usize, usize> = drawn.iter().enumerate().map(|(new, (old, _))| (*old, new)).collect();
    let mut nodes: Vec<Drawn> = drawn.into_iter().map(|(_, node)| node).collect();
    name(&mut nodes, height);
    let lines = links.iter().filter_map(|(from, to, count)| {
        let (from, to) = (*index.get(from)?, *index.get(to)?);
        let (a, b) = (nodes.get(from)?, nodes.get(to)?);
        let count = f64::from(i32::try_from(*count).unwrap_or(i32::MAX));
        let width = rounded((1.0 + count.max(1.0).ln()).min(6.0));
        Some(Line { from, to, a: (a.x, a.y), b: (b.x, b.y), width })
    });
    let lines = lines.collect();
    Picture { width: WIDTH, height: rounded(height), nodes, lines, legend }
}

/// The points, with those that nothing here joins to the rest brought near. It looks at nothing that is not shown.
fn gathered(mut nodes: Vec<Node>, links: &[(usize, usize, i64)]) -> Vec<Node> {
    let points: Vec<Point> = nodes.iter().map(|node| node.at).collect();
    let links: Vec<(usize, usize)> = links.iter().map(|(from, to, _)| (*from, *to)).collect();
    for (node, at) in nodes.iter_mut().zip(gather(&points, &links)) {
        node.at = at;
    }
    nodes
}

/// The height of the picture, and what brings a place into it.
fn frame(nodes: &[Node]) -> (f64, impl Fn(Point) -> Point + use<>) {
    let (mut low, mut high) = (Point { x: f64::MAX, y: f64::MAX }, Point { x: f64::MIN, y: f64::MIN });
    for node in nodes {
        low = Point { x: low.x.min(node.at.x), y: low.y.min(node.at.y) };
        high = Point { x: high.x.max(node.at.x), y: high.y.max(node.at.y) };
    }
    let (across, down) = ((high.x - low.x).max(1e-6), (high.y - low.y).max(1e-6));
    let inner = WIDTH - 2.0 * RIM;
    // A handful of points need not be blown up to fill the page.
    let most = 80.0;
    let height = (inner.min(across * most) * down / across + 2.0 * RIM).clamp(HEIGHTS.0, HEIGHTS.1);
    let scale = (inner / across).min((height - 2.0 * RIM) / down).min(most);
    let middle = Point { x: f64::midpoint(low.x, high.x), y: f64::midpoint(low.y, high.y) };
    let place = move |at: Point| Point {
        x: WIDTH / 2.0 + (at.x - middle.x) * scale,
        y: height / 2.0 + (at.y - middle.y) * scale,
    };
    (height, place)
}

fn radius(node: &Node, links: usize, scale: f64) -> f64 {
    let count = |count: i64| f64::from(i32::try_from(count).unwrap_or(i32::MAX));
    match node.kind {
        Kind::Folder => rounded((8.0 + 1.6 * count(node.notes).sqrt()).min(44.0)),
        Kind::Centre => 14.0,
        Kind::Note => {
            let links = f64::from(u32::try_from(links).unwrap_or(u32::MAX));
            rounded((5.0 + 1.7 * links.sqrt()).min(16.0) * scale)
        }
    }
}

pub(super) fn rounded(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

fn cut(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", name.get(..at).unwrap_or_default().trim_end()),
        None => name.to_owned(),
    }
}

/// The largest groups get the colours. Of several groups a point shows the largest.
fn tones(nodes: &[Node]) -> (Vec<usize>, Vec<Tone>) {
    let mut sizes: BTreeMap<&(String, String), usize> = BTreeMap::new();
    for group in nodes.iter().flat_map(|node| &node.groups) {
        *sizes.entry(group).or_default() += 1;
    }
    let mut largest: Vec<(&(String, String), usize)> = sizes.into_iter().collect();
    largest.sort_by(|(a, more), (b, less)| less.cmp(more).then_with(|| a.cmp(b)));
    // What nearly all have in common tells nothing apart.
    let common = |size: usize| size * 3 > nodes.len() * 2;
    if largest.iter().filter(|(_, size)| !common(*size)).count() >= 2 {
        largest.retain(|(_, size)| !common(*size));
    }
    largest.truncate(TONES - 1);
    let tone_of = |node: &Node| {
        let own = largest.iter().position(|(group, _)| node.groups.contains(group));
        own.unwrap_or(TONES - 1)
    };
    let tones: Vec<usize> = nodes.iter().map(tone_of).collect();
    let mut legend: Vec<Tone> = largest
        .iter()
        .enumerate()
        .filter(|(tone, _)| tones.contains(tone))
        .map(|(tone, ((_, name), _))| Tone { tone, name: name.clone() })
        .collect();
    if tones.contains(&(TONES - 1)) && !legend.is_empty() {
        legend.push(Tone { tone: TONES - 1, name: String::new() });
    }
    (tones, legend)
}

/// Places around a centre: the first ring, and beyond it those of the second, each near the one that leads to it.
/// `second` says which of the first ring that is.
#[must_use]
pub fn rings(first: usize, second: &[usize]) -> (Vec<Point>, Vec<Point>) {
    const TOP: f64 = -std::f64::consts::FRAC_PI_2;
    let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let slot = |index: usize, of: usize| TAU * share(index) / share(of.max(1));
    let on = |radius: f64, index: usize, angle: f64| {
        // Wider than high, as pages are; neighbours are staggered, so that their names stand apart.
        let radius = if index.is_multiple_of(2) { radius } else { radius * 1.16 };
        Point { x: radius * 1.3 * angle.cos(), y: radius * angle.sin() }
    };
    let inner: Vec<Point> = (0..first).map(|index| on(1.7, index, TOP + slot(index, first))).collect();
    let mut order: Vec<usize> = (0..second.len()).collect();
    order.sort_by_key(|index| (second.get(*index).copied(), *index));
    // The outer ring is turned so that, all in all, each lies beside the one that leads to it.
    let apart = order.iter().enumerate().map(|(place, index)| {
        let parent = second.get(*index).copied().unwrap_or_default();
        slot(parent, first) - slot(place, second.len())
    });
    let (sin, cos) = apart.fold((0.0, 0.0), |(sin, cos), angle| (sin + angle.sin(), cos + angle.cos()));
    let turn = f64::atan2(sin, cos);
    let mut outer = vec![Point::default(); second.len()];
    for (place, index) in order.into_iter().enumerate() {
        if let Some(point) = outer.get_mut(index) {
            *point = on(3.1, place, TOP + turn + slot(place, second.len()));
        }
    }
    (inner, outer)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn node(x: f64, y: f64, group: &str) -> Node {
        Node {
            at: Point { x, y },
            kind: Kind::Note,
            name: format!("Note at {x} and {y}, with a name that goes on and on"),
            address: format!("/notes/{x}-{y}"),
            language: None,
            notes: 0,
            groups: vec![(group.to_owned(), group.to_uppercase())],
        }
    }

    #[test]
    fn the_largest_groups_are_coloured() {
        let groups = ["a", "b", "b", "c", "d", "e", "f", "g", "h"];
        let nodes: Vec<Node> = groups.iter().zip(0_i32..).map(|(g, i)| node(f64::from(i), 0.0, g)).collect();
        let picture = draw(nodes, &[]);
        let names: Vec<&str> = picture.legend.iter().map(|tone| tone.name.as_str()).collect();
        assert_eq!(names, ["B", "A", "C", "D", "E", "F", ""]);
        assert_eq!(picture.nodes.iter().filter(|drawn| drawn.tone == TONES - 1).count(), 2);
    }

    #[test]
    fn what_all_have_in_common_tells_nothing_apart() {
        let mut nodes: Vec<Node> =
            ["b", "b", "c"].iter().zip(0_i32..).map(|(g, i)| node(f64::from(i), 0.0, g)).collect();
        for node in &mut nodes {
            node.groups.push(("all".into(), "ALL".into()));
        }
        let picture = draw(nodes, &[]);
        let names: Vec<&str> = picture.legend.iter().map(|tone| tone.name.as_str()).collect();
        assert_eq!(names, ["B", "C"]);
    }

    #[test]
    fn the_outer_ring_lies_beside_the_inner_one() {
        let (inner, outer) = rings(4, &[2, 2, 3, 0, 1, 1]);
        assert_eq!((inner.len(), outer.len()), (4, 6));
        let beside = outer.iter().zip([2, 2, 3, 0, 1, 1]).filter(|(point, parent)| {
            let nearest = (0..4).min_by(|a, b| {
                let far = |i: &usize| (inner[*i].x - point.x).hypot(inner[*i].y - point.y);
                far(a).total_cmp(&far(b))
            });
            nearest == Some(*parent)
        });
        assert!(beside.count() >= 4);
    }

    #[test]
    fn lines_follow_their_points() {
        let nodes = vec![node(0.0, 0.0, "a"), node(1.0, 0.0, "a"), node(1.0, 1.0, "a")];
        let picture = draw(nodes, &[(0, 1, 1), (0, 2, 3)]);
        assert_eq!(picture.lines.len(), 2);
        for line in &picture.lines {
            let (a, b) = (&picture.nodes[line.from], &picture.nodes[line.to]);
            assert_eq!((line.a, line.b), ((a.x, a.y), (b.x, b.y)));
        }
        assert_eq!(picture.nodes[2].links, 2, "the best linked is on top");
    }

    proptest! {
        #[test]
        fn everything_is_in_the_picture(places in prop::collection::vec((-1e4..1e4_f64, -1e4..1e4_f64), 0..80)) {
            let nodes: Vec<Node> = places.iter().map(|(x, y)| node(*x, *y, "a")).collect();
            let picture = draw(nodes, &[]);
            prop_assert_eq!(picture.nodes.len(), places.len());
            for drawn in &picture.nodes {
                prop_assert!(drawn.x >= RIM - 1.0 && drawn.x <= WIDTH - RIM + 1.0, "{}", drawn.x);
                prop_assert!(drawn.y >= RIM - 1.0 && drawn.y <= picture.height - RIM + 1.0, "{}", drawn.y);
            }
        }
    }
}
