//! Writing notes, and what they said before.

use jiff::tz::TimeZone;
use quintal::{
    access::{Audiences, Role},
    i18n::Locale,
    ids::UserId,
    notes::{
        history, moving, vaults,
        write::{self, By, Item, NoteFile},
    },
    text::language::Language,
};
use sqlx::Connection as _;

use super::{Garden, READERS};

/// A new note turns the links that name it, and a move finds those that do; neither looks at all the others.
#[actix_web::test]
async fn writing_a_note_reads_no_whole_table() {
    let mut garden = Garden::plant().await;
    sqlx::raw_sql(
        "update links set key = 'to come' where note_id = '00000000-0000-7001-8000-000000000011';
         set stats_fetch_consistency = none;",
    )
    .execute(&mut garden.db)
    .await
    .unwrap();
    let english = Language::parse("en").unwrap();
    let vault = vaults::find(&mut garden.db, "many").await.unwrap().unwrap();
    let settings = write::settings(&mut garden.db, vault, english.clone(), TimeZone::UTC).await.unwrap();
    let before = garden.rows_read_one_after_another().await;
    let file =
        NoteFile { path: "To come.md".into(), text: "[[note 5]] and [[nobody]]".into(), modified: None };
    let item = Item { note: None, moved: false, prepared: write::prepare(file, &settings).unwrap() };
    let mut transaction = garden.db.begin().await.unwrap();
    let saved = write::save(&mut transaction, &settings, &[item], &By::import(None), super::super::now())
        .await
        .unwrap()
        .remove(0);
    transaction.commit().await.unwrap();
    let turned: i64 =
        sqlx::query_scalar("select count(*) from links where target_note_id = $1 and key = 'to come'")
            .bind(saved.note.0)
            .fetch_one(&mut garden.db)
            .await
            .unwrap();
    assert_eq!(turned, 3, "the links that waited for it");

    let author = UserId("00000000-0000-7000-8000-000000000002".parse().unwrap());
    let by = moving::Mover { id: author, role: Role::Editor, audiences: vec![1, 2] };
    let ground = moving::Ground { language: english, zone: TimeZone::UTC };
    let note = moving::find(&mut garden.db, &saved.path, &by).await.unwrap().unwrap();
    let to = moving::Move { title: None, vault_path: "Elsewhere/Other.md".into() };
    let mut transaction = garden.db.begin().await.unwrap();
    let what = (&note, &to, &by);
    let moved =
        moving::carry_out(&mut transaction, what, true, &[], &ground, super::super::now()).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(moved.path, "elsewhere/other");
    assert_eq!(garden.rows_read_one_after_another().await, before, "whole tables were read");
}

/// A note with a thousand revisions in a garden of as many notes: a page of its history, any of its texts, and what follows
/// its lines.
#[actix_web::test]
async fn no_history_reads_a_whole_table() {
    let mut garden = Garden::plant().await;
    let path = "folder-8/inner-8/note-7008";
    sqlx::raw_sql(
        "insert into revisions (id, note_id, number, source, source_hash, title, headings, words, render_version, created_at,
                                origin, audience_id)
         select gen_random_uuid(), '00000000-0000-7001-8000-000000001b60', i, '[[note 5]] as of ' || i, '', 'T', '[]', 4, 9,
                timestamptz '2024-01-01' + i * interval '1 hour', 'edit', 1
         from generate_series(2, 1000) i;
         update notes n set newest_revision_id = r.id from revisions r
         where n.id = r.note_id and r.note_id = '00000000-0000-7001-8000-000000001b60' and r.number = 1000;
         analyze revisions;",
    )
    .execute(&mut garden.db)
    .await
    .unwrap();
    let readers = Audiences::of([1, 2, 100]);
    let note = history::find(garden.fresh().await, path, &readers).await.unwrap().unwrap();
    assert_eq!(note.newest_number, 1000);
    garden.assert_indexed("the note", &[&format!("'{path}'"), READERS]).await;
    let id = format!("'{}'", note.id);

    for (from, number) in [
        (history::Whence::Top, i32::MAX),
        (history::Whence::Before(500), 500),
        (history::Whence::After(500), 500),
    ] {
        let list = history::list(garden.fresh().await, note.id, from, &readers).await.unwrap();
        assert_eq!(list.entries.len(), usize::from(history::PAGE));
        let arguments = [&id, READERS, &number.to_string(), "31"];
        let plan = garden.assert_indexed("a page of its history", &arguments).await;
        let by_number = plan.contains("revisions_note_id_number_key") && !plan.contains("Sort");
        assert!(by_number, "it is not walked through by number:\n{plan}");
    }
    let two = history::revisions(garden.fresh().await, note.id, &[3, 997], &readers).await.unwrap();
    assert_eq!((two[0].previous, two[0].next, two[1].next), (Some(2), Some(4), Some(998)));
    garden.assert_indexed("two revisions", &[&id, "'{3,997}'", READERS]).await;

    let db = garden.fresh().await;
    let shown = history::shown::show(db, &note, &two[0], Locale::En, &readers).await.unwrap().unwrap();
    assert!(shown.html.contains("as of 3"), "{}", shown.html);
    let own = format!("'{}'", note.vault);
    let arguments =
        ["'{0}'", "'{note 5}'", "'{null}'", "'{note 5}'", "'{null}'", &own, "'a/b.md'", &id, READERS];
    garden.assert_indexed("what its links mean", &arguments).await;

    history::authorship::of(garden.fresh().await, &note, &readers).await.unwrap();
    let arguments = [&id, "500", "50", "8388608"];
    garden.assert_indexed_that_says("order by i.number desc limit", "older texts", &arguments).await;
    garden.assert_indexed_that_says("from authorships", "what is known of its lines", &[&id]).await;
    garden
        .assert_indexed_that_says("asked.number", "whom they are owed to", &[&id, "'{1,500}'", READERS])
        .await;

    let rules = history::rules::Rules::Thin { all_days: 30, daily_days: 300 };
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    let forecast = history::forecast(garden.fresh().await, rules, now, &TimeZone::UTC).await.unwrap();
    assert!(forecast.more || forecast.of == 100_999, "{forecast:?}");
    let nil = "'00000000-0000-0000-0000-000000000000'";
    garden
        .assert_indexed_that_says("(r.note_id, r.number) >=", "revisions in order", &[nil, "0", "5000"])
        .await;
    let one = format!("'{{{}}}'", note.newest);
    garden.assert_indexed_that_says("needed_revisions", "what something stands on", &[&one]).await;
}
