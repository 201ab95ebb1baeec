//! Where a new note is to lie.

use sqlx::PgConnection;

use super::{Writer, store};
use crate::{
    ids::VaultId,
    notes::{name, write},
    text::{form::Form, front_matter, slug},
};

/// How many places of one name are tried before a note gets one that nobody would choose.
const TRIES: u32 = 200;

/// The folder of a vault that a new note is to lie in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// The vault; `None`: the garden's own.
    pub vault: Option<VaultId>,
    /// The folder in it; empty for none.
    pub folder: String,
}

/// The place of a folder of the garden, `folder` being its address below `/notes/`. What is no folder that this person
/// may know of leads to the garden's own vault.
///
/// # Errors
/// When the database does not answer.
pub async fn home(db: &mut PgConnection, folder: &str, by: &Writer) -> sqlx::Result<Home> {
    if folder.is_empty() || folder.len() > 1000 || folder.contains('\0') {
        return Ok(Home::default());
    }
    let Some((vault, vault_path, path)) = store::find_home(db, folder, by).await? else {
        return Ok(Home::default());
    };
    // The note may lie deeper than the folder, by as many folders in its vault as in its address.
    let deeper = path.matches('/').count().saturating_sub(folder.matches('/').count() + 1);
    let mut folders: Vec<&str> = vault_path.split('/').collect();
    folders.truncate(folders.len().saturating_sub(1 + deeper));
    Ok(Home { vault: Some(vault), folder: folders.join("/") })
}

/// What somebody wrote for a new note's place, `Folder/Name` with or without `.md`, as a place in a vault. Where they
/// wrote no name, the title is it. `None`: no file can be called so.
#[must_use]
pub fn read(written: &str, source: &str, untitled: &str) -> Option<String> {
    let written = written.trim();
    let (folder, file) = written.rsplit_once('/').unwrap_or(("", written));
    let folder = name::folder(folder)?;
    let file = file.trim();
    let file = if file.is_empty() {
        let made = name::made_of(&title(source));
        format!("{}.md", if made.is_empty() { untitled } else { &made })
    } else if Form::of(file).is_some() {
        file.to_owned()
    } else {
        format!("{file}.md")
    };
    name::is_usable(Form::stem(&file))
        .then(|| if folder.is_empty() { file.clone() } else { format!("{folder}/{file}") })
}

/// The name of a note's file for a title.
#[must_use]
pub fn name_for(title: &str) -> String {
    name::made_of(title)
}

/// The title that a text gives itself; empty for none.
fn title(source: &str) -> String {
    let (matter, body) = match front_matter::parse(source) {
        Ok((matter, body)) => (matter.title, body.text),
        Err(_) => (None, front_matter::split(source).1),
    };
    let heading = || body.lines().find_map(|line| line.trim_start().strip_prefix("# ")).map(str::to_owned);
    matter.or_else(heading).unwrap_or_default()
}

/// A place like the wished one that no file of the vault has: `Name 2.md`. Within the writers' lock.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn free(db: &mut PgConnection, vault: VaultId, wished: &str) -> sqlx::Result<String> {
    for place in numbered(wished) {
        if !store::is_taken(db, vault, &write::path_key(&place)).await? {
            return Ok(place);
        }
    }
    let (stem, extension) = parted(wished);
    Ok(format!("{stem} {}{extension}", uuid::Uuid::now_v7().simple()))
}

/// The places of notes that were to lie at one: that one, and behind it those with a number.
pub(super) fn numbered(wished: &str) -> impl Iterator<Item = String> {
    let (stem, extension) = parted(wished);
    (1..TRIES)
        .map(move |count| if count == 1 { wished.to_owned() } else { format!("{stem} {count}{extension}") })
}

/// A place without its extension, and that with its dot.
fn parted(place: &str) -> (&str, &str) {
    let bare = slug::strip_note_extension(place);
    let stem = if bare.len() < place.len() { bare.len() } else { place.rfind('.').unwrap_or(place.len()) };
    place.split_at(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_folder_and_a_name() {
        let read = |written, source| read(written, source, "Untitled");
        assert_eq!(read("Beds/Beans", "").as_deref(), Some("Beds/Beans.md"));
        assert_eq!(read(" Beds / Beans.MD ", "").as_deref(), Some("Beds/Beans.MD"));
        assert_eq!(read("Plan.canvas", "").as_deref(), Some("Plan.canvas"));
        assert_eq!(
            read("Beds/", "---\ntitle: \"Peas: a story\"\n---\n").as_deref(),
            Some("Beds/Peas a story.md")
        );
        assert_eq!(read("", "\n# Marrows\n\ntext").as_deref(), Some("Marrows.md"));
        assert_eq!(read("", "text").as_deref(), Some("Untitled.md"));
        assert_eq!(read("a/../b", ""), None);
        assert_eq!(read("a#b", ""), None);
    }
}
