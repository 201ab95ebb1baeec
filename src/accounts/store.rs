//! SQL of the tables `users`, `audiences` and `throttles`.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::{PgConnection, PgPool, postgres::types::PgInterval};

use super::{Changes, Email, NewUser, PasswordHash, UserSummary};
use crate::{
    access::Role,
    i18n::Locale,
    ids::UserId,
    web::preferences::{Face, Measure, Preferences, Size, Theme, Typography},
};

/// What a sign-in needs to know of an account.
pub(super) struct Credentials {
    pub(super) id: UserId,
    pub(super) password_hash: PasswordHash,
}

pub(super) async fn find_credentials(
    pool: &PgPool,
    email_key: &str,
) -> Result<Option<Credentials>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select id as "id: UserId", password_hash from users where email_key = $1"#,
        email_key
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Credentials { id: row.id, password_hash: PasswordHash(row.password_hash) }))
}

pub(super) async fn find_password_hash(
    pool: &PgPool,
    user: UserId,
) -> Result<Option<PasswordHash>, sqlx::Error> {
    let hash = sqlx::query_scalar!("select password_hash from users where id = $1", user as _)
        .fetch_optional(pool)
        .await?;
    Ok(hash.map(PasswordHash))
}

/// Finds an account by its address, as `list_users` shows it.
pub(super) async fn find_user(
    connection: &mut PgConnection,
    email_key: &str,
) -> Result<Option<UserSummary>, sqlx::Error> {
    let row = sqlx::query_as!(
        UserRow,
        r#"select id as "id: UserId", email, name, role, created_at from users where email_key = $1"#,
        email_key
    )
    .fetch_optional(connection)
    .await?;
    row.map(UserRow::summary).transpose()
}

/// Finds the owner; the first one, where there are several.
pub(super) async fn find_owner(connection: &mut PgConnection) -> Result<Option<UserSummary>, sqlx::Error> {
    let row = sqlx::query_as!(
        UserRow,
        r#"select id as "id: UserId", email, name, role, created_at from users
           where role = 'owner' order by created_at, id limit 1"#,
    )
    .fetch_optional(connection)
    .await?;
    row.map(UserRow::summary).transpose()
}

