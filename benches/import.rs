//! Speed and memory of an import.
//!
//! `cargo bench --bench import` imports made-up vaults of 1,000 and 10,000 notes, each in a process and a database
//! of its own, and tells files a second, peak memory (`VmHWM` of `proc_pid_status(5)`) and how both grow.
//! `cargo bench --bench import -- FOLDER…` imports folders instead, twice each: the second time is free.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench that cannot go on shall stop, and it prints"
)]

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    str::FromStr as _,
    sync::Arc,
    time::Instant,
};

use jiff::tz::TimeZone;
use quintal::{
    clock::Clock,
    config::Imports,
    db::{
        self,
        private::{Options, PrivateServer},
    },
    storage::Blobs,
    text::language::Language,
    transfer::import::{self, ImportContext, ImportOptions, Report, Source},
};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, postgres::PgConnectOptions};

/// Names the server of the run to the processes of the run.
const SERVER: &str = "QUINTAL_BENCH_SERVER";
/// A server to use instead, whose role may create databases; they stay there.
const ELSEWHERE: &str = "QUINTAL_BENCH_DATABASE_URL";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if env::var_os(SERVER).is_some() {
        return runtime.block_on(child(Path::new(&arguments[0])));
    }
    runtime.block_on(parent(&arguments));
}

async fn parent(folders: &[String]) {
    let scratch = tempfile::Builder::new().permissions(readable()).tempdir().unwrap();
    let server = match env::var(ELSEWHERE) {
        Ok(_) => None,
        Err(_) => Some(PrivateServer::join(&options(scratch.path())).await.unwrap()),
    };
    println!(
        "{:>8} {:>8} {:>9} {:>9} {:>9} {:>9}",
        "files", "links", "seconds", "files/s", "again s", "peak MiB"
    );
    if folders.is_empty() {
        let small = measured(&made_up(scratch.path(), 1_000), scratch.path());
        let large = measured(&made_up(scratch.path(), 10_000), scratch.path());
        println!(
            "10 × the notes: {:.2} × the time, {:.2} × the memory",
            large.0 / small.0,
            large.1 / small.1
        );
    }
    for folder in folders {
        measured(Path::new(folder), scratch.path());
    }
    if let Some(server) = server {
        server.leave().await.unwrap();
    }
}

/// Imports in a process of its own; seconds and peak memory.
fn measured(vault: &Path, scratch: &Path) -> (f64, f64) {
    let output = Command::new(env::current_exe().unwrap()).arg(vault).env(SERVER, scratch).output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{words}{}", String::from_utf8_lossy(&output.stderr));
    let (line, report) = words.split_once('\n').unwrap();
    println!("{line}");
    if env::var_os("QUINTAL_BENCH_REPORT").is_some() {
        println!("{report}");
    }
    let figures: Vec<f64> = line.split_whitespace().map(|figure| figure.parse().unwrap()).collect();
    (figures[2], figures[5])
}

async fn child(vault: &Path) {
    let scratch = PathBuf::from(env::var_os(SERVER).unwrap());
    let name = format!("bench_{}", uuid::Uuid::now_v7().simple());
    let options = if let Ok(url) = env::var(ELSEWHERE) {
        let options = PgConnectOptions::from_str(&url).unwrap();
        let mut admin = PgConnection::connect_with(&options).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(format!("create database {name}"))).execute(&mut admin).await.unwrap();
        options.database(&name)
    } else {
        let server = PrivateServer::join(&self::options(&scratch)).await.unwrap();
        server.ensure_database(&name).await.unwrap()
    };
    let pool = db::open(options, 5).await.unwrap();
    let context = ImportContext {
        pool,
        blobs: Blobs::open(&scratch.join(&name)).unwrap(),
        clock: Clock::System,
        limits: Imports { max_file: 200 << 20, max_total: 8 << 30, max_entries: 200_000 },
        language: Language::parse("en").unwrap(),
        zone: TimeZone::UTC,
    };
    let (first, seconds) = timed(&context, vault).await;
    let peak = peak();
    let (second, again) = timed(&context, vault).await;
    assert!(!second.changes_anything(), "the second import changed something:\n{second}");
    let files = first.notes.seen() + first.attachments.seen();
    let rate = f64::from(u32::try_from(files).unwrap()) / seconds;
    println!("{files:>8} {:>8} {seconds:>9.2} {rate:>9.0} {again:>9.2} {peak:>9.1}", first.links.resolved);
    println!("{first}");
}

async fn timed(context: &ImportContext, vault: &Path) -> (Report, f64) {
    let start = Instant::now();
    let options = ImportOptions::of(Source::at(vault).unwrap());
    let report = import::import(context, options, Arc::new(|_| ())).await.unwrap();
    (report, start.elapsed().as_secs_f64())
}

/// The most memory that this process ever held, in MiB.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

fn options(scratch: &Path) -> Options {
    let mut options = Options::new(scratch);
    options.refuge = scratch.join("refuge");
    options
}

/// The server may run as another account, which must be able to enter.
fn readable() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    fs::Permissions::from_mode(0o755)
}

/// A vault of notes of about a page, one attachment to every ten of them, links of every kind and a few tags.
fn made_up(scratch: &Path, notes: usize) -> PathBuf {
    const WORDS: [&str; 24] = [
        "garden", "water", "seed", "stone", "leaf", "morning", "rain", "path", "gate", "tree", "shadow",
        "bird", "soil", "root", "flower", "winter", "spring", "hand", "tool", "basket", "bread", "river",
        "light", "wall",
    ];
    let vault = scratch.join(format!("vault-{notes}"));
    for n in 0..notes {
        // A linear congruential generator: the same vault every time.
        let mut state = n as u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        let mut text = format!("---\ntags: [tag-{}, common]\naliases: [\"The {n}th\"]\n---\n", next(50));
        for paragraph in 0..8 {
            writeln!(text, "## Heading {paragraph}\n").unwrap();
            for _ in 0..60 {
                write!(text, "{} ", WORDS[next(WORDS.len())]).unwrap();
            }
            let (name, folder) = (next(notes), next(notes));
            writeln!(text, "[[Note {name}]], **[[Folder {}/Note {folder}|other]]**.\n", folder % 40).unwrap();
        }
        write!(
            text,
            "![[image {}.png]]\n\n- [ ] task\n- `code`\n\n```rust\nfn main() {{ let x = {n}; }}\n```\n",
            next(notes / 10)
        )
        .unwrap();
        let folder = vault.join(format!("Folder {}", n % 40));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("Note {n}.md")), text).unwrap();
        if n % 10 == 0 {
            let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0".to_vec();
            picture.extend((0..20_000).map(|_| u8::try_from(next(256)).unwrap()));
            fs::create_dir_all(vault.join("images")).unwrap();
            fs::write(vault.join(format!("images/image {}.png", n / 10)), picture).unwrap();
        }
    }
    vault
}
