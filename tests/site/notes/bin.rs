//! Throwing notes away, and bringing them back.

use jiff::{Timestamp, ToSpan as _};
use quintal::{
    access::{Audience, Role},
    duties,
    ids::NoteId,
    jobs,
    notes::{editing::bin, write},
};

use super::{Desk, Sheet, for_readers, sign_in};
use crate::support::{
    app::{Browser, PASSWORD},
    page::Answer,
};

async fn throw_away(browser: &Browser, path: &str) -> Answer {
    browser.post(&format!("/notes/{path}/-/bin"), &[]).await
}

/// Everywhere that a note may be named.
const EVERYWHERE: [&str; 10] = [
    "/notes",
    "/notes/beds",
    "/tags",
    "/tags/soil",
    "/search?q=marl",
    "/search/suggestions?q=mar",
    "/graph",
    "/feed.xml",
    "/sitemap/1.xml",
    "/notes/beds/linking",
];

async fn names_it(browser: &Browser) -> Vec<&'static str> {
    let mut places = Vec::new();
    for address in EVERYWHERE {
        let answer = browser.get(address).await;
        let text = answer.text();
        if text.contains("Marl of the north") || text.contains("/beds/marl\"") {
            places.push(address);
        }
    }
    places
}

const MARL: &str =
    "---\ntitle: Marl of the north\ntags: [soil]\naliases: [Lime clay]\n---\nMarl is rare. [[Linking]]\n";

#[actix_web::test]
async fn what_is_thrown_away_is_gone_everywhere_and_comes_back_whole() {
    let desk = Desk::with(&[
        ("Beds/Marl.md", MARL),
        ("Beds/Linking.md", "---\ntags: [soil]\n---\nSee [[Marl]] and [[Lime clay]]. ![[Marl]]"),
    ])
    .await;
    let guest = desk.app.guest();
    let before = names_it(&guest).await;
    assert!(before.len() >= 6, "{before:?}");
    let pages = [guest.get("/notes/beds/marl").await.text(), guest.get("/notes/beds/linking").await.text()];

    let gone = throw_away(&desk.ana, "beds/marl").await;
    assert_eq!(gone.status, 303);
    assert!(gone.location().starts_with("/bin?new="), "{}", gone.location());
    for who in [&guest, &desk.ana, &desk.bruno] {
        for address in [
            "/notes/beds/marl",
            "/notes/beds/marl.md",
            "/notes/beds/marl/-/links",
            "/notes/beds/marl/-/card.png",
        ] {
            assert_eq!(who.get(address).await.status, 404, "{address}");
        }
        assert_eq!(names_it(who).await, [""; 0]);
    }
    assert_eq!(desk.ana.get("/notes/beds/marl/-/edit").await.status, 404);
    assert_eq!(desk.ana.get("/notes/beds/marl/-/move").await.status, 404);
    assert_eq!(guest.get("/notes/beds/linking").await.count(".link-missing"), 3);

    let page = desk.ana.get(gone.location()).await;
    assert!(page.text_of(".notice p").contains("Marl of the north"));
    assert!(
        page.text_of(".works small").starts_with("Thrown away by Ana"),
        "{}",
        page.text_of(".works small")
    );
    let note = page.attribute(".notice [name=note]", "value");
    let back = desk.ana.post("/bin", &[("note", note.as_str())]).await;
    assert_eq!((back.status.as_u16(), back.location()), (303, "/notes/beds/marl"), "{}", back.text());
    assert_eq!(names_it(&guest).await, before);
    assert_eq!(
        [guest.get("/notes/beds/marl").await.text(), guest.get("/notes/beds/linking").await.text()],
        pages
    );
    assert_eq!(desk.source("beds/marl").await, MARL);
    assert_eq!(desk.origins("beds/marl").await, ["import"], "no text was made");
    assert_eq!(desk.author("beds/marl").await, Some(desk.ana_id.0));
    assert!(desk.ana.get("/bin").await.has(".empty"));
}

