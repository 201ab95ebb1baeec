//! `quintal doctor`: shows how the settings were understood, and checks what the program leans on.

use std::{fmt::Display, io, net::TcpListener, path::Path, str::FromStr as _};

use secrecy::ExposeSecret as _;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, postgres::PgConnectOptions};

use super::{Failure, say, stop::interruptibly};
use crate::{
    config::Config,
    db::{
        MIGRATIONS,
        private::{self, PrivateServer},
    },
};

/// The oldest PostgreSQL that the queries are written for.
const OLDEST: i32 = 150_000;

/// What the search leans on, of the modules that come with PostgreSQL.
const EXTENSIONS: [&str; 2] = ["btree_gin", "pg_trgm"];

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    say("Settings");
    for (key, value, origin) in &config.understood {
        say(format_args!("  {key:<22} {value:<28} {origin}"));
    }
    say("");
    say("Checks");
    let mut findings = Findings::default();
    findings.note("data directory", writable(&config.data));
    findings.note("address", free(&config));
    interruptibly(&config, Box::pin(check_database(&config, &mut findings))).await?;
    if findings.failed == 0 {
        return Ok(());
    }
    Err(Failure::Failed(match findings.failed {
        1 => "one check failed".to_owned(),
        count => format!("{count} checks failed"),
    }))
}

#[derive(Default)]
struct Findings {
    failed: usize,
}

impl Findings {
    fn note<E: Display>(&mut self, what: &str, finding: Result<String, E>) {
        match finding {
            Ok(words) => say(format_args!("  ok    {what}: {words}")),
            Err(error) => {
                self.failed += 1;
                say(format_args!("  FAIL  {what}: {error}"));
            }
        }
    }
}

fn writable(data: &Path) -> io::Result<String> {
    std::fs::create_dir_all(data)?;
    tempfile::tempfile_in(data)?;
    Ok(format!("{} can be written to", data.display()))
}

/// Whether `serve` could listen. An address that is taken is no failure: it may be our own garden's.
fn free(config: &Config) -> io::Result<String> {
    let address = config.server.listen;
    match TcpListener::bind(address) {
        Ok(_) => Ok(format!("{address} is free")),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            Ok(format!("{address} is in use, perhaps by this garden"))
        }
        Err(error) => Err(error),
    }
}

async fn check_database(config: &Config, findings: &mut Findings) {
    if let Some(url) = &config.database.url {
        let checked = match PgConnectOptions::from_str(url.expose_secret()) {
            Ok(options) => inspect(&options).await,
            Err(error) => Err(error),
        };
        findings.note("database", checked);
        return;
    }
    let server = match PrivateServer::join(&private::Options::new(&config.data)).await {
        Ok(server) => server,
        Err(error) => return findings.note("private PostgreSQL", Err::<String, _>(error)),
    };
    let described = server.describe().await;
    findings.note(
        "private PostgreSQL",
        described.map(|about| {
            format!(
                "version {} from {}, in {}, as {}, socket {}, durability {}",
                about.version,
                about.programs.display(),
                about.folder.display(),
                about.account,
                about.socket.display(),
                if about.durable { "on" } else { "OFF" },
            )
        }),
    );
    for notice in server.notices() {
        say(format_args!("        {notice}"));
    }
    match server.ensure_database(crate::db::NAME).await {
        Ok(options) => findings.note("database", inspect(&options).await),
        Err(error) => findings.note("database", Err::<String, _>(error)),
    }
    findings.note("leaving", server.leave().await.map(|()| "the server was let go".to_owned()));
}

/// Looks at a database without changing it.
async fn inspect(options: &PgConnectOptions) -> Result<String, sqlx::Error> {
    let mut connection: PgConnection = options.connect().await?;
    let (version, number): (String, i32) = sqlx::query_as(
        "select current_setting('server_version'), current_setting('server_version_num')::int",
    )
    .fetch_one(&mut connection)
    .await?;
    let tls: bool = sqlx::query_scalar(
        "select coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)",
    )
    .fetch_one(&mut connection)
    .await?;
    let missing: Vec<String> = sqlx::query_scalar(
        "select name from unnest($1::text[]) name where not exists (
             select from pg_available_extensions e where e.name = name.name
         )",
    )
    .bind(EXTENSIONS)
    .fetch_all(&mut connection)
    .await?;
    let known: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(&mut connection)
        .await?;
    let applied: Vec<i64> = if known {
        sqlx::query_scalar("select version from _sqlx_migrations where success")
            .fetch_all(&mut connection)
            .await?
    } else {
        Vec::new()
    };
    connection.close().await?;
    if number < OLDEST {
        return Err(sqlx::Error::Configuration(
            format!("PostgreSQL {version} is too old; 15 or newer is needed").into(),
        ));
    }
    if !missing.is_empty() {
        return Err(sqlx::Error::Configuration(
            format!(
                "PostgreSQL {version} comes without {}: install its “contrib” modules, too",
                missing.join(" and ")
            )
            .into(),
        ));
    }
    let ours: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
    if let Some(newer) = applied.iter().find(|version| !ours.contains(version)) {
        return Err(sqlx::Error::Configuration(
            format!(
                "the database knows migration {newer}, which this program does not: start a newer Quintal"
            )
            .into(),
        ));
    }
    let waiting = ours.len() - applied.len();
    let tls = if tls { ", over TLS" } else { "" };
    Ok(format!(
        "PostgreSQL {version}{tls}, {} migrations applied, {waiting} to come at the next start",
        applied.len()
    ))
}
