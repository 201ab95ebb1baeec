//! What the garden says to programs: feeds, site maps, `robots.txt`, `llms.txt`, oEmbed, and the picture for its
//! shared links.
//!
//! All of it is what a guest may find, whoever asks; so it knows no visitor, sets no cookie, and any cache may keep
//! it for a few minutes.

mod atom;
mod card;
mod feed;
mod json;
mod llms;
mod manifest;
mod oembed;
mod robots;
mod sitemap;
mod xml;

use actix_web::{
    middleware::{Compress, from_fn},
    web::{self, ServiceConfig},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::web::{error_pages, headers};

/// `/feed.xml`, `/feed.json` and those of folders and tags; `/sitemap…`, `/robots.txt`, `/llms.txt`, `/oembed` and
/// `/card.png`.
pub fn routes(app: &mut ServiceConfig) {
    macro_rules! answer {
        ($address:literal, $handler:path) => {
            app.service(
                web::resource($address)
                    .wrap(from_fn(error_pages::draw))
                    .wrap(Compress::default())
                    .wrap(from_fn(headers::measure))
                    .route(web::get().to($handler))
                    .route(web::head().to($handler)),
            );
        };
    }
    answer!("/feed.{kind:xml|json}", feed::of_garden);
    answer!("/notes/{path:.+}/-/feed.{kind:xml|json}", feed::of_folder);
    answer!("/tags/{tag:.+}/-/feed.{kind:xml|json}", feed::of_tag);
    answer!("/sitemap.xml", sitemap::get);
    answer!("/sitemap/{after}.xml", sitemap::part);
    answer!("/robots.txt", robots::get);
    answer!("/llms.txt", llms::get);
    answer!("/oembed", oembed::get);
    answer!("/card.png", card::get);
    answer!("/manifest.webmanifest", manifest::get);
}

/// RFC 3986's unreserved characters, and the slash.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// The path of a note's page.
fn note_path(path: &str) -> String {
    format!("/notes/{}", utf8_percent_encode(path, PATH))
}
