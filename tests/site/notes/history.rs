//! What a note said before: the list of its revisions, each of them, what changed, who wrote what, and which are kept.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use quintal::{
    access::{Audience, Role},
    ids::{NoteId, UserId},
    notes::{
        history::{self, rules::Rules},
        vaults::{self, Vault},
        write::{self, By, Item, NoteFile, Origin, Saved},
    },
    text::language::Language,
};

use super::{attachment, for_readers};
use crate::support::{
    app::{Browser, PASSWORD, TestApp},
    page::Answer,
};

/// A garden with a vault of Ana's, who is signed in.
struct Scene {
    app: TestApp,
    vault: Vault,
    ana: UserId,
    author: Browser,
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::start().await;
        let ana = app.add_person(Role::Author, "ana@garden.example").await;
        call(&app, ana, "Ana Lima").await;
        let vault = Vault { author: Some(ana), ..Vault::new("Shelf") };
        vaults::keep(&mut app.pool.acquire().await.unwrap(), &vault, app.clock.now()).await.unwrap();
        let author = app.guest();
        assert_eq!(author.sign_in("ana@garden.example", PASSWORD).await.status, 303);
        Self { app, vault, ana, author }
    }

    /// Saves a text, an hour after the one before.
    async fn save(&self, note: Option<NoteId>, path: &str, text: &str, by: By) -> Saved {
        self.app.clock.advance(SignedDuration::from_hours(1));
        let mut transaction = self.app.pool.begin().await.unwrap();
        let english = Language::parse("en").unwrap();
        let settings =
            write::settings(&mut transaction, self.vault.clone(), english, TimeZone::UTC).await.unwrap();
        let file = NoteFile { path: path.into(), text: text.into(), modified: None };
        let item = Item { note, moved: false, prepared: write::prepare(file, &settings).unwrap() };
        let now = self.app.clock.now();
        let saved = write::save(&mut transaction, &settings, &[item], &by, now).await.unwrap().remove(0);
        transaction.commit().await.unwrap();
        saved
    }

    fn by(&self, origin: Origin) -> By {
        By { author: Some(self.ana), origin, summary: None }
    }

    /// Saves texts one after the other as one note, each edited by Ana.
    async fn note(&self, path: &str, texts: &[&str]) -> NoteId {
        let mut note = None;
        for text in texts {
            note = Some(self.save(note, path, text, self.by(Origin::Edit)).await.note);
        }
        note.unwrap()
    }

    async fn source(&self, note: NoteId) -> String {
        let query =
            "select r.source from notes n join revisions r on r.id = n.newest_revision_id where n.id = $1";
        sqlx::query_scalar(query).bind(note.0).fetch_one(&self.app.pool).await.unwrap()
    }

    async fn numbers(&self, note: NoteId) -> Vec<i32> {
        let query = "select number from revisions where note_id = $1 order by number";
        sqlx::query_scalar(query).bind(note.0).fetch_all(&self.app.pool).await.unwrap()
    }
}

async fn call(app: &TestApp, person: UserId, name: &str) {
    sqlx::query("update users set name = $2 where id = $1")
        .bind(person.0)
        .bind(name)
        .execute(&app.pool)
        .await
        .unwrap();
}

fn ok(answer: Answer) -> Answer {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.attribute("meta[name=robots]", "content"), "noindex");
    answer
}

