//! What the garden says to programs.

mod atom;
mod json;
mod oembed;
mod outlines;
mod rights;
mod sitemap;

use crate::support::page::Answer;

/// What every answer to programs has: any cache may keep it, for it depends on nobody.
#[track_caller]
fn assert_shared(answer: &Answer, media_type: &str) {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), media_type);
    assert!(answer.header("cache-control").starts_with("public"), "{}", answer.header("cache-control"));
    let varies: Vec<&str> =
        answer.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
    assert!(!varies.concat().contains("Cookie"), "{varies:?}");
    assert!(answer.header("set-cookie").is_empty());
    assert!(!answer.header("etag").is_empty());
}
