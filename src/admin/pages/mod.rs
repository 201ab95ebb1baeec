//! The owner's pages, a file a page.

mod import;
mod imports;

use actix_web::web::{self, ServiceConfig};

/// `/admin/import` and `/admin/imports/{id}`.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        web::resource("/admin/import")
            .route(web::get().to(import::get))
            .route(web::head().to(import::get))
            .route(web::post().to(import::post)),
    );
    app.service(
        web::resource("/admin/imports/{id}")
            .route(web::get().to(imports::get))
            .route(web::head().to(imports::get)),
    );
}
