//! Every address of the garden, in one list.

use std::path::Path;

use actix_web::web::ServiceConfig;

use crate::{accounts, admin, exhibit, feeds, files, garden, notes, transfer, web};

/// What is the same for everyone and asks nobody: files and health.
pub fn plain(assets: &Path) -> impl FnOnce(&mut ServiceConfig) + use<> {
    let assets = web::assets::routes(assets);
    move |app| {
        app.configure(assets); // /static/…
        app.configure(garden::health::routes); // /healthz /readyz
    }
}

/// What is the same for everyone, but asks the database.
pub fn shared(app: &mut ServiceConfig) {
    app.configure(feeds::routes); // /feed… /sitemap… /robots.txt /llms.txt /oembed /card.png /manifest.webmanifest
    app.configure(notes::preview_routes); // /preview/{token}
}

/// What is made for each request: who asks is known, errors are drawn, time is measured.
pub fn dynamic(app: &mut ServiceConfig) {
    app.configure(accounts::routes); // /signup /login /logout /account /preferences
    app.configure(garden::routes); // /setup
    app.configure(web::shortcuts::routes); // /shortcuts
    app.configure(exhibit::routes); // /static-and-dynamic
    app.configure(admin::routes); // /admin/…
    app.configure(transfer::routes); // /notes/{path}/-/clash
    app.configure(notes::routes); // / /notes… /tags… /graph /search /bookmarks /new /reading… /write… /bin
    app.configure(files::routes); // /files/{id}/{name}
}
