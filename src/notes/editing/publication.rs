//! Publishing a note, and taking it back from its readers.
//!
//! Front matter is the one truth of it: `publish` is written there, nothing else of the text is touched, and the text is
//! saved as a revision.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{
    EditError, Editable, Ground, Stored, Writer,
    save::{find, prepared, stored},
    settings_of,
};
use crate::{
    ids::RevisionId,
    notes::write::{self, By, Item, Origin},
    text::{
        form::Form,
        front_matter::{self, Change, Refused},
    },
};

/// What is to become of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Readers are to see it, now.
    Publish,
    /// It is to be a draft.
    Withdraw,
}

impl Wish {
    /// The text that says so, byte for byte the same besides.
    ///
    /// # Errors
    /// Where the front matter cannot be read, or says it in a way that only its author can change.
    pub fn written(self, source: &str) -> Result<String, Refused> {
        let word = match self {
            Self::Publish => "true",
            Self::Withdraw => "false",
        };
        front_matter::edit(source, &[Change::Publish(Some(word.to_owned()))])
    }
}

/// Whether a text says that it is a draft.
#[must_use]
pub fn says_draft(source: &str) -> bool {
    front_matter::parse(source).is_ok_and(|(matter, _)| matter.publish == Some(false))
}

/// Whether a file can say whether it is published: boards and tables have no front matter.
#[must_use]
pub fn can_say(vault_path: &str) -> bool {
    matches!(Form::of(vault_path), None | Some(Form::Note))
}

/// Publishes a note, or takes it back, unless a text newer than `base` has been saved. Takes the writers' lock.
///
/// # Errors
/// See [`EditError`]; nothing of it is to be committed then.
pub async fn change(
    db: &mut PgConnection,
    (note, base): (&Editable, RevisionId),
    wish: Wish,
    summary: String,
    by: &Writer,
    ground: &Ground,
    now: Timestamp,
) -> Result<Stored, EditError> {
    write::lock(db).await?;
    let current = find(db, note.id, by).await?;
    if current.revision != base {
        return Err(EditError::Changed);
    }
    let text = match wish {
        _ if can_say(&current.vault_path) => wish.written(&current.source)?,
        Wish::Publish => current.source,
        Wish::Withdraw => return Err(EditError::Refused(Refused::Layout { property: "publish" })),
    };
    let settings = settings_of(db, (current.vault, current.author), ground).await?;
    let item = Item {
        note: Some(current.id),
        moved: false,
        prepared: prepared(&current.vault_path, text, &settings).await?,
    };
    let saver = By { author: Some(by.id), origin: Origin::Edit, summary: Some(summary) };
    stored(db, &settings, item, (&saver, by), now).await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_line_says_it_and_nothing_else_changes() {
        let source = "---\r\n# mine\r\ntitle:  'A'\r\npublish: no # for now\r\nx: 1\r\n---\r\nText\r\n";
        let published = Wish::Publish.written(source).unwrap();
        assert_eq!(published, source.replace("publish: no", "publish: true"));
        assert!(says_draft(source) && !says_draft(&published));
        assert_eq!(Wish::Withdraw.written("Text").unwrap(), "---\npublish: false\n---\nText");
        assert!(Wish::Publish.written("---\ntitle: [\n---\n").is_err());
        assert!(!says_draft("Text") && !says_draft("---\ntitle: [\n---\n"));
    }

    #[test]
    fn boards_and_tables_cannot_say_it() {
        assert!(can_say("A.md") && can_say("A") && !can_say("A.canvas") && !can_say("A.base"));
    }

    proptest! {
        #[test]
        fn what_is_taken_back_and_published_again_says_the_rest_as_before(
            title in "[a-z ]{0,8}", other in "[a-z: #]{0,8}", body in "[a-z#\n-]{0,20}"
        ) {
            let source = format!("---\ntitle: {title}\nmine: '{other}'\n---\n{body}");
            if let Ok(withdrawn) = Wish::Withdraw.written(&source) {
                prop_assert!(says_draft(&withdrawn));
                let again = Wish::Publish.written(&withdrawn).unwrap();
                prop_assert!(!says_draft(&again));
                prop_assert_eq!(again.replace("publish: true\n", ""), source);
            }
        }
    }
}