#[actix_web::test]
async fn who_may_throw_away_and_bring_back() {
    let private = for_readers(Audience::Private, "Secret.");
    let desk = Desk::with(&[("Open.md", "Text."), ("Private.md", &private), ("Second.md", "Text.")]).await;
    let (_, member) = sign_in(&desk.app, "Mia", Role::Member).await;
    let (_, otto) = sign_in(&desk.app, "Otto", Role::Author).await;
    assert_eq!(throw_away(&desk.app.guest(), "open").await.location(), "/login?next=/notes/open/-/bin");
    for (who, path, status) in [
        (&member, "open", 403),
        (&otto, "open", 403),
        (&otto, "private", 404),
        (&desk.bruno, "private", 404),
        (&desk.bruno, "nothing", 404),
    ] {
        assert_eq!(throw_away(who, path).await.status, status, "{path}");
    }
    throw_away(&desk.ana, "private").await;
    throw_away(&desk.bruno, "open").await;
    assert_eq!(desk.bruno.get("/bin").await.count(".works li"), 1, "what is private stays so in the bin");
    assert_eq!(desk.ana.get("/bin").await.count(".works li"), 2);
    assert!(otto.get("/bin").await.has(".empty"));
    let notes = desk.ana.get("/bin").await.attributes(".works [name=note]", "value");
    for note in &notes {
        assert_eq!(otto.post("/bin", &[("note", note)]).await.status, 404);
        assert_eq!(member.post("/bin", &[("note", note)]).await.status, 403);
    }
    for odd in ["", "x"] {
        assert_eq!(desk.ana.post("/bin", &[("note", odd)]).await.status, 404);
    }
    for note in &notes {
        assert_eq!(desk.ana.post("/bin", &[("note", note)]).await.status, 303);
    }
    assert_eq!(desk.bruno.get("/notes/private").await.status, 404);
    assert_eq!(desk.ana.get("/notes/private").await.status, 200);
}

#[actix_web::test]
async fn a_draft_comes_back_as_a_draft() {
    let desk = Desk::with(&[("Draft.md", "---\npublish: false\n---\nText.")]).await;
    throw_away(&desk.ana, "draft").await;
    let note = desk.ana.get("/bin").await.attribute(".works [name=note]", "value");
    desk.ana.post("/bin", &[("note", note.as_str())]).await;
    assert_eq!(desk.app.guest().get("/notes/draft").await.status, 404);
    assert_eq!(desk.ana.get("/notes/draft").await.status, 200);
}

#[actix_web::test]
async fn what_is_to_be_published_later_waits_no_more_until_it_comes_back() {
    let later = |time: &str| format!("---\npublish: {time}\n---\nText.");
    let desk =
        Desk::with(&[("A.md", &later("2026-12-01T09:00:00Z")), ("B.md", &later("2026-12-20T09:00:00Z"))])
            .await;
    let waiting = async || -> i64 {
        sqlx::query_scalar("select count(*) from jobs where kind = 'publish' and state = 'waiting'")
            .fetch_one(&desk.app.pool)
            .await
            .unwrap()
    };
    let go_to = async |time: &str| {
        let time: Timestamp = time.parse().unwrap();
        desk.app.clock.advance(time.duration_since(desk.app.clock.now()));
        jobs::run_due(&desk.app.state, &duties::all()).await.unwrap();
    };
    assert_eq!(waiting().await, 2);
    throw_away(&desk.ana, "a").await;
    throw_away(&desk.ana, "b").await;
    assert_eq!(waiting().await, 0);
    go_to("2026-12-10T09:00:00Z").await;
    // Her session ended long ago.
    desk.ana.sign_in("ana@garden.example", PASSWORD).await;
    let notes = desk.ana.get("/bin").await.attributes(".works [name=note]", "value");
    assert_eq!(notes.len(), 2);
    let guest = desk.app.guest();
    for path in ["/notes/a", "/notes/b"] {
        assert_eq!(guest.get(path).await.status, 404, "{path}");
    }
    for note in &notes {
        desk.ana.post("/bin", &[("note", note)]).await;
    }
    assert_eq!(guest.get("/notes/a").await.status, 200, "its time was while it lay there");
    assert_eq!(guest.get("/notes/b").await.status, 404);
    assert_eq!(waiting().await, 1);
    go_to("2026-12-20T09:00:00Z").await;
    assert_eq!(guest.get("/notes/b").await.status, 200);
}

