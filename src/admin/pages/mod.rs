//! The owner's pages, a file a page.

mod garden;
mod import;
mod imports;
mod jobs;
mod revisions;
mod vaults;
mod writing;

use actix_web::web::{self, ServiceConfig};

/// `/admin/garden`, `/admin/import`, `/admin/imports/{id}`, `/admin/jobs`, `/admin/jobs/{id}/restart`,
/// `/admin/jobs/{id}/discard`, `/admin/revisions`, `/admin/vaults`, `/admin/writing` and
/// `/admin/vaults/{id}/withdrawal`.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        web::resource("/admin/garden")
            .route(web::get().to(garden::get))
            .route(web::head().to(garden::get))
            .route(web::post().to(garden::post)),
    );
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
    app.service(
        web::resource("/admin/jobs").route(web::get().to(jobs::get)).route(web::head().to(jobs::get)),
    );
    app.service(web::resource("/admin/jobs/{id}/restart").route(web::post().to(jobs::restart)));
    app.service(web::resource("/admin/jobs/{id}/discard").route(web::post().to(jobs::discard)));
    app.service(
        web::resource("/admin/revisions")
            .route(web::get().to(revisions::get))
            .route(web::head().to(revisions::get))
            .route(web::post().to(revisions::post)),
    );
    app.service(
        web::resource("/admin/vaults").route(web::get().to(vaults::get)).route(web::head().to(vaults::get)),
    );
    app.service(
        web::resource("/admin/writing")
            .route(web::get().to(writing::get))
            .route(web::head().to(writing::get))
            .route(web::post().to(writing::post)),
    );
    app.service(web::resource("/admin/vaults/{id}/withdrawal").route(web::post().to(vaults::withdraw)));
}
