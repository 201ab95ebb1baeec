//! `/admin/vaults`.

use std::{fs, path::Path, sync::Arc};

use quintal::{
    access::Role,
    transfer::import::{self, ImportContext, ImportOptions, Source},
};

use crate::support::app::TestApp;

async fn import(app: &TestApp, folder: &Path) {
    let context = ImportContext::of(&app.state).unwrap();
    let source = Source::at(folder).unwrap();
    import::import(&context, ImportOptions::of(source), Arc::new(|_| ())).await.unwrap();
}

#[actix_web::test]
async fn a_vault_is_taken_out_and_comes_back() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    assert!(owner.get("/admin/vaults").await.has("p.soft"), "nothing was imported yet");
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("Beans");
    fs::create_dir(&vault).unwrap();
    fs::write(vault.join("Bean.md"), "See [[list.txt]]").unwrap();
    fs::write(vault.join("list.txt"), "beans").unwrap();
    import(&app, &vault).await;
    let guest = app.guest();
    let file = guest.get("/notes/bean").await.attribute(".prose a", "href");
    assert_eq!(guest.get(&file).await.status, 200);

    let page = owner.get("/admin/vaults").await;
    assert_eq!((page.status.as_u16(), page.texts("tbody th")), (200, vec!["Beans".to_owned()]));
    assert_eq!(owner.head("/admin/vaults").await.status, 200);
    let withdrawal = page.attribute("main form", "action");
    let answer = owner.post(&withdrawal, &[]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/admin/vaults"));
    let page = owner.get("/admin/vaults").await;
    assert_eq!(page.text_of(".flash"), "The vault was taken out. Another import brings it back.");
    assert!(!page.has("main form"), "it is out");
    for address in ["/notes/bean", &file] {
        assert_eq!(guest.get(address).await.status, 404, "{address}");
    }
    assert_eq!(owner.post(&withdrawal, &[]).await.status, 303, "twice is once");

    import(&app, &vault).await;
    let file = guest.get("/notes/bean").await.attribute(".prose a", "href");
    assert_eq!(guest.get(&file).await.status, 200);
    assert!(owner.get("/admin/vaults").await.has("main form"));
}
