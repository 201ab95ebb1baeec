//! Who may have an attachment follows from the notes that use it, through every change of theirs.

use std::fs;

use quintal::{access::Audience, transfer::import::ImportOptions};

use super::{desk::Desk, import::person};

const EVERYBODY: &str = "public";
const MEMBERS: &str = "members";
const EDITORS: &str = "editors";

/// Those who may have the only attachment.
async fn readers(desk: &Desk) -> Vec<String> {
    desk.rows(
        "select case when u.email is null then a.kind else u.email end
         from file_audiences f join audiences a on a.id = f.audience_id left join users u on u.id = a.user_id
         order by 1",
    )
    .await
}

fn note(matter: &str) -> String {
    format!("---\n{matter}\n---\n![[plan.txt]]")
}

/// Writes a file, imports the vault and says who may have the attachment then.
async fn after(desk: &Desk, path: &str, text: &str) -> Vec<String> {
    desk.write(&[(path, text)]);
    desk.import().await;
    readers(desk).await
}

#[tokio::test]
async fn an_attachment_is_for_the_readers_of_the_notes_that_use_it() {
    let desk = Desk::open().await;
    person(&desk, "owner", "owner").await;
    person(&desk, "ana", "author").await;
    assert!(after(&desk, "plan.txt", "beds").await.is_empty(), "nothing uses it");
    for (matter, expected) in [
        ("audience: public", vec![EVERYBODY]),
        ("audience: members", vec![MEMBERS]),
        ("audience: private", vec!["owner@example.org"]),
        ("audience: unlisted", vec![EVERYBODY]),
        ("audience: public\npublish: false", vec![EDITORS]),
        ("audience: private\npublish: false", vec!["owner@example.org"]),
        ("publish: true", vec![EVERYBODY]),
    ] {
        assert_eq!(after(&desk, "a.md", &note(matter)).await, expected, "{matter}");
    }
    // What the vault says of notes that do not say.
    for (audience, expected) in [
        (Audience::Members, MEMBERS),
        (Audience::Private, "owner@example.org"),
        (Audience::Public, EVERYBODY),
    ] {
        desk.import_with(ImportOptions { audience: Some(audience), ..desk.options() }).await.unwrap();
        assert_eq!(readers(&desk).await, [expected]);
    }
    // Two notes use it, then the other one only.
    assert_eq!(after(&desk, "b.md", &note("audience: members")).await, [MEMBERS, EVERYBODY]);
    assert_eq!(after(&desk, "a.md", "No more.").await, [MEMBERS]);
    // The same in another place.
    fs::create_dir(desk.vault().join("plans")).unwrap();
    fs::rename(desk.vault().join("plan.txt"), desk.vault().join("plans/plan.txt")).unwrap();
    desk.import().await;
    assert_eq!(readers(&desk).await, [MEMBERS]);
    // Another content, too.
    assert_eq!(after(&desk, "plans/plan.txt", "other beds").await, [MEMBERS]);
    // A file that is gone says nothing until it is taken out; a note that is out is a draft.
    fs::remove_file(desk.vault().join("b.md")).unwrap();
    desk.import().await;
    assert_eq!(readers(&desk).await, [MEMBERS]);
    desk.import_with(ImportOptions { prune: true, ..desk.options() }).await.unwrap();
    assert_eq!(readers(&desk).await, [EDITORS]);
    assert_eq!(after(&desk, "b.md", &note("audience: members")).await, [MEMBERS]);
    // A draft is its author's as well.
    desk.import_with(ImportOptions { author: Some("ana@example.org".into()), ..desk.options() })
        .await
        .unwrap();
    assert_eq!(readers(&desk).await, [MEMBERS]);
    assert_eq!(after(&desk, "b.md", &note("publish: false")).await, ["ana@example.org", EDITORS]);
    // Without the attachment nothing is left to give.
    fs::remove_dir_all(desk.vault().join("plans")).unwrap();
    desk.import_with(ImportOptions { prune: true, ..desk.options() }).await.unwrap();
    assert!(readers(&desk).await.is_empty());
    assert_eq!(desk.count("files").await, 0);
}
