//! What is kept of jobs, for the owner.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::store;
use crate::{
    db::paging::{Page, PageNumber},
    ids::JobId,
};

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It failed as often as it may.
    Parked,
    /// It is done by a program right now.
    Running,
    /// It is to be done, or to be tried again.
    Waiting,
    /// It ended well.
    Done,
}

impl Standing {
    /// Every one, what needs somebody first.
    pub const ALL: [Self; 4] = [Self::Parked, Self::Running, Self::Waiting, Self::Done];

    /// The word of the database and of addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Parked => "parked",
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Done => "done",
        }
    }

    /// The one that a word means.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == word)
    }
}

/// Which jobs are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that stand so.
    pub standing: Option<Standing>,
    /// Those of this kind.
    pub kind: Option<String>,
}

/// A job as its owner sees it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its id.
    pub id: JobId,
    /// Which code does it.
    pub kind: String,
    /// Its fields.
    pub payload: serde_json::Value,
    /// How it stands.
    pub standing: Standing,
    /// When it is to be done; of a waiting one.
    pub due_at: Timestamp,
    /// How often it was begun.
    pub tries: i16,
    /// What went wrong in its last try.
    pub error: Option<String>,
    /// When it was first enqueued.
    pub created_at: Timestamp,
    /// When it was last begun.
    pub started_at: Option<Timestamp>,
    /// When it was done or parked.
    pub ended_at: Option<Timestamp>,
}

impl Kept {
    /// Its fields, each as a name and a text.
    #[must_use]
    pub fn fields(&self) -> Vec<(&str, String)> {
        let text =
            |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let fields = self.payload.as_object().into_iter().flatten();
        fields.map(|(name, value)| (name.as_str(), text(value))).collect()
    }

    /// Whether it may be begun anew at once: what has failed. What has not will be done in its time.
    #[must_use]
    pub fn may_restart(&self) -> bool {
        match self.standing {
            Standing::Parked => true,
            Standing::Waiting => self.tries > 0,
            Standing::Running | Standing::Done => false,
        }
    }
}

/// The newest jobs first.
///
/// # Errors
/// Those of the database.
pub async fn list(
    connection: &mut PgConnection,
    filter: &Filter,
    page: PageNumber,
) -> Result<Page<Kept>, sqlx::Error> {
    Ok(Page::of(store::list_jobs(connection, filter, page).await?, page))
}

/// Whether any job waits for the owner.
///
/// # Errors
/// Those of the database.
pub async fn is_any_parked(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    store::exists_parked(connection).await
}

/// Begins a job that has failed anew, with all its tries; `false` where there is no such job any more. Where the same
/// work waits already, that is what will be done.
///
/// # Errors
/// Those of the database.
pub async fn restart(connection: &mut PgConnection, job: JobId, now: Timestamp) -> Result<bool, sqlx::Error> {
    store::restart(connection, job, now).await
}

/// Forgets a parked job; `false` where there is none.
///
/// # Errors
/// Those of the database.
pub async fn discard(connection: &mut PgConnection, job: JobId) -> Result<bool, sqlx::Error> {
    store::delete_parked(connection, job).await
}
