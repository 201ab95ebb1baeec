//! The notes that somebody may change, in pages: authors their own, editors everyone's that they may read.

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{MOST, store};
use crate::{
    access::{Audience, Role},
    db::paging::{Page, PageNumber},
    ids::{NoteId, UserId},
    notes::{labels, moving::Mover},
    text::{fold, slug},
};

/// The longest part of a question, in bytes.
const LONGEST: usize = 500;
/// So many words of a title are asked for.
const WORDS: usize = 12;
/// So many authors are offered.
pub const AUTHORS: i64 = 200;

/// Whether a note is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Published,
    /// It will be by itself, at a time.
    Scheduled,
    /// It is not.
    Draft,
}

impl Standing {
    /// Every standing, as the page offers them.
    pub const ALL: [Self; 3] = [Self::Published, Self::Scheduled, Self::Draft];

    pub(super) const fn of(published: bool, scheduled: bool) -> Self {
        match (published, scheduled) {
            (true, _) => Self::Published,
            (false, true) => Self::Scheduled,
            (false, false) => Self::Draft,
        }
    }

    /// The word in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Scheduled => "scheduled",
            Self::Draft => "draft",
        }
    }
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest change first.
    #[default]
    Updated,
    /// By title, as people sort.
    Title,
}

/// What is asked of the list, as it stands in the address. What means nothing is not asked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// A folder's address below `/notes/`, or how it is called; notes below it count.
    pub folder: String,
    /// A tag; those nested in it count.
    pub tag: String,
    /// An audience by its name.
    pub audience: String,
    /// A [`Standing`].
    pub state: String,
    /// An author's id.
    pub author: String,
    /// The beginnings of words of the title.
    pub title: String,
    /// `title`, else by the latest change.
    pub sort: String,
}

/// A note of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which.
    pub id: NoteId,
    /// Its address below `/notes/`.
    pub path: String,
    /// The folder of that address.
    pub folder: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// The name of its vault.
    pub vault: String,
    /// Where it lies in it.
    pub vault_path: String,
    /// Who may read it.
    pub audience: Audience,
    /// Whether it is published.
    pub standing: Standing,
    /// When it will be by itself.
    pub publish_at: Option<Timestamp>,
    /// Its tags as they are written.
    pub tags: Vec<String>,
    /// When it was changed last.
    pub updated: Timestamp,
    /// Who saved its newest text, where that is known.
    pub by: Option<String>,
}

/// Somebody whose notes there are.
#[derive(Clone, Debug)]
pub struct Author {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
}

impl Filter {
    /// The order asked for.
    #[must_use]
    pub fn order(&self) -> Order {
        if self.sort == "title" { Order::Title } else { Order::Updated }
    }

    /// The audience asked for.
    #[must_use]
    pub fn audience(&self) -> Option<Audience> {
        self.audience.parse().ok()
    }

    /// The standing asked for.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        Standing::ALL.into_iter().find(|standing| standing.as_str() == self.state)
    }

    /// Whether everything is shown.
    #[must_use]
    pub fn is_open(&self, by: &Mover) -> bool {
        self.labels().is_none() && (by.role < Role::Editor || self.author.parse::<UserId>().is_err())
    }

    /// What is asked as a query of a list's address, in a fixed order and without what is as usual.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("title", &self.title),
            ("folder", &self.folder),
            ("tag", &self.tag),
            ("audience", &self.audience),
            ("state", &self.state),
            ("author", &self.author),
            ("sort", &self.sort),
        ];
        all.into_iter()
            .map(|(name, value)| (name, value.trim()))
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    /// As the database is asked.
    pub(super) fn ask<'a>(&self, by: &'a Mover) -> store::list::Ask<'a> {
        store::list::Ask { by, whose: self.whose(by), labels: self.labels(), order: self.order() }
    }

    /// Whose notes are asked for: authors have their own alone.
    fn whose(&self, by: &Mover) -> Option<UserId> {
        if by.role < Role::Editor { Some(by.id) } else { self.author.parse().ok() }
    }

    /// What the notes are to be labelled with, as a `tsquery`; see `notes.labels`.
    fn labels(&self) -> Option<String> {
        let mut wanted = Vec::new();
        let given = |text: &str| {
            Some(text.trim().to_owned()).filter(|text| !text.is_empty() && text.len() <= LONGEST)
        };
        if let Some(folder) = given(&self.folder) {
            let segments = folder.split('/').map(str::trim).filter(|part| !part.is_empty()).map(slug::slug);
            let path = segments.collect::<Vec<_>>().join("/");
            wanted.push(format!("{}:*", labels::lexeme(&format!("/{path}/"))));
        }
        if let Some(tag) = given(&self.tag) {
            wanted.push(labels::lexeme(&labels::tag(&fold::key(tag.trim_start_matches('#')))));
        }
        wanted.extend(self.audience().map(|audience| labels::lexeme(&format!("> {audience}"))));
        wanted.extend(self.standing().map(|standing| labels::lexeme(&format!("= {}", standing.as_str()))));
        if let Some(title) = given(&self.title) {
            let words = fold::bare_words(&title).into_iter().take(WORDS);
            wanted.extend(words.map(|word| format!("{}:*", labels::lexeme(&word))));
        }
        (!wanted.is_empty()).then(|| wanted.join(" & "))
    }
}

/// A page of the list.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &mut PgConnection,
    filter: &Filter,
    page: PageNumber,
    by: &Mover,
) -> sqlx::Result<Page<Row>> {
    Ok(Page::of(store::list::list(db, &filter.ask(by), page).await?, page))
}

/// All notes of the list; one more than [`MOST`] where there are more than that.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &mut PgConnection, filter: &Filter, by: &Mover) -> sqlx::Result<Vec<NoteId>> {
    store::list::all(db, &filter.ask(by), i64::try_from(MOST + 1).unwrap_or(i64::MAX)).await
}

/// Those whose notes an editor may change, by name; at most [`AUTHORS`]. An author has no choice.
///
/// # Errors
/// When the database does not answer.
pub async fn authors(db: &mut PgConnection, by: &Mover) -> sqlx::Result<Vec<Author>> {
    if by.role < Role::Editor { Ok(Vec::new()) } else { store::list::authors(db, by).await }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_becomes_one_question() {
        let filter = Filter {
            folder: " Árvores /De fruta/".into(),
            tag: "#Soil/Acid".into(),
            audience: "members".into(),
            state: "draft".into(),
            title: "Maçãs d'água".into(),
            ..Filter::default()
        };
        assert_eq!(
            filter.labels().unwrap(),
            "'/arvores/de-fruta/':* & '# soil/acid' & '> members' & '= draft' & 'macas':* & 'd':* & 'agua':*"
        );
        let odd =
            Filter { audience: "x".into(), state: "y".into(), title: " !? ".into(), ..Filter::default() };
        assert_eq!(odd.labels(), None);
    }

    #[test]
    fn authors_ask_for_their_own() {
        let mut by = Mover { id: UserId::new(), role: Role::Author, audiences: Vec::new() };
        let other = UserId::new();
        let filter = Filter { author: other.to_string(), ..Filter::default() };
        assert_eq!(filter.whose(&by), Some(by.id));
        assert!(filter.is_open(&by));
        by.role = Role::Editor;
        assert_eq!(filter.whose(&by), Some(other));
        assert!(!filter.is_open(&by) && Filter::default().is_open(&by));
        assert_eq!(Filter::default().whose(&by), None);
    }
}
