//! How large a picture is, in pixels, from its first bytes.

use std::io::{self, BufRead, Read as _, Seek};

/// Reads width and height of a PNG, JPEG, GIF, WebP or SVG; `None` for anything else and for what is broken.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn dimensions(
    file: &mut (impl BufRead + Seek),
    media_type: &str,
) -> io::Result<Option<(i32, i32)>> {
    if media_type == "image/svg+xml" {
        let mut head = Vec::new();
        file.take(super::sniff::HEAD as u64).read_to_end(&mut head)?;
        return Ok(svg(&String::from_utf8_lossy(&head)));
    }
    if !matches!(media_type, "image/png" | "image/jpeg" | "image/gif" | "image/webp") {
        return Ok(None);
    }
    let size = imagesize::reader_size(file).ok();
    Ok(size.and_then(|size| checked(i32::try_from(size.width).ok()?, i32::try_from(size.height).ok()?)))
}

/// From `width` and `height` where both are plain numbers, else from the `viewBox`.
fn svg(text: &str) -> Option<(i32, i32)> {
    let tag = text.get(text.find("<svg")?..)?;
    let tag = tag.get(..tag.find('>')?)?;
    let pixels = |name| attribute(tag, name)?.trim_end_matches("px").trim().parse::<f64>().ok();
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return rounded(width, height);
    }
    let numbers: Vec<f64> = attribute(tag, "viewBox")?
        .split([' ', ',', '\t', '\n', '\r'])
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    match numbers.as_slice() {
        [_, _, width, height] => rounded(*width, *height),
        _ => None,
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    for quote in ['"', '\''] {
        let start = format!("{name}={quote}");
        let found = tag
            .match_indices(&start)
            .find(|(at, _)| tag.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace)));
        if let Some((at, _)) = found {
            return tag.get(at + start.len()..)?.split(quote).next();
        }
    }
    None
}

fn rounded(width: f64, height: f64) -> Option<(i32, i32)> {
    let fits = |size: f64| (1.0..=f64::from(LARGEST)).contains(&size);
    #[expect(clippy::cast_possible_truncation, reason = "checked to fit")]
    (fits(width) && fits(height)).then(|| (width.round() as i32, height.round() as i32))
}

fn checked(width: i32, height: i32) -> Option<(i32, i32)> {
    let fits = |size| (1..=LARGEST).contains(&size);
    (fits(width) && fits(height)).then_some((width, height))
}

/// Nobody shows a wider picture.
const LARGEST: i32 = 100_000;

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn of(bytes: &[u8], media_type: &str) -> Option<(i32, i32)> {
        dimensions(&mut Cursor::new(bytes), media_type).unwrap()
    }

    #[test]
    fn pictures_tell_their_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x2c\0\0\0\xc8\x08\x06\0\0\0";
        assert_eq!(of(png, "image/png"), Some((300, 200)));
        assert_eq!(of(b"GIF89a\x0a\0\x14\0\0\0\0\0\0\0\0\0\0\0", "image/gif"), Some((10, 20)));
        assert_eq!(of(&png[..12], "image/png"), None);
        assert_eq!(of(b"text", "text/plain"), None);
    }

    #[test]
    fn drawings_tell_their_size() {
        let of = |tag: &str| of(format!("<?xml?>\n{tag}").as_bytes(), "image/svg+xml");
        assert_eq!(of("<svg width=\"30px\" height='20.4'>"), Some((30, 20)));
        assert_eq!(of("<svg stroke-width='3' viewBox='0,0 64 32'>"), Some((64, 32)));
        assert_eq!(of("<svg width='100%' height='100%' viewBox=\"0 0 8 9\">"), Some((8, 9)));
        assert_eq!(of("<svg width='-3' height='4'>"), None);
        assert_eq!(of("<svg"), None);
    }
}
