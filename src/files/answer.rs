//! The answer to a request for a file: whole, a range of it, or that the asker has it already.
//!
//! actix-files makes its entity tag of the inode and the time of change; ours is the hash of the bytes, the same
//! on every replica and after every restore. It keeps the two apart from a request, so conditions (RFC 9110,
//! section 13.2.2) and ranges (section 14.2) are weighed here.

use std::{io, path::Path, time::SystemTime};

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    body::SizedStream,
    http::{
        Method, StatusCode,
        header::{
            self, ByteRangeSpec, ContentRange, ContentRangeSpec, EntityTag, Header, HttpDate, IfMatch,
            IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince, Range,
        },
    },
};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, SeekFrom};
use tokio_util::io::ReaderStream;

/// What conditions are weighed against.
pub(super) struct Version {
    pub(super) tag: EntityTag,
    pub(super) modified: SystemTime,
    pub(super) size: u64,
}

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sent {
    Whole,
    /// First and last byte.
    Part(u64, u64),
    NotModified,
    PreconditionFailed,
    NotSatisfiable,
}

/// Answers with the file at `path`; `response` carries the other headers.
///
/// # Errors
/// When the file cannot be read.
pub(super) async fn answer(
    request: &HttpRequest,
    path: &Path,
    version: &Version,
    mut response: HttpResponseBuilder,
) -> io::Result<HttpResponse> {
    response
        .insert_header(header::ETag(version.tag.clone()))
        .insert_header(header::LastModified(HttpDate::from(version.modified)))
        .insert_header((header::ACCEPT_RANGES, "bytes"));
    let content_range =
        |range| ContentRange(ContentRangeSpec::Bytes { range, instance_length: Some(version.size) });
    let (start, length) = match weigh(request, version) {
        Sent::NotModified => return Ok(response.status(StatusCode::NOT_MODIFIED).finish()),
        Sent::PreconditionFailed => return Ok(response.status(StatusCode::PRECONDITION_FAILED).finish()),
        Sent::NotSatisfiable => {
            response.insert_header(content_range(None));
            return Ok(response.status(StatusCode::RANGE_NOT_SATISFIABLE).finish());
        }
        Sent::Part(first, last) => {
            response.insert_header(content_range(Some((first, last)))).status(StatusCode::PARTIAL_CONTENT);
            (first, last - first + 1)
        }
        Sent::Whole => (0, version.size),
    };
    let mut file = tokio::fs::File::open(path).await?;
    if start > 0 {
        file.seek(SeekFrom::Start(start)).await?;
    }
    let body = ReaderStream::with_capacity(file.take(length), 64 * 1024);
    Ok(response.body(SizedStream::new(length, body)))
}

/// In the order of RFC 9110, section 13.2.2.
fn weigh(request: &HttpRequest, version: &Version) -> Sent {
    let has = |name| request.headers().contains_key(name);
    if has(header::IF_MATCH) {
        let matches = IfMatch::parse(request).is_ok_and(|wanted| match wanted {
            IfMatch::Any => true,
            IfMatch::Items(tags) => tags.iter().any(|tag| tag.strong_eq(&version.tag)),
        });
        if !matches {
            return Sent::PreconditionFailed;
        }
    } else if let Ok(IfUnmodifiedSince(since)) = IfUnmodifiedSince::parse(request)
        && seconds(version.modified) > seconds(since.into())
    {
        return Sent::PreconditionFailed;
    }
    if has(header::IF_NONE_MATCH) {
        let known = IfNoneMatch::parse(request).is_ok_and(|known| match known {
            IfNoneMatch::Any => true,
            IfNoneMatch::Items(tags) => tags.iter().any(|tag| tag.weak_eq(&version.tag)),
        });
        if known {
            return Sent::NotModified;
        }
    } else if let Ok(IfModifiedSince(since)) = IfModifiedSince::parse(request)
        && seconds(version.modified) <= seconds(since.into())
    {
        return Sent::NotModified;
    }
    range(request, version)
}

/// One range is answered. Several would need a multipart answer that no browser asks for: the whole is allowed
/// in their place. A range of something that has changed meanwhile is answered with the whole, too.
fn range(request: &HttpRequest, version: &Version) -> Sent {
    let asks = *request.method() == Method::GET && request.headers().contains_key(header::RANGE);
    if !asks || !is_same(request, version) {
        return Sent::Whole;
    }
    match Range::parse(request) {
        Ok(Range::Bytes(ranges)) => match ranges.as_slice() {
            [one] => satisfy(one, version.size)
                .map_or(Sent::NotSatisfiable, |(first, last)| Sent::Part(first, last)),
            _ => Sent::Whole,
        },
        _ => Sent::Whole,
    }
}

