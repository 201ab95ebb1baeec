//! A reader's marks: bookmarks, what was read, where they stopped, what is new; and that they can be forgotten.

use jiff::SignedDuration;
use quintal::{
    access::{Audience, Role},
    notes::{vaults::Vault, write::Saved},
};

use super::{Shelf, for_readers, person};
use crate::support::{
    app::{Browser, PASSWORD, TestApp},
    page::Answer,
};

const LONG: &str = "First words.\n\n## Here\n\nMore.\n\n## There\n\nThe end.";

/// A note's id, as forms send it.
fn id(saved: &Saved) -> String {
    saved.note.to_string()
}

async fn bookmark(browser: &Browser, note: &str, on: &str) -> Answer {
    browser.post("/bookmarks", &[("note", note), ("on", on), ("next", "/notes/a")]).await
}

async fn read(browser: &Browser, note: &str, on: &str) -> Answer {
    browser.post("/reading/read", &[("note", note), ("on", on), ("next", "/notes/a")]).await
}

async fn stop(browser: &Browser, note: &str, fraction: &str, heading: &str) -> Answer {
    browser.post("/reading/stop", &[("note", note), ("fraction", fraction), ("heading", heading)]).await
}

/// Rows of each kind: bookmarks, readings, stops, visits.
async fn rows(app: &TestApp) -> [i64; 4] {
    let counts: (i64, i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from bookmarks), (select count(*) from readings),
                (select count(*) from stops), (select count(*) from visits)",
    )
    .fetch_one(&app.pool)
    .await
    .unwrap();
    counts.into()
}

#[actix_web::test]
async fn a_note_is_bookmarked_and_found_again() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app).await.add(&[("a.md", "# Apples\n\nRed ones."), ("b.md", "# Pears")]).await;
    let member = app.signed_in(Role::Member).await;
    let empty = member.get("/bookmarks").await;
    assert!(empty.has("main .empty") && !empty.has(".notes"));

    let page = member.get("/notes/a").await;
    let button = "form[action='/bookmarks'] button";
    assert_eq!(
        (page.attribute(button, "aria-pressed"), page.attribute(button, "value")),
        ("false".into(), "yes".into())
    );
    assert_eq!(page.attribute("form[action='/bookmarks'] [name=note]", "value"), id(&notes[0]));
    let answer = bookmark(&member, &id(&notes[0]), "yes").await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/notes/a"));
    assert_eq!(bookmark(&member, &id(&notes[0]), "yes").await.status, 303, "twice is once");
    let page = member.get("/notes/a").await;
    assert_eq!(
        (page.attribute(button, "aria-pressed"), page.attribute(button, "value")),
        ("true".into(), "no".into())
    );

    app.clock.advance(SignedDuration::from_mins(1));
    bookmark(&member, &id(&notes[1]), "yes").await;
    let list = member.get("/bookmarks").await;
    assert_eq!(list.texts(".note-title"), ["Pears", "Apples"], "the latest first");
    assert!(list.text_of(".notes > li:last-child button").contains("Remove"));
    let again = list.attribute(".notes > li:last-child [name=next]", "value");
    let answer = member.post("/bookmarks", &[("note", &id(&notes[0])), ("on", "no"), ("next", &again)]).await;
    assert_eq!(answer.location(), "/bookmarks");
    assert_eq!(member.get("/bookmarks").await.texts(".note-title"), ["Pears"]);
    assert_eq!(rows(&app).await[0], 1);
    let script =
        member.post("/bookmarks", &[("note", &id(&notes[0])), ("on", "yes"), ("quiet", "yes")]).await;
    assert_eq!(script.status, 204, "a script needs no page");
}

