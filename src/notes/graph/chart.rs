//! From notes and links to places, an audience at a time.
//!
//! What one sees must not tell of what one may not see, not even by a gap. So the places of public notes come
//! from public notes and the links among them alone. Those of members' notes come after, around the public ones,
//! which stay; and those of every other audience around both, each by itself. Whoever reads an audience beyond
//! these two is a member (`access`), so they see all that their notes were placed by.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::layout::{Body, Edge, Point, arrange};
use crate::access::{MEMBERS, PUBLIC};

/// With more notes than these for everyone, notes of a few keep clear only of those that they are linked with.
const CROWD: usize = 2000;

/// A listed, published note.
#[derive(Clone, Debug)]
pub struct Note {
    /// Which.
    pub id: Uuid,
    /// Who may read it.
    pub audience: i32,
    /// The folder that it lies in; empty for none.
    pub folder: String,
}

/// What was worked out before.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Where notes lay, and for which audience.
    pub notes: HashMap<Uuid, Placed>,
    /// Where folders lay, by audience and path.
    pub folders: HashMap<(i32, String), Point>,
    /// What the places of an audience's notes came from.
    pub fingerprints: HashMap<i32, Vec<u8>>,
}

/// A note in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Who may read it.
    pub audience: i32,
    /// The folder that it lies in.
    pub folder: String,
    /// How many notes it is linked with, as far as its readers may know of them.
    pub links: i32,
    /// Where it lies.
    pub at: Point,
}

/// A folder in its place among those beside it, as far as one audience fills it.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder {
    /// Whose notes are counted.
    pub audience: i32,
    /// The folder that it lies in; empty for none.
    pub parent: String,
    /// Its path; with a slash at the end it stands for the notes in the parent itself.
    pub path: String,
    /// How many notes are in it and below.
    pub notes: i32,
    /// Where it lies.
    pub at: Point,
}

/// Links between two folders that lie beside each other, and between two audiences.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderLink {
    /// The folder that both lie in.
    pub parent: String,
    /// One of them: the first in the alphabet.
    pub from: String,
    /// The other.
    pub to: String,
    /// The audiences of the notes, the smaller number first.
    pub audiences: (i32, i32),
}

/// Everything in its place.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// Every note.
    pub notes: HashMap<Uuid, Placed>,
    /// Every folder, once for each audience that fills it.
    pub folders: Vec<Folder>,
    /// How many links there are between folders.
    pub folder_links: BTreeMap<FolderLink, i32>,
    /// What the places of each audience's notes came from.
    pub fingerprints: HashMap<i32, Vec<u8>>,
}

/// Places notes and folders. Links are pairs of indexes into the notes, each pair once.
#[must_use]
pub fn chart(notes: &[Note], links: &[(usize, usize)], known: &Known) -> Chart {
    let mut chart = Chart { folder_links: count_folder_links(notes, links), ..Chart::default() };
    let audiences: BTreeSet<i32> = notes.iter().map(|note| note.audience).collect();
    for audience in audiences {
        place_notes(&mut chart, audience, notes, links, known);
    }
    chart.folders = place_folders(notes, &chart.folder_links, known);
    chart
}

/// Whether the readers of an audience all read this one.
fn sees(audience: i32, other: i32) -> bool {
    other == audience || other == PUBLIC.0 || (other == MEMBERS.0 && audience != PUBLIC.0)
}

