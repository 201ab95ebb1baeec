//! `/manifest.webmanifest`: what a phone needs to keep the garden beside its programs, and to share with it (W3C, “Web
//! Application Manifest”; WICG, “Web Share Target API”).

use actix_web::{HttpRequest, web::Data};
use serde_json::json;

use crate::{
    state::State,
    web::{self, Content, assets},
};

pub(super) async fn get(request: HttpRequest, state: Data<State>) -> web::Result {
    let site = state.site.load();
    let icon = assets::url("icons/favicon.svg");
    let manifest = json!({
        "name": site.name,
        "short_name": site.name.chars().take(12).collect::<String>(),
        "lang": site.locales.first().copied().unwrap_or_default().tag(),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "icons": [{"src": icon, "sizes": "any", "type": "image/svg+xml"}],
        "share_target": {
            "action": "/write/capture",
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    });
    let body = manifest.to_string().into();
    Ok(web::answer(
        &request,
        Content { media_type: "application/manifest+json", body, modified: None, public: true },
    ))
}
