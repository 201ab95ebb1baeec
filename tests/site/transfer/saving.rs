//! Saving notes: revisions, addresses, links and what follows from them.

use jiff::{Timestamp, tz::TimeZone};
use quintal::{
    notes::{
        vaults::{self, Vault},
        write::{self, By, Item, NoteFile, Saved, Settings},
    },
    text::language::Language,
};
use sqlx::{PgConnection, PgPool, Row as _};

use crate::support::postgres::{self, TestDatabase};

/// A vault in a database of its own.
pub struct Shelf {
    pub pool: PgPool,
    pub settings: Settings,
    _database: TestDatabase,
}

impl Shelf {
    pub async fn open() -> Self {
        let database = postgres::database().await;
        let pool = PgPool::connect_with(database.options.clone()).await.unwrap();
        let settings = settings(&pool, Vault::new("Shelf")).await;
        Self { pool, settings, _database: database }
    }

    /// Saves new notes.
    pub async fn add(&self, notes: &[(&str, &str)]) -> Vec<Saved> {
        let items = notes.iter().map(|(path, text)| self.item(path, text, None)).collect();
        self.save(items).await
    }

    /// Saves a note again.
    pub async fn edit(&self, saved: &Saved, path: &str, text: &str) -> Saved {
        self.save(vec![self.item(path, text, Some(saved))]).await.remove(0)
    }

    fn item(&self, path: &str, text: &str, saved: Option<&Saved>) -> Item {
        let file = NoteFile { path: path.into(), text: text.into(), modified: None };
        let prepared = write::prepare(file, &self.settings).unwrap();
        Item { note: saved.map(|saved| saved.note), moved: false, prepared }
    }

    async fn save(&self, items: Vec<Item>) -> Vec<Saved> {
        let mut transaction = self.pool.begin().await.unwrap();
        let saved =
            write::save(&mut transaction, &self.settings, &items, &By::import(None), now()).await.unwrap();
        transaction.commit().await.unwrap();
        saved
    }

    /// Rows of text, columns parted by a bar.
    pub async fn rows(&self, query: &'static str) -> Vec<String> {
        let rows = sqlx::query(query).fetch_all(&self.pool).await.unwrap();
        rows.iter().map(|row| row.get::<String, _>(0)).collect()
    }
}

async fn settings(pool: &PgPool, vault: Vault) -> Settings {
    let mut connection = pool.acquire().await.unwrap();
    let connection: &mut PgConnection = &mut connection;
    vaults::keep(connection, &vault, now()).await.unwrap();
    write::settings(connection, vault, Language::parse("en").unwrap(), TimeZone::UTC).await.unwrap()
}

fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

const LINKS: &str = "select n.path || ' ' || l.target || ' -> ' || coalesce(t.path, '-') || ' ' || l.candidates
                     from links l join notes n on n.id = l.note_id left join notes t on t.id = l.target_note_id
                     order by n.path, l.ordinal";

#[tokio::test]
async fn a_text_becomes_a_note_and_another_text_a_revision() {
    let shelf = Shelf::open().await;
    let first = shelf.add(&[("Trees/Apple.md", "---\ntags: [fruit]\n---\nRed.")]).await.remove(0);
    assert_eq!((first.path.as_str(), first.revised), ("trees/apple", true));
    let again = shelf.edit(&first, "Trees/Apple.md", "---\ntags: [fruit]\n---\nRed.").await;
    assert_eq!((again.revision, again.revised), (first.revision, false));
    let second = shelf.edit(&first, "Trees/Apple.md", "---\ntags: [Fruit, tree]\n---\nGreen.").await;
    assert_eq!((second.note, second.revised), (first.note, true));
    let numbers = shelf.rows("select number || ' ' || source from revisions order by number").await;
    assert_eq!(numbers.len(), 2);
    assert_eq!(shelf.rows("select revision_id::text from parts").await, [second.revision.to_string()]);
    assert_eq!(
        shelf.rows("select tag_key || ' ' || tag || ' ' || notes from tag_counts order by 1").await,
        ["fruit Fruit 1", "tree tree 1"]
    );
    assert_eq!(shelf.rows("select path || ' ' || title from folders").await, ["trees Trees"]);
    assert_eq!(
        shelf.rows("select n.path from parts p join notes n on n.id = p.note_id where p.search @@ 'green:D' and p.search @@ 'appl:A'").await,
        ["trees/apple"]
    );
}