fn place_notes(chart: &mut Chart, audience: i32, notes: &[Note], links: &[(usize, usize)], known: &Known) {
    let is_own = |index: usize| notes.get(index).is_some_and(|note| note.audience == audience);
    let is_seen = |index: usize| notes.get(index).is_some_and(|note| sees(audience, note.audience));
    let links: Vec<(usize, usize)> = links
        .iter()
        .copied()
        .filter(|&(from, to)| (is_own(from) && is_seen(to)) || (is_own(to) && is_seen(from)))
        .collect();
    let neighbours: BTreeSet<usize> = links.iter().flat_map(|&(from, to)| [from, to]).collect();
    let others = (0..notes.len()).filter(|&index| is_seen(index) && !is_own(index)).count();
    let takes_part = |index: usize| {
        is_own(index)
            || (is_seen(index) && (others <= CROWD || audience == MEMBERS.0 || neighbours.contains(&index)))
    };
    let part: Vec<usize> = (0..notes.len()).filter(|&index| takes_part(index)).collect();
    let place: HashMap<usize, usize> =
        part.iter().enumerate().map(|(place, index)| (*index, place)).collect();
    let edges: Vec<Edge> = links
        .iter()
        .filter_map(|(from, to)| Some(Edge { from: *place.get(from)?, to: *place.get(to)?, weight: 1.0 }))
        .collect();
    let print = fingerprint(audience, notes, &links);
    let old =
        |note: &Note| known.notes.get(&note.id).filter(|old| old.audience == audience).map(|old| old.at);
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    let bodies: Vec<Body> = part
        .iter()
        .filter_map(|index| notes.get(*index))
        .map(|note| {
            let next = groups.len();
            let group = *groups.entry(note.folder.as_str()).or_insert(next);
            let fixed = chart.notes.get(&note.id).map(|placed| placed.at);
            Body { at: fixed.or_else(|| old(note)), fixed: fixed.is_some(), group }
        })
        .collect();
    let same = known.fingerprints.get(&audience) == Some(&print);
    let points = if same && bodies.iter().all(|body| body.at.is_some()) {
        bodies.iter().map(|body| body.at.unwrap_or_default()).collect()
    } else {
        arrange(&bodies, &edges)
    };
    let mut degrees = vec![0; part.len()];
    for edge in &edges {
        for end in [edge.from, edge.to] {
            degrees.get_mut(end).into_iter().for_each(|degree| *degree += 1);
        }
    }
    for ((index, at), links) in part.iter().zip(points).zip(degrees) {
        if let Some(note) = notes.get(*index).filter(|note| note.audience == audience) {
            let placed = Placed { audience, folder: note.folder.clone(), links, at };
            chart.notes.insert(note.id, placed);
        }
    }
    chart.fingerprints.insert(audience, print);
}

fn fingerprint(audience: i32, notes: &[Note], links: &[(usize, usize)]) -> Vec<u8> {
    let mut own: Vec<(Uuid, &str)> = notes
        .iter()
        .filter(|note| note.audience == audience)
        .map(|note| (note.id, note.folder.as_str()))
        .collect();
    own.sort_unstable();
    let id = |index: usize| notes.get(index).map(|note| note.id);
    let mut ends: Vec<_> = links.iter().map(|&(from, to)| (id(from), id(to))).collect();
    ends.sort_unstable();
    let mut hasher = Sha256::new();
    for (id, folder) in own {
        hasher.update(id.as_bytes());
        hasher.update(folder);
        hasher.update([0]);
    }
    for end in ends.into_iter().flat_map(|(from, to)| [from, to]).flatten() {
        hasher.update(end.as_bytes());
    }
    hasher.finalize().to_vec()
}

/// The name of what lies in a folder itself, among the folders in it.
#[must_use]
pub(super) fn loose(folder: &str) -> String {
    format!("{folder}/")
}

/// The folders in which two notes lie beside each other: the one that both lie in, and the way from it to each.
/// `None` where both lie in the same one.
fn beside(a: &str, b: &str) -> Option<(String, String, String)> {
    if a == b {
        return None;
    }
    let mut parent = String::new();
    for (one, other) in a.split('/').zip(b.split('/')) {
        if one != other || one.is_empty() {
            break;
        }
        if !parent.is_empty() {
            parent.push('/');
        }
        parent.push_str(one);
    }
    let towards = |folder: &str| {
        let rest = folder.get(parent.len()..).unwrap_or_default().trim_start_matches('/');
        match rest.split('/').next() {
            Some(next) if !next.is_empty() && parent.is_empty() => next.to_owned(),
            Some(next) if !next.is_empty() => format!("{parent}/{next}"),
            _ => loose(&parent),
        }
    };
    let (one, other) = (towards(a), towards(b));
    Some(if one < other { (parent, one, other) } else { (parent, other, one) })
}

fn count_folder_links(notes: &[Note], links: &[(usize, usize)]) -> BTreeMap<FolderLink, i32> {
    let mut counts = BTreeMap::new();
    for (from, to) in links {
        let (Some(from), Some(to)) = (notes.get(*from), notes.get(*to)) else { continue };
        let Some((parent, one, other)) = beside(&from.folder, &to.folder) else { continue };
        let audiences = (from.audience.min(to.audience), from.audience.max(to.audience));
        *counts.entry(FolderLink { parent, from: one, to: other, audiences }).or_default() += 1;
    }
    counts
}

