//! The database is created.

use std::{fs, io::Write as _};

use secrecy::{ExposeSecret, SecretString};

use super::{ROLE, error::PrivateServerError, folder::Folder, postmaster, programs::Programs};

/// Creates the database, whole or not at all.
pub(super) fn create(
    folder: &Folder,
    programs: &Programs,
    secret: &SecretString,
) -> Result<(), PrivateServerError> {
    let fresh = folder.path().join("cluster.new");
    let cannot = |doing| PrivateServerError::files(doing, &fresh);
    match fs::remove_dir_all(&fresh) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(cannot("cannot remove")(error));
        }
        _ => {}
    }
    let password = tempfile::NamedTempFile::new_in(folder.path())
        .and_then(|mut file| {
            file.write_all(secret.expose_secret().as_bytes())?;
            folder.account.own(file.path())?;
            Ok(file)
        })
        .map_err(cannot("cannot write beside"))?;
    let output = folder
        .account
        .command(programs.initdb(), folder.path())
        .args(["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--data-checksums"])
        .args(["--username", ROLE])
        .arg("--pwfile")
        .arg(password.path())
        .arg("--pgdata")
        .arg(&fresh)
        .output()
        .map_err(PrivateServerError::files("cannot run", programs.initdb()))?;
    if !output.status.success() {
        let detail = postmaster::last_lines(&String::from_utf8_lossy(&output.stderr));
        return Err(PrivateServerError::Init { path: folder.path().to_owned(), detail });
    }
    let cluster = folder.cluster();
    fs::rename(&fresh, &cluster).map_err(PrivateServerError::files("cannot create", cluster))
}
