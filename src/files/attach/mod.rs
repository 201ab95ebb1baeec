//! Taking attachments in.

mod dimensions;
mod sniff;
mod store;

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek as _},
};

use jiff::Timestamp;
use sqlx::PgConnection;

use self::dimensions::dimensions;
use crate::{
    files::thumbnails,
    ids::{FileId, UserId},
    storage::{Blobs, Hash, Stored},
};

/// An attachment whose bytes are stored, and what was found out about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its SHA-256, by which the blob is found.
    pub hash: Hash,
    /// Its length in bytes.
    pub size: u64,
    /// The last part of its path.
    pub name: String,
    /// By its bytes.
    pub media_type: String,
    /// Width and height of a picture, in pixels.
    pub pixels: Option<(i32, i32)>,
}

/// Puts the bytes of an attachment among the blobs and looks at what they are. Blocking, in pieces.
///
/// # Errors
/// When reading or storing fails; nothing is kept then.
pub fn take_in(blobs: &Blobs, name: &str, content: &mut dyn Read) -> io::Result<Attachment> {
    let Stored { hash, size } = blobs.put(content)?;
    let mut file = File::open(blobs.path(&hash))?;
    let mut head = Vec::new();
    io::Read::by_ref(&mut file).take(sniff::HEAD as u64).read_to_end(&mut head)?;
    let media_type = sniff::media_type(&head, name);
    file.rewind()?;
    let pixels = dimensions(&mut BufReader::new(file), &media_type)?;
    // A name with characters that no database holds is a name all the same.
    Ok(Attachment { hash, size, name: name.replace('\0', "\u{fffd}"), media_type, pixels })
}

/// Keeps the bytes that this connection's session is about to put until their rows are committed: without it they
/// could be swept out between the two.
///
/// # Errors
/// When the database fails.
pub async fn hold(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    super::store::lock_for_putting(connection).await
}

/// The same until this transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn hold_for_transaction(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    super::store::lock_for_transaction(connection).await
}

/// Lets somebody read an attachment that no note shows yet: they have just brought it.
///
/// # Errors
/// When the database fails.
pub async fn lend(connection: &mut PgConnection, file: FileId, person: UserId) -> Result<(), sqlx::Error> {
    store::insert_reader(connection, file, person).await
}

/// Keeps attachments: new ones are added, the content of known ones is replaced under the same id, so that
/// links to them stay. Smaller ones of pictures are made soon after.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    connection: &mut PgConnection,
    attachments: &[(FileId, Attachment)],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    store::upsert_files(connection, attachments, now).await?;
    thumbnails::enqueue(connection, attachments, now).await
}

/// Removes attachments. Their blobs may be shared; those that are not are swept out later.
///
/// # Errors
/// When the database fails.
pub async fn remove(connection: &mut PgConnection, files: &[FileId]) -> Result<(), sqlx::Error> {
    store::delete_files(connection, files).await
}