/// How many notes of each audience lie in a folder and below, by the folder's parent and path.
fn count_notes(notes: &[Note]) -> BTreeMap<(i32, String), BTreeMap<String, i32>> {
    let mut counts: BTreeMap<(i32, String), BTreeMap<String, i32>> = BTreeMap::new();
    for note in notes {
        let mut parent = String::new();
        let mut add = |parent: &str, path: String| {
            let beside = counts.entry((note.audience, parent.to_owned())).or_default();
            *beside.entry(path).or_default() += 1;
        };
        for segment in note.folder.split('/').filter(|segment| !segment.is_empty()) {
            let path = if parent.is_empty() { segment.to_owned() } else { format!("{parent}/{segment}") };
            add(&parent, path.clone());
            parent = path;
        }
        add(&parent, loose(&parent));
    }
    counts
}

fn place_folders(notes: &[Note], links: &BTreeMap<FolderLink, i32>, known: &Known) -> Vec<Folder> {
    let mut levels: HashMap<&str, Vec<(&FolderLink, i32)>> = HashMap::new();
    for (link, count) in links {
        levels.entry(link.parent.as_str()).or_default().push((link, *count));
    }
    // Where each folder lies for everyone, and for members.
    let mut settled: BTreeMap<(i32, String), Point> = BTreeMap::new();
    let mut folders = Vec::new();
    for ((audience, parent), counts) in count_notes(notes) {
        let of_all =
            [PUBLIC.0, MEMBERS.0].into_iter().filter(|other| sees(audience, *other) && *other != audience);
        let mut beside: BTreeMap<&str, (Option<Point>, bool)> = BTreeMap::new();
        for ((_, path), at) in of_all.flat_map(|other| {
            let from = (other, parent.clone());
            settled
                .range(from..(other + 1, String::new()))
                .take_while(|((_, path), _)| path.starts_with(&parent))
        }) {
            if parent_of(path) == parent {
                beside.entry(path).or_insert((Some(*at), true));
            }
        }
        for path in counts.keys() {
            let old = known.folders.get(&(audience, path.clone())).copied();
            beside.entry(path).or_insert((old, false));
        }
        let at = place_level(&beside, audience, levels.get(parent.as_str()).map_or(&[], Vec::as_slice));
        let places: Vec<(String, i32, Point)> = counts
            .iter()
            .map(|(path, notes)| (path.clone(), *notes, at.get(path.as_str()).copied().unwrap_or_default()))
            .collect();
        for (path, notes, at) in places {
            if audience == PUBLIC.0 || audience == MEMBERS.0 {
                settled.insert((audience, path.clone()), at);
            }
            folders.push(Folder { audience, parent: parent.clone(), path, notes, at });
        }
    }
    folders
}

fn parent_of(path: &str) -> &str {
    match path.strip_suffix('/') {
        Some(folder) => folder,
        None => path.rsplit_once('/').map_or("", |(parent, _)| parent),
    }
}

