//! Nothing that a reader asks for reads a whole table, in a garden of a hundred thousand notes.

use jiff::tz::TimeZone;
use quintal::{
    access::{Audiences, Role},
    db::paging::PageNumber,
    i18n::Locale,
    ids::UserId,
    notes::{
        graph, history,
        marks::{self, What},
        moving,
        read::{
            addresses, brief, complete, feed, links,
            list::{self, Of},
            place::{self, Place},
            preview,
            search::{
                self, Wish,
                query::{Query, Writer},
                suggest::suggest,
                typos,
            },
            source,
            surroundings::surroundings,
            tags,
        },
        vaults,
        write::{self, By, Item, NoteFile},
    },
    text::language::Language,
};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::support::postgres::{self, TestDatabase};

/// Tables that grow with the garden.
const LARGE: [&str; 16] = [
    "notes",
    "note_paths",
    "parts",
    "links",
    "note_tags",
    "tag_counts",
    "revisions",
    "note_names",
    "translations",
    "graph_notes",
    "graph_folder_links",
    "bookmarks",
    "readings",
    "stops",
    "note_headings",
    "search_words",
];

/// A garden whose statements can be looked at.
pub struct Garden {
    db: PgConnection,
    _database: TestDatabase,
}

impl Garden {
    pub async fn plant() -> Self {
        let database = postgres::database().await;
        let mut db = PgConnection::connect_with(&database.options).await.unwrap();
        sqlx::raw_sql(include_str!("many.sql")).execute(&mut db).await.unwrap();
        Self { db, _database: database }
    }

    /// The connection, without a prepared statement of before.
    pub async fn fresh(&mut self) -> &mut PgConnection {
        self.db.clear_cached_statements().await.unwrap();
        &mut self.db
    }

    /// How many rows of the large tables were ever read by going through all of them, as PostgreSQL counts.
    async fn rows_read_one_after_another(&mut self) -> i64 {
        sqlx::query("select pg_stat_force_next_flush()").execute(&mut self.db).await.unwrap();
        let tables: Vec<String> = LARGE.iter().map(|table| (*table).to_owned()).collect();
        sqlx::query_scalar(
            "select sum(seq_tup_read)::bigint from pg_stat_user_tables where relname = any($1)",
        )
        .bind(tables)
        .fetch_one(&mut self.db)
        .await
        .unwrap()
    }

    /// Looks at how PostgreSQL runs the statement that was prepared since, for these arguments and for any; the
    /// plan for any is returned.
    pub async fn assert_indexed(&mut self, what: &str, arguments: &[&str]) -> String {
        self.assert_indexed_that_says("", what, arguments).await
    }

    /// The same, for the one of several statements in which these words stand.
    async fn assert_indexed_that_says(&mut self, words: &str, what: &str, arguments: &[&str]) -> String {
        let names: Vec<(String,)> = sqlx::query_as(
            "select name from pg_prepared_statements
             where cardinality(parameter_types) = $1 and statement not like '%pg_prepared_statements%'
                 and statement not like '%unnest($5::text[], $6::text[])%' and strpos(statement, $2) > 0",
        )
        .persistent(false)
        .bind(i32::try_from(arguments.len()).unwrap())
        .bind(words)
        .fetch_all(&mut self.db)
        .await
        .unwrap();
        let [(name,)] = names.as_slice() else { panic!("{what}: {names:?}") };
        let mut plan = String::new();
        for mode in ["force_custom_plan", "force_generic_plan"] {
            let mode = format!("set plan_cache_mode = {mode}");
            sqlx::raw_sql(AssertSqlSafe(mode)).execute(&mut self.db).await.unwrap();
            let explain = format!("explain (costs off) execute {name} ({})", arguments.join(", "));
            let rows: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(explain))
                .persistent(false)
                .fetch_all(&mut self.db)
                .await
                .unwrap();
            plan = rows.into_iter().map(|(row,)| row).collect::<Vec<_>>().join("\n");
            for table in LARGE {
                let scan = format!("Seq Scan on {table} ");
                let read = plan.lines().any(|line| format!("{line} ").contains(&scan));
                assert!(!read, "{what} reads all of {table}:\n{plan}");
            }
        }
        sqlx::raw_sql("set plan_cache_mode = auto").execute(&mut self.db).await.unwrap();
        plan
    }
}

