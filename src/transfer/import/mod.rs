//! From a folder or a zip to notes and attachments.
//!
//! First every file is listed and hashed; whatever has the hash it had the last time is not looked at again. What
//! changed is read, rendered and saved in batches, each a transaction that leaves whole notes with resolved links:
//! an import that is killed has done part of its work well, and does the rest when it is run again.

mod apply;
mod display;
mod error;
mod gone;
mod kept;
mod meeting;
mod plan;
mod produce;
mod report;
mod run;
mod settle;
mod source;
mod store;
mod withdraw;

use std::{sync::Arc, time::Duration};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;

pub use error::ImportError;
pub use kept::{Failure, Kept, Standing, find, list};
pub use report::{Change, Changes, Edited, Encoding, LinkAt, Links, Listed, ManyTags, Report, Skipped, Why};
pub use run::{Run, check, find_author, sweep};
pub use source::Source;
pub use withdraw::withdraw;

use crate::{
    access::Audience,
    clock::Clock,
    config::Imports,
    ids::UserId,
    state::State,
    storage::Blobs,
    text::language::{InvalidLanguage, Language},
};

/// What an import needs of the program.
#[derive(Clone, Debug)]
pub struct ImportContext {
    /// The database.
    pub pool: PgPool,
    /// Where attachments go.
    pub blobs: Blobs,
    /// The time.
    pub clock: Clock,
    /// What a vault may weigh.
    pub limits: Imports,
    /// The garden's first language, for notes whose language cannot be told.
    pub language: Language,
    /// The garden's zone, for dates without one.
    pub zone: TimeZone,
}

impl ImportContext {
    /// What the running program has.
    ///
    /// # Errors
    /// When the garden's first language is none that notes can be in, which the interface's all are.
    pub fn of(state: &State) -> Result<Self, InvalidLanguage> {
        let site = state.site.load();
        let locale = site.locales.first().copied().unwrap_or_default();
        Ok(Self {
            pool: state.pool.clone(),
            blobs: state.blobs.clone(),
            clock: state.clock.clone(),
            limits: state.config.imports,
            language: Language::parse(locale.tag())?,
            zone: site.zone.clone(),
        })
    }
}

/// What to import, and how.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// From where.
    pub source: Source,
    /// The vault's name; `None`: as the folder or the zip.
    pub vault: Option<String>,
    /// Where its notes live below `/notes/`; `None`: as before, or at the root.
    pub under: Option<String>,
    /// The language of notes that name none; `None`: as before, or detected.
    pub language: Option<Language>,
    /// Who may read notes that do not say; `None`: as before, or everybody.
    pub audience: Option<Audience>,
    /// The e-mail address of their author; `None`: as before, or nobody.
    pub author: Option<String>,
    /// Report and write nothing.
    pub dry_run: bool,
    /// Take out of the garden what is gone from the vault.
    pub prune: bool,
    /// Who asked for it, if it was asked for in the browser.
    pub started_by: Option<UserId>,
    /// How long it waits for another import of the same vault; `None`: for as long as that takes.
    pub patience: Option<Duration>,
}

/// How long an import waits for another one of the same vault before it says so.
const PATIENCE: Duration = Duration::from_secs(10);

impl ImportOptions {
    /// An import with nothing said but from where.
    #[must_use]
    pub fn of(source: Source) -> Self {
        Self {
            source,
            vault: None,
            under: None,
            language: None,
            audience: None,
            author: None,
            dry_run: false,
            prune: false,
            started_by: None,
            patience: Some(PATIENCE),
        }
    }
}

/// Is told of each file that is done.
pub type Progress = Arc<dyn Fn(Stage) + Send + Sync>;

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// What is being done.
    pub phase: Phase,
    /// So many files are done.
    pub done: u64,
    /// Of so many; none before they are counted.
    pub total: u64,
}

/// What an import does with files, one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Every file is read, to see what changed.
    #[default]
    Reading,
    /// What changed is saved.
    Saving,
}

/// Imports a vault and keeps the report, unless it is a dry run.
///
/// # Errors
/// See [`ImportError`]; the import is kept as failed then.
pub async fn import(
    context: &ImportContext,
    options: ImportOptions,
    progress: Progress,
) -> Result<Report, ImportError> {
    if options.dry_run {
        return Run::unkept(context).await?.go(options, progress).await;
    }
    let source = match &options.source {
        Source::Folder(path) | Source::Zip(path) => path.display().to_string(),
        Source::Carried(folder) => folder.path().display().to_string(),
    };
    let run = Run::begin(context, &source, options.started_by).await?;
    run.go(options, progress).await
}
