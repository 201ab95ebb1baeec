//! Which of the lines that went became which of those that came: in order, by the words that they share.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use unicode_segmentation::UnicodeSegmentation as _;

/// Two lines are the same one, changed, if so much of their words is shared: twice those in both, by all.
const ALIKE: f32 = 0.45;
/// So much is shared by a line that also stands elsewhere.
const VERY_ALIKE: f32 = 0.65;
/// So many words are compared to find the best pairs. Beyond, lines are paired as they follow one another.
const DEAREST: usize = 4_000_000;

/// A line's words, as hashes in order of size.
type Bag = Vec<u64>;

/// Pairs of indices, old and new, rising in both. What has no like has no pair.
pub(super) fn of(old: &[&str], before: &[usize], new: &[&str], after: &[usize]) -> Vec<(usize, usize)> {
    let (left, right) = (bags(old, before), bags(new, after));
    let pairs = if work(&left, &right) <= DEAREST { best(&left, &right) } else { in_order(&left, &right) };
    let place = |list: &[usize], at: usize| list.get(at).copied();
    pairs.into_iter().filter_map(|(from, to)| Some((place(before, from)?, place(after, to)?))).collect()
}

/// Pairs of lines that are very much alike, wherever they stand; the first fitting one for each of the new ones.
pub(super) fn anywhere(old: &[&str], before: &[usize], new: &[&str], after: &[usize]) -> Vec<(usize, usize)> {
    let (left, right) = (bags(old, before), bags(new, after));
    if work(&left, &right) > DEAREST {
        return Vec::new();
    }
    let mut free: Vec<(usize, &Bag)> = before.iter().copied().zip(&left).collect();
    let mut pairs = Vec::new();
    for (to, bag) in after.iter().zip(&right) {
        let shares = free.iter().enumerate().map(|(at, (_, other))| (at, likeness(other, bag)));
        let best =
            shares.filter(|(_, share)| *share >= VERY_ALIKE).max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((at, _)) = best {
            pairs.push((free.remove(at).0, *to));
        }
    }
    pairs
}

fn bags(text: &[&str], places: &[usize]) -> Vec<Bag> {
    places.iter().map(|at| bag(text.get(*at).copied().unwrap_or_default())).collect()
}

/// How many words would be compared.
fn work(left: &[Bag], right: &[Bag]) -> usize {
    let words = |bags: &[Bag]| bags.iter().map(|bag| bag.len() + 1).sum::<usize>();
    words(left).saturating_mul(right.len()).saturating_add(words(right).saturating_mul(left.len()))
}

fn bag(line: &str) -> Bag {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let words = line.split_word_bounds().filter(|word| !word.trim().is_empty());
    let mut bag: Bag = words.map(|word| hasher.hash_one(word)).collect();
    bag.sort_unstable();
    bag
}

/// How much of two lines is shared, from 0 to 1; 0 unless it is enough.
#[expect(clippy::cast_precision_loss, reason = "a share")]
fn likeness(left: &Bag, right: &Bag) -> f32 {
    let (mut from, mut to, mut shared) = (left.iter().peekable(), right.iter().peekable(), 0_usize);
    while let (Some(one), Some(other)) = (from.peek(), to.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => drop(from.next()),
            std::cmp::Ordering::Greater => drop(to.next()),
            std::cmp::Ordering::Equal => {
                shared += 1;
                from.next();
                to.next();
            }
        }
    }
    let all = left.len() + right.len();
    let share = if all == 0 { 0.0 } else { 2.0 * shared as f32 / all as f32 };
    if share >= ALIKE { share } else { 0.0 }
}

/// The pairs whose likeness adds up to the most.
fn best(left: &[Bag], right: &[Bag]) -> Vec<(usize, usize)> {
    let width = right.len() + 1;
    // sums[i * width + j]: the most that the first i and j lines add up to.
    let mut sums = vec![0.0_f32; (left.len() + 1) * width];
    let at = |sums: &[f32], place: usize| sums.get(place).copied().unwrap_or_default();
    for (i, one) in left.iter().enumerate() {
        for (j, other) in right.iter().enumerate() {
            let place = (i + 1) * width + j + 1;
            let share = likeness(one, other);
            let paired = if share > 0.0 { at(&sums, place - width - 1) + share } else { 0.0 };
            let most = paired.max(at(&sums, place - 1)).max(at(&sums, place - width));
            if let Some(sum) = sums.get_mut(place) {
                *sum = most;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (left.len(), right.len());
    while i > 0 && j > 0 {
        let place = i * width + j;
        let sum = at(&sums, place);
        if sum <= at(&sums, place - 1) {
            j -= 1;
        } else if sum <= at(&sums, place - width) {
            i -= 1;
        } else {
            pairs.push((i - 1, j - 1));
            (i, j) = (i - 1, j - 1);
        }
    }
    pairs.reverse();
    pairs
}

fn in_order(left: &[Bag], right: &[Bag]) -> Vec<(usize, usize)> {
    let both = left.iter().zip(right).enumerate();
    both.filter(|(_, (one, other))| likeness(one, other) > 0.0).map(|(at, _)| (at, at)).collect()
}
