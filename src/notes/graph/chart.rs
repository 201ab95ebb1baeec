//! From notes and links to places, an audience at a time.
//!
//! What one sees must not tell of what one may not see, not even by a gap. So the places of public notes come
//! from public notes and the links among them alone. Those of members' notes come after, around the public ones,
//! which stay; and those of every other audience around both, each by itself. Whoever reads an audience beyond
//! these two is a member (`access`), so they see all that their notes were placed by.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    folders::{Folder, FolderLink, count_folder_links, place_folders},
    layout::{Body, Edge, Point, arrange},
};
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
pub(super) fn sees(audience: i32, other: i32) -> bool {
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
