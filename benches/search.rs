//! How long a search takes.
//!
//! `cargo bench --bench search` makes gardens of 10,000 and 100,000 notes in three languages, nineteen of twenty of
//! them for members, and tells the median and the 99th percentile of each kind of question, asked by a guest and by a
//! member; then how PostgreSQL goes about them. `cargo bench --bench search -- 1000` makes a garden of that size.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench that cannot go on shall stop, and it prints"
)]

use std::{
    env, fs,
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::tz::TimeZone;
use quintal::{
    access::Audiences,
    db::{
        self,
        private::{Options, PrivateServer},
    },
    i18n::Locale,
    notes::read::search::{
        self, Reader, Wish,
        query::{Query, Writer},
        suggest::suggest,
    },
};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool, Row as _, postgres::PgConnectOptions};
use tokio::sync::Semaphore;

/// Questions of a kind; the first few are not counted.
const ROUNDS: usize = 100;
const WARM: usize = 5;

/// Makes the nth question of a kind.
type Kind = (&'static str, fn(usize) -> String);

const KINDS: [Kind; 8] = [
    ("common word", |n| word("pt", n % 3)),
    ("rare word", |n| word("es", 3900 + n % 90)),
    ("two words", |n| format!("{} {}", word("en", n % 40), word("en", 40 + n % 50))),
    ("phrase", |n| format!("\"{} {}\"", word("pt", n % 10), word("pt", n % 7))),
    ("common word, tag:", |n| format!("{} tag:tag-{}", word("pt", n % 3), 20 + n % 150)),
    ("tag: alone", |n| format!("tag:tag-{}", n % 150)),
    ("common word, before:", |n| format!("{} before:2020-0{}", word("pt", n % 3), 1 + n % 9)),
    ("typing error", |n| mistyped(&word("en", n % 500))),
];

fn main() {
    let sizes: Vec<usize> = env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000] } else { sizes };
    tokio::runtime::Runtime::new().unwrap().block_on(run(&sizes));
}

async fn run(sizes: &[usize]) {
    let scratch = tempfile::Builder::new().permissions(readable()).tempdir().unwrap();
    let mut options = Options::new(scratch.path());
    options.refuge = scratch.path().join("refuge");
    let server = PrivateServer::join(&options).await.unwrap();
    for size in sizes {
        let database = server.ensure_database(&format!("search_{size}")).await.unwrap();
        measure(&database, *size).await;
    }
    server.leave().await.unwrap();
}

async fn measure(database: &PgConnectOptions, size: usize) {
    let pool = db::open(database.clone(), 3).await.unwrap();
    let script = fs::read_to_string("benches/search.sql").unwrap().replace(":notes", &size.to_string());
    let start = Instant::now();
    let mut db = PgConnection::connect_with(database).await.unwrap();
    // One by one: `vacuum` wants to be alone.
    let (garden, vacuum) = script.split_once("vacuum analyze;").unwrap();
    sqlx::raw_sql(AssertSqlSafe(garden)).execute(&mut db).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("vacuum analyze;{vacuum}"))).execute(&mut db).await.unwrap();
    println!("\n{size} notes, made in {:.0} s", start.elapsed().as_secs_f64());
    println!("{:<24} {:>20} {:>20}", "", "guest (1 of 20)", "member (all)");
    println!("{:<24} {:>10} {:>9} {:>10} {:>9}", "milliseconds", "p50", "p99", "p50", "p99");
    let readers = [Audiences::guest(), Audiences::of([2])];
    for (name, question) in KINDS {
        let mut line = format!("{name:<24}");
        for audiences in &readers {
            let times = times(async |n| ask(&pool, &question(n), audiences).await).await;
            line += &figures(&times);
        }
        println!("{line}");
    }
    let mut line = format!("{:<24}", "suggestions");
    for audiences in &readers {
        let times = times(async |n| {
            let typed = word("pt", n).chars().take(2 + n % 6).collect::<String>();
            let mut db = pool.acquire().await.unwrap();
            suggest(&mut db, &wish(&typed), audiences).await.unwrap();
        })
        .await;
        line += &figures(&times);
    }
    println!("{line}");
    pool.close().await;
    plans(&mut db, &readers[0]).await;
}

/// What the page does: find, mark, and all.
async fn ask(pool: &PgPool, question: &str, audiences: &Audiences) {
    let turn = Arc::new(Semaphore::new(1)).acquire_owned().await.unwrap();
    let reader = Reader { audiences, locale: Locale::En, zone: &TimeZone::UTC };
    search::search(pool, turn, &wish(question), reader).await.unwrap();
}

fn wish(question: &str) -> Wish {
    serde_html_form::from_str(&serde_html_form::to_string([("q", question)]).unwrap()).unwrap()
}

async fn times(mut work: impl AsyncFnMut(usize)) -> Vec<Duration> {
    let mut times = Vec::new();
    for n in 0..ROUNDS + WARM {
        let start = Instant::now();
        work(n).await;
        if n >= WARM {
            times.push(start.elapsed());
        }
    }
    times.sort_unstable();
    times
}

fn figures(times: &[Duration]) -> String {
    let at =
        |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    format!(" {:>10.1} {:>9.1}", at(50), at(99))
}

/// How PostgreSQL goes about a common word and about suggestions, for a guest.
async fn plans(db: &mut PgConnection, guest: &Audiences) {
    let common = word("pt", 0);
    let query = Query::parse(&common, Writer { locale: Locale::En, zone: &TimeZone::UTC });
    let words = format!("'{common}'");
    search::find(db, &query, &Wish::default(), guest).await.unwrap();
    let arguments = ["'{1}'", &words, &words, &words, &words, "null", "true", "null", "null", "0", "'{}'"];
    explain(db, "a common word", &arguments).await;
    suggest(db, &wish("caro"), guest).await.unwrap();
    explain(db, "suggestions", &["'{1}'", "'caro'", "'caro:*'", "'%caro%'"]).await;
}

async fn explain(db: &mut PgConnection, what: &str, arguments: &[&str]) {
    let name: String =
        sqlx::query_scalar("select name from pg_prepared_statements where cardinality(parameter_types) = $1")
            .persistent(false)
            .bind(i32::try_from(arguments.len()).unwrap())
            .fetch_one(&mut *db)
            .await
            .unwrap();
    let explain =
        format!("explain (analyze, costs off, timing off) execute {name} ({})", arguments.join(", "));
    println!("\n{what}, for a guest:");
    for row in sqlx::query(AssertSqlSafe(explain)).persistent(false).fetch_all(db).await.unwrap() {
        println!("  {}", row.get::<String, _>(0));
    }
}

/// The nth word of a language, as `search.sql` makes them.
fn word(language: &str, n: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ca", "ro", "mi", "ta", "lu", "se", "no", "pa", "di", "be", "fo", "gra", "tri", "ve", "ju", "mo"];
    let ending = match language {
        "pt" => "dade",
        "es" => "illo",
        _ => "ing",
    };
    let syllables = [n % 16, n / 16 % 16, n / 256 % 16].map(|nth| SYLLABLES[nth]);
    syllables.concat() + ending
}

/// Two letters in the middle changed about.
fn mistyped(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.swap(3, 4);
    letters.into_iter().collect()
}

/// The server may run as another account, which must be able to enter.
fn readable() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    fs::Permissions::from_mode(0o755)
}
