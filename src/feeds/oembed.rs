//! `/oembed?url=…` (oembed.com): a note's title and picture for sites that show what is linked to.

use actix_web::{HttpRequest, HttpResponse, web::Data};
use askama::Template;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{note_path, xml};
use crate::{
    access::Audiences,
    cards::{HEIGHT, WIDTH},
    notes::read::brief,
    state::State,
    web::{self, Content, Error, forms::Query},
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    url: String,
    format: String,
    maxwidth: String,
    maxheight: String,
}

#[derive(Serialize, Template)]
#[template(path = "feeds/oembed.xml")]
struct Embed {
    version: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_name: Option<String>,
    provider_name: String,
    provider_url: String,
    /// In seconds.
    cache_age: u32,
    #[serde(flatten)]
    thumbnail: Option<Thumbnail>,
}

#[derive(Serialize)]
struct Thumbnail {
    #[serde(rename = "thumbnail_url")]
    url: String,
    #[serde(rename = "thumbnail_width")]
    width: u32,
    #[serde(rename = "thumbnail_height")]
    height: u32,
}

pub(super) async fn get(request: HttpRequest, wish: Query<Wish>, state: Data<State>) -> web::Result {
    let is_json = match wish.0.format.as_str() {
        "" | "json" => true,
        "xml" => false,
        _ => return Ok(HttpResponse::NotImplemented().finish()),
    };
    let site = state.address();
    let path = path_of(&wish.0.url, &site).ok_or(Error::NotFound)?;
    let mut db = state.pool.acquire().await?;
    let note = brief::find(&mut db, &path, &Audiences::guest()).await?.ok_or(Error::NotFound)?;
    drop(db);
    // The picture has one size: where that is too large there is none.
    let fits = |limit: &str, length: u32| limit.parse::<u32>().map_or(true, |limit| limit >= length);
    let fits = fits(&wish.0.maxwidth, WIDTH) && fits(&wish.0.maxheight, HEIGHT);
    let embed = Embed {
        version: "1.0",
        kind: "link",
        thumbnail: fits.then(|| Thumbnail {
            url: format!("{site}{}/-/card.png", note_path(&note.path)),
            width: WIDTH,
            height: HEIGHT,
        }),
        title: note.title,
        author_name: note.author,
        provider_name: state.site.load().name.clone(),
        provider_url: site,
        cache_age: 300,
    };
    let (media_type, body) = if is_json {
        let json = serde_json::to_string(&embed).map_err(|error| Error::Internal(error.into()))?;
        ("application/json; charset=utf-8", json)
    } else {
        ("text/xml; charset=utf-8", xml::legal(embed.render()?))
    };
    Ok(web::answer(&request, Content { media_type, body: body.into(), modified: None, public: true }))
}

/// The note's path in one of our own addresses.
fn path_of(address: &str, site: &str) -> Option<String> {
    let (address, site) = (Url::parse(address).ok()?, Url::parse(site).ok()?);
    let is_ours = address.host() == site.host()
        && address.port_or_known_default() == site.port_or_known_default()
        && matches!(address.scheme(), "http" | "https");
    let path = address.path().strip_prefix("/notes/").filter(|_| is_ours)?;
    Some(percent_decode_str(path.trim_end_matches('/')).decode_utf8().ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_notes_have_a_path() {
        let path = |address: &str| path_of(address, "https://garden.example");
        assert_eq!(path("https://garden.example/notes/a/b?x#y").as_deref(), Some("a/b"));
        assert_eq!(path("https://garden.example/notes/%C3%A9/").as_deref(), Some("é"));
        for other in [
            "https://other.example/notes/a",
            "https://garden.example:8443/notes/a",
            "https://garden.example/tags/a",
            "file://garden.example/notes/a",
            "/notes/a",
            "",
        ] {
            assert_eq!(path(other), None, "{other}");
        }
    }
}
