//! The private PostgreSQL, with real server programs.

mod folder;
mod programs;
mod sharing;
mod supervision;

use std::{
    fs,
    ops::Deref,
    path::PathBuf,
    time::{Duration, Instant},
};

use quintal::db::private::{Options, PrivateServer};
use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tempfile::TempDir;

use crate::postgres::folder_of_the_run;

/// A data directory of its own.
pub(crate) struct Data(TempDir);

impl Data {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir_in(folder_of_the_run()).unwrap())
    }

    fn options(&self) -> Options {
        Options { refuge: self.0.path().join("refuge"), ..Options::new(self.0.path().join("data")) }
    }

    fn cluster(&self) -> PathBuf {
        self.0.path().join("data/postgres/cluster")
    }

    /// The server's process, as it notes it. `None`: it stopped, and said so.
    pub(crate) fn noted(&self) -> Option<Pid> {
        let note = fs::read_to_string(self.cluster().join("postmaster.pid")).ok()?;
        Pid::from_raw(note.lines().next()?.parse().ok()?)
    }

    pub(crate) fn kill_server(&self) -> Pid {
        let pid = self.noted().unwrap();
        kill_process(pid, Signal::KILL).unwrap();
        pid
    }
}

impl Drop for Data {
    /// A test that failed has not left its server, which is about to lose its folder.
    fn drop(&mut self) {
        if let Some(pid) = self.noted() {
            let _ = kill_process(pid, Signal::QUIT);
        }
    }
}

impl Deref for Data {
    type Target = std::path::Path;

    fn deref(&self) -> &Self::Target {
        self.0.path()
    }
}

async fn query<T>(options: &PgConnectOptions, query: &'static str) -> Result<T, sqlx::Error>
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    let mut connection = PgConnection::connect_with(options).await?;
    let value = sqlx::query_scalar(query).fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(value)
}

/// Keeps one row, which has to be there later.
async fn keep_a_row(server: &PrivateServer) {
    let options = server.ensure_database("quintal").await.unwrap();
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    let keep = "create table kept (x int); insert into kept values (1)";
    sqlx::raw_sql(keep).execute(&mut connection).await.unwrap();
}

async fn rows_kept(server: &PrivateServer) -> i64 {
    query(&server.connect_options("quintal"), "select count(*) from kept").await.unwrap()
}

/// Waits until something is so, and fails if it does not come about.
pub(crate) async fn until(what: &str, mut so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !so().await {
        assert!(begun.elapsed() < Duration::from_mins(1), "{what} did not come about");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
