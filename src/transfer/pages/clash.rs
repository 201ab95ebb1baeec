//! `/notes/{path}/-/clash`: a note and its file, both changed in the same places; somebody says what is meant.

use std::collections::HashMap;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path},
};
use askama::Template;

use crate::{
    notes::write::Unusable,
    state::State,
    text::{
        language::{self, Language},
        merge::{Clash, Merged, Piece, Settlement, Side},
    },
    transfer::clashes::{self, Access, SettleError, Waiting},
    web::{
        self, Chrome, Error, Flash, Person, SignedIn,
        forms::{Errors, Form},
    },
};

/// So many pieces are chosen one by one; of more, one side is taken as a whole.
const MOST: usize = 100;
/// So many lines around a clash are shown.
const AROUND: usize = 3;

#[derive(Template)]
#[template(path = "transfer/clash.html")]
struct ClashPage {
    chrome: Chrome,
    waiting: Waiting,
    merged: Merged,
    /// By number of the piece: `ours`, `theirs` or `both`.
    chosen: HashMap<usize, String>,
    errors: Errors,
}

/// A clash with what stands around it.
struct Shown<'a> {
    number: usize,
    before: String,
    clash: &'a Clash,
    after: String,
}

impl ClashPage {
    fn new(chrome: Chrome, waiting: Waiting) -> Self {
        let merged = waiting.merged();
        Self { chrome, waiting, merged, chosen: HashMap::new(), errors: Errors::default() }
    }

    fn address(&self) -> String {
        format!("/notes/{}", self.waiting.path)
    }

    /// Which way the texts are written.
    fn dir(&self) -> &'static str {
        language::direction(&self.waiting.language)
    }

    fn too_many(&self) -> bool {
        self.merged.clashes().nth(MOST).is_some()
    }

    fn clashes(&self) -> Vec<Shown<'_>> {
        let around = |at: Option<usize>| at.and_then(|at| self.merged.pieces.get(at)).map_or("", agreed);
        let pieces = self.merged.pieces.iter().enumerate();
        let clashes = pieces.filter_map(|(at, piece)| match piece {
            Piece::Clash(clash) => Some((at, clash)),
            _ => None,
        });
        let shown = clashes.enumerate().map(|(number, (at, clash))| Shown {
            number,
            before: last_lines(around(at.checked_sub(1))),
            clash,
            after: around(Some(at + 1)).split_inclusive('\n').take(AROUND).collect(),
        });
        shown.take(MOST).collect()
    }

    fn is_chosen(&self, number: usize, way: &str) -> bool {
        self.chosen.get(&number).is_some_and(|chosen| chosen == way)
    }

    /// What was chosen for each piece, if all were.
    fn settlements(&self, all: Option<&str>) -> Option<Vec<Settlement>> {
        let read = |way: &str| match way {
            "ours" => Some(Settlement::As(Side::Ours)),
            "theirs" => Some(Settlement::As(Side::Theirs)),
            "both" => Some(Settlement::Both),
            _ => None,
        };
        let count = self.merged.clashes().count();
        let way = |number| all.or_else(|| self.chosen.get(&number).map(String::as_str));
        (0..count).map(|number| read(way(number)?)).collect()
    }
}

/// What a piece says that is no clash.
fn agreed(piece: &Piece) -> &str {
    match piece {
        Piece::Unchanged(lines) | Piece::Changed(_, lines) | Piece::Agreed(lines) | Piece::Woven(lines) => {
            lines
        }
        Piece::Clash(_) => "",
    }
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines.iter().skip(lines.len().saturating_sub(AROUND)).copied().collect()
}

/// Whoever may read the note but not change it is told so; to others there is no such note.
async fn waiting(state: &State, path: &str, person: &Person) -> web::Result<Waiting> {
    let mut db = state.pool.acquire().await?;
    let waiting = clashes::find(&mut db, path, person.audiences.ids()).await?.ok_or(Error::NotFound)?;
    match waiting.may(person.role, person.id) {
        Access::Settle => Ok(waiting),
        Access::Read => Err(Error::Forbidden),
        Access::None => Err(Error::NotFound),
    }
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let waiting = waiting(&state, &path, &person).await?;
    if waiting.path != *path {
        let address = format!("/notes/{}/-/clash", waiting.path);
        return Ok(HttpResponse::MovedPermanently().insert_header((header::LOCATION, address)).finish());
    }
    web::page(&request, &ClashPage::new(chrome, waiting))
}

pub(super) async fn post(
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
    Form(typed): Form<Vec<(String, String)>>,
) -> web::Result {
    let waiting = waiting(&state, &path, &person).await?;
    let mut page = ClashPage::new(chrome, waiting);
    let field = |name: &str| typed.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let shown = format!("{} {}", page.waiting.id, page.waiting.revision);
    if field("shown") != Some(&shown) {
        page.errors.add("clash", page.chrome.t.import_clash_changed());
        return web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let number = |name: &str| name.strip_prefix("piece-")?.parse().ok();
    page.chosen =
        typed.iter().filter_map(|(name, value)| Some((number(name)?, value.clone()))).take(MOST).collect();
    let all = field("all").filter(|all| matches!(*all, "ours" | "theirs"));
    let Some(settlements) = page.settlements(all) else {
        page.errors.add("clash", page.chrome.t.import_clash_unchosen());
        return web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    match settle(&state, &page, &settlements, &person).await {
        Ok(()) => web::see_other_saying(&page.address(), Flash::Saved),
        Err(SettleError::Database(error)) => Err(error.into()),
        Err(error) => {
            let t = page.chrome.t;
            let message = match error {
                SettleError::Unusable(Unusable::FrontMatter { wrong, .. }) => {
                    t.import_clash_unreadable(wrong.told(t))
                }
                SettleError::Unchosen => t.import_clash_unchosen(),
                _ => t.import_clash_changed(),
            };
            page.errors.add("clash", message);
            web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn settle(
    state: &State,
    page: &ClashPage,
    settlements: &[Settlement],
    person: &Person,
) -> Result<(), SettleError> {
    let site = &page.chrome.site;
    let locale = site.locales.first().copied().unwrap_or_default();
    let language = Language::parse(locale.tag()).map_err(|_| SettleError::Changed)?;
    let mut transaction = state.pool.begin().await?;
    let ground = (language, site.zone.clone());
    clashes::settle(&mut transaction, &page.waiting, settlements, person.id, ground, state.clock.now())
        .await?;
    clashes::announce(&mut transaction).await?;
    transaction.commit().await?;
    Ok(())
}
