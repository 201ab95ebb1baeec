//! Many notes that go to other folders at once: what becomes of the links to them and of their own. Each note gets one
//! new text, however many of its links are turned.

use std::collections::{BTreeMap, HashMap, HashSet};

use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{
    Goal, Ground, MoveError, Mover, Name, Turned, carry_out::from, folder_of, name_of, rewrite,
    settings_by_vault, store, turned,
};
use crate::{
    ids::{NoteId, VaultId},
    notes::{vaults, write},
    text::fold,
};

/// So many notes are turned with such a move; beyond, it is not made.
pub const MOST_TURNED: usize = 1000;

/// A note and where it goes in its vault, by the name that it has.
#[derive(Clone, Debug)]
pub struct Going {
    /// Which.
    pub note: NoteId,
    /// Its vault.
    pub vault: VaultId,
    /// Where it lies in it.
    pub vault_path: String,
    /// Its newest text.
    pub source: String,
    /// Where it is to lie.
    pub to: String,
}

/// What a move of many would do.
#[derive(Clone, Debug, Default)]
pub struct Together {
    /// The texts of those notes that go whose own text changes.
    pub texts: HashMap<NoteId, String>,
    /// The other notes, whose links would be turned.
    pub turned: Vec<Turned>,
    /// Whether there are more of them than are turned.
    pub more: bool,
    /// Notes that this person may read and not change, in which links name the places that are left; [`MOST_TURNED`] of
    /// them, if there are more.
    pub lost: Vec<Name>,
}

/// The notes that cannot go where they are to: another lies there, or had that address, or goes there, too.
///
/// # Errors
/// When the database does not answer.
pub async fn taken(db: &mut PgConnection, going: &[Going]) -> sqlx::Result<HashSet<NoteId>> {
    let mounts: HashMap<VaultId, String> =
        vaults::list(db).await?.into_iter().map(|vault| (vault.id, vault.mount)).collect();
    let mut taken = HashSet::new();
    let (mut seen, mut asked) = (HashSet::new(), Vec::new());
    for one in going {
        let mount = mounts.get(&one.vault).map_or("", String::as_str);
        let (address, key) = (write::wanted_address(mount, &one.to), write::path_key(&one.to));
        if seen.insert((None, address.clone())) & seen.insert((Some(one.vault), key.clone())) {
            asked.push((one, address, key));
        } else {
            taken.insert(one.note);
        }
    }
    taken.extend(store::list_taken(db, &asked).await?);
    Ok(taken)
}

/// What the move would do to links, in texts that this person may change. Nothing is written.
///
/// # Errors
/// See [`MoveError`].
pub async fn together(
    db: &mut PgConnection,
    going: Vec<Going>,
    by: &Mover,
    ground: &Ground,
) -> Result<Together, MoveError> {
    if going.is_empty() {
        return Ok(Together::default());
    }
    let mut linking = store::list_linking_to(db, &going, by).await?;
    let mut theirs = store::list_linking_to_of_others(db, &going, by).await?;
    let own = store::list_relative(db, &going, by).await?;
    let shared = store::list_shared_names(db, &going).await?;
    let settings = settings_by_vault(db, ground).await?;
    let more = linking.len() > MOST_TURNED + going.len();
    linking.truncate(MOST_TURNED + going.len());
    spawn_blocking(move || {
        let targets = Targets::of(&going, &shared);
        let mut goals = goals_of_links(&mut linking, &targets);
        let astray = goals_of_links(&mut theirs, &targets);
        theirs.retain(|linking| astray.contains_key(&linking.note));
        theirs.truncate(MOST_TURNED);
        for link in own {
            let Some(one) = targets.get(link.note) else { continue };
            if folder_of(&one.going.vault_path) == folder_of(&one.going.to) {
                continue;
            }
            let path = match link.leads_to.and_then(|note| targets.get(note)) {
                Some(target) => target.going.to.clone(),
                None => from(&one.going.vault_path, &link.target),
            };
            goals.entry(link.note).or_default().insert(link.place, Goal { path, by_name: false });
        }
        let mut texts = HashMap::new();
        for one in &going {
            let (Some(goals), Some(settings)) = (goals.get(&one.note), settings.get(&one.vault)) else {
                continue;
            };
            if let Some((text, _)) = rewrite(&one.source, &one.to, goals, settings) {
                texts.insert(one.note, text);
            }
        }
        let others = linking.into_iter().filter(|linking| targets.get(linking.note).is_none());
        let turned =
            others.filter_map(|linking| turned(linking.clone(), goals.get(&linking.note)?, &settings));
        let turned = turned.collect();
        Together { texts, turned, more, lost: theirs.into_iter().map(Name::of).collect() }
    })
    .await
    .map_err(MoveError::from)
}

/// A note that goes, and what links call it by.
struct Target<'a> {
    going: &'a Going,
    before: HashSet<String>,
    after: HashSet<String>,
    all_after: HashSet<String>,
    by_name: bool,
}

struct Targets<'a>(HashMap<NoteId, Target<'a>>);

impl<'a> Targets<'a> {
    fn of(going: &'a [Going], shared: &HashSet<(VaultId, String)>) -> Self {
        let names = |path: &str, source: &str| write::names_of(path, source).into_iter().collect();
        let targets = going.iter().map(|going| {
            let target = Target {
                before: names(&going.vault_path, ""),
                after: names(&going.to, ""),
                all_after: names(&going.to, &going.source),
                by_name: !shared.contains(&(going.vault, fold::key(name_of(&going.to)))),
                going,
            };
            (going.note, target)
        });
        Self(targets.collect())
    }

    fn get(&self, note: NoteId) -> Option<&Target<'a>> {
        self.0.get(&note)
    }
}

/// Which links of which notes are to be turned, and to what. Links that find their note by what it is called in its new
/// place stay as they are.
fn goals_of_links(
    linking: &mut [store::Linking],
    targets: &Targets<'_>,
) -> HashMap<NoteId, BTreeMap<usize, Goal>> {
    let mut goals: HashMap<NoteId, BTreeMap<usize, Goal>> = HashMap::new();
    for note in linking {
        for link in &note.links {
            let Some(target) = link.leads_to.and_then(|note| targets.get(note)) else { continue };
            let astray = !link.is_called_by(&target.after)
                && (link.is_called_by(&target.before) || !link.is_called_by(&target.all_after));
            if astray {
                let goal = Goal { path: target.going.to.clone(), by_name: target.by_name };
                goals.entry(note.note).or_default().insert(link.place, goal);
            }
        }
    }
    goals
}