#[actix_web::test]
async fn what_was_read_is_marked_in_lists_and_in_the_tree() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app)
        .await
        .add(&[("Shed/a.md", "# Apples\n\n#fruit"), ("Shed/b.md", "# Pears\n\n#fruit"), ("c.md", "# Cellar")])
        .await;
    let (member, guest) = (app.signed_in(Role::Member).await, app.guest());
    let unread = member.get("/notes/shed/a").await;
    assert_eq!(unread.attribute(".marks button", "aria-pressed"), "false");
    assert!(!unread.has(".read-sign"));
    assert_eq!(read(&member, &id(&notes[0]), "yes").await.status, 303);
    let page = member.get("/notes/shed/a").await;
    assert_eq!(page.attribute(".marks button", "aria-pressed"), "true");
    assert_eq!(page.texts(".tree a:has(.read-sign)"), ["Apples(Read)"]);
    assert_eq!(page.text_of(".tree .read-sign .visually-hidden"), "(Read)");
    let branch = member.get("/notes/-/tree?folder=shed").await;
    assert_eq!(branch.texts("a:has(.read-sign)"), ["Apples(Read)"]);
    assert!(branch.queries() <= 3, "{}", branch.header("server-timing"));
    for list in ["/notes", "/notes/shed", "/tags/fruit", "/"] {
        let page = member.get(list).await;
        assert_eq!(page.texts(".note-title:has(.read-sign)"), ["Apples(Read)"], "{list}");
        assert!(!guest.get(list).await.has(".read-sign"), "{list}");
        assert!(page.queries() <= 5, "{list} {}", page.header("server-timing"));
    }
    read(&member, &id(&notes[0]), "no").await;
    assert!(!member.get("/notes").await.has(".read-sign"));
    assert_eq!(rows(&app).await[1], 0);
}

#[actix_web::test]
async fn a_reader_is_offered_to_go_on_where_they_stopped() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app).await.add(&[("a.md", LONG)]).await;
    let member = app.signed_in(Role::Member).await;
    assert!(!member.get("/notes/a").await.has(".continue"));
    assert_eq!(stop(&member, &id(&notes[0]), "0.4", "here").await.status, 204);
    assert_eq!(stop(&member, &id(&notes[0]), "0.6251", "there").await.status, 204);
    let page = member.get("/notes/a").await;
    assert_eq!(page.attribute(".continue a", "href"), "#there");
    assert_eq!(page.attribute(".continue a", "data-fraction"), "0.6251");
    assert_eq!(page.text_of(".continue"), "Continue where you stopped (63 %) There");
    let front = member.get("/").await;
    assert_eq!(front.texts("#unfinished .note-title"), ["a"]);
    assert!(front.text_of("#unfinished").contains("63 % read"));

    stop(&member, &id(&notes[0]), "0.5", "no-such-heading").await;
    assert_eq!(member.get("/notes/a").await.attribute(".continue a", "href"), "#main", "the heading is gone");
    for (fraction, heading) in [("1.5", ""), ("-1", ""), ("NaN", ""), ("x", ""), ("", "here")] {
        assert_eq!(stop(&member, &id(&notes[0]), fraction, heading).await.status, 400, "{fraction}");
    }
    assert_eq!(rows(&app).await[2], 1);
    read(&member, &id(&notes[0]), "yes").await;
    assert!(!member.get("/notes/a").await.has(".continue"), "what is read is not to be continued");
    assert_eq!(rows(&app).await[2], 0);
}