#[tokio::test]
async fn a_link_comes_alive_with_its_target_and_dies_with_it() {
    let shelf = Shelf::open().await;
    shelf.add(&[("A.md", "[[b]] and [[x/b]]")]).await;
    assert_eq!(shelf.rows(LINKS).await, ["a b -> - 0", "a x/b -> - 0"]);
    let b = shelf.add(&[("x/B.md", "")]).await.remove(0);
    assert_eq!(shelf.rows(LINKS).await, ["a b -> x/b 1", "a x/b -> x/b 1"]);
    shelf.add(&[("B.md", "")]).await;
    assert_eq!(shelf.rows(LINKS).await, ["a b -> b 1", "a x/b -> x/b 1"], "a path from the root is exact");
    let mut item = shelf.item("y/Moved.md", "", Some(&b));
    item.moved = true;
    shelf.save(vec![item]).await;
    assert_eq!(shelf.rows(LINKS).await, ["a b -> b 1", "a x/b -> - 0"]);
    assert_eq!(shelf.rows("select path from note_paths order by path").await, ["a", "b", "x/b", "y/moved"]);
}

#[tokio::test]
async fn of_several_targets_the_nearest_is_taken_and_the_link_is_ambiguous() {
    let shelf = Shelf::open().await;
    let notes = [
        ("far/away/Leaf.md", ""),
        ("near/Leaf.md", ""),
        ("near/Reader.md", "[[leaf]]"),
        ("other/Reader.md", "[[leaf]]"),
        ("other/Speller.md", "[[Tree]] [[tree]]"),
        ("p/Tree.md", ""),
        ("q/tree.md", ""),
    ];
    shelf.add(&notes).await;
    let expected = [
        "near/reader leaf -> near/leaf 2",
        "other/reader leaf -> near/leaf 2",
        "other/speller Tree -> p/tree 1",
        "other/speller tree -> q/tree 1",
    ];
    assert_eq!(shelf.rows(LINKS).await, expected);
}

#[tokio::test]
async fn an_address_is_never_given_away() {
    let shelf = Shelf::open().await;
    let paths = |saved: Vec<Saved>| saved.into_iter().map(|saved| saved.path).collect::<Vec<_>>();
    let first = paths(shelf.add(&[("A b.md", ""), ("a-b.md", ""), ("a_b.md", "")]).await);
    assert_eq!(first[0], "a-b");
    assert!(first[1].starts_with("a-b-") && first[2].starts_with("a-b-") && first[1] != first[2]);
    let late = paths(shelf.add(&[("A B.md", "")]).await);
    assert!(late[0].starts_with("a-b-") && !first.contains(&late[0]));
    let elsewhere = Shelf::open().await;
    let other = paths(elsewhere.add(&[("a-b.md", ""), ("a_b.md", "")]).await);
    assert_eq!(
        (other[0].as_str(), &other[1]),
        ("a-b", &first[2]),
        "the suffix is the vault's, not the order's"
    );
}

#[tokio::test]
async fn a_draft_and_a_private_note_keep_to_themselves() {
    let shelf = Shelf::open().await;
    let draft = shelf.add(&[("Draft.md", "---\npublish: false\ntags: [secret]\n---\n")]).await.remove(0);
    assert!(shelf.rows("select path from notes where published_revision_id is not null").await.is_empty());
    assert!(shelf.rows("select tag_key from tag_counts").await.is_empty());
    shelf.add(&[("A.md", "[[draft]]"), ("x/Draft.md", "")]).await;
    assert_eq!(shelf.rows(LINKS).await, ["a draft -> x/draft 1"], "what is published comes before a draft");
    shelf.edit(&draft, "Draft.md", "---\ntags: [secret]\n---\n").await;
    assert_eq!(shelf.rows(LINKS).await, ["a draft -> draft 1"]);
    assert_eq!(shelf.rows("select tag_key from tag_counts").await, ["secret"]);
    let searched = "select n.path from parts p join notes n on n.id = p.note_id where p.listed order by 1";
    assert_eq!(shelf.rows(searched).await, ["a", "draft", "x/draft"]);
    let mut transaction = shelf.pool.begin().await.unwrap();
    write::unpublish(&mut transaction, &[draft.note]).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(shelf.rows(LINKS).await, ["a draft -> x/draft 1"]);
    assert!(shelf.rows("select tag_key from tag_counts").await.is_empty());
    assert_eq!(shelf.rows(searched).await, ["a", "x/draft"]);
}

#[tokio::test]
async fn names_that_no_index_can_hold_do_not_make_a_save_fail() {
    let shelf = Shelf::open().await;
    // Random letters: the database cannot squeeze them into an index entry.
    let noise: String = (0..9000_u64)
        .map(|n| char::from(b'a' + u8::try_from((n.wrapping_mul(n ^ 0x9e37_79b9) >> 7) % 26).unwrap()))
        .collect();
    let text = format!(
        "---\ntitle: {noise}\naliases: [{noise}]\npermalink: {noise}\ntags: [{noise}]\n---\n[[{noise}]] [[a#{noise}]]\n\n# {noise}\n\n{}",
        noise.repeat(40)
    );
    let deep = "d/".repeat(500) + "Leaf.md";
    let many = (0..120_000).map(|n| format!("{n:x}-{n:o}/a")).collect::<Vec<_>>().join(" ");
    let saved = shelf.add(&[("Long.md", &text), ("Words.md", &many), (&deep, "")]).await;
    assert_eq!(saved.len(), 3);
}