#[actix_web::test]
async fn every_save_says_who_when_and_why() {
    let scene = Scene::set().await;
    let imported = scene.save(None, "A note.md", "One.\n", By::import(None)).await;
    let note = Some(imported.note);
    scene
        .save(
            note,
            "A note.md",
            "One, and more.\n",
            By { summary: Some("Said <b>more</b>".into()), ..scene.by(Origin::Edit) },
        )
        .await;
    scene.save(note, "A note.md", "One.\n\nTwo.\n", scene.by(Origin::Merge)).await;
    let draft = format!("---\npublish: false\n---\n{}", "x".repeat(2000));
    scene.save(note, "A note.md", &draft, scene.by(Origin::Replace)).await;

    let page = ok(scene.author.get("/notes/a-note/-/history").await);
    assert_eq!(page.texts(".revision-name a"), ["Revision 4", "Revision 3", "Revision 2", "Revision 1"]);
    assert_eq!(page.texts(".revision-summary"), ["Said <b>more</b>"]);
    let meta = page.texts(".revisions .meta");
    assert!(meta[0].contains("Ana Lima") && meta[0].ends_with("Words replaced"), "{meta:?}");
    assert!(meta[3].contains("author unknown") && meta[3].ends_with("Imported"), "{meta:?}");
    assert!(meta[2].contains("14:00"), "in the reader's zone, with the time of day: {meta:?}");
    assert_eq!(page.texts(".revision-size > span:nth-child(2)"), ["+2 kB", "−4 B", "+10 B", "+5 B"]);
    assert_eq!(page.texts(".revision-name .badge"), ["Newest"], "a draft is not published");
    assert_eq!(page.attributes("[name=from][checked]", "value"), ["3"]);
    assert_eq!(page.attributes("[name=to][checked]", "value"), ["4"]);
    assert!(page.queries() <= 3, "{}", page.header("server-timing"));
    for (language, words) in [("es", "Palabras reemplazadas"), ("pt-BR", "Palavras trocadas")] {
        let page = scene.author.get_in("/notes/a-note/-/history", language).await;
        assert!(page.text().contains(words), "{language}");
    }
    assert_eq!(scene.author.head("/notes/a-note/-/history").await.status, 200);
}

#[actix_web::test]
async fn a_single_save_is_no_comparison() {
    let scene = Scene::set().await;
    scene.note("One.md", &["One.\n"]).await;
    let page = ok(scene.author.get("/notes/one/-/history").await);
    assert!(!page.has("input[type=radio]") && page.text_of(".page-head").contains("one save so far"));
    assert_eq!(page.texts(".revision-name .badge"), ["Newest", "Published"]);
    let page = ok(scene.author.get("/notes/one/-/changes").await);
    assert!(page.text_of(".page-head").contains("one and the same revision"));
    let note = scene.author.get("/notes/one").await;
    assert!(note.attributes(".note-ways a", "href").contains(&"/notes/one/-/history".to_owned()));
}

#[actix_web::test]
async fn only_those_who_may_change_a_note_see_its_history() {
    let scene = Scene::set().await;
    scene.note("Open.md", &["One.\n", "Two.\n"]).await;
    let hidden = for_readers(Audience::Private, "Mine.\n");
    scene.note("Mine.md", &[&hidden, &for_readers(Audience::Private, "Mine alone.\n")]).await;
    scene.note("Draft.md", &["---\npublish: false\n---\nA.\n", "---\npublish: false\n---\nB.\n"]).await;
    let pages = ["history", "history/1", "changes", "changes?from=1&to=2", "authorship"];
    let guest = scene.app.guest();
    let [editor, other, member] = [
        scene.app.signed_in(Role::Editor).await,
        scene.app.signed_in(Role::Author).await,
        scene.app.signed_in(Role::Member).await,
    ];
    for page in pages {
        for (note, editors) in [("open", 200), ("mine", 404), ("draft", 200), ("nothing", 404)] {
            let address = format!("/notes/{note}/-/{page}");
            assert_eq!(guest.get(&address).await.status, 303, "{address}");
            assert_eq!(editor.get(&address).await.status.as_u16(), editors, "{address}");
            let others = if note == "open" { 403 } else { 404 };
            assert_eq!(other.get(&address).await.status.as_u16(), others, "{address}");
            assert_eq!(member.get(&address).await.status.as_u16(), others, "{address}");
            let own = if note == "nothing" { 404 } else { 200 };
            assert_eq!(scene.author.get(&address).await.status.as_u16(), own, "{address}");
        }
    }
    for (browser, status) in [(&guest, 303), (&other, 403), (&member, 403)] {
        let base = uuid::Uuid::nil().to_string();
        let answer = browser.post("/notes/open/-/history/1/restoration", &[("base", &base)]).await;
        assert_eq!(answer.status.as_u16(), status);
        assert!(!browser.get("/notes/open").await.text().contains("/-/history"));
    }
}

