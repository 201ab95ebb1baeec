//! Vaults: the named folders that notes come from, and what their notes inherit.

mod store;

use jiff::Timestamp;
use sqlx::PgConnection;

use crate::{
    access::Audience,
    ids::{UserId, VaultId},
    text::{language::Language, slug},
};

/// A vault and what its notes inherit where they say nothing themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vault {
    /// Its id.
    pub id: VaultId,
    /// Its name, unique in the garden.
    pub name: String,
    /// Where its notes live below `/notes/`: segments of an address, empty for the root.
    pub mount: String,
    /// The language of notes that name none; `None`: it is detected.
    pub language: Option<Language>,
    /// Who may read notes that do not say.
    pub audience: Audience,
    /// Who wrote the notes.
    pub author: Option<UserId>,
}

impl Vault {
    /// A vault at the root of the garden, for everybody.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            id: VaultId::new(),
            name: name.into(),
            mount: String::new(),
            language: None,
            audience: Audience::Public,
            author: None,
        }
    }

    /// What a person wrote for a mount, as an address: `/Guía rápida/` is `guia-rapida`.
    #[must_use]
    pub fn mount_of(under: &str) -> String {
        let segments = under.split('/').map(str::trim).filter(|segment| !matches!(*segment, "" | "." | ".."));
        segments.map(slug::slug).collect::<Vec<_>>().join("/")
    }
}

/// The vault of this name.
pub async fn find(connection: &mut PgConnection, name: &str) -> Result<Option<Vault>, sqlx::Error> {
    store::find_vault(connection, name).await
}

/// The vault of this id.
pub async fn get(connection: &mut PgConnection, id: VaultId) -> Result<Option<Vault>, sqlx::Error> {
    store::get_vault(connection, id).await
}

/// The garden's own vault, if anything was ever written there.
pub async fn find_own(connection: &mut PgConnection) -> Result<Option<Vault>, sqlx::Error> {
    store::find_own_vault(connection).await
}

/// How the garden's own vault is called, if no other is called so.
const OWN_NAME: &str = "Garden";

/// The garden's own vault, for notes that are written in the browser. It is made when the first of them is saved, within the
/// writers' lock.
pub async fn own(connection: &mut PgConnection, now: Timestamp) -> Result<Vault, sqlx::Error> {
    if let Some(vault) = store::find_own_vault(connection).await? {
        return Ok(vault);
    }
    let mut vault = Vault::new(OWN_NAME);
    let mut count = 1;
    while store::find_vault(connection, &vault.name).await?.is_some() {
        count += 1;
        vault.name = format!("{OWN_NAME} {count}");
    }
    store::upsert_vault(connection, &vault, now).await?;
    store::mark_own_vault(connection, vault.id).await?;
    Ok(vault)
}

/// Every vault, by name.
pub async fn list(connection: &mut PgConnection) -> Result<Vec<Vault>, sqlx::Error> {
    store::list_vaults(connection).await
}

/// A vault as its keeper sees it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The vault.
    pub vault: Vault,
    /// Whether any of its notes is published.
    pub published: bool,
}

/// Every vault by name, and whether it has readers.
pub async fn standings(connection: &mut PgConnection) -> Result<Vec<Standing>, sqlx::Error> {
    store::list_standings(connection).await
}

/// Keeps a vault: adds it, or changes what its notes inherit.
pub async fn keep(connection: &mut PgConnection, vault: &Vault, now: Timestamp) -> Result<(), sqlx::Error> {
    store::upsert_vault(connection, vault, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mount_is_an_address() {
        for (under, mount) in
            [("/Guía rápida/", "guia-rapida"), ("pt-BR", "pt-br"), ("a/../b", "a/b"), ("", "")]
        {
            assert_eq!(Vault::mount_of(under), mount);
        }
    }
}
