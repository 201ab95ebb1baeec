//! SQL of the table `sessions`.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

use crate::{
    access::{Audiences, MEMBERS, PUBLIC, Role},
    accounts::store::typography,
    ids::UserId,
    web::Person,
};

/// The moments that decide about a session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    pub(super) now: Timestamp,
    /// A session that was last seen before this has been idle for too long.
    pub(super) idle_since: Timestamp,
    /// Who was last seen before this begins a new visit.
    pub(super) visit_ended: Timestamp,
    /// A session that was last seen before this is noted down as seen now. Not at each request: a page that is
    /// read should not cost a write.
    pub(super) touch_before: Timestamp,
}

/// What a session holds, and whose it is.
pub(super) struct Found {
    pub(super) state: Value,
    pub(super) person: Option<Person>,
}

/// Finds a live session, the person behind it and what they may read, and notes that it was seen; all in one
/// statement.
pub(super) async fn find_session(
    pool: &PgPool,
    key_hash: &[u8],
    at: Moments,
) -> Result<Option<Found>, sqlx::Error> {
    let row = sqlx::query!(
        r#"
        with live as (
            select user_id, state
            from sessions
            where key_hash = $1 and expires_at > $2 and last_seen_at > $3
        ), seen as (
            update sessions set last_seen_at = $2
            where key_hash = $1 and last_seen_at < $4 and exists (select from live)
            returning user_id
        ), visit as (
            insert into visits (user_id, seen_at)
            select users.id, $2 from seen join users on users.id = seen.user_id where users.keeps_reading
            on conflict (user_id) do update set
                before = case when visits.seen_at < $6 then visits.seen_at else visits.before end,
                seen_at = greatest(visits.seen_at, excluded.seen_at)
        )
        select
            live.state as "state!",
            users.id as "id?: UserId",
            users.name as "name?",
            users.email as "email?",
            users.role as "role?",
            users.locale,
            users.theme,
            users.face,
            users.text_size,
            users.measure,
            users.keys_off as "keys_off?",
            users.keeps_reading as "keeps_reading?",
            users.time_zone,
            array(
                select id from audiences where user_id = users.id
                union all
                select id from audiences
                where kind <> 'person' and kind <> 'nobody'
                    and (id = any($5) or users.role in ('editor', 'owner'))
            ) as "audiences!"
        from live left join users on users.id = live.user_id
        "#,
        key_hash,
        at.now.to_sqlx() as _,
        at.idle_since.to_sqlx() as _,
        at.touch_before.to_sqlx() as _,
        &[PUBLIC.0, MEMBERS.0],
        at.visit_ended.to_sqlx() as _,
    )
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let role = row.role.as_deref().and_then(|word| word.parse::<Role>().ok());
    let person = match (row.id, row.name, row.email, role) {
        (Some(id), Some(name), Some(email), Some(role)) => Some(Person {
            id,
            name,
            email,
            role,
            locale: row.locale.and_then(|tag| tag.parse().ok()),
            theme: row.theme.and_then(|word| word.parse().ok()),
            typography: typography(row.face, row.text_size, row.measure),
            keys_off: row.keys_off.unwrap_or_default(),
            keeps_reading: row.keeps_reading.unwrap_or_default(),
            time_zone: row.time_zone,
            audiences: Audiences::of(row.audiences),
        }),
        _ => None,
    };
    Ok(Some(Found { state: row.state, person }))
}

/// Keeps a new session; for its person a visit begins, if their last one is over.
pub(super) async fn insert_session(
    pool: &PgPool,
    key_hash: &[u8],
    user: Option<UserId>,
    state: &Value,
    at: Moments,
    expires_at: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with visit as (
            insert into visits (user_id, seen_at)
            select id, $4 from users where id = $2 and keeps_reading
            on conflict (user_id) do update set
                before = case when visits.seen_at < $6 then visits.seen_at else visits.before end,
                seen_at = greatest(visits.seen_at, excluded.seen_at)
         )
         insert into sessions (key_hash, user_id, state, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $4, $5)",
        key_hash,
        user as _,
        state,
        at.now.to_sqlx() as _,
        expires_at.to_sqlx() as _,
        at.visit_ended.to_sqlx() as _,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Changes what a session holds; one that has ended meanwhile stays ended.
pub(super) async fn update_session(
    pool: &PgPool,
    key_hash: &[u8],
    user: Option<UserId>,
    state: &Value,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update sessions set user_id = $2, state = $3, last_seen_at = $4 where key_hash = $1",
        key_hash,
        user as _,
        state,
        now.to_sqlx() as _,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Ends a session.
pub(super) async fn delete_session(pool: &PgPool, key_hash: &[u8]) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from sessions where key_hash = $1", key_hash).execute(pool).await?;
    Ok(())
}

/// Ends every session of a person.
pub(super) async fn delete_sessions_of(
    connection: &mut PgConnection,
    user: UserId,
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from sessions where user_id = $1", user as _).execute(connection).await?;
    Ok(())
}

/// Forgets sessions that have expired or were not used since `idle_since`; says how many.
pub(super) async fn delete_expired_sessions(
    connection: &mut PgConnection,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<u64, sqlx::Error> {
    // Two statements' worth of conditions as a union, so that each is served by its index.
    let done = sqlx::query!(
        "delete from sessions where key_hash in (
            select key_hash from sessions where expires_at <= $1
            union
            select key_hash from sessions where last_seen_at <= $2
        )",
        now.to_sqlx() as _,
        idle_since.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
