//! SQL of the table `jobs`.

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use super::{
    New,
    kept::{Filter, Kept, Standing},
    run::Taken,
};
use crate::{db::paging::PageNumber, ids::JobId};

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

/// Takes jobs that are due, those of the dead included, but none whose like is running.
pub(super) async fn take_due(
    executor: impl PgExecutor<'_>,
    kinds: &[String],
    now: Timestamp,
    until: Timestamp,
    most: i64,
) -> Result<Vec<Taken>, sqlx::Error> {
    sqlx::query_as!(
        Taken,
        r#"with due as (
             select j.id from jobs j
             where j.state in ('waiting', 'running') and j.due_at <= $1 and j.kind = any($2)
               and (j.state = 'running' or not exists (
                 select from jobs r where r.kind = j.kind and r.key = j.key and r.state = 'running'
               ))
             order by j.bulk, j.due_at, j.id limit $3 for update skip locked
           )
           update jobs j
           set state = 'running', due_at = $4, tries = j.tries + 1, runner = gen_random_uuid(), started_at = $1
           from due where j.id = due.id
           returning j.id, j.runner as "runner!", j.kind, j.key, j.payload, j.tries"#,
        now.to_sqlx() as _,
        kinds,
        most,
        until.to_sqlx() as _,
    )
    .fetch_all(executor)
    .await
}

/// When the next job becomes due that is not due yet.
pub(super) async fn find_next_due(
    executor: impl PgExecutor<'_>,
    kinds: &[String],
    now: Timestamp,
) -> Result<Option<Timestamp>, sqlx::Error> {
    let next = sqlx::query_scalar!(
        "select min(due_at) from jobs
         where state in ('waiting', 'running') and due_at > $1 and kind = any($2)",
        now.to_sqlx() as _,
        kinds
    )
    .fetch_one(executor)
    .await?;
    Ok(next.map(SqlTimestamp::to_jiff))
}

/// Whether the job is still ours.
pub(super) async fn extend(
    executor: impl PgExecutor<'_>,
    job: &Taken,
    until: Timestamp,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update jobs set due_at = $3 where id = $1 and runner = $2 and state = 'running'",
        job.id,
        job.runner,
        until.to_sqlx() as _
    )
    .execute(executor)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether it was still ours. Work that is done makes an earlier failure of the same work past.
pub(super) async fn mark_done(
    connection: &mut PgConnection,
    job: &Taken,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update jobs set state = 'done', ended_at = $3, error = null, runner = null
         where id = $1 and runner = $2 and state = 'running'",
        job.id,
        job.runner,
        now.to_sqlx() as _
    )
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() == 1 {
        forget_parked(&mut *connection, job).await?;
    }
    wake_the_next(connection, job).await?;
    Ok(done.rows_affected() == 1)
}

/// Whether it was still ours. One parked job a kind and key says enough.
pub(super) async fn park(
    connection: &mut PgConnection,
    job: &Taken,
    error: &str,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    forget_parked(&mut *connection, job).await?;
    let done = sqlx::query!(
        "update jobs set state = 'parked', ended_at = $3, error = $4, runner = null
         where id = $1 and runner = $2 and state = 'running'",
        job.id,
        job.runner,
        now.to_sqlx() as _,
        error
    )
    .execute(&mut *connection)
    .await?;
    wake_the_next(connection, job).await?;
    Ok(done.rows_affected() == 1)
}

async fn forget_parked(connection: &mut PgConnection, job: &Taken) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from jobs where kind = $1 and key = $2 and state = 'parked' and id <> $3",
        job.kind,
        job.key,
        job.id
    )
    .execute(connection)
    .await
    .map(drop)
}

/// A job of the same kind and key may have waited for this one.
async fn wake_the_next(connection: &mut PgConnection, job: &Taken) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "select pg_notify('jobs', '') from jobs where kind = $1 and key = $2 and state = 'waiting'",
        job.kind,
        job.key
    )
    .execute(connection)
    .await
    .map(drop)
}

