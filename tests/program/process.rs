//! The program as its owner starts it: a process, what it says, and how it ends.

use std::{
    env, fs,
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};

use reqwest::{Client, Response, redirect::Policy};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use scraper::{Html, Selector};
use sqlx::{
    AssertSqlSafe, Connection, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader},
    process::{Child, Command},
    task::JoinHandle,
    time::timeout,
};

use crate::private::{Data, until};

/// How long a program may take to do what was asked, on a machine that does much else.
const PATIENCE: Duration = Duration::from_mins(2);

/// The program over a data directory, with nothing of our own environment that could steer it.
pub(crate) fn quintal(data: &Data, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quintal"));
    for (name, _) in env::vars_os() {
        let steers =
            |text: &str| ["QUINTAL_", "DATABASE_URL", "PG"].iter().any(|start| text.starts_with(start));
        if name.to_str().is_some_and(steers) {
            command.env_remove(name);
        }
    }
    command
        .args(arguments)
        .env("QUINTAL_DATA", data.join("data"))
        .env("QUINTAL_WORKERS", "2")
        .env("STATE_DIRECTORY", data.join("refuge"))
        .current_dir(&**data)
        .kill_on_drop(true);
    command
}

/// Runs the program to its end.
pub(crate) async fn run(data: &Data, arguments: &[&str]) -> Ended {
    Running::start(quintal(data, arguments)).end().await
}

/// Adds a person, whose password comes on standard input.
pub(crate) async fn add_user(data: &Data, email: &str, role: &str, password: &str) -> Ended {
    let who = ["user", "add", "--email", email, "--name", "Lívia Prado", "--role", role, "--password-stdin"];
    let mut running = Running::start(quintal(data, &who));
    let mut input = running.child.stdin.take().unwrap();
    // A program that has seen enough on its command line need not read on.
    let _ = input.write_all(format!("{password}\n").as_bytes()).await;
    drop(input);
    running.end().await
}

type Said = Arc<Mutex<String>>;

/// A program that runs. It is killed when dropped.
pub(crate) struct Running {
    child: Child,
    out: Said,
    err: Said,
    listening: [JoinHandle<()>; 2],
}

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Its exit code; `None`: a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (out, err) = (Said::default(), Said::default());
        let listening = [
            listen(child.stdout.take().unwrap(), Arc::clone(&out)),
            listen(child.stderr.take().unwrap(), Arc::clone(&err)),
        ];
        Self { child, out, err, listening }
    }

    pub(crate) fn out(&self) -> String {
        self.out.lock().unwrap().clone()
    }

    pub(crate) fn err(&self) -> String {
        self.err.lock().unwrap().clone()
    }

    pub(crate) fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
    }

    /// Waits for the end.
    pub(crate) async fn end(mut self) -> Ended {
        drop(self.child.stdin.take());
        let status = timeout(PATIENCE, self.child.wait()).await;
        let Ok(status) = status else { panic!("it does not end: {}\n{}", self.out(), self.err()) };
        for listening in &mut self.listening {
            // Whoever else holds the other end would be left behind.
            timeout(PATIENCE, listening).await.unwrap().unwrap();
        }
        Ended { code: status.unwrap().code(), out: self.out(), err: self.err() }
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) async fn stop(self) -> Ended {
        self.signal(Signal::TERM);
        self.end().await
    }
}

fn listen(from: impl AsyncRead + Send + Unpin + 'static, said: Said) -> JoinHandle<()> {
    let mut lines = BufReader::new(from).lines();
    tokio::spawn(async move {
        while let Some(line) = lines.next_line().await.unwrap() {
            let mut said = said.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
        }
    })
}

/// A garden that is open.
pub(crate) struct Garden {
    pub(crate) program: Running,
    /// `127.0.0.1` and its port.
    pub(crate) address: String,
    client: Client,
}

impl Garden {
    /// Opens the garden of a data directory.
    pub(crate) async fn open(data: &Data) -> Self {
        Self::opened(quintal(data, &["serve", "--listen", "127.0.0.1:0"])).await
    }

