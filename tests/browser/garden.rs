//! The program itself, run as people run it.

use std::{
    env,
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use sqlx::{
    Connection as _, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};
use tempfile::TempDir;

/// How long the program may take to start or to stop, each with its PostgreSQL.
const PATIENCE: Duration = Duration::from_secs(90);

/// Someone with an account.
pub struct Person {
    pub name: &'static str,
    pub email: &'static str,
    pub password: &'static str,
}

/// A garden that has just been started for the first time.
pub struct Garden {
    /// `http://127.0.0.1:…`, without a slash at its end.
    pub address: String,
    /// Where it is made one's own.
    pub setup: String,
    program: Child,
    log: PathBuf,
    data: TempDir,
}

impl Garden {
    /// Starts the program with an empty data directory. What it logs is kept in `target/journeys/{name}.log`.
    pub fn open(name: &str) -> Self {
        fs::create_dir_all("target/journeys").unwrap();
        let log = PathBuf::from(format!("target/journeys/{name}.log"));
        // Open, so that the server's account can enter if this is root.
        let data = tempfile::Builder::new()
            .prefix("quintal-journey-")
            .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .tempdir()
            .unwrap();
        // Packing the static files well takes seconds of each journey: the first one does it for all.
        fs::create_dir_all("target/journeys/static").unwrap();
        let packed = fs::canonicalize("target/journeys/static").unwrap();
        std::os::unix::fs::symlink(packed, data.path().join("static")).unwrap();
        let mut program = Self::command(data.path())
            .args(["serve", "--listen", "127.0.0.1:0", "--data", "."])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let said = lines(&mut program);
        let mut garden = Self { address: String::new(), setup: String::new(), program, log, data };
        garden.address = garden.hear(&said, "The garden is open at ");
        garden.setup = garden.hear(&said, "It has no owner yet. Make it yours: ");
        garden
    }

    /// What the program says after these words.
    fn hear(&self, said: &Receiver<String>, words: &str) -> String {
        loop {
            match said.recv_timeout(PATIENCE) {
                Ok(line) => {
                    if let Some((_, rest)) = line.split_once(words) {
                        return rest.trim().to_owned();
                    }
                }
                Err(reason) => panic!("{words}… was not said ({reason}):\n{}", self.log()),
            }
        }
    }

    /// Gives somebody an account and a role, as the owner does at a terminal.
    pub fn add(&self, person: &Person, role: &str) {
        let mut adding = Self::command(self.data.path())
            .args(["user", "add", "--data", ".", "--role", role, "--password-stdin"])
            .args(["--email", person.email, "--name", person.name])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        writeln!(adding.stdin.take().unwrap(), "{}", person.password).unwrap();
        assert!(adding.wait().unwrap().success());
    }

    /// The program, free of the settings of the person who runs the tests.
    fn command(data: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quintal"));
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("QUINTAL_") || name == "DATABASE_URL" {
                command.env_remove(name);
            }
        }
        command.current_dir(data);
        command
    }

    /// Takes the notes for itself until the connection is closed: what wants to write them waits.
    pub async fn hold_notes(&self) -> PgConnection {
        let mut connection = self.side_door().await;
        let hold = "begin; lock table notes in access exclusive mode";
        sqlx::raw_sql(hold).execute(&mut connection).await.unwrap();
        connection
    }

    /// A connection to the private PostgreSQL beside the program.
    pub async fn side_door(&self) -> PgConnection {
        let postgres = self.data.path().join("postgres");
        let note = fs::read_to_string(postgres.join("cluster/postmaster.pid")).unwrap();
        let secret = fs::read_to_string(postgres.join("secret")).unwrap();
        let options = PgConnectOptions::new_without_pgpass()
            .socket(note.lines().nth(4).unwrap())
            .port(5432)
            .username("quintal")
            .password(secret.trim())
            .database("quintal")
            .ssl_mode(PgSslMode::Disable);
        PgConnection::connect_with(&options).await.unwrap()
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Asks the program to stop, and sees that it does so properly and leaves no PostgreSQL behind.
    pub fn stop(mut self) {
        let lock = self.data.path().join("postgres/cluster/postmaster.pid");
        let server = fs::read_to_string(&lock).unwrap();
        let server = Pid::from_raw(server.lines().next().unwrap().trim().parse().unwrap()).unwrap();
        test_kill_process(server).expect("PostgreSQL runs");
        let status = self.end().unwrap();
        assert!(status.success(), "quintal ended with {status}:\n{}", self.log());
        // The last thing that a server does before it ends well. Its process may be there a moment longer, dead.
        assert!(!lock.exists(), "PostgreSQL was not stopped, or not cleanly");
    }

    fn end(&mut self) -> Result<ExitStatus, RecvTimeoutError> {
        let (ended, end) = mpsc::channel();
        let program = Pid::from_child(&self.program);
        kill_process(program, Signal::TERM).unwrap();
        thread::scope(|threads| {
            threads.spawn(|| ended.send(self.program.wait().unwrap()));
            let status = end.recv_timeout(PATIENCE);
            if status.is_err() {
                // Only now, so that the waiting thread ends.
                kill_process(program, Signal::KILL).unwrap();
            }
            status
        })
    }
}

impl Drop for Garden {
    fn drop(&mut self) {
        if let Ok(None) = self.program.try_wait()
            && self.end().is_err()
        {
            eprintln!("quintal had to be killed");
        }
    }
}

/// The lines that a program says, as they come.
pub fn lines(program: &mut Child) -> Receiver<String> {
    let output = BufReader::new(program.stdout.take().unwrap());
    let (line, lines) = mpsc::channel();
    // Reads to the end, so that the program never waits for a reader.
    thread::spawn(move || output.lines().map_while(Result::ok).for_each(|said| drop(line.send(said))));
    lines
}
