//! SQL of the table `jobs`.

mod kept;
mod running;

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

pub(super) use kept::{delete_ended, delete_parked, exists_parked, list_jobs, restart};
pub(super) use running::{extend, find_next_due, give_back, mark_done, park, put_back, take_due};

use super::New;
use crate::ids::JobId;

pub(super) async fn insert_jobs(
    connection: &mut PgConnection,
    new: &[New],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let Columns { ids, kinds, keys, payloads, bulk, due } = Columns::of(new);
    sqlx::query!(
        "with enqueued as (
           insert into jobs (id, kind, key, payload, state, bulk, due_at, created_at)
           select id, kind, key, payload, 'waiting', bulk, due, $1
           from unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::boolean[], $7::timestamptz[])
             as given (id, kind, key, payload, bulk, due)
           on conflict (kind, key, state) where state <> 'done' do update
           set payload = excluded.payload, due_at = excluded.due_at, tries = 0, error = null
         )
         select pg_notify('jobs', '')",
        now.to_sqlx() as _,
        &ids,
        &kinds,
        &keys,
        &payloads,
        &bulk,
        &due as &[SqlTimestamp],
    )
    .execute(connection)
    .await
    .map(drop)
}

/// Only what neither waits nor runs.
pub(super) async fn insert_missing(
    executor: impl PgExecutor<'_>,
    new: &[New],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let Columns { ids, kinds, keys, payloads, bulk, due } = Columns::of(new);
    sqlx::query!(
        "insert into jobs (id, kind, key, payload, state, bulk, due_at, created_at)
         select id, kind, key, payload, 'waiting', bulk, due, $1
         from unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::boolean[], $7::timestamptz[])
           as given (id, kind, key, payload, bulk, due)
         where not exists (
           select from jobs j where j.kind = given.kind and j.key = given.key and j.state = 'running'
         )
         on conflict (kind, key, state) where state <> 'done' do nothing",
        now.to_sqlx() as _,
        &ids,
        &kinds,
        &keys,
        &payloads,
        &bulk,
        &due as &[SqlTimestamp],
    )
    .execute(executor)
    .await
    .map(drop)
}

/// New jobs as columns.
struct Columns {
    ids: Vec<Uuid>,
    kinds: Vec<String>,
    keys: Vec<String>,
    payloads: Vec<serde_json::Value>,
    bulk: Vec<bool>,
    due: Vec<SqlTimestamp>,
}

impl Columns {
    fn of(new: &[New]) -> Self {
        Self {
            ids: new.iter().map(|_| JobId::new().0).collect(),
            kinds: new.iter().map(|job| job.kind.to_owned()).collect(),
            keys: new.iter().map(|job| job.key.clone()).collect(),
            payloads: new.iter().map(|job| job.payload.clone()).collect(),
            bulk: new.iter().map(|job| job.bulk).collect(),
            due: new.iter().map(|job| job.due.to_sqlx()).collect(),
        }
    }
}

pub(super) async fn delete_idle(
    connection: &mut PgConnection,
    kind: &str,
    keys: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from jobs where kind = $1 and key = any($2) and state in ('waiting', 'parked')",
        kind,
        keys
    )
    .execute(connection)
    .await
    .map(drop)
}
