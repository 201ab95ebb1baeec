//! Which revisions are kept, by the owner's rules.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use quintal::{
    access::Role,
    notes::history::{self, rules::Rules},
};

use super::{Scene, ok};

/// A revision, as a row: which, of which note, its number, its author and readers, and whether it is young.
type Seen = (uuid::Uuid, uuid::Uuid, i32, Option<uuid::Uuid>, i32, bool);

const NOW: &str = "2026-11-21T12:00:00Z";

/// Rules by the side door of the room.
async fn keep(scene: &Scene, rules: Rules) {
    history::keep_by(&mut scene.app.pool.acquire().await.unwrap(), rules).await.unwrap();
}

#[actix_web::test]
async fn what_must_stay_stays_whatever_the_rules() {
    let scene = Scene::set().await;
    let start: Timestamp = "2024-01-01T00:00:00Z".parse().unwrap();
    let end: Timestamp = NOW.parse().unwrap();
    let people = [scene.ana, scene.app.add_person(Role::Editor, "b@garden.example").await];
    let mut runner = TestRunner::deterministic();
    let strategy = prop::collection::vec((0_i64..30_000, 0_usize..2, any::<bool>()), 2..40);
    let mut notes = Vec::new();
    for index in 0..40 {
        let note = scene.note(&format!("N{index}.md"), &["x\n"]).await;
        let steps = strategy.new_tree(&mut runner).unwrap().current();
        let mut minutes = 0;
        for ((pause, person, private), number) in steps.into_iter().zip(2_i32..) {
            minutes += pause;
            let saved = (start + SignedDuration::from_mins(minutes)).min(end);
            sqlx::query(
                "insert into revisions (id, note_id, number, source, source_hash, title, headings, words, render_version,
                                        author_id, created_at, origin, audience_id)
                 values (gen_random_uuid(), $1, $2, 'x', '', '', '[]', 1, 9, $3, $4::text::timestamptz, 'edit', $5)",
            )
            .bind(note.0)
            .bind(number)
            .bind(people[person].0)
            .bind(saved.to_string())
            .bind(if private { 2 } else { 1 })
            .execute(&scene.app.pool)
            .await
            .unwrap();
        }
        notes.push(note);
    }
    // Some stand on old ones: what is published, and what an import compares with.
    sqlx::raw_sql(
        "update revisions set created_at = '2023-12-01Z' where number = 1;
         update notes n set newest_revision_id = r.id from revisions r
         where r.note_id = n.id and r.number = (select max(number) from revisions m where m.note_id = n.id);
         update notes n set published_revision_id = (
             select id from revisions r where r.note_id = n.id order by md5(r.id::text || 'p') limit 1
         );
         insert into vault_entries (vault_id, path, content_hash, note_id, revision_id)
         select n.vault_id, n.path, '', n.id, (
             select id from revisions r where r.note_id = n.id order by md5(r.id::text || 'v') limit 1
         ) from notes n;",
    )
    .execute(&scene.app.pool)
    .await
    .unwrap();
    let needed: Vec<uuid::Uuid> =
        sqlx::query_scalar("select id from needed_revisions").fetch_all(&scene.app.pool).await.unwrap();
    let all = "select id, note_id, number, author_id, audience_id, created_at > timestamptz '2026-11-21 12:00Z' - interval '90 days'
               from revisions order by note_id, number";
    let before: Vec<Seen> = sqlx::query_as(all).fetch_all(&scene.app.pool).await.unwrap();

    let clock = quintal::clock::Clock::fixed(end);
    assert_eq!(
        history::prune(&scene.app.pool, &clock, &TimeZone::UTC).await.unwrap(),
        0,
        "all are kept by default"
    );
    let rules = Rules::Thin { all_days: 90, daily_days: 400 };
    let mut db = scene.app.pool.acquire().await.unwrap();
    let forecast = history::forecast(&mut db, rules, end, &TimeZone::UTC).await.unwrap();
    drop(db);
    keep(&scene, rules).await;
    let zone = TimeZone::UTC;
    let (one, other) = tokio::join!(
        history::prune(&scene.app.pool, &clock, &zone),
        history::prune(&scene.app.pool, &clock, &zone)
    );
    let removed = one.unwrap() + other.unwrap();
    let after: Vec<Seen> = sqlx::query_as(all).fetch_all(&scene.app.pool).await.unwrap();
    assert_eq!(before.len() - after.len(), usize::try_from(removed).unwrap());
    assert_eq!((forecast.go, forecast.of), (removed, before.len() as u64), "as was foretold");
    assert!(removed > 30, "{removed} of {}", before.len());
    for one in &before {
        let (id, note, number, author, audience, young) = *one;
        let stays = after.contains(one);
        assert!(stays || !(needed.contains(&id) || young), "{one:?}");
        let heir = after.iter().find(|other| other.1 == note && other.2 >= number).unwrap();
        assert!(stays || (heir.3, heir.4) == (author, audience), "{one:?} {heir:?}");
    }
    assert_eq!(history::prune(&scene.app.pool, &clock, &TimeZone::UTC).await.unwrap(), 0);
    for note in notes {
        let entry: i64 = sqlx::query_scalar(
            "select count(*) from vault_entries where note_id = $1 and revision_id is not null",
        )
        .bind(note.0)
        .fetch_one(&scene.app.pool)
        .await
        .unwrap();
        assert_eq!(entry, 1);
    }
}

