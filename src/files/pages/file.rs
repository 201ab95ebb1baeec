//! `/files/{id}/{name}`: an attachment, to those who may read a note that uses it.

use std::io;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, ContentEncoding, EntityTag},
    web::{Data, Path},
};
use data_encoding::BASE64URL_NOPAD;

use super::super::{
    answer::{self, Version},
    disposition::{self, LEAFED_THROUGH, SANDBOX, Treatment},
    store::{self, Row},
};
use crate::{
    ids::FileId,
    state::State,
    web::{Error, Result, Visitor},
};

pub(super) async fn get(
    request: HttpRequest,
    path: Path<(String, String)>,
    visitor: Visitor,
    state: Data<State>,
) -> Result {
    let (id, name) = path.into_inner();
    let id: FileId = id.parse().map_err(|_| Error::NotFound)?;
    let file = {
        let mut db = state.pool.acquire().await?;
        store::find_file(&mut db, id, visitor.audiences.ids()).await?.ok_or(Error::NotFound)?
    };
    let address = disposition::address(id, &file.name);
    if name != file.name && request.path() != address {
        return Ok(HttpResponse::PermanentRedirect().insert_header((header::LOCATION, address)).finish());
    }
    send(&request, &state, id, &file).await
}

/// Answers with a file that the asker may read.
pub(in crate::files) async fn send(request: &HttpRequest, state: &State, id: FileId, file: &Row) -> Result {
    let hash = file.hash().ok_or_else(|| Error::Internal(anyhow::anyhow!("file {id} has no hash")))?;
    let version = Version {
        tag: EntityTag::new_strong(BASE64URL_NOPAD.encode(&hash)),
        modified: file.created.to_jiff().into(),
        size: u64::try_from(file.size).unwrap_or_default(),
    };
    let treatment = disposition::treatment(&file.media_type);
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, content_type(&file.media_type)))
        .insert_header(disposition::disposition(treatment, &file.name))
        // Ranges count the bytes of the file as it is; and pictures, sound and films do not shrink.
        .insert_header(ContentEncoding::Identity)
        // Rights may end: the copy is asked after each time, which costs a 304.
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .insert_header(("cross-origin-resource-policy", "same-origin"));
    match treatment {
        Treatment::Show => {}
        Treatment::LeafThrough => {
            response
                .insert_header((header::CONTENT_SECURITY_POLICY, LEAFED_THROUGH))
                .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"));
        }
        Treatment::ShowSandboxed | Treatment::Save => {
            response.insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX));
        }
    }
    let path = state.blobs.path(&hash);
    answer::answer(request, &path, &version, response).await.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            tracing::warn!(%id, path = %path.display(), "a file's bytes are gone; importing its vault again restores them");
            Error::NotFound
        }
        _ => error.into(),
    })
}

/// Text without a charset is UTF-8 here; what is no media type is bytes.
fn content_type(media_type: &str) -> String {
    match media_type.parse::<mime::Mime>() {
        Ok(mime) if mime.type_() == mime::TEXT && mime.get_param(mime::CHARSET).is_none() => {
            format!("{mime}; charset=utf-8")
        }
        Ok(mime) => mime.to_string(),
        Err(_) => mime::APPLICATION_OCTET_STREAM.to_string(),
    }
}
