//! What to look at before a text is published: what its readers would stumble over, line by line.
//!
//! What the text alone tells is found in `text::markdown::faults`; how its links stand is one query, which tells their writer
//! nothing of notes that they may not read.

use std::collections::{BTreeSet, HashMap};

use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{EditError, Ground, Writer, preview::Where, settings_of};
use crate::{
    access::{Audience, MEMBERS, PUBLIC},
    ids::{NoteId, UserId, VaultId},
    notes::{
        resolve::{self, Standing},
        vaults::Vault,
        write::{self, NoteFile, Prepared, Settings, Unusable},
    },
    text::{
        form::Form,
        front_matter,
        markdown::{self, Fault, FaultKind, Link, Options},
    },
};

/// So many findings are told at once.
pub const MOST: usize = 200;
/// So many links of a text are followed.
const MOST_LINKS: usize = 2000;
/// The longest piece of a line that is shown, in characters.
const LONGEST_LINE: usize = 160;

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line of the file, counted from 1; `None`: it concerns the note as a whole.
    pub line: Option<usize>,
    /// What stands in that line.
    pub text: String,
    /// What is found there.
    pub kind: Kind,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The text cannot be saved as it is.
    Unusable(Unusable),
    /// The note has no description.
    NoDescription,
    /// What the text itself tells.
    Fault(FaultKind),
    /// A link to a note or file that is not there, as far as its writer may know.
    Missing(String),
    /// The same for something that is to be shown in place.
    MissingEmbed(String),
    /// A link to a draft.
    Draft(String),
    /// A link to a note that some readers of this one may not read.
    Hidden(String),
    /// A link to a heading or block that the note does not have.
    NoPlace {
        /// What the link calls it.
        place: String,
        /// The title of the note.
        title: String,
    },
}

/// All that was found.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// In the order of the lines, at most [`MOST`].
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub more: usize,
    /// Whether nobody but its author is to read the text.
    pub is_private: bool,
}

impl Checks {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.findings.len() + self.more
    }

    /// Whether the text can be saved at all.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        !self.findings.iter().any(|finding| matches!(finding.kind, Kind::Unusable(_)))
    }

    fn of(text: &str, mut found: Vec<(Option<usize>, Kind)>) -> Self {
        found.sort_by_key(|(line, _)| *line);
        let more = found.len().saturating_sub(MOST);
        found.truncate(MOST);
        let lines: Vec<&str> = text.lines().collect();
        let findings = found.into_iter().map(|(line, kind)| {
            let written = line.and_then(|line| lines.get(line.checked_sub(1)?)).copied().unwrap_or_default();
            Finding { line, text: written.trim().chars().take(LONGEST_LINE).collect(), kind }
        });
        Self { findings: findings.collect(), more, is_private: false }
    }
}

/// Looks a text over for its writer, whether it is saved or not. Three queries at most.
///
/// # Errors
/// See [`EditError`].
pub async fn check(
    db: &mut PgConnection,
    source: String,
    (at, author): (&Where, Option<UserId>),
    by: &Writer,
    ground: &Ground,
) -> Result<Checks, EditError> {
    let settings = match at.vault {
        Some(vault) => settings_of(db, (vault, author), ground).await?,
        None => fresh(db, author, ground).await?,
    };
    let (path, text) = (at.vault_path.clone(), source.clone());
    let looked = spawn_blocking(move || look_over(text, path, &settings)).await?;
    let (prepared, mut found) = match looked {
        Ok(looked) => looked,
        Err(wrong) => {
            let line = match &wrong {
                Unusable::FrontMatter { line, .. } => Some(*line),
                Unusable::NobodyToReadIt => None,
            };
            return Ok(Checks::of(&source, vec![(line, Kind::Unusable(wrong))]));
        }
    };
    let links = prepared.links();
    let mut wanted = write::wanted(links.get(..MOST_LINKS).unwrap_or(links));
    wanted.retain(|link| !shows_itself(&link.target, &at.vault_path));
    let place = resolve::Place {
        note: at.note.unwrap_or_default(),
        vault: at.vault.unwrap_or_default(),
        vault_path: &at.vault_path,
    };
    let standings = resolve::standings(db, &wanted, &place, &by.audiences, &readers(&prepared)).await?;
    found.extend(standings.into_iter().filter_map(|(ordinal, standing)| {
        let link = prepared.links().get(ordinal)?;
        Some((Some(link.line), of_link(link, standing, &prepared)?))
    }));
    let is_private = prepared.audience == Audience::Private;
    Ok(Checks { is_private, ..Checks::of(&source, found) })
}

