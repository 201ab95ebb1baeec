//! Where blobs live: the bytes of attachments, named by their SHA-256.

use std::{
    fs,
    io::{self, Read, Write as _},
    path::{Path, PathBuf},
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
        let mut file = tempfile::Builder::new().prefix(".incoming-").tempfile_in(&self.folder)?;
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
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            file.persist(&path).map_err(|error| error.error)?;
        }
        Ok(Stored { hash, size })
    }

    /// Where a blob lies. Two letters of its name are a folder, so that no folder grows too large.
    #[must_use]
    pub fn path(&self, hash: &Hash) -> PathBuf {
        let name = HEXLOWER.encode(hash);
        let (folder, rest) = name.split_at(2);
        self.folder.join(folder).join(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
