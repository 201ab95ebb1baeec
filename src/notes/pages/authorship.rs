//! `/notes/{path}/-/authorship`: who wrote which paragraph.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;

use super::{
    history::{fault, head, shown},
    view,
};
use crate::{
    notes::history::{
        Head,
        authorship::{self, Authorship, Mark},
    },
    state::State,
    web::{self, Chrome, SignedIn},
};

#[derive(Template)]
#[template(path = "notes/authorship.html")]
struct AuthorshipPage {
    chrome: Chrome,
    note: Head,
    authorship: Authorship,
}

impl AuthorshipPage {
    fn address(&self) -> String {
        view::note_address(&self.note.path)
    }

    /// Whether what is owed to a revision may be older.
    fn may_be_older(&self, mark: &Mark) -> bool {
        self.authorship.followed_to.is_some_and(|reached| mark.number <= reached)
    }
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let note = head(&mut db, &path, &person).await?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "authorship") {
        return Ok(moved);
    }
    let authorship = authorship::of(&mut db, &note, &person.audiences).await.map_err(fault)?;
    drop(db);
    shown(&request, &AuthorshipPage { chrome, note, authorship })
}