#[actix_web::test]
async fn what_was_private_stays_so_when_its_note_is_opened() {
    let scene = Scene::set().await;
    let secret = for_readers(Audience::Private, "The secret quetzal.\n");
    let note = scene.note("Note.md", &["Open first.\n", &secret, "Open.\n", "Open again.\n"]).await;
    let editor = scene.app.signed_in(Role::Editor).await;
    let seen = editor.get("/notes/note/-/history").await;
    assert_eq!(seen.texts(".revision-name a"), ["Revision 4", "Revision 3", "Revision 1"]);
    let own = scene.author.get("/notes/note/-/history").await;
    assert_eq!(own.count(".revision-name a"), 4);
    for page in ["history/2", "changes?from=1&to=2", "changes?from=2"] {
        assert_eq!(editor.get(&format!("/notes/note/-/{page}")).await.status, 404, "{page}");
        assert_eq!(scene.author.get(&format!("/notes/note/-/{page}")).await.status, 200, "{page}");
    }
    for page in [
        "history",
        "history/1",
        "history/3",
        "history/4",
        "changes?from=1&to=3",
        "changes?to=3",
        "authorship",
    ] {
        let page = editor.get(&format!("/notes/note/-/{page}")).await;
        assert!(
            page.status == 200 && !page.text().contains("quetzal") && !page.text().contains("Revision 2")
        );
    }
    let base = scene.base(note).await;
    let answer = editor.post("/notes/note/-/history/2/restoration", &[("base", &base)]).await;
    assert_eq!(answer.status, 404);
    assert_eq!(scene.source(note).await, "Open again.\n");
}

impl Scene {
    async fn base(&self, note: NoteId) -> String {
        let query = "select newest_revision_id::text from notes where id = $1";
        sqlx::query_scalar(query).bind(note.0).fetch_one(&self.app.pool).await.unwrap()
    }
}

#[actix_web::test]
async fn a_thousand_revisions_are_walked_through_a_page_at_a_time() {
    let scene = Scene::set().await;
    let note = scene.note("Old.md", &["Text 1.\n"]).await;
    grow(&scene, note, 1000).await;
    let few = scene.note("Young.md", &["a\n", "b\n", "c\n"]).await;
    assert_eq!(scene.numbers(few).await.len(), 3);

    let mut address = "/notes/old/-/history".to_owned();
    let mut seen = Vec::new();
    let short = scene.author.get("/notes/young/-/history").await.queries();
    loop {
        let page = ok(scene.author.get(&address).await);
        assert_eq!(page.queries(), short, "as many queries as for three revisions");
        seen.extend(page.attributes("[name=to]", "value").into_iter().map(|n| n.parse::<i32>().unwrap()));
        let Some(next) = page.attributes(".pager .next", "href").pop() else { break };
        address = next;
    }
    assert_eq!(seen, (1..=1000).rev().collect::<Vec<_>>(), "each once, the newest first");
    let newer = ok(scene.author.get(&address).await).attribute(".pager .previous", "href");
    let page = ok(scene.author.get(&newer).await);
    assert_eq!(page.attributes("[name=to]", "value").first().unwrap(), "40");
    assert_eq!(scene.author.get("/notes/old/-/history?before=1").await.status, 404);
    assert_eq!(scene.author.get("/notes/old/-/history?before=x").await.status, 200);
    assert!(ok(scene.author.get("/notes/old/-/changes?from=3&to=997").await).queries() <= 9);
    assert_eq!(
        scene.author.get("/notes/old/-/changes?from=3&to=997").await.queries(),
        scene.author.get("/notes/young/-/changes?from=1&to=3").await.queries()
    );
}

