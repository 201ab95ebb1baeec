//! Bringing the parts of a picture together that no link joins. Pure.

use super::layout::Point;

/// What no link joins to the rest of a picture stands about so far from it, in lengths of a link.
const APART: f64 = 1.5;

/// Brings what no link joins to the rest close to it: what lies far off would make everything else small. The largest
/// part stays; each other one comes, as a whole, straight towards what is nearest to it, the closest part first. The links
/// are pairs of indexes.
pub(super) fn gather(points: &[Point], links: &[(usize, usize)]) -> Vec<Point> {
    let mut points = points.to_vec();
    let near = APART * usual_length(&points, links);
    let mut parts = parts(points.len(), links);
    let middle = middle_of(&points, 0..points.len());
    let far = |part: &[usize], points: &[Point]| {
        let apart = part.iter().filter_map(|index| points.get(*index)).map(|at| at.minus(middle).length());
        apart.fold(f64::INFINITY, f64::min)
    };
    parts.sort_by(|one, other| {
        let larger = other.len().cmp(&one.len());
        larger.then_with(|| far(one, &points).total_cmp(&far(other, &points)))
    });
    let mut settled: Vec<usize> = Vec::new();
    let Some((first, others)) = parts.split_first_mut() else { return points };
    settled.append(first);
    let core = middle_of(&points, settled.iter().copied());
    others.sort_by(|one, other| {
        let distance = |part: &[usize]| middle_of(&points, part.iter().copied()).minus(core).length();
        distance(one).total_cmp(&distance(other))
    });
    for part in others {
        let way = nearest(&points, part, &settled);
        let gap = way.length();
        if gap > near && gap.is_finite() {
            let way = way.times((gap - near) / gap);
            for index in part.iter() {
                if let Some(point) = points.get_mut(*index) {
                    *point = point.plus(way);
                }
            }
        }
        settled.append(part);
    }
    points
}

/// How long a link is: half of them are longer. 1 where there is none.
fn usual_length(points: &[Point], links: &[(usize, usize)]) -> f64 {
    let length = |&(from, to): &(usize, usize)| Some(points.get(from)?.minus(*points.get(to)?).length());
    let mut lengths: Vec<f64> = links.iter().filter_map(length).collect();
    lengths.sort_by(f64::total_cmp);
    lengths.get(lengths.len() / 2).copied().unwrap_or(1.0).max(1.0)
}

/// The points that links join, part by part, each in the order of the points.
fn parts(points: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); points];
    for &(from, to) in links.iter().filter(|(from, to)| *from.max(to) < points) {
        for (one, other) in [(from, to), (to, from)] {
            beside.get_mut(one).into_iter().for_each(|beside| beside.push(other));
        }
    }
    let mut seen = vec![false; points];
    let mut parts = Vec::new();
    for start in 0..points {
        let (mut part, mut waiting) = (Vec::new(), vec![start]);
        while let Some(index) = waiting.pop() {
            if let Some(seen) = seen.get_mut(index).filter(|seen| !**seen) {
                *seen = true;
                part.push(index);
                waiting.extend(beside.get(index).into_iter().flatten());
            }
        }
        if !part.is_empty() {
            part.sort_unstable();
            parts.push(part);
        }
    }
    parts
}

fn middle_of(points: &[Point], of: impl Iterator<Item = usize>) -> Point {
    let (sum, count) = of
        .filter_map(|index| points.get(index))
        .fold((Point::default(), 0.0), |(sum, count), at| (sum.plus(*at), count + 1.0));
    sum.times(1.0 / f64::max(count, 1.0))
}

/// The shortest way from a part to what is settled.
fn nearest(points: &[Point], part: &[usize], settled: &[usize]) -> Point {
    let at = |index: &usize| points.get(*index);
    let ways =
        part.iter().filter_map(at).flat_map(|from| settled.iter().filter_map(at).map(|to| to.minus(*from)));
    ways.min_by(|one, other| one.length().total_cmp(&other.length())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_lies_far_off_comes_near() {
        let at = |x: f64, y: f64| Point { x, y };
        let points =
            [at(0.0, 0.0), at(1.0, 0.0), at(0.0, 1.0), at(90.0, 90.0), at(-70.0, 0.0), at(-71.0, 0.0)];
        let gathered = gather(&points, &[(0, 1), (1, 2), (4, 5)]);
        assert_eq!(gathered[..3], points[..3], "the largest part stays");
        assert!(
            gathered[3].length() < 3.0 && gathered[3].x > 0.0 && gathered[3].y > 0.0,
            "{:?}",
            gathered[3]
        );
        assert!((gathered[4].x + 1.5).abs() < 1e-9, "{:?}", gathered[4]);
        let apart = gathered[4].minus(gathered[5]).length();
        assert!((apart - 1.0).abs() < 1e-9, "a part comes as a whole: {apart}");
        assert!(gather(&[], &[]).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn no_part_is_far_from_all_others(
            places in prop::collection::vec((-1e3..1e3_f64, -1e3..1e3_f64), 0..40),
            links in prop::collection::vec((0..40_usize, 0..40_usize), 0..30),
        ) {
            let points: Vec<Point> = places.into_iter().map(|(x, y)| Point { x, y }).collect();
            let gathered = gather(&points, &links);
            prop_assert_eq!(gathered.len(), points.len());
            let near = APART * usual_length(&points, &links);
            let parts = parts(points.len(), &links);
            let gap = |one: &[usize], other: &[usize]| {
                let between = one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
                between.map(|(a, b)| gathered[a].minus(gathered[b]).length()).fold(f64::INFINITY, f64::min)
            };
            for part in &parts {
                for index in part {
                    let moved = gathered[*index].minus(points[*index]);
                    let first = gathered[part[0]].minus(points[part[0]]);
                    prop_assert!(moved.minus(first).length() < 1e-6, "a part comes as a whole");
                }
                let others = parts.iter().filter(|other| *other != part);
                let nearest = others.map(|other| gap(part, other)).fold(f64::INFINITY, f64::min);
                prop_assert!(parts.len() == 1 || nearest < near + 1e-6, "{nearest} is far");
            }
        }
    }
}
