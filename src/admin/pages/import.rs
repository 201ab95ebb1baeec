//! `/admin/import`: a vault is sent, and imports so far are listed.

use std::sync::Arc;

use actix_multipart::Multipart;
use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;

use crate::{
    access::Audience,
    admin::words,
    db::paging::{Page, PageNumber},
    i18n,
    state::State,
    text::language::Language,
    transfer::import::{
        self, Failure, ImportContext, ImportError, ImportOptions, Kept, Run, Source, Standing,
    },
    web::{
        self, Chrome, Error, Owner,
        forms::{Errors, Query},
        upload::{self, Limits, Uploaded, UploadedFile},
    },
};

/// What is taken of a field, in bytes.
const LONGEST_TEXT: usize = 4096;
/// The longest name of a vault, in characters.
const LONGEST_NAME: usize = 100;
/// The longest path below `/notes/` that is asked for, in characters.
const LONGEST_MOUNT: usize = 200;
/// The longest e-mail address, in characters (RFC 5321, section 4.5.3.1.3).
const LONGEST_ADDRESS: usize = 254;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    page: PageNumber,
}

/// What stands in the form.
#[derive(Default)]
struct Typed {
    name: String,
    under: String,
    language: String,
    audience: String,
    author: String,
    prune: bool,
    dry_run: bool,
}

impl Typed {
    fn of(form: &Uploaded) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            name: text("name"),
            under: text("under"),
            language: text("language"),
            audience: text("audience"),
            author: text("author"),
            prune: !form.text("prune").is_empty(),
            dry_run: !form.text("dry_run").is_empty(),
        }
    }
}

#[derive(Template)]
#[template(path = "admin/import.html")]
struct ImportPage {
    chrome: Chrome,
    typed: Typed,
    errors: Errors,
    past: Page<Kept>,
    limit: u64,
}

impl ImportPage {
    fn largest(&self) -> String {
        i18n::size_limit(self.limit, self.chrome.locale)
    }

    fn audience(&self, audience: Audience) -> String {
        words::audience(self.chrome.t, audience)
    }

    fn standing(&self, kept: &Kept) -> String {
        match kept.state {
            Standing::Waiting => self.chrome.t.import_waiting(),
            Standing::Running(_) => self.chrome.t.import_running(),
            Standing::Done(_) => self.chrome.t.import_done(),
            Standing::Failed(_) => self.chrome.t.import_failed(),
        }
    }
}

async fn page(
    state: &State,
    chrome: Chrome,
    typed: Typed,
    errors: Errors,
    page: PageNumber,
) -> web::Result<ImportPage> {
    let mut db = state.pool.acquire().await?;
    let past = import::list(&mut db, page).await?;
    if past.is_beyond() {
        return Err(Error::NotFound);
    }
    Ok(ImportPage { chrome, typed, errors, past, limit: state.config.imports.max_total })
}

pub(super) async fn get(
    request: HttpRequest,
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
    wish: Query<Wish>,
) -> web::Result {
    web::page(&request, &page(&state, chrome, Typed::default(), Errors::default(), wish.0.page).await?)
}

pub(super) async fn post(
    Owner(owner): Owner,
    state: Data<State>,
    chrome: Chrome,
    form: Multipart,
) -> web::Result {
    let folder = state.config.data.join("incoming");
    let limits = Limits { file: state.config.imports.max_total, text: LONGEST_TEXT };
    let mut form = upload::read(form, &folder, "vault", limits).await?;
    let file = form.file.take();
    let typed = Typed::of(&form);
    let context = ImportContext::of(&state).map_err(|error| Error::Internal(error.into()))?;
    let mut errors = Errors::default();
    let asked = read(&typed, file, &context, &chrome, &mut errors).await;
    let Some((mut options, file)) = asked.filter(|_| errors.is_empty()) else {
        let page = page(&state, chrome, typed, errors, PageNumber::FIRST).await?;
        return web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let Ok(turn) = state.imports.clone().try_acquire_owned() else {
        errors.add("vault", chrome.t.import_many());
        let page = page(&state, chrome, typed, errors, PageNumber::FIRST).await?;
        return web::page_with_status(StatusCode::TOO_MANY_REQUESTS, &page);
    };
    options.started_by = Some(owner.id);
    let run = Run::begin(&context, &file.name, Some(owner.id)).await.map_err(|error| match error {
        ImportError::Database(error) => error.into(),
        other => Error::Internal(other.into()),
    })?;
    let address = run.id().map_or_else(|| "/admin/import".to_owned(), |id| format!("/admin/imports/{id}"));
    actix_web::rt::spawn(async move {
        // The report, or why there is none, is kept with the import.
        if let Err(error) = run.go(options, Arc::new(|_| ())).await {
            tracing::warn!(%error, "an import failed");
        }
        drop((file, turn));
    });
    Ok(web::see_other(&address))
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether a text is one line of readable characters, and no longer than that.
fn is_line(text: &str, longest: usize) -> bool {
    text.chars().count() <= longest && !text.chars().any(|ch| ch.is_control() || ch == '\u{fffd}')
}

/// What is asked for, if all of it can be done.
async fn read(
    typed: &Typed,
    file: Option<UploadedFile>,
    context: &ImportContext,
    chrome: &Chrome,
    errors: &mut Errors,
) -> Option<(ImportOptions, UploadedFile)> {
    let failure = |failure| words::failure(&failure, chrome.locale);
    let language = filled(&typed.language).and_then(|tag| {
        let language = Language::parse(&tag);
        language.map_err(|_| errors.add("language", chrome.t.import_no_language())).ok()
    });
    let audience = filled(&typed.audience).and_then(|word| {
        let audience = word.parse();
        audience.map_err(|_| errors.add("audience", chrome.t.import_no_audience())).ok()
    });
    if !is_line(&typed.name, LONGEST_NAME) {
        errors.add("name", failure(Failure::BadName));
    }
    if !is_line(&typed.under, LONGEST_MOUNT) {
        errors.add("under", chrome.t.import_no_under(LONGEST_MOUNT.to_string()));
    }
    if !is_line(&typed.author, LONGEST_ADDRESS) {
        let email = typed.author.chars().filter(|ch| !ch.is_control()).take(LONGEST_ADDRESS).collect();
        errors.add("author", failure(Failure::UnknownAuthor { email }));
    } else if let Some(email) = filled(&typed.author)
        && let Err(error) = import::find_author(context, &email).await
    {
        errors.add("author", failure(Failure::from(&error)));
    }
    let Some(file) = file else {
        errors.add("vault", chrome.t.import_no_file());
        return None;
    };
    if file.size == 0 {
        errors.add("vault", chrome.t.import_empty_file());
        return None;
    }
    if file.too_large {
        errors.add("vault", failure(Failure::TooMuch { limit: context.limits.max_total }));
        return None;
    }
    let source = Source::Zip(file.path.to_path_buf());
    if let Err(error) = import::check(context.limits, source.clone()).await {
        errors.add("vault", failure(Failure::from(&error)));
        return None;
    }
    // The file on our disk has a name of ours.
    let name = filled(&typed.name).unwrap_or_else(|| Source::Zip(file.name.clone().into()).name());
    let options = ImportOptions {
        vault: Some(name),
        under: filled(&typed.under),
        language,
        audience,
        author: filled(&typed.author),
        dry_run: typed.dry_run,
        prune: typed.prune,
        ..ImportOptions::of(source)
    };
    Some((options, file))
}