#[actix_web::test]
async fn what_came_or_changed_since_the_last_visit_is_new() {
    let app = TestApp::start().await;
    let (author, _) = person(&app.pool, "ana", "author").await;
    let shelf = Shelf::with(&app, Vault { author: Some(author), ..Vault::new("Shelf") }).await;
    shelf.add(&[("old.md", "# Old"), ("later.md", "---\nupdated: 2030-01-01\n---\n# Later")]).await;
    let member = app.signed_in(Role::Member).await;
    let first = member.get("/new").await;
    assert_eq!(first.text_of("main .empty h2"), "This is your first visit");

    // A visit goes on for as long as something is heard of its person at least every half hour.
    for _ in 0..3 {
        app.clock.advance(SignedDuration::from_mins(20));
        assert!(member.get("/new").await.text().contains("first visit"));
    }
    app.clock.advance(SignedDuration::from_hours(48));
    let none = member.get("/new").await;
    assert_eq!(none.text_of("main .empty h2"), "Nothing new");
    assert!(none.text_of(".lede").contains("21 November 2026, 13:00"), "{}", none.text_of(".lede"));

    let came = [
        ("new.md", "---\nupdated: 2020-01-01\n---\n# New"),
        ("shut.md", &for_readers(Audience::Private, "# Shut")),
        ("aside.md", &for_readers(Audience::Unlisted, "# Aside")),
    ];
    shelf.add(&came).await;
    let published =
        "update notes set published_at = '2026-11-23T12:30:00Z' where path in ('new', 'shut', 'aside')";
    sqlx::query(published).execute(&app.pool).await.unwrap();
    sqlx::query("update notes set updated_at = '2026-11-23T13:00:00Z' where path = 'old'")
        .execute(&app.pool)
        .await
        .unwrap();
    app.clock.advance(SignedDuration::from_mins(10));
    let page = member.get("/new").await;
    assert_eq!(page.texts(".note-title"), ["Old", "New"], "by when they came or changed");
    assert_eq!(page.texts(".news-sign"), ["Changed", "New"]);
    let front = member.get("/").await;
    assert_eq!(front.texts("#news .note-title"), ["Old", "New"]);
    assert_eq!(front.attribute(".shelf a[href='/new']", "href"), "/new");

    // Another of their sessions is the same visit; the next visit knows nothing new.
    let elsewhere = app.guest();
    elsewhere.sign_in("member@example.org", PASSWORD).await;
    assert_eq!(elsewhere.get("/new").await.count(".note-title"), 2);
    app.clock.advance(SignedDuration::from_hours(1));
    assert!(member.get("/new").await.has("main .empty"));
}

#[actix_web::test]
async fn what_was_hidden_since_shows_nowhere() {
    let app = TestApp::start().await;
    let (author, _) = person(&app.pool, "ana", "author").await;
    let shelf = Shelf::with(&app, Vault { author: Some(author), ..Vault::new("Shelf") }).await;
    let notes = shelf.add(&[("secret.md", "# Quetzal\n\n## Feather\n\nGreen.")]).await;
    let member = app.signed_in(Role::Member).await;
    app.clock.advance(SignedDuration::from_hours(1));
    let note = id(&notes[0]);
    sqlx::query("update notes set published_at = '2026-11-21T12:50:00Z'").execute(&app.pool).await.unwrap();
    bookmark(&member, &note, "yes").await;
    stop(&member, &note, "0.5", "feather").await;
    let front = member.get("/").await;
    assert_eq!(front.texts(".shelf .note-title"), ["Quetzal"; 3]);
    read(&member, &note, "yes").await;
    stop(&member, &note, "0.5", "feather").await;

    shelf.relocate(&notes[0], "secret.md", &for_readers(Audience::Private, "# Quetzal")).await;
    for page in ["/", "/bookmarks", "/new", "/reading", "/notes", "/notes/secret"] {
        let answer = member.get(page).await;
        assert!(!answer.text().contains("Quetzal") && !answer.text().contains("Feather"), "{page}");
    }
    for answer in [
        bookmark(&member, &note, "yes").await,
        read(&member, &note, "yes").await,
        stop(&member, &note, "0.5", "").await,
    ] {
        assert_eq!(answer.status, 404, "it cannot be told from a note that never was");
    }
    let never = "01900000-0000-7000-8000-000000000000";
    assert_eq!(bookmark(&member, never, "yes").await.status, 404);
    assert_eq!(bookmark(&member, "x", "yes").await.status, 400);
    assert_eq!(bookmark(&member, &note, "perhaps").await.status, 400);
    assert_eq!(bookmark(&member, &note, "no").await.status, 303, "the mark can be taken away all the same");

    shelf.relocate(&notes[0], "secret.md", "# Quetzal").await;
    assert!(member.get("/notes").await.has(".read-sign"), "the mark is there again when the note is");
}

