//! One run of an import, from the first look at the source to the kept report.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, PgConnection, PgPool};
use tokio::task::spawn_blocking;

use super::{
    ImportContext, ImportOptions, Phase, Progress, Stage, apply,
    error::ImportError,
    gone::{self, Gone},
    kept::{Failure, store as kept},
    plan,
    plan::Reader,
    report::{LinkAt, Links, Report},
    settle,
    source::{Counter, Listing, Source},
    store::{self, Stored},
};
use crate::{
    accounts,
    clock::Clock,
    config::Imports,
    db,
    files::attach,
    ids::{ImportId, NoteId, UserId, VaultId},
    notes::{
        resolve,
        vaults::{self, Vault},
        write,
    },
    storage::Hash,
    transfer::clashes,
};

/// An import that holds its place: the connection keeps its locks, and loses them with the process.
#[derive(Debug)]
pub struct Run {
    context: ImportContext,
    connection: PgConnection,
    id: Option<ImportId>,
}

impl Run {
    /// Takes a place among the imports that the owner sees, waiting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin(
        context: &ImportContext,
        source: &str,
        by: Option<UserId>,
    ) -> Result<Self, ImportError> {
        sweep(&context.pool, &context.clock).await?;
        let mut run = Self::unkept(context).await?;
        let id = ImportId::new();
        store::lock(&mut run.connection, key_of("import", &id.to_string()), None).await?;
        kept::insert_import(&mut run.connection, id, source, by, context.clock.now()).await?;
        run.id = Some(id);
        Ok(run)
    }

    /// A run that leaves no trace of itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unkept(context: &ImportContext) -> Result<Self, ImportError> {
        // Of its own, not lent: dropped with the run, it takes locks and an open transaction with it.
        let mut connection = context.pool.acquire().await?.detach();
        db::take_time(&mut connection).await?;
        store::set_to_use_indexes(&mut connection).await?;
        attach::hold(&mut connection).await?;
        Ok(Self { context: context.clone(), connection, id: None })
    }

    /// Which import this is, if it is kept.
    #[must_use]
    pub fn id(&self) -> Option<ImportId> {
        self.id
    }

    /// Imports, and keeps the report.
    ///
    /// # Errors
    /// See [`ImportError`].
    pub async fn go(mut self, options: ImportOptions, progress: Progress) -> Result<Report, ImportError> {
        let steps = Arc::new(Steps::new(progress));
        let (pool, id) = (self.context.pool.clone(), self.id);
        let tell = async {
            let mut every = tokio::time::interval(Duration::from_secs(1));
            loop {
                every.tick().await;
                if let Some(id) = id {
                    // A figure that is not told is not worth an import.
                    let _told = kept::update_progress(&pool, id, steps.stage()).await;
                }
            }
        };
        let outcome = tokio::select! {
            outcome = work(&mut self.connection, &self.context, options, steps.clone()) => outcome,
            () = tell => Err(ImportError::Broken("its clock stopped".to_owned())),
        };
        let now = self.context.clock.now();
        match (&outcome, self.id) {
            (Ok((vault, report)), Some(id)) => {
                // A dry run's vault may never come to be.
                let vault = Some(*vault).filter(|_| !report.dry_run);
                kept::update_done(&mut self.connection, id, vault, report, now).await?;
            }
            (Err(error), Some(id)) => {
                // The connection itself may be what failed.
                let mut connection = self.context.pool.acquire().await?;
                kept::update_failed(&mut connection, id, &Failure::from(error), now).await?;
            }
            (_, None) => {}
        }
        if outcome.is_ok() {
            // Whoever waits for it need not wait until the server sees that the connection is gone.
            store::unlock_all(&mut self.connection).await?;
        }
        outcome.map(|(_, report)| report)
    }
}

/// Marks imports as failed that nobody runs any more: the program was stopped in the middle of them.
///
/// # Errors
/// When the database fails.
pub async fn sweep(pool: &PgPool, clock: &Clock) -> Result<(), sqlx::Error> {
    let mut connection = pool.acquire().await?;
    for id in kept::list_unfinished(&mut connection).await? {
        if store::is_free(&mut connection, key_of("import", &id.to_string())).await? {
            kept::update_failed(&mut connection, id, &Failure::Interrupted, clock.now()).await?;
        }
    }
    Ok(())
}

/// How far an import is, and who is told.
pub(super) struct Steps {
    stage: Mutex<Stage>,
    progress: Progress,
}

