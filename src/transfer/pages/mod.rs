//! The pages of imports that belong to a note. Those of the owner are in `admin`.

mod clash;

use actix_web::web::{self, ServiceConfig};

/// `/notes/{path}/-/clash`.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        web::resource("/notes/{path:.*}/-/clash")
            .route(web::get().to(clash::get))
            .route(web::head().to(clash::get))
            .route(web::post().to(clash::post)),
    );
}
