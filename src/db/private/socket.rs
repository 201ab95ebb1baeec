//! Where the socket lies. Its whole path must fit into a few bytes (`sun_path` in unix(7)).

use std::{
    fs,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
};

use super::{
    error::PrivateServerError,
    folder::{Folder, short_hash},
};

/// The longest path of a socket in bytes, without its closing zero.
pub(super) const LONGEST: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// PostgreSQL's name for the socket of this port.
const NAME: &str = ".s.PGSQL.5432";

/// What a file lets everyone but its owner do (`S_IRWXG | S_IRWXO` in inode(7)).
const OTHERS: u32 = 0o077;

/// The port in the socket's name. Nothing listens on TCP.
pub(super) const PORT: u16 = 5432;

/// Finds or makes a folder for the socket that only the server's account (and root) may enter: beside the
/// database, or, where that path is too long, in one of `others`.
pub(super) fn settle(folder: &Folder, others: &[PathBuf]) -> Result<PathBuf, PrivateServerError> {
    let beside = folder.path().join("run");
    if fits(&beside) {
        folder.make_inside(&beside)?;
        return Ok(beside);
    }
    let name = format!("quintal-{}", short_hash(folder.path()));
    let mut refused = format!("{} is too long", beside.display());
    for other in others {
        let path = other.join(&name);
        if !fits(&path) {
            refused = format!("{refused}, {} is too long", path.display());
            continue;
        }
        match make(&path, folder) {
            Ok(()) => return Ok(path),
            Err(error) => refused = format!("{refused}, {}: {error}", path.display()),
        }
    }
    Err(PrivateServerError::Socket(refused))
}

/// Short folders that outlive neither a reboot nor, mostly, the session.
pub(super) fn short_folders() -> Vec<PathBuf> {
    let own = if rustix::process::geteuid().is_root() {
        Some(PathBuf::from("/run"))
    } else {
        std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute())
    };
    own.into_iter().chain([PathBuf::from("/tmp")]).collect()
}

fn fits(folder: &Path) -> bool {
    // sqlx hands the path over as text.
    folder.to_str().is_some_and(|path| path.len() + 1 + NAME.len() <= LONGEST)
}

/// In `/tmp` anybody may have made a folder of this name before us: it must be ours, and closed.
fn make(path: &Path, folder: &Folder) -> std::io::Result<()> {
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => folder.account.own(path)?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let found = fs::symlink_metadata(path)?;
    if found.is_dir() && found.uid() == folder.account.uid && found.mode() & OTHERS == 0 {
        Ok(())
    } else {
        Err(std::io::Error::other("belongs to another account, or is open to others"))
    }
}
