//! Publishing a note now, later, or not: one property of its text, and no other byte of it.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{EditError, Editable, Ground, Stored, Writer, save, settings_of};
use crate::{
    ids::{NoteId, RevisionId},
    notes::write::{self, By, Item, Origin, Prepared, Settings},
    text::{
        form::Form,
        front_matter::{self, Change, Publish, Refused},
    },
};

/// When a note is to be there for its readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// From now on.
    Now,
    /// From a time on, as front matter says it. One that has been is now.
    At(String),
    /// Not until somebody says so: a draft.
    Never,
}

impl When {
    /// The text that says so, byte for byte the same besides.
    ///
    /// # Errors
    /// Where the front matter cannot be read, or says it in a way that only its author can change.
    pub fn written(&self, source: &str) -> Result<String, Refused> {
        let word = match self {
            Self::Now => "true",
            Self::At(time) => time,
            Self::Never => "false",
        };
        front_matter::edit(source, &[Change::Publish(Some(word.to_owned()))])
    }
}

/// Whether a text says that it is a draft.
#[must_use]
pub fn says_draft(source: &str) -> bool {
    front_matter::parse(source).is_ok_and(|(matter, _)| matter.publish == Some(Publish::No))
}

/// Whether the text of a file can say when it is to be published. Boards and tables have no front matter: they are there
/// as soon as they are saved.
#[must_use]
pub fn can_wait(vault_path: &str) -> bool {
    matches!(Form::of(vault_path), None | Some(Form::Note))
}

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// When the note is to be there.
    pub when: &'a When,
    /// What the history says of it.
    pub summary: Option<String>,
    /// The revision that was looked over: no other is published. Without one, whichever is the newest.
    pub looked_over: Option<RevisionId>,
}

/// Why a note stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// It was saved after it was looked over.
    #[error("the note was saved meanwhile")]
    SavedMeanwhile,
    /// Its front matter cannot be changed so.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The text cannot be saved.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl From<sqlx::Error> for PublishError {
    fn from(error: sqlx::Error) -> Self {
        Self::Edit(error.into())
    }
}

impl Editable {
    /// Whether its text can say when it is to be published.
    #[must_use]
    pub fn can_wait(&self) -> bool {
        can_wait(&self.vault_path)
    }

    /// Whether it is to be looked over before a wish comes true: it was not there yet, and is to be.
    #[must_use]
    pub fn appears(&self, when: &When) -> bool {
        !self.published && *when != When::Never
    }
}

/// Writes into the newest text of a note when it is to be published, and saves it. A draft of that text that its writer has
/// not saved stays.
///
/// # Errors
/// See [`PublishError`]; nothing of it is to be committed then.
pub async fn publish(
    db: &mut PgConnection,
    note: NoteId,
    wish: Wish<'_>,
    by: &Writer,
    ground: &Ground,
    now: Timestamp,
) -> Result<Stored, PublishError> {
    let before = save::find(db, note, by).await?;
    let ready = prepared(db, &before, wish.when, ground).await?;
    write::lock(db).await?;
    let current = save::find(db, note, by).await?;
    if wish.looked_over.is_some_and(|revision| revision != current.revision) {
        return Err(PublishError::SavedMeanwhile);
    }
    let same = |one: &Editable| (one.revision, one.vault_path.clone(), one.author);
    // Others need not wait while it is rendered, unless it was saved meanwhile.
    let (ready, settings) = if same(&before) == same(&current) {
        ready
    } else {
        prepared(db, &current, wish.when, ground).await?
    };
    let item = Item { note: Some(note), moved: false, prepared: ready };
    let saver = By { author: Some(by.id), origin: Origin::Edit, summary: wish.summary };
    Ok(save::stored(db, &settings, item, (&saver, by), now).await?)
}

async fn prepared(
    db: &mut PgConnection,
    note: &Editable,
    when: &When,
    ground: &Ground,
) -> Result<(Prepared, Settings), PublishError> {
    let text = when.written(&note.source)?;
    let settings = settings_of(db, (note.vault, note.author), ground).await?;
    Ok((save::prepared(&note.vault_path, text, &settings).await?, settings))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_line_says_it_and_nothing_else_changes() {
        let source = "---\r\n# mine\r\ntitle:  'A'\r\npublish: no # for now\r\nx: 1\r\n---\r\nText\r\n";
        let published = When::Now.written(source).unwrap();
        assert_eq!(published, source.replace("publish: no", "publish: true"));
        assert!(says_draft(source) && !says_draft(&published));
        assert_eq!(When::Never.written("Text").unwrap(), "---\npublish: false\n---\nText");
        assert!(When::Now.written("---\ntitle: [\n---\n").is_err());
        assert!(!says_draft("Text") && !says_draft("---\ntitle: [\n---\n"));
    }

    #[test]
    fn boards_and_tables_cannot_wait() {
        assert!(can_wait("A.md") && can_wait("A") && !can_wait("A.canvas") && !can_wait("A.base"));
    }

    proptest! {
        #[test]
        fn what_is_taken_back_and_published_again_says_the_rest_as_before(
            title in "[a-z ]{0,8}", other in "[a-z: #]{0,8}", body in "[a-z#\n-]{0,20}"
        ) {
            let source = format!("---\ntitle: {title}\nmine: '{other}'\n---\n{body}");
            if let Ok(withdrawn) = When::Never.written(&source) {
                prop_assert!(says_draft(&withdrawn));
                let again = When::Now.written(&withdrawn).unwrap();
                prop_assert!(!says_draft(&again));
                prop_assert_eq!(again.replace("publish: true\n", ""), source);
            }
        }
    }
}
