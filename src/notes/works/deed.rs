//! What can be done to many notes at once, and what that makes of the text of one. Pure.

use serde::{Deserialize, Serialize};

use super::Chosen;
use crate::{
    access::Audience,
    ids::UserId,
    text::{
        fold,
        form::Form,
        front_matter::{self, Change, Publish, Refused},
    },
};

/// The longest tag that is given to many notes at once, in characters.
const LONGEST_TAG: usize = 100;

/// What is done to each of the notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub enum Deed {
    /// It goes to a folder of its vault; empty: the vault's root.
    Move {
        /// Which.
        folder: String,
    },
    /// It gets a tag.
    Tag {
        /// Which, without `#`.
        tag: String,
    },
    /// A tag is taken off it.
    Untag {
        /// Which, without `#`.
        tag: String,
    },
    /// Others may read it.
    Audience {
        /// Who.
        audience: Audience,
    },
    /// It is published.
    Publish,
    /// It becomes a draft.
    Unpublish,
    /// It goes to the bin.
    Bin,
    /// Words in it are replaced: [`super::replace`].
    Replace {
        /// Which, or a regular expression.
        sought: String,
        /// What takes their place.
        by: String,
    },
}

/// Why a note is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It is so already.
    Already,
    /// Its person may read it, and not change it.
    Theirs,
    /// It would be private to somebody else, and out of reach for whoever does that.
    OutOfReach,
    /// It is a board or a base, which says nothing of itself.
    Plain,
    /// Its front matter cannot be read.
    Unreadable,
    /// The property is written in a way that only its author should change.
    Layout,
    /// The tag stands in the text itself.
    InText,
    /// Another note or file lies there, or had that address.
    Taken,
    /// Somebody changed it meanwhile.
    Changed,
    /// It is not there any more, or not for this person.
    Gone,
    /// The text cannot be saved.
    Unusable,
}

impl Left {
    const ALL: [Self; 11] = [
        Self::Already,
        Self::Theirs,
        Self::OutOfReach,
        Self::Plain,
        Self::Unreadable,
        Self::Layout,
        Self::InText,
        Self::Taken,
        Self::Changed,
        Self::Gone,
        Self::Unusable,
    ];

    /// The word that the database uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Already => "already",
            Self::Theirs => "theirs",
            Self::OutOfReach => "out-of-reach",
            Self::Plain => "plain",
            Self::Unreadable => "unreadable",
            Self::Layout => "layout",
            Self::InText => "in-text",
            Self::Taken => "taken",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Unusable => "unusable",
        }
    }

    /// What a word of the database means.
    pub(super) fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|left| left.as_str() == word).unwrap_or(Self::Changed)
    }
}

impl From<Refused> for Left {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unreadable(_) => Self::Unreadable,
            Refused::Value { .. } | Refused::Layout { .. } => Self::Layout,
        }
    }
}

/// What somebody wrote for a tag, if notes can have it: words without space or comma, not of digits alone.
#[must_use]
pub fn tag(written: &str) -> Option<String> {
    let tag = written.trim().trim_start_matches('#').trim_matches('/');
    let means_something = tag.chars().any(|ch| !ch.is_ascii_digit() && ch != '/');
    let odd = tag.chars().any(|ch| ch.is_whitespace() || ch.is_control() || ",#\"'[]{}".contains(ch));
    (means_something && !odd && tag.chars().count() <= LONGEST_TAG).then(|| tag.to_owned())
}

impl Deed {
    /// The text of a note when this is done to it; where that is not a matter of its text, the text as it is.
    ///
    /// # Errors
    /// Why nothing is to be done.
    pub fn text(&self, note: &Chosen, by: UserId) -> Result<String, Left> {
        let changes = match self {
            // What is replaced depends on the hits that were chosen.
            Self::Move { .. } | Self::Bin | Self::Replace { .. } => return Ok(note.source.clone()),
            _ if Form::of(&note.vault_path).is_some_and(|form| form != Form::Note) => {
                return Err(Left::Plain);
            }
            Self::Tag { tag } => return with_tag(note, tag),
            Self::Untag { tag } => return without_tag(note, tag),
            Self::Audience { audience } if *audience == note.audience => return Err(Left::Already),
            Self::Audience { audience: Audience::Private } if note.author != Some(by) => {
                return Err(Left::OutOfReach);
            }
            Self::Audience { audience } => Change::Audience(Some(audience.to_string())),
            Self::Publish if note.is_published() => return Err(Left::Already),
            Self::Publish => Change::Publish(Some("true".to_owned())),
            Self::Unpublish if !note.is_published() && says(&note.source) == Some(Publish::No) => {
                return Err(Left::Already);
            }
            Self::Unpublish => Change::Publish(Some("false".to_owned())),
        };
        Ok(front_matter::edit(&note.source, &[changes])?)
    }
}

/// What a text says of its being published.
fn says(source: &str) -> Option<Publish> {
    front_matter::parse(source).ok().and_then(|(matter, _)| matter.publish)
}

fn tags_of(source: &str) -> Result<Vec<String>, Left> {
    front_matter::parse(source).map(|(matter, _)| matter.tags).map_err(|_| Left::Unreadable)
}

fn has(tags: &[String], tag: &str) -> bool {
    let key = fold::key(tag);
    tags.iter().any(|other| fold::key(other) == key)
}