/// Everybody, the oldest account first.
pub(super) async fn list_users(connection: &mut PgConnection) -> Result<Vec<UserSummary>, sqlx::Error> {
    let rows = sqlx::query_as!(
        UserRow,
        r#"select id as "id: UserId", email, name, role, created_at from users order by created_at, id"#,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(UserRow::summary).collect()
}

struct UserRow {
    id: UserId,
    email: String,
    name: String,
    role: String,
    created_at: jiff_sqlx::Timestamp,
}

impl UserRow {
    fn summary(self) -> Result<UserSummary, sqlx::Error> {
        let role: Role = self.role.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        let Self { id, email, name, created_at, .. } = self;
        Ok(UserSummary { id, email, name, role, created_at: created_at.to_jiff() })
    }
}

/// A person, and the audience that they alone are.
pub(super) async fn insert_user(
    connection: &mut PgConnection,
    id: UserId,
    new: &NewUser,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with person as (
            insert into users (id, email, email_key, name, password_hash, role, locale, theme,
                               created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
            returning id
         )
         insert into audiences (kind, user_id) select 'person', id from person",
        id as _,
        new.email.as_str(),
        new.email.key(),
        new.name.as_str(),
        new.password_hash.0,
        new.role.as_str(),
        new.locale.map(Locale::tag),
        new.theme.map(Theme::as_str),
        now.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Changes what a person says of themselves; says whether their name is another one now.
pub(super) async fn update_user(
    connection: &mut PgConnection,
    user: UserId,
    changes: &Changes,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let renamed = sqlx::query_scalar!(
        r#"with before as (select name from users where id = $1)
         update users set name = $2, locale = $3, theme = $4, time_zone = $5, updated_at = $6
         where id = $1
         returning name <> (select name from before) as "renamed!""#,
        user as _,
        changes.name.as_str(),
        changes.locale.map(Locale::tag),
        changes.theme.map(Theme::as_str),
        changes.time_zone.as_deref(),
        now.to_sqlx() as _,
    )
    .fetch_optional(connection)
    .await?;
    Ok(renamed.unwrap_or(false))
}

pub(super) async fn update_email(
    pool: &PgPool,
    user: UserId,
    email: &Email,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update users set email = $2, email_key = $3, updated_at = $4 where id = $1",
        user as _,
        email.as_str(),
        email.key(),
        now.to_sqlx() as _,
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub(super) async fn update_preferences(
    connection: &mut PgConnection,
    user: UserId,
    chosen: Preferences,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update users set locale = $2, theme = $3, face = $4, text_size = $5, measure = $6, keys_off = $7,
                          updated_at = $8
         where id = $1",
        user as _,
        chosen.locale.map(Locale::tag),
        chosen.theme.map(Theme::as_str),
        chosen.typography.face.map(Face::as_str),
        chosen.typography.size.map(Size::as_str),
        chosen.typography.measure.map(Measure::as_str),
        chosen.keys_off,
        now.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What a person chose, as their account has it, kept from changing until the transaction ends.
pub(super) async fn find_preferences_for_update(
    connection: &mut PgConnection,
    user: UserId,
) -> Result<Preferences, sqlx::Error> {
    let row = sqlx::query!(
        "select locale, theme, face, text_size, measure, keys_off from users where id = $1 for update",
        user as _
    )
    .fetch_one(connection)
    .await?;
    Ok(Preferences {
        locale: row.locale.and_then(|tag| tag.parse().ok()),
        theme: row.theme.and_then(|word| word.parse().ok()),
        typography: typography(row.face, row.text_size, row.measure),
        keys_off: row.keys_off,
    })
}

/// How texts are set, from the words of three columns.
pub(super) fn typography(face: Option<String>, size: Option<String>, measure: Option<String>) -> Typography {
    Typography {
        face: face.and_then(|word| word.parse().ok()),
        size: size.and_then(|word| word.parse().ok()),
        measure: measure.and_then(|word| word.parse().ok()),
    }
}

/// Replaces one password hash by another; says whether the old one was still in place.
pub(super) async fn update_password_hash(
    connection: &mut PgConnection,
    user: UserId,
    old: &PasswordHash,
    new: &PasswordHash,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update users set password_hash = $3, updated_at = $4 where id = $1 and password_hash = $2",
        user as _,
        old.0,
        new.0,
        now.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Readers will see it: caches follow the generation.
pub(super) async fn bump_generation(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(r#"select bump_generation() as "done: ()""#).execute(connection).await?;
    Ok(())
}

/// Counts an attempt, if the bucket has room: it must not be full after `limit`. Where it has none, says when
/// it will be empty.
pub(super) async fn upsert_throttle(
    pool: &PgPool,
    key_hash: &[u8],
    now: Timestamp,
    every: SignedDuration,
    limit: Timestamp,
) -> Result<Option<Timestamp>, sqlx::Error> {
    let row = sqlx::query!(
        r#"
        with counted as (
            insert into throttles as bucket (key_hash, full_at) values ($1, $2::timestamptz + $3)
            on conflict (key_hash) do update set full_at = greatest(bucket.full_at, $2) + $3
            where bucket.full_at <= $4
            returning full_at
        )
        select
            exists(select from counted) as "counted!",
            (select full_at from throttles where key_hash = $1) as full_at
        "#,
        key_hash,
        now.to_sqlx() as _,
        interval(every),
        limit.to_sqlx() as _,
    )
    .fetch_one(pool)
    .await?;
    // Refused by a row that was not there when the statement began: as if it had just been filled.
    let full_at = row.full_at.map_or(limit, jiff_sqlx::Timestamp::to_jiff);
    Ok((!row.counted).then_some(full_at))
}

/// Takes an attempt back.
pub(super) async fn update_throttle(
    pool: &PgPool,
    key_hash: &[u8],
    every: SignedDuration,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update throttles set full_at = full_at - $2::interval where key_hash = $1",
        key_hash,
        interval(every),
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Whether there is a bucket that is full beyond now.
pub(super) async fn has_throttle(
    pool: &PgPool,
    key_hash: &[u8],
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from throttles where key_hash = $1 and full_at > $2) as "there!""#,
        key_hash,
        now.to_sqlx() as _,
    )
    .fetch_one(pool)
    .await
}

/// Fills a bucket until a moment, whatever was in it.
pub(super) async fn set_throttle(
    pool: &PgPool,
    key_hash: &[u8],
    full_at: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into throttles (key_hash, full_at) values ($1, $2)
         on conflict (key_hash) do update set full_at = excluded.full_at",
        key_hash,
        full_at.to_sqlx() as _,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Forgets buckets that are empty again.
pub(super) async fn delete_throttles(
    connection: &mut PgConnection,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!("delete from throttles where full_at < $1", now.to_sqlx() as _)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

fn interval(span: SignedDuration) -> PgInterval {
    PgInterval { months: 0, days: 0, microseconds: i64::try_from(span.as_micros()).unwrap_or(i64::MAX) }
}
