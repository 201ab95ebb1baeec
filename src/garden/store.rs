//! SQL of the table `garden`.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::{PgConnection, PgPool};

use crate::ids::NoteId;

/// The row of settings, and whether an owner exists.
pub(super) struct GardenRow {
    pub(super) name: String,
    pub(super) locales: Vec<String>,
    pub(super) time_zone: String,
    pub(super) sign_up_open: bool,
    pub(super) set_up: bool,
}

pub(super) async fn find_garden(pool: &PgPool) -> Result<GardenRow, sqlx::Error> {
    sqlx::query_as!(
        GardenRow,
        r#"select name, locales, time_zone, sign_up_open,
            exists(select from users where role = 'owner') as "set_up!"
         from garden"#,
    )
    .fetch_one(pool)
    .await
}

pub(super) async fn find_secret(pool: &PgPool) -> Result<Vec<u8>, sqlx::Error> {
    sqlx::query_scalar!("select secret from garden").fetch_one(pool).await
}

/// Whether an owner exists, with the garden's row held until the transaction ends: whoever sets the garden up
/// is alone in doing so.
pub(super) async fn find_owner_for_update(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    // Two statements: what the second one sees must be as new as the lock.
    sqlx::query!("select from garden for update").fetch_one(&mut *connection).await?;
    sqlx::query_scalar!(r#"select exists(select from users where role = 'owner') as "set_up!""#)
        .fetch_one(connection)
        .await
}

pub(super) async fn update_face(
    connection: &mut PgConnection,
    name: &str,
    locales: &[String],
    time_zone: &str,
    set_up_at: Option<Timestamp>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update garden set name = $1, locales = $2, time_zone = $3, set_up_at = coalesce($4, set_up_at)",
        name,
        locales,
        time_zone,
        set_up_at.map(jiff_sqlx::ToSqlx::to_sqlx) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn update_doors(
    connection: &mut PgConnection,
    sign_up_open: bool,
    front: Option<NoteId>,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update garden set sign_up_open = $1, front_note_id = $2", sign_up_open, front as _)
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn find_front(connection: &mut PgConnection) -> Result<Option<NoteId>, sqlx::Error> {
    sqlx::query_scalar!(r#"select front_note_id as "front: NoteId" from garden"#).fetch_one(connection).await
}

pub(super) async fn bump_generation(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(r#"select bump_generation()::text as "nothing""#).fetch_one(connection).await?;
    Ok(())
}

pub(super) async fn find_planted(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select planted_at is not null as "planted!" from garden"#)
        .fetch_one(connection)
        .await
}

pub(super) async fn update_planted(
    connection: &mut PgConnection,
    front: Option<NoteId>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update garden set planted_at = $2, front_note_id = coalesce(front_note_id, $1)",
        front as _,
        now.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}