const READERS: &str = "'{1,2,100}'";

#[actix_web::test]
async fn no_page_reads_a_whole_table() {
    let mut garden = Garden::plant().await;
    let readers = Audiences::of([1, 2, 100]);

    for sort in ["updated", "created", "title"] {
        for (lang, page) in [("", 1), ("", 1000), ("pt", 1), ("pt", 500)] {
            let wish: list::Wish =
                serde_html_form::from_str(&format!("sort={sort}&lang={lang}&page={page}")).unwrap();
            let offset = ((page - 1) * 30).to_string();
            let what = format!("?sort={sort}&lang={lang}&page={page}");
            let language = ["'pt'"];
            let language = if lang.is_empty() { &language[..0] } else { &language };

            let all = list::list(garden.fresh().await, Of::All, &wish, &readers).await.unwrap();
            assert_eq!(all.page.items.len(), 30, "{what}");
            let arguments = [&[READERS, &offset], language].concat();
            garden.assert_indexed(&format!("/notes{what}"), &arguments).await;

            for tag in ["often", "field", "topic-51"] {
                list::list(garden.fresh().await, Of::Tag(tag), &wish, &readers).await.unwrap();
                let quoted = format!("'{tag}'");
                let arguments = [&[READERS, &offset, &quoted], language].concat();
                garden.assert_indexed(&format!("/tags/{tag}{what}"), &arguments).await;
            }

            list::list(garden.fresh().await, Of::Folder("folder-8/inner-8"), &wish, &readers).await.unwrap();
            let language = if lang.is_empty() { "null" } else { "'pt'" };
            let arguments = [READERS, &offset, "'folder-8/inner-8'", language];
            garden.assert_indexed(&format!("a folder{what}"), &arguments).await;
        }
    }

    // One of ten people with ten thousand marks of each kind.
    let person = "'00000000-0000-7003-8000-000000000008'".to_owned();
    let reader: UserId = person.trim_matches('\'').parse().unwrap();

    let path = "folder-8/inner-8/note-7008";
    let found = place::find(garden.fresh().await, path, &readers).await.unwrap().unwrap();
    let Place::Note(note) = found.place else { panic!("{:?}", found.place) };
    let arguments = ["'folder-8/inner-8/note-7008'", READERS, "'{\"\",folder-8,folder-8/inner-8}'"];
    garden.assert_indexed("a note", &arguments).await;

    let around = surroundings(garden.fresh().await, &note, Locale::En, &readers, Some(reader), &found.tree)
        .await
        .unwrap();
    assert!(around.next.is_some() && around.previous.is_some());
    let (id, revision, title) =
        (format!("'{}'", note.id), format!("'{}'", note.revision), format!("'{}'", note.title));
    assert!(around.marks.unwrap().bookmarked);
    let beside = "'{folder-8/inner-8/note-7008,folder-8/inner-8/note-8008}'";
    let arguments = [id.as_str(), &revision, "'folder-8/inner-8'", &title, READERS, &person, beside];
    garden.assert_indexed("what is around a note", &arguments).await;

    let (front, tree) = place::front(garden.fresh().await, &["en"], &readers).await.unwrap();
    assert!(front.is_some() && !tree.is_empty());
    garden.assert_indexed("the front", &["'en'", READERS, "'{\"\"}'"]).await;

    let (found, more) = tags::tags(garden.fresh().await, PageNumber::FIRST, &readers).await.unwrap();
    assert!(found.len() == 300 && more);
    garden.assert_indexed("/tags", &[READERS, "0"]).await;

    searches(&mut garden, &readers).await;
}