/// A saved note that is to be published.
#[derive(Clone, Debug)]
pub struct Appearing {
    /// Which.
    pub note: NoteId,
    /// Its vault.
    pub vault: VaultId,
    /// Where it lies in it.
    pub vault_path: String,
    /// Whose it is.
    pub author: Option<UserId>,
    /// Its text as it is to be published; its links are those that it is saved with.
    pub source: String,
}

/// How much there is to look at in notes that are to be published together; where there is nothing, none is told. One query
/// for all of them, beside those for what they inherit.
///
/// # Errors
/// See [`EditError`].
pub async fn count_together(
    db: &mut PgConnection,
    notes: Vec<Appearing>,
    by: &Writer,
    ground: &Ground,
) -> Result<HashMap<NoteId, usize>, EditError> {
    let ids: Vec<NoteId> = notes.iter().map(|note| note.note).collect();
    let standings = resolve::standings_of_notes(db, &ids, &by.audiences).await?;
    let owners: BTreeSet<_> = notes.iter().map(|note| (note.vault, note.author)).collect();
    let mut settings = HashMap::new();
    for owner in owners {
        settings.insert(owner, settings_of(db, owner, ground).await?);
    }
    let count = move |note: Appearing| {
        let settings = settings.get(&(note.vault, note.author))?;
        let own = note.vault_path.clone();
        let Ok((prepared, found)) = look_over(note.source, note.vault_path, settings) else {
            return Some((note.note, 1));
        };
        let links = standings.get(&note.note).map(Vec::as_slice).unwrap_or_default().iter();
        let told = links.filter(|(ordinal, standing)| {
            let link = prepared.links().get(*ordinal).filter(|link| !shows_itself(&link.target, &own));
            link.and_then(|link| of_link(link, standing.clone(), &prepared)).is_some()
        });
        let count = found.len() + told.count();
        (count > 0).then_some((note.note, count))
    };
    Ok(spawn_blocking(move || notes.into_iter().filter_map(count).collect()).await?)
}

/// Whether a link is to the place of its own note: what that shows of itself was looked at with the text.
fn shows_itself(target: &str, vault_path: &str) -> bool {
    target.strip_prefix('/') == Some(vault_path)
}

/// What a note inherits that is to be the first of the garden's own vault.
async fn fresh(db: &mut PgConnection, author: Option<UserId>, ground: &Ground) -> sqlx::Result<Settings> {
    let (vault, language, zone) = (Vault::new(""), ground.language.clone(), ground.zone.clone());
    write::settings_of(db, vault, author, language, zone).await
}

type Found = Vec<(Option<usize>, Kind)>;

/// All that can be told without the database.
fn look_over(text: String, path: String, settings: &Settings) -> Result<(Prepared, Found), Unusable> {
    let is_note = Form::of(&path).is_none_or(|form| form == Form::Note);
    let prepared = write::prepare(NoteFile { path, text, modified: None }, settings)?;
    let mut found = Vec::new();
    if !is_note {
        return Ok((prepared, found));
    }
    let Ok((matter, body)) = front_matter::parse(prepared.source()) else { return Ok((prepared, found)) };
    if matter.description.is_none_or(|description| description.trim().is_empty()) {
        found.push((None, Kind::NoDescription));
    }
    let options = Options {
        note_path_in_vault: prepared.vault_path(),
        first_line: body.first_line,
        title: Some(prepared.title()),
    };
    let faults = markdown::faults(body.text, &options);
    found.extend(faults.into_iter().map(|Fault { line, kind }| (Some(line), Kind::Fault(kind))));
    // What stands above the body is the cover, which the note's title speaks for.
    let pictures = prepared.links().iter().filter(|link| link.line >= body.first_line && link.is_picture());
    let silent = pictures.filter(|link| link.label.as_deref().is_none_or(|label| label.trim().is_empty()));
    found.extend(
        silent.map(|link| (Some(link.line), Kind::Fault(FaultKind::NoAlternative(link.target.clone())))),
    );
    Ok((prepared, found))
}

