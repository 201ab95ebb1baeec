//! Answers that are no pages: text and data, with what caches need to know of them.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, EntityTag, Header as _, HttpDate, IfModifiedSince, IfNoneMatch, LastModified},
    web::Bytes,
};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

/// How an answer that is the same for everyone may be kept: by anybody, for a few minutes.
pub(super) const PUBLIC: &str = "public, max-age=300";

/// What is answered with.
pub(crate) struct Content {
    /// With its charset.
    pub(crate) media_type: &'static str,
    pub(crate) body: Bytes,
    /// When it last changed, where that is known.
    pub(crate) modified: Option<Timestamp>,
    /// Whether it is the same for everyone, so that caches between us and the reader may keep it.
    pub(crate) public: bool,
}

/// The content, or `304 Not Modified` where the asker has it already.
pub(crate) fn answer(request: &HttpRequest, content: Content) -> HttpResponse {
    let tag = entity_tag(&content.body);
    let known = is_known(request, &tag, content.modified);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::CONTENT_TYPE, content.media_type)).insert_header(header::ETag(tag));
    if let Some(modified) = content.modified {
        response.insert_header(LastModified(HttpDate::from(std::time::SystemTime::from(modified))));
    }
    if content.public {
        response.insert_header((header::CACHE_CONTROL, PUBLIC));
    }
    if known { response.finish() } else { response.body(content.body) }
}

/// The first half of a SHA-256: enough to tell two versions of one answer apart. Weak, for an answer may be
/// compressed on its way.
pub(super) fn entity_tag(body: &[u8]) -> EntityTag {
    let digest: Vec<u8> = Sha256::digest(body).into_iter().take(16).collect();
    EntityTag::new_weak(data_encoding::BASE64URL_NOPAD.encode(&digest))
}

/// Whether the asker has it already: by its tag, else by its date (RFC 9110, section 13.2.2).
pub(super) fn is_known(request: &HttpRequest, tag: &EntityTag, modified: Option<Timestamp>) -> bool {
    if request.headers().contains_key(header::IF_NONE_MATCH) {
        return IfNoneMatch::parse(request).is_ok_and(|known| match known {
            IfNoneMatch::Any => true,
            IfNoneMatch::Items(tags) => tags.iter().any(|known| known.weak_eq(tag)),
        });
    }
    let since = IfModifiedSince::parse(request).ok().map(|IfModifiedSince(since)| since);
    match (since, modified) {
        (Some(since), Some(modified)) => {
            let since = std::time::SystemTime::from(since).duration_since(std::time::UNIX_EPOCH);
            since
                .is_ok_and(|since| modified.as_second() <= i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_tag_comes_before_the_date() {
        let tag = entity_tag(b"text");
        let modified = Some("2026-11-21T12:00:00.5Z".parse().unwrap());
        let known = |headers: &[(&str, &str)]| {
            let mut request = TestRequest::default();
            for header in headers {
                request = request.insert_header(*header);
            }
            is_known(&request.to_http_request(), &tag, modified)
        };
        let (then, before) = ("Sat, 21 Nov 2026 12:00:00 GMT", "Sat, 21 Nov 2026 11:59:59 GMT");
        assert!(known(&[("if-none-match", &tag.to_string())]) && known(&[("if-none-match", "*")]));
        assert!(known(&[("if-modified-since", then)]));
        assert!(!known(&[("if-modified-since", before)]) && !known(&[]));
        assert!(!known(&[("if-none-match", "\"x\""), ("if-modified-since", then)]));
        assert!(!known(&[("if-modified-since", "yesterday")]));
    }
}
