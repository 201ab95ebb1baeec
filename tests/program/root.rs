//! Started by root, in a container or on a fresh server.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
};

use crate::{
    private::Data,
    process::{Garden, quintal},
};

/// The server's account cannot enter a folder below `/root`, say. This does not apply to anyone but root, whose
/// server runs as themselves and enters where they can: there the database stays where it was asked for.
#[tokio::test]
async fn from_a_folder_that_is_closed_to_others_the_database_goes_where_its_account_can_enter() {
    let data = Data::new();
    let closed = data.join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    let serve = || {
        let mut serve = quintal(&data, &["serve", "--listen", "127.0.0.1:0"]);
        serve.env("QUINTAL_DATA", closed.join("data"));
        serve
    };
    let garden = Garden::opened(serve()).await;
    assert_eq!(garden.get("/").await.status, 200);
    let folder = closed.join("data/postgres").canonicalize().unwrap();
    let said = garden.program.err();
    garden.close().await;
    if !rustix::process::geteuid().is_root() {
        eprintln!("this is not root: nothing has to move");
        assert_eq!(folder.parent(), Some(closed.join("data").canonicalize().unwrap().as_path()));
        return;
    }
    assert_eq!(folder.parent(), Some(data.join("refuge").canonicalize().unwrap().as_path()));
    assert_ne!(fs::metadata(&folder).unwrap().uid(), 0);
    assert!(said.contains(&format!("the database is in {}", folder.display())), "{said}");
    assert!(!folder.join("cluster/postmaster.pid").exists());

    let again = Garden::opened(serve()).await;
    assert_eq!(again.get("/").await.status, 200);
    again.close().await;
}
