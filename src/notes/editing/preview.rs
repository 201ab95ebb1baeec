//! How a text would look that is not saved: drawn by the same renderer, its links meaning what they would mean, as far as
//! its writer may follow them.

use serde_json::json;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::EditError;
use crate::{
    access::Audiences,
    i18n::Locale,
    ids::{NoteId, RevisionId, VaultId},
    notes::{
        read::{
            holes::{FileTarget, NoteTarget},
            unsaved::{self, Drawn, Own},
        },
        resolve::{self, Place},
        write,
    },
    text::{
        canvas,
        form::Form,
        front_matter,
        language::{self, Language},
        markdown::{self, Options, Rendered},
    },
};

/// A text as its readers would see it.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its title.
    pub title: String,
    /// Its language (BCP 47).
    pub language: String,
    /// Which way it is written: `ltr` or `rtl`.
    pub dir: String,
    /// HTML that is safe to send; blocks say on which line they begin (`data-line`).
    pub html: String,
    /// What is wrong with its front matter, so that it could not be saved like this.
    pub wrong: Option<front_matter::FrontMatterError>,
}

/// Where a text lies, or is to lie.
#[derive(Clone, Debug)]
pub struct Where {
    /// The note that it is the text of; `None`: a new one.
    pub note: Option<NoteId>,
    /// Its vault; `None`: one that has nothing in it yet.
    pub vault: Option<VaultId>,
    /// Its place there.
    pub vault_path: String,
}

/// Draws a text for its writer. Two queries, if it has links.
///
/// # Errors
/// See [`EditError`].
pub async fn preview(
    db: &mut PgConnection,
    source: String,
    at: &Where,
    usual: &Language,
    (audiences, locale): (&Audiences, Locale),
) -> Result<Preview, EditError> {
    let source = source.replace('\0', "\u{fffd}");
    let (path, usual) = (at.vault_path.clone(), usual.clone());
    let (head, rendered) = spawn_blocking(move || render(&source, &path, &usual)).await?;
    let note = at.note.unwrap_or_default();
    let place = Place { note, vault: at.vault.unwrap_or_default(), vault_path: &at.vault_path };
    let wanted = write::wanted(&rendered.links);
    let meanings = resolve::meanings(db, &wanted, &place, audiences.ids()).await?;
    let own = Own { note, revision: RevisionId::new(), html: &rendered.html, places: places(&rendered) };
    let links: Vec<Drawn<'_>> = rendered
        .links
        .iter()
        .enumerate()
        .map(|(ordinal, link)| {
            let meaning = meanings.get(&ordinal);
            let note = meaning.and_then(|meaning| meaning.note.as_ref()).map(NoteTarget::id);
            let file = meaning.and_then(|meaning| meaning.file.as_ref()).map(FileTarget::id);
            Drawn { link, note, file }
        })
        .collect();
    let html = unsaved::fill(db, &own, &links, audiences, locale).await?;
    Ok(Preview { html, ..head })
}

/// Where the sections and named blocks of a text lie, as `revisions` keeps it.
fn places(rendered: &Rendered) -> [serde_json::Value; 2] {
    let heading = |one: &markdown::Heading| json!({"id": one.id, "slug": one.slug, "text": one.text, "html": [one.html.start, one.html.end]});
    let block = |one: &markdown::Block| json!({"id": one.id, "html": [one.html.start, one.html.end]});
    [rendered.headings.iter().map(heading).collect(), rendered.blocks.iter().map(block).collect()]
}

fn render(source: &str, path: &str, usual: &Language) -> (Preview, Rendered) {
    let form = Form::of(path).unwrap_or(Form::Note);
    let named = Form::stem(path).to_owned();
    let options = |first_line, title| Options { note_path_in_vault: path, first_line, title };
    let (title, rendered, matter, wrong) = match form {
        Form::Note => {
            let (matter, body, wrong) = match front_matter::parse(source) {
                Ok((matter, body)) => (matter, body, None),
                Err(error) => {
                    let (_, text, first_line) = front_matter::split(source);
                    (
                        front_matter::FrontMatter::default(),
                        front_matter::Body { text, first_line },
                        Some(error),
                    )
                }
            };
            let title = matter.title.clone().or_else(|| opening(body.text)).unwrap_or(named);
            let rendered = markdown::render_with_lines(body.text, &options(body.first_line, Some(&title)));
            (title, rendered, matter, wrong)
        }
        Form::Canvas => {
            (named, canvas::render(source, &options(1, None)), front_matter::FrontMatter::default(), None)
        }
        Form::Base => (
            named,
            markdown::source(source, "yaml", Some("base")),
            front_matter::FrontMatter::default(),
            None,
        ),
    };
    let language = matter
        .lang
        .or_else(|| language::detect(&rendered.plain))
        .unwrap_or_else(|| usual.clone())
        .to_string();
    let dir = matter.dir.unwrap_or_else(|| language::direction(&language)).to_owned();
    (Preview { title, language, dir, html: String::new(), wrong }, rendered)
}

/// What the heading says that opens a text, without its markup.
fn opening(body: &str) -> Option<String> {
    let line = body.lines().find(|line| !line.trim().is_empty())?;
    let heading = line.strip_prefix("# ")?;
    let options = Options { note_path_in_vault: "", first_line: 1, title: None };
    markdown::render(&format!("# {heading}"), &options).title.filter(|title| !title.trim().is_empty())
}
