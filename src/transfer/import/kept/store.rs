use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{Failure, Kept, Standing};
use crate::{
    db::paging::PageNumber,
    ids::{ImportId, UserId, VaultId},
    transfer::import::{Report, Stage},
};

struct Row {
    id: Uuid,
    source: String,
    vault: Option<String>,
    state: String,
    started_at: SqlTimestamp,
    progress: Option<serde_json::Value>,
    report: Option<serde_json::Value>,
    failure: Option<String>,
}

impl From<Row> for Kept {
    fn from(row: Row) -> Self {
        let state = match row.state.as_str() {
            "waiting" => Standing::Waiting,
            "running" => {
                let progress = row.progress.and_then(|json| serde_json::from_value(json).ok());
                Standing::Running(progress.unwrap_or_default())
            }
            "done" => {
                // A report of another version of this program may lack what this one tells.
                Standing::Done(row.report.and_then(|json| serde_json::from_value(json).ok()))
            }
            _ => {
                let failure = row.failure.and_then(|json| serde_json::from_str(&json).ok());
                Standing::Failed(failure.unwrap_or(Failure::Broken))
            }
        };
        Self {
            id: ImportId(row.id),
            source: row.source,
            vault: row.vault,
            started_at: row.started_at.to_jiff(),
            state,
        }
    }
}

pub(super) async fn find_import(
    connection: &mut PgConnection,
    id: ImportId,
) -> Result<Option<Kept>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        r#"select i.id, i.source, coalesce(v.name, i.report->>'vault') as vault, i.state, i.started_at, i.progress,
                  i.report, i.failure
           from imports i left join vaults v on v.id = i.vault_id where i.id = $1"#,
        id.0
    );
    Ok(row.fetch_optional(connection).await?.map(Kept::from))
}

pub(super) async fn list_imports(
    connection: &mut PgConnection,
    page: PageNumber,
) -> Result<Vec<Kept>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select i.id, i.source, coalesce(v.name, i.report->>'vault') as vault, i.state, i.started_at, i.progress,
                  null::jsonb as report, i.failure
           from imports i left join vaults v on v.id = i.vault_id
           order by i.started_at desc, i.id desc offset $1 limit $2"#,
        page.offset(),
        page.fetch()
    );
    Ok(rows.fetch_all(connection).await?.into_iter().map(Kept::from).collect())
}

pub(in crate::transfer::import) async fn insert_import(
    connection: &mut PgConnection,
    id: ImportId,
    source: &str,
    by: Option<UserId>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into imports (id, source, state, started_by, started_at) values ($1, $2, 'waiting', $3, $4)",
        id.0,
        source,
        by.map(|by| by.0),
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(in crate::transfer::import) async fn update_progress(
    pool: &PgPool,
    id: ImportId,
    stage: Stage,
) -> Result<(), sqlx::Error> {
    let progress = serde_json::to_value(stage).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query!(
        "update imports set state = 'running', progress = $2 where id = $1 and state in ('waiting', 'running')",
        id.0,
        progress
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub(in crate::transfer::import) async fn update_done(
    connection: &mut PgConnection,
    id: ImportId,
    vault: Option<VaultId>,
    report: &Report,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let report = serde_json::to_value(report).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query!(
        "update imports set state = 'done', progress = null, vault_id = $2, report = $3, finished_at = $4
         where id = $1",
        id.0,
        vault.map(|vault| vault.0),
        report,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(in crate::transfer::import) async fn update_failed(
    connection: &mut PgConnection,
    id: ImportId,
    failure: &Failure,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let failure = serde_json::to_string(failure).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query!(
        "update imports set state = 'failed', progress = null, failure = $2, finished_at = $3
         where id = $1 and state in ('waiting', 'running')",
        id.0,
        failure,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Imports that nobody is running any more: whoever runs one holds its lock.
pub(in crate::transfer::import) async fn list_unfinished(
    connection: &mut PgConnection,
) -> Result<Vec<ImportId>, sqlx::Error> {
    let ids = sqlx::query_scalar!("select id from imports where state in ('waiting', 'running')");
    Ok(ids.fetch_all(connection).await?.into_iter().map(ImportId).collect())
}