    /// Starts a `serve`, and waits until it says that it is open.
    pub(crate) async fn opened(command: Command) -> Self {
        let mut program = Running::start(command);
        let mut address = async || {
            loop {
                let out = program.out();
                let said = out.lines().find_map(|line| line.strip_prefix("The garden is open at http://"));
                if let Some(address) = said {
                    return address.to_owned();
                }
                assert!(program.runs(), "it ended: {out}\n{}", program.err());
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let opened = timeout(PATIENCE, address()).await;
        let Ok(address) = opened else { panic!("it does not open: {}", program.err()) };
        // The second call finds the first one's provider in place; either is the same.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(Duration::from_secs(20));
        Self { program, address, client: client.build().unwrap() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.try_get(path).await.unwrap()
    }

    pub(crate) async fn try_get(&self, path: &str) -> reqwest::Result<Answer> {
        Answer::of(self.client.get(format!("http://{}{path}", self.address)).send().await?).await
    }

    /// Submits a form as a reader at the address `from` behind a proxy.
    pub(crate) async fn try_post(
        &self,
        path: &str,
        from: &str,
        form: &[(&str, &str)],
    ) -> reqwest::Result<Answer> {
        let request = self.client.post(format!("http://{}{path}", self.address));
        let request = request.header("sec-fetch-site", "same-origin").header("x-forwarded-for", from);
        Answer::of(request.form(form).send().await?).await
    }

    /// What the owner's link carries; `None` once there is an owner.
    pub(crate) async fn setup_token(&self) -> Option<String> {
        // It comes right after the address.
        let said = async || self.program.out().lines().count() > 1;
        until("the owner's link", said).await;
        Some(self.program.out().split_once("/setup?token=")?.1.lines().next()?.to_owned())
    }

    /// Asks it to stop, and checks that it did so in order.
    pub(crate) async fn close(self) {
        let ended = self.program.stop().await;
        assert_eq!(ended.code, Some(0), "{}\n{}", ended.out, ended.err);
        // What it logs has no colours where there is no terminal.
        assert!(ended.err.contains("INFO") && !ended.err.contains('\u{1b}'), "{}", ended.err);
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Seconds, where the answer names them.
    pub(crate) retry_after: Option<u32>,
    pub(crate) text: String,
}

impl Answer {
    async fn of(response: Response) -> reqwest::Result<Self> {
        let status = response.status().as_u16();
        let retry_after = response.headers().get("retry-after");
        let retry_after = retry_after.map(|seconds| seconds.to_str().unwrap().parse().unwrap());
        Ok(Self { status, retry_after, text: response.text().await? })
    }

    /// The heading of the page; empty where there is none.
    pub(crate) fn heading(&self) -> String {
        let html = Html::parse_document(&self.text);
        let heading = html.select(&Selector::parse("h1").unwrap()).next();
        heading.map(|heading| heading.text().collect::<String>().trim().to_owned()).unwrap_or_default()
    }
}

/// Whether a process runs. One that has ended keeps its number until its parent asks how; it has no command line.
pub(crate) fn is_alive(pid: Pid) -> bool {
    let line = fs::read(format!("/proc/{pid}/cmdline"));
    test_kill_process(pid).is_ok()
        && (cfg!(not(target_os = "linux")) || line.is_ok_and(|line| !line.is_empty()))
}

/// Goes into the garden's private server by the side door, and takes a table for itself until it is closed.
/// `None`: there is none yet.
pub(crate) async fn lock(data: &Data, table: &str) -> Option<PgConnection> {
    let mut connection = PgConnection::connect_with(&side_door(data)?).await.ok()?;
    let lock = format!("begin; lock table {table} in access exclusive mode");
    sqlx::raw_sql(AssertSqlSafe(lock)).execute(&mut connection).await.ok()?;
    Some(connection)
}

/// Whether anybody waits for what somebody else has taken. (What `pg_stat_activity` says stays the same throughout a
/// transaction.)
pub(crate) async fn somebody_waits(connection: &mut PgConnection) -> bool {
    let waiting = "select exists (select from pg_locks where not granted)";
    sqlx::query_scalar(waiting).fetch_one(connection).await.unwrap()
}

fn side_door(data: &Data) -> Option<PgConnectOptions> {
    let postgres = data.join("data/postgres");
    let note = fs::read_to_string(postgres.join("cluster/postmaster.pid")).ok()?;
    let secret = fs::read_to_string(postgres.join("secret")).ok()?;
    let options = PgConnectOptions::new_without_pgpass()
        .socket(note.lines().nth(4)?)
        .port(5432)
        .username("quintal")
        .password(secret.trim())
        .database("quintal")
        .ssl_mode(PgSslMode::Disable);
    Some(options)
}

/// A vault of a few notes and a picture's worth of bytes.
pub(crate) fn write_vault(folder: &Path, notes: usize) {
    fs::create_dir_all(folder).unwrap();
    for number in 1..=notes {
        let text = format!("# Flor {number}\n\nA rosa do jardim, vista de perto. [[Flor 1]]\n");
        fs::write(folder.join(format!("Flor {number}.md")), text).unwrap();
    }
}