impl Steps {
    fn new(progress: Progress) -> Self {
        Self { stage: Mutex::default(), progress }
    }

    fn stage(&self) -> Stage {
        // A stage is whole at any time, also where a thread broke down.
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, phase: Phase, total: u64) {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner) = Stage { phase, done: 0, total };
    }

    pub(super) fn one(&self) {
        let stage = {
            let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
            stage.done += 1;
            *stage
        };
        (self.progress)(stage);
    }
}

async fn work(
    connection: &mut PgConnection,
    context: &ImportContext,
    options: ImportOptions,
    steps: Arc<Steps>,
) -> Result<(VaultId, Report), ImportError> {
    let start = Instant::now();
    let name = options.vault.clone().unwrap_or_else(|| options.source.name()).trim().to_owned();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(ImportError::BadName);
    }
    if !store::lock(connection, key_of("vault", &name), options.patience).await? {
        return Err(ImportError::Busy(name));
    }
    let (vault, mut report) = if options.dry_run {
        // Everything is done as ever, and then undone.
        let mut transaction = connection.begin().await?;
        let outcome = imported(&mut transaction, context, &options, &name, steps).await;
        transaction.rollback().await?;
        outcome?
    } else {
        imported(connection, context, &options, &name, steps).await?
    };
    report.seconds = start.elapsed().as_secs_f64();
    Ok((vault, report))
}

async fn imported(
    connection: &mut PgConnection,
    context: &ImportContext,
    options: &ImportOptions,
    name: &str,
    steps: Arc<Steps>,
) -> Result<(VaultId, Report), ImportError> {
    let known = vaults::find(connection, name).await?;
    let vault = wanted(connection, options, known.clone().unwrap_or_else(|| Vault::new(name))).await?;
    let Looked { reader, listing, hashes, missing } = look(context, options, steps.clone()).await?;
    if known.is_none() {
        vaults::keep(connection, &vault, context.clock.now()).await?;
    }
    let language = context.language.clone();
    let settings = write::settings(connection, vault.clone(), language, context.zone.clone()).await?;
    let mut report = Report {
        vault: vault.name.clone(),
        mount: vault.mount.clone(),
        dry_run: options.dry_run,
        hidden: listing.hidden,
        audience: vault.audience,
        remounted: known.as_ref().is_some_and(|known| known.mount != vault.mount),
        ..Report::default()
    };
    let stored = store::list_entries(connection, vault.id).await?;
    let changed_settings = known.as_ref().is_some_and(|known| *known != vault);
    let inheriting = inheriting(&stored, changed_settings);
    let plan = plan::plan(&listing, &hashes, &missing, stored);
    report.skipped.extend(listing.skipped);
    (report.notes.unchanged, report.attachments.unchanged) =
        (plan.unchanged_notes, plan.unchanged_attachments);
    report.edited.kept.extend(plan.kept.iter().cloned());
    report.edited.binned.extend(plan.binned.iter().cloned());
    steps.begin(Phase::Saving, (plan.notes.len() + plan.attachments.len()) as u64);
    let saved = plan.saved_notes();
    reader.counter.restart();
    let reader =
        apply::attachments(connection, context, reader, plan.attachments, vault.id, &mut report, &steps)
            .await?;
    apply::notes(connection, context, reader, plan.notes, &settings, &mut report, &steps).await?;
    let others: Vec<NoteId> = inheriting.into_iter().filter(|note| !saved.contains(note)).collect();
    settle::settle(connection, context, &settings, &others, &mut report).await?;
    finish(connection, context, options, &vault, changed_settings, &plan.gone, &mut report).await?;
    report.edited.clashing.extend(clashes::waiting(connection, vault.id).await?);
    report.links = links(connection, vault.id).await?;
    Ok((vault.id, report))
}

/// The vault with what the options say of it.
async fn wanted(
    connection: &mut PgConnection,
    options: &ImportOptions,
    mut vault: Vault,
) -> Result<Vault, ImportError> {
    if let Some(under) = &options.under {
        vault.mount = Vault::mount_of(under);
    }
    if let Some(language) = &options.language {
        vault.language = Some(language.clone());
    }
    if let Some(audience) = options.audience {
        vault.audience = audience;
    }
    if let Some(email) = &options.author {
        vault.author = Some(author(connection, email).await?);
    }
    Ok(vault)
}

