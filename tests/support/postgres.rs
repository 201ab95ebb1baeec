//! One throw-away PostgreSQL for a whole test run, and a fresh database for each test.
//!
//! Under `cargo nextest` every test is a process of its own, under `cargo test` every file is: all of them share
//! the server of their run, which the first one starts. A keeper, a few lines of shell, outlives the run by a
//! moment, stops the server and removes its folder, whether the run ended well, failed or was killed.

use std::{
    env, fs, io,
    os::unix::{
        fs::{DirBuilderExt, MetadataExt},
        process::{CommandExt, parent_id},
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use quintal::db::{
    MIGRATIONS,
    private::{Options, PrivateServer},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};
use tokio::sync::OnceCell;

/// How the names of the databases begin that are copied for tests.
const TEMPLATE: &str = "quintal_template";

static SERVER: OnceCell<PrivateServer> = OnceCell::const_new();

/// A fresh database, removed when this is dropped: keep it for as long as the test lasts.
#[derive(Debug)]
pub struct TestDatabase {
    /// How to connect to it.
    pub options: PgConnectOptions,
    /// Its name.
    pub name: String,
}

/// Creates a migrated database for one test.
pub async fn database() -> TestDatabase {
    planted_database("plain", "").await
}

/// Creates a database for one test that is migrated and holds what some SQL writes: once in a run, for all tests that
/// name it.
pub async fn planted_database(name: &str, sql: &'static str) -> TestDatabase {
    let server = server().await;
    let mut admin = admin(server).await;
    let template = format!("{TEMPLATE}_{name}");
    ensure_template(server, &mut admin, &template, sql).await;
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    // Copying files beats replaying them through the log, which has nothing to protect here.
    let create = format!("create database {name} template {template} strategy file_copy");
    sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut admin).await.unwrap();
    admin.close().await.unwrap();
    TestDatabase { options: server.connect_options(&name), name }
}

/// Creates an empty database for one test.
pub async fn empty_database() -> TestDatabase {
    let server = server().await;
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let options = server.ensure_database(&name).await.unwrap();
    TestDatabase { options, name }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let admin = SERVER.get().map(|server| server.connect_options("postgres"));
        let drop = format!("drop database {} with (force)", self.name);
        // The test's runtime is busy with this very drop. Should it fail, the keeper removes everything anyway.
        let dropped = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let Some(admin) = admin else { return Ok(()) };
                let mut admin = PgConnection::connect_with(&admin).await.map_err(io::Error::other)?;
                sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut admin).await.map_err(io::Error::other)?;
                admin.close().await.map_err(io::Error::other)
            })
        });
        assert!(matches!(dropped.join(), Ok(Ok(()))) || thread::panicking(), "{} stays", self.name);
    }
}

/// The server of this run.
pub async fn server() -> &'static PrivateServer {
    SERVER
        .get_or_init(async || {
            let folder = folder_of_the_run();
            let mut options = Options::new(&folder);
            options.refuge = folder.join("refuge");
            let careless = ["fsync", "synchronous_commit", "full_page_writes", "autovacuum"];
            options.settings = careless.map(|name| (name, "off".to_owned())).to_vec();
            options.settings.push(("max_connections", "300".to_owned()));
            // Leaving is the keeper's: the next test of this run wants to find the server up.
            PrivateServer::join(&options).await.unwrap()
        })
        .await
}

async fn admin(server: &PrivateServer) -> PgConnection {
    PgConnection::connect_with(&server.connect_options("postgres")).await.unwrap()
}

/// Migrates a template and plants it, unless another test of this run has done so.
async fn ensure_template(
    server: &PrivateServer,
    admin: &mut PgConnection,
    template: &str,
    sql: &'static str,
) {
    let exists = async |admin: &mut PgConnection| {
        sqlx::query_scalar::<_, bool>("select exists (select from pg_database where datname = $1)")
            .bind(template)
            .fetch_one(admin)
            .await
            .unwrap()
    };
    if exists(admin).await {
        return;
    }
    let turn = "select pg_advisory_lock(hashtext($1))";
    sqlx::query(turn).bind(template).execute(&mut *admin).await.unwrap();
    if !exists(admin).await {
        let draft = format!("{template}_draft");
        let drop = format!("drop database if exists {draft}");
        sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut *admin).await.unwrap();
        let options = server.ensure_database(&draft).await.unwrap();
        let mut connection = PgConnection::connect_with(&options).await.unwrap();
        MIGRATIONS.run(&mut connection).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        // Its name comes last: nobody copies half a template.
        let rename = format!("alter database {draft} rename to {template}");
        sqlx::raw_sql(AssertSqlSafe(rename)).execute(&mut *admin).await.unwrap();
    }
    let over = "select pg_advisory_unlock(hashtext($1))";
    sqlx::query(over).bind(template).execute(&mut *admin).await.unwrap();
}

/// The folder that the processes of this run share. The keeper stops every server in it and removes it.
pub(crate) fn folder_of_the_run() -> PathBuf {
    let run = process_of_the_run();
    let folder = env::temp_dir().join(format!("quintal-test-{run}-{}", started(run)));
    // Open, so that the server's account can pass if this is root.
    let made = fs::DirBuilder::new().mode(0o755).create(&folder);
    let owner = fs::symlink_metadata(&folder).unwrap();
    assert!(
        owner.is_dir() && owner.uid() == rustix::process::geteuid().as_raw(),
        "{} is not ours",
        folder.display()
    );
    if made.is_ok() {
        keep(run, &folder);
    }
    folder
}

/// The runner that started us; without one, we are the run.
fn process_of_the_run() -> u32 {
    let parent = parent_id();
    let name = name(parent);
    if ["cargo", "cargo-nextest", "nextest"].contains(&name.as_str()) { parent } else { std::process::id() }
}

/// Waits for the end of the run `$1`, then clears its folder `$2`.
const KEEPER: &str = r#"
while kill -0 "$1" 2>/dev/null; do sleep 0.3; done
servers() {
    find "$2" -name postmaster.pid -exec head -n 1 {} \; | while read -r pid; do kill "$1" "$pid" && echo up; done
}
tries=0
while [ -n "$(servers -INT "$2")" ] && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
servers -QUIT "$2"
rm -rf "$2"
"#;

/// Starts the keeper, out of reach of the runner's and the terminal's signals.
fn keep(run: u32, folder: &Path) {
    let keeper = Command::new("/bin/sh")
        .args(["-c", KEEPER, "quintal-test-keeper"])
        .arg(run.to_string())
        .arg(folder)
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    // It outlives us, so nobody here can wait for it.
    std::mem::forget(keeper.unwrap());
}

/// The name of a process's program.
fn name(process: u32) -> String {
    let name = match fs::read_to_string(format!("/proc/{process}/comm")) {
        Ok(name) => name,
        Err(_) => ps("comm=", process),
    };
    name.trim().rsplit('/').next().unwrap_or_default().to_owned()
}

/// When a process was started: numbers of processes are used again.
fn started(process: u32) -> String {
    match fs::read_to_string(format!("/proc/{process}/stat")) {
        // Field 22 of proc_pid_stat(5). The name, field 2, is in brackets and may hold anything.
        Ok(line) => line.rsplit(')').next().unwrap().split_ascii_whitespace().nth(19).unwrap().to_owned(),
        Err(_) => ps("lstart=", process).chars().filter(char::is_ascii_alphanumeric).collect(),
    }
}

fn ps(column: &str, process: u32) -> String {
    let output = Command::new("ps").args(["-o", column, "-p", &process.to_string()]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
