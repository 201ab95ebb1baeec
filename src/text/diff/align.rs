//! Where each line of a text comes from.

use std::{collections::HashMap, time::Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::pairs;

/// A block that moved has at least so many letters and digits; what has fewer stands in many places.
const SMALLEST_MOVE: usize = 12;
/// So many places are looked at for a line that may have moved.
const PLACES: usize = 16;

/// Where a line of the new text comes from, by index in the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It stood there already. These and the changed ones are in the order of the old text.
    Kept(usize),
    /// It says most of what that line said.
    Changed(usize),
    /// It stood elsewhere, word for word or changed a little.
    Moved(usize),
    /// Nowhere.
    New,
}

/// How two texts lie beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// For each line of the new text.
    pub origins: Vec<Origin>,
    /// For each line of the old text: where it moved.
    pub moved_to: Vec<Option<usize>>,
}

/// Finds where the lines of a text come from.
#[must_use]
pub fn align(old: &[&str], new: &[&str], deadline: Instant) -> Alignment {
    let mut alignment = Alignment { origins: vec![Origin::New; new.len()], moved_to: vec![None; old.len()] };
    let mut gone = vec![true; old.len()];
    let mut gaps = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Histogram, old, new, Some(deadline)) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for offset in 0..len {
                    set(&mut alignment.origins, new_index + offset, Origin::Kept(old_index + offset));
                    set(&mut gone, old_index + offset, false);
                }
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                gaps.push((old_index..old_index + old_len, new_index..new_index + new_len));
            }
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
        }
    }
    find_moves(old, new, &gone, &mut alignment);
    for (before, after) in gaps {
        let before: Vec<usize> = before.filter(|at| alignment.moved_to.get(*at) == Some(&None)).collect();
        let after: Vec<usize> = after.filter(|at| alignment.origins.get(*at) == Some(&Origin::New)).collect();
        for (from, to) in pairs::of(old, &before, new, &after) {
            set(&mut alignment.origins, to, Origin::Changed(from));
            set(&mut gone, from, false);
        }
    }
    find_changed_moves(old, new, &gone, &mut alignment);
    alignment
}

/// Takes for moved what went in one place and came in another: the longest blocks of such lines.
fn find_moves(old: &[&str], new: &[&str], gone: &[bool], alignment: &mut Alignment) {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, line) in old.iter().enumerate().filter(|(at, _)| gone.get(*at) == Some(&true)) {
        if letters(line) > 0 {
            let places = places.entry(*line).or_default();
            if places.len() < PLACES {
                places.push(at);
            }
        }
    }
    let mut at = 0;
    while let Some(line) = new.get(at) {
        let free = alignment.origins.get(at) == Some(&Origin::New);
        let candidates = places.get(line).filter(|_| free).map_or(&[][..], Vec::as_slice);
        let longest = candidates
            .iter()
            .map(|from| (*from, block(old, new, (*from, at), gone, alignment)))
            .max_by_key(|(from, length)| (*length, std::cmp::Reverse(*from)));
        let Some((from, length)) = longest.filter(|(from, length)| {
            old.iter().skip(*from).take(*length).map(|line| letters(line)).sum::<usize>() >= SMALLEST_MOVE
        }) else {
            at += 1;
            continue;
        };
        for offset in 0..length {
            set(&mut alignment.origins, at + offset, Origin::Moved(from + offset));
            set(&mut alignment.moved_to, from + offset, Some(at + offset));
        }
        at += length;
    }
}

/// Takes for moved, too, what stands elsewhere in nearly the same words.
fn find_changed_moves(old: &[&str], new: &[&str], gone: &[bool], alignment: &mut Alignment) {
    let long = |line: &&str| letters(line) >= SMALLEST_MOVE;
    let went = |at: &usize| gone.get(*at) == Some(&true) && alignment.moved_to.get(*at) == Some(&None);
    let before: Vec<usize> =
        (0..old.len()).filter(went).filter(|at| old.get(*at).is_some_and(long)).collect();
    let came = |at: &usize| alignment.origins.get(*at) == Some(&Origin::New);
    let after: Vec<usize> = (0..new.len()).filter(came).filter(|at| new.get(*at).is_some_and(long)).collect();
    for (from, to) in pairs::anywhere(old, &before, new, &after) {
        set(&mut alignment.origins, to, Origin::Moved(from));
        set(&mut alignment.moved_to, from, Some(to));
    }
}

/// How many lines from here on went there and came here, blank ones at the end left out.
fn block(
    old: &[&str],
    new: &[&str],
    (from, to): (usize, usize),
    gone: &[bool],
    alignment: &Alignment,
) -> usize {
    let mut length = 0;
    for offset in 0.. {
        let (Some(before), Some(after)) = (old.get(from + offset), new.get(to + offset)) else { break };
        let free = gone.get(from + offset) == Some(&true)
            && alignment.moved_to.get(from + offset) == Some(&None)
            && alignment.origins.get(to + offset) == Some(&Origin::New);
        if !free || before != after {
            break;
        }
        if !before.trim().is_empty() {
            length = offset + 1;
        }
    }
    length
}

fn letters(line: &str) -> usize {
    line.chars().filter(|ch| ch.is_alphanumeric()).take(SMALLEST_MOVE).count()
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}
