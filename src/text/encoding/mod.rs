//! From bytes to text: Unicode with or without a mark, the old encodings of Western files, and text that an
//! earlier program decoded wrongly.

mod mojibake;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A file's text, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; newlines stay as they are.
    pub text: String,
    /// The encoding of the bytes, by its name in the WHATWG Encoding Standard.
    pub encoding: &'static str,
    /// The wrong codec that the text had once been read with, if that was undone: `macintosh`,
    /// `windows-1252` or `iso-8859-1`.
    pub repaired: Option<&'static str>,
}

/// How many bytes tell UTF-16 without a mark from other encodings.
const SAMPLE: usize = 4096;

/// Decodes the bytes of a text file.
///
/// In this order: a byte order mark, UTF-8, UTF-16 without a mark (by where its zero bytes fall), and else what
/// chardetng takes it for, usually Windows-1252. What cannot be decoded becomes U+FFFD. Text in UTF-8 is then
/// repaired if it had been decoded wrongly before it was saved; healthy text is never touched.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return decoded(text.into_owned(), encoding);
    }
    if let Some(encoding) = utf_16_by_zeros(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        if !broken {
            return decoded(text.into_owned(), encoding);
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return decoded(text.to_owned(), UTF_8);
    }
    // An upload or an unfinished write may be cut inside its last character: still UTF-8.
    if let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
        && let Some(valid) = bytes.get(..error.valid_up_to())
        && !valid.is_ascii()
    {
        return decoded(String::from_utf8_lossy(valid).into_owned() + "\u{fffd}", UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), repaired: None }
}

fn decoded(text: String, encoding: &'static Encoding) -> Decoded {
    match mojibake::repair(&text) {
        Some((text, codec)) => Decoded { text, encoding: encoding.name(), repaired: Some(codec) },
        None => Decoded { text, encoding: encoding.name(), repaired: None },
    }
}

/// UTF-16 without a mark: text of any alphabet has many characters below U+0100 (spaces, line ends, markup),
/// whose high byte is zero, always on the same side; no other encoding of text has zero bytes.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut even, mut odd, mut pairs) = (0_usize, 0_usize, 0_usize);
    for pair in bytes.chunks_exact(2).take(SAMPLE / 2) {
        pairs += 1;
        match pair {
            [0, 0] => return None,
            [0, _] => even += 1,
            [_, 0] => odd += 1,
            _ => {}
        }
    }
    let many = pairs.div_ceil(10);
    if even == 0 && odd >= many {
        Some(UTF_16LE)
    } else if odd == 0 && even >= many {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;
    use proptest::prelude::*;

    use super::*;

    const NOTE: &str = "# Ação\r\n\r\nO coração não é só músculo — “é memória”.\n";

    fn utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn unicode_is_read_with_and_without_a_mark() {
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let (le, be) = (utf_16(NOTE, u16::to_le_bytes), utf_16(NOTE, u16::to_be_bytes));
        for (bytes, encoding) in [
            (NOTE.as_bytes().to_vec(), "UTF-8"),
            (marked(b"\xef\xbb\xbf", NOTE.as_bytes()), "UTF-8"),
            (marked(b"\xff\xfe", &le), "UTF-16LE"),
            (marked(b"\xfe\xff", &be), "UTF-16BE"),
            (le, "UTF-16LE"),
            (be, "UTF-16BE"),
        ] {
            assert_eq!(decode(&bytes), Decoded { text: NOTE.into(), encoding, repaired: None });
        }
    }

    #[test]
    fn western_files_are_windows_1252() {
        let (bytes, _, _) = WINDOWS_1252.encode(NOTE);
        assert_eq!(decode(&bytes), Decoded { text: NOTE.into(), encoding: "windows-1252", repaired: None });
        let latin: Vec<u8> = "¿Qué pasó mañana?".chars().map(|ch| u8::try_from(ch).unwrap()).collect();
        assert_eq!(decode(&latin).text, "¿Qué pasó mañana?");
    }

    #[test]
    fn a_cut_character_does_not_change_the_encoding() {
        let bytes = "Está é uma ção".as_bytes();
        let cut = decode(&bytes[..bytes.len() - 2]);
        assert_eq!((cut.text.as_str(), cut.encoding), ("Está é uma ç\u{fffd}", "UTF-8"));
    }

    #[test]
    fn nothing_is_an_empty_text() {
        assert_eq!(decode(b""), Decoded { text: String::new(), encoding: "UTF-8", repaired: None });
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in any::<Vec<u8>>()) {
            let _ = decode(&bytes);
        }

        #[test]
        fn plain_ascii_is_itself(text in "[ -~\\n\\r\\t]*") {
            prop_assert_eq!(decode(text.as_bytes()).text, text);
        }
    }
}