fn with_tag(note: &Chosen, tag: &str) -> Result<String, Left> {
    let mut tags = tags_of(&note.source)?;
    if has(&tags, tag) || has(&note.tags, tag) {
        return Err(Left::Already);
    }
    tags.push(tag.to_owned());
    Ok(front_matter::edit(&note.source, &[Change::Tags(tags)])?)
}

fn without_tag(note: &Chosen, tag: &str) -> Result<String, Left> {
    let (tags, key) = (tags_of(&note.source)?, fold::key(tag));
    if !has(&tags, tag) {
        return Err(if has(&note.tags, tag) { Left::InText } else { Left::Already });
    }
    let rest = tags.into_iter().filter(|other| fold::key(other) != key).collect();
    Ok(front_matter::edit(&note.source, &[Change::Tags(rest)])?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        ids::{NoteId, RevisionId, VaultId},
        notes::works::list::Standing,
    };

    fn note(source: &str) -> Chosen {
        Chosen {
            id: NoteId::new(),
            revision: RevisionId::new(),
            path: "a".into(),
            vault: VaultId::new(),
            vault_path: "A.md".into(),
            title: "A".into(),
            language: "en".into(),
            author: None,
            audience: Audience::Public,
            standing: Standing::of(says(source) != Some(Publish::No), false),
            tags: Vec::new(),
            source: source.into(),
            allowed: true,
        }
    }

    fn done(deed: &Deed, source: &str) -> Result<String, Left> {
        deed.text(&note(source), UserId::new())
    }

    #[test]
    fn front_matter_is_changed_and_nothing_else() {
        let tag = Deed::Tag { tag: "new".into() };
        assert_eq!(done(&tag, "Text\r\n").as_deref(), Ok("---\r\ntags: [new]\r\n---\r\nText\r\n"));
        assert_eq!(
            done(&tag, "---\n# mine\ntags: [a,  b]\n---\nx").as_deref(),
            Ok("---\n# mine\ntags: [a,  b, new]\n---\nx")
        );
        assert_eq!(done(&tag, "---\ntags: [New]\n---\n"), Err(Left::Already));
        let untag = Deed::Untag { tag: "árvore".into() };
        assert_eq!(done(&untag, "---\ntags: [Arvore, b]\n---\n").as_deref(), Ok("---\ntags: [b]\n---\n"));
        assert_eq!(done(&untag, "Text"), Err(Left::Already));
        let inline = Chosen { tags: vec!["Árvore".into()], ..note("See #Árvore") };
        assert_eq!(untag.text(&inline, UserId::new()), Err(Left::InText));
        assert_eq!(done(&Deed::Unpublish, "x").as_deref(), Ok("---\npublish: false\n---\nx"));
        assert_eq!(done(&Deed::Unpublish, "---\npublish: no\n---\n"), Err(Left::Already));
        assert_eq!(
            done(&Deed::Publish, "---\npublish: false\n---\n").as_deref(),
            Ok("---\npublish: true\n---\n")
        );
        assert_eq!(done(&Deed::Publish, "x"), Err(Left::Already));
    }

    #[test]
    fn what_cannot_be_done_is_told_apart() {
        let private = Deed::Audience { audience: Audience::Private };
        assert_eq!(done(&private, "x"), Err(Left::OutOfReach));
        let me = UserId::new();
        let mine = Chosen { author: Some(me), ..note("x") };
        assert_eq!(private.text(&mine, me).as_deref(), Ok("---\naudience: private\n---\nx"));
        let tag = Deed::Tag { tag: "new".into() };
        assert_eq!(done(&tag, "---\n: : [\n---\n"), Err(Left::Unreadable));
        assert_eq!(done(&tag, "---\ntags: &t [a]\nx: *t\n---\n"), Err(Left::Layout));
        let board = Chosen { vault_path: "Plan.canvas".into(), ..note("{}") };
        assert_eq!(tag.text(&board, me), Err(Left::Plain));
        assert_eq!(Deed::Bin.text(&board, me).as_deref(), Ok("{}"));
        for left in Left::ALL {
            assert_eq!(Left::of(left.as_str()), left);
        }
    }

    #[test]
    fn a_tag_is_one_word() {
        assert_eq!(tag(" #soil/acid/ ").as_deref(), Some("soil/acid"));
        for odd in ["", "#", "12", "two words", "a,b", "[a]", &"x".repeat(101)] {
            assert_eq!(tag(odd), None, "{odd:?}");
        }
    }

    proptest! {
        #[test]
        fn a_tag_that_was_given_can_be_taken_off(tags in prop::collection::vec("[a-z]{1,5}", 0..4), body in "[a-z#\n -]{0,30}") {
            prop_assume!(!tags.is_empty() || !body.starts_with("---"));
            let before = if tags.is_empty() {
                body.clone()
            } else {
                format!("---\nx: 1\ntags: [{}]\n---\n{body}", tags.join(", "))
            };
            let with = Deed::Tag { tag: "zzzzzz".into() };
            let without = Deed::Untag { tag: "zzzzzz".into() };
            let tagged = done(&with, &before).unwrap();
            prop_assert!(tagged.ends_with(&body));
            prop_assert_eq!(done(&without, &tagged).unwrap(), before);
        }
    }
}
