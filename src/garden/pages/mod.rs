//! The pages of the garden itself.

mod setup;

use actix_web::web::{ServiceConfig, get, head, post, resource};

/// `/setup`
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/setup")
            .route(get().to(setup::get))
            .route(head().to(setup::get))
            .route(post().to(setup::post)),
    );
}
