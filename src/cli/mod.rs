//! The command line: `serve`, `import`, `user`, `doctor`.

mod doctor;
mod import;
mod serve;
mod stop;
mod user;

use std::{
    fmt::Display,
    io::{self, IsTerminal as _, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use tracing_subscriber::{EnvFilter, Layer as _, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use crate::{
    config::{Config, Flags, Invalid, LogFormat, Logging, Sources},
    db::{self, meter},
};

/// A digital garden with a back end: a folder of Markdown notes becomes a living website.
#[derive(Debug, Parser)]
#[command(name = "quintal", version, about, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(flatten)]
    serve: Serve,
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every command takes.
#[derive(Clone, Debug, Default, Args)]
struct Common {
    /// Where the garden keeps its data [default: data]
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<String>,
    /// A PostgreSQL of your own, as postgres://…; without it Quintal runs a private one
    #[arg(long, value_name = "URL", global = true)]
    database_url: Option<String>,
    /// The settings file [default: quintal.toml, if there is one]
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, Args)]
struct Serve {
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the garden to readers (what `quintal` alone does)
    Serve(Serve),
    /// Bring a vault into the garden: a folder of Markdown files, or a zip of one
    Import(import::Import),
    /// Add and list people
    #[command(subcommand)]
    User(user::User),
    /// Show how the settings were understood, and check what Quintal leans on
    Doctor,
}

/// Why a command did not do what was asked.
#[derive(Debug)]
enum Failure {
    /// It was asked wrongly: exit code 2.
    Usage(String),
    /// It was asked rightly and failed: exit code 1.
    Failed(String),
}

impl Failure {
    fn failed(reason: impl Display) -> Self {
        Self::Failed(reason.to_string())
    }
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        Self::Usage(invalid.to_string())
    }
}

impl From<db::OpenError> for Failure {
    fn from(error: db::OpenError) -> Self {
        Self::failed(error)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::failed(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::failed(error)
    }
}

/// Runs the program. The exit code is 0 for done, 1 for failed, 2 for wrong use.
#[must_use]
pub fn run() -> ExitCode {
    // Wrong flags end here, with 2; `--help` and `--version` with 0.
    let cli = Cli::parse();
    match dispatch(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let (code, reason) = match failure {
                Failure::Failed(reason) => (1, reason),
                Failure::Usage(reason) => (2, reason),
            };
            complain(&format!("quintal: {reason}"));
            ExitCode::from(code)
        }
    }
}

fn dispatch(cli: Cli) -> Result<(), Failure> {
    let command = cli.command.unwrap_or(Command::Serve(cli.serve));
    let listen = if let Command::Serve(serve) = &command { serve.listen.clone() } else { None };
    let Common { data, database_url, config } = cli.common;
    let flags = Flags { listen, data, database_url, config };
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let config = Config::load(&Sources::gather(flags, environment)?)?;
    start_logging(&config.logging);
    // Both TLS users (PostgreSQL, fetching server programs) speak through this one.
    let _first = rustls::crypto::ring::default_provider().install_default();
    let serves = matches!(command, Command::Serve(_));
    let system = actix_web::rt::System::new();
    let done = system.block_on(async {
        match command {
            Command::Serve(_) => serve::run(config).await,
            Command::Import(import) => import::run(config, import).await,
            Command::User(user) => user::run(config, user).await,
            Command::Doctor => doctor::run(config).await,
        }
    });
    if serves {
        // Dropped, it would wait for threads that work on something which nobody wants any more, however long it takes:
        // a large picture, say, of a job that was left to others.
        std::mem::forget(system);
    }
    done
}

fn start_logging(logging: &Logging) {
    let filter = EnvFilter::new(&logging.filter);
    // A file or a collector wants the words, not their colours.
    let words =
        tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let words = match logging.format {
        LogFormat::Text => words.with_target(false).boxed(),
        LogFormat::Json => words.json().boxed(),
    };
    tracing_subscriber::registry().with(meter::layer()).with(words.with_filter(filter)).init();
}

/// Says something on standard output. A reader that has gone away (`quintal … | head`) is no failure.
fn say(line: impl Display) {
    let _gone = writeln!(io::stdout(), "{line}");
}

/// Says something on standard error.
fn complain(line: &str) {
    let _gone = writeln!(io::stderr(), "{line}");
}
