//! Where a vault comes from: a folder, a zip, or what the program carries.
//!
//! A source lists its files first and then lends each to a reader, one at a time and in pieces. What a name says
//! is checked here, what a file weighs is counted while it is read: declared sizes are not trusted.

mod carried;
mod counted;
mod folder;
mod place;
mod zipped;

use std::{
    collections::BTreeMap,
    io::{self, Read},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};

use super::{
    error::ImportError,
    report::{Skipped, Why},
};
use crate::config::Imports;

pub(super) use counted::{Counter, Stopped};

/// What to import from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A zip on this machine's disk.
    Zip(PathBuf),
    /// A folder that the program carries.
    Carried(&'static include_dir::Dir<'static>),
}

impl Source {
    /// The folder or the zip at a path.
    ///
    /// # Errors
    /// When there is neither.
    pub fn at(path: &Path) -> Result<Self, ImportError> {
        let about = path.metadata().map_err(|error| ImportError::unreadable(path, &error))?;
        Ok(if about.is_dir() { Self::Folder(path.to_owned()) } else { Self::Zip(path.to_owned()) })
    }

    /// What the vault is called if nobody names it: as the folder or the zip.
    #[must_use]
    pub fn name(&self) -> String {
        let path = match self {
            Self::Folder(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
            Self::Zip(path) => path.with_extension(""),
            Self::Carried(folder) => folder.path().to_owned(),
        };
        path.file_name().map_or_else(|| "Vault".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    pub(super) fn open(&self, limits: &Imports, zone: &TimeZone) -> Result<Box<dyn Files>, ImportError> {
        Ok(match self {
            Self::Folder(path) => Box::new(folder::Folder::open(path)?),
            Self::Zip(path) => Box::new(zipped::Zipped::open(path, limits, zone)?),
            Self::Carried(folder) => Box::new(carried::Carried::open(folder)),
        })
    }
}

/// A source that was opened.
pub(super) trait Files: Send {
    /// Every file, without reading any.
    fn list(&mut self, limits: &Imports) -> Result<Listing, ImportError>;

    /// Lends a file to be read.
    fn read<'a>(&'a mut self, entry: &Entry) -> Result<Lent<'a>, Why>;
}

/// A file that is lent to be read.
pub(super) struct Lent<'a> {
    pub(super) content: Box<dyn Read + 'a>,
    /// How many bytes it takes where it lies, if it is packed.
    pub(super) packed: Option<u64>,
}

/// A file of a vault.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// From the vault's root, composed (NFC), with slashes.
    pub(super) path: String,
    /// Its number in the source.
    pub(super) place: usize,
    /// What it is said to weigh.
    pub(super) size: u64,
    pub(super) modified: Option<Timestamp>,
}

/// What a source holds.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Sorted by path.
    pub(super) entries: Vec<Entry>,
    pub(super) skipped: Vec<Skipped>,
    /// Folders that could not be read: what was in them before is not gone.
    pub(super) closed: Vec<String>,
    /// Hidden files, and folders with all that is in them.
    pub(super) hidden: u64,
}

impl Listing {
    /// Takes a file by its name in the source; what has no place in a vault is left out with a reason.
    fn take(&mut self, name: &str, entry: impl FnOnce(String) -> Entry) {
        match place::of(name) {
            place::Place::File(path) => self.entries.push(entry(path)),
            place::Place::Hidden => self.hidden += 1,
            place::Place::None(why) => self.skip(name, why),
        }
    }

    fn skip(&mut self, name: &str, why: Why) {
        self.skipped.push(Skipped { file: place::shown(name), why });
    }

    /// Sorts, and leaves out what has the same name as another after composition.
    fn finish(mut self, limits: &Imports) -> Result<Self, ImportError> {
        let mut unique: BTreeMap<String, Entry> = BTreeMap::new();
        let mut twice = Vec::new();
        for entry in std::mem::take(&mut self.entries) {
            if let Some(first) = unique.get(&entry.path) {
                twice.push(first.path.clone());
            } else if entry.size > limits.max_file {
                self.skipped
                    .push(Skipped { file: entry.path, why: Why::TooLarge { limit: limits.max_file } });
            } else {
                unique.insert(entry.path.clone(), entry);
            }
        }
        self.skipped.extend(twice.into_iter().map(|file| Skipped { file, why: Why::SameName }));
        self.entries = unique.into_values().collect();
        let total = self.entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.size));
        if total > limits.max_total {
            return Err(ImportError::TooMuch { limit: limits.max_total });
        }
        Ok(self)
    }

    /// Whether a path was seen, or may be there unseen.
    pub(super) fn may_hold(&self, path: &str) -> bool {
        let closed = |folder: &String| {
            folder.is_empty() || path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path)).is_ok()
            || self.closed.iter().any(closed)
            || self.skipped.iter().any(|skipped| skipped.file == path)
    }
}

/// Why a file could not be read, from the error of reading it.
pub(super) fn unreadable(error: &io::Error) -> Why {
    match error.kind() {
        io::ErrorKind::PermissionDenied => Why::Forbidden,
        _ => Why::Unreadable { message: error.to_string() },
    }
}
