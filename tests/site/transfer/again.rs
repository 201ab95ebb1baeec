//! Importing again: free where nothing changed, exact where something did.

use std::{
    fs,
    future::Future as _,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use quintal::transfer::import::{self, ImportOptions, Source};

use super::desk::{Desk, PNG, zip};

fn grow(desk: &Desk) {
    desk.write(&[
        ("A.md", "---\ntags: [one, two]\naliases: [First]\npermalink: start\n---\n[[B]] ![[leaf.png]]"),
        ("x/B.md", "---\npublish: false\n---\n[[A]]"),
        ("x/C.md", "[[nowhere]] [[First]]"),
    ]);
    desk.write_bytes("img/leaf.png", PNG);
}

#[tokio::test]
async fn an_unchanged_vault_writes_nothing() {
    let desk = Desk::open().await;
    grow(&desk);
    let first = desk.import().await;
    assert!(first.changes_anything());
    let before = desk.written().await;
    let second = desk.import().await;
    assert_eq!(desk.written().await, before);
    assert!(!second.changes_anything());
    assert_eq!((second.notes.unchanged, second.attachments.unchanged), (3, 1));
    assert_eq!(second.links, first.links);
    assert_eq!(desk.count("imports").await, 2);
}

#[tokio::test]
async fn a_folder_and_its_zip_are_one_vault() {
    let desk = Desk::open().await;
    desk.write(&[("A.md", "1"), ("b/C.md", "2")]);
    desk.import().await;
    let before = desk.written().await;
    let report = desk.import_zip(&zip(&[("Vault/b/C.md", b"2"), ("Vault/A.md", b"1")])).await.unwrap();
    assert_eq!((report.notes.unchanged, desk.written().await), (2, before));
}

#[tokio::test]
async fn an_edited_file_becomes_one_revision() {
    let desk = Desk::open().await;
    grow(&desk);
    desk.import().await;
    desk.write(&[("x/C.md", "[[A]]")]);
    let report = desk.import().await;
    assert_eq!((report.notes.changed.count, report.notes.unchanged, report.notes.added.count), (1, 2, 0));
    let revisions = "select n.path || ' ' || r.number || ' ' || r.source from revisions r join notes n on n.id = r.note_id
                     where n.path = 'x/c' order by r.number";
    assert_eq!(desk.rows(revisions).await, ["x/c 1 [[nowhere]] [[First]]", "x/c 2 [[A]]"]);
    assert_eq!(desk.count("parts").await, 3);
    assert_eq!(report.links.broken.count, 0);
}

#[tokio::test]
async fn an_edited_attachment_keeps_its_id() {
    let desk = Desk::open().await;
    grow(&desk);
    desk.import().await;
    let before = desk.rows("select id::text from files").await;
    desk.write(
        "<svg viewBox='0 0 3 4'/>".lines().map(|text| ("img/leaf.png", text)).collect::<Vec<_>>().as_slice(),
    );
    let report = desk.import().await;
    assert_eq!(
        (report.attachments.changed.count, desk.rows("select id::text from files").await),
        (1, before)
    );
    assert_eq!(desk.rows("select media_type from files").await, ["image/svg+xml"]);
    assert_eq!(report.links.broken.count, 1);
}

#[tokio::test]
async fn a_moved_file_keeps_its_note_and_its_old_address() {
    let desk = Desk::open().await;
    grow(&desk);
    desk.import().await;
    let before = desk.rows("select id::text from notes where path = 'x/c'").await;
    fs::create_dir(desk.vault().join("y")).unwrap();
    fs::rename(desk.vault().join("x/C.md"), desk.vault().join("y/D.md")).unwrap();
    fs::rename(desk.vault().join("img/leaf.png"), desk.vault().join("leaf.png")).unwrap();
    let report = desk.import().await;
    let moved = &report.notes.moved.first[0];
    assert_eq!((moved.from.as_deref(), moved.address.as_deref()), (Some("x/C.md"), Some("y/d")));
    assert_eq!(desk.rows("select id::text from notes where path = 'y/d'").await, before);
    let old = "select n.path from note_paths p join notes n on n.id = p.note_id where p.path = 'x/c'";
    assert_eq!(desk.rows(old).await, ["y/d"]);
    assert_eq!((desk.count("revisions").await, report.attachments.moved.count), (3, 1));
    assert_eq!((report.notes.gone.count, report.attachments.gone.count), (0, 0));
    assert_eq!(report.links.resolved, 4, "{report}");
}

#[tokio::test]
async fn a_file_that_is_gone_is_reported_and_taken_out_if_asked() {
    let desk = Desk::open().await;
    grow(&desk);
    desk.import().await;
    fs::remove_file(desk.vault().join("A.md")).unwrap();
    fs::remove_file(desk.vault().join("img/leaf.png")).unwrap();
    let report = desk.import().await;
    assert_eq!((report.notes.gone.count, report.attachments.gone.count), (1, 1));
    assert_eq!(report.notes.gone.first[0].file, "A.md");
    let published = "select path from notes where published_revision_id is not null order by path";
    assert_eq!(desk.rows(published).await, ["a", "x/c"]);
    let before = desk.written().await;
    let again = desk.import().await;
    assert_eq!(
        (again.notes.gone.count, desk.written().await),
        (1, before),
        "still gone, and nothing written"
    );
    let report = desk.import_with(ImportOptions { prune: true, ..desk.options() }).await.unwrap();
    assert_eq!((report.notes.withdrawn.count, report.attachments.withdrawn.count), (1, 1));
    assert_eq!(desk.rows(published).await, ["x/c"]);
    assert_eq!((desk.count("files").await, desk.count("tag_counts").await), (0, 0));
    grow(&desk);
    let back = desk.import().await;
    assert_eq!(desk.rows(published).await, ["a", "x/c"]);
    assert_eq!(
        (desk.count("notes").await, back.links.broken.count, desk.count("tag_counts").await),
        (3, 1, 2)
    );
}

#[tokio::test]
async fn a_dry_run_reports_and_writes_nothing() {
    let desk = Desk::open().await;
    grow(&desk);
    let dry = ImportOptions { dry_run: true, ..desk.options() };
    let before = desk.written().await;
    let promised = desk.import_with(dry).await.unwrap();
    assert_eq!((desk.written().await, desk.count("imports").await, desk.blobs()), (before, 0, 0));
    let mut kept = desk.import().await;
    (kept.dry_run, kept.seconds) = (true, promised.seconds);
    assert_eq!(promised, kept);
}

#[tokio::test]
async fn a_killed_import_leaves_whole_notes_and_is_finished_by_the_next() {
    let desk = Desk::open().await;
    for n in 0..180 {
        desk.write(&[(&format!("{n:03}.md"), &format!("---\ntags: [t]\n---\n[[{:03}]]", (n + 90) % 180))]);
    }
    let whole =
        "select count(*)::text from notes n where (select count(*) from links l where l.note_id = n.id) = 1
                 and exists (select from parts p where p.revision_id = n.published_revision_id)
                 and exists (select from vault_entries e where e.note_id = n.id)";
    {
        let mut killed = pin!(import::import(&desk.context, desk.options(), Arc::new(|_| ())));
        // Polled by hand until some notes are there, then dropped.
        while desk.count("notes").await == 0 {
            let mut context = Context::from_waker(Waker::noop());
            assert!(
                matches!(killed.as_mut().poll(&mut context), Poll::Pending),
                "it was done before it was killed"
            );
            tokio::task::yield_now().await;
        }
    }
    let notes = desk.count("notes").await;
    assert!((1..180).contains(&notes), "{notes}");
    assert_eq!(desk.rows(whole).await, [notes.to_string()]);
    let report = desk.import().await;
    assert_eq!((report.notes.added.count + u64::try_from(notes).unwrap(), report.links.resolved), (180, 180));
    assert_eq!(desk.rows(whole).await, ["180"]);
    assert_eq!(desk.rows("select tag || ' ' || notes from tag_counts").await, ["t 180"]);
    let runs = "select state || ' ' || coalesce(failure, '') from imports order by started_at, id";
    let runs = desk.rows(runs).await;
    assert!(runs[0] == r#"failed {"kind":"interrupted"}"# && runs[1] == "done ", "{runs:?}");
}

#[tokio::test]
async fn two_imports_of_one_vault_follow_each_other() {
    let desk = Desk::open().await;
    grow(&desk);
    let (one, two) = tokio::join!(desk.import(), desk.import());
    assert_eq!(one.notes.added.count + two.notes.added.count, 3);
    assert_eq!(one.notes.unchanged + two.notes.unchanged, 3);
}

#[tokio::test]
async fn an_import_beside_another_vaults_import_loses_nothing() {
    let desk = Desk::open().await;
    let vault = |name: &str, other: &str| {
        let files: Vec<(String, Vec<u8>)> = (0..120)
            .map(|n| (format!("{name}{n}.md"), format!("---\ntags: [t]\n---\n[[{other}{n}]]").into_bytes()))
            .collect();
        let files: Vec<(&str, &[u8])> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect();
        let path = desk.folder.path().join(format!("{name}.zip"));
        fs::write(&path, zip(&files)).unwrap();
        desk.import_with(ImportOptions::of(Source::Zip(path)))
    };
    let (one, two) = tokio::join!(vault("a", "b"), vault("b", "a"));
    one.unwrap();
    two.unwrap();
    assert_eq!(desk.rows("select count(*)::text from links where target_note_id is null").await, ["0"]);
    assert_eq!(desk.rows("select notes::text from tag_counts").await, ["240"]);
}

#[tokio::test]
async fn bytes_that_were_lost_are_taken_in_again() {
    let desk = Desk::open().await;
    desk.write(&[("a.md", "![[b.bin]]"), ("b.bin", "leaf"), ("c.bin", "stem")]);
    desk.import().await;
    let kept = desk.rows("select id || name from files order by name").await;
    for first in 0..=255 {
        for blob in desk.context.blobs.list(first).unwrap() {
            desk.context.blobs.remove(&blob.hash).unwrap();
        }
    }
    assert_eq!(desk.blobs(), 0);
    let dry = desk.import_with(ImportOptions { dry_run: true, ..desk.options() }).await.unwrap();
    assert_eq!((dry.attachments.changed.count, desk.blobs()), (2, 0));
    let report = desk.import().await;
    assert_eq!((report.attachments.changed.count, report.attachments.unchanged), (2, 0));
    assert_eq!((report.notes.unchanged, desk.blobs()), (1, 2));
    assert_eq!(
        desk.rows("select id || name from files order by name").await,
        kept,
        "under the same addresses"
    );
    let again = desk.import().await;
    assert_eq!((again.attachments.changed.count, again.attachments.unchanged), (0, 2));
}

/// The garden's order of a note's place is the last word: a file that lies where it lay, changed or not, neither
/// moves the note back nor makes another of it.
#[tokio::test]
async fn a_note_that_was_moved_in_the_browser_stays_there() {
    use quintal::{access::Role, ids::UserId, notes::moving};
    let desk = Desk::open().await;
    desk.write(&[("a/Old.md", "One."), ("Linking.md", "[[Old]] and [[New]]")]);
    desk.import().await;
    let context = &desk.context;
    let mut db = context.pool.begin().await.unwrap();
    let by = moving::Mover { id: UserId::new(), role: Role::Owner, audiences: vec![1] };
    let note = moving::find(&mut db, "a/old", &by).await.unwrap().unwrap();
    let to = moving::Move { title: None, vault_path: "b/New.md".into() };
    let ground = moving::Ground { language: context.language.clone(), zone: context.zone.clone() };
    moving::carry_out(&mut db, (&note, &to, &by), false, &[], &ground, context.clock.now()).await.unwrap();
    db.commit().await.unwrap();

    let places = "select vault_path || ' ' || path from notes order by path";
    let expected = ["b/New.md b/new", "Linking.md linking"];
    assert_eq!(desk.rows(places).await, expected);
    let report = desk.import().await;
    assert_eq!((report.notes.unchanged, desk.rows(places).await), (2, expected.map(str::to_owned).to_vec()));
    desk.write(&[("a/Old.md", "Two.")]);
    let report = desk.import().await;
    assert_eq!((report.notes.changed.count, report.notes.added.count), (1, 0));
    assert_eq!(desk.rows(places).await, expected, "its new text, in its new place");
    let text =
        "select r.source from notes n join revisions r on r.id = n.newest_revision_id where n.path = 'b/new'";
    assert_eq!(desk.rows(text).await, ["Two."]);
    let leads = "select count(*)::text from links where target_note_id is not null and key = 'new'";
    assert_eq!(desk.rows(leads).await, ["1"], "links find it by its new name");
    // Moved in the vault as well, to yet another place: the later word counts, and every address leads on.
    fs::remove_file(desk.vault().join("a/Old.md")).unwrap();
    desk.write(&[("c/Third.md", "Two.")]);
    let report = desk.import().await;
    assert_eq!(report.notes.moved.count, 1);
    assert_eq!(desk.rows(places).await, ["c/Third.md c/third", "Linking.md linking"]);
    assert_eq!(
        desk.rows("select path from note_paths where path like '_/%' order by path").await,
        ["a/old", "b/new", "c/third"]
    );
}
