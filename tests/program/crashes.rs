//! What is killed comes back, with everything that was acknowledged.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use rustix::process::Signal;

use crate::{
    private::{Data, until},
    process::{Answer, Garden, add_user, is_alive, quintal, run},
};

#[tokio::test]
async fn killed_itself_it_takes_its_server_over_with_all_that_is_in_it() {
    let data = Data::new();
    let garden = Garden::open(&data).await;
    let added = add_user(&data, "livia@example.org", "owner", "orvalho sobre a couve").await;
    assert_eq!(added.code, Some(0), "{added:?}");
    let front = garden.get("/").await.heading();
    let server = data.noted().unwrap();
    garden.program.signal(Signal::KILL);
    let killed = garden.program.end().await;
    assert_eq!(killed.code, None);
    assert!(is_alive(server), "it is an orphan now");

    let heir = Garden::open(&data).await;
    assert_eq!(data.noted(), Some(server));
    assert!(heir.program.err().contains("took over the PostgreSQL"), "{}", heir.program.err());
    assert_eq!(heir.get("/").await.heading(), front);

    // Both at once, as when the power fails.
    heir.program.signal(Signal::KILL);
    data.kill_server();
    heir.program.end().await;
    let next = Garden::open(&data).await;
    assert_eq!(next.get("/").await.heading(), front);
    let listed = run(&data, &["user", "list"]).await;
    assert!(listed.out.contains("livia@example.org"), "{listed:?}");
    next.close().await;
    assert_eq!(data.noted(), None);
}

/// What the readers and writers of a garden have seen.
#[derive(Default)]
struct Seen {
    stop: AtomicBool,
    /// The addresses of everybody who was told that they are a member.
    welcomed: Mutex<Vec<String>>,
    pages: AtomicU32,
    unavailable: AtomicU32,
    /// What must not be: a bare error, a fault, an answer that does not come.
    wrong: Mutex<Vec<String>>,
}

impl Seen {
    fn welcomed(&self) -> usize {
        self.welcomed.lock().unwrap().len()
    }

    /// Judges an answer. Returns whether it is the one that was hoped for.
    fn judge(&self, what: &str, hoped: u16, answer: reqwest::Result<Answer>) -> bool {
        match answer {
            Ok(answer) if answer.status == hoped => return true,
            Ok(answer)
                if answer.status == 503 && answer.retry_after.is_some() && !answer.heading().is_empty() =>
            {
                self.unavailable.fetch_add(1, Ordering::Relaxed);
            }
            other => self.wrong.lock().unwrap().push(format!("{what}: {other:?}")),
        }
        false
    }

    async fn read(&self, garden: &Garden, path: &str) {
        while !self.stop.load(Ordering::Relaxed) {
            if self.judge(path, 200, garden.try_get(path).await) {
                self.pages.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Signs people up, each from an address of their own: one alone would be throttled.
    async fn write(&self, garden: &Garden, writer: u32) {
        for number in 1_u32.. {
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            let email = format!("reader-{writer}-{number}@example.org");
            let from = format!("10.{writer}.{}.{}", number / 256, number % 256);
            let form = [("name", "Lívia Prado"), ("email", &email), ("password", "orvalho sobre a couve")];
            if self.judge("/signup", 303, garden.try_post("/signup", &from, &form).await) {
                self.welcomed.lock().unwrap().push(email);
            }
        }
    }
}

#[tokio::test]
async fn with_its_server_killed_under_load_it_asks_for_patience_and_loses_nothing() {
    let data = Data::new();
    let mut serve = quintal(&data, &["serve", "--listen", "127.0.0.1:0"]);
    serve.env("QUINTAL_TRUSTED_PROXIES", "127.0.0.1");
    let garden = Arc::new(Garden::opened(serve).await);
    let seen = Arc::new(Seen::default());
    let mut load = Vec::new();
    for writer in 0..3 {
        let (garden, seen) = (Arc::clone(&garden), Arc::clone(&seen));
        load.push(tokio::spawn(async move { seen.write(&garden, writer).await }));
    }
    for path in ["/", "/notes", "/search?q=garden"] {
        let (garden, seen) = (Arc::clone(&garden), Arc::clone(&seen));
        load.push(tokio::spawn(async move { seen.read(&garden, path).await }));
    }

    until("some load", async || seen.welcomed() >= 5 && seen.pages.load(Ordering::Relaxed) >= 10).await;
    let killed = data.kill_server();
    until("a page that asks for patience", async || seen.unavailable.load(Ordering::Relaxed) > 0).await;
    until("another server", async || data.noted().is_some_and(|pid| pid != killed)).await;
    until("readiness", async || garden.try_get("/readyz").await.is_ok_and(|answer| answer.status == 200))
        .await;
    let (welcomed, pages) = (seen.welcomed(), seen.pages.load(Ordering::Relaxed));
    until("as much again", async || {
        seen.welcomed() >= welcomed + 5 && seen.pages.load(Ordering::Relaxed) >= pages + 10
    })
    .await;
    seen.stop.store(true, Ordering::Relaxed);
    for task in load {
        task.await.unwrap();
    }
    assert_eq!(*seen.wrong.lock().unwrap(), Vec::<String>::new());

    let listed = run(&data, &["user", "list"]).await;
    for email in seen.welcomed.lock().unwrap().iter() {
        assert!(listed.out.contains(&format!("\t{email}\t")), "{email} was welcomed: {}", listed.out);
    }
    Arc::into_inner(garden).unwrap().close().await;
    assert_eq!(data.noted(), None);
}
