//! Who wrote which paragraph of a note's newest text.
//!
//! Each line is followed back through the revisions until the one that brought it (`trail`). What was found is kept
//! (`authorships`), so that the next reader follows only the revisions since; and one reader waits a second at most: a
//! history too long for that is followed further the next time.

mod trail;

use std::{
    collections::{BTreeSet, HashMap},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{Head, store};
use crate::{
    access::Audiences,
    text::{diff, front_matter},
};
pub(super) use trail::State;
use trail::Trail;

/// So long a reader waits for a history to be followed.
const PATIENCE: Duration = Duration::from_secs(1);
/// So long two revisions are compared.
const STEP: Duration = Duration::from_millis(100);
/// So many revisions are read at once.
const BATCH: i64 = 50;
/// About so many bytes of them.
const BATCH_BYTES: i64 = 8 * 1024 * 1024;
/// So many paragraphs are shown.
const MOST_PARAGRAPHS: usize = 3000;

/// A revision that a paragraph is owed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its number.
    pub number: i32,
    /// When it was saved.
    pub saved: Timestamp,
    /// Who saved it, if that is known.
    pub author: Option<String>,
}

/// Whom some paragraphs are owed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The revision that first had them, as far as that is still kept.
    pub written: Mark,
    /// The last one that changed them, if that is another.
    pub changed: Option<Mark>,
    /// Others who changed them in between.
    pub others: Vec<String>,
}

/// Paragraphs that follow one another and are owed to the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Whom they are owed to.
    pub credit: Credit,
    /// As they are written.
    pub paragraphs: Vec<String>,
}

/// Who wrote a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authorship {
    /// The text from top to bottom.
    pub passages: Vec<Passage>,
    /// How many paragraphs are not shown: there are too many.
    pub left_out: usize,
    /// The number that everything was followed back to, where time ran out. What is owed to it may be older.
    pub followed_to: Option<i32>,
}

/// Works out who wrote the newest text of a note, for a visitor who sees its history.
///
/// # Errors
/// When the database does not answer, or the work was broken off.
pub async fn of(db: &mut PgConnection, note: &Head, audiences: &Audiences) -> anyhow::Result<Authorship> {
    let newest = super::revision(db, note.id, note.newest_number, audiences).await?;
    let Some(newest) = newest else { return Ok(Authorship::default()) };
    let trail = follow(db, note, newest.source.clone()).await?;
    let (paragraphs, left_out) = paragraphs(&newest.source);
    let numbers: BTreeSet<i32> =
        paragraphs.iter().flat_map(|(lines, _)| trail.numbers(lines.clone())).collect();
    let numbers: Vec<i32> = numbers.into_iter().collect();
    let marks = store::list_from_numbers(db, note.id, &numbers, audiences.ids()).await?;
    let marks: HashMap<i32, Mark> = marks.into_iter().collect();
    let mut passages: Vec<Passage> = Vec::new();
    for (lines, text) in paragraphs {
        let Some(credit) = credit(&trail, lines, &marks) else { continue };
        match passages.last_mut().filter(|passage| passage.credit == credit) {
            Some(passage) => passage.paragraphs.push(text),
            None => passages.push(Passage { credit, paragraphs: vec![text] }),
        }
    }
    Ok(Authorship { passages, left_out, followed_to: trail.unfinished() })
}

/// Follows the lines of a note's newest text as far back as there is time for, and keeps what was found.
async fn follow(db: &mut PgConnection, note: &Head, source: String) -> anyhow::Result<Trail> {
    let until = Instant::now() + PATIENCE;
    let kept = store::find_authorship(db, note.id).await?;
    let kept = kept.map(|(revision, number, state)| (revision, number, Trail::from(state.0)));
    let (mut trail, mut text) = (Trail::begin(note.newest_number, &source), source);
    let mut known = None;
    match kept {
        Some((revision, _, kept)) if revision == note.newest && kept.fits(&text) => {
            if kept.unfinished().is_none() {
                return Ok(kept);
            }
            // The text at which it stopped is needed to go on.
            let stopped = kept.reached();
            let older =
                store::list_older_texts(db, note.id, stopped.saturating_add(1), 1, BATCH_BYTES).await?;
            match older.into_iter().next() {
                Some((number, source)) if number == stopped => (trail, text) = (kept, source),
                _ => {}
            }
        }
        Some((_, number, kept)) => known = Some((number, kept)),
        None => {}
    }
    let mut ended = false;
    while !ended && trail.unfinished().is_some() && Instant::now() < until {
        let older = store::list_older_texts(db, note.id, trail.reached(), BATCH, BATCH_BYTES).await?;
        let is_last = older.is_empty();
        let given = (trail, text, known.take());
        (trail, text, known, ended) =
            spawn_blocking(move || step_through(given, older, is_last, until)).await?;
    }
    let state = State::from(&trail);
    if let Err(error) = store::upsert_authorship(db, note.id, note.newest, &state).await {
        // The revision may be gone by now, or the database read-only: what was found serves this once.
        tracing::debug!(%error, "who wrote a note could not be kept");
    }
    Ok(trail)
}

