//! `/notes/{path}/-/move`: another title, name or folder for a note, and the links that called it by the old one.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;
use sqlx::PgConnection;

use super::view;
use crate::{
    ids::{NoteId, RevisionId},
    notes::{
        editing::{self, Editable, Writer},
        moving::{self, Ground, Movable, Move, MoveError, Mover, Plan, TitleStands},
        name,
        write::Unusable,
    },
    state::State,
    text::language::Language,
    web::{
        self, Chrome, Error, Flash, SignedIn,
        forms::{Errors, Form},
    },
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 300;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    title: String,
    name: String,
    folder: String,
    /// The text that was shown, by its id.
    revision: String,
    /// `rewrite`, `both`, `alias` or `leave`; empty before the choice.
    links: String,
    /// The notes to be turned, each with the text that was shown: `note:revision`.
    turn: Vec<String>,
    /// The place for which it has been seen what will change.
    seen: String,
}

#[derive(Template)]
#[template(path = "notes/move.html")]
struct MovePage {
    chrome: Chrome,
    note: Movable,
    typed: Typed,
    errors: Errors,
    /// What would change, once it is known where the note goes.
    plan: Option<Plan>,
}

impl Typed {
    fn of(note: &Movable) -> Self {
        Self {
            title: note.title.clone(),
            name: moving::name_of(&note.vault_path).to_owned(),
            folder: moving::folder_of(&note.vault_path).to_owned(),
            revision: note.revision.to_string(),
            ..Self::default()
        }
    }

    fn chosen(&self) -> Vec<(NoteId, RevisionId)> {
        let read = |pair: &String| {
            let (note, revision) = pair.split_once(':')?;
            Some((note.parse().ok()?, revision.parse().ok()?))
        };
        self.turn.iter().filter_map(read).collect()
    }
}

impl MovePage {
    fn address(&self) -> String {
        view::note_address(&self.note.path)
    }

    /// Whether the title stands apart from the name, so that it can be another.
    fn has_title(&self) -> bool {
        moving::title_stands(&self.note.source) != TitleStands::InName
    }

    /// Whether a note is to be turned: at first all are.
    fn is_ticked(&self, note: &NoteId, revision: &RevisionId) -> bool {
        self.typed.turn.is_empty() || self.typed.turn.contains(&format!("{note}:{revision}"))
    }

    /// What becomes of the links; where nothing is chosen yet, what leaves most of them alive.
    fn way(&self) -> &'static str {
        let ways = self.ways();
        let find = |wanted: &str| ways.iter().copied().find(|way| *way == wanted);
        let helps = |plan: &Plan| plan.more || !plan.others.is_empty();
        let best =
            if self.plan.as_ref().is_some_and(helps) { ["both", "alias"] } else { ["rewrite", "leave"] };
        find(&self.typed.links).or_else(|| best.into_iter().find_map(find)).unwrap_or("leave")
    }

    /// What can become of them.
    fn ways(&self) -> Vec<&'static str> {
        let turns = self.plan.as_ref().is_none_or(|plan| !plan.turned.is_empty());
        let ways = [
            ("rewrite", turns),
            ("both", turns && self.is_renamed()),
            ("alias", self.is_renamed()),
            ("leave", true),
        ];
        ways.into_iter().filter(|(_, can_be)| *can_be).map(|(way, _)| way).collect()
    }

    fn words(&self, way: &str) -> String {
        let (t, name) = (self.chrome.t, moving::name_of(&self.note.vault_path));
        match way {
            "rewrite" => t.move_links_rewrite(),
            "both" => t.move_links_both(name),
            "alias" => t.move_links_alias(name),
            _ => t.move_links_leave(),
        }
    }

    /// Whether it gets another name: only then would the old one help anybody who is looking for it.
    fn is_renamed(&self) -> bool {
        self.typed.name.trim() != moving::name_of(&self.note.vault_path)
    }
}

pub(super) fn mover(person: &web::Person) -> Mover {
    Mover { id: person.id, role: person.role, audiences: person.audiences.ids().to_vec() }
}

/// The note at an address, if this person may change it. Whoever may only read it is told so; to others there is no such
/// note.
pub(super) async fn changeable(db: &mut PgConnection, path: &str, by: &Writer) -> web::Result<Editable> {
    let note = editing::find(db, path, by).await?.ok_or(Error::NotFound)?;
    if note.allowed { Ok(note) } else { Err(Error::Forbidden) }
}

/// The same of one that is published, with what moving it needs.
async fn movable(state: &State, path: &str, by: &Mover) -> web::Result<Movable> {
    let mut db = state.pool.acquire().await?;
    let note = moving::find(&mut db, path, by).await?.ok_or(Error::NotFound)?;
    if note.allowed { Ok(note) } else { Err(Error::Forbidden) }
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let note = movable(&state, &path, &mover(&person)).await?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "move") {
        return Ok(moved);
    }
    let typed = Typed::of(&note);
    web::page(&request, &MovePage { chrome, note, typed, errors: Errors::default(), plan: None })
}

