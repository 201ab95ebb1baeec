//! A share in the server: joined, watched over, left.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    AssertSqlSafe, Connection, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use super::{
    Arrival, Description, Options, PrivateServerError, ROLE, fetch,
    folder::Folder,
    initdb,
    lock::Lock,
    postmaster,
    postmaster::Running,
    programs::{Programs, choose},
    settings,
    settings::Memory,
    socket,
};

/// How often `supervise` looks at the server.
const WATCH: Duration = Duration::from_millis(250);

/// How long processes of a server that has died may hold on to its memory before that is worth an error: they
/// finish their query first.
const LINGER: Duration = Duration::from_mins(1);

/// A share in the running server. While one is held by any process, the server stays up.
#[derive(Debug)]
pub struct PrivateServer {
    folder: Folder,
    socket: PathBuf,
    secret: SecretString,
    arrival: Arrival,
    options: Options,
    /// `None` once we have left.
    share: Mutex<Option<Lock>>,
}

impl PrivateServer {
    /// Finds the server of this data directory, or creates and starts it, and takes a share in it.
    pub async fn join(options: &Options) -> Result<Self, PrivateServerError> {
        let folder = Folder::settle(&options.data, &options.refuge)?;
        let lock = Lock::exclusive(&folder.lock()).await?;
        let alone = Lock::try_exclusive(&folder.shares())?.is_some();
        let share = Lock::try_shared(&folder.shares())?
            .ok_or_else(|| PrivateServerError::Locked { path: folder.shares() })?;

        let secret = match (folder.secret()?, folder.version()?) {
            (Some(secret), _) => secret,
            (None, None) => folder.new_secret()?,
            (None, Some(_)) => {
                let secret = folder.secret_file();
                return Err(PrivateServerError::Secret { folder: folder.path().to_owned(), secret });
            }
        };
        let running = up(&folder.cluster()).await?;
        let socket = if let Some(running) = &running {
            running.socket.clone()
        } else {
            // Others may still know it by the place that a killed server had.
            let before = postmaster::noted(&folder.cluster())
                .and_then(|noted| noted.socket.parent().map(Path::to_owned));
            let places: Vec<PathBuf> = before.into_iter().chain(socket::short_folders()).collect();
            socket::settle(&folder, &places)?
        };
        let arrival = match (&running, alone) {
            (None, _) => Arrival::Started,
            (Some(_), true) => Arrival::TookOver,
            (Some(_), false) => Arrival::Shared,
        };
        let server = Self {
            folder,
            socket,
            secret,
            arrival,
            options: options.clone(),
            share: Mutex::new(Some(share)),
        };
        let came_up = match running {
            Some(running) => {
                let admin = server.connect_options("postgres");
                postmaster::let_in(&running, &server.folder.cluster(), &admin).await
            }
            None => server.start().await,
        };
        came_up.map_err(|error| server.explain(error))?;
        drop(lock);
        for notice in server.notices() {
            tracing::info!("{notice}");
        }
        Ok(server)
    }

    /// How we came by the server.
    #[must_use]
    pub fn arrival(&self) -> Arrival {
        self.arrival
    }

