//! Work beside the requests: enqueued, done, tried again, taken over, parked.

mod following;
mod taking;
mod trying;

use std::{
    collections::HashMap,
    future::pending,
    sync::{Arc, LazyLock, Mutex},
};

use quintal::{
    jobs::{self, Job, Kinds, run_due},
    state::State,
};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use tokio::sync::Notify;

use crate::support::app::TestApp;

/// A job of these tests. What it did lies in the table `done`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Leaf {
    key: String,
    what: String,
    how: How,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum How {
    Ends,
    Fails,
    Panics,
    /// Says that it has begun, and ends when it is told to.
    Waits,
    Never,
}

/// What a waiting job says, and is told.
#[derive(Default)]
struct Signals {
    begun: Notify,
    go_on: Notify,
}

/// Those of a test: its programs share a database.
fn signals(pool: &PgPool) -> Arc<Signals> {
    static ALL: LazyLock<Mutex<HashMap<String, Arc<Signals>>>> = LazyLock::new(Mutex::default);
    let database = pool.connect_options().get_database().unwrap().to_owned();
    ALL.lock().unwrap().entry(database).or_default().clone()
}

impl Job for Leaf {
    const KIND: &'static str = "leaf";
    const TRIES: i16 = 3;

    fn key(&self) -> String {
        self.key.clone()
    }

    async fn run(self, state: &State) -> anyhow::Result<()> {
        match self.how {
            How::Ends => {}
            How::Fails => anyhow::bail!("no light"),
            How::Panics => panic!("a bug"),
            How::Waits => {
                signals(&state.pool).begun.notify_one();
                signals(&state.pool).go_on.notified().await;
            }
            How::Never => {
                signals(&state.pool).begun.notify_one();
                pending::<()>().await;
            }
        }
        sqlx::query("insert into done (what) values ($1)").bind(self.what).execute(&state.pool).await?;
        Ok(())
    }
}

pub fn kinds() -> Kinds {
    Kinds::new().with::<Leaf>()
}

async fn garden() -> TestApp {
    let app = TestApp::start().await;
    sqlx::query("create table done (n serial, what text)").execute(&app.pool).await.unwrap();
    app
}

/// A job that is due now.
fn leaf(key: &str, what: &str, how: How) -> Leaf {
    Leaf { key: key.into(), what: what.into(), how }
}

async fn enqueue(app: &TestApp, job: Leaf) {
    let now = app.clock.now();
    jobs::enqueue(&mut app.pool.acquire().await.unwrap(), &[(job, now)], now).await.unwrap();
}

async fn run(app: &TestApp) -> usize {
    run_due(&app.state, &kinds()).await.unwrap()
}

async fn done(pool: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select what from done order by n").fetch_all(pool).await.unwrap()
}

/// States and tries of all jobs, the oldest first.
async fn states(pool: &PgPool) -> Vec<(String, i16)> {
    sqlx::query_as("select state, tries from jobs order by id").fetch_all(pool).await.unwrap()
}

fn state(word: &str, tries: i16) -> (String, i16) {
    (word.to_owned(), tries)
}
