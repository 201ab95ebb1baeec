//! Folders as points: for a garden that has more notes than a picture can hold.
//!
//! Folders that lie beside each other are one level; each level is laid out by itself. As with notes (`chart`), an
//! audience's folders are placed around those of everyone and of members, which stay where they are.

use std::collections::{BTreeMap, HashMap};

use super::{
    chart::{Known, Note, sees},
    layout::{Body, Edge, Point, arrange},
};
use crate::access::{MEMBERS, PUBLIC};

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

pub(super) fn count_folder_links(notes: &[Note], links: &[(usize, usize)]) -> BTreeMap<FolderLink, i32> {
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

pub(super) fn place_folders(notes: &[Note], links: &BTreeMap<FolderLink, i32>, known: &Known) -> Vec<Folder> {
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
    use uuid::Uuid;

    use super::*;
    use crate::notes::graph::chart::chart;

    fn note(id: u128, audience: i32, folder: &str) -> Note {
        Note { id: Uuid::from_u128(id), audience, folder: folder.into() }
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
}
