//! Where blobs live: the bytes of attachments, named by their SHA-256.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read, Write as _},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes.
pub type Hash = [u8; 32];

/// A folder of blobs. Equal bytes are kept once; a blob never changes after it was put.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: PathBuf,
}

/// The ending of the mark beside a blob that nothing names. Its time of change says since when.
const MARK: &str = ".unnamed";
/// How the name of a file begins that is still being written.
const INCOMING: &str = ".incoming-";
/// Nothing is written for so long, unless the program that wrote it is gone.
const FORGOTTEN: Duration = Duration::from_hours(48);

/// A blob as it lies in its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its name.
    pub hash: Hash,
    /// Since when it is marked as named by nothing.
    pub unnamed_since: Option<SystemTime>,
}

/// A blob that was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub hash: Hash,
    /// Its length in bytes.
    pub size: u64,
}

impl Blobs {
    /// Opens `data/files`, and makes it if it is missing.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(data: &Path) -> io::Result<Self> {
        let folder = data.join("files");
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// Puts what `content` reads, in pieces: a large file never lies in memory. Blocking.
    ///
    /// # Errors
    /// When reading or writing fails; nothing is kept then.
    pub fn put(&self, content: &mut dyn Read) -> io::Result<Stored> {
        let mut file = tempfile::Builder::new().prefix(INCOMING).tempfile_in(&self.folder)?;
        let mut hasher = Sha256::new();
        let mut size = 0;
        let mut piece = vec![0; 64 * 1024];
        loop {
            let read = content.read(&mut piece)?;
            let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            hasher.update(bytes);
            file.write_all(bytes)?;
            size += bytes.len() as u64;
        }
        let hash: Hash = hasher.finalize().into();
        let path = self.path(&hash);
        if !path.exists() {
            // The row that names this blob is durable once committed, so the bytes must be before that.
            file.as_file().sync_data()?;
            let parent = path.parent().unwrap_or(&self.folder);
            fs::create_dir_all(parent)?;
            file.persist(&path).map_err(|error| error.error)?;
            // So must its name, and the name of the folder that it lies in.
            sync_folder(parent)?;
            sync_folder(&self.folder)?;
        }
        Ok(Stored { hash, size })
    }

    /// The blobs whose names begin with a byte. Blocking.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list(&self, first: u8) -> io::Result<Vec<Blob>> {
        let prefix = HEXLOWER.encode(&[first]);
        let folder = match fs::read_dir(self.folder.join(&prefix)) {
            Ok(folder) => folder,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut blobs: BTreeMap<Hash, Option<SystemTime>> = BTreeMap::new();
        let mut marks = Vec::new();
        for entry in folder {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let (name, is_mark) = name.strip_suffix(MARK).map_or((name, false), |name| (name, true));
            let hash = HEXLOWER.decode(format!("{prefix}{name}").as_bytes()).ok();
            let Some(hash) = hash.and_then(|hash| Hash::try_from(hash).ok()) else { continue };
            if is_mark {
                marks.push((hash, entry.metadata()?.modified()?));
            } else {
                blobs.insert(hash, None);
            }
        }
        for (hash, since) in marks {
            if let Some(blob) = blobs.get_mut(&hash) {
                *blob = Some(since);
            }
        }
        Ok(blobs.into_iter().map(|(hash, unnamed_since)| Blob { hash, unnamed_since }).collect())
    }

    /// Marks a blob as named by nothing since `now`. Blocking.
    ///
    /// # Errors
    /// When the mark cannot be written.
    pub fn mark(&self, hash: &Hash, now: SystemTime) -> io::Result<()> {
        File::create(self.mark_of(hash))?.set_modified(now)
    }