async fn searches(garden: &mut Garden, readers: &Audiences) {
    let parse = |question| Query::parse(question, Writer { locale: Locale::En, zone: &TimeZone::UTC });
    for (question, labels, has_words, found) in [
        ("jardim", "null", "true", 2000),
        ("semente", "null", "true", 1000),
        ("raro", "null", "true", 10),
        ("nothing", "null", "true", 0),
        ("jardim tag:topic-51", "$$'# topic-51'$$", "true", 1),
        ("tag:topic-51", "$$'# topic-51' & '* '$$", "false", 1),
        ("after:2024-02", "$$'* '$$", "false", 2000),
    ] {
        let query = parse(question);
        let hits = search::find(garden.fresh().await, &query, &Wish::default(), readers).await.unwrap();
        assert_eq!(hits.total(), found, "{question}");
        let words = format!("'{}'", query.text);
        let after = query.after.map_or("null".to_owned(), |at| format!("'{at}'"));
        let arguments =
            [READERS, &words, &words, &words, &words, labels, has_words, &after, "null", "0", "'{}'"];
        let plan = garden.assert_indexed(&format!("a search for {question}"), &arguments).await;
        let together = plan.lines().any(|line| {
            line.contains("Index Cond: ((audience_id = a.id)") && line.contains("search @@ asked.everything")
        });
        assert!(together, "readers and words are not looked up together:\n{plan}");
    }

    let wish = serde_html_form::from_str("q=note+12").unwrap();
    let named = suggest(garden.fresh().await, &wish, readers).await.unwrap();
    assert!(named.notes.len() == 6 && named.notes[0].title == "Note 12", "{named:?}");
    let arguments = ["'{1,2,100}'", "'note 12'", "$$'note':* & '12':*$$", "'%note%12%'"];
    garden.assert_indexed("suggestions", &arguments).await;

    let named = complete::notes(garden.fresh().await, "note 12", None, readers).await.unwrap();
    assert!(named.len() == complete::MOST && named[0].title == "Note 12", "{named:?}");
    let arguments = ["'{1,2,100}'", "'note 12'", "$$'note':* & '12':*$$", "null"];
    garden.assert_indexed("a link to complete", &arguments).await;
    assert_eq!(complete::notes(garden.fresh().await, "", None, readers).await.unwrap().len(), complete::MOST);
    garden.assert_indexed("the latest notes", &["'{1,2,100}'", "null"]).await;
    complete::headings(garden.fresh().await, "Note 12", "", None, readers).await.unwrap();
    garden.assert_indexed("anchors", &["'{/note 12,note 12}'", "null", "false", "'{1,2,100}'"]).await;
    complete::tags(garden.fresh().await, "topic", readers).await.unwrap();
    garden.assert_indexed("tags to complete", &["'{1,2,100}'", "'%topic%'", "'topic%'"]).await;

    let query = parse("semnete");
    let meant = typos::correct(garden.fresh().await, &query.wanted, readers.ids()).await.unwrap().unwrap();
    assert_eq!(meant["semnete"], "semente");
    garden.assert_indexed("similar words", &["'{semnete}'", "'{semnete}'", "'{semente}'"]).await;
    let words = ["'{semnete}'"; 6];
    garden.assert_indexed("known words", &[&[READERS], &words[..]].concat()).await;

    tags::largest(garden.fresh().await, readers).await.unwrap();
    garden.assert_indexed("the largest tags", &[READERS]).await;
    search::find(garden.fresh().await, &parse("by:a"), &Wish::default(), readers).await.unwrap();
    garden.assert_indexed("authors", &[READERS]).await;
}

#[actix_web::test]
async fn nothing_for_programs_reads_a_whole_table() {
    let mut garden = Garden::plant().await;
    let guest = "'{1}'";
    let path = "folder-8/inner-8/note-7008";

    let found = source::find(garden.fresh().await, path, &Audiences::guest()).await.unwrap();
    assert_eq!(found.unwrap().path, path);
    garden.assert_indexed("a source", &["'folder-8/inner-8/note-7008'", guest]).await;

    let found = brief::find(garden.fresh().await, path, &Audiences::guest()).await.unwrap();
    assert_eq!(found.unwrap().title, "Note 7008");
    garden.assert_indexed("a card", &["'folder-8/inner-8/note-7008'", guest]).await;

    let wish = list::Wish::default();
    let below =
        list::list(garden.fresh().await, Of::Below("folder-8"), &wish, &Audiences::guest()).await.unwrap();
    assert!(below.page.items.len() == 30 && below.page.more);
    garden.assert_indexed("a folder's feed", &[guest, "0", "'folder-8'", "null"]).await;

    let all = feed::feed(garden.fresh().await, Of::All, &wish, Locale::En).await.unwrap().unwrap();
    assert!(all.page.items.len() == 30 && all.page.items.iter().all(|entry| entry.html.is_some()));
    let paths = format!(
        "'{{{}}}'",
        all.page.items.iter().map(|entry| entry.path.as_str()).collect::<Vec<_>>().join(",")
    );
    garden.assert_indexed_that_says("char_length", "the texts of a feed", &[&paths, guest]).await;

    let parts = addresses::parts(garden.fresh().await).await.unwrap();
    assert_eq!(parts.len(), 18);
    garden.assert_indexed("the parts of a site map", &[guest, "5000"]).await;

    let part = addresses::part(garden.fresh().await, parts[9]).await.unwrap();
    assert_eq!(part.len(), addresses::PART);
    let after = format!("'{}'", parts[9]);
    garden.assert_indexed("a part of a site map", &[guest, &after, "5000"]).await;

    let shelves = addresses::shelves(garden.fresh().await).await.unwrap();
    assert_eq!(shelves.len(), 100);
    garden.assert_indexed("an outline", &[guest]).await;
}