/// Folders that all had their place keep it.
fn place_level<'a>(
    beside: &BTreeMap<&'a str, (Option<Point>, bool)>,
    audience: i32,
    links: &[(&FolderLink, i32)],
) -> HashMap<&'a str, Point> {
    let index: HashMap<&str, usize> = beside.keys().enumerate().map(|(index, path)| (*path, index)).collect();
    let seen = |link: &FolderLink| sees(audience, link.audiences.0) && sees(audience, link.audiences.1);
    let edges: Vec<Edge> = links
        .iter()
        .filter(|(link, _)| seen(link))
        .filter_map(|(link, count)| {
            let (from, to) = (*index.get(link.from.as_str())?, *index.get(link.to.as_str())?);
            Some(Edge { from, to, weight: (1.0 + f64::from(*count).ln()) / 4.0 })
        })
        .collect();
    let bodies: Vec<Body> =
        beside.values().map(|(at, fixed)| Body { at: *at, fixed: *fixed, group: 0 }).collect();
    let points = if bodies.iter().all(|body| body.at.is_some()) {
        bodies.iter().map(|body| body.at.unwrap_or_default()).collect()
    } else {
        arrange(&bodies, &edges)
    };
    beside.keys().copied().zip(points).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn note(id: u128, audience: i32, folder: &str) -> Note {
        Note { id: Uuid::from_u128(id), audience, folder: folder.into() }
    }

    fn known(chart: &Chart) -> Known {
        Known {
            notes: chart.notes.clone(),
            folders: chart.folders.iter().map(|f| ((f.audience, f.path.clone()), f.at)).collect(),
            fingerprints: chart.fingerprints.clone(),
        }
    }

    #[test]
    fn folders_meet_where_their_ways_part() {
        let way = |a: &str, b: &str| beside(a, b).map(|(p, one, other)| format!("{p}: {one} {other}"));
        assert_eq!(way("a/b/c", "a/d").as_deref(), Some("a: a/b a/d"));
        assert_eq!(way("", "x/y").as_deref(), Some(": / x"));
        assert_eq!(way("a/b", "a").as_deref(), Some("a: a/ a/b"));
        assert_eq!(way("ab", "a").as_deref(), Some(": a ab"));
        assert_eq!(way("a", "a"), None);
    }

    #[test]
    fn folders_count_what_is_in_them_and_below() {
        let notes = [note(1, 1, "a/b"), note(2, 1, "a"), note(3, 2, "a/b"), note(4, 1, "")];
        let chart = chart(&notes, &[(0, 1), (2, 1), (0, 3)], &Known::default());
        let mut counts: Vec<_> =
            chart.folders.iter().map(|f| (f.audience, f.parent.as_str(), f.path.as_str(), f.notes)).collect();
        counts.sort_unstable();
        let expected = [
            (1, "", "/", 1),
            (1, "", "a", 2),
            (1, "a", "a/", 1),
            (1, "a", "a/b", 1),
            (1, "a/b", "a/b/", 1),
            (2, "", "a", 1),
            (2, "a", "a/b", 1),
            (2, "a/b", "a/b/", 1),
        ];
        assert_eq!(counts, expected);
        let links: Vec<_> = chart
            .folder_links
            .iter()
            .map(|(link, count)| {
                format!("{}|{}|{} {:?} {count}", link.parent, link.from, link.to, link.audiences)
            })
            .collect();
        assert_eq!(links, ["|/|a (1, 1) 1", "a|a/|a/b (1, 1) 1", "a|a/|a/b (1, 2) 1"]);
    }

    #[test]
    fn the_same_graph_stays_where_it_is() {
        let notes: Vec<Note> = (0..30).map(|i| note(i, 1, if i % 2 == 0 { "a" } else { "b" })).collect();
        let links: Vec<(usize, usize)> = (1..30).map(|i| (i, i / 2)).collect();
        let first = chart(&notes, &links, &Known::default());
        let again = chart(&notes, &links, &known(&first));
        assert_eq!(first.notes, again.notes);
        assert_eq!(first.folders, again.folders);
    }

    /// Notes of three audiences in a few folders, and links among them.
    fn gardens() -> impl Strategy<Value = (Vec<Note>, Vec<(usize, usize)>)> {
        let folders = prop::sample::select(vec!["", "a", "a/b", "c"]);
        let kind = (prop::sample::select(vec![1, 2, 101, 102]), folders);
        (prop::collection::vec(kind, 1..24), prop::collection::btree_set((0..24_usize, 0..24_usize), 0..40))
            .prop_map(|(kinds, links)| {
                let notes: Vec<Note> =
                    (1..).zip(kinds).map(|(id, (audience, folder))| note(id, audience, folder)).collect();
                let within = |&(a, b): &(usize, usize)| a != b && a.max(b) < notes.len();
                let links = links.into_iter().filter(within).collect();
                (notes, links)
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// The heart of it: take away what a reader may not read, and their graph is the same to the last digit.
        #[test]
        fn nobody_sees_a_trace_of_what_they_may_not_read((notes, links) in gardens()) {
            let whole = chart(&notes, &links, &Known::default());
            for audience in [1, 2, 101] {
                let kept: Vec<usize> =
                    (0..notes.len()).filter(|i| sees(audience, notes[*i].audience)).collect();
                let place = |old: &usize| kept.iter().position(|kept| kept == old);
                let fewer: Vec<Note> = kept.iter().map(|i| notes[*i].clone()).collect();
                let fewer_links: Vec<(usize, usize)> =
                    links.iter().filter_map(|(a, b)| Some((place(a)?, place(b)?))).collect();
                let theirs = chart(&fewer, &fewer_links, &Known::default());
                for note in &fewer {
                    prop_assert_eq!(&whole.notes[&note.id], &theirs.notes[&note.id]);
                }
                let seen: Vec<&Folder> =
                    whole.folders.iter().filter(|folder| sees(audience, folder.audience)).collect();
                prop_assert_eq!(seen, theirs.folders.iter().collect::<Vec<_>>());
            }
        }
    }
}
