//! Reading: pages, lists, tags, search, and what each visitor may know.

mod attaching;
mod audiences;
mod beginnings;
mod bin;
mod bulk;
mod cards;
mod checks;
mod complete;
mod crawl;
mod drafts;
mod drafts_kept;
mod editing;
mod embeds;
mod graph;
mod hidden;
mod history;
mod links;
mod lists;
mod marks;
mod moving;
mod plans;
mod preview_links;
mod previews;
mod properties;
mod publishing;
mod publishing_by_button;
mod reading;
mod renewing;
mod replace;
mod reviews;
mod roles;
mod saved_by_several;
mod scheduling;
mod search;
mod search_operators;
mod shared;
mod signed_out;
mod sources;
mod suggestions;
mod suggestions_of_changes;
mod translations;

use std::path::Path;

use jiff::{Timestamp, tz::TimeZone};
use quintal::{
    access::{Audience, Role},
    files,
    ids::{FileId, UserId},
    notes::{
        vaults::{self, Vault},
        write::{self, By, Item, NoteFile, Saved},
    },
    text::language::Language,
};
use sqlx::PgPool;

use crate::support::{
    app::{Browser, PASSWORD, TestApp},
    page::Answer,
};

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

/// A garden in which notes are written: by their author, by an editor, and by whoever is added.
pub struct Desk {
    pub app: TestApp,
    pub shelf: Shelf,
    /// The author of all notes of the shelf, who is called Ana.
    pub ana: Browser,
    pub ana_id: UserId,
    /// An editor, who is called Bruno.
    pub bruno: Browser,
    pub bruno_id: UserId,
}

impl Desk {
    pub async fn with(notes: &[(&str, &str)]) -> Self {
        let app = TestApp::start().await;
        let (ana_id, ana) = sign_in(&app, "Ana", Role::Author).await;
        let (bruno_id, bruno) = sign_in(&app, "Bruno", Role::Editor).await;
        let shelf = Shelf::with(&app, Vault { author: Some(ana_id), ..Vault::new("Shelf") }).await;
        shelf.add(notes).await;
        Self { app, shelf, ana, ana_id, bruno, bruno_id }
    }

    /// The newest text of the note at an address.
    pub async fn source(&self, path: &str) -> String {
        let query = "select r.source from note_paths p join notes n on n.id = p.note_id
                     join revisions r on r.id = n.newest_revision_id where p.path = $1";
        sqlx::query_scalar(query).bind(path).fetch_one(&self.app.pool).await.unwrap()
    }

    /// How the note's revisions came to be, from the first.
    pub async fn origins(&self, path: &str) -> Vec<String> {
        let query = "select r.origin from note_paths p join revisions r on r.note_id = p.note_id
                     where p.path = $1 order by r.number";
        sqlx::query_scalar(query).bind(path).fetch_all(&self.app.pool).await.unwrap()
    }

    /// Whose note it is.
    pub async fn author(&self, path: &str) -> Option<uuid::Uuid> {
        let query = "select n.author_id from note_paths p join notes n on n.id = p.note_id where p.path = $1";
        sqlx::query_scalar(query).bind(path).fetch_one(&self.app.pool).await.unwrap()
    }
}

/// The browser of a new person of that name.
pub async fn sign_in(app: &TestApp, name: &str, role: Role) -> (UserId, Browser) {
    let email = format!("{}@garden.example", name.to_lowercase());
    let id = app.add_person(role, &email).await;
    let rename = "update users set name = $2 where id = $1";
    sqlx::query(rename).bind(id.0).bind(name).execute(&app.pool).await.unwrap();
    let browser = app.guest();
    browser.sign_in(&email, PASSWORD).await;
    (id, browser)
}

/// The editor as somebody has opened it.
pub struct Sheet {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Sheet {
    /// Opens the editor at an address.
    pub async fn open(browser: &Browser, address: &str) -> Self {
        let page = browser.get(address).await;
        assert_eq!(page.status, 200, "{address}: {}", page.text());
        Self::of(&page)
    }

    /// The editor that a page shows.
    pub fn of(page: &Answer) -> Self {
        let names = page.attributes("form.editor input[name]:not([type=file])", "name");
        let values = page.attributes("form.editor input[name]:not([type=file])", "value");
        let mut fields: Vec<(String, String)> = names.into_iter().zip(values).collect();
        fields.push(("source".to_owned(), page.exact_text_of("form.editor textarea")));
        Self { action: page.attribute("form.editor", "action"), fields }
    }

    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Types into a field, as a browser sends it.
    pub fn typed(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The form with a button, its lines ended as browsers do.
    pub fn pressed(&self, button: &str) -> Vec<(String, String)> {
        let mut fields = self.fields.clone();
        for (name, value) in &mut fields {
            if name == "source" {
                *value = value.replace("\r\n", "\n").replace('\n', "\r\n");
            }
        }
        fields.push(("do".to_owned(), button.to_owned()));
        fields
    }

    pub async fn press(&self, browser: &Browser, button: &str) -> Answer {
        post(browser, &self.action, &self.pressed(button)).await
    }

    pub async fn save(&self, browser: &Browser) -> Answer {
        self.press(browser, "save").await
    }

    /// Saves a text that its readers have not seen before, whatever there is to look at.
    pub async fn save_anyway(&self, browser: &Browser) -> Answer {
        let asked = self.save(browser).await;
        assert_eq!((asked.status.as_u16(), asked.has(".findings")), (200, true), "{}", asked.text());
        let word = asked.attribute("button[form=editor][name=do]", "value");
        Self::of(&asked).press(browser, &word).await
    }
}

pub async fn post(browser: &Browser, address: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(address, &fields).await
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
        let is_document = Path::new(name).extension().is_some_and(|end| end == "pdf");
        let kind = if is_document { "application/pdf" } else { "text/plain" };
        let address = attachment(app, name, kind, b"a leaf", &[]).await;
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
