//! What an import did, kept with it and shown to the owner.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    access::Audience,
    i18n::{Locale, size_limit},
    notes::write::Prepared,
    text::front_matter::Wrong,
};

/// How many of a kind are named one by one; the rest is counted.
const NAMED: usize = 200;

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The vault's name.
    pub vault: String,
    /// Where its notes live below `/notes/`; empty is the root.
    pub mount: String,
    /// Nothing was written.
    pub dry_run: bool,
    /// The notes.
    pub notes: Changes,
    /// The attachments.
    pub attachments: Changes,
    /// The links of the whole vault, as they stand now.
    pub links: Links,
    /// Notes whose text an earlier program had decoded wrongly, which was undone; the wrong encoding.
    pub repaired: Listed<Encoding>,
    /// Notes in other encodings than UTF-8.
    pub converted: Listed<Encoding>,
    /// What was left out, and why.
    pub skipped: Listed<Skipped>,
    /// Notes with more tags than a note may have.
    #[serde(default)]
    pub many_tags: Listed<ManyTags>,
    /// Notes that are drafts until the time that they name.
    #[serde(default)]
    pub later: Listed<Later>,
    /// Notes that were changed in the garden as well.
    #[serde(default)]
    pub edited: Edited,
    /// Hidden files, and hidden folders, each with all that is in it.
    pub hidden: u64,
    /// Who may read the notes that do not say so themselves.
    pub audience: Audience,
    /// How many of the notes saved now got that audience.
    pub by_default: u64,
    /// How many notes follow new settings of the vault, their texts being the same.
    pub resettled: u64,
    /// The vault's notes move to other addresses.
    pub remounted: bool,
    /// Seconds from start to end.
    pub seconds: f64,
}

/// What became of files of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// New ones.
    pub added: Listed<Change>,
    /// Others than before.
    pub changed: Listed<Change>,
    /// The same in another place.
    pub moved: Listed<Change>,
    /// The same as before; nothing was written.
    pub unchanged: u64,
    /// Gone from the vault, but still in the garden.
    pub gone: Listed<Change>,
    /// Gone from the vault, and taken out of the garden now.
    pub withdrawn: Listed<Change>,
}

/// What became of notes that were changed in the garden since their files were imported. None of them is overwritten.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Edited {
    /// Their files are as before: left as they are.
    pub kept: Listed<Change>,
    /// Their files changed as well, elsewhere: united.
    pub merged: Listed<Change>,
    /// Their files changed as well, in the same places: left as they are, and somebody has to say what is meant.
    pub clashing: Listed<Change>,
    /// They lie in the bin, or were deleted: their files are passed over.
    pub binned: Listed<Change>,
    /// Their files are gone, but what was written in the garden is nowhere else: not taken out.
    pub spared: Listed<Change>,
}

/// A file of the vault and the note that it became.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// From the vault's root.
    pub file: String,
    /// The address below `/notes/`, of notes.
    pub address: Option<String>,
    /// Where it lay before, if it moved.
    pub from: Option<String>,
}

/// What the links of a vault lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// Links with a target, ambiguous ones included.
    pub resolved: u64,
    /// Links that could mean several notes or files.
    pub ambiguous: Listed<LinkAt>,
    /// Links that lead nowhere yet.
    pub broken: Listed<LinkAt>,
}

/// A link, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkAt {
    /// The note's file, from the vault's root.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What the link says.
    pub target: String,
}

/// A note whose bytes were not plain UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoding {
    /// From the vault's root.
    pub file: String,
    /// The encoding's name.
    pub encoding: String,
}

/// A note with more tags than a note may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManyTags {
    /// From the vault's root.
    pub file: String,
    /// How many of its tags were left out, the last ones.
    pub left_out: u64,
}

impl ManyTags {
    /// What was left out of a note, if anything was.
    pub(super) fn of(note: &Prepared) -> Option<Self> {
        let (file, left_out) = (note.vault_path().to_owned(), note.tags_left_out);
        (left_out > 0).then_some(Self { file, left_out })
    }
}

