//! `/notes/{path}/-/suggest`: the editor of a text that is suggested, not saved.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    edit::adrift,
    moving::mover,
    suggested, view,
    write::{
        editor::{EditorPage, MAX_FORM, Typed, private},
        purpose::Suggesting,
    },
};
use crate::{
    notes::{
        editing::{
            Editable, LONGEST, Writer,
            drafts::{self, Draft},
        },
        suggesting::{self, Offer, OfferError, Start, WORDS},
    },
    state::State,
    text::newlines,
    web::{self, Chrome, Error, Flash, SignedIn, kept::PersonsForm},
};

/// `/notes/{path}/-/suggest`
pub(super) fn address(path: &str) -> String {
    format!("{}/-/suggest", view::note_address(path))
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let start = suggesting::start(&mut db, &path, &by).await.map_err(web_error)?;
    if let Some(moved) = view::elsewhere(&request, &path, &start.note.path, "suggest") {
        return Ok(moved);
    }
    let draft = drafts::of_note(&mut db, by.id, start.note.id, true).await?;
    drop(db);
    opened(chrome, start, draft).shown(&request).map(private)
}

/// The editor with what its person had not sent, else with what they sent before, else with the text as they have it.
fn opened(chrome: Chrome, start: Start, draft: Option<Draft>) -> EditorPage {
    let begun = start.known.as_ref().map_or(&start.base, |known| &known.source);
    let sent = start.known.as_ref().map(|known| known.words.clone()).unwrap_or_default();
    let says_more = |draft: &Draft| draft.source != newlines::as_before(begun, "") || draft.summary != sent;
    let draft = draft.filter(says_more);
    let base = start.known.as_ref().map_or(Some(start.note.revision), |known| known.revision);
    let restored = draft.as_ref().map(|draft| draft.at);
    let (source, summary, base, draft) = match draft {
        Some(draft) => (draft.source, draft.summary, draft.base, draft.id.to_string()),
        None => (begun.clone(), sent, base, String::new()),
    };
    let typed = Typed {
        source,
        base: base.map(|base| base.to_string()).unwrap_or_default(),
        draft,
        began_with: restored.map(|at| at.to_string()).unwrap_or_default(),
        suggestion: start.known.as_ref().map(|known| known.number.to_string()).unwrap_or_default(),
        summary,
        ..Typed::default()
    };
    let mut page = EditorPage::new(chrome, Some(as_given(start.note, start.base)), typed);
    page.suggesting = Some(Suggesting { again: start.known.is_some() });
    page.notices.restored = restored;
    page
}

/// A note as its editor is given it: with the text that this person has of it.
fn as_given(note: Editable, base: String) -> Editable {
    Editable { source: base, ..note }
}

pub(super) async fn post(
    path: Path<String>,
    chrome: Chrome,
    state: Data<State>,
    PersonsForm(person, typed): PersonsForm<Typed, MAX_FORM>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let start = match suggesting::start(&mut db, &path, &by).await {
        Ok(start) => start,
        Err(error @ (OfferError::NotFound | OfferError::Forbidden)) => {
            return adrift(&mut db, typed, &by, &state, web_error(error)).await;
        }
        Err(error) => return Err(web_error(error)),
    };
    drop(db);
    let again = !typed.suggestion.is_empty();
    let mut page = EditorPage::new(chrome, Some(as_given(start.note, start.base)), typed);
    page.suggesting = Some(Suggesting { again });
    page.put_properties();
    if !page.typed.resumed.is_empty() {
        page.notices.resumed = true;
        return page.answer(StatusCode::OK).map(private);
    }
    if page.typed.wish == "preview" {
        page.draw(&state).await?;
        return page.answer(StatusCode::OK).map(private);
    }
    if !page.errors.is_empty() {
        return page.answer(StatusCode::UNPROCESSABLE_ENTITY).map(private);
    }
    match send(&state, &page, &by).await {
        Ok(to) => web::see_other_saying(&to, Flash::Suggested),
        Err(error) => refuse(page, error),
    }
}

/// Where what was sent is seen.
async fn send(state: &State, page: &EditorPage, by: &Writer) -> Result<String, OfferError> {
    let note = page.note.as_ref().ok_or(OfferError::NotFound)?;
    let number = if page.typed.suggestion.is_empty() {
        None
    } else {
        Some(page.typed.suggestion.parse().map_err(|_| OfferError::NotFound)?)
    };
    let words = page.typed.summary().unwrap_or_default();
    let offer =
        Offer { note: note.id, base: page.typed.base(), number, source: &page.typed.source, words: &words };
    let mut transaction = state.pool.begin().await?;
    let typed = drafts::Typed { suggests: true, ..page.typed.as_draft() };
    drafts::spare_others(&mut transaction, by.id, page.typed.draft().unwrap_or_default(), &typed).await?;
    let number = suggesting::offer(&mut transaction, &offer, by, state.clock.now()).await?;
    transaction.commit().await?;
    Ok(suggested::address(&note.path, number))
}

/// Says beside the text, or beside the words, why it was not sent.
fn refuse(mut page: EditorPage, error: OfferError) -> web::Result {
    let t = page.chrome.t;
    match error {
        OfferError::Same => page.errors.add("source", t.suggest_same()),
        OfferError::TooLong => page.errors.add("source", t.edit_too_long(LONGEST / 1024 / 1024)),
        OfferError::Full => page.errors.add("source", t.suggest_full(suggesting::MOST)),
        OfferError::Words => page.errors.add("summary", t.suggest_words_long(WORDS)),
        OfferError::Answered => {
            // Sent once more, it is one of its own.
            page.typed.suggestion.clear();
            page.suggesting = Some(Suggesting { again: false });
            page.errors.add("source", t.suggest_answered());
        }
        error => return Err(web_error(error)),
    }
    page.answer(StatusCode::UNPROCESSABLE_ENTITY).map(private)
}

/// An error that no field of the form can mend.
pub(super) fn web_error(error: OfferError) -> Error {
    match error {
        OfferError::NotFound => Error::NotFound,
        OfferError::Forbidden => Error::Forbidden,
        OfferError::Answered | OfferError::Full => Error::Conflict,
        OfferError::TooLong => Error::TooLarge,
        OfferError::Same | OfferError::Words => Error::BadRequest,
        OfferError::Database(error) => error.into(),
        OfferError::Broken(error) => Error::Internal(error.into()),
    }
}