/// What those hold who may read the text, and no more than that; `resolve::standings_of_notes` has the same in SQL.
fn readers(prepared: &Prepared) -> Vec<i32> {
    match prepared.audience {
        Audience::Public | Audience::Unlisted => vec![PUBLIC.0],
        Audience::Members => vec![PUBLIC.0, MEMBERS.0],
        Audience::Private => vec![PUBLIC.0, MEMBERS.0, prepared.audience_id().0],
    }
}

/// What is to be told of a link that stands like this.
fn of_link(link: &Link, standing: Standing, prepared: &Prepared) -> Option<Kind> {
    let target = || link.target.clone();
    let place = || link.fragment.clone().unwrap_or_default();
    match standing {
        Standing::Missing if link.embed => Some(Kind::MissingEmbed(target())),
        Standing::Missing => Some(Kind::Missing(target())),
        Standing::Draft => Some(Kind::Draft(target())),
        Standing::Hidden => Some(Kind::Hidden(target())),
        Standing::Own if prepared.has_place(&place()) => None,
        Standing::Own => Some(Kind::Fault(FaultKind::MissingPlace(place()))),
        // A note's title is a place of its page, though no heading of its text may say it.
        Standing::NoPlace(title) if markdown::anchors(&place()) == markdown::anchors(&title) => None,
        Standing::NoPlace(title) => Some(Kind::NoPlace { place: place(), title }),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::text::language::Language;

    fn looked(path: &str, text: &str) -> Vec<(Option<usize>, Kind)> {
        let settings = Settings {
            vault: Vault::new("Garden"),
            private: None,
            language: Language::parse("en").unwrap(),
            zone: TimeZone::UTC,
        };
        look_over(text.to_owned(), path.to_owned(), &settings).unwrap().1
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let text = "---\ndescription: Beans.\ncover: pod.png\n---\n\n![[pod.png]]\n\n#### Deep\n\n## Sow\n\n![[#Gone]]\n";
        let kinds = [
            (Some(8), Kind::Fault(FaultKind::SkippedLevel(4))),
            (Some(12), Kind::Fault(FaultKind::MissingPlace("Gone".into()))),
            (Some(6), Kind::Fault(FaultKind::NoAlternative("pod.png".into()))),
        ];
        let found = looked("Beds/Beans.md", text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(kinds.iter().all(|kind| found.contains(kind)), "{found:?}");
    }

    #[test]
    fn a_note_without_description_is_told_so_and_a_board_is_not() {
        assert_eq!(looked("A.md", "Text."), [(None, Kind::NoDescription)]);
        assert_eq!(looked("A.md", "---\ndescription: ' '\n---\nText."), [(None, Kind::NoDescription)]);
        assert_eq!(looked("A.base", "views: []"), []);
    }

    #[test]
    fn no_more_are_told_than_anybody_reads() {
        let text = "x\n".repeat(2 * MOST);
        let found =
            (1..=2 * MOST).rev().map(|line| (Some(line), Kind::Fault(FaultKind::EmptyLink))).collect();
        let checks = Checks::of(&text, found);
        assert_eq!((checks.findings.len(), checks.more, checks.count()), (MOST, MOST, 2 * MOST));
        assert_eq!((checks.findings[0].line, checks.findings[0].text.as_str()), (Some(1), "x"));
    }
}
