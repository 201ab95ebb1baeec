//! The private PostgreSQL: what a garden runs on when no other database is named.
//!
//! It listens on a Unix socket alone and knows one role, whose secret lies beside the data. Every program that
//! uses a data directory holds a share in its server; the first one in starts it, the last one out stops it, and
//! whoever finds it orphaned takes it over. Shares and locks are locks on files, so that they end with the
//! process that holds them, however it ends.

mod account;
mod error;
mod fetch;
mod folder;
mod initdb;
mod lock;
mod postmaster;
mod programs;
mod server;
mod settings;
mod socket;

use std::path::PathBuf;

pub use self::{
    error::PrivateServerError,
    programs::Places,
    server::{PrivateServer, stop_if_unused},
};

/// The only role that may connect.
const ROLE: &str = "quintal";

/// Where the private server lives and what it may use.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data directory. The server's folder is `postgres` in it.
    pub data: PathBuf,
    /// Where server programs are looked for.
    pub places: Places,
    /// The list of releases to fetch server programs from, in the form of GitHub's API. `None`: the usual one.
    pub fetch_from: Option<String>,
    /// Where root puts the server's folder if the server's account cannot enter the data directory.
    pub refuge: PathBuf,
    /// Settings laid over ours, for a server whose data may be thrown away.
    pub settings: Vec<(&'static str, String)>,
}

impl Options {
    /// What a data directory needs, and nothing special.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            places: Places::usual(),
            fetch_from: None,
            refuge: state_directory().unwrap_or_else(|| PathBuf::from("/var/lib/quintal")),
            settings: Vec::new(),
        }
    }
}

/// The folder that a service manager has set aside for the program's state: `STATE_DIRECTORY` of systemd.exec(5),
/// which lists several parted by colons.
fn state_directory() -> Option<PathBuf> {
    let folders = std::env::var_os("STATE_DIRECTORY")?;
    std::env::split_paths(&folders).next().filter(|folder| folder.is_absolute())
}

/// How a program came by its server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It started the server.
    Started,
    /// Another program uses the server too.
    Shared,
    /// The server ran and nobody used it: whoever did was killed.
    TookOver,
}

/// What there is to know about the running server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// PostgreSQL's version, as it says it.
    pub version: String,
    /// The folder of the server programs.
    pub programs: PathBuf,
    /// The server's folder.
    pub folder: PathBuf,
    /// The folder of its socket.
    pub socket: PathBuf,
    /// The account that it runs as.
    pub account: String,
    /// Whether what was acknowledged survives a crash.
    pub durable: bool,
    /// Whether names can be sorted as their language does.
    pub icu: bool,
}
