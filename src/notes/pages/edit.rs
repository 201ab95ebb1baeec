//! `/notes/{path}/-/edit`: the editor of a note. `/notes/{path}/-/copy`: of a new one that begins as this one stands.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};
use sqlx::PgConnection;

use super::{
    moving::{self, changeable, mover},
    view,
    write::editor::{EditorPage, MAX_FORM, Typed, private, told, web_error},
};
use crate::{
    access::Role,
    ids::DraftId,
    notes::{
        editing::{
            self, Edit, EditError, Editable, Outcome, Writer, bin,
            clash::{self, Names},
            drafts::{self, Draft, Kept},
        },
        moving::{announce, folder_of, name_of},
    },
    state::State,
    text,
    web::{self, Author, Chrome, Error, Flash, SignedIn, kept::PersonsForm},
};

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let note = changeable(&mut db, &path, &by).await?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "edit") {
        return Ok(moved);
    }
    let draft = drafts::of_note(&mut db, by.id, note.id, false).await?;
    let mut page = opened(chrome, note, draft);
    page.look_around(&mut db, &by, state.clock.now()).await?;
    drop(db);
    page.shown(&request)
}

/// The editor with what its person had not saved, else with the text as it is.
fn opened(chrome: Chrome, note: Editable, draft: Option<Draft>) -> EditorPage {
    let same = |draft: &Draft| {
        draft.summary.is_empty() && draft.source == text::newlines::as_before(&note.source, "")
    };
    let Some(draft) = draft.filter(|draft| !same(draft)) else {
        let typed =
            Typed { source: note.source.clone(), base: note.revision.to_string(), ..Typed::default() };
        return EditorPage::new(chrome, Some(note), typed);
    };
    let (kept_at, newer) = (draft.at, draft.base != Some(note.revision));
    let mut page = EditorPage::new(chrome, Some(note), Typed::of(draft));
    let (ours, theirs) = page.names();
    if !clash::marks_in(&page.typed.source, Names { ours: &ours, theirs: &theirs }).is_empty() {
        "yes".clone_into(&mut page.typed.settles);
    }
    (page.notices.restored, page.notices.newer) = (Some(kept_at), newer);
    page
}