#[actix_web::test]
async fn all_of_it_can_be_forgotten_piece_by_piece() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app).await.add(&[("a.md", LONG), ("b.md", LONG)]).await;
    let (member, other) = (app.signed_in(Role::Member).await, app.signed_in(Role::Author).await);
    let fill = async || {
        for browser in [&member, &other] {
            bookmark(browser, &id(&notes[0]), "yes").await;
            read(browser, &id(&notes[0]), "yes").await;
            stop(browser, &id(&notes[1]), "0.5", "here").await;
        }
        app.clock.advance(SignedDuration::from_mins(6));
        member.get("/reading").await;
        other.get("/reading").await;
    };
    fill().await;
    assert_eq!(rows(&app).await, [2; 4]);
    let page = member.get("/reading").await;
    assert_eq!(
        page.attributes("form[action='/reading/forget'] button", "value"),
        ["bookmarks", "readings", "stops", "visits", "all"]
    );
    for (kind, left) in
        [("bookmarks", [1, 2, 2, 2]), ("readings", [1, 1, 2, 2]), ("stops", [1, 1, 1, 2]), ("visits", [1; 4])]
    {
        let answer = member.post("/reading/forget", &[("what", kind)]).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/reading"));
        assert_eq!(rows(&app).await, left, "{kind}, and nobody else's");
    }
    assert!(!member.get("/reading").await.has("form[action='/reading/forget']"), "nothing is left");
    assert_eq!(member.post("/reading/forget", &[("what", "everything")]).await.status, 400);
    fill().await;
    member.post("/reading/forget", &[("what", "all")]).await;
    assert_eq!(rows(&app).await, [1; 4]);
    sqlx::query("delete from users").execute(&app.pool).await.unwrap();
    assert_eq!(rows(&app).await, [0; 4], "marks go with their person");
}

#[actix_web::test]
async fn who_switches_it_off_leaves_no_trace() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app).await.add(&[("a.md", LONG), ("b.md", LONG)]).await;
    let member = app.signed_in(Role::Member).await;
    bookmark(&member, &id(&notes[0]), "yes").await;
    assert_eq!(member.post("/reading/keep", &[("keep", "no")]).await.location(), "/reading");
    let before = rows(&app).await;
    let seen = || sqlx::query_scalar::<_, String>("select seen_at::text from visits").fetch_one(&app.pool);
    let visit = seen().await.unwrap();

    let page = member.get("/notes/b").await;
    assert!(!page.has(".mark") && !page.has("[data-note]"), "no button, and nothing for the script");
    assert_eq!(bookmark(&member, &id(&notes[1]), "yes").await.location(), "/reading");
    assert_eq!(read(&member, &id(&notes[1]), "yes").await.location(), "/reading");
    assert_eq!(stop(&member, &id(&notes[1]), "0.5", "").await.status, 204);
    let quiet = [("note", &*id(&notes[1])), ("on", "yes"), ("quiet", "yes")];
    assert_eq!(member.post("/bookmarks", &quiet).await.status, 409);
    app.clock.advance(SignedDuration::from_hours(24));
    member.get("/").await;
    assert_eq!((rows(&app).await, seen().await.unwrap()), (before, visit), "nothing is written");
    let other = app.guest();
    other.sign_in("member@example.org", PASSWORD).await;
    assert_eq!(rows(&app).await, before, "not by a new session either");

    let page = member.get("/reading").await;
    assert!(page.text().contains("This was kept before"), "what was kept is offered for deletion");
    assert!(page.has("button[value=all]"));
    assert!(!member.get("/").await.has(".shelf"));
    member.post("/reading/keep", &[("keep", "yes")]).await;
    assert!(member.get("/notes/b").await.has(".mark"));
    assert_eq!(member.get("/bookmarks").await.count(".notes > li"), 1);
}

