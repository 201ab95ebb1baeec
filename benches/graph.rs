//! What the graph, previews and ties of a note cost in a garden of 10,000 notes (or as many as are named).
//!
//! `cargo bench --bench graph [NOTES]`; a private PostgreSQL is started for it.

#![expect(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement that cannot go on shall stop, and prints what it found"
)]

use std::{env, future::Future, time::Instant};

use quintal::{
    access::Audiences,
    db::{
        self,
        paging::PageNumber,
        private::{Options, PrivateServer},
    },
    i18n::Locale,
    notes::{
        graph::{self, picture, read},
        read::{links, place, preview, surroundings::surroundings},
    },
};
use sqlx::{AssertSqlSafe, PgPool};

/// The garden of the tests of plans, in another size.
const MANY: &str = include_str!("../tests/site/notes/plans/many.sql");
/// How often each page is asked for.
const TIMES: usize = 100;

fn main() {
    let notes = env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000_usize);
    tokio::runtime::Runtime::new().unwrap().block_on(measure(notes));
}

async fn measure(notes: usize) {
    let scratch = tempfile::Builder::new()
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .tempdir()
        .unwrap();
    let mut options = Options::new(scratch.path());
    options.refuge = scratch.path().join("refuge");
    let server = PrivateServer::join(&options).await.unwrap();
    let pool = db::open(server.ensure_database("bench").await.unwrap(), 2).await.unwrap();
    let garden = MANY.replace("100000", &notes.to_string());
    sqlx::raw_sql(AssertSqlSafe(garden)).execute(&pool).await.unwrap();
    run(&pool, "delete from graph_notes").await;
    run(&pool, "delete from graph_folders").await;
    run(&pool, "analyze").await;
    println!("{notes} notes, {} links", count(&pool, "links").await);
    lay_out(&pool).await;
    ask(&pool).await;
    pool.close().await;
    server.leave().await.unwrap();
}

/// Beside the requests: from nothing, with nothing changed, and with fifty notes more.
async fn lay_out(pool: &PgPool) {
    let tend = || async {
        let start = Instant::now();
        assert!(graph::tend(pool).await.unwrap());
        start.elapsed().as_secs_f64()
    };
    println!("layout from scratch      {:>8.2} s", tend().await);
    run(pool, "select bump_generation()").await;
    println!("nothing changed          {:>8.2} s", tend().await);
    run(pool, "delete from graph_notes where note_id in (select note_id from graph_notes order by note_id limit 50)").await;
    run(pool, "select bump_generation()").await;
    println!("fifty newcomers          {:>8.2} s", tend().await);
}

async fn ask(pool: &PgPool) {
    let readers = &Audiences::of([1, 2]);
    let path = "folder-8/inner-8/note-1008";
    let wish = |query: &str| serde_html_form::from_str::<read::Wish>(query).unwrap();
    let map = |query: &'static str| async move {
        let seen = read::garden(&mut pool.acquire().await.unwrap(), &wish(query), readers).await.unwrap();
        assert!(!seen.nodes.is_empty(), "{query}");
        picture::draw(seen.nodes, &seen.links).nodes.len()
    };
    timed("/graph", || map("")).await;
    timed("/graph?folder=folder-8", || map("folder=folder-8")).await;
    timed("/notes/…/-/graph", || async {
        let mut db = pool.acquire().await.unwrap();
        let (_, seen) = read::around(&mut db, path, readers).await.unwrap().unwrap();
        picture::draw(seen.nodes, &seen.links).nodes.len()
    })
    .await;
    timed("/notes/…/-/preview", || async {
        let mut db = pool.acquire().await.unwrap();
        preview::preview(&mut db, path, "", Locale::En, readers).await.unwrap().unwrap().html.len()
    })
    .await;
    timed("/notes/… with backlinks", || async {
        let mut db = pool.acquire().await.unwrap();
        let found = place::find(&mut db, path, readers).await.unwrap().unwrap();
        let place::Place::Note(note) = found.place else { unreachable!("it is a note") };
        surroundings(&mut db, &note, Locale::En, readers, None, &found.tree).await.unwrap().backlinks.len()
    })
    .await;
    let head = links::find(&mut pool.acquire().await.unwrap(), path, readers).await.unwrap().unwrap();
    let titled = |title: &str| links::Head { title: title.to_owned(), ..head.clone() };
    timed("backlinks", || async {
        let mut db = pool.acquire().await.unwrap();
        links::backlinks(&mut db, &head, PageNumber::FIRST, readers).await.unwrap().items.len()
    })
    .await;
    for (what, note) in [("mentions, rare", titled("raro")), ("mentions, in every note", titled("jardim"))] {
        timed(what, || async {
            links::mentions(&mut pool.acquire().await.unwrap(), &note, readers).await.unwrap().len()
        })
        .await;
    }
    timed("related notes", || async {
        links::related(&mut pool.acquire().await.unwrap(), &head, readers).await.unwrap().len()
    })
    .await;
}

async fn timed<F: Future<Output = usize>>(what: &str, ask: impl Fn() -> F) {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..TIMES {
        let start = Instant::now();
        found = ask().await;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let (median, worst) = (times[TIMES / 2], times[TIMES * 99 / 100]);
    println!("{what:<24} {median:>8.2} ms p50 {worst:>8.2} ms p99  ({found})");
}

async fn run(pool: &PgPool, statement: &'static str) {
    sqlx::raw_sql(statement).execute(pool).await.unwrap();
}

async fn count(pool: &PgPool, table: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(pool).await.unwrap()
}