#[actix_web::test]
async fn what_a_note_is_tied_to_reads_no_whole_table() {
    let mut garden = Garden::plant().await;
    let readers = Audiences::of([1, 2, 100]);
    // One that thousands link to, and one that few do.
    for (path, number) in [("folder-8/inner-8/note-8", 8), ("folder-8/inner-8/note-7008", 7008)] {
        let path_quoted = format!("'{path}'");
        let head = links::find(garden.fresh().await, path, &readers).await.unwrap().unwrap();
        garden.assert_indexed("the note", &[&path_quoted, READERS]).await;
        let (id, revision) = (format!("'{}'", head.id), format!("'{}'", head.revision));
        for (page, offset) in [(1, "0"), (30, "870")] {
            let page = PageNumber::from(page.to_string());
            let shown = links::backlinks(garden.fresh().await, &head, page, &readers).await.unwrap();
            assert!(!shown.items.is_empty() || number > 100);
            garden.assert_indexed("backlinks", &[&id, READERS, offset]).await;
        }
        links::outgoing(garden.fresh().await, &head, &readers).await.unwrap();
        garden.assert_indexed("outgoing links", &[&revision, &id, READERS]).await;
        links::related(garden.fresh().await, &head, &readers).await.unwrap();
        garden.assert_indexed("related notes", &[READERS, &revision, &id]).await;
        let titled = links::Head { title: "Semente".into(), ..head.clone() };
        links::mentions(garden.fresh().await, &titled, &readers).await.unwrap();
        let word = "'\"semente\"'";
        garden.assert_indexed("mentions", &[READERS, word, word, word, word, &id]).await;

        preview::preview(garden.fresh().await, path, "", Locale::En, &readers).await.unwrap().unwrap();
        garden.assert_indexed("a preview", &[&path_quoted, READERS]).await;
        graph::read::around(garden.fresh().await, path, &readers).await.unwrap().unwrap();
        let of = format!("'{{{}}}'", head.id);
        garden.assert_indexed_that_says("with linked", "neighbours", &[READERS, &of, &of, "36"]).await;
        garden.assert_indexed_that_says("target_note_id = any", "links among", &[READERS, &of]).await;
        garden.assert_indexed_that_says("note_paths", "the middle", &[READERS, &path_quoted]).await;
    }
}

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
    let saved = write::save(&mut transaction, &settings, &[item], &By::import(None), super::now())
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
    let moved = moving::carry_out(&mut transaction, what, true, &[], &ground, super::now()).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(moved.path, "elsewhere/other");
    assert_eq!(garden.rows_read_one_after_another().await, before, "whole tables were read");
}

