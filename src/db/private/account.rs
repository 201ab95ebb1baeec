//! The account that the server runs as: our own, or an unprivileged one when root starts it.

use std::{
    fs, io,
    os::unix::{
        fs::{MetadataExt, lchown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
};

use super::error::PrivateServerError;

/// A user of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) uid: u32,
    gid: u32,
}

impl Account {
    /// The account that runs this program.
    pub(super) fn ours() -> Self {
        let uid = rustix::process::geteuid().as_raw();
        Self { name: name_of(uid), uid, gid: rustix::process::getegid().as_raw() }
    }

    pub(super) fn is_root(&self) -> bool {
        self.uid == 0
    }

    /// Whom a folder belongs to.
    pub(super) fn owner_of(metadata: &fs::Metadata) -> Self {
        Self { name: name_of(metadata.uid()), uid: metadata.uid(), gid: metadata.gid() }
    }

    /// Whom root lets the server run as: `postgres`, where the distribution made it, else `nobody`.
    pub(super) fn unprivileged() -> Result<Self, PrivateServerError> {
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        find(&passwd, "postgres")
            .or_else(|| find(&passwd, "nobody"))
            .filter(|account| !account.is_root())
            .ok_or(PrivateServerError::NoAccount)
    }

    /// A command that runs as this account, in `folder` (our own working directory may be closed to it), with
    /// nothing in its environment that could steer PostgreSQL (`PGDATA`, `PGOPTIONS` …).
    pub(super) fn command(&self, program: impl AsRef<std::ffi::OsStr>, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env_clear().env("LC_ALL", "C").env("HOME", folder).stdin(Stdio::null());
        for kept in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        if rustix::process::geteuid().as_raw() != self.uid {
            // The standard library also drops root's supplementary groups here.
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Whether the account can enter the folder. Tried, not computed: access lists and mounts have a say.
    pub(super) fn can_enter(&self, folder: &Path) -> bool {
        self.command("/bin/sh", folder)
            .args(["-c", ":"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Gives the file or folder (not what it may lead to) to the account, where it is not its own already.
    pub(super) fn own(&self, path: &Path) -> io::Result<()> {
        let metadata = fs::symlink_metadata(path)?;
        if metadata.uid() == self.uid { Ok(()) } else { lchown(path, Some(self.uid), Some(self.gid)) }
    }
}

fn name_of(uid: u32) -> String {
    fs::read_to_string("/etc/passwd")
        .unwrap_or_default()
        .lines()
        .filter_map(parse)
        .find(|account| account.uid == uid)
        .map_or_else(|| uid.to_string(), |account| account.name)
}

fn find(passwd: &str, name: &str) -> Option<Account> {
    passwd.lines().filter_map(parse).find(|account| account.name == name)
}

fn parse(line: &str) -> Option<Account> {
    let mut fields = line.split(':');
    let name = fields.next().filter(|name| !name.is_empty() && !name.starts_with('#'))?.to_owned();
    let _password = fields.next()?;
    Some(Account { name, uid: number(fields.next()?)?, gid: number(fields.next()?)? })
}

/// macOS writes the number of `nobody` as -2, and means 4294967294.
fn number(text: &str) -> Option<u32> {
    text.parse::<u32>().ok().or_else(|| text.parse::<i32>().ok().map(i32::cast_unsigned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_read_as_the_systems_write_them() {
        let passwd = "# comment:*:1:1\nroot:x:0:0::/root:/bin/sh\nnobody:*:-2:-2:Unprivileged:/var/empty:/usr/bin/false\n\
                      postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash\nbroken:x\n";
        assert_eq!(
            find(passwd, "postgres"),
            Some(Account { name: "postgres".to_owned(), uid: 101, gid: 104 })
        );
        assert_eq!(find(passwd, "nobody").map(|account| account.uid), Some(4_294_967_294));
        assert_eq!(find(passwd, "broken"), None);
        assert_eq!(find(passwd, "# comment"), None);
    }

    #[test]
    fn our_own_account_enters_what_is_open_to_it() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Account::ours().can_enter(folder.path()));
        assert!(!Account::ours().can_enter(&folder.path().join("missing")));
    }
}
