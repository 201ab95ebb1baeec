//! The pages of notes, a file a page.

mod authorship;
mod bin;
mod bookmarks;
mod branches;
mod card;
mod changes;
mod checks;
mod complete;
mod edit;
mod folder;
mod front;
mod graph;
mod history;
mod lines;
mod links;
mod list;
mod moving;
mod news;
mod note;
mod notes;
mod preview;
mod preview_link;
mod preview_links;
mod publishing;
mod reading;
mod review;
mod revision;
mod search;
mod shared;
mod signs;
mod source;
mod suggest;
mod suggested;
mod suggested_list;
mod suggestions;
mod tag;
mod tags;
mod view;
mod write;

use actix_web::web::{self, ServiceConfig};

pub use preview_link::routes as preview_routes;

/// `/`, `/notes…`, `/tags…`, `/graph` and `/search`; `/bookmarks`, `/new`, `/reading…`, `/write…` and `/bin`.
pub fn routes(app: &mut ServiceConfig) {
    macro_rules! page {
        ($address:literal, $get:path) => {
            app.service(web::resource($address).route(web::get().to($get)).route(web::head().to($get)));
        };
        ($address:literal, $get:path, $post:path) => {
            app.service(
                web::resource($address)
                    .route(web::get().to($get))
                    .route(web::head().to($get))
                    .route(web::post().to($post)),
            );
        };
    }
    macro_rules! deed {
        ($address:literal, $post:path) => {
            app.service(web::resource($address).route(web::post().to($post)));
        };
    }
    page!("/", front::get);
    page!("/notes", notes::get);
    app.service(web::redirect("/notes/", "/notes").permanent());
    page!("/notes/-/tree", branches::get);
    page!("/notes/{path:.+}.md", source::get);
    page!("/notes/{path:.+}/-/card.png", card::get);
    // A note's own pages lie under a segment that no note is called by.
    page!("/notes/{path:.*}/-/links", links::get);
    page!("/notes/{path:.*}/-/graph", graph::around);
    page!("/notes/{path:.*}/-/preview", preview::get);
    page!("/notes/{path:.*}/-/move", moving::get, moving::post);
    page!("/notes/{path:.*}/-/edit", edit::get, edit::post);
    page!("/notes/{path:.*}/-/copy", edit::copy);
    page!("/notes/{path:.*}/-/checks", checks::get);
    page!("/notes/{path:.*}/-/preview-links", preview_links::get, preview_links::post);
    deed!("/notes/{path:.*}/-/preview-links/{link}/removal", preview_links::remove);
    deed!("/notes/{path:.*}/-/bin", edit::throw_away);
    page!("/notes/{path:.*}/-/publishing", publishing::get, publishing::post);
    page!("/notes/{path:.*}/-/suggest", suggest::get, suggest::post);
    page!("/notes/{path:.*}/-/review", review::get, review::post);
    page!("/notes/{path:.*}/-/suggestions", suggested_list::get);
    page!("/notes/{path:.*}/-/suggestions/{number}", suggested::get, suggested::post);
    deed!("/notes/{path:.*}/-/suggestions/{number}/withdrawal", suggested::withdraw);
    page!("/notes/{path:.*}/-/history", history::get);
    page!("/notes/{path:.*}/-/history/{number}", revision::get);
    page!("/notes/{path:.*}/-/history/{number}/files/{file}", revision::file);
    deed!("/notes/{path:.*}/-/history/{number}/restoration", revision::restore);
    page!("/notes/{path:.*}/-/changes", changes::get);
    page!("/notes/{path:.*}/-/authorship", authorship::get);
    page!("/notes/{path:.*}", note::get);
    page!("/tags", tags::get);
    app.service(web::redirect("/tags/", "/tags").permanent());
    page!("/tags/{tag:.*}", tag::get);
    page!("/graph", graph::get);
    page!("/search", search::get);
    page!("/new", news::get);
    page!("/bookmarks", bookmarks::get, bookmarks::post);
    page!("/reading", reading::get);
    deed!("/reading/stop", reading::stop);
    deed!("/reading/read", reading::read);
    deed!("/reading/keep", reading::keep);
    deed!("/reading/forget", reading::forget);
    page!("/search/suggestions", suggestions::get);
    page!("/write/complete/notes", complete::notes);
    page!("/write/complete/headings", complete::headings);
    page!("/write/complete/blocks", complete::blocks);
    page!("/write/complete/tags", complete::tags);
    page!("/bin", bin::get, bin::post);
    write::routes(app);
}
