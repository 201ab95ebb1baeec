//! Locks on files: they vanish with the process that holds them, however it ends.

use std::{os::fd::OwnedFd, path::Path, time::Duration};

use rustix::{
    fs::{FlockOperation, Mode, OFlags, flock, open},
    io::Errno,
};
use tokio::time::{Instant, sleep};

use super::error::PrivateServerError;

/// How long another program may take to start or stop the server. Recovery after a crash can be long.
const PATIENCE: Duration = Duration::from_mins(15);

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock(OwnedFd);

impl Lock {
    /// Waits until nobody else holds a lock on the file.
    pub(super) async fn exclusive(path: &Path) -> Result<Self, PrivateServerError> {
        let begun = Instant::now();
        let mut said = false;
        loop {
            if let Some(lock) = Self::try_take(path, FlockOperation::NonBlockingLockExclusive)? {
                return Ok(lock);
            }
            if begun.elapsed() > PATIENCE {
                return Err(PrivateServerError::Locked { path: path.to_owned() });
            }
            if begun.elapsed() > Duration::from_secs(2) && !said {
                said = true;
                tracing::info!("waiting for another quintal, which is starting or stopping PostgreSQL");
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Takes the lock if nobody else holds one.
    pub(super) fn try_exclusive(path: &Path) -> Result<Option<Self>, PrivateServerError> {
        Self::try_take(path, FlockOperation::NonBlockingLockExclusive)
    }

    /// Takes a lock that others may share. `None` while someone holds it alone.
    pub(super) fn try_shared(path: &Path) -> Result<Option<Self>, PrivateServerError> {
        Self::try_take(path, FlockOperation::NonBlockingLockShared)
    }

    fn try_take(path: &Path, how: FlockOperation) -> Result<Option<Self>, PrivateServerError> {
        let cannot = |errno: Errno| PrivateServerError::files("cannot lock", path)(errno.into());
        // The folder belongs to the server's account, and this may be root: follow nothing laid there.
        let flags = OFlags::CREATE | OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = open(path, flags, Mode::RUSR | Mode::WUSR).map_err(cannot)?;
        match flock(&file, how) {
            Ok(()) => Ok(Some(Self(file))),
            Err(Errno::WOULDBLOCK) => Ok(None),
            Err(errno) => Err(cannot(errno)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing would do, but for a child between fork and exec, which still holds the same open file.
        let _ = flock(&self.0, FlockOperation::Unlock);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_share_and_one_excludes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = Lock::try_shared(&path).unwrap().unwrap();
        let second = Lock::try_shared(&path).unwrap().unwrap();
        assert!(Lock::try_exclusive(&path).unwrap().is_none());
        drop(first);
        assert!(Lock::try_exclusive(&path).unwrap().is_none());
        drop(second);
        let alone = Lock::try_exclusive(&path).unwrap().unwrap();
        assert!(Lock::try_shared(&path).unwrap().is_none());
        drop(alone);
        assert!(Lock::try_shared(&path).unwrap().is_some());
    }

    #[test]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), &path).unwrap();
        assert!(Lock::try_shared(&path).is_err());
        assert!(!folder.path().join("elsewhere").exists());
    }
}
