//! Pictures and other files that come with what somebody writes.

use std::{fs::File, path::PathBuf};

use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{Writer, store};
use crate::{
    files::{self, attach},
    ids::{FileId, VaultId},
    notes::{name, vaults, write},
    storage::Blobs,
    text::fold,
};

/// The folder of a vault that they lie in.
const FOLDER: &str = "attachments";

/// A file that was put into a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// How links call it.
    pub name: String,
    /// Its address.
    pub address: String,
    /// What shows it in a text, or links to it.
    pub markdown: String,
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// The vault is not there any more.
    #[error("no such vault")]
    NotFound,
    /// The file could not be read or stored.
    #[error("the file could not be stored: {0}")]
    Storage(#[from] std::io::Error),
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The work was broken off.
    #[error("storing was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// Puts a file into a vault (`None`: the garden's own) under a name that nothing there has. Until a note shows it,
/// nobody but its bringer may read it. Begin, commit and bump the generation around it.
///
/// # Errors
/// See [`AttachError`]; nothing of it is to be committed then.
pub async fn attach(
    db: &mut PgConnection,
    blobs: &Blobs,
    (path, called): (PathBuf, &str),
    vault: Option<VaultId>,
    by: &Writer,
    now: Timestamp,
) -> Result<Attached, AttachError> {
    attach::hold_for_transaction(db).await?;
    let (blobs, wished) = (blobs.clone(), wished(called));
    let given = wished.clone();
    let mut attachment =
        spawn_blocking(move || attach::take_in(&blobs, &given, &mut File::open(path)?)).await??;
    write::lock(db).await?;
    let vault = match vault {
        Some(vault) => vaults::get(db, vault).await?.ok_or(AttachError::NotFound)?,
        None => vaults::own(db, now).await?,
    };
    attachment.name = free(db, vault.id, &wished).await?;
    let (file, name) = (FileId::new(), attachment.name.clone());
    let kind = attachment.media_type.split('/').next().unwrap_or_default().to_owned();
    attach::keep(db, &[(file, attachment)], now).await?;
    write::name_attachments(db, vault.id, &[(file, format!("{FOLDER}/{name}"))]).await?;
    attach::lend(db, file, by.id).await?;
    let mark = if matches!(&*kind, "image" | "audio" | "video") { "!" } else { "" };
    Ok(Attached { markdown: format!("{mark}[[{name}]]"), address: files::address(file, &name), name })
}

/// The name that a file asks for. One that is a note's by its ending would never be shown as a file.
fn wished(called: &str) -> String {
    let last = called.rsplit(['/', '\\']).next().unwrap_or(called);
    let name = name::made_of(last);
    let is_note = crate::text::form::Form::of(&name).is_some();
    match (name.is_empty(), is_note) {
        (true, _) => "file".to_owned(),
        (_, true) => format!("{name}.txt"),
        _ => name,
    }
}

/// A name that no file of the vault is called by: `leaf 2.png`.
async fn free(db: &mut PgConnection, vault: VaultId, wished: &str) -> sqlx::Result<String> {
    let (stem, extension) = match wished.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (wished, String::new()),
    };
    for count in 1..200 {
        let name = if count == 1 { wished.to_owned() } else { format!("{stem} {count}{extension}") };
        if !store::is_called(db, vault, &fold::key(&name)).await? {
            return Ok(name);
        }
    }
    Ok(format!("{stem} {}{extension}", uuid::Uuid::now_v7().simple()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_usable() {
        assert_eq!(wished("C:\\pictures\\a [leaf].png"), "a leaf .png");
        assert_eq!(wished("../../etc/passwd"), "passwd");
        assert_eq!(wished("note.md"), "note.md.txt");
        assert_eq!(wished("..."), "file");
    }
}
