//! Jobs as their owner sees them.

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::{PgConnection, PgExecutor};

use crate::{
    db::paging::PageNumber,
    ids::JobId,
    jobs::kept::{Filter, Kept, Standing},
};

pub(in crate::jobs) async fn list_jobs(
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

pub(in crate::jobs) async fn exists_parked(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists(select from jobs where state = 'parked') as "parked!""#)
        .fetch_one(connection)
        .await
}

pub(in crate::jobs) async fn restart(
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

pub(in crate::jobs) async fn delete_parked(
    connection: &mut PgConnection,
    job: JobId,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!("delete from jobs where id = $1 and state = 'parked'", job as _)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub(in crate::jobs) async fn delete_ended(
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
