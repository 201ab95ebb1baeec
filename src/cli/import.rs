//! `quintal import`: brings a vault into the garden, whether it is open or not.

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Failure, complain, say, stop::with_database};
use crate::{
    access::Audience,
    clock::Clock,
    config::Config,
    db::Database,
    garden,
    storage::Blobs,
    text::language::Language,
    transfer::import::{self, ImportContext, ImportError, ImportOptions, Progress, Source},
};

#[derive(Debug, Args)]
pub(super) struct Import {
    /// A folder of Markdown files and attachments, or a zip of one
    #[arg(value_name = "FOLDER|ZIP")]
    source: PathBuf,
    /// The vault's name; importing under the same name again brings it up to date [default: as the folder or zip]
    #[arg(long)]
    vault: Option<String>,
    /// Where its notes live, below /notes/ [default: as before, or the root]
    #[arg(long, value_name = "PATH")]
    under: Option<String>,
    /// The language of notes that name none, such as pt or en [default: as before, or detected for each note]
    #[arg(long, value_name = "L")]
    lang: Option<Language>,
    /// Who may read notes that do not say: public, unlisted, members or private [default: as before, or public]
    #[arg(long, value_name = "A")]
    audience: Option<Audience>,
    /// The e-mail address of the person who wrote them
    #[arg(long, value_name = "EMAIL")]
    author: Option<String>,
    /// Only report what would be done
    #[arg(long)]
    dry_run: bool,
    /// Unpublish notes whose files are gone from the vault
    #[arg(long)]
    prune: bool,
}

pub(super) async fn run(config: Config, asked: Import) -> Result<(), Failure> {
    // What cannot be opened is found before a server is started for it.
    let source = open(&config, &asked.source).await.map_err(|error| refused(&asked.source, &error))?;
    let options = ImportOptions {
        source,
        vault: asked.vault,
        under: asked.under,
        language: asked.lang,
        audience: asked.audience,
        author: asked.author,
        dry_run: asked.dry_run,
        prune: asked.prune,
        started_by: None,
    };
    with_database(&config, async |database| import_into(database, &config, options).await).await
}

async fn open(config: &Config, path: &Path) -> Result<Source, ImportError> {
    let source = Source::at(path)?;
    import::check(config.imports, source.clone()).await?;
    Ok(source)
}

/// Why a source is refused, with its name.
fn refused(path: &Path, error: &ImportError) -> Failure {
    match error {
        ImportError::Unreadable { .. } => Failure::failed(error),
        _ => Failure::failed(format_args!("{}: {error}", path.display())),
    }
}

async fn import_into(database: &Database, config: &Config, options: ImportOptions) -> Result<(), Failure> {
    let site = garden::load(&database.pool, String::new()).await?;
    let locale = site.locales.first().copied().unwrap_or_default();
    let context = ImportContext {
        pool: database.pool.clone(),
        blobs: Blobs::open(&config.data)?,
        clock: Clock::System,
        limits: config.imports,
        language: Language::parse(locale.tag()).map_err(Failure::failed)?,
        zone: site.zone,
    };
    let progress = Shown::start();
    let report = import::import(&context, options, progress.teller()).await;
    progress.finish();
    let report = report.map_err(Failure::failed)?;
    say(&report);
    Ok(())
}

/// The progress of a long work: a bar on a terminal, a plain line now and then elsewhere.
enum Shown {
    Bar(ProgressBar),
    Lines(Arc<AtomicU64>),
}

impl Shown {
    fn start() -> Self {
        if !io::stderr().is_terminal() {
            return Self::Lines(Arc::default());
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} files, {eta} to go") {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    fn teller(&self) -> Progress {
        match self {
            Self::Bar(bar) => {
                let bar = bar.clone();
                Arc::new(move |done, total| {
                    bar.set_length(total);
                    bar.set_position(done);
                })
            }
            Self::Lines(tenths) => {
                let tenths = Arc::clone(tenths);
                Arc::new(move |done, total| {
                    let now = done.saturating_mul(10).checked_div(total).unwrap_or(10);
                    if tenths.fetch_max(now, Ordering::Relaxed) < now {
                        complain(&format!("{done} of {total} files"));
                    }
                })
            }
        }
    }

    fn finish(self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