/// A note that is to be published later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Later {
    /// From the vault's root.
    pub file: String,
    /// When.
    pub at: Timestamp,
}

impl Later {
    /// A note, if it is to be published later than now.
    pub(super) fn of(note: &Prepared, now: Timestamp) -> Option<Self> {
        Some(Self { file: note.vault_path().to_owned(), at: note.publish_later(now)? })
    }
}

/// A file that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// From the vault's root.
    pub file: String,
    /// Why.
    pub why: Why,
}

/// Why a file was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Why {
    /// The front matter cannot be meant.
    #[error("line {line}, column {column}: {wrong}")]
    FrontMatter {
        /// Line in the file, from 1.
        line: usize,
        /// Column in the line, from 1.
        column: usize,
        /// What is wrong there.
        wrong: Wrong,
    },
    /// A private note, and nobody whose it could be.
    #[error("it is private, and the garden has neither an author for it nor an owner yet")]
    NobodyToReadIt,
    /// The file's permissions.
    #[error("this program may not read it")]
    Forbidden,
    /// Another fault of reading.
    #[error("it cannot be read: {message}")]
    Unreadable {
        /// What the system says.
        message: String,
    },
    /// `..`, an absolute path or a drive letter.
    #[error("its path leaves the vault")]
    LeavesTheVault,
    /// A symbolic link.
    #[error("it is a symbolic link; put the file itself there")]
    SymbolicLink,
    /// A pipe, socket or device.
    #[error("it is no ordinary file")]
    SpecialFile,
    /// Over the limit for files.
    #[error("it is larger than {}; import_max_file allows more", size_limit(*.limit, Locale::En))]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Over the limit for notes.
    #[error("it is larger than a note may be, {}", size_limit(*.limit, Locale::En))]
    LongNote {
        /// The limit in bytes.
        limit: u64,
    },
    /// Characters that no name should have.
    #[error("its name cannot be read, or has control characters")]
    BadName,
    /// Over the limit for paths.
    #[error("its path is longer than 1,024 bytes")]
    LongName,
    /// Two files whose names are the same letters, composed in different ways.
    #[error("another file has the same name")]
    SameName,
    /// A method of packing other than DEFLATE.
    #[error("it is packed by a method that is not read here; pack the zip again with DEFLATE")]
    Compression,
}

impl Why {
    /// The line of the file, if a line is to blame.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        if let Self::FrontMatter { line, .. } = self { Some(*line) } else { None }
    }
}

/// Some of a kind by name, all of them counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub first: Vec<T>,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { count: 0, first: Vec::new() }
    }
}

impl<T> Listed<T> {
    /// Counts one more, and names it while there are few.
    pub fn add(&mut self, one: T) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(one);
        }
    }

    /// How many are counted but not named.
    #[must_use]
    pub fn unnamed(&self) -> u64 {
        self.count.saturating_sub(self.first.len() as u64)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl<T> Extend<T> for Listed<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, all: I) {
        all.into_iter().for_each(|one| self.add(one));
    }
}

impl Report {
    /// Whether readers see anything else than before.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        self.resettled > 0 || self.notes.any() || self.attachments.any()
    }
}

impl Changes {
    fn any(&self) -> bool {
        [&self.added, &self.changed, &self.moved, &self.withdrawn].iter().any(|listed| !listed.is_empty())
    }

    /// Added, changed, moved, unchanged, gone and withdrawn, in this order.
    #[must_use]
    pub fn counts(&self) -> [u64; 6] {
        let Self { added, changed, moved, unchanged, gone, withdrawn } = self;
        [added.count, changed.count, moved.count, *unchanged, gone.count, withdrawn.count]
    }

    /// Files of this kind that were looked at.
    #[must_use]
    pub fn seen(&self) -> u64 {
        self.added.count + self.changed.count + self.moved.count + self.unchanged
    }
}
