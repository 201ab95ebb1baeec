//! Who may read what: roles, audiences and the one rule that unites them.
//!
//! An audience is a set of readers with an id; a note, a part and a file each carry one. A visitor is a list of
//! audience ids, worked out when their session is read. Everything that lists, searches, links or serves asks
//! `audience_id = any(visitor's ids)`, so that a guest, a member and an editor go through the same queries.
//! Pure: the lists themselves are put together where people are kept (`accounts`).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::ids::AudienceId;

/// Everybody.
pub const PUBLIC: AudienceId = AudienceId(1);
/// Everybody with an account.
pub const MEMBERS: AudienceId = AudienceId(2);

/// Editors and the owner: they read drafts that are not private.
pub const EDITORS: AudienceId = AudienceId(3);

/// No one: what lies in the bin. No person ever holds it.
pub const NOBODY: AudienceId = AudienceId(4);

/// What a person may do, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads what is for members.
    Member,
    /// Writes notes of their own.
    Author,
    /// Reads and changes every note that is not private.
    Editor,
    /// Does everything; private notes of others stay closed all the same.
    Owner,
}

impl Role {
    /// Every role, from least to most.
    pub const ALL: [Self; 4] = [Self::Member, Self::Author, Self::Editor, Self::Owner];

    /// The word that the database and the command line use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Author => "author",
            Self::Editor => "editor",
            Self::Owner => "owner",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is none of those expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is none of: {allowed}")]
pub struct UnknownWord {
    /// What was said.
    pub word: String,
    /// What may be said.
    pub allowed: &'static str,
}

impl FromStr for Role {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let unknown = || UnknownWord { word: word.to_owned(), allowed: "owner, editor, author, member" };
        Self::ALL.into_iter().find(|role| role.as_str() == word).ok_or_else(unknown)
    }
}

/// Who may read a note, in the words of its writer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Everybody.
    #[default]
    Public,
    /// Everybody who has the address; it stands in no list.
    Unlisted,
    /// Everybody with an account.
    Members,
    /// Its author alone.
    Private,
}

impl Audience {
    /// Every audience, from the widest to the narrowest.
    pub const ALL: [Self; 4] = [Self::Public, Self::Unlisted, Self::Members, Self::Private];

    /// The word that front matter, the database and the command line use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Members => "members",
            Self::Private => "private",
        }
    }

    /// Whether lists, search, tags and folders may name such a note to those who may read it.
    #[must_use]
    pub fn is_listed(self) -> bool {
        self != Self::Unlisted
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Audience {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let unknown = || UnknownWord { word: word.to_owned(), allowed: "public, unlisted, members, private" };
        Self::ALL.into_iter().find(|audience| audience.as_str() == word).ok_or_else(unknown)
    }
}

/// The audiences that a visitor belongs to: what every query over notes, parts and files asks by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Audiences(Vec<i32>);

impl Audiences {
    /// What a guest may read.
    #[must_use]
    pub fn guest() -> Self {
        Self(vec![PUBLIC.0])
    }

    /// The given ids, and the public one, which everybody is in.
    #[must_use]
    pub fn of(ids: impl IntoIterator<Item = i32>) -> Self {
        let mut ids: Vec<i32> = ids.into_iter().chain([PUBLIC.0]).collect();
        ids.sort_unstable();
        ids.dedup();
        Self(ids)
    }

    /// For `audience_id = any($n)`.
    #[must_use]
    pub fn ids(&self) -> &[i32] {
        &self.0
    }

    /// Whether a reader of these audiences may read what is for `audience`.
    #[must_use]
    pub fn hold(&self, audience: AudienceId) -> bool {
        self.0.binary_search(&audience.0).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        for audience in Audience::ALL {
            assert_eq!(audience.as_str().parse(), Ok(audience));
        }
        assert!("admin".parse::<Role>().unwrap_err().to_string().contains("owner, editor"));
    }

    #[test]
    fn everybody_reads_what_is_public_and_guests_nothing_else() {
        assert!(Audiences::guest().hold(PUBLIC) && !Audiences::guest().hold(MEMBERS));
        let member = Audiences::of([101, 2, 2]);
        assert_eq!(member.ids(), [1, 2, 101]);
        assert!(!member.hold(AudienceId(102)));
    }
}
