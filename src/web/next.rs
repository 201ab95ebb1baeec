//! Where a visitor goes after signing in: back, and never off the site.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A `next` that stays on the site: an absolute path; anything else becomes the front page.
#[must_use]
pub fn safe(next: Option<&str>) -> String {
    next.filter(|next| is_local(next)).unwrap_or("/").to_owned()
}

/// `/login` with the way back.
#[must_use]
pub fn login(back: &str) -> String {
    with_next("/login", back)
}

/// An address with the way back; the front page needs none.
#[must_use]
pub fn with_next(address: &str, back: &str) -> String {
    if back == "/" || !is_local(back) || back.starts_with("/login") || back.starts_with("/signup") {
        return address.to_owned();
    }
    format!("{address}?next={}", utf8_percent_encode(back, QUERY))
}

/// Browsers read `//host` and `/\host` as another site, and drop tabs and newlines before they look.
fn is_local(next: &str) -> bool {
    next.starts_with('/')
        && next.len() <= 2048
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_never_leaves_the_site() {
        for wrong in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "evil",
            "",
            "/\t/evil.example",
            "/a\r\nSet-Cookie: x",
            "javascript:alert(1)",
        ] {
            assert_eq!(safe(Some(wrong)), "/", "{wrong:?}");
        }
        assert_eq!(safe(Some("/notes/a?page=2#b")), "/notes/a?page=2#b");
        assert_eq!(safe(None), "/");
    }

    #[test]
    fn the_way_back_is_encoded() {
        assert_eq!(login("/notes/a?page=2"), "/login?next=/notes/a%3Fpage%3D2");
        assert_eq!(login("/"), "/login");
        assert_eq!(login("/login?next=/x"), "/login");
    }
}
