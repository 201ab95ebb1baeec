//! What is suggested, and what others are asked to look at.

use quintal::{
    access::Role,
    db::paging::PageNumber,
    ids::{NoteId, UserId},
    notes::{moving, reviewing, suggesting},
};

use super::Garden;

/// A garden in which much is suggested and many notes were looked at: what a page lists of it is found by indexes.
#[actix_web::test]
async fn no_list_of_suggestions_or_reviews_reads_a_whole_table() {
    let mut garden = Garden::plant().await;
    sqlx::raw_sql(
        "insert into users (id, email, email_key, name, password_hash, role, created_at, updated_at)
         select ('00000000-0000-7009-8000-' || lpad(to_hex(i), 12, '0'))::uuid, i || '@x', i || '@x', 'N', '', 'author',
             now(), now()
         from generate_series(1, 200) i;
         insert into suggestions (id, note_id, number, user_id, base, of_readers, source, pieces, open, accepted, refused,
             words, created_at, updated_at)
         select gen_random_uuid(), ('00000000-0000-7001-8000-' || lpad(to_hex(1 + i % 9000), 12, '0'))::uuid,
             1 + i / 9000, ('00000000-0000-7009-8000-' || lpad(to_hex(1 + i % 200), 12, '0'))::uuid, 'a', true, 'b', '[]',
             case when i % 20 = 0 then 1 else 0 end, 1, 0, '', timestamptz '2026-01-01' + i * interval '1 minute',
             timestamptz '2026-02-01' + i * interval '1 minute'
         from generate_series(1, 40000) i;
         insert into reviews (id, note_id, asked_by, asked_at, words, state, done_at)
         select gen_random_uuid(), ('00000000-0000-7001-8000-' || lpad(to_hex(1 + i % 9000), 12, '0'))::uuid,
             ('00000000-0000-7009-8000-' || lpad(to_hex(1 + i % 200), 12, '0'))::uuid,
             timestamptz '2026-01-01' + i * interval '1 minute', '', case when i < 400 then 'asked' else 'approved' end,
             case when i < 400 then null else now() end
         from generate_series(1, 40000) i;
         analyze suggestions; analyze reviews; analyze users;",
    )
    .execute(&mut garden.db)
    .await
    .unwrap();
    garden.large.extend(["suggestions", "reviews"]);
    let person = UserId("00000000-0000-7009-8000-000000000001".parse().unwrap());
    let by = moving::Mover { id: person, role: Role::Editor, audiences: vec![1, 2, 3, 100] };
    let (id, readers) = (format!("'{}'", person.0), "'{1,2,3,100}'");
    let note = NoteId("00000000-0000-7001-8000-000000000005".parse().unwrap());
    let page = PageNumber::FIRST;
    let of_note = format!("'{}'", note.0);
    for (of, words, more) in [
        (suggesting::Of::Waiting, "order by s.created_at", vec!["true"]),
        (suggesting::Of::Theirs, "order by s.updated_at desc", vec![]),
        (suggesting::Of::Note { note, all: true }, "order by s.number desc", vec![&*of_note, "true"]),
    ] {
        assert!(!suggesting::list(garden.fresh().await, of, &by, page).await.unwrap().items.is_empty());
        let arguments = [vec![&*id, readers, "31", "0"], more].concat();
        garden.assert_indexed_that_says(words, "suggestions", &arguments).await;
    }
    assert_eq!(reviewing::queue(garden.fresh().await, &by, page).await.unwrap().items.len(), 30);
    let plan = garden
        .assert_indexed_that_says("order by v.asked_at, v.id", "the queue", &[readers, "31", "0"])
        .await;
    assert!(plan.contains("reviews_queue") && !plan.contains("Sort"), "{plan}");
    assert_eq!(reviewing::count(garden.fresh().await, &by).await.unwrap(), 100);
    garden.assert_indexed_that_says("as \"count!\"", "how many wait", &[readers, "100"]).await;
    let free = "select count(*) from unnest($1::uuid[]) i (id)
                where not exists (select from needed_revisions n where n.id = i.id)";
    sqlx::query_scalar::<_, i64>(free).bind([note.0]).fetch_one(garden.fresh().await).await.unwrap();
    garden
        .assert_indexed_that_says("needed_revisions", "what is needed", &[&format!("array[{of_note}::uuid]")])
        .await;
    reviewing::theirs(garden.fresh().await, &by, page).await.unwrap();
    garden.assert_indexed_that_says("v.asked_by = $4", "one’s own", &[readers, "31", "0", &id]).await;
}
