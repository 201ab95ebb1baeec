//! PostgreSQL's server programs on this machine.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use super::account::Account;

/// The oldest major version that will do.
pub(super) const OLDEST: u32 = 15;

/// Where systems put server programs that are not in `PATH`: Debian, Red Hat, SUSE, Alpine, Homebrew,
/// Postgres.app. A `*` stands for the rest of one name.
const USUAL: [&str; 10] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/lib/postgresql*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
    "/usr/local/bin",
];

/// Where to look for server programs.
#[derive(Clone, Debug, Default)]
pub struct Places {
    path: OsString,
    folders: Vec<PathBuf>,
}

impl Places {
    /// `PATH`, what a `pg_config` in it names, and the folders that systems use.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            path: std::env::var_os("PATH").unwrap_or_default(),
            folders: USUAL.iter().map(PathBuf::from).collect(),
        }
    }

    /// This list in the place of `PATH`, and these folders; a `*` stands for the rest of one name.
    #[must_use]
    pub fn only(path: impl Into<OsString>, folders: Vec<PathBuf>) -> Self {
        Self { path: path.into(), folders }
    }

    /// These and one more.
    pub(super) fn and(&self, folder: PathBuf) -> Self {
        let mut places = self.clone();
        places.folders.push(folder);
        places
    }

    /// Every folder here that holds a server, newest version first. Each is asked for its version as
    /// `account`, which has to run it later.
    pub(super) fn search(&self, account: &Account) -> Vec<Programs> {
        let mut seen = BTreeSet::new();
        let mut found: Vec<Programs> = self
            .folders(account)
            .into_iter()
            // Links lead to the folder that also holds initdb, and make two names one.
            .filter_map(|folder| folder.join("postgres").canonicalize().ok()?.parent().map(Path::to_owned))
            .filter(|folder| seen.insert(folder.clone()) && folder.join("initdb").is_file())
            .filter_map(|folder| Programs::at(folder, account))
            .collect();
        found.sort_by_key(|programs| std::cmp::Reverse(programs.version));
        found
    }

    fn folders(&self, account: &Account) -> Vec<PathBuf> {
        // A relative entry would run whatever lies in the working directory.
        let path: Vec<PathBuf> =
            std::env::split_paths(&self.path).filter(|entry| entry.is_absolute()).collect();
        let configured =
            path.iter().map(|folder| folder.join("pg_config")).filter(|program| program.is_file());
        let configured: Vec<PathBuf> = configured
            .filter_map(|program| {
                let output = account.command(program, Path::new("/")).arg("--bindir").output().ok()?;
                Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
            })
            .collect();
        path.into_iter()
            .chain(configured)
            .chain(self.folders.iter().flat_map(|place| expand(place)))
            .collect()
    }
}

/// A folder with server programs of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Programs {
    pub(super) folder: PathBuf,
    pub(super) version: Version,
}

/// PostgreSQL's version: `15.18`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    pub(super) major: u32,
    pub(super) minor: u32,
}

impl std::fmt::Display for Version {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}", self.major, self.minor)
    }
}

impl Programs {
    /// The programs in `folder`, if they run here and say their version.
    pub(super) fn at(folder: PathBuf, account: &Account) -> Option<Self> {
        let output =
            account.command(folder.join("postgres"), Path::new("/")).arg("--version").output().ok()?;
        let version = version(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { folder, version })
    }

    pub(super) fn initdb(&self) -> PathBuf {
        self.folder.join("initdb")
    }

    pub(super) fn postgres(&self) -> PathBuf {
        self.folder.join("postgres")
    }
}

