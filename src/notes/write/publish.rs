//! Publishing later: a draft that names a time is published then, by a job.

use anyhow::Context as _;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{By, Item, NoteFile, Origin, prepare, save, save::Row, store};
use crate::{
    ids::{NoteId, UserId, VaultId},
    jobs::{self, Job},
    notes::vaults,
    state::State,
    text::language::Language,
};

/// Publishes a note whose time has come.
#[derive(Debug, Serialize, Deserialize)]
pub struct Publish {
    note: NoteId,
}

/// A draft whose time has come.
pub(super) struct Due {
    pub(super) vault: VaultId,
    pub(super) author: Option<UserId>,
    pub(super) path: String,
    pub(super) source: String,
}

impl Job for Publish {
    const KIND: &'static str = "publish";

    fn key(&self) -> String {
        self.note.to_string()
    }

    /// Saves the text again as it is: it makes no revision, and by now the note says of itself that it is published.
    /// One whose time was taken back or put off is left alone.
    async fn run(self, state: &State) -> anyhow::Result<()> {
        let now = state.clock.now();
        let mut transaction = state.pool.begin().await?;
        super::lock(&mut transaction).await?;
        let Some(due) = store::find_due(&mut transaction, self.note, now).await? else { return Ok(()) };
        let mut vault = vaults::get(&mut transaction, due.vault).await?.context("its vault is gone")?;
        vault.author = due.author;
        let (zone, language) = {
            let site = state.site.load();
            (site.zone.clone(), site.locales.first().map(|locale| Language::parse(locale.tag())))
        };
        let language = language.context("the garden has no language")??;
        let settings = super::settings(&mut transaction, vault, language, zone).await?;
        let file = NoteFile { path: due.path, text: due.source, modified: None };
        let (prepared, settings) = spawn_blocking(move || (prepare(file, &settings), settings)).await?;
        let item = Item { note: Some(self.note), moved: false, prepared: prepared? };
        let by = By { author: due.author, origin: Origin::Edit, summary: None };
        save(&mut transaction, &settings, &[item], &by, now).await?;
        store::bump_generation(&mut transaction).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Has jobs follow the times that notes name: new ones are set, changed ones moved, and those that are named no more
/// taken back.
pub(super) async fn schedule(
    connection: &mut PgConnection,
    rows: &[Row<'_>],
    known: impl Fn(&Row<'_>) -> Option<Timestamp>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let changed: Vec<(&Row<'_>, Option<Timestamp>)> =
        rows.iter().map(|row| (row, row.publish_at)).filter(|(row, at)| known(row) != *at).collect();
    let set: Vec<(Publish, Timestamp)> =
        changed.iter().filter_map(|(row, at)| Some((Publish { note: NoteId(row.id) }, (*at)?))).collect();
    jobs::enqueue(connection, &set, now).await?;
    let unset: Vec<String> =
        changed.iter().filter(|(_, at)| at.is_none()).map(|(row, _)| row.id.to_string()).collect();
    jobs::cancel::<Publish>(connection, &unset).await
}
