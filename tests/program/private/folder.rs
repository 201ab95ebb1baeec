//! Where the server's folder is, and whose.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::PathBuf,
};

use quintal::db::private::{Options, PrivateServer, PrivateServerError};

use super::{Data, keep_a_row, rows_kept};

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[tokio::test]
async fn it_is_closed_to_others_and_belongs_to_an_unprivileged_account() {
    let data = Data::new();
    let server = PrivateServer::join(&data.options()).await.unwrap();
    let about = server.describe().await.unwrap();
    assert!(about.durable, "{about:?}");
    assert!(server.notices().is_empty());
    let folder = fs::metadata(&about.folder).unwrap();
    assert_eq!(folder.mode() & 0o777, 0o700);
    assert_ne!(folder.uid(), 0);
    assert_eq!(is_root(), folder.uid() != rustix::process::geteuid().as_raw());
    assert_eq!(fs::metadata(&about.socket).unwrap().mode() & 0o777, 0o700);
    let secret = fs::metadata(about.folder.join("secret")).unwrap();
    assert_eq!((secret.mode() & 0o777, secret.len()), (0o600, 64));
    server.leave().await.unwrap();
}

#[tokio::test]
async fn a_long_path_gets_a_short_socket() {
    let data = Data::new();
    let options = Options { data: data.join("long/".repeat(30)), ..data.options() };
    let server = PrivateServer::join(&options).await.unwrap();
    keep_a_row(&server).await;
    let about = server.describe().await.unwrap();
    assert!(!about.socket.starts_with(&about.folder), "{about:?}");
    assert_eq!(fs::metadata(&about.socket).unwrap().mode() & 0o777, 0o700);
    let other = PrivateServer::join(&options).await.unwrap();
    assert_eq!(rows_kept(&other).await, 1);
    other.leave().await.unwrap();
    server.leave().await.unwrap();
    assert!(!about.socket.exists(), "it is removed with its socket");
}

/// For root this is about a folder that the server's account cannot enter; for anyone else there is no such
/// folder, and nothing may change.
#[tokio::test]
async fn a_data_directory_closed_to_the_account_sends_the_server_elsewhere() {
    let data = Data::new();
    let closed = data.join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    let options = Options { data: closed.join("data"), ..data.options() };
    let server = PrivateServer::join(&options).await.unwrap();
    keep_a_row(&server).await;
    let folder = server.describe().await.unwrap().folder;
    let notices = server.notices().join("\n");
    if is_root() {
        assert_eq!(folder.parent(), Some(options.refuge.canonicalize().unwrap().as_path()));
        assert!(notices.contains(folder.to_str().unwrap()), "{notices}");
        assert_eq!(closed.join("data/postgres").canonicalize().unwrap(), folder, "a link leads there");
    } else {
        assert_eq!(folder, closed.canonicalize().unwrap().join("data/postgres"));
        assert_eq!(notices, "");
    }
    server.leave().await.unwrap();

    let again = PrivateServer::join(&options).await.unwrap();
    assert_eq!(rows_kept(&again).await, 1);
    assert_eq!(again.describe().await.unwrap().folder, folder);
    again.leave().await.unwrap();
}

#[tokio::test]
async fn a_link_that_leads_nowhere_is_not_replaced_by_an_empty_database() {
    let data = Data::new();
    fs::create_dir(data.join("data")).unwrap();
    std::os::unix::fs::symlink("/nowhere/quintal", data.join("data/postgres")).unwrap();
    let error = PrivateServer::join(&data.options()).await.unwrap_err();
    assert!(matches!(error, PrivateServerError::FolderGone { .. }), "{error}");
    assert!(error.to_string().contains("/nowhere/quintal"), "{error}");
}

#[tokio::test]
async fn a_data_directory_that_cannot_be_made_is_named() {
    let data = Data::new();
    fs::write(data.join("file"), "").unwrap();
    let options = Options { data: data.join("file/data"), ..data.options() };
    let error = PrivateServer::join(&options).await.unwrap_err().to_string();
    assert!(error.starts_with("cannot create ") && error.contains("file/data"), "{error}");
}

/// For root: somebody else's link must not make it give away what is root's. For anyone else: a folder that is
/// not theirs is refused.
#[tokio::test]
async fn what_belongs_to_root_is_neither_used_nor_given_away() {
    let data = Data::new();
    let of_root = PathBuf::from("/usr");
    let before = fs::metadata(&of_root).unwrap().uid();
    assert_eq!(before, 0);
    fs::create_dir(data.join("data")).unwrap();
    std::os::unix::fs::symlink(&of_root, data.join("data/postgres")).unwrap();
    let error = PrivateServer::join(&data.options()).await.unwrap_err();
    assert!(matches!(error, PrivateServerError::ForeignOwner { .. }), "{error}");
    assert_eq!(fs::metadata(&of_root).unwrap().uid(), 0);
}
