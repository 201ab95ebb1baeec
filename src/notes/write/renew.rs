//! Rendering stored notes again when the same text would render to something else.
//!
//! A job does it, in batches; what is done stays done, so that another try goes on where the last one broke off. Readers
//! see a note's old parts until its new ones are there. Only what follows from the text is renewed: who reads a note,
//! what it is called and where it lies stay as they are.

use std::time::Duration;

use anyhow::ensure;
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, PgPool};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::{NoteFile, Prepared, Settings, prepare, save::Row, store};
use crate::{
    access::{Audience, MEMBERS, PUBLIC},
    ids::{AudienceId, UserId},
    jobs::{self, Job},
    notes::{
        resolve::{self, Touched},
        vaults::Vault,
    },
    state::State,
    text::{language::Language, markdown::RENDER_VERSION},
};

/// How many notes are rendered before they are written.
const BATCH: i64 = 20;

/// A note whose parts were made by an older program.
pub(super) struct Stale {
    pub(super) id: Uuid,
    pub(super) revision: Uuid,
    pub(super) number: i32,
    pub(super) path: String,
    pub(super) vault_path: String,
    pub(super) source: String,
    pub(super) author: Option<UserId>,
    pub(super) title: String,
    pub(super) language: String,
    pub(super) audience: AudienceId,
    pub(super) listed: bool,
    pub(super) published: bool,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
}

/// Renders stale notes again.
#[derive(Debug, Serialize, Deserialize)]
pub struct Renew {
    version: i16,
}

impl Job for Renew {
    const KIND: &'static str = "renew";
    // Of many notes.
    const LIMIT: Duration = Duration::from_hours(24);

    fn key(&self) -> String {
        String::new()
    }

    async fn run(self, state: &State) -> anyhow::Result<()> {
        ensure!(self.version <= RENDER_VERSION, "a newer program has to do it, and one is being started");
        let notes = renew(&state.pool).await?;
        tracing::info!(notes, "rendered notes again that an older program had rendered");
        Ok(())
    }
}

/// Has stale notes rendered again, if there are any.
///
/// # Errors
/// Those of the database.
pub async fn renew_stale(pool: &PgPool, now: Timestamp) -> Result<(), sqlx::Error> {
    let mut connection = pool.acquire().await?;
    if store::list_stale(&mut connection, RENDER_VERSION, 1).await?.is_empty() {
        return Ok(());
    }
    jobs::enqueue(&mut connection, &[(Renew { version: RENDER_VERSION }, now)], now).await
}

async fn renew(pool: &PgPool) -> anyhow::Result<u64> {
    let mut renewed = 0;
    loop {
        let mut transaction = pool.begin().await?;
        let stale = store::list_stale(&mut transaction, RENDER_VERSION, BATCH).await?;
        if stale.is_empty() {
            return Ok(renewed);
        }
        renewed += stale.len() as u64;
        let prepared = spawn_blocking(move || stale.into_iter().map(prepared).collect()).await?;
        write(&mut transaction, prepared).await?;
        store::bump_generation(&mut transaction).await?;
        transaction.commit().await?;
    }
}

/// What follows from the text, with all that does not taken from the note as it is stored.
fn prepared(stale: Stale) -> (Stale, Option<Prepared>) {
    let Ok(language) = Language::parse(&stale.language) else { return (stale, None) };
    let settings = Settings {
        vault: Vault::new(""),
        private: Some(stale.audience),
        language: language.clone(),
        zone: TimeZone::UTC,
    };
    let file = NoteFile { path: stale.vault_path.clone(), text: stale.source.clone(), modified: None };
    let audience = match stale.audience {
        PUBLIC if stale.listed => Audience::Public,
        PUBLIC => Audience::Unlisted,
        MEMBERS => Audience::Members,
        _ => Audience::Private,
    };
    let prepared = prepare(file, &settings).map(|prepared| Prepared {
        title: stale.title.clone(),
        language,
        audience_id: stale.audience,
        audience,
        publish: stale.published,
        publish_at: None,
        ..prepared
    });
    if let Err(error) = &prepared {
        tracing::warn!(note = stale.vault_path, %error, "a note could not be rendered again; it stays as it is");
    }
    (stale, prepared.ok())
}

async fn write(
    connection: &mut PgConnection,
    prepared: Vec<(Stale, Option<Prepared>)>,
) -> Result<(), sqlx::Error> {
    store::lock_writing(connection).await?;
    let revisions: Vec<Uuid> = prepared.iter().map(|(stale, _)| stale.revision).collect();
    // Who was saved in the meantime is new already.
    let due = store::mark_renewed(connection, &revisions, RENDER_VERSION).await?;
    let rows: Vec<Row<'_>> = prepared
        .iter()
        .filter(|(stale, _)| due.contains(&stale.revision))
        .filter_map(|(stale, prepared)| Some(row(stale, prepared.as_ref()?)))
        .collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    store::update_rendered(connection, &rows).await?;
    store::replace_parts(connection, &ids, &rows).await?;
    store::replace_headings(connection, &ids, &rows).await?;
    store::insert_words(connection, &rows).await?;
    let files = store::replace_links(connection, &ids, &rows).await?;
    let tags = store::replace_tags(connection, &ids, &rows).await?;
    resolve::resolve(connection, Touched { notes: ids, files, tags, keys: Vec::new() }).await
}

fn row<'a>(stale: &Stale, note: &'a Prepared) -> Row<'a> {
    Row {
        note,
        id: stale.id,
        revision: stale.revision,
        number: stale.number,
        path: stale.path.clone(),
        author: stale.author,
        created_at: stale.created,
        updated_at: stale.updated,
        publish: stale.published,
        publish_at: None,
        published_at: None,
    }
}