fn satisfy(range: &ByteRangeSpec, size: u64) -> Option<(u64, u64)> {
    range.to_satisfiable_range(size).filter(|(first, last)| first <= last && *last < size)
}

fn is_same(request: &HttpRequest, version: &Version) -> bool {
    if !request.headers().contains_key(header::IF_RANGE) {
        return true;
    }
    match IfRange::parse(request) {
        Ok(IfRange::EntityTag(tag)) => tag.strong_eq(&version.tag),
        Ok(IfRange::Date(date)) => seconds(version.modified) == seconds(date.into()),
        Err(_) => false,
    }
}

/// HTTP's dates have no fractions.
fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use actix_web::test::TestRequest;

    use super::*;

    fn sent(method: Method, headers: &[(&str, &str)]) -> Sent {
        let version = Version {
            tag: EntityTag::new_strong("abc".into()),
            modified: SystemTime::UNIX_EPOCH + Duration::from_millis(1_600_000_000_500),
            size: 100,
        };
        let mut request = TestRequest::default().method(method);
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        weigh(&request.to_http_request(), &version)
    }

    const THEN: &str = "Sun, 13 Sep 2020 12:26:40 GMT";
    const BEFORE: &str = "Sun, 13 Sep 2020 12:26:39 GMT";

    #[test]
    fn who_has_it_is_told_so() {
        for headers in [
            &[("if-none-match", "\"abc\"")][..],
            &[("if-none-match", "W/\"abc\", \"x\"")],
            &[("if-none-match", "*")],
            &[("if-modified-since", THEN)],
        ] {
            assert_eq!(sent(Method::GET, headers), Sent::NotModified, "{headers:?}");
        }
        for headers in [
            &[("if-none-match", "\"x\"")][..],
            &[("if-none-match", "\"x\""), ("if-modified-since", THEN)],
            &[("if-modified-since", BEFORE)],
            &[("if-modified-since", "yesterday")],
        ] {
            assert_eq!(sent(Method::GET, headers), Sent::Whole, "{headers:?}");
        }
    }

    #[test]
    fn a_failed_precondition_is_said() {
        assert_eq!(sent(Method::GET, &[("if-match", "\"x\"")]), Sent::PreconditionFailed);
        assert_eq!(sent(Method::GET, &[("if-match", "W/\"abc\"")]), Sent::PreconditionFailed);
        assert_eq!(sent(Method::GET, &[("if-unmodified-since", BEFORE)]), Sent::PreconditionFailed);
        assert_eq!(sent(Method::GET, &[("if-match", "\"abc\"")]), Sent::Whole);
        assert_eq!(sent(Method::GET, &[("if-unmodified-since", THEN)]), Sent::Whole);
    }

    #[test]
    fn ranges_are_cut_to_what_there_is() {
        for (range, expected) in [
            ("bytes=0-0", Sent::Part(0, 0)),
            ("bytes=10-", Sent::Part(10, 99)),
            ("bytes=-5", Sent::Part(95, 99)),
            ("bytes=-500", Sent::Part(0, 99)),
            ("bytes=90-500", Sent::Part(90, 99)),
            ("bytes=100-", Sent::NotSatisfiable),
            ("bytes=-0", Sent::NotSatisfiable),
            ("bytes=5-2", Sent::Whole),
            ("bytes=0-1,5-6", Sent::Whole),
            ("lines=1-2", Sent::Whole),
            ("bytes=x", Sent::Whole),
        ] {
            assert_eq!(sent(Method::GET, &[("range", range)]), expected, "{range}");
        }
        assert_eq!(sent(Method::HEAD, &[("range", "bytes=0-0")]), Sent::Whole);
    }

    #[test]
    fn a_range_of_something_else_is_the_whole() {
        let with = |value| sent(Method::GET, &[("range", "bytes=0-0"), ("if-range", value)]);
        assert_eq!(with("\"abc\""), Sent::Part(0, 0));
        assert_eq!(with(THEN), Sent::Part(0, 0));
        assert_eq!(with("\"x\""), Sent::Whole);
        assert_eq!(with("W/\"abc\""), Sent::Whole);
        assert_eq!(with(BEFORE), Sent::Whole);
    }
}
