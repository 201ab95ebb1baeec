//! From bytes to text.

/// A file's text, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; newlines stay as they are.
    pub text: String,
    /// The encoding of the bytes.
    pub encoding: &'static str,
    /// The wrong codec that the text had once been read with, if that was undone.
    pub repaired: Option<&'static str>,
}

/// Decodes the bytes of a text file.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding: "UTF-8", repaired: None }
}
