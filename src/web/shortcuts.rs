//! `/shortcuts`: what the keys do. Scripts show the same list in a dialog.

use actix_web::{
    HttpRequest,
    web::{ServiceConfig, get, head, resource},
};
use askama::Template;

use super::{Chrome, Result, page};

/// `/shortcuts`.
pub fn routes(app: &mut ServiceConfig) {
    app.service(resource("/shortcuts").route(get().to(show)).route(head().to(show)));
}

#[derive(Template)]
#[template(path = "web/shortcuts.html")]
struct ShortcutsPage {
    chrome: Chrome,
}

impl ShortcutsPage {
    /// The keys, each with what it does; `static/js/keys.js` does it.
    fn shortcuts(&self) -> [(&'static [&'static str], String); 9] {
        let t = self.chrome.t;
        [
            (&["j"], t.keys_next()),
            (&["k"], t.keys_previous()),
            (&["h"], t.keys_home()),
            (&["/", "Ctrl+K"], t.keys_search()),
            (&["c"], t.keys_contents()),
            (&["b"], t.keys_bookmark()),
            (&["r"], t.keys_read()),
            (&["t"], t.keys_theme()),
            (&["?"], t.keys_help()),
        ]
    }
}

async fn show(request: HttpRequest, chrome: Chrome) -> Result {
    page(&request, &ShortcutsPage { chrome })
}
