//! What a note said before.

mod authorship;
mod changes;
mod list;
mod pruning;
mod restoring;

use jiff::{SignedDuration, tz::TimeZone};
use quintal::{
    access::Role,
    ids::{NoteId, UserId},
    notes::{
        vaults::{self, Vault},
        write::{self, By, Item, NoteFile, Origin, Saved},
    },
    text::language::Language,
};

use crate::support::{
    app::{Browser, PASSWORD, TestApp},
    page::Answer,
};

/// A garden with a vault of Ana's, who is signed in.
pub(super) struct Scene {
    pub(super) app: TestApp,
    pub(super) vault: Vault,
    pub(super) ana: UserId,
    pub(super) author: Browser,
}

impl Scene {
    pub(super) async fn set() -> Self {
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
    pub(super) async fn save(&self, note: Option<NoteId>, path: &str, text: &str, by: By) -> Saved {
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

    pub(super) fn by(&self, origin: Origin) -> By {
        By { author: Some(self.ana), origin, summary: None }
    }

    /// Saves texts one after the other as one note, each edited by Ana.
    pub(super) async fn note(&self, path: &str, texts: &[&str]) -> NoteId {
        let mut note = None;
        for text in texts {
            note = Some(self.save(note, path, text, self.by(Origin::Edit)).await.note);
        }
        note.unwrap()
    }

    pub(super) async fn source(&self, note: NoteId) -> String {
        let query =
            "select r.source from notes n join revisions r on r.id = n.newest_revision_id where n.id = $1";
        sqlx::query_scalar(query).bind(note.0).fetch_one(&self.app.pool).await.unwrap()
    }

    pub(super) async fn numbers(&self, note: NoteId) -> Vec<i32> {
        let query = "select number from revisions where note_id = $1 order by number";
        sqlx::query_scalar(query).bind(note.0).fetch_all(&self.app.pool).await.unwrap()
    }
    pub(super) async fn base(&self, note: NoteId) -> String {
        let query = "select newest_revision_id::text from notes where id = $1";
        sqlx::query_scalar(query).bind(note.0).fetch_one(&self.app.pool).await.unwrap()
    }
}

pub(super) async fn call(app: &TestApp, person: UserId, name: &str) {
    sqlx::query("update users set name = $2 where id = $1")
        .bind(person.0)
        .bind(name)
        .execute(&app.pool)
        .await
        .unwrap();
}

pub(super) fn ok(answer: Answer) -> Answer {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.attribute("meta[name=robots]", "content"), "noindex");
    answer
}

/// Makes revisions of a note, by the side door, up to a number.
pub(super) async fn grow(scene: &Scene, note: NoteId, upto: i32) {
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
