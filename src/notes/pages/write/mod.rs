//! `/write…`: what somebody is writing, and new notes.

pub(super) mod beside;
mod capture;
pub(super) mod drafts;
pub(super) mod editor;
pub(super) mod files;
pub(super) mod new;
mod notes;
mod own;
pub(super) mod preview;
pub(super) mod properties;
mod publishing;
pub(super) mod purpose;
mod replace;
pub(super) mod reviews;
mod sieve;
pub(super) mod suggestions;
mod today;
mod words;
mod work;
mod works;

use actix_web::{
    HttpRequest,
    web::{self as actix, Data, ServiceConfig},
};
use askama::Template;
use serde::Deserialize;

use super::{moving::mover, review, view};
use crate::{
    access::Role,
    db::paging::{Page, PageNumber},
    notes::{
        editing::{
            self, Unpublished,
            drafts::{Brief, list},
        },
        reviewing,
        suggesting::{self, Of},
    },
    state::State,
    web::{self, Author, Chrome, Error, forms::Query},
};

/// `/write`, and what the editor sends to.
pub(super) fn routes(app: &mut ServiceConfig) {
    app.service(actix::resource("/write").route(actix::get().to(get)).route(actix::head().to(get)));
    app.service(
        actix::resource("/write/reviews")
            .route(actix::get().to(reviews::get))
            .route(actix::head().to(reviews::get)),
    );
    app.service(
        actix::resource("/write/suggestions")
            .route(actix::get().to(suggestions::get))
            .route(actix::head().to(suggestions::get)),
    );
    app.service(
        actix::resource("/write/new")
            .route(actix::get().to(new::get))
            .route(actix::head().to(new::get))
            .route(actix::post().to(new::post)),
    );
    app.service(
        actix::resource("/write/capture")
            .route(actix::get().to(capture::get))
            .route(actix::head().to(capture::get))
            .route(actix::post().to(capture::post)),
    );
    app.service(
        actix::resource("/write/today")
            .route(actix::get().to(today::get))
            .route(actix::head().to(today::get)),
    );
    app.service(
        actix::resource("/write/notes")
            .route(actix::get().to(notes::get))
            .route(actix::head().to(notes::get))
            .route(actix::post().to(notes::post)),
    );
    app.service(
        actix::resource("/write/replace")
            .route(actix::get().to(replace::get))
            .route(actix::head().to(replace::get))
            .route(actix::post().to(replace::post)),
    );
    app.service(
        actix::resource("/write/works")
            .route(actix::get().to(works::get))
            .route(actix::head().to(works::get))
            .route(actix::post().to(works::post)),
    );
    app.service(
        actix::resource("/write/works/{id}")
            .route(actix::get().to(works::one))
            .route(actix::head().to(works::one)),
    );
    app.service(actix::resource("/write/works/{id}/undoing").route(actix::post().to(works::undo)));
    app.service(actix::resource("/write/preview").route(actix::post().to(preview::post)));
    app.service(actix::resource("/write/properties").route(actix::post().to(properties::post)));
    app.service(actix::resource("/write/files").route(actix::post().to(files::post)));
    app.service(
        actix::resource("/write/drafts/{id}")
            .app_data(actix::JsonConfig::default().limit(editor::MAX_FORM))
            .route(actix::get().to(drafts::get))
            .route(actix::post().to(drafts::post)),
    );
    app.service(actix::resource("/write/drafts/{id}/removal").route(actix::post().to(drafts::remove)));
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    page: PageNumber,
}

#[derive(Template)]
#[template(path = "notes/write.html")]
struct WritePage {
    chrome: Chrome,
    drafts: Page<Brief>,
    /// Notes of theirs that are not published.
    unpublished: Vec<Unpublished>,
    /// What others suggest and waits for this person's answer.
    waiting: Page<suggesting::Brief>,
    /// What this person suggested.
    suggested: Page<suggesting::Brief>,
    /// What this person asked others to look at.
    reviews: Page<reviewing::Brief>,
    /// How many notes wait for editors to look at them; for nobody else.
    queue: Option<i64>,
    /// What a bookmark says that brings a page here.
    bookmarklet: String,
}

impl WritePage {
    fn previous(&self) -> Option<String> {
        self.drafts.previous().map(address)
    }

    fn next(&self) -> Option<String> {
        self.drafts.next().map(address)
    }

    /// How many notes wait for editors, as it is said: of very many only that.
    fn queued(&self) -> Option<String> {
        let most = reviewing::MOST_COUNTED;
        self.queue.map(|count| if count > most { format!("{most}+") } else { count.to_string() })
    }

    /// What a draft is called in the list.
    fn name(&self, draft: &Brief) -> String {
        let named = draft.title.clone().or_else(|| draft.named());
        named.unwrap_or_else(|| self.chrome.t.new_untitled())
    }
}

fn address(page: u32) -> String {
    web::paged("/write", page)
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let drafts = list(&mut db, &by, wish.page).await?;
    if drafts.is_beyond() {
        return Err(Error::NotFound);
    }
    let unpublished = editing::unpublished(&mut db, &by).await?;
    let waiting = suggesting::list(&mut db, Of::Waiting, &by, PageNumber::FIRST).await?;
    let suggested = suggesting::list(&mut db, Of::Theirs, &by, PageNumber::FIRST).await?;
    let reviews = reviewing::theirs(&mut db, &by, PageNumber::FIRST).await?;
    let queue = if by.role >= Role::Editor { Some(reviewing::count(&mut db, &by).await?) } else { None };
    drop(db);
    let bookmarklet = capture::bookmarklet(&state.address());
    let page = WritePage { chrome, drafts, unpublished, waiting, suggested, reviews, queue, bookmarklet };
    web::page(&request, &page).map(editor::private)
}