/// Makes revisions of a note, by the side door, up to a number.
async fn grow(scene: &Scene, note: NoteId, upto: i32) {
    let mut db = scene.app.pool.begin().await.unwrap();
    sqlx::query(
        "insert into revisions (id, note_id, number, source, source_hash, title, headings, words, render_version,
                                author_id, created_at, origin, audience_id)
         select gen_random_uuid(), $1, i,
                (select string_agg(case when n % 7 = i % 7 then 'Paragraph ' || n || ' as of ' || i / 7
                                        else 'Paragraph ' || n || ' as of ' || (i - (i - n) % 7) / 7 end, E'\\n\\n')
                 from generate_series(1, 100) n),
                sha256(i::text::bytea), 'T', '[]', 1, 9, $2, timestamptz '2026-11-21 12:00Z' + i * interval '1 minute',
                'edit', 1
         from generate_series(2, $3) i",
    )
    .bind(note.0)
    .bind(scene.ana.0)
    .bind(upto)
    .execute(&mut *db)
    .await
    .unwrap();
    sqlx::query(
        "update notes n set newest_revision_id = r.id, published_revision_id = r.id from revisions r
         where n.id = $1 and r.note_id = $1 and r.number = $2",
    )
    .bind(note.0)
    .bind(upto)
    .execute(&mut *db)
    .await
    .unwrap();
    db.commit().await.unwrap();
}

#[actix_web::test]
async fn a_revision_is_shown_as_it_was_with_links_of_today() {
    let scene = Scene::set().await;
    scene.note("Other.md", &["Other.\n"]).await;
    let hidden = for_readers(Audience::Private, "Hidden.\n");
    scene.note("Hidden.md", &[&hidden]).await;
    let old = "---\ntags: [x]\n---\n# The old title\n\nSee [[Other]], [[Hidden]] and [[Nowhere]]. ![[Other]]\n\n<script>alert(1)</script>\n\n## Part\n";
    scene.note("Note.md", &[old, "# The new title\n\nNothing.\n"]).await;
    let page = ok(scene.author.get("/notes/note/-/history/1").await);
    assert_eq!(page.text_of("h1"), "The old title");
    assert_eq!(page.texts(".prose h2"), ["Part"]);
    assert_eq!(
        page.attributes(".prose a[href^='/notes']", "href"),
        ["/notes/other", "/notes/hidden", "/notes/other"]
    );
    assert_eq!(page.count(".prose .link-missing"), 1);
    assert!(!page.text().contains("<script>alert") && page.text().contains("&#60;script&#62;alert"));
    assert!(page.text_of(".revision-banner").contains("what the note said once"));
    assert!(page.text_of(".revision-source pre").contains("tags: [x]"));
    let editor = scene.app.signed_in(Role::Editor).await;
    let seen = ok(editor.get("/notes/note/-/history/1").await);
    assert_eq!(seen.attributes(".prose a[href^='/notes']", "href"), ["/notes/other", "/notes/other"]);
    assert_eq!(
        seen.count(".prose .link-missing"),
        2,
        "what one may not know of looks like what is not there"
    );

    let newest = ok(scene.author.get("/notes/note/-/history/2").await);
    assert!(newest.text_of(".revision-banner").contains("readers see now"));
    assert!(!newest.has("form[action$=restoration]"));
    for nothing in ["history/0", "history/3", "history/-1", "history/x", "history/99999999999"] {
        assert_eq!(scene.author.get(&format!("/notes/note/-/{nothing}")).await.status, 404, "{nothing}");
    }
}

