//! What can go wrong with the private server, said so that its owner knows what to do.

use std::{io, path::PathBuf};

/// Why the private PostgreSQL cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PrivateServerError {
    /// A file or folder could not be made, read or written.
    #[error("{doing} {}: {source}", path.display())]
    Files {
        /// What was tried, as in "cannot create".
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The server's folder belongs to an account that we are not.
    #[error(
        "{} belongs to the account {owner}, and this program runs as {us}. Run quintal as {owner}, \
         or choose another data directory with --data",
        path.display()
    )]
    ForeignOwner {
        /// The server's folder.
        path: PathBuf,
        /// Its owner.
        owner: String,
        /// The account that runs this program.
        us: String,
    },
    /// Started as root, and there is no account to run the server as.
    #[error(
        "PostgreSQL refuses to run as root, and this machine has neither an account \"postgres\" nor \"nobody\". \
         Create one, run quintal as an ordinary account, or set DATABASE_URL"
    )]
    NoAccount,
    /// The server's account cannot enter its folder.
    #[error(
        "the account {account} runs the private PostgreSQL and cannot enter {}. Let it pass through the \
         folders above, or choose another data directory with --data",
        path.display()
    )]
    Unreachable {
        /// The server's folder.
        path: PathBuf,
        /// The account that runs the server.
        account: String,
    },
    /// `data/postgres` leads to a folder that is not there.
    #[error(
        "{} leads to {}, which is not there. Bring that folder back (it holds the database), or remove the \
         link to start with an empty garden",
        link.display(), target.display()
    )]
    FolderGone {
        /// The link in the data directory.
        link: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
    /// No server programs on this machine, and none could be fetched.
    #[error("{}", no_programs(*wanted, found, why_not_fetched))]
    NoPrograms {
        /// The major version that an existing database needs.
        wanted: Option<u32>,
        /// The versions on this machine, none of which will do.
        found: Vec<String>,
        /// Why they could not be fetched either.
        why_not_fetched: String,
    },
    /// `initdb` failed.
    #[error("the database could not be created in {}: {detail}", path.display())]
    Init {
        /// The folder that was to hold the database.
        path: PathBuf,
        /// What `initdb` said.
        detail: String,
    },
    /// The server did not start.
    #[error("the private PostgreSQL did not start: {detail}")]
    Start {
        /// What the server said.
        detail: String,
        /// Processes of a server that has died still hold its memory: it may start in a moment.
        lingering: bool,
    },
    /// The server runs, and does not answer.
    #[error("the private PostgreSQL (process {pid}) does not answer: {detail}")]
    NoAnswer {
        /// The server's process.
        pid: i32,
        /// What the last attempt said.
        detail: String,
    },
    /// There is a database, and its secret is lost or wrong.
    #[error(
        "the private PostgreSQL in {} does not accept the secret in {}. Put the file back from a backup",
        folder.display(), secret.display()
    )]
    Secret {
        /// The server's folder.
        folder: PathBuf,
        /// The file that holds the secret.
        secret: PathBuf,
    },
    /// The server did not stop in time.
    #[error("the private PostgreSQL (process {pid}) did not stop")]
    Stop {
        /// The server's process.
        pid: i32,
    },
    /// Another program has been starting or stopping the server for too long.
    #[error("another quintal holds {} and does not let go", path.display())]
    Locked {
        /// The lock.
        path: PathBuf,
    },
    /// Every folder for the socket has too long a path, or belongs to someone else.
    #[error("no folder for the socket of the private PostgreSQL: {0}")]
    Socket(String),
    /// A query failed.
    #[error("the private PostgreSQL answered: {0}")]
    Database(#[from] sqlx::Error),
}

impl PrivateServerError {
    pub(super) fn files(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Files { doing, path, source }
    }
}

fn no_programs(wanted: Option<u32>, found: &[String], why_not_fetched: &str) -> String {
    let version = wanted.map_or_else(String::new, |major| format!("-{major}"));
    let plain = wanted.map_or_else(String::new, |major| major.to_string());
    let homebrew = wanted.unwrap_or(17);
    let problem = match (wanted, found) {
        (Some(major), []) => {
            format!("the database here was made by PostgreSQL {major}, and no server programs were found")
        }
        (Some(major), found) => format!(
            "the database here was made by PostgreSQL {major}, and this machine has {}",
            found.join(", ")
        ),
        (None, []) => "no server programs of PostgreSQL (15 or newer) were found".to_owned(),
        (None, found) => {
            format!("PostgreSQL 15 or newer is needed, and this machine has {}", found.join(", "))
        }
    };
    format!(
        "{problem}, nor could they be fetched ({why_not_fetched}). Install them:\n\
         \x20 Debian, Ubuntu   sudo apt install postgresql{version}\n\
         \x20 Fedora           sudo dnf install postgresql{plain}-server\n\
         \x20 Arch             sudo pacman -S postgresql\n\
         \x20 macOS            brew install postgresql@{homebrew}\n\
         or set DATABASE_URL to a PostgreSQL that runs elsewhere."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_found_says_what_to_install() {
        let text = PrivateServerError::NoPrograms {
            wanted: None,
            found: vec![],
            why_not_fetched: "no network".to_owned(),
        }
        .to_string();
        for part in [
            "15 or newer",
            "no network",
            "apt install postgresql\n",
            "dnf install postgresql-server\n",
            "pacman -S postgresql\n",
            "brew install postgresql@17\n",
            "DATABASE_URL",
        ] {
            assert!(text.contains(part), "{part:?} is missing in {text}");
        }
    }

    #[test]
    fn the_wrong_version_names_the_right_one() {
        let text = PrivateServerError::NoPrograms {
            wanted: Some(16),
            found: vec!["15.18".to_owned(), "17.2".to_owned()],
            why_not_fetched: "no network".to_owned(),
        }
        .to_string();
        assert!(text.contains("made by PostgreSQL 16, and this machine has 15.18, 17.2"), "{text}");
        assert!(text.contains("apt install postgresql-16\n"), "{text}");
    }
}
