//! `/robots.txt` (RFC 9309).

use actix_web::{HttpRequest, web::Data};

use crate::{
    state::State,
    web::{self, Content},
};

/// Pages that are answers to one person, or endless.
const CLOSED: [&str; 8] =
    ["/account", "/admin", "/login", "/logout", "/preferences", "/search", "/setup", "/signup"];

pub(super) async fn get(request: HttpRequest, state: Data<State>) -> web::Result {
    let text = if state.config.server.search_engines {
        let closed: Vec<String> = CLOSED.iter().map(|path| format!("Disallow: {path}")).collect();
        format!("User-agent: *\n{}\n\nSitemap: {}/sitemap.xml\n", closed.join("\n"), state.address())
    } else {
        "User-agent: *\nDisallow: /\n".to_owned()
    };
    let media_type = "text/plain; charset=utf-8";
    Ok(web::answer(&request, Content { media_type, body: text.into(), modified: None, public: true }))
}
