//! `/write/today`: the note of the day, in the editor. It is made when it is saved.

use actix_web::{HttpRequest, web::Data};

use super::{
    editor::{EditorPage, Typed, edit_address},
    new::template_of,
};
use crate::{
    notes::{
        editing::templates::{self, Day, Occasion},
        pages::moving::mover,
    },
    state::State,
    web::{self, Author, Chrome, Error},
};

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let now = state.clock.now().to_zoned(chrome.visitor.zone.clone());
    let day = now.strftime("%Y-%m-%d").to_string();
    let mut db = state.pool.acquire().await?;
    let customs = templates::customs(&mut db).await?;
    let occasion = Occasion { title: &day, now: &now, words: chrome.t };
    match templates::today(&mut db, &customs, &by, occasion).await?.ok_or(Error::NotFound)? {
        Day::Note(note) => Ok(web::see_other(&edit_address(&note.path))),
        Day::Draft(draft) => Ok(web::see_other(&format!("/write/drafts/{draft}"))),
        Day::Blank(place) => {
            // Called as its file is, so that a title says the same.
            let title = place.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).unwrap_or(&day);
            let occasion = Occasion { title, ..occasion };
            let source = template_of(&mut db, &customs, &customs.daily_template, &by, occasion).await?;
            drop(db);
            let typed = Typed { source, place, ..Typed::default() };
            EditorPage::new(chrome, None, typed).shown(&request)
        }
    }
}
