//! What a file is, by its bytes. A name may be wrong, or lie; it only decides between kinds of plain text.

/// How many bytes of the start are looked at.
pub(super) const HEAD: usize = 16 * 1024;

/// The media type of a file from its first bytes ([`HEAD`] of them) and its name.
///
/// Documents that a browser would run something of (HTML, SVG, XML) are told by what they contain, wherever it
/// stands in the head, so that no name turns them into a picture or a text.
#[must_use]
pub(super) fn media_type(head: &[u8], name: &str) -> String {
    // `infer` also takes text for markup or scripts; those are told apart below.
    if let Some(kind) = infer::get(head).filter(|kind| kind.matcher_type() != infer::MatcherType::Text) {
        return kind.mime_type().to_owned();
    }
    let Some(text) = text(head) else { return "application/octet-stream".to_owned() };
    markup(&text).unwrap_or_else(|| by_extension(name)).to_owned()
}

/// The head as text, if it is text: UTF-8 (it may be cut inside a character) or UTF-16 with its mark.
fn text(head: &[u8]) -> Option<String> {
    let utf_16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if utf_16 {
        return Some(crate::text::encoding::decode(head).text);
    }
    if head.contains(&0) {
        return None;
    }
    match std::str::from_utf8(head) {
        Ok(text) => Some(text.to_owned()),
        Err(error) if error.error_len().is_none() => {
            Some(String::from_utf8_lossy(head.get(..error.valid_up_to())?).into_owned())
        }
        // Old Western texts: no control characters but those of a typewriter.
        Err(_) if head.iter().all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)) => {
            Some(head.iter().map(|byte| char::from(*byte)).collect())
        }
        Err(_) => None,
    }
}

fn markup(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if !text.starts_with('<') {
        return None;
    }
    // The root element stands behind declarations and comments.
    let root = root(&text);
    if root.starts_with("<svg") || root.contains(":svg") {
        return Some("image/svg+xml");
    }
    let html = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<title",
        "<style",
        "<table",
        "<a ",
    ];
    if html.iter().any(|mark| text.contains(mark)) {
        return Some("text/html");
    }
    if text.starts_with("<?xml") || text.contains("xmlns") { Some("application/xml") } else { None }
}

/// What begins with the first tag that is neither declaration nor comment.
fn root(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") {
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!") {
            // A document type may hold declarations of its own in brackets.
            let close =
                if rest.split('>').next().is_some_and(|first| first.contains('[')) { "]>" } else { ">" };
            rest.find(close).map(|at| at + close.len())
        } else {
            let end = rest.find('>').unwrap_or(rest.len());
            return rest.get(..end).unwrap_or(rest);
        };
        match end.and_then(|end| rest.get(end..)) {
            Some(after) => rest = after,
            None => return "",
        }
    }
}

/// Kinds of text that no browser runs when it opens them.
fn by_extension(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "css" => "text/css",
        "csv" => "text/csv",
        "ics" => "text/calendar",
        "js" | "mjs" => "text/javascript",
        "json" | "canvas" | "geojson" => "application/json",
        "md" | "markdown" => "text/markdown",
        "vtt" => "text/vtt",
        "yaml" | "yml" | "base" => "application/yaml",
        _ => "text/plain",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_beat_the_name() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
        assert_eq!(media_type(png, "page.html"), "image/png");
        assert_eq!(media_type(b"%PDF-1.7\n%\xe2\xe3", "a.png"), "application/pdf");
        assert_eq!(media_type(b"MZ\0\x01\x02", "a.txt"), "application/vnd.microsoft.portable-executable");
        assert_eq!(media_type(b"\0\x01\x02\x03", "a.jpg"), "application/octet-stream");
    }

    #[test]
    fn no_name_hides_what_a_browser_would_run() {
        for (bytes, expected) in [
            ("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
            (
                "\u{feff}<?xml version='1.0'?><!-- a --><!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
                "image/svg+xml",
            ),
            ("<?xml version='1.0'?><x:svg xmlns:x='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
            ("  <!-- note -->\n<p>hi</p><script>alert(1)</script>", "text/html"),
            ("<!DOCTYPE HTML><p>hi", "text/html"),
            ("<?xml version='1.0'?><feed/>", "application/xml"),
        ] {
            for name in ["a.txt", "a.png", "a.css", "a"] {
                assert_eq!(media_type(bytes.as_bytes(), name), expected, "{bytes}");
            }
        }
    }

    #[test]
    fn text_is_told_by_its_name() {
        assert_eq!(media_type(b"a,b\n1,2", "Tabela.CSV"), "text/csv");
        assert_eq!(media_type("ação".as_bytes(), "a.exe"), "text/plain");
        assert_eq!(media_type(b"a\xe7\xe3o", "latin.txt"), "text/plain");
        assert_eq!(media_type("aç".as_bytes().split_last().unwrap().1, "cut.txt"), "text/plain");
        assert_eq!(media_type(b"", "empty"), "text/plain");
    }
}
