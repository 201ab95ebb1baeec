use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Standing, Vault};
use crate::{
    access::Audience,
    ids::{UserId, VaultId},
    text::language::Language,
};

struct Row {
    id: Uuid,
    name: String,
    mount: String,
    language: Option<String>,
    audience: String,
    author_id: Option<Uuid>,
}

impl From<Row> for Vault {
    fn from(row: Row) -> Self {
        Self {
            id: VaultId(row.id),
            name: row.name,
            mount: row.mount,
            language: row.language.and_then(|tag| Language::parse(&tag).ok()),
            // The table holds known words only; one that is not known must not open anything.
            audience: row.audience.parse().unwrap_or(Audience::Private),
            author: row.author_id.map(UserId),
        }
    }
}

pub(super) async fn find_vault(
    connection: &mut PgConnection,
    name: &str,
) -> Result<Option<Vault>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, name, mount, language, audience, author_id from vaults where name = $1",
        name
    );
    Ok(row.fetch_optional(connection).await?.map(Vault::from))
}

pub(super) async fn get_vault(
    connection: &mut PgConnection,
    id: VaultId,
) -> Result<Option<Vault>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, name, mount, language, audience, author_id from vaults where id = $1",
        id.0
    );
    Ok(row.fetch_optional(connection).await?.map(Vault::from))
}

pub(super) async fn find_own_vault(connection: &mut PgConnection) -> Result<Option<Vault>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, name, mount, language, audience, author_id from vaults where is_own"
    );
    Ok(row.fetch_optional(connection).await?.map(Vault::from))
}

pub(super) async fn mark_own_vault(connection: &mut PgConnection, id: VaultId) -> Result<(), sqlx::Error> {
    sqlx::query!("update vaults set is_own = true where id = $1", id.0).execute(connection).await.map(drop)
}

pub(super) async fn list_vaults(connection: &mut PgConnection) -> Result<Vec<Vault>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name, mount, language, audience, author_id from vaults order by name collate names"
    );
    Ok(rows.fetch_all(connection).await?.into_iter().map(Vault::from).collect())
}

pub(super) async fn list_standings(connection: &mut PgConnection) -> Result<Vec<Standing>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select v.id, v.name, v.mount, v.language, v.audience, v.author_id,
            exists(
                select from notes n where n.vault_id = v.id and n.published_revision_id is not null
            ) as "published!"
        from vaults v order by v.name collate names"#
    )
    .fetch_all(connection)
    .await?;
    let standings = rows.into_iter().map(|row| Standing {
        published: row.published,
        vault: Vault::from(Row {
            id: row.id,
            name: row.name,
            mount: row.mount,
            language: row.language,
            audience: row.audience,
            author_id: row.author_id,
        }),
    });
    Ok(standings.collect())
}

pub(super) async fn upsert_vault(
    connection: &mut PgConnection,
    vault: &Vault,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into vaults (id, name, mount, language, audience, author_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (id) do update
         set mount = excluded.mount, language = excluded.language, audience = excluded.audience,
             author_id = excluded.author_id",
        vault.id.0,
        vault.name,
        vault.mount,
        vault.language.as_ref().map(Language::as_str),
        vault.audience.as_str(),
        vault.author.map(|author| author.0),
        now.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}
