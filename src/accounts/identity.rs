//! E-mail addresses and names of people, which cannot be wrong once parsed.

use std::fmt;

/// The longest address that mail can be sent to (RFC 3696, erratum 1690).
const LONGEST_EMAIL: usize = 254;
/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

/// An e-mail address, as its owner writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

/// A text that is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an e-mail address; write the whole of it, such as livia@example.org")]
pub struct BadEmail;

impl Email {
    /// Takes what has one `@` between two parts without spaces. Whether mail arrives there only a mail can tell.
    ///
    /// # Errors
    /// [`BadEmail`].
    pub fn parse(text: &str) -> Result<Self, BadEmail> {
        let text = text.trim();
        let parts: Vec<&str> = text.split('@').collect();
        let whole = matches!(parts.as_slice(), [local, domain] if !local.is_empty() && !domain.is_empty());
        let clean = !text.chars().any(|character| character.is_whitespace() || character.is_control());
        if whole && clean && text.len() <= LONGEST_EMAIL { Ok(Self(text.to_owned())) } else { Err(BadEmail) }
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one address have in common.
    #[must_use]
    pub fn key(&self) -> String {
        email_key(&self.0)
    }
}

/// The key of whatever was typed as an address: what is none has a key that nobody owns. A control character is in
/// no address, and PostgreSQL's texts cannot hold the first of them; a space stands for it.
pub(super) fn email_key(text: &str) -> String {
    text.trim().replace(char::is_control, " ").to_lowercase()
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a person is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName(String);

/// A text that is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name has 1 to {LONGEST_NAME} characters in one line")]
pub struct BadName;

impl PersonName {
    /// Takes any name; white space around and doubled inside is dropped.
    ///
    /// # Errors
    /// [`BadName`].
    pub fn parse(text: &str) -> Result<Self, BadName> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = (1..=LONGEST_NAME).contains(&text.chars().count());
        if fits && !text.chars().any(char::is_control) { Ok(Self(text)) } else { Err(BadName) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_whole() {
        for right in ["a@b", " Lívia.Prado+x@exämple.org ", "\"odd\"@example.org"] {
            assert!(Email::parse(right).is_ok(), "{right}");
        }
        for wrong in ["", "livia", "@example.org", "livia@", "a@b@c", "a b@c", "a@b\u{7}", "a@b\nc"] {
            assert_eq!(Email::parse(wrong), Err(BadEmail), "{wrong:?}");
        }
        assert!(Email::parse(&format!("{}@b", "a".repeat(252))).is_ok());
        assert!(Email::parse(&format!("{}@b", "a".repeat(253))).is_err());
    }

    #[test]
    fn spellings_of_one_address_share_a_key() {
        let email = Email::parse("Lívia@Example.org").unwrap();
        assert_eq!(email.key(), email_key("  LÍVIA@EXAMPLE.ORG\n"));
        assert_eq!(email.to_string(), "Lívia@Example.org");
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(PersonName::parse("  Lívia \n Prado ").unwrap().as_str(), "Lívia Prado");
        for wrong in ["", " \t", "a\u{0}b", &"x".repeat(101)] {
            assert_eq!(PersonName::parse(wrong), Err(BadName), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_fits_the_database(text in "\\PC{0,300}@?\\PC{0,20}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert!((3..=254).contains(&email.as_str().chars().count()));
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
            }
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert!((1..=100).contains(&name.as_str().chars().count()));
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
            }
        }
    }
}