#[actix_web::test]
async fn a_guest_has_none_of_it() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app).await.add(&[("a.md", LONG)]).await;
    let guest = app.guest();
    let page = guest.get("/notes/a").await;
    assert!(!page.has(".mark") && !page.has(".continue") && !page.has("[data-note]"));
    for path in ["/bookmarks", "/new", "/reading"] {
        let answer = guest.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, &*format!("/login?next={path}")));
        assert_eq!(guest.head(path).await.status, 303);
    }
    for answer in [
        bookmark(&guest, &id(&notes[0]), "yes").await,
        read(&guest, &id(&notes[0]), "yes").await,
        stop(&guest, &id(&notes[0]), "0.5", "").await,
        guest.post("/reading/keep", &[("keep", "no")]).await,
        guest.post("/reading/forget", &[("what", "all")]).await,
    ] {
        assert!(answer.status == 303 && answer.location().starts_with("/login"), "{}", answer.location());
    }
    assert_eq!(rows(&app).await, [0; 4]);
}

#[actix_web::test]
async fn another_site_marks_nothing() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app).await.add(&[("a.md", LONG)]).await;
    let member = app.signed_in(Role::Member).await;
    for path in ["/bookmarks", "/reading/read", "/reading/stop", "/reading/keep", "/reading/forget"] {
        let form =
            [("note", &*id(&notes[0])), ("on", "yes"), ("fraction", "0.5"), ("keep", "no"), ("what", "all")];
        let request = member.request(reqwest::Method::POST, path).header("sec-fetch-site", "cross-site");
        assert_eq!(member.send(request.form(&form)).await.status, 403, "{path}");
    }
    assert_eq!(rows(&app).await[..3], [0; 3]);
}

#[actix_web::test]
async fn marks_have_a_bound() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app).await.add(&[("a.md", LONG), ("b.md", LONG)]).await;
    let member = app.signed_in(Role::Member).await;
    // Ten thousand notes that nobody may read, each with all marks of this person.
    sqlx::raw_sql(
        "create temporary table made as select gen_random_uuid() as id, i from generate_series(1, 10000) i;
         begin;
         insert into note_paths select 'x' || i, id, now() from made;
         insert into notes (id, vault_id, path, folder, title, language, excerpt, audience_id, listed,
                            newest_revision_id, created_at, updated_at)
         select made.id, vault_id, 'x' || i, '', 'x', 'en', '', audience_id, true, newest_revision_id,
                now(), now()
         from made, (select * from notes limit 1) n;
         commit;
         insert into bookmarks select users.id, made.id, timestamptz '2026-01-01' + i * interval '1 minute' from made, users;
         insert into readings select users.id, made.id, timestamptz '2026-01-01' + i * interval '1 minute' from made, users;
         insert into stops select users.id, made.id, 0.5, null, timestamptz '2026-01-01' + i * interval '1 minute' from made, users;",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    assert_eq!(rows(&app).await[..3], [10_000; 3]);
    let answer = bookmark(&member, &id(&notes[0]), "yes").await;
    assert_eq!(answer.status, 303);
    assert!(member.get("/notes/a").await.text_of(".flash").contains("no more fit"));
    let quiet = [("note", &*id(&notes[0])), ("on", "yes"), ("quiet", "yes")];
    assert_eq!(member.post("/bookmarks", &quiet).await.status, 409, "the script then sends the form");
    read(&member, &id(&notes[0]), "yes").await;
    stop(&member, &id(&notes[1]), "0.5", "").await;
    stop(&member, &id(&notes[1]), "0.6", "").await;
    assert_eq!(rows(&app).await[..3], [10_000; 3], "the oldest made room");
    let page = member.get("/notes/b").await;
    assert!(page.has(".continue") && page.has(".tree .read-sign"));
    assert_eq!(member.get("/bookmarks?page=2").await.status, 404, "what cannot be read fills no pages");
}

