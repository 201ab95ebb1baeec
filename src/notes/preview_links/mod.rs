//! Links by which somebody without an account sees one note, draft or not, until they end.
//!
//! A link's token is random, and only its hash is kept (as with sessions), so that who reads the database opens nothing.
//! It is looked up by that hash: how long this takes tells nothing of the token. Nothing counts wrong tokens, for none of
//! 2²⁵⁶ is ever guessed.
//!
//! What a link shows is drawn for a guest: of other notes and their files it shows what everybody sees. Of the note itself
//! it shows the whole text and the files in it. A link stands as long as whoever made it may read and change the note
//! (`standing_preview_links`), and ends for good when the note goes to the bin.
//!
//! Owns the table `preview_links`.

mod store;

use data_encoding::BASE64URL_NOPAD;
use jiff::{Timestamp, ToSpan as _};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;

use super::editing::{
    EditError, Writer,
    preview::{self, Where},
};
use crate::{
    i18n::Locale,
    ids::{FileId, NoteId, PreviewLinkId},
    state::State,
    text::language::Language,
};

/// For how many days a link may last; the second is usual.
pub const DAYS: [i64; 3] = [1, 7, 30];
/// How long a link usually lasts, in days.
pub const USUAL_DAYS: i64 = 7;
/// So many links lead to one note at a time.
pub const MOST: i64 = 10;
/// Bytes of a token: 256 bits, twice what cannot be guessed any more.
const TOKEN_BYTES: usize = 32;

/// A link, as those see it who may change its note.
#[derive(Clone, Debug)]
pub struct PreviewLink {
    /// Which.
    pub id: PreviewLinkId,
    /// Who made it.
    pub maker: String,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// When it was last opened, if it ever was.
    pub opened: Option<Timestamp>,
    /// How often it was opened.
    pub times: i32,
}

/// A note that a link leads to.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Which.
    pub note: NoteId,
    /// Where its text lies.
    pub at: Where,
    /// Its title.
    pub title: String,
    /// Its language (BCP 47).
    pub language: String,
    /// Which way it is written: `ltr` or `rtl`.
    pub dir: String,
    /// Its newest text.
    pub source: String,
    /// Whether readers see it without the link, too, if they may read it.
    pub published: bool,
    /// When that text was saved.
    pub saved: Timestamp,
    /// When the link ends.
    pub ends: Timestamp,
}

/// Why no link was made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// There are [`MOST`] already.
    #[error("no more links fit")]
    Full,
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The machine gives no random bytes.
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
}

/// The links that lead to a note, the newest first. Whether they may be seen, the caller has asked.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: &mut PgConnection, note: NoteId, now: Timestamp) -> sqlx::Result<Vec<PreviewLink>> {
    store::list_standing(db, note, now).await
}

/// Makes a link to a note, for so many days; its token, which is known from now on to whoever has it, and to nobody else.
/// That its maker may change the note, the caller has asked.
///
/// # Errors
/// See [`MakeError`].
pub async fn make(
    db: &mut PgConnection,
    note: NoteId,
    by: &Writer,
    days: i64,
    now: Timestamp,
) -> Result<String, MakeError> {
    let mut bytes = [0; TOKEN_BYTES];
    getrandom::fill(&mut bytes)?;
    let token = BASE64URL_NOPAD.encode(&bytes);
    let ends = now.checked_add((days * 24).hours()).unwrap_or(now);
    store::lock(db, note).await?;
    let new = store::New { id: PreviewLinkId::new(), hash: &hash_of(&token), note, maker: by.id, now, ends };
    if store::insert(db, &new, MOST).await? { Ok(token) } else { Err(MakeError::Full) }
}

/// Ends a link to a note; whether there was such a one.
///
/// # Errors
/// When the database does not answer.
pub async fn end(db: &mut PgConnection, note: NoteId, link: PreviewLinkId) -> sqlx::Result<bool> {
    store::delete(db, note, link).await
}

/// Ends all links to some notes.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(db: &mut PgConnection, notes: &[NoteId]) -> sqlx::Result<()> {
    store::delete_of(db, notes).await
}

/// The note that a token opens, if it opens one; `counts`: somebody looks at it.
///
/// # Errors
/// When the database does not answer.
pub async fn open(
    db: &mut PgConnection,
    token: &str,
    counts: bool,
    now: Timestamp,
) -> sqlx::Result<Option<Opened>> {
    if !is_token(token) {
        return Ok(None);
    }
    store::open(db, &hash_of(token), counts, now).await
}

/// The text that was opened by a token, as HTML that is safe to send. Two queries, if it has links.
///
/// # Errors
/// See [`EditError`].
pub async fn draw(
    db: &mut PgConnection,
    opened: &Opened,
    token: &str,
    usual: &Language,
    locale: Locale,
) -> Result<String, EditError> {
    let token = token.to_owned();
    let lent = move |file| file_address(&token, file);
    let drawn = preview::for_guest(db, opened.source.clone(), &opened.at, usual, (&lent, locale)).await?;
    Ok(drawn.html)
}

/// Whether a token opens a note whose text shows or links to a file.
///
/// # Errors
/// When the database does not answer.
pub async fn shows(db: &mut PgConnection, token: &str, file: FileId, now: Timestamp) -> sqlx::Result<bool> {
    if !is_token(token) {
        return Ok(false);
    }
    store::shows(db, &hash_of(token), file, now).await
}

/// Forgets links that have ended; tells how many.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(state: &State) -> sqlx::Result<u64> {
    let mut db = state.pool.acquire().await?;
    store::delete_ended(&mut db, state.clock.now()).await
}

/// `/preview/{token}`
#[must_use]
pub fn address(token: &str) -> String {
    format!("/preview/{token}")
}

/// The address of a file in the text that a token opens.
#[must_use]
pub fn file_address(token: &str, file: FileId) -> String {
    format!("/preview/{token}/files/{file}")
}

/// Whether a text has the form of a token; what has not is nobody's.
fn is_token(text: &str) -> bool {
    text.len() == BASE64URL_NOPAD.encode_len(TOKEN_BYTES)
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn hash_of(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_stands_in_an_address_as_it_is() {
        let token = BASE64URL_NOPAD.encode(&[255; TOKEN_BYTES]);
        assert!(is_token(&token), "{token}");
        for text in ["", "x", &token[1..], &format!("{token}A"), &token.replace('_', "/"), &"é".repeat(21)] {
            assert!(!is_token(text), "{text}");
        }
        let file: FileId = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        assert!(file_address(&token, file).starts_with(&address(&token)));
    }

    #[test]
    fn the_usual_time_may_be_chosen() {
        assert!(DAYS.contains(&USUAL_DAYS));
    }

    proptest! {
        #[test]
        fn any_token_is_one_and_hashes_to_its_own(one in any::<[u8; TOKEN_BYTES]>(), other in any::<[u8; TOKEN_BYTES]>()) {
            let [one, other] = [one, other].map(|bytes| BASE64URL_NOPAD.encode(&bytes));
            prop_assert!(is_token(&one) && hash_of(&one).len() == 32);
            prop_assert_eq!(hash_of(&one) == hash_of(&other), one == other);
        }

        #[test]
        fn any_text_is_a_token_or_not(text in any::<String>()) {
            let _ = is_token(&text);
        }
    }
}