pub(super) async fn post(
    path: Path<String>,
    chrome: Chrome,
    state: Data<State>,
    PersonsForm(person, typed): PersonsForm<Typed, MAX_FORM>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let Some(note) = editing::find(&mut db, &path, &by).await? else {
        return thrown_away(&mut db, &path, chrome, typed, &by, &state).await;
    };
    if !note.allowed {
        return adrift(&mut db, typed, &by, &state, Error::Forbidden).await;
    }
    let mut page = EditorPage::new(chrome, Some(note), typed);
    page.look_around(&mut db, &by, state.clock.now()).await?;
    drop(db);
    page.put_properties();
    if !page.typed.resumed.is_empty() {
        page.notices.resumed = true;
        return page.answer(StatusCode::OK).map(private);
    }
    if let Some(answer) = page.before_saving(&state, &by).await? {
        return Ok(answer);
    }
    if !page.typed.settles.is_empty() {
        page.refuse_marks();
    }
    if !page.errors.is_empty() {
        return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
    }
    match save(&state, &page, &by).await {
        Ok(Outcome::Saved(stored)) => {
            let flash = if stored.united { Flash::United } else { page.flash(false) };
            let address =
                if stored.readable { view::note_address(&stored.path) } else { "/write".to_owned() };
            web::see_other_saying(&address, flash)
        }
        Ok(Outcome::Clash(clash)) => {
            // Whatever becomes of this page, what was typed stays.
            let mut db = state.pool.acquire().await?;
            keep(&mut db, &page.typed, &by, &state).await?;
            drop(db);
            if let Some(wrong) = &clash.wrong {
                page.errors.add("source", told(page.chrome.t, wrong));
            }
            page.typed.source.clone_from(&clash.text);
            page.typed.base = clash.theirs.revision.to_string();
            "yes".clone_into(&mut page.typed.settles);
            page.clash = Some(clash);
            page.answer(StatusCode::CONFLICT)
        }
        Err(EditError::Binned) => {
            let mut db = state.pool.acquire().await?;
            let (chrome, typed) = (page.chrome, page.typed);
            thrown_away(&mut db, &path, chrome, typed, &by, &state).await
        }
        Err(error) => {
            page.refuse(error)?;
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

async fn save(state: &State, page: &EditorPage, by: &Writer) -> Result<Outcome, EditError> {
    let note = page.note.as_ref().ok_or(EditError::NotFound)?;
    let (ours, theirs) = page.names();
    let edit = Edit {
        note: note.id,
        base: page.typed.base(),
        source: &page.typed.source,
        summary: page.typed.summary(),
        settles: !page.typed.settles.is_empty(),
        names: Names { ours: &ours, theirs: &theirs },
    };
    let ground = moving::ground(&page.chrome).map_err(|_| EditError::NotFound)?;
    let mut transaction = state.pool.begin().await?;
    let draft = page.typed.draft().unwrap_or_default();
    drafts::spare_others(&mut transaction, by.id, draft, &page.typed.as_draft()).await?;
    let outcome = editing::save(&mut transaction, &edit, by, &ground, state.clock.now()).await?;
    if let Outcome::Saved(_) = &outcome {
        announce(&mut transaction).await?;
        transaction.commit().await?;
    }
    Ok(outcome)
}

async fn keep(db: &mut PgConnection, typed: &Typed, by: &Writer, state: &State) -> web::Result<()> {
    let id = typed.draft().unwrap_or_default();
    drafts::keep(db, by.id, id, &typed.as_draft(), state.clock.now()).await?;
    Ok(())
}

/// The note was thrown away while somebody wrote: their text is kept, and the note can be brought back.
async fn thrown_away(
    db: &mut PgConnection,
    path: &str,
    chrome: Chrome,
    mut typed: Typed,
    by: &Writer,
    state: &State,
) -> web::Result {
    let Some(binned) = bin::find_at(db, path, by).await? else {
        return adrift(db, typed, by, state, Error::NotFound).await;
    };
    typed.note = binned.id.to_string();
    keep(db, &typed, by, state).await?;
    let mut page = EditorPage::new(chrome, Some(binned.as_editable()), typed);
    page.notices.binned = Some(binned);
    page.answer(StatusCode::CONFLICT)
}

/// The note went out of its writer's hands while they wrote: it is hidden from them, no longer theirs to change, or gone
/// for good. What they typed is kept as a draft of a new note. What our editor did not send is merely refused.
pub(super) async fn adrift(
    db: &mut PgConnection,
    typed: Typed,
    by: &Writer,
    state: &State,
    refusal: Error,
) -> web::Result {
    if typed.base().is_none() || by.role < Role::Author {
        return Err(refusal);
    }
    let draft = DraftId::new();
    let alone = Typed { note: String::new(), base: String::new(), ..typed };
    match drafts::keep(db, by.id, draft, &alone.as_draft(), state.clock.now()).await? {
        Kept::Kept => Ok(web::see_other(&format!("/write/drafts/{draft}"))),
        _ => Err(refusal),
    }
}

pub(super) async fn copy(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    Author(person): Author,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let note = editing::find(&mut db, &path, &by).await?.ok_or(Error::NotFound)?;
    drop(db);
    // Who may not change a note has what its readers have.
    let source = if note.allowed { note.source } else { text::source::for_readers(&note.source) };
    let (folder, name) = (folder_of(&note.vault_path), name_of(&note.vault_path));
    let slash = if folder.is_empty() { "" } else { "/" };
    let typed = Typed {
        source: text::front_matter::without_permalink(&source),
        vault: note.vault.to_string(),
        place: format!("{folder}{slash}{}", chrome.t.copy_name(name)),
        draft: DraftId::new().to_string(),
        ..Typed::default()
    };
    let mut page = EditorPage::new(chrome, None, typed);
    page.copied = Some(note.title);
    page.shown(&request)
}

/// A note goes to the bin.
pub(super) async fn throw_away(
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut transaction = state.pool.begin().await?;
    let note = editing::find(&mut transaction, &path, &by).await?.ok_or(Error::NotFound)?;
    bin::throw_away(&mut transaction, note.id, &by, state.clock.now()).await.map_err(web_error)?;
    announce(&mut transaction).await?;
    transaction.commit().await?;
    drop(chrome);
    Ok(web::see_other(&format!("/bin?new={}", note.id)))
}