pub(super) async fn post(
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
    Form(typed): Form<Typed>,
) -> web::Result {
    let by = mover(&person);
    let note = movable(&state, &path, &by).await?;
    let mut page = MovePage { chrome, note, typed, errors: Errors::default(), plan: None };
    if page.typed.revision != page.note.revision.to_string() {
        page.errors.add("revision", page.chrome.t.move_changed());
        page.typed.revision = page.note.revision.to_string();
        page.typed.seen.clear();
        return refused(&page);
    }
    let Some(to) = read(&page).map_err(|errors| page.errors = errors).ok() else { return refused(&page) };
    let ground = ground(&page.chrome)?;
    if page.typed.seen != to.vault_path {
        let mut db = state.pool.acquire().await?;
        match moving::plan(&mut db, &page.note, &to, &by, &ground).await {
            Ok(plan) if plan.is_smooth() => {}
            Ok(plan) => {
                drop(db);
                page.plan = Some(plan);
                page.typed.seen = to.vault_path;
                return web::page_with_status(StatusCode::OK, &page);
            }
            Err(error) => return told(page, error),
        }
    }
    match carry_out(&state, &page, &to, &by, &ground).await {
        Ok(path) => web::see_other_saying(&view::note_address(&path), Flash::Saved),
        Err(MoveError::Changed) => {
            // What is shown again is what stands there now, with the choice that was made.
            let mut db = state.pool.acquire().await?;
            page.note = moving::find(&mut db, &path, &by).await?.ok_or(Error::NotFound)?;
            page.plan = moving::plan(&mut db, &page.note, &to, &by, &ground).await.ok();
            drop(db);
            page.typed.revision = page.note.revision.to_string();
            page.typed.turn.clear();
            told(page, MoveError::Changed)
        }
        Err(error) => told(page, error),
    }
}

async fn carry_out(
    state: &State,
    page: &MovePage,
    to: &Move,
    by: &Mover,
    ground: &Ground,
) -> Result<String, MoveError> {
    let chosen = if matches!(page.way(), "rewrite" | "both") { page.typed.chosen() } else { Vec::new() };
    let mut transaction = state.pool.begin().await?;
    let keep_name = matches!(page.way(), "alias" | "both");
    let what = (&page.note, to, by);
    let saved =
        moving::carry_out(&mut transaction, what, keep_name, &chosen, ground, state.clock.now()).await?;
    moving::announce(&mut transaction).await?;
    transaction.commit().await?;
    Ok(saved.path)
}

pub(super) fn ground(chrome: &Chrome) -> web::Result<Ground> {
    let locale = chrome.site.locales.first().copied().unwrap_or_default();
    let language = Language::parse(locale.tag()).map_err(|error| Error::Internal(error.into()))?;
    Ok(Ground { language, zone: chrome.site.zone.clone() })
}

fn refused(page: &MovePage) -> web::Result {
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// Says what is wrong beside the field that can mend it.
fn told(mut page: MovePage, error: MoveError) -> web::Result {
    let t = page.chrome.t;
    match error {
        MoveError::Taken => page.errors.add("name", t.move_taken()),
        MoveError::Title => page.errors.add("title", t.move_title_fixed()),
        MoveError::Alias => page.errors.add("links", t.move_alias_fixed()),
        MoveError::Changed | MoveError::Unusable(Unusable::NobodyToReadIt) => {
            page.errors.add("revision", t.move_changed());
        }
        MoveError::Unusable(Unusable::FrontMatter { wrong, .. }) => page.errors.add("title", wrong.told(t)),
        MoveError::Database(error) => return Err(error.into()),
        MoveError::Broken(error) => return Err(Error::Internal(error.into())),
    }
    refused(&page)
}

/// Where the note is to go, if that can be.
fn read(page: &MovePage) -> Result<Move, Errors> {
    let (t, typed, note) = (page.chrome.t, &page.typed, &page.note);
    let mut errors = Errors::default();
    let name = typed.name.trim();
    if name.is_empty() {
        errors.add("name", t.move_name_empty());
    } else if !name::is_usable(name) {
        errors.add("name", t.move_name_bad());
    }
    let folder = name::folder(&typed.folder);
    if folder.is_none() {
        errors.add("folder", t.move_folder_bad());
    }
    let title = typed.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = (page.has_title() && title != note.title).then_some(title);
    if let Some(title) = &title
        && (title.is_empty() || title.chars().count() > LONGEST_TITLE || title.chars().any(char::is_control))
    {
        errors.add("title", t.move_title_bad());
    }
    let extension = note.vault_path.rsplit_once('.').map_or("md", |(_, extension)| extension);
    let folder = folder.unwrap_or_default();
    let slash = if folder.is_empty() { "" } else { "/" };
    let to = Move { title, vault_path: format!("{folder}{slash}{name}.{extension}") };
    if errors.is_empty() && to.title.is_none() && to.vault_path == note.vault_path {
        errors.add("name", t.move_nothing());
    }
    if errors.is_empty() { Ok(to) } else { Err(errors) }
}
