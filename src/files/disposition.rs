//! How a browser may treat an attachment: shown or saved, under which name, with which rights.

use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::ids::FileId;

/// RFC 3986's unreserved characters stay as they are.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Nothing runs, nothing is fetched, nothing is ours: an SVG keeps its own styles, no more.
pub(super) const SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/// A document may be leafed through within our own pages, and nowhere else.
pub(super) const LEAFED_THROUGH: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// The address of an attachment.
#[must_use]
pub fn address(id: FileId, name: &str) -> String {
    // Some would drop a segment of dots before they ask.
    let name = if matches!(name, "." | "..") { "_" } else { name };
    format!("/files/{id}/{}", utf8_percent_encode(name, SEGMENT))
}

/// What is done with a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// Shown as it is: it can carry no program.
    Show,
    /// Shown as it is, in a page of ours too.
    LeafThrough,
    /// Shown, but it may do nothing.
    ShowSandboxed,
    /// Saved, and should it be opened from our origin nevertheless, it may do nothing.
    Save,
}

/// An allow-list: what is not known to be harmless is saved.
pub(super) fn treatment(media_type: &str) -> Treatment {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.split_once('/') {
        Some(("image", "svg+xml")) => Treatment::ShowSandboxed,
        Some(("image", kind)) if !kind.ends_with("xml") => Treatment::Show,
        Some(("audio" | "video", kind)) if !kind.ends_with("xml") => Treatment::Show,
        Some(("application", "pdf")) => Treatment::LeafThrough,
        Some(("text", "plain")) => Treatment::Show,
        _ => Treatment::Save,
    }
}

/// `Content-Disposition` (RFC 6266) for any name: in ASCII for all, and in UTF-8 (RFC 8187) where that differs.
pub(super) fn disposition(treatment: Treatment, name: &str) -> ContentDisposition {
    let clean = |ch: char| if ch.is_control() || matches!(ch, '/' | '\\') { '_' } else { ch };
    let name: String = name.chars().map(clean).collect();
    let ascii: String =
        name.chars().map(|ch| if ch.is_ascii() && !matches!(ch, '"' | '%') { ch } else { '_' }).collect();
    let mut parameters = vec![DispositionParam::Filename(ascii.clone())];
    if ascii != name {
        parameters.push(DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: name.into_bytes(),
        }));
    }
    let disposition = match treatment {
        Treatment::Show | Treatment::LeafThrough | Treatment::ShowSandboxed => DispositionType::Inline,
        Treatment::Save => DispositionType::Attachment,
    };
    ContentDisposition { disposition, parameters }
}

/// Shown in the browser, and saved under this name.
#[must_use]
pub fn inline(name: &str) -> ContentDisposition {
    disposition(Treatment::Show, name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_carries_no_program_is_shown() {
        for (media_type, expected) in [
            ("image/png", Treatment::Show),
            ("IMAGE/PNG; x=y", Treatment::Show),
            ("audio/mpeg", Treatment::Show),
            ("application/pdf", Treatment::LeafThrough),
            ("text/plain; charset=utf-8", Treatment::Show),
            ("image/svg+xml", Treatment::ShowSandboxed),
            ("image/x+xml", Treatment::Save),
            ("text/html", Treatment::Save),
            ("text/xml", Treatment::Save),
            ("application/xhtml+xml", Treatment::Save),
            ("text/javascript", Treatment::Save),
            ("application/octet-stream", Treatment::Save),
            ("", Treatment::Save),
        ] {
            assert_eq!(treatment(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn every_name_survives() {
        let header = |name: &str| disposition(Treatment::Save, name).to_string();
        assert_eq!(header("a b.pdf"), r#"attachment; filename="a b.pdf""#);
        assert_eq!(
            header("ação \"1\".pdf"),
            "attachment; filename=\"a__o _1_.pdf\"; filename*=UTF-8''a%C3%A7%C3%A3o%20%221%22.pdf"
        );
        assert_eq!(header("a\r\nSet-Cookie: x"), "attachment; filename=\"a__Set-Cookie: x\"");
    }

    #[test]
    fn an_address_holds_any_name_in_one_segment() {
        let id = FileId(uuid::Uuid::nil());
        assert!(address(id, "#1?a%/b c.png").ends_with("/%231%3Fa%25%2Fb%20c.png"));
        assert!(address(id, "..").ends_with("/_"));
    }

    proptest! {
        #[test]
        fn a_header_is_one_line(name in any::<String>()) {
            let header = disposition(Treatment::Show, &name).to_string();
            prop_assert!(!header.chars().any(char::is_control) && header.is_ascii(), "{header}");
            prop_assert!(actix_web::http::header::HeaderValue::from_str(&header).is_ok());
        }
    }
}