#[actix_web::test]
async fn the_owner_sets_the_rules_and_sees_first_what_they_do() {
    let scene = Scene::set().await;
    let note = scene.note("Note.md", &["1\n", "2\n", "3\n", "4\n"]).await;
    scene.app.clock.advance(SignedDuration::from_hours(24 * 90));
    let owner = scene.app.signed_in(Role::Owner).await;
    for other in [&scene.author, &scene.app.guest()] {
        assert_eq!(other.get("/admin/revisions").await.status, 404);
        assert_eq!(other.post("/admin/revisions", &[("keep", "all")]).await.status, 404);
    }
    let page = owner.get("/admin/revisions").await;
    assert_eq!(page.attributes("[name=keep][checked]", "value"), ["all"]);
    assert!(page.has("a[href='/admin/revisions']"));
    let form = [("keep", "thin"), ("all_days", "30"), ("daily_days", " 60 ")];
    let answer = owner.post("/admin/revisions", &form).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.text_of("[role=status]").starts_with("By these rules 3 of the 4 revisions would go."),
        "{}",
        answer.text()
    );
    let zone = TimeZone::UTC;
    assert_eq!(
        history::prune(&scene.app.pool, &scene.app.clock, &zone).await.unwrap(),
        0,
        "nothing is saved yet"
    );
    let seen = answer.attribute("[name=seen]", "value");
    // Other rules than those that were seen are shown first, too.
    let changed = [("keep", "thin"), ("all_days", "31"), ("daily_days", "60"), ("seen", &seen)];
    assert_eq!(owner.post("/admin/revisions", &changed).await.status, 200);
    let answer = owner.post("/admin/revisions", &[&form[..], &[("seen", &seen)]].concat()).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/admin/revisions"));
    let page = owner.get("/admin/revisions").await;
    assert_eq!(page.attributes("[name=keep][checked]", "value"), ["thin"]);
    assert_eq!(
        (page.attribute("#all_days", "value"), page.attribute("#daily_days", "value")),
        ("30".into(), "60".into())
    );
    assert_eq!(history::prune(&scene.app.pool, &scene.app.clock, &zone).await.unwrap(), 3);
    assert_eq!(scene.numbers(note).await, [4]);
    assert_eq!(owner.get("/notes/note").await.text_of(".prose"), "4");
    assert_eq!(ok(owner.get("/notes/note/-/history").await).count(".revisions > li"), 1);

    for (field, all_days, daily_days) in [
        ("all_days", "0", "60"),
        ("all_days", "x", "60"),
        ("daily_days", "30", "36501"),
        ("daily_days", "30", "29"),
    ] {
        let form = [("keep", "thin"), ("all_days", all_days), ("daily_days", daily_days)];
        let answer = owner.post("/admin/revisions", &form).await;
        assert_eq!(answer.status, 422);
        assert!(!answer.text_of(&format!("#{field}-error")).is_empty());
        assert_eq!(answer.attribute("#all_days", "value"), all_days);
    }
    assert_eq!(owner.post("/admin/revisions", &[("keep", "all")]).await.status, 303);
    let rules: i64 =
        sqlx::query_scalar("select count(*) from revision_rules").fetch_one(&scene.app.pool).await.unwrap();
    assert_eq!(rules, 0);
}

#[actix_web::test]
async fn whatever_leans_on_a_revision_keeps_it() {
    let scene = Scene::set().await;
    let leaning = "select c.conrelid::regclass::text, a.attname::text
                   from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
                   where c.confrelid = 'revisions'::regclass and c.contype = 'f' and c.confdeltype <> 'c'";
    let leaning: Vec<(String, String)> = sqlx::query_as(leaning).fetch_all(&scene.app.pool).await.unwrap();
    let needed: String = sqlx::query_scalar("select pg_get_viewdef('needed_revisions'::regclass)")
        .fetch_one(&scene.app.pool)
        .await
        .unwrap();
    // A suggestion has the text that it was made of; what a work made is only compared with what is there now.
    let do_without = [("suggestions", "base_revision_id"), ("work_notes", "after_id")];
    let kept = |table: &str, column: &str| {
        needed.split("UNION ALL").any(|part| part.contains(column) && part.contains(&format!("FROM {table}")))
    };
    for (table, column) in &leaning {
        let pair = (table.as_str(), column.as_str());
        assert!(kept(table, column) != do_without.contains(&pair), "{pair:?}\n{needed}");
    }
    assert!(leaning.len() > 5, "{leaning:?}");
}
