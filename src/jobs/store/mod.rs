//! SQL of the table `jobs`.

mod kept;
mod running;

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::PgConnection;
use uuid::Uuid;

pub(super) use kept::{delete_ended, delete_parked, exists_parked, list_jobs, restart};
pub(super) use running::{extend, find_next_due, give_back, mark_done, park, put_back, take_due};

use super::New;
use crate::ids::JobId;

/// Whoever writes down what recurs takes turns: a number of ours among the advisory locks, "jobs" in ASCII.
const RECURRING: i64 = 0x6a6f_6273;

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

/// Only what neither waits nor runs. Within a transaction, which takes turns with others that do the same; whoever looked
/// before another's job was there would write it down once more when that is taken.
pub(super) async fn insert_missing(
    connection: &mut PgConnection,
    new: &[New],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock($1)", RECURRING).execute(&mut *connection).await?;
    let Columns { ids, kinds, keys, payloads, bulk, due } = Columns::of(new);
    // Locked, a row is read as it stands now: taken or done by somebody meanwhile.
    sqlx::query!(
        "with known as (
           select j.kind, j.key from jobs j
           where j.kind = any($3) and j.state in ('waiting', 'running') for update
         )
         insert into jobs (id, kind, key, payload, state, bulk, due_at, created_at)
         select id, kind, key, payload, 'waiting', bulk, due, $1
         from unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::boolean[], $7::timestamptz[])
           as given (id, kind, key, payload, bulk, due)
         where not exists (select from known k where k.kind = given.kind and k.key = given.key)
         on conflict (kind, key, state) where state <> 'done' do nothing",
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

/// The next of a job that recurs, in the transaction that ends it, unless one waits already.
pub(super) async fn insert_next(
    connection: &mut PgConnection,
    new: &New,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into jobs (id, kind, key, payload, state, bulk, due_at, created_at)
         values ($2, $3, $4, $5, 'waiting', $6, $7, $1)
         on conflict (kind, key, state) where state <> 'done' do nothing",
        now.to_sqlx() as _,
        JobId::new().0,
        new.kind,
        &new.key,
        &new.payload,
        new.bulk,
        new.due.to_sqlx() as _
    )
    .execute(connection)
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
