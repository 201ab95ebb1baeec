//! Reading: pages, lists, tags, search, and what each visitor may know.

mod audiences;
mod cards;
mod crawl;
mod drafts;
mod embeds;
mod graph;
mod links;
mod lists;
mod marks;
mod moving;
mod plans;
mod publishing;
mod reading;
mod renewing;
mod roles;
mod search;
mod search_operators;
mod shared;
mod sources;
mod suggestions;
mod translations;

use jiff::{Timestamp, tz::TimeZone};
use quintal::{
    access::Audience,
    files,
    ids::{FileId, UserId},
    notes::{
        vaults::{self, Vault},
        write::{self, By, Item, NoteFile, Saved},
    },
    text::language::Language,
};
use sqlx::PgPool;

use crate::support::app::TestApp;

/// A person, put into the database with an audience of their own.
pub async fn person(pool: &PgPool, name: &str, role: &str) -> (UserId, i32) {
    let id = UserId::new();
    sqlx::query(
        "insert into users (id, email, email_key, name, password_hash, role, created_at, updated_at)
         values ($1, $2, $2, $3, '', $4, now(), now())",
    )
    .bind(id.0)
    .bind(format!("{name}@garden.example"))
    .bind(name)
    .bind(role)
    .execute(pool)
    .await
    .unwrap();
    let audience =
        sqlx::query_scalar("insert into audiences (kind, user_id) values ('person', $1) returning id")
            .bind(id.0)
            .fetch_one(pool)
            .await
            .unwrap();
    (id, audience)
}

/// A vault of a test, its notes saved as the program saves them.
pub struct Shelf {
    pool: PgPool,
    pub vault: Vault,
}

impl Shelf {
    pub async fn open(app: &TestApp) -> Self {
        Self::with(app, Vault::new("Shelf")).await
    }

    pub async fn with(app: &TestApp, vault: Vault) -> Self {
        let mut db = app.pool.acquire().await.unwrap();
        vaults::keep(&mut db, &vault, now()).await.unwrap();
        Self { pool: app.pool.clone(), vault }
    }

    /// Saves notes: their places in the vault and their texts.
    pub async fn add(&self, notes: &[(&str, &str)]) -> Vec<Saved> {
        self.save(notes.iter().map(|(path, text)| (None, *path, *text)).collect()).await
    }

    /// Puts a text file into the vault; its address.
    pub async fn attach(&self, app: &TestApp, name: &str) -> String {
        let address = attachment(app, name, "text/plain", b"a leaf", &[]).await;
        let id: FileId = address.split('/').nth(2).unwrap().parse().unwrap();
        let mut transaction = self.pool.begin().await.unwrap();
        let named = [(id, name.to_owned())];
        write::name_attachments(&mut transaction, self.vault.id, &named).await.unwrap();
        transaction.commit().await.unwrap();
        address
    }

    /// Saves another text of a note in the same place.
    pub async fn edit(&self, saved: &Saved, path: &str, text: &str, now: Timestamp) -> Saved {
        self.save_at(vec![(Some(saved), path, text)], false, now).await.remove(0)
    }

    /// Moves a note to another place.
    pub async fn relocate(&self, saved: &Saved, path: &str, text: &str) -> Saved {
        self.save(vec![(Some(saved), path, text)]).await.remove(0)
    }

    async fn save(&self, notes: Vec<(Option<&Saved>, &str, &str)>) -> Vec<Saved> {
        self.save_at(notes, true, now()).await
    }

    async fn save_at(
        &self,
        notes: Vec<(Option<&Saved>, &str, &str)>,
        moved: bool,
        now: Timestamp,
    ) -> Vec<Saved> {
        let mut transaction = self.pool.begin().await.unwrap();
        let english = Language::parse("en").unwrap();
        let settings =
            write::settings(&mut transaction, self.vault.clone(), english, TimeZone::UTC).await.unwrap();
        let items: Vec<Item> = notes
            .into_iter()
            .map(|(saved, path, text)| {
                let file = NoteFile { path: path.into(), text: text.into(), modified: None };
                let prepared = write::prepare(file, &settings).unwrap();
                Item { note: saved.map(|saved| saved.note), moved: moved && saved.is_some(), prepared }
            })
            .collect();
        let saved = write::save(&mut transaction, &settings, &items, &By::import(None), now).await.unwrap();
        transaction.commit().await.unwrap();
        saved
    }
}

/// What stands before a text that is not for everyone.
pub fn for_readers(audience: Audience, text: &str) -> String {
    format!("---\naudience: {audience}\n---\n{text}")
}

/// An attachment in the blob store and in the database, for the given audiences.
pub async fn attachment(
    app: &TestApp,
    name: &str,
    media_type: &str,
    bytes: &[u8],
    readers: &[i32],
) -> String {
    let stored = app.state.blobs.put(&mut &bytes[..]).unwrap();
    let id = FileId::new();
    sqlx::query(
        "insert into files (id, sha256, name, key, media_type, size, width, height, created_at)
         values ($1, $2, $3, $6, $4, $5, null, null, '2026-11-20T10:00:00Z')",
    )
    .bind(id.0)
    .bind(stored.hash.to_vec())
    .bind(name)
    .bind(media_type)
    .bind(i64::try_from(bytes.len()).unwrap())
    .bind(quintal::text::fold::bare_words(name).join(" "))
    .execute(&app.pool)
    .await
    .unwrap();
    sqlx::query("insert into file_audiences (file_id, audience_id) select $1, * from unnest($2::integer[])")
        .bind(id.0)
        .bind(readers)
        .execute(&app.pool)
        .await
        .unwrap();
    files::address(id, name)
}

pub fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}