#[actix_web::test]
async fn what_was_taken_back_before_is_not_published_by_coming_back() {
    let desk = Desk::with(&[("A.md", "---\npublish: 2026-12-01\n---\nText."), ("B.md", "Text.")]).await;
    let notes: Vec<NoteId> =
        sqlx::query_scalar("select id from notes").fetch_all(&desk.app.pool).await.unwrap();
    write::unpublish(&mut desk.app.pool.acquire().await.unwrap(), &notes).await.unwrap();
    for path in ["a", "b"] {
        throw_away(&desk.ana, path).await;
    }
    for note in &notes {
        assert_eq!(desk.ana.post("/bin", &[("note", &note.to_string())]).await.status, 303);
    }
    let jobs: i64 = sqlx::query_scalar("select count(*) from jobs where kind = 'publish'")
        .fetch_one(&desk.app.pool)
        .await
        .unwrap();
    assert_eq!(jobs, 0);
    assert_eq!(desk.app.guest().get("/notes/b").await.status, 404);
    assert_eq!(desk.ana.get("/notes/a").await.count(".badge-draft"), 1);
}

#[actix_web::test]
async fn another_note_may_have_taken_its_place() {
    let desk = Desk::with(&[("Marl.md", "The first.")]).await;
    throw_away(&desk.ana, "marl").await;
    desk.shelf.add(&[("Marl.md", "The second.")]).await;
    let note = desk.ana.get("/bin").await.attribute(".works [name=note]", "value");
    let back = desk.ana.post("/bin", &[("note", note.as_str())]).await;
    assert_eq!(desk.app.guest().get(back.location()).await.text_of(".prose"), "The first.");
    let places: Vec<String> = sqlx::query_scalar("select vault_path from notes order by 1")
        .fetch_all(&desk.app.pool)
        .await
        .unwrap();
    assert_eq!(places, ["Marl 2.md", "Marl.md"]);
}

#[actix_web::test]
async fn what_is_written_while_the_note_is_thrown_away_is_not_lost() {
    let desk = Desk::with(&[("A.md", "One.\n")]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/a/-/edit").await.typed("source", "One.\nTwo.\n");
    throw_away(&desk.bruno, "a").await;
    let answer = sheet.save(&desk.ana).await;
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert_eq!(answer.exact_text_of("textarea"), "One.\nTwo.\n");
    assert!(answer.text_of(".notice p").starts_with("Bruno threw this note away"), "{}", answer.text());
    let note = answer.attribute(".notice [name=note]", "value");
    let back = desk.ana.post("/bin", &[("note", note.as_str())]).await;
    assert_eq!(back.location(), "/notes/a");
    let restored = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    assert_eq!(restored.field("source"), "One.\nTwo.\n");
    assert_eq!(restored.save(&desk.ana).await.status, 303);
    assert_eq!(desk.source("a").await, "One.\nTwo.\n");
}

#[actix_web::test]
async fn the_bin_is_emptied_after_thirty_days() {
    let desk = Desk::with(&[("A.md", "One."), ("B.md", "Two. [[A]]")]).await;
    desk.ana.post("/notes/a/-/edit", &[("source", "Kept."), ("do", "preview")]).await;
    throw_away(&desk.ana, "a").await;
    let now = desk.app.clock.now();
    let mut db = desk.app.pool.acquire().await.unwrap();
    let later = |days: i64| now.checked_add((days * 24).hours()).unwrap();
    assert_eq!(bin::purge(&mut db, bin::due(later(29))).await.unwrap(), 0);
    assert_eq!(desk.ana.get("/bin").await.count(".works li"), 1);
    desk.app.clock.advance(later(31).duration_since(now));
    jobs::run_due(&desk.app.state, &duties::all()).await.unwrap();
    // Her session ended long ago.
    desk.ana.sign_in("ana@garden.example", PASSWORD).await;
    assert!(desk.ana.get("/bin").await.has(".empty"));
    assert_eq!(desk.app.guest().get("/notes/b").await.status, 200);
}
