//! A zip on disk.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use flate2::{Crc, read::DeflateDecoder};
use jiff::{Timestamp, civil, tz::TimeZone};
use zip::{CompressionMethod, ZipArchive, read::ZipFileEntry, result::ZipError};

use super::{
    Entry, Files, Lent, Listing,
    counted::{is_bomb, is_bomb_in_all},
    place, unreadable,
};
use crate::{
    config::Imports,
    transfer::import::{error::ImportError, report::Why},
};

pub(super) struct Zipped {
    archive: ZipArchive<BufReader<File>>,
    zone: TimeZone,
}

impl Zipped {
    pub(super) fn open(path: &Path, limits: &Imports, zone: &TimeZone) -> Result<Self, ImportError> {
        let file = File::open(path).map_err(|error| ImportError::unreadable(path, &error))?;
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| match error {
            ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                ImportError::unreadable(path, &error)
            }
            _ => ImportError::NotAZip,
        })?;
        if archive.len() as u64 > limits.max_entries {
            return Err(ImportError::TooMany { limit: limits.max_entries });
        }
        // Files that share their packed bytes: a small zip unpacks to anything.
        if archive.has_overlapping_files().map_err(|_| ImportError::NotAZip)? {
            return Err(ImportError::Bomb { file: String::new() });
        }
        Ok(Self { archive, zone: zone.clone() })
    }

    /// The times in a zip are those of a clock on the wall, somewhere.
    fn modified(&self, entry: &ZipFileEntry<'_>) -> Option<Timestamp> {
        let at = entry.last_modified().filter(zip::DateTime::is_valid)?;
        let part = |number: u8| i8::try_from(number).ok();
        let year = i16::try_from(at.year()).ok()?;
        let date = civil::Date::new(year, part(at.month())?, part(at.day())?).ok()?;
        let time =
            civil::Time::new(part(at.hour())?, part(at.minute())?, part(at.second())?.min(59), 0).ok()?;
        // 1980-01-01 is what a zip says that does not know.
        (year > 1980).then(|| self.zone.to_timestamp(date.to_datetime(time)).ok()).flatten()
    }
}

impl Files for Zipped {
    fn list(&mut self, limits: &Imports) -> Result<Listing, ImportError> {
        let top = top_folder((0..self.archive.len()).filter_map(|index| {
            let entry = self.archive.by_index_data(index).ok()?;
            (!entry.is_dir()).then(|| name(&entry))
        }));
        let mut listing = Listing::default();
        let (mut unpacked, mut packed) = (0_u64, 0_u64);
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_data(index).map_err(|_| ImportError::NotAZip)?;
            if entry.encrypted() {
                return Err(ImportError::Encrypted);
            }
            if entry.is_dir() {
                continue;
            }
            let whole = name(&entry);
            // What says so itself need not be unpacked; what does not is found out while it is.
            if is_bomb(entry.size(), entry.compressed_size()) {
                return Err(ImportError::Bomb { file: place::shown(&whole) });
            }
            unpacked = unpacked.saturating_add(entry.size());
            packed = packed.saturating_add(entry.compressed_size());
            let name = top.as_deref().and_then(|top| whole.strip_prefix(top)).unwrap_or(&whole);
            if entry.is_symlink() {
                listing.skip(name, Why::SymbolicLink);
            } else if entry.unix_mode().is_some_and(|mode| !matches!(mode & 0o170_000, 0 | 0o100_000)) {
                listing.skip(name, Why::SpecialFile);
            } else if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated)
            {
                listing.skip(name, Why::Compression);
            } else {
                let (size, modified) = (entry.size(), self.modified(&entry));
                listing.take(name, |path| Entry { path, place: index, size, modified });
            }
        }
        if is_bomb_in_all(unpacked, packed) {
            return Err(ImportError::Bomb { file: String::new() });
        }
        listing.finish(limits)
    }

    fn read<'a>(&'a mut self, entry: &Entry) -> Result<Lent<'a>, Why> {
        let file = self.archive.by_index_raw(entry.place).map_err(|error| match error {
            ZipError::Io(error) => unreadable(&error),
            other => Why::Unreadable { message: other.to_string() },
        })?;
        let (packed, crc, size) = (Some(file.compressed_size()), file.crc32(), file.size());
        let content: Box<dyn Read + 'a> = match file.compression() {
            CompressionMethod::Deflated => Box::new(Checked::new(DeflateDecoder::new(file), crc, size)),
            _ => Box::new(Checked::new(file, crc, size)),
        };
        Ok(Lent { content, packed })
    }
}

/// Unpacked bytes, compared at their end with what the directory says of them. The zip crate's own reader stops at
/// the declared size, so that a bomb that lies of it could not be told from a file that is damaged.
struct Checked<R> {
    content: R,
    seen: Crc,
    size: u64,
    expected: (u32, u64),
}

impl<R> Checked<R> {
    fn new(content: R, crc: u32, size: u64) -> Self {
        Self { content, seen: Crc::new(), size: 0, expected: (crc, size) }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(buffer)?;
        self.seen.update(buffer.get(..count).unwrap_or_default());
        self.size += count as u64;
        if count == 0 && !buffer.is_empty() && (self.seen.sum(), self.size) != self.expected {
            let differs = "its checksum or size is not what the zip says";
            return Err(io::Error::new(io::ErrorKind::InvalidData, differs));
        }
        Ok(count)
    }
}

/// A name as it was meant. Many programs write UTF-8 without saying so, and text that reads as UTF-8 hardly ever
/// is anything else; what does not is in the code page of old (CP437), unless it says it is UTF-8. Programs of
/// Windows may part folders by backslashes.
fn name(entry: &ZipFileEntry<'_>) -> String {
    let raw = entry.name_raw();
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => String::from_utf8_lossy(raw).into_owned(),
        },
    };
    if name.contains('/') { name } else { name.replace('\\', "/") }
}

/// The one folder that everything lies in, with its slash, if there is such a folder: the vault itself. A vault
/// whose files all lie in one folder is taken for that folder.
fn top_folder(names: impl Iterator<Item = String>) -> Option<String> {
    let mut top: Option<String> = None;
    for name in names {
        let Some((first, _)) = name.split_once('/') else {
            if place::is_hidden(&name) {
                continue;
            }
            return None;
        };
        if place::is_hidden(first) {
            // A vault's own settings beside its notes: this is the vault.
            if first == ".obsidian" {
                return None;
            }
            continue;
        }
        if first.is_empty()
            || first == ".."
            || top.as_ref().is_some_and(|top| top.trim_end_matches('/') != first)
        {
            return None;
        }
        top.get_or_insert_with(|| format!("{first}/"));
    }
    top
}