#[actix_web::test]
async fn old_addresses_lead_to_the_history_of_today() {
    let scene = Scene::set().await;
    let note = scene.note("Old.md", &["One.\n", "Two.\n"]).await;
    sqlx::raw_sql("insert into note_paths (path, note_id, created_at) select 'new', id, now() from notes; update notes set path = 'new'")
        .execute(&scene.app.pool)
        .await
        .unwrap();
    for page in ["history?before=9", "history/1", "changes?from=1&to=2", "authorship"] {
        let moved = scene.author.get(&format!("/notes/old/-/{page}")).await;
        assert_eq!((moved.status.as_u16(), moved.location()), (308, format!("/notes/new/-/{page}").as_str()));
    }
    let base = scene.base(note).await;
    let answer = scene.author.post("/notes/old/-/history/1/restoration", &[("base", &base)]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/notes/new"));
}

#[actix_web::test]
async fn changes_can_be_read() {
    let scene = Scene::set().await;
    let body = |words: &str| {
        let same = (1..=30).map(|n| format!("Line {n} that stays as it is.\n")).collect::<Vec<_>>().concat();
        format!("The {words} fox jumps over the lazy dog.\n{same}")
    };
    let moved = "A paragraph of some length that will travel.\n";
    let old =
        format!("---\ntitle: Fox\nlang: en\n---\n{moved}\n{}Gone for good, every word.\n", body("quick"));
    let new = format!("---\ntitle: The fox\nlang: en\n---\n{}\n{moved}", body("slow & <brown>"));
    scene.note("Fox.md", &[&old, &new]).await;
    // In either order, and by default the last change.
    for query in ["?from=1&to=2", "?from=2&to=1", "", "?to=2", "?from=1"] {
        let page = ok(scene.author.get(&format!("/notes/fox/-/changes{query}")).await);
        assert_eq!(page.texts(".diff-heads h2 a"), ["Revision 1", "Revision 2"], "{query}");
        let counts = ["one property", "one line changed", "one line removed", "one passage moved"];
        assert_eq!(page.texts(".diff-counts li"), counts, "{query}");
    }
    let page = scene.author.get("/notes/fox/-/changes").await;
    assert_eq!(page.texts(".diff-properties dt"), ["title"]);
    assert_eq!(page.texts(".diff-properties del"), ["removed: Fox"]);
    assert_eq!(page.texts(".diff-properties ins"), ["added: The fox"]);
    assert_eq!(page.texts(".diff-changed del"), ["removed: quick"]);
    assert_eq!(page.texts(".diff-changed ins"), ["added: slow & <brown>"]);
    assert_eq!(page.texts(".diff-removed del.diff-text"), ["empty line", "Gone for good, every word."]);
    assert_eq!(page.texts(".diff-row.diff-moved .diff-text"), [moved.trim(); 2]);
    assert_eq!(page.texts("span.diff-moved"), ["moved to line 37", "moved from line 5"]);
    assert_eq!(page.texts(".diff-fold summary"), ["24 lines unchanged"]);
    assert_eq!(page.count(".diff-fold .diff-row"), 24);
    assert!(page.texts(".visually-hidden").iter().any(|words| words == "Line 7 before:"));
    assert_eq!(ok(scene.author.get("/notes/fox/-/changes?from=1&to=1").await).count(".diff"), 0);
    for nothing in ["?from=1&to=3", "?from=9", "?to=0", "?from=a&to=b"] {
        assert_eq!(
            scene.author.get(&format!("/notes/fox/-/changes{nothing}")).await.status,
            404,
            "{nothing}"
        );
    }
}

#[actix_web::test]
async fn a_replaced_picture_is_shown_beside_the_new_one() {
    let scene = Scene::set().await;
    let png = include_bytes!("../../../static/icons/leaf.svg");
    let mut files = Vec::new();
    for name in ["a.svg", "b.svg", "elsewhere.svg"] {
        let address = attachment(&scene.app, name, "image/svg+xml", png, &[]).await;
        let id = address.split('/').nth(2).unwrap().parse().unwrap();
        let mut db = scene.app.pool.begin().await.unwrap();
        write::name_attachments(&mut db, scene.vault.id, &[(id, name.to_owned())]).await.unwrap();
        db.commit().await.unwrap();
        files.push((id, address));
    }
    scene.note("Leaf.md", &["A leaf: ![[a.svg|a young leaf]]\n", "A leaf: ![[b.svg|an old leaf]]\n"]).await;
    let page = ok(scene.author.get("/notes/leaf/-/changes").await);
    let kept = format!("/notes/leaf/-/history/1/files/{}", files[0].0);
    assert_eq!(page.attributes(".diff-old img", "src"), [kept.as_str()]);
    assert_eq!(page.attributes(".diff-old img", "alt"), ["a young leaf"]);
    assert_eq!(page.attributes(".diff-new img", "src"), [files[1].1.as_str()]);
    // Nothing shows the first one any more; those who see the history still get it, and nobody else.
    assert_eq!(scene.author.get(&files[0].1).await.status, 404);
    let picture = scene.author.get(&kept).await;
    assert_eq!((picture.status.as_u16(), picture.bytes.as_slice()), (200, &png[..]));
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert!(picture.header("content-security-policy").contains("sandbox"));
    assert!(ok(scene.author.get("/notes/leaf/-/history/1").await).text().contains(&kept));
    let other = scene.app.signed_in(Role::Author).await;
    assert_eq!(other.get(&kept).await.status, 403);
    assert_eq!(scene.app.guest().get(&kept).await.status, 303);
    // What the revision does not show is not to be had by it.
    for (number, file) in [(1, files[2].0), (2, files[0].0)] {
        let address = format!("/notes/leaf/-/history/{number}/files/{file}");
        assert_eq!(scene.author.get(&address).await.status, 404, "{address}");
    }
}

#[actix_web::test]
async fn an_earlier_text_comes_back_as_a_new_revision() {
    let scene = Scene::set().await;
    let note = scene.note("Note.md", &["# One\n\nThe first.\n", "# Two\n\nThe second.\n"]).await;
    let page = ok(scene.author.get("/notes/note/-/history/1").await);
    let base = page.attribute("[name=base]", "value");
    let address = page.attribute("form[action$=restoration]", "action");
    assert_eq!(address, "/notes/note/-/history/1/restoration");
    let before: i64 =
        sqlx::query_scalar("select generation from garden").fetch_one(&scene.app.pool).await.unwrap();
    let answer = scene.author.post(&address, &[("base", &base)]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/notes/note"));
    let shown = scene.author.get("/notes/note").await;
    assert_eq!((shown.text_of("h1"), shown.text_of(".prose")), ("One".into(), "The first.".into()));
    assert!(shown.text_of(".flash").contains("earlier text is back"));
    assert_eq!(scene.source(note).await, "# One\n\nThe first.\n");
    let list = ok(scene.author.get("/notes/note/-/history").await);
    assert_eq!(list.count(".revisions > li"), 3, "nothing is taken away");
    assert!(list.texts(".revisions .meta")[0].ends_with("Restored"));
    assert_eq!(list.texts(".revision-summary"), ["The text of revision 1"]);
    let after: i64 =
        sqlx::query_scalar("select generation from garden").fetch_one(&scene.app.pool).await.unwrap();
    assert_eq!(after, before + 1);
    assert_eq!(scene.app.guest().get("/notes/note").await.text_of(".prose"), "The first.");
}

#[actix_web::test]
async fn a_newer_text_is_never_overwritten_by_restoring() {
    let scene = Scene::set().await;
    let note = scene.note("Note.md", &["The first.\n", "The second.\n"]).await;
    let page = scene.author.get("/notes/note/-/history/1").await;
    let base = page.attribute("[name=base]", "value");
    scene
        .save(Some(note), "Note.md", "Somebody's third.\n", By { author: None, ..scene.by(Origin::Edit) })
        .await;
    let answer = scene.author.post("/notes/note/-/history/1/restoration", &[("base", &base)]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text_of("[role=alert]").contains("Somebody saved a newer text"));
    assert_eq!(scene.source(note).await, "Somebody's third.\n");
    // Whoever has seen it may still want it.
    let base = answer.attribute("[name=base]", "value");
    assert_eq!(base, scene.base(note).await);
    let answer = scene.author.post("/notes/note/-/history/1/restoration", &[("base", &base)]).await;
    assert_eq!(answer.status, 303);
    assert_eq!(scene.numbers(note).await, [1, 2, 3, 4]);
    for bad in ["", "x"] {
        let answer = scene.author.post("/notes/note/-/history/1/restoration", &[("base", bad)]).await;
        assert_eq!(answer.status, 400);
    }
}

#[actix_web::test]
async fn two_who_restore_at_once_do_not_lose_each_other() {
    let scene = Scene::set().await;
    let note = scene.note("Note.md", &["First.\n", "Second.\n", "Third.\n"]).await;
    let base = scene.base(note).await;
    let form = [("base", base.as_str())];
    let (one, other) = tokio::join!(
        scene.author.post("/notes/note/-/history/1/restoration", &form),
        scene.author.post("/notes/note/-/history/2/restoration", &form)
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(scene.numbers(note).await, [1, 2, 3, 4]);
}

#[actix_web::test]
async fn restoring_says_who_will_read_the_note() {
    let scene = Scene::set().await;
    let draft = "---\npublish: false\n---\nA draft.\n";
    let note =
        scene.note("Note.md", &[draft, &for_readers(Audience::Members, "For members.\n"), "Open.\n"]).await;
    let page = ok(scene.author.get("/notes/note/-/history/1").await);
    assert_eq!(page.texts(".revision-consequence").len(), 1);
    assert!(page.text_of(".revision-consequence").contains("would be a draft"));
    let page = ok(scene.author.get("/notes/note/-/history/2").await);
    let told = page.text_of(".revision-consequence");
    assert!(told.contains("“For everyone” now") && told.contains("would be “For members”"), "{told}");
    let base = scene.base(note).await;
    scene.author.post("/notes/note/-/history/1/restoration", &[("base", &base)]).await;
    assert_eq!(scene.app.guest().get("/notes/note").await.status, 404);
    let page = ok(scene.author.get("/notes/note/-/history/3").await);
    assert!(page.text_of(".revision-consequence").contains("would be published"));
}

#[actix_web::test]
async fn each_paragraph_is_owed_to_whoever_wrote_it() {
    let scene = Scene::set().await;
    let bruno = scene.app.add_person(Role::Editor, "bruno@garden.example").await;
    call(&scene.app, bruno, "Bruno Paz").await;
    let by_bruno = || By { author: Some(bruno), origin: Origin::Edit, summary: None };
    let note = scene.note("Note.md", &["The first paragraph, by Ana.\n"]).await;
    let text = "The first paragraph, by Ana.\n\nThe second one, which Bruno added.\n";
    scene.save(Some(note), "Note.md", text, by_bruno()).await;
    let text =
        "The second one, which Bruno added.\n\nThe first long paragraph, by Ana.\n\nThird, again Ana's.\n";
    scene.save(Some(note), "Note.md", text, scene.by(Origin::Edit)).await;
    let text = text.replace("long", "very long");
    scene.save(Some(note), "Note.md", &text, by_bruno()).await;

    let expected = [
        ("Bruno Paz", vec!["The second one, which Bruno added."]),
        ("Ana Lima", vec!["The first very long paragraph, by Ana."]),
        ("Ana Lima", vec!["Third, again Ana's."]),
    ];
    // The first time it is worked out, the second time it is known, the third it is known up to a newer text.
    for round in 0..3 {
        let page = ok(scene.author.get("/notes/note/-/authorship").await);
        assert_eq!(
            page.texts(".passage-credit strong"),
            expected.iter().map(|(who, _)| *who).collect::<Vec<_>>()
        );
        let texts: Vec<&str> = expected.iter().flat_map(|(_, texts)| texts.clone()).collect();
        assert_eq!(page.texts(".passage-text p"), texts, "{round}");
        let credits = page.texts(".passage-credit");
        assert!(
            credits[1].contains("Revision 1") && credits[1].contains("Last changed by Bruno Paz: Revision 4"),
            "{credits:?}"
        );
        assert!(credits[0].contains("Revision 2") && credits[2].contains("Revision 3"), "{credits:?}");
        assert!(!page.has(".page-head .notice"));
        if round == 1 {
            scene.save(Some(note), "Note.md", &format!("{text}\n\n"), by_bruno()).await;
        }
    }
    let kept: i64 =
        sqlx::query_scalar("select count(*) from authorships").fetch_one(&scene.app.pool).await.unwrap();
    assert_eq!(kept, 1);
}

#[actix_web::test]
async fn a_thousand_revisions_are_followed_and_then_known() {
    let scene = Scene::set().await;
    let note = scene.note("Old.md", &["Text 1.\n"]).await;
    grow(&scene, note, 1000).await;
    // However slow the machine: each visit goes on from where the one before stopped.
    let mut visits = 0;
    loop {
        visits += 1;
        let page = ok(scene.author.get("/notes/old/-/authorship").await);
        assert_eq!(page.count(".passage-text p"), 100);
        if !page.has(".page-head .notice") {
            break;
        }
        assert!(visits < 50, "{}", page.text_of(".page-head .notice"));
    }
    let page = ok(scene.author.get("/notes/old/-/authorship").await);
    assert!(page.queries() <= 5, "{}", page.header("server-timing"));
    assert!(page.texts(".passage-credit").iter().all(|credit| credit.contains("Revision 2,")));
}

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
