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
        ($address:literal, $page:path) => {
            app.service(web::resource($address).route(web::get().to($page)).route(web::head().to($page)));
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
    app.service(
        web::resource("/notes/{path:.*}/-/move")
            .route(web::get().to(moving::get))
            .route(web::head().to(moving::get))
            .route(web::post().to(moving::post)),
    );
    app.service(
        web::resource("/notes/{path:.*}/-/edit")
            .route(web::get().to(edit::get))
            .route(web::head().to(edit::get))
            .route(web::post().to(edit::post)),
    );
    page!("/notes/{path:.*}/-/copy", edit::copy);
    page!("/notes/{path:.*}/-/checks", checks::get);
    app.service(
        web::resource("/notes/{path:.*}/-/preview-links")
            .route(web::get().to(preview_links::get))
            .route(web::head().to(preview_links::get))
            .route(web::post().to(preview_links::post)),
    );
    app.service(
        web::resource("/notes/{path:.*}/-/preview-links/{link}/removal")
            .route(web::post().to(preview_links::remove)),
    );
    app.service(web::resource("/notes/{path:.*}/-/bin").route(web::post().to(edit::throw_away)));
    app.service(
        web::resource("/notes/{path:.*}/-/publishing")
            .route(web::get().to(publishing::get))
            .route(web::head().to(publishing::get))
            .route(web::post().to(publishing::post)),
    );
    app.service(
        web::resource("/notes/{path:.*}/-/suggest")
            .route(web::get().to(suggest::get))
            .route(web::head().to(suggest::get))
            .route(web::post().to(suggest::post)),
    );
    app.service(
        web::resource("/notes/{path:.*}/-/review")
            .route(web::get().to(review::get))
            .route(web::head().to(review::get))
            .route(web::post().to(review::post)),
    );
    page!("/notes/{path:.*}/-/suggestions", suggested_list::get);
    app.service(
        web::resource("/notes/{path:.*}/-/suggestions/{number}")
            .route(web::get().to(suggested::get))
            .route(web::head().to(suggested::get))
            .route(web::post().to(suggested::post)),
    );
    app.service(
        web::resource("/notes/{path:.*}/-/suggestions/{number}/withdrawal")
            .route(web::post().to(suggested::withdraw)),
    );
    page!("/notes/{path:.*}/-/history", history::get);
    page!("/notes/{path:.*}/-/history/{number}", revision::get);
    page!("/notes/{path:.*}/-/history/{number}/files/{file}", revision::file);
    app.service(
        web::resource("/notes/{path:.*}/-/history/{number}/restoration")
            .route(web::post().to(revision::restore)),
    );
    page!("/notes/{path:.*}/-/changes", changes::get);
    page!("/notes/{path:.*}/-/authorship", authorship::get);
    page!("/notes/{path:.*}", note::get);
    page!("/tags", tags::get);
    app.service(web::redirect("/tags/", "/tags").permanent());
    page!("/tags/{tag:.*}", tag::get);
    page!("/graph", graph::get);
    page!("/search", search::get);
    page!("/new", news::get);
    app.service(
        web::resource("/bookmarks")
            .route(web::get().to(bookmarks::get))
            .route(web::head().to(bookmarks::get))
            .route(web::post().to(bookmarks::post)),
    );
    page!("/reading", reading::get);
    app.service(web::resource("/reading/stop").route(web::post().to(reading::stop)));
    app.service(web::resource("/reading/read").route(web::post().to(reading::read)));
    app.service(web::resource("/reading/keep").route(web::post().to(reading::keep)));
    app.service(web::resource("/reading/forget").route(web::post().to(reading::forget)));
    page!("/search/suggestions", suggestions::get);
    page!("/write/complete/notes", complete::notes);
    page!("/write/complete/headings", complete::headings);
    page!("/write/complete/blocks", complete::blocks);
    page!("/write/complete/tags", complete::tags);
    app.service(
        web::resource("/bin")
            .route(web::get().to(bin::get))
            .route(web::head().to(bin::get))
            .route(web::post().to(bin::post)),
    );
    write::routes(app);
}
