//! `/write/files`: a picture or another file comes with what somebody writes.

use actix_multipart::Multipart;
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::Data,
};
use sqlx::PgConnection;

use super::editor::{EditorPage, Typed, private};
use crate::{
    access::Role,
    i18n,
    notes::{
        editing::{
            self, Editable, LONGEST, Writer,
            attach::{AttachError, Attached, attach},
        },
        moving::announce,
        pages::moving::mover,
    },
    state::State,
    web::{
        self, Chrome, Error,
        kept::{self, Kept},
        upload::{self, Limits, UploadedFile},
    },
};

pub(in crate::notes::pages) async fn post(
    request: HttpRequest,
    chrome: Chrome,
    state: Data<State>,
    form: Multipart,
) -> web::Result {
    let folder = state.config.data.join("incoming");
    let Some(person) = chrome.visitor.person.clone() else {
        let sent = upload::read(form, &folder, "file", Limits { file: 0, text: kept::LONGEST }).await?;
        let address = if sent.text("note").is_empty() { "/write/new" } else { "/write/preview" };
        return Err(Error::SignedOut(Kept { address: address.to_owned(), fields: sent.fields }));
    };
    if person.role < Role::Author {
        return Err(Error::Forbidden);
    }
    let limit = state.config.imports.max_file;
    // Each line end of a text area is sent as two bytes.
    let mut sent = upload::read(form, &folder, "file", Limits { file: limit, text: 2 * LONGEST }).await?;
    let file = sent.file.take();
    let typed = typed(sent.fields);
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let note = note_of(&mut db, &typed, &by).await?;
    drop(db);
    let mut page = EditorPage::new(chrome, note, typed);
    let done = match file {
        None => Err(page.chrome.t.attach_none()),
        Some(file) if file.too_large => {
            Err(page.chrome.t.attach_large(i18n::size_limit(limit, page.chrome.locale)))
        }
        Some(file) => Ok(put(&state, &page, file, &by).await?),
    };
    answer(&request, &mut page, done)
}

/// The note that a form is for, if it is for one that this person may change.
///
/// # Errors
/// `NotFound` and `Forbidden`, and those of the database.
async fn note_of(db: &mut PgConnection, typed: &Typed, by: &Writer) -> web::Result<Option<Editable>> {
    let Some(note) = typed.note() else { return Ok(None) };
    let note = editing::get(db, note, by).await?.ok_or(Error::NotFound)?;
    if note.allowed { Ok(Some(note)) } else { Err(Error::Forbidden) }
}

fn typed(fields: Vec<(String, String)>) -> Typed {
    let mut typed = Typed::default();
    for (name, value) in fields {
        match &*name {
            "source" => typed.source = value,
            "base" => typed.base = value,
            "draft" => typed.draft = value,
            "note" => typed.note = value,
            "vault" => typed.vault = value,
            "place" => typed.place = value,
            "summary" => typed.summary = value,
            "settles" => typed.settles = value,
            _ => {}
        }
    }
    typed
}

async fn put(state: &State, page: &EditorPage, file: UploadedFile, by: &Writer) -> web::Result<Attached> {
    let vault = page.note.as_ref().map(|note| note.vault).or_else(|| page.typed.vault());
    let mut transaction = state.pool.begin().await?;
    let what = (file.path.to_path_buf(), file.name.as_str());
    let attached = attach(&mut transaction, &state.blobs, what, vault, by, state.clock.now())
        .await
        .map_err(web_error)?;
    announce(&mut transaction).await?;
    transaction.commit().await?;
    Ok(attached)
}

fn web_error(error: AttachError) -> Error {
    match error {
        AttachError::NotFound => Error::NotFound,
        AttachError::Storage(error) => error.into(),
        AttachError::Database(error) => error.into(),
        AttachError::Broken(error) => Error::Internal(error.into()),
    }
}

/// The script gets what it puts at the cursor; everybody else the editor, with it at the end of the text.
fn answer(request: &HttpRequest, page: &mut EditorPage, done: Result<Attached, String>) -> web::Result {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let wants_json = accept.is_some_and(|accept| accept.contains("application/json"));
    match done {
        Ok(file) if wants_json => Ok(HttpResponse::Ok().json(serde_json::json!({
            "name": file.name, "address": file.address, "markdown": file.markdown,
        }))),
        Err(message) if wants_json => {
            Ok(HttpResponse::UnprocessableEntity().json(serde_json::json!({ "message": message })))
        }
        Ok(file) => {
            let source = &mut page.typed.source;
            if !source.is_empty() {
                source.push_str(if source.ends_with('\n') { "\n" } else { "\n\n" });
            }
            source.push_str(&file.markdown);
            source.push('\n');
            page.notices.attached = Some(file.name);
            page.answer(StatusCode::OK).map(private)
        }
        Err(message) => {
            page.errors.add("file", message);
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}