/// Has a job wait for another try. Where the same work was enqueued anew meanwhile, that will do.
pub(super) async fn put_back(
    connection: &mut PgConnection,
    job: &Taken,
    error: Option<&str>,
    due: Timestamp,
) -> Result<(), sqlx::Error> {
    delete_replaced(&mut *connection, job.id, job.runner).await?;
    sqlx::query!(
        "update jobs set state = 'waiting', due_at = $3, error = $4, runner = null
         where id = $1 and runner = $2 and state = 'running'",
        job.id,
        job.runner,
        due.to_sqlx() as _,
        error
    )
    .execute(&mut *connection)
    .await?;
    wake_the_next(connection, job).await
}

/// Has a job wait as if it had not been begun.
pub(super) async fn give_back(
    connection: &mut PgConnection,
    job: Uuid,
    runner: Uuid,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    delete_replaced(&mut *connection, job, runner).await?;
    sqlx::query!(
        "with given as (
           update jobs set state = 'waiting', due_at = $3, tries = tries - 1, runner = null
           where id = $1 and runner = $2 and state = 'running'
         )
         select pg_notify('jobs', '')",
        job,
        runner,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await
    .map(drop)
}

async fn delete_replaced(connection: &mut PgConnection, job: Uuid, runner: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from jobs j
         where j.id = $1 and j.runner = $2 and j.state = 'running'
           and exists (select from jobs w where w.kind = j.kind and w.key = j.key and w.state = 'waiting')",
        job,
        runner
    )
    .execute(connection)
    .await
    .map(drop)
}

pub(super) async fn list_jobs(
    connection: &mut PgConnection,
    filter: &Filter,
    page: PageNumber,
) -> Result<Vec<Kept>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id as "id: JobId", kind, payload, state, due_at, tries, error, created_at, started_at, ended_at
           from jobs where ($1::text is null or state = $1) and ($2::text is null or kind = $2)
           order by id desc limit $3 offset $4"#,
        filter.standing.map(Standing::as_str),
        filter.kind,
        page.fetch(),
        page.offset()
    )
    .fetch_all(connection)
    .await?;
    let kept = rows.into_iter().map(|row| Kept {
        id: row.id,
        kind: row.kind,
        payload: row.payload,
        // The table holds known words only.
        standing: Standing::of(&row.state).unwrap_or(Standing::Done),
        due_at: row.due_at.to_jiff(),
        tries: row.tries,
        error: row.error,
        created_at: row.created_at.to_jiff(),
        started_at: row.started_at.map(SqlTimestamp::to_jiff),
        ended_at: row.ended_at.map(SqlTimestamp::to_jiff),
    });
    Ok(kept.collect())
}

pub(super) async fn exists_parked(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists(select from jobs where state = 'parked') as "parked!""#)
        .fetch_one(connection)
        .await
}

pub(super) async fn restart(
    connection: &mut PgConnection,
    job: JobId,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let deleted = sqlx::query!(
        "delete from jobs j where j.id = $1 and j.state = 'parked'
           and exists (select from jobs w where w.kind = j.kind and w.key = j.key and w.state = 'waiting')",
        job as _
    )
    .execute(&mut *connection)
    .await?;
    if deleted.rows_affected() == 1 {
        return Ok(true);
    }
    let restarted = sqlx::query!(
        "with restarted as (
           update jobs set state = 'waiting', due_at = $2, tries = 0, ended_at = null
           where id = $1 and (state = 'parked' or state = 'waiting' and tries > 0) returning id
         )
         select pg_notify('jobs', '') from restarted",
        job as _,
        now.to_sqlx() as _
    )
    .fetch_all(connection)
    .await?;
    Ok(!restarted.is_empty())
}

pub(super) async fn delete_parked(connection: &mut PgConnection, job: JobId) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!("delete from jobs where id = $1 and state = 'parked'", job as _)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn delete_ended(
    executor: impl PgExecutor<'_>,
    done_before: Timestamp,
    parked_before: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from jobs
         where state = 'done' and ended_at < $1 or state = 'parked' and ended_at < $2",
        done_before.to_sqlx() as _,
        parked_before.to_sqlx() as _
    )
    .execute(executor)
    .await
    .map(drop)
}
