//! A form with a file in it, streamed to disk: neither the file nor the form ever lies in memory whole.

use std::path::Path;

use actix_multipart::{Field, Multipart};
use futures_util::{StreamExt as _, TryStreamExt as _};
use tempfile::{NamedTempFile, TempPath};
use tokio::{fs::File, io::AsyncWriteExt as _};

use super::{Error, Result, forms};
use crate::storage;

/// How the names of files begin that were sent.
const BEGINNING: &str = "upload-";
/// More fields than any form of ours has.
const MOST_FIELDS: usize = 64;

/// A form as it came.
#[derive(Debug, Default)]
pub(crate) struct Uploaded {
    /// Names and texts, in the order of the form.
    pub(crate) fields: Vec<(String, String)>,
    /// The file, if one was chosen.
    pub(crate) file: Option<UploadedFile>,
}

/// A file on disk, removed when this is dropped.
#[derive(Debug)]
pub(crate) struct UploadedFile {
    pub(crate) path: TempPath,
    /// As it is called where it comes from.
    pub(crate) name: String,
    /// In bytes, as sent.
    pub(crate) size: u64,
    /// It was larger than allowed, and is not kept whole.
    pub(crate) too_large: bool,
}

impl Uploaded {
    /// The text of a field; empty if the form has none of this name.
    pub(crate) fn text(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, text)| text.trim())
    }
}

/// How much of a form is taken, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Of the file.
    pub(crate) file: u64,
    /// Of each text: more than the field takes, so that its form says so beside it.
    pub(crate) text: usize,
}

/// Reads a form whose file stands in the field `file`, in whatever order its fields come. Of a file that is too large
/// the rest is read and dropped, so that the browser is there for the answer.
///
/// # Errors
/// `BadRequest` where the form cannot be read, `TooSlow` where it stops coming.
pub(crate) async fn read(mut form: Multipart, folder: &Path, file: &str, limits: Limits) -> Result<Uploaded> {
    let mut uploaded = Uploaded::default();
    while let Some(mut field) = forms::next(form.try_next()).await?.map_err(|_| Error::BadRequest)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == file && uploaded.file.is_none() {
            uploaded.file = store(&mut field, folder, limits.file).await?;
        } else if uploaded.fields.len() < MOST_FIELDS {
            uploaded.fields.push((name, text(&mut field, limits.text).await?));
        } else {
            return Err(Error::TooLarge);
        }
    }
    Ok(uploaded)
}

/// The rest of a text that is too long is dropped, and what is no UTF-8 is marked: both are for the form to refuse.
async fn text(field: &mut Field, longest: usize) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = forms::next(field.next()).await? {
        let chunk = chunk.map_err(|_| Error::BadRequest)?;
        let room = longest.saturating_sub(bytes.len()).min(chunk.len());
        bytes.extend(chunk.iter().take(room));
    }
    // What is no text becomes one that no field of ours takes: its form says so beside it.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A field of a file that was not chosen comes without a name and without bytes.
async fn store(field: &mut Field, folder: &Path, limit: u64) -> Result<Option<UploadedFile>> {
    let name =
        field.content_disposition().and_then(|about| about.get_filename()).unwrap_or_default().to_owned();
    std::fs::create_dir_all(folder)?;
    storage::clear_forgotten(folder, BEGINNING)?;
    let (file, path) = NamedTempFile::with_prefix_in(BEGINNING, folder)?.into_parts();
    let mut file = File::from_std(file);
    let mut size = 0;
    while let Some(chunk) = forms::next(field.next()).await? {
        let chunk = chunk.map_err(|_| Error::BadRequest)?;
        size += chunk.len() as u64;
        if size <= limit {
            file.write_all(&chunk).await?;
        }
    }
    file.flush().await?;
    let chosen = size > 0 || !name.is_empty();
    Ok(chosen.then_some(UploadedFile { path, name, size, too_large: size > limit }))
}