    /// Takes the mark away. Blocking.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn unmark(&self, hash: &Hash) -> io::Result<()> {
        remove(&self.mark_of(hash))
    }

    /// Removes a blob and its mark. Blocking.
    ///
    /// # Errors
    /// When one of them cannot be removed.
    pub fn remove(&self, hash: &Hash) -> io::Result<()> {
        remove(&self.path(hash))?;
        self.unmark(hash)
    }

    /// Removes what a program has begun to write that is gone since. Blocking.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn clear(&self) -> io::Result<()> {
        clear_forgotten(&self.folder, INCOMING)
    }

    fn mark_of(&self, hash: &Hash) -> PathBuf {
        let mut path = self.path(hash).into_os_string();
        path.push(MARK);
        path.into()
    }

    /// Where a blob lies. Two letters of its name are a folder, so that no folder grows too large.
    #[must_use]
    pub fn path(&self, hash: &Hash) -> PathBuf {
        let name = HEXLOWER.encode(hash);
        let (folder, rest) = name.split_at(2);
        self.folder.join(folder).join(rest)
    }
}

/// Removes files whose names begin so and that nobody has written to for two days: what a program leaves behind
/// that is killed in the middle of its work. Blocking.
///
/// # Errors
/// When the folder cannot be read.
pub fn clear_forgotten(folder: &Path, beginning: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_meant = entry.file_name().as_encoded_bytes().starts_with(beginning.as_bytes());
        let age = entry.metadata().and_then(|about| about.modified()).ok().and_then(|at| at.elapsed().ok());
        if is_meant && age.is_some_and(|age| age > FORGOTTEN) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes a file, unless another was quicker.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A name in a folder is durable when the folder is.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blobs_are_listed_with_their_marks() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(data.path()).unwrap();
        let leaf = blobs.put(&mut &b"leaf"[..]).unwrap().hash;
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(500_000);
        let listed = || blobs.list(leaf[0]).unwrap();
        assert_eq!(listed(), [Blob { hash: leaf, unnamed_since: None }]);
        assert_eq!(blobs.list(leaf[0].wrapping_add(1)).unwrap(), []);
        blobs.mark(&leaf, now).unwrap();
        fs::write(blobs.path(&leaf).with_file_name("notes.txt"), "not ours").unwrap();
        assert_eq!(listed(), [Blob { hash: leaf, unnamed_since: Some(now) }]);
        blobs.unmark(&leaf).unwrap();
        blobs.unmark(&leaf).unwrap();
        assert_eq!(listed(), [Blob { hash: leaf, unnamed_since: None }]);
        blobs.mark(&leaf, now).unwrap();
        blobs.remove(&leaf).unwrap();
        assert_eq!(listed(), []);
        assert!(blobs.path(&leaf).with_file_name("notes.txt").exists());
    }

    #[test]
    fn what_was_left_behind_is_cleared_and_what_is_being_written_is_not() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(data.path()).unwrap();
        let folder = data.path().join("files");
        for name in [".incoming-old", ".incoming-new", "other"] {
            let file = File::create(folder.join(name)).unwrap();
            if name != ".incoming-new" {
                file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
            }
        }
        blobs.clear().unwrap();
        let left = ["old", "new"].map(|end| folder.join(format!(".incoming-{end}")).exists());
        assert_eq!((left, folder.join("other").exists()), ([false, true], true));
    }

    #[test]
    fn equal_bytes_are_kept_once_and_nothing_else_stays() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(data.path()).unwrap();
        let first = blobs.put(&mut &b"leaf"[..]).unwrap();
        let second = blobs.put(&mut &b"leaf"[..]).unwrap();
        assert_eq!(first, second);
        assert_eq!(first.size, 4);
        assert_eq!(fs::read(blobs.path(&first.hash)).unwrap(), b"leaf");
        assert_eq!(
            walkdir::WalkDir::new(data.path())
                .into_iter()
                .filter(|e| e.as_ref().unwrap().file_type().is_file())
                .count(),
            1
        );
    }

    #[test]
    fn a_broken_reader_leaves_nothing() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(data.path()).unwrap();
        assert!(blobs.put(&mut Broken).is_err());
        assert_eq!(fs::read_dir(data.path().join("files")).unwrap().count(), 0);
    }
}