/// The newest of `found` that will do; a database opens only with the major version that made it.
pub(super) fn choose(found: &[Programs], made_by: Option<u32>) -> Option<&Programs> {
    found
        .iter()
        .filter(|programs| match made_by {
            Some(major) => programs.version.major == major,
            None => programs.version.major >= OLDEST,
        })
        .max_by_key(|programs| programs.version)
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`. Betas do not count: the next one cannot open
/// their databases.
fn version(text: &str) -> Option<Version> {
    let mut parts = text.trim().strip_prefix("postgres (PostgreSQL) ")?.split(' ').next()?.split('.');
    let version = Version { major: parts.next()?.parse().ok()?, minor: parts.next()?.parse().ok()? };
    parts.next().is_none().then_some(version)
}

/// The folders that a pattern stands for.
fn expand(pattern: &Path) -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::new()];
    for part in pattern {
        let Some((before, after)) = part.to_str().and_then(|part| part.split_once('*')) else {
            for folder in &mut folders {
                folder.push(part);
            }
            continue;
        };
        folders = folders
            .iter()
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flat_map(|entries| entries.filter_map(Result::ok))
            .filter(|entry| {
                entry.file_name().to_str().is_some_and(|name| {
                    name.len() >= before.len() + after.len()
                        && name.starts_with(before)
                        && name.ends_with(after)
                })
            })
            .map(|entry| entry.path())
            .collect();
    }
    folders
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn script(path: &Path, body: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("#!/bin/sh\n{body}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn server(folder: &Path, version: &str) {
        script(&folder.join("postgres"), &format!("echo 'postgres (PostgreSQL) {version}'"));
        script(&folder.join("initdb"), "exit 0");
    }

    fn versions(places: &Places) -> Vec<String> {
        places.search(&Account::ours()).iter().map(|programs| programs.version.to_string()).collect()
    }

    #[test]
    fn versions_are_read_and_betas_are_not() {
        assert_eq!(
            version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"),
            Some(Version { major: 15, minor: 18 })
        );
        assert_eq!(version("postgres (PostgreSQL) 17.0"), Some(Version { major: 17, minor: 0 }));
        assert_eq!(version("postgres (PostgreSQL) 18beta1"), None);
        assert_eq!(version("postgres (PostgreSQL) 9.6.24"), None);
        assert_eq!(version("something else"), None);
    }

    #[test]
    fn programs_are_found_in_path_by_pg_config_and_in_the_usual_folders_newest_first() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        server(&root.join("in-path"), "16.2");
        server(&root.join("configured"), "15.4");
        script(&root.join("tools/pg_config"), &format!("echo {}", root.join("configured").display()));
        server(&root.join("lib/postgresql/17/bin"), "17.1");
        server(&root.join("lib/postgresql/13/bin"), "13.9");
        fs::create_dir_all(root.join("lib/postgresql/18/bin")).unwrap();
        // A client-only folder, and one that is named by a link as well.
        script(&root.join("client/postgres"), "echo 'postgres (PostgreSQL) 18.0'");
        std::os::unix::fs::symlink(root.join("in-path"), root.join("again")).unwrap();
        let path = ["in-path", "tools", "client", "again", "missing"].map(|name| root.join(name));
        let places = Places::only(
            std::env::join_paths(path).unwrap(),
            vec![root.join("lib/postgresql/*/bin"), root.join("in-path")],
        );
        assert_eq!(versions(&places), ["17.1", "16.2", "15.4", "13.9"]);
    }

    #[test]
    fn a_relative_path_entry_is_passed_over() {
        assert_eq!(Places::only(".:bin:", vec![]).folders(&Account::ours()), Vec::<PathBuf>::new());
    }

    #[test]
    fn the_newest_wins_and_a_database_keeps_its_own() {
        let found = [(17, 1), (16, 4), (16, 9), (14, 3)].map(|(major, minor)| Programs {
            folder: PathBuf::from(format!("/{major}.{minor}")),
            version: Version { major, minor },
        });
        let chosen = |made_by| choose(&found, made_by).map(|programs| programs.version.to_string());
        assert_eq!(chosen(None).as_deref(), Some("17.1"));
        assert_eq!(chosen(Some(16)).as_deref(), Some("16.9"));
        assert_eq!(chosen(Some(15)), None);
        assert!(choose(&found[3..], None).is_none(), "14 is too old");
    }
}