type Known = Option<(i32, Trail)>;

/// Follows through some older texts; the last value tells that there is nothing left to follow.
fn step_through(
    (mut trail, mut text, known): (Trail, String, Known),
    older: Vec<(i32, String)>,
    is_last: bool,
    until: Instant,
) -> (Trail, String, Known, bool) {
    for (number, source) in older {
        let now = Instant::now();
        if now >= until {
            return (trail, text, known, false);
        }
        trail.step(number, &source, &text, until.min(now + STEP));
        text = source;
        if let Some((_, known)) = known.as_ref().filter(|(at, known)| *at == number && known.fits(&text)) {
            trail.join(known);
            // Where that one had stopped its text is needed; the next reader brings it.
            return (trail, text, None, true);
        }
    }
    if is_last {
        trail.end();
    }
    (trail, text, known, is_last)
}

/// The paragraphs of a text, each with its lines; and how many there are besides. Front matter is one of them.
fn paragraphs(source: &str) -> (Vec<(std::ops::Range<usize>, String)>, usize) {
    let (block, _, first_line) = front_matter::split(source);
    let head = if block.is_some() { first_line - 1 } else { 0 };
    let lines = diff::lines(source);
    let mut paragraphs = Vec::new();
    let mut left_out = 0;
    let mut start = 0;
    let mut add = |range: std::ops::Range<usize>| {
        let text = lines.get(range.clone()).unwrap_or_default().join("\n");
        if text.trim().is_empty() {
            return;
        }
        if paragraphs.len() < MOST_PARAGRAPHS {
            paragraphs.push((range, text));
        } else {
            left_out += 1;
        }
    };
    if head > 0 {
        add(0..head);
        start = head;
    }
    for at in head..lines.len() {
        if lines.get(at).is_some_and(|line| line.trim().is_empty()) {
            add(start..at);
            start = at + 1;
        }
    }
    add(start..lines.len());
    (paragraphs, left_out)
}

/// Whom the lines of a paragraph are owed to.
fn credit(trail: &Trail, lines: std::ops::Range<usize>, marks: &HashMap<i32, Mark>) -> Option<Credit> {
    let numbers: BTreeSet<i32> =
        trail.numbers(lines).into_iter().filter_map(|number| Some(marks.get(&number)?.number)).collect();
    let of_number = |number: &i32| marks.values().find(|mark| mark.number == *number).cloned();
    let written = of_number(numbers.first()?)?;
    let changed = of_number(numbers.last()?)?;
    let changed = (changed.number != written.number).then_some(changed);
    let told = |name: &String| {
        written.author.as_ref() == Some(name)
            || changed.as_ref().is_some_and(|changed| changed.author.as_ref() == Some(name))
    };
    let others: BTreeSet<String> =
        numbers.iter().filter_map(|number| of_number(number)?.author).filter(|name| !told(name)).collect();
    Some(Credit { others: others.into_iter().collect(), written, changed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_parted_by_empty_lines() {
        let (found, left_out) = paragraphs("---\ntitle: A\n\nlang: en\n---\n# A\n\nOne\ntwo\n\n \n\nThree");
        let told: Vec<_> = found.iter().map(|(lines, text)| (lines.clone(), text.as_str())).collect();
        assert_eq!(
            told,
            [(0..5, "---\ntitle: A\n\nlang: en\n---"), (5..6, "# A"), (7..9, "One\ntwo"), (12..13, "Three")]
        );
        assert_eq!(left_out, 0);
        assert_eq!(paragraphs("").0, []);
        assert_eq!(paragraphs(&"a\n\n".repeat(4000)).1, 1000);
    }
}
