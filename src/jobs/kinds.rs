//! The kinds of work that a program can do.

use std::{collections::BTreeMap, time::Duration};

use futures_util::future::{FutureExt as _, LocalBoxFuture};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{Job, New};
use crate::state::State;

/// The kinds of work that a program can do; those of others it leaves alone.
#[derive(Debug, Default)]
pub struct Kinds {
    known: BTreeMap<&'static str, Kind>,
}

/// One kind of work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) tries: i16,
    pub(super) limit: Duration,
    pub(super) run: Run,
    pub(super) again: Option<Again>,
}

type Run = for<'a> fn(&'a State, Value) -> LocalBoxFuture<'a, anyhow::Result<()>>;

/// Work that is done again and again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Again {
    /// How long after it ended.
    pub(super) after: SignedDuration,
    job: fn(Timestamp) -> Result<New, sqlx::Error>,
}

impl Again {
    pub(super) fn at(self, due: Timestamp) -> Result<New, sqlx::Error> {
        (self.job)(due)
    }
}

impl Kinds {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// And one that is done when it was enqueued.
    #[must_use]
    pub fn with<J: Job>(self) -> Self {
        self.add::<J>(None)
    }

    /// And one that is done by itself: at once when the garden first knows of it, and then a day after it was last
    /// done, or parked.
    #[must_use]
    pub fn daily<J: Job + Default>(self) -> Self {
        let again = Again { after: SignedDuration::from_hours(24), job: |due| New::of(&J::default(), due) };
        self.add::<J>(Some(again))
    }

    fn add<J: Job>(mut self, again: Option<Again>) -> Self {
        self.known.insert(J::KIND, Kind { tries: J::TRIES, limit: J::LIMIT, run: run::<J>, again });
        self
    }

    pub(super) fn find(&self, kind: &str) -> Option<&Kind> {
        self.known.get(kind)
    }

    /// Their names.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.known.keys().map(|&kind| kind.to_owned()).collect()
    }

    /// What is done by itself, to be begun now.
    pub(super) fn recurring(&self, now: Timestamp) -> Result<Vec<New>, sqlx::Error> {
        self.known.values().filter_map(|kind| kind.again).map(|again| again.at(now)).collect()
    }
}

fn run<J: Job>(state: &State, payload: Value) -> LocalBoxFuture<'_, anyhow::Result<()>> {
    async move { serde_json::from_value::<J>(payload)?.run(state).await }.boxed_local()
}