async fn author(connection: &mut PgConnection, email: &str) -> Result<UserId, ImportError> {
    let author = accounts::find_user(connection, email).await?;
    author.map(|author| author.id).ok_or_else(|| ImportError::UnknownAuthor(email.to_owned()))
}

/// The person with an e-mail address, as an author of notes.
///
/// # Errors
/// `UnknownAuthor`, or the database's.
pub async fn find_author(context: &ImportContext, email: &str) -> Result<UserId, ImportError> {
    author(&mut *context.pool.acquire().await?, email).await
}

/// Looks at a source without importing it: whether it can be opened, and keeps within the limits as far as that
/// can be told without unpacking it. Needs no database.
///
/// # Errors
/// Why it would be refused whole.
pub async fn check(limits: Imports, source: Source) -> Result<(), ImportError> {
    spawn_blocking(move || source.open(&limits, &TimeZone::UTC)?.list(&limits).map(drop)).await?
}

/// What a look at the source finds.
struct Looked {
    reader: Reader,
    listing: Listing,
    hashes: HashMap<String, Hash>,
    /// Attachments whose bytes the garden does not have, new or lost.
    missing: HashSet<Hash>,
}

/// Lists and hashes the source, on a thread that may block.
async fn look(
    context: &ImportContext,
    options: &ImportOptions,
    steps: Arc<Steps>,
) -> Result<Looked, ImportError> {
    let (limits, zone, source) = (context.limits, context.zone.clone(), options.source.clone());
    let blobs = context.blobs.clone();
    spawn_blocking(move || {
        let mut reader = Reader { files: source.open(&limits, &zone)?, counter: Counter::new(limits) };
        let mut listing = reader.files.list(&limits)?;
        steps.begin(Phase::Reading, listing.entries.len() as u64);
        let hashes = plan::hash(&mut reader, &mut listing, || steps.one())?;
        let missing = plan::missing(&hashes, |hash| blobs.path(hash).exists());
        Ok(Looked { reader, listing, hashes, missing })
    })
    .await?
}

/// The notes to be saved again though their files did not change. One that was taken out stays out.
fn inheriting(stored: &HashMap<String, Stored>, changed_settings: bool) -> Vec<NoteId> {
    let mut notes: Vec<(&String, NoteId)> = stored
        .iter()
        .filter(|(_, known)| (changed_settings || !known.current) && (!known.gone || known.published))
        .filter_map(|(path, known)| Some((path, known.note?)))
        .collect();
    notes.sort_unstable();
    notes.into_iter().map(|(_, note)| note).collect()
}

/// What is left when all notes are saved: what is gone, permalinks, and the vault's new settings. The settings
/// come last, so that an import that was killed finds them still to be applied.
async fn finish(
    connection: &mut PgConnection,
    context: &ImportContext,
    options: &ImportOptions,
    vault: &Vault,
    changed_settings: bool,
    gone: &BTreeMap<String, Stored>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let now = context.clock.now();
    let mut transaction = connection.begin().await?;
    let what = if options.prune { Gone::TakenOut } else { Gone::Told };
    let withdrawn = gone::report(&mut transaction, vault.id, gone, what, now, report).await?;
    let redirected = write::redirect_permalinks(&mut transaction, vault, now).await?;
    if changed_settings {
        vaults::keep(&mut transaction, vault, now).await?;
    }
    if withdrawn || redirected > 0 {
        apply::announce(&mut transaction, report.dry_run).await?;
    }
    transaction.commit().await?;
    Ok(())
}

async fn links(connection: &mut PgConnection, vault: VaultId) -> Result<Links, sqlx::Error> {
    let tally = resolve::tally(connection, vault).await?;
    let mut links = Links { resolved: tally.resolved, ..Links::default() };
    let at = |link: resolve::LinkPlace| LinkAt { file: link.file, line: link.line, target: link.target };
    links.ambiguous.first = tally.first_ambiguous.into_iter().map(at).collect();
    links.ambiguous.count = tally.ambiguous;
    links.broken.first = tally.first_broken.into_iter().map(at).collect();
    links.broken.count = tally.broken;
    Ok(links)
}

/// A number of ours among the advisory locks.
fn key_of(kind: &str, name: &str) -> i64 {
    let digest = Sha256::digest(format!("quintal import: {kind} {name}"));
    digest.iter().take(8).fold(0, |key: i64, byte| (key << 8) | i64::from(*byte))
}
