//! A folder of this machine.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rustix::fs::{Mode, OFlags};
use walkdir::WalkDir;

use super::{Entry, Files, Lent, Listing, place, unreadable};
use crate::{
    config::Imports,
    transfer::import::{error::ImportError, report::Why},
};

pub(super) struct Folder {
    root: PathBuf,
    /// Paths as the file system spells them.
    places: Vec<PathBuf>,
}

impl Folder {
    pub(super) fn open(root: &Path) -> Result<Self, ImportError> {
        // The folder itself may be named by a link; nothing in it may be one.
        let root = root.canonicalize().map_err(|error| ImportError::unreadable(root, &error))?;
        Ok(Self { root, places: Vec::new() })
    }

    fn inner<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }

    fn take(&mut self, found: &walkdir::DirEntry, listing: &mut Listing) {
        let inner = self.inner(found.path()).to_owned();
        let Some(name) = inner.to_str() else {
            return listing.skip(&inner.to_string_lossy(), Why::BadName);
        };
        let kind = found.file_type();
        if kind.is_symlink() {
            return listing.skip(name, Why::SymbolicLink);
        }
        if !kind.is_file() {
            return listing.skip(name, Why::SpecialFile);
        }
        let about = found.metadata();
        let size = about.as_ref().map_or(0, std::fs::Metadata::len);
        let modified = about.ok().and_then(|about| Timestamp::try_from(about.modified().ok()?).ok());
        let place = self.places.len();
        listing.take(name, |path| Entry { path, place, size, modified });
        self.places.push(inner);
    }
}

impl Files for Folder {
    fn list(&mut self, limits: &Imports) -> Result<Listing, ImportError> {
        let mut listing = Listing::default();
        let mut seen = 0;
        let mut walk = WalkDir::new(&self.root).follow_links(false).into_iter();
        while let Some(found) = walk.next() {
            seen += 1;
            if seen > limits.max_entries {
                return Err(ImportError::TooMany { limit: limits.max_entries });
            }
            let found = match found {
                Ok(found) => found,
                Err(error) => {
                    let path = error.path().map_or_else(|| self.root.clone(), Path::to_owned);
                    let error =
                        error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of folders"));
                    if path == self.root {
                        return Err(ImportError::unreadable(&path, &error));
                    }
                    let name = self.inner(&path).to_string_lossy().into_owned();
                    if let place::Place::File(path) = place::of(&name) {
                        listing.closed.push(path);
                    }
                    listing.skip(&name, unreadable(&error));
                    continue;
                }
            };
            if found.depth() == 0 {
                continue;
            }
            if found.file_name().to_str().is_some_and(place::is_hidden) {
                listing.hidden += 1;
                if found.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            } else if !found.file_type().is_dir() {
                self.take(&found, &mut listing);
            }
        }
        listing.finish(limits)
    }

    fn read<'a>(&'a mut self, entry: &Entry) -> Result<Lent<'a>, Why> {
        let inner = self.places.get(entry.place).ok_or(Why::BadName)?;
        // What was a file when it was listed may be a link or a pipe by now: neither is followed or waited for.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let opened = rustix::fs::open(self.root.join(inner), flags, Mode::empty());
        let file = opened.map(File::from).map_err(|error| match error {
            rustix::io::Errno::LOOP => Why::SymbolicLink,
            other => unreadable(&other.into()),
        })?;
        if !file.metadata().is_ok_and(|about| about.is_file()) {
            return Err(Why::SpecialFile);
        }
        Ok(Lent { content: Box::new(file), packed: None })
    }
}
