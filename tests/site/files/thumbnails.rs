//! Smaller pictures.

use std::{fs, io::Cursor, path::Path, sync::Arc};

use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use jiff::SignedDuration;
use quintal::{
    access::Role,
    duties, files, jobs,
    transfer::import::{self, ImportContext, ImportOptions, Source},
};

use crate::support::app::TestApp;

/// A picture that no encoding makes small.
fn noise(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).to_be_bytes();
        Rgb([grain[1], grain[2], grain[1] ^ grain[2]])
    })
}

/// A photograph that lies on its side: 600 by 1100 pixels, to be seen as 1100 by 600.
fn photograph() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder
        .set_exif_metadata(
            b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0LATITUDE 23.5 S".to_vec(),
        )
        .unwrap();
    encoder.encode_image(&noise(600, 1100)).unwrap();
    bytes
}

fn drawing(width: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(noise(width, 20)).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn import(app: &TestApp, vault: &Path) {
    let context = ImportContext::of(&app.state).unwrap();
    import::import(&context, ImportOptions::of(Source::at(vault).unwrap()), Arc::new(|_| ())).await.unwrap();
}

async fn work(app: &TestApp) {
    jobs::run_due(&app.state, &duties::all()).await.unwrap();
}

async fn failures(app: &TestApp) -> Vec<Option<String>> {
    sqlx::query_scalar("select failure from pictures order by failure").fetch_all(&app.pool).await.unwrap()
}

/// A garden with notes that show pictures.
async fn garden() -> (TestApp, tempfile::TempDir) {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("Vault");
    fs::create_dir(&vault).unwrap();
    fs::write(vault.join("Open.md"), "![[Leaf 1.jpg]] ![[Leaf 1.jpg|300]] ![[small.png]] ![[broken.png]]")
        .unwrap();
    fs::write(vault.join("Hidden.md"), "---\naudience: members\n---\n![[seed.png]]").unwrap();
    fs::write(vault.join("Leaf 1.jpg"), photograph()).unwrap();
    fs::write(vault.join("seed.png"), drawing(700)).unwrap();
    fs::write(vault.join("small.png"), drawing(300)).unwrap();
    let mut broken = drawing(900);
    broken.truncate(500);
    fs::write(vault.join("broken.png"), broken).unwrap();
    import(&app, &vault).await;
    (app, folder)
}

#[actix_web::test]
async fn a_page_offers_smaller_pictures_as_soon_as_there_are_some() {
    let (app, _vault) = garden().await;
    let guest = app.guest();
    let before = guest.get("/notes/open").await;
    assert!(!before.has("img[srcset]"));
    assert_eq!(before.attributes(".prose img", "width")[..2], ["600", "300"]);
    work(&app).await;

    let page = guest.get("/notes/open").await;
    assert_eq!(page.queries(), before.queries());
    assert_eq!(page.attributes(".prose img", "width")[..2], ["1100", "300"], "it stands upright");
    assert_eq!(page.attributes(".prose img", "height")[..2], ["600", "163"]);
    let whole = page.attribute(".prose img", "src");
    let folder = whole.rsplit_once('/').unwrap().0;
    let sources = format!("{folder}/w/480 480w, {folder}/w/960 960w, {folder}/Leaf%201.jpg 1100w");
    assert_eq!(
        page.attributes("img[srcset]", "srcset"),
        [sources.as_str(), &sources],
        "and no other has any"
    );
    assert_eq!(page.attributes("img[srcset]", "sizes")[1], "300px");

    let small = format!("{folder}/w/480");
    let answer = guest.get(&small).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "image/jpeg"));
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let seen = image::load_from_memory(&answer.bytes).unwrap();
    assert_eq!((seen.width(), seen.height()), (480, 262));
    assert!(!answer.bytes.windows(8).any(|word| word == b"LATITUDE"), "nobody learns where it was");
    assert_eq!(guest.head(&small).await.status, 200);
    let known = guest.request(reqwest::Method::GET, &small).header("if-none-match", answer.header("etag"));
    assert_eq!(guest.send(known).await.status, 304);
    for nothing in ["w/481", "w/1600", "w/99999999999", "w/0"] {
        assert_eq!(guest.get(&format!("{folder}/{nothing}")).await.status, 404, "{nothing}");
    }
}

#[actix_web::test]
async fn only_who_may_see_the_picture_sees_a_smaller_one() {
    let (app, _vault) = garden().await;
    work(&app).await;
    let member = app.signed_in(Role::Member).await;
    let page = member.get("/notes/hidden").await;
    let small = page.attribute("img", "srcset").split(' ').next().unwrap().to_owned();
    assert!(small.ends_with("/w/480"), "{small}");
    assert_eq!(member.get(&small).await.status, 200);
    let (hidden, missing) =
        (app.guest().get(&small).await, app.guest().get(&small.replace("480", "481")).await);
    assert_eq!((hidden.status.as_u16(), missing.status.as_u16()), (404, 404));
    assert_eq!(hidden.text().replace("480", ""), missing.text().replace("481", ""));
}

#[actix_web::test]
async fn a_picture_that_cannot_be_read_is_looked_at_once() {
    let (app, _vault) = garden().await;
    work(&app).await;
    let failures = failures(&app).await;
    let [Some(failure), None, None] = &failures[..] else { panic!("{failures:?}") };
    assert!(failure.starts_with("it cannot be read: "), "{failure}");
    let states: Vec<String> = sqlx::query_scalar("select distinct state from jobs where kind = 'thumbnails'")
        .fetch_all(&app.pool)
        .await
        .unwrap();
    assert_eq!(states, ["done"]);
    let jobs = async || -> i64 {
        sqlx::query_scalar("select count(*) from jobs").fetch_one(&app.pool).await.unwrap()
    };
    let before = jobs().await;
    files::catch_up(&app.pool, app.clock.now()).await.unwrap();
    assert_eq!(jobs().await, before);
}

#[actix_web::test]
async fn pictures_of_an_older_program_are_caught_up_with() {
    let (app, _vault) = garden().await;
    sqlx::query("delete from jobs").execute(&app.pool).await.unwrap();
    files::catch_up(&app.pool, app.clock.now()).await.unwrap();
    work(&app).await;
    assert_eq!(failures(&app).await.len(), 3, "not of the small one");
    assert!(app.guest().get("/notes/open").await.has("img[srcset]"));
}

#[actix_web::test]
async fn smaller_pictures_stay_and_go_with_the_picture() {
    let (app, vault) = garden().await;
    work(&app).await;
    let small = app.guest().get("/notes/open").await.attribute("img", "srcset");
    let small = small.split(' ').next().unwrap().to_owned();
    let sweep = async || files::sweep(&app.pool, &app.state.blobs, &app.clock).await.unwrap();
    sweep().await;
    app.clock.advance(SignedDuration::from_hours(25));
    assert_eq!(sweep().await, 0);
    assert_eq!(app.guest().get(&small).await.status, 200);

    // Another picture of the same name.
    fs::write(vault.path().join("Vault/Leaf 1.jpg"), drawing(200)).unwrap();
    import(&app, &vault.path().join("Vault")).await;
    assert_eq!(app.guest().get(&small).await.status, 404);
    assert!(!app.guest().get("/notes/open").await.has("img[srcset]"));
    sweep().await;
    app.clock.advance(SignedDuration::from_hours(25));
    assert_eq!(sweep().await, 3, "the picture and its two smaller ones");
}
