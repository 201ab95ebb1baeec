//! The pages of notes, a file a page.

mod card;
mod folder;
mod front;
mod list;
mod note;
mod notes;
mod search;
mod shared;
mod source;
mod tag;
mod tags;
mod view;

use actix_web::web::{self, ServiceConfig};

/// `/`, `/notes…`, `/tags…` and `/search`.
pub fn routes(app: &mut ServiceConfig) {
    macro_rules! page {
        ($address:literal, $page:path) => {
            app.service(web::resource($address).route(web::get().to($page)).route(web::head().to($page)));
        };
    }
    page!("/", front::get);
    page!("/notes", notes::get);
    app.service(web::redirect("/notes/", "/notes").permanent());
    page!("/notes/{path:.+}.md", source::get);
    page!("/notes/{path:.+}/-/card.png", card::get);
    page!("/notes/{path:.*}", note::get);
    page!("/tags", tags::get);
    app.service(web::redirect("/tags/", "/tags").permanent());
    page!("/tags/{tag:.*}", tag::get);
    page!("/search", search::get);
}
