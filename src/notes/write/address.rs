//! Addresses: given once, kept for ever.
//!
//! An address that ever led to a note leads to no other. A newcomer whose address is taken gets a suffix from the
//! hash of its vault's name and its path, so that the same vault gives the same addresses in every garden. Within
//! one call the order of the notes decides, so callers hand them over sorted by path.

use std::collections::{HashMap, HashSet};

use sqlx::PgConnection;
use uuid::Uuid;

use super::{Prepared, store};
use crate::{i18n::Locale, notes::vaults::Vault, text::slug};

/// Finds an address for each of these notes.
pub(super) async fn allot(
    connection: &mut PgConnection,
    vault: &Vault,
    newcomers: &[(Uuid, &Prepared)],
) -> Result<HashMap<Uuid, String>, sqlx::Error> {
    let wishes: Vec<[String; 2]> = newcomers.iter().map(|(_, note)| wishes(vault, note)).collect();
    let asked: Vec<String> = wishes.iter().flatten().cloned().collect();
    let mut owners = store::find_owners_of_paths(connection, &asked).await?;
    let mut allotted = HashMap::new();
    for ((id, note), wishes) in newcomers.iter().zip(wishes) {
        let free = |path: &String| owners.get(path).is_none_or(|owner| owner == id);
        let path = match wishes.iter().find(|path| free(path)) {
            Some(path) => path.clone(),
            None => another(connection, vault, note, *id, &owners).await?,
        };
        owners.insert(path.clone(), *id);
        allotted.insert(*id, path);
    }
    Ok(allotted)
}

/// The plain address and the one with a suffix.
fn wishes(vault: &Vault, note: &Prepared) -> [String; 2] {
    let plain = note.wanted_address(&vault.mount);
    let suffixed = with_suffix(&plain, vault, note, 0);
    [plain, suffixed]
}

fn with_suffix(plain: &str, vault: &Vault, note: &Prepared, attempt: u32) -> String {
    let mut text = format!("{}/{}", vault.name, note.vault_path);
    if attempt > 0 {
        // A hash that is taken, too: a file that happens to be called so, or one that lay here before.
        text = format!("{text}#{attempt}");
    }
    format!("{plain}-{}", slug::short_hash(&text))
}

async fn another(
    connection: &mut PgConnection,
    vault: &Vault,
    note: &Prepared,
    id: Uuid,
    owners: &HashMap<String, Uuid>,
) -> Result<String, sqlx::Error> {
    let plain = note.wanted_address(&vault.mount);
    for attempt in 1..u32::MAX {
        let path = with_suffix(&plain, vault, note, attempt);
        let stored = store::find_owners_of_paths(connection, std::slice::from_ref(&path)).await?;
        if [owners.get(&path), stored.get(&path)].into_iter().flatten().all(|owner| *owner == id) {
            return Ok(path);
        }
    }
    // Four thousand million files of one name: an id of its own is as good an address as any.
    Ok(format!("{plain}-{id}"))
}

/// Redirects from permalinks that no address stands in the way of. Called when all notes of an import have their
/// addresses: a file's own place comes before another file's wish.
///
/// # Errors
/// When the database fails.
pub async fn redirect_permalinks(
    connection: &mut PgConnection,
    vault: &Vault,
    now: jiff::Timestamp,
) -> Result<u64, sqlx::Error> {
    let wishes: Vec<(Uuid, String)> = store::list_permalinks(connection, vault.id)
        .await?
        .into_iter()
        .map(|(note, key)| (note, super::limits::address(&vault.mount, &slug::note_path(&key))))
        .collect();
    let asked: Vec<String> = wishes.iter().map(|(_, path)| path.clone()).collect();
    let taken = store::find_owners_of_paths(connection, &asked).await?;
    let mut seen = HashSet::new();
    let (notes, paths): (Vec<Uuid>, Vec<String>) =
        wishes.into_iter().filter(|(_, path)| !taken.contains_key(path) && seen.insert(path.clone())).unzip();
    if paths.is_empty() {
        return Ok(0);
    }
    store::insert_paths(connection, &paths, &notes, now).await
}

/// The folder of an address; empty at the root.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folders above an address, from the top, each with its name as the vault spells it. One that is named by the
/// code of a language that we know has that language's name: `pt-br` is "Português (Brasil)".
pub(super) fn folders_above(path: &str, vault_path: &str) -> Vec<(String, String)> {
    let folder = folder_of(path);
    let mut written: Vec<&str> =
        vault_path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    written.pop();
    let slugs: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    // What is above the vault's own folders is its mount, an address that nobody spelt as a name.
    let mounted = slugs.len().saturating_sub(written.len());
    let mut above = Vec::new();
    let mut at = String::new();
    for (index, segment) in slugs.iter().enumerate() {
        if !at.is_empty() {
            at.push('/');
        }
        at.push_str(segment);
        let name = index.checked_sub(mounted).and_then(|index| written.get(index)).copied();
        let title = match (name.unwrap_or(segment).parse::<Locale>(), name) {
            (Ok(locale), _) => locale.full_name().to_owned(),
            (Err(()), Some(name)) => name.to_owned(),
            (Err(()), None) => slug::as_words(segment),
        };
        above.push((at.clone(), title));
    }
    above
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_keep_their_spelling() {
        let above = folders_above("guia/arvores/de-fruta/macieira", "Árvores/De fruta/Macieira.md");
        let expected = [("guia", "Guia"), ("guia/arvores", "Árvores"), ("guia/arvores/de-fruta", "De fruta")];
        assert_eq!(above, expected.map(|(path, title)| (path.to_owned(), title.to_owned())));
        assert_eq!(folders_above("a", "A.md"), []);
    }

    #[test]
    fn folders_named_by_a_language_have_its_name() {
        let titles = |path, vault_path| {
            folders_above(path, vault_path).into_iter().map(|(_, title)| title).collect::<Vec<_>>()
        };
        assert_eq!(titles("pt-br/en/a", "en/A.md"), ["Português (Brasil)", "English"]);
        assert_eq!(titles("a/es/b", "a/ES/B.md"), ["a", "Español"]);
        assert_eq!(titles("eng/pt/fr/b", "eng/pt/fr/B.md"), ["eng", "pt", "fr"]);
        assert_eq!(titles("study-notes/pt-br/b", "B.md"), ["Study notes", "Português (Brasil)"]);
    }
}