#[actix_web::test]
async fn long_lists_come_in_pages() {
    let app = TestApp::start().await;
    let names: Vec<String> = (0..31).map(|number| format!("{number}.md")).collect();
    let items: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "text")).collect();
    let notes = Shelf::open(&app).await.add(&items).await;
    let member = app.signed_in(Role::Member).await;
    for note in &notes {
        app.clock.advance(SignedDuration::from_secs(1));
        bookmark(&member, &id(note), "yes").await;
    }
    app.clock.advance(SignedDuration::from_hours(1));
    sqlx::query("update notes set updated_at = '2026-11-21T12:30:00Z'").execute(&app.pool).await.unwrap();
    for list in ["/bookmarks", "/new"] {
        let first = member.get(list).await;
        assert_eq!(first.count(".notes > li"), 30, "{list}");
        let next = first.attribute(".pager .next", "href");
        let last = member.get(&next).await;
        assert_eq!((last.count(".notes > li"), last.has(".pager .next")), (1, false), "{list}");
        assert_eq!(member.get(&format!("{list}?page=3")).await.status, 404, "{list}");
        assert_eq!(member.get(&format!("{list}?page=banana")).await.count(".notes > li"), 30, "{list}");
        assert!(first.queries() <= 5, "{list} {}", first.header("server-timing"));
    }
}

/// A guest's note costs two queries, a member's three, with all the marks that there can be.
#[actix_web::test]
async fn marks_cost_no_query_of_their_own_on_a_note() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app).await.add(&[("a.md", LONG), ("b.md", LONG)]).await;
    let (guest, member) = (app.guest(), app.signed_in(Role::Member).await);
    bookmark(&member, &id(&notes[0]), "yes").await;
    read(&member, &id(&notes[1]), "yes").await;
    stop(&member, &id(&notes[0]), "0.5", "here").await;
    let page = member.get("/notes/a").await;
    assert!(page.has(".continue") && page.has(".tree .read-sign"));
    assert_eq!((page.queries(), guest.get("/notes/a").await.queries()), (3, 2));
    sqlx::query("update garden set front_note_id = (select id from notes where path = 'a')")
        .execute(&app.pool)
        .await
        .unwrap();
    let front = member.get("/").await;
    assert_eq!(front.texts(".shelf .section-title"), ["Continue reading", "Bookmarks"]);
    assert_eq!((front.queries(), guest.get("/").await.queries()), (4, 2));
    assert!(!guest.get("/").await.has(".shelf"));
}

#[actix_web::test]
async fn the_pages_are_drawn_in_three_languages() {
    let app = TestApp::start().await;
    let notes = Shelf::open(&app).await.add(&[("a.md", LONG)]).await;
    let member = app.signed_in(Role::Member).await;
    bookmark(&member, &id(&notes[0]), "yes").await;
    stop(&member, &id(&notes[0]), "0.5", "here").await;
    for (language, titles) in [
        ("en", ["Bookmarks", "New since your last visit", "Your reading"]),
        ("es", ["Marcadores", "Nuevo desde tu última visita", "Tu lectura"]),
        ("pt-BR", ["Marcadores", "Novo desde a sua última visita", "Sua leitura"]),
    ] {
        for (path, title) in ["/bookmarks", "/new", "/reading"].into_iter().zip(titles) {
            let page = member.get_in(path, language).await;
            assert_eq!((page.status.as_u16(), page.text_of("h1")), (200, title.to_owned()), "{path}");
        }
    }
    for path in ["/bookmarks", "/new", "/reading"] {
        let head = member.head(path).await;
        assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0), "{path}");
    }
}
