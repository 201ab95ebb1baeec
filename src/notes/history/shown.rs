//! A revision as it was: rendered again, with what its links mean today for whoever looks at it.

use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{Head, Revision, file_address};
use crate::{
    access::{Audience, Audiences},
    i18n::Locale,
    ids::FileId,
    notes::{
        read::{
            embeds,
            holes::{Holes, Target},
        },
        resolve, vaults,
        write::{self, NoteFile, Prepared, Settings},
    },
    text::language::Language,
};

/// So many links and embeds of a text lead somewhere; those beyond look as if they led nowhere.
const MOST_LINKS: usize = 2000;

/// An old text that can be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its title.
    pub title: String,
    /// The language that it is written in.
    pub language: String,
    /// HTML that is safe to send.
    pub html: String,
    /// Who could read the note if this were its text.
    pub audience: Audience,
    /// Whether it would be published then.
    pub is_published: bool,
}

/// A picture that a text shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which.
    pub file: FileId,
    /// Its name.
    pub name: String,
    /// Where these readers get it.
    pub address: String,
    /// What the author says of it.
    pub label: Option<String>,
    /// The line of the file where it stands, counted from 1.
    pub line: usize,
}

impl Picture {
    /// What stands for it where it cannot be seen.
    #[must_use]
    pub fn words(&self) -> &str {
        self.label.as_deref().filter(|label| !label.is_empty()).unwrap_or(&self.name)
    }
}

/// A text that was prepared, with what its links mean.
struct Rendered {
    prepared: Prepared,
    targets: Vec<Target>,
}

/// Renders a revision for a visitor who may read it. `None` where this program cannot read its front matter any more.
/// Other notes that it embeds are links: they are not as they were then.
///
/// # Errors
/// When the database does not answer, or the rendering was broken off.
pub async fn show(
    db: &mut PgConnection,
    note: &Head,
    revision: &Revision,
    locale: Locale,
    audiences: &Audiences,
) -> anyhow::Result<Option<Shown>> {
    let Some(rendered) = render(db, note, revision, audiences).await? else { return Ok(None) };
    let Rendered { prepared, targets } = rendered;
    let holes = Holes { targets, texts: Vec::new() };
    let html = embeds::fill_piece(prepared.html(), note.id, revision.entry.id, &holes, locale);
    Ok(Some(Shown {
        html,
        title: prepared.title().to_owned(),
        language: prepared.language().to_string(),
        audience: prepared.audience,
        is_published: prepared.is_published(),
    }))
}

/// The pictures that a revision shows, in the order of its text.
///
/// # Errors
/// When the database does not answer, or the rendering was broken off.
pub async fn pictures(
    db: &mut PgConnection,
    note: &Head,
    revision: &Revision,
    audiences: &Audiences,
) -> anyhow::Result<Vec<Picture>> {
    let Some(rendered) = render(db, note, revision, audiences).await? else { return Ok(Vec::new()) };
    let picture = |target: &Target| {
        let file = target.file.as_ref().filter(|file| file.is_image())?;
        let link = rendered.prepared.links().get(target.ordinal).filter(|link| link.embed)?;
        Some(Picture {
            file: file.id(),
            name: file.name().to_owned(),
            address: file.address(),
            label: link.label.clone(),
            line: link.line,
        })
    };
    Ok(rendered.targets.iter().filter_map(picture).collect())
}

/// Whether a revision shows or links to a file, so that who may read the one may read the other.
///
/// # Errors
/// When the database does not answer, or the rendering was broken off.
pub async fn holds(
    db: &mut PgConnection,
    note: &Head,
    revision: &Revision,
    file: FileId,
    audiences: &Audiences,
) -> anyhow::Result<bool> {
    let rendered = render(db, note, revision, audiences).await?;
    let is_it = |target: &Target| target.file.as_ref().is_some_and(|found| found.id() == file);
    Ok(rendered.is_some_and(|rendered| rendered.targets.iter().any(is_it)))
}

async fn render(
    db: &mut PgConnection,
    note: &Head,
    revision: &Revision,
    audiences: &Audiences,
) -> anyhow::Result<Option<Rendered>> {
    let Ok(language) = Language::parse(&note.language) else { return Ok(None) };
    let vault = vaults::list(db).await?.into_iter().find(|vault| vault.id == note.vault);
    let Some(vault) = vault else { return Ok(None) };
    let settings = Settings { vault, private: Some(note.audience), language, zone: jiff::tz::TimeZone::UTC };
    let file = NoteFile { path: note.vault_path.clone(), text: revision.source.clone(), modified: None };
    let Ok(prepared) = spawn_blocking(move || write::prepare(file, &settings)).await? else {
        return Ok(None);
    };
    let links = prepared.links();
    let wanted = write::wanted(links.get(..MOST_LINKS).unwrap_or(links));
    let place = resolve::Place { note: note.id, vault: note.vault, vault_path: &note.vault_path };
    let meanings = resolve::meanings(db, &wanted, &place, audiences.ids()).await?;
    let address = |file| file_address(&note.path, revision.entry.number, file);
    let targets = prepared.links().iter().enumerate().take(MOST_LINKS).map(|(ordinal, link)| {
        let meaning = meanings.get(&ordinal).cloned().unwrap_or_default();
        Target {
            revision: revision.entry.id,
            ordinal,
            fragment: link.fragment.clone(),
            label: link.label.clone().filter(|_| link.embed),
            width: link.width,
            height: link.height,
            written: link.target.clone(),
            note: meaning.note,
            place: meaning.place,
            file: meaning.file.map(|file| file.for_keepers(address)),
        }
    });
    let targets = targets
        .filter(|target| target.note.is_some() || target.file.is_some() || is_embed(&prepared, target));
    let targets = targets.collect();
    Ok(Some(Rendered { prepared, targets }))
}

fn is_embed(prepared: &Prepared, target: &Target) -> bool {
    prepared.links().get(target.ordinal).is_some_and(|link| link.embed)
}