#[actix_web::test]
async fn the_graph_reads_no_whole_table() {
    let mut garden = Garden::plant().await;
    let readers = Audiences::of([1, 2, 100]);
    let wish = |query: &str| serde_html_form::from_str::<graph::read::Wish>(query).unwrap();
    let seen = graph::read::garden(garden.fresh().await, &wish(""), &readers).await.unwrap();
    assert!(seen.is_of_folders && seen.nodes.len() == 150 && seen.links.len() <= 400);
    garden.assert_indexed_that_says("graph_folders", "folders", &[READERS, "''"]).await;
    let shown = "'{folder-1,folder-2,folder-3,folder-4,folder-5,folder-6,folder-7,folder-8}'";
    let arguments = [READERS, "''", shown];
    garden.assert_indexed_that_says("graph_folder_links", "links of folders", &arguments).await;
    let seen =
        graph::read::garden(garden.fresh().await, &wish("folder=folder-8/inner-8"), &readers).await.unwrap();
    assert!(!seen.is_of_folders && seen.nodes.len() > 50, "{}", seen.nodes.len());
    let below = [READERS, "'folder-8/inner-8'", "'folder-8/inner-80'"];
    garden.assert_indexed_that_says("graph_notes", "notes of a folder and below", &below).await;
    graph::read::garden(garden.fresh().await, &wish("folder=folder-8/inner-8&only=here"), &readers)
        .await
        .unwrap();
    let itself = [READERS, "'folder-8/inner-8'"];
    garden.assert_indexed_that_says("graph_notes", "the best linked notes of a folder", &itself).await;
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

#[actix_web::test]
async fn no_mark_costs_a_whole_table() {
    let mut garden = Garden::plant().await;
    let readers = Audiences::of([1, 2, 100]);
    let person = "'00000000-0000-7003-8000-000000000008'";
    let reader: UserId = person.trim_matches('\'').parse().unwrap();
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    let moment = "'2026-11-21T12:00:00Z'";

    for (page, offset) in [("1", "0"), ("300", "8970")] {
        let number = PageNumber::from(page.to_owned());
        let found = marks::bookmarks(garden.fresh().await, reader, &readers, number).await.unwrap();
        assert_eq!(found.items.len(), 30, "bookmarks, page {page}");
        garden.assert_indexed("bookmarks", &[person, READERS, offset]).await;
    }

    let found = marks::news(garden.fresh().await, reader, &readers, PageNumber::FIRST, now).await.unwrap();
    assert_eq!(found.page.items.len(), 30);
    let arguments = ["'2024-01-01T00:00:00Z'", READERS, moment, "0"];
    garden.assert_indexed("what is new", &arguments).await;

    let shelf = marks::shelf(garden.fresh().await, Some(reader), &readers, now).await.unwrap();
    assert_eq!((shelf.unfinished.len(), shelf.news.len(), shelf.bookmarks.len()), (3, 5, 5));
    garden.assert_indexed("the shelf", &[person, READERS, moment]).await;

    let wish = list::Wish::default();
    let mut list = list::list(garden.fresh().await, Of::All, &wish, &readers).await.unwrap();
    let mut tree = place::tree(garden.fresh().await, &readers).await.unwrap();
    let db = garden.fresh().await;
    marks::show_read(db, Some(reader), &readers, &mut list.page.items, &mut tree).await.unwrap();
    let paths: Vec<String> = list.page.items.iter().map(|note| note.path.clone()).collect();
    let paths = format!("'{{{}}}'", paths.join(","));
    garden.assert_indexed("which notes are read", &[person, &paths, READERS]).await;

    let extent = marks::extent(garden.fresh().await, reader).await.unwrap();
    assert_eq!((extent.bookmarks, extent.readings, extent.stops), (10_000, 10_000, 10_000));
    garden.assert_indexed("how much is kept", &[person]).await;

    // Marks on a note that has none of this person's yet: the last of the garden is not in the first ten thousand.
    let id = "00000000-0000-7001-8000-0000000186a0";
    let note = id.parse().unwrap();
    let id = format!("'{id}'");
    let most = marks::MOST.to_string();
    let kept = marks::bookmark(garden.fresh().await, reader, note, &readers, now).await.unwrap();
    assert_eq!(kept, marks::Kept::Full);
    let arguments = [person, &id, READERS, moment, &most];
    garden.assert_indexed("a bookmark", &arguments).await;
    assert!(marks::mark_read(garden.fresh().await, reader, note, &readers, now).await.unwrap());
    garden.assert_indexed("a note read", &arguments).await;
    let stop = marks::Stop::told(0.5, Some("here")).unwrap();
    assert!(marks::stop_at(garden.fresh().await, reader, note, &stop, &readers, now).await.unwrap());
    let arguments = [person, &id, READERS, moment, &most, "0.5", "'here'"];
    garden.assert_indexed("a stop", &arguments).await;
    let extent = marks::extent(garden.fresh().await, reader).await.unwrap();
    assert_eq!((extent.readings, extent.stops), (10_000, 10_000), "the oldest made room");

    marks::forget(garden.fresh().await, reader, What::All).await.unwrap();
    garden.assert_indexed("forgetting", &[person, "true", "true", "true", "true"]).await;
    assert!(!marks::extent(garden.fresh().await, reader).await.unwrap().is_any());
}
