//! Reading with a counter: a file, a zip's packing and a whole vault have limits that no declared size can hide.

use std::{
    cell::Cell,
    io::{self, Read},
};

use super::{Entry, Files, unreadable};
use crate::{
    config::Imports,
    transfer::import::{error::ImportError, report::Why},
};

/// A small entry may be packed as tightly as it likes: the log of a quiet machine is packed a thousand to one.
const RATIO_FROM: u64 = 16 << 20;
/// Text packs about ten to one; DEFLATE at its tightest a thousand to one.
const RATIO: u64 = 200;

/// Whether so many bytes come out of so few that the zip was made for it.
pub(super) fn is_bomb(unpacked: u64, packed: u64) -> bool {
    unpacked > RATIO_FROM && unpacked / packed.max(1) > RATIO
}

/// A whole zip is judged from here on: no vault of so much is as tight as that in all its files.
const WHOLE_FROM: u64 = 64 << 20;

/// Whether all that comes out of a zip is so much for what is in it that the zip was made for it, however small
/// its entries are.
pub(super) fn is_bomb_in_all(unpacked: u64, packed: u64) -> bool {
    unpacked > WHOLE_FROM && unpacked / packed.max(1) > RATIO
}

/// Counts what was read of a vault.
#[derive(Debug)]
pub(in crate::transfer::import) struct Counter {
    limits: Imports,
    total: Cell<u64>,
    /// How large the packed files were that were read; `None` before one was.
    packed: Cell<Option<u64>>,
}

/// Why reading stopped before the end.
#[derive(Debug)]
pub(in crate::transfer::import) enum Stopped {
    /// This file is left out.
    Skip(Why),
    /// The whole vault is refused.
    Refuse(ImportError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Limit {
    #[error("a file over the limit")]
    File,
    #[error("packed too tightly")]
    Ratio,
    #[error("packed too tightly in all")]
    Whole,
    #[error("a vault over the limit")]
    Total,
}

impl Counter {
    /// Counts from nothing.
    pub(in crate::transfer::import) fn new(limits: Imports) -> Self {
        Self { limits, total: Cell::new(0), packed: Cell::new(None) }
    }

    /// Begins a new round over the files.
    pub(in crate::transfer::import) fn restart(&self) {
        self.total.set(0);
        self.packed.set(None);
    }

    /// Lends a file to `with`, and stops where a limit is passed.
    pub(in crate::transfer::import) fn read<T>(
        &self,
        files: &mut dyn Files,
        entry: &Entry,
        with: impl FnOnce(&mut dyn Read) -> io::Result<T>,
    ) -> Result<T, Stopped> {
        let lent = files.read(entry).map_err(Stopped::Skip)?;
        if let Some(packed) = lent.packed {
            self.packed.set(Some(self.packed.get().unwrap_or_default().saturating_add(packed)));
        }
        let mut counted =
            Counted { content: lent.content, packed: lent.packed, read: 0, failed: false, counter: self };
        with(&mut counted).map_err(|error| {
            // What fails on the way into the garden is not the file's fault.
            if counted.failed {
                self.explain(&error, entry)
            } else {
                Stopped::Refuse(ImportError::Storage(error))
            }
        })
    }

    fn explain(&self, error: &io::Error, entry: &Entry) -> Stopped {
        let limit = error.get_ref().and_then(|inner| inner.downcast_ref::<Limit>());
        match limit {
            Some(Limit::File) => Stopped::Skip(Why::TooLarge { limit: self.limits.max_file }),
            Some(Limit::Ratio) => Stopped::Refuse(ImportError::Bomb { file: entry.path.clone() }),
            Some(Limit::Whole) => Stopped::Refuse(ImportError::Bomb { file: String::new() }),
            Some(Limit::Total) => Stopped::Refuse(ImportError::TooMuch { limit: self.limits.max_total }),
            None => Stopped::Skip(unreadable(error)),
        }
    }
}

struct Counted<'a> {
    content: Box<dyn Read + 'a>,
    packed: Option<u64>,
    read: u64,
    failed: bool,
    counter: &'a Counter,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match self.content.read(buffer) {
            Ok(count) => count,
            // Whoever reads tries again after this one (`std::io::Read`).
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => {
                self.failed = true;
                return Err(error);
            }
        };
        match self.count(count) {
            Ok(()) => Ok(count),
            // One that is too large is left out, but a bomb is refused with all that is around it: which of the
            // two a packed file is shows only when more of it was unpacked.
            Err(Limit::File) if self.packed.is_some() => {
                self.failed = true;
                Err(io::Error::other(self.unpack_on(buffer)?))
            }
            Err(limit) => {
                self.failed = true;
                Err(io::Error::other(limit))
            }
        }
    }
}

impl Counted<'_> {
    fn count(&mut self, bytes: usize) -> Result<(), Limit> {
        let bytes = bytes as u64;
        let total = self.counter.total.get() + bytes;
        self.counter.total.set(total);
        self.read += bytes;
        if self.packed.is_some_and(|packed| is_bomb(self.read, packed)) {
            Err(Limit::Ratio)
        } else if self.counter.packed.get().is_some_and(|packed| is_bomb_in_all(total, packed)) {
            Err(Limit::Whole)
        } else if total > self.counter.limits.max_total {
            Err(Limit::Total)
        } else if self.read > self.counter.limits.max_file {
            Err(Limit::File)
        } else {
            Ok(())
        }
    }

    /// Unpacks a file over the limit, for nobody, as far as its ratio is not judged.
    fn unpack_on(&mut self, buffer: &mut [u8]) -> io::Result<Limit> {
        while self.read <= RATIO_FROM {
            match self.content.read(buffer) {
                Ok(0) => break,
                Ok(count) => match self.count(count) {
                    Ok(()) | Err(Limit::File) => {}
                    Err(limit) => return Ok(limit),
                },
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Limit::File)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::import::source::{Lent, Listing};

    /// Files of a mebibyte that say to be packed so tightly.
    struct Tight(u64);

    impl Files for Tight {
        fn list(&mut self, _: &Imports) -> Result<Listing, ImportError> {
            Ok(Listing::default())
        }

        fn read<'a>(&'a mut self, _: &Entry) -> Result<Lent<'a>, Why> {
            Ok(Lent { content: Box::new(io::repeat(b'a').take(1 << 20)), packed: Some(self.0) })
        }
    }

    /// How many of 100 files are read.
    fn read(packed: u64) -> (usize, Option<Stopped>) {
        let counter = Counter::new(Imports { max_file: 1 << 30, max_total: 1 << 40, max_entries: 1000 });
        let entry = Entry { path: "a.md".into(), place: 0, size: 1, modified: None };
        for number in 0..100 {
            let read = counter.read(&mut Tight(packed), &entry, |content| io::copy(content, &mut io::sink()));
            if let Err(stopped) = read {
                return (number, Some(stopped));
            }
        }
        (100, None)
    }

    #[test]
    fn many_small_entries_are_judged_together() {
        let (number, stopped) = read(1 << 10);
        assert!(
            matches!(&stopped, Some(Stopped::Refuse(ImportError::Bomb { file })) if file.is_empty()),
            "{stopped:?}"
        );
        assert_eq!(number, 64);
        // Text that packs a hundred to one is rare, and no bomb.
        assert!(read(10 << 10).1.is_none());
    }
}
