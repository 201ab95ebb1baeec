//! Jobs that are taken, done, given back or parked.

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::jobs::run::Taken;

/// Takes jobs that are due, those of the dead included, but none whose like is running.
pub(in crate::jobs) async fn take_due(
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
pub(in crate::jobs) async fn find_next_due(
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
pub(in crate::jobs) async fn extend(
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
pub(in crate::jobs) async fn mark_done(
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
pub(in crate::jobs) async fn park(
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
pub(in crate::jobs) async fn put_back(
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
pub(in crate::jobs) async fn give_back(
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