    /// What the owner should know: where the database is, if not where they would look for it.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        let mut notices = Vec::new();
        if self.folder.elsewhere {
            notices.push(format!(
                "the database is in {}, because the account {} cannot enter {}",
                self.folder.path().display(),
                self.folder.account.name,
                self.options.data.display()
            ));
        }
        if self.arrival == Arrival::TookOver {
            notices.push("took over the PostgreSQL that a killed quintal had left running".to_owned());
        }
        notices
    }

    /// How to connect to one of its databases.
    #[must_use]
    pub fn connect_options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .port(socket::PORT)
            .username(ROLE)
            .password(self.secret.expose_secret())
            .database(database)
            .ssl_mode(PgSslMode::Disable)
            .application_name("quintal")
    }

    /// Creates a database if there is none of this name. Text is UTF-8 and sorts by code point, so that no
    /// upgrade of the system's libraries can put an index out of order; what people read is sorted by the
    /// collation that a query names.
    pub async fn ensure_database(&self, name: &str) -> Result<PgConnectOptions, PrivateServerError> {
        let mut admin = PgConnection::connect_with(&self.connect_options("postgres")).await?;
        let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(name)
            .fetch_one(&mut admin)
            .await?;
        if !exists {
            let quoted = name.replace('"', "\"\"");
            let create =
                format!("create database \"{quoted}\" template template0 encoding 'UTF8' locale 'C'");
            let created = sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut admin).await;
            // Another program may have been a moment faster: duplicate_database, or unique_violation below it.
            let exists_now = |error: &sqlx::Error| {
                let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
                matches!(code.as_deref(), Some("42P04" | "23505"))
            };
            if let Err(error) = created
                && !exists_now(&error)
            {
                return Err(error.into());
            }
        }
        admin.close().await?;
        Ok(self.connect_options(name))
    }

    /// What there is to know about the server.
    pub async fn describe(&self) -> Result<Description, PrivateServerError> {
        let mut admin = PgConnection::connect_with(&self.connect_options("postgres")).await?;
        let (version, programs, durable, icu): (String, String, bool, bool) = sqlx::query_as(
            "select current_setting('server_version'),
                    (select setting from pg_config where name = 'BINDIR'),
                    current_setting('fsync')::bool and current_setting('full_page_writes')::bool
                        and current_setting('synchronous_commit') = 'on',
                    exists (select from pg_collation where collprovider = 'i')",
        )
        .fetch_one(&mut admin)
        .await?;
        admin.close().await?;
        Ok(Description {
            version,
            programs: programs.into(),
            folder: self.folder.path().to_owned(),
            socket: self.socket.clone(),
            account: self.folder.account.name.clone(),
            durable,
            icu,
        })
    }

    /// Brings the server back whenever it dies, until we leave.
    pub async fn supervise(&self) {
        let mut watch = interval(WATCH);
        watch.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut tidied = Instant::now();
        loop {
            watch.tick().await;
            if !self.holds_share() {
                return;
            }
            if postmaster::look(&self.folder.cluster()).is_none() {
                tracing::error!("PostgreSQL has died: bringing it back");
                match self.bring_back().await {
                    Ok(()) => tracing::warn!("PostgreSQL is back"),
                    Err(error) => {
                        tracing::error!("PostgreSQL cannot be brought back: {error}");
                        sleep(Duration::from_secs(5)).await;
                    }
                }
            }
            if tidied.elapsed() > Duration::from_mins(10) {
                tidied = Instant::now();
                postmaster::prune_logs(&self.folder.log());
            }
        }
    }

    /// Gives up the share. If nobody else holds one, the server is stopped, cleanly.
    pub async fn leave(&self) -> Result<(), PrivateServerError> {
        drop(self.share.lock().unwrap_or_else(PoisonError::into_inner).take());
        stop_unused(&self.folder).await
    }

    fn holds_share(&self) -> bool {
        self.share.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Starts the server again if it has died.
    pub async fn bring_back(&self) -> Result<(), PrivateServerError> {
        let _lock = Lock::exclusive(&self.folder.lock()).await?;
        if !self.holds_share() || up(&self.folder.cluster()).await?.is_some() {
            return Ok(());
        }
        if self.folder.version()?.is_none() {
            // An empty database in its place would look like the garden with everything lost.
            let missing = std::io::ErrorKind::NotFound.into();
            return Err(PrivateServerError::files("cannot find the database in", self.folder.cluster())(
                missing,
            ));
        }
        self.start().await
    }

    /// Starts the server; there is none, and we hold the lock.
    async fn start(&self) -> Result<(), PrivateServerError> {
        let programs = self.programs().await?;
        if self.folder.version()?.is_none() {
            initdb::create(&self.folder, &programs, &self.secret)?;
        }
        let mut settings = settings::settings(Memory::of_this_machine());
        settings.extend(self.options.settings.iter().cloned());
        let admin = self.connect_options("postgres");
        let begun = Instant::now();
        loop {
            match postmaster::start(&self.folder, &programs, &self.socket, &settings, &admin).await {
                Err(PrivateServerError::Start { lingering: true, .. }) if begun.elapsed() < LINGER => {
                    sleep(WATCH).await;
                }
                other => return other,
            }
        }
    }

    /// The newest server programs that will do, fetched if there are none.
    async fn programs(&self) -> Result<Programs, PrivateServerError> {
        let made_by = self.folder.version()?;
        let account = &self.folder.account;
        let found = self.options.places.and(self.folder.programs().join("*/bin")).search(account);
        if let Some(programs) = choose(&found, made_by) {
            return Ok(programs.clone());
        }
        let fetched =
            fetch::fetch(self.options.fetch_from.as_deref(), made_by, &self.folder.programs()).await;
        let fetched = fetched.map_err(|error| error.to_string()).and_then(|folder| {
            Programs::at(folder, account)
                .filter(|programs| choose(std::slice::from_ref(programs), made_by).is_some())
                .ok_or_else(|| "what was fetched does not run here".to_owned())
        });
        fetched.map_err(|why_not_fetched| PrivateServerError::NoPrograms {
            wanted: made_by,
            found: found.iter().map(|programs| programs.version.to_string()).collect(),
            why_not_fetched,
        })
    }

    fn explain(&self, error: PrivateServerError) -> PrivateServerError {
        match error {
            PrivateServerError::NoAnswer { detail, .. } if postmaster::is_refusal(&detail) => {
                let secret = self.folder.secret_file();
                PrivateServerError::Secret { folder: self.folder.path().to_owned(), secret }
            }
            other => other,
        }
    }
}

/// Stops the server of a data directory if nobody holds a share in it: for a program that was told to stop while it
/// was still joining.
pub async fn stop_if_unused(options: &Options) -> Result<(), PrivateServerError> {
    stop_unused(&Folder::settle(&options.data, &options.refuge)?).await
}

async fn stop_unused(folder: &Folder) -> Result<(), PrivateServerError> {
    let _lock = Lock::exclusive(&folder.lock()).await?;
    let Some(_nobody) = Lock::try_exclusive(&folder.shares())? else { return Ok(()) };
    if let Some(running) = postmaster::look(&folder.cluster()) {
        postmaster::stop(&running, &folder.cluster()).await?;
        if !running.socket.starts_with(folder.path()) {
            let _ = fs::remove_dir(&running.socket);
        }
    }
    Ok(())
}

/// The server if it runs and has a socket; one that is going down is waited for first.
async fn up(cluster: &Path) -> Result<Option<Running>, PrivateServerError> {
    let begun = Instant::now();
    while let Some(running) = postmaster::look(cluster) {
        if !running.stopping && !running.socket.as_os_str().is_empty() {
            return Ok(Some(running));
        }
        if begun.elapsed() > LINGER {
            let pid = running.pid.as_raw_nonzero().get();
            return Err(PrivateServerError::Stop { pid });
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(None)
}
