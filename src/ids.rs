//! Identifiers as types of their own, so that a note's id is never taken for a person's.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, ordered by time (UUID version 7, RFC 9562): rows made together lie together in an index.
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A person with an account.
    UserId
);
id!(
    /// A note; it outlives its addresses and its texts.
    NoteId
);
id!(
    /// One saved text of a note.
    RevisionId
);
id!(
    /// An attachment. Two attachments may hold the same bytes and yet have different readers.
    FileId
);
id!(
    /// A vault that the garden was imported from.
    VaultId
);
id!(
    /// What a file of a vault said, where its note was not given just that.
    TextId
);
id!(
    /// A text that somebody is writing and has not saved yet.
    DraftId
);
id!(
    /// Work that somebody did on many notes at once.
    WorkId
);
id!(
    /// A link by which somebody without an account sees a note.
    PreviewLinkId
);
id!(
    /// A change of a note's text that somebody suggests.
    SuggestionId
);
id!(
    /// Somebody's asking others to look at a note.
    ReviewId
);
id!(
    /// One run of an import, with its report.
    ImportId
);
id!(
    /// A piece of work in the background.
    JobId
);

/// A set of readers: the row of `audiences` that notes, parts and files point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct AudienceId(pub i32);
