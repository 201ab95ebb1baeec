//! `quintal import`: brings a vault into the garden, whether it is open or not.

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
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
    transfer::import::{self, ImportContext, ImportError, ImportOptions, Phase, Progress, Source, Stage},
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
        vault: asked.vault,
        under: asked.under,
        language: asked.lang,
        audience: asked.audience,
        author: asked.author,
        dry_run: asked.dry_run,
        prune: asked.prune,
        ..ImportOptions::of(source)
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
    Lines(Arc<Mutex<Told>>),
}

/// What was told last: the phase, and how many tenths of it.
type Told = Option<(Phase, u64)>;

impl Shown {
    fn start() -> Self {
        if !io::stderr().is_terminal() {
            return Self::Lines(Arc::default());
        }
        Self::Bar(Self::bar(ProgressDrawTarget::stderr()))
    }

    fn bar(target: ProgressDrawTarget) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(None, target);
        match ProgressStyle::with_template("{msg}: {bar:30} {pos} of {len} files, {eta} to go") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }

    fn teller(&self) -> Progress {
        match self {
            Self::Bar(bar) => {
                let bar = bar.clone();
                Arc::new(move |stage| show(&bar, stage))
            }
            Self::Lines(told) => {
                let told = Arc::clone(told);
                Arc::new(move |stage| {
                    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(line) = line(&mut told, stage) {
                        complain(&line);
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

fn word(phase: Phase) -> &'static str {
    match phase {
        Phase::Reading => "reading",
        Phase::Saving => "saving",
    }
}

/// Each phase fills the bar anew, under its own name.
fn show(bar: &ProgressBar, stage: Stage) {
    if bar.message() != word(stage.phase) {
        bar.set_message(word(stage.phase));
        bar.reset();
    }
    bar.set_length(stage.total);
    bar.set_position(stage.done);
}

/// What to say of a stage, at each tenth of its phase.
fn line(told: &mut Told, stage: Stage) -> Option<String> {
    let tenths = stage.done.saturating_mul(10).checked_div(stage.total).unwrap_or(10);
    let last = told.filter(|(phase, _)| *phase == stage.phase).map_or(0, |(_, tenths)| tenths);
    (tenths > last).then(|| {
        *told = Some((stage.phase, tenths));
        format!("{}: {} of {} files", word(stage.phase), stage.done, stage.total)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages() -> Vec<Stage> {
        let stages = |phase, total| (1..=total).map(move |done| Stage { phase, done, total });
        stages(Phase::Reading, 200).chain(stages(Phase::Saving, 40)).collect()
    }

    #[test]
    fn each_phase_has_its_ten_lines_and_its_own_end() {
        let mut told = None;
        let lines: Vec<String> = stages().into_iter().filter_map(|stage| line(&mut told, stage)).collect();
        assert_eq!(lines.len(), 20);
        assert_eq!((&*lines[0], &*lines[9]), ("reading: 20 of 200 files", "reading: 200 of 200 files"));
        assert_eq!((&*lines[10], &*lines[19]), ("saving: 4 of 40 files", "saving: 40 of 40 files"));
    }

    #[test]
    fn the_bar_names_the_phase_and_starts_it_anew() {
        let bar = Shown::bar(ProgressDrawTarget::hidden());
        let shown = |index: usize| {
            show(&bar, stages()[index]);
            (bar.message(), bar.position(), bar.length())
        };
        assert_eq!(shown(0), ("reading".to_owned(), 1, Some(200)));
        assert_eq!(shown(199), ("reading".to_owned(), 200, Some(200)));
        assert_eq!(shown(200), ("saving".to_owned(), 1, Some(40)));
        assert_eq!(shown(239), ("saving".to_owned(), 40, Some(40)));
    }
}
