//! The addresses of attachments.

mod file;

use actix_web::web::{self, ServiceConfig};

pub(super) use file::send;

/// `/files/{id}/w/{width}` and `/files/{id}/{name}`.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        web::resource("/files/{id}/w/{width:[0-9]+}")
            .route(web::get().to(file::get_thumbnail))
            .route(web::head().to(file::get_thumbnail)),
    );
    app.service(
        web::resource("/files/{id}/{name:.*}")
            .route(web::get().to(file::get))
            .route(web::head().to(file::get)),
    );
}
