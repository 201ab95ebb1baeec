//! Forms that lose nothing: what was typed comes back, with a message beside each field that needs one.

use std::{collections::BTreeMap, future::Future, pin::Pin, time::Duration};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header,
    web::{Bytes, BytesMut},
};
use futures_util::StreamExt as _;
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::Error;

/// The largest form that is read, unless its type says another size.
const MAX_BYTES: usize = 64 * 1024;

/// How long a form may take to come, all of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for the next piece of something long, such as a file that is sent. It may take as long as it needs, while it
/// keeps coming.
///
/// # Errors
/// `TooSlow` when nothing has come for half a minute.
pub async fn next<T>(piece: impl Future<Output = T>) -> Result<T, Error> {
    within(PATIENCE, piece).await
}

async fn within<T>(patience: Duration, coming: impl Future<Output = T>) -> Result<T, Error> {
    timeout(patience, coming).await.map_err(|_| Error::TooSlow)
}

/// A submitted form (`application/x-www-form-urlencoded`). Missing fields are the type's defaults' business:
/// give them `#[serde(default)]`. What nobody can have typed is a bad request. `MAX` bytes are read of it.
#[derive(Clone, Debug)]
pub struct Form<T, const MAX: usize = MAX_BYTES>(pub T);

impl<T: DeserializeOwned + 'static, const MAX: usize> FromRequest for Form<T, MAX> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = submitted(request, payload, MAX);
        Box::pin(
            async move { serde_html_form::from_bytes(&form.await?).map(Self).map_err(|_| Error::BadRequest) },
        )
    }
}

/// What a browser sent of a form, as it came.
pub(super) fn submitted(
    request: &HttpRequest,
    payload: &mut Payload,
    max: usize,
) -> impl Future<Output = Result<BytesMut, Error>> + use<> {
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let payload = payload.take();
    async move {
        if !is_form {
            return Err(Error::BadRequest);
        }
        let bytes = within(PATIENCE, body(payload, max)).await??;
        if !is_typed(&percent_decode(&bytes).collect::<Vec<u8>>()) {
            return Err(Error::BadRequest);
        }
        Ok(bytes)
    }
}

async fn body(mut payload: Payload, max: usize) -> Result<BytesMut, Error> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk: Bytes = chunk.map_err(|_| Error::BadRequest)?;
        if bytes.len() + chunk.len() > max {
            return Err(Error::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Whether a person can have typed this into a page of ours: it is UTF-8, without the one character that PostgreSQL's
/// texts cannot hold. Browsers see to both; of anything else a form would only keep ruins.
#[must_use]
pub fn is_typed(bytes: &[u8]) -> bool {
    !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok()
}

/// A query string. What cannot be read becomes the default: a bad parameter never breaks a page.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest for Query<T> {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parsed = serde_html_form::from_str(request.query_string()).unwrap_or_default();
        std::future::ready(Ok(Self(parsed)))
    }
}

/// Messages beside the fields of a form.
#[derive(Clone, Debug, Default)]
pub struct Errors(BTreeMap<&'static str, String>);

impl Errors {
    /// Says what is wrong with a field; the first message of a field stays.
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        self.0.entry(field).or_insert_with(|| message.into());
    }

    /// Whether the form can be taken as it is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The message of a field, for the template.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use actix_web::error::PayloadError;
    use futures_util::{Stream, stream};

    use super::*;

    fn sent(pieces: impl Stream<Item = Result<Bytes, PayloadError>> + 'static) -> Payload {
        Payload::Stream { payload: Box::pin(pieces) }
    }

    /// Without any patience only what is there already is read.
    #[tokio::test]
    async fn a_form_that_does_not_come_is_not_waited_for() {
        let pieces =
            || stream::iter(["a=", "1&b", "=2"].map(|piece| Ok(Bytes::from_static(piece.as_bytes()))));
        let whole = within(Duration::ZERO, body(sent(pieces()), MAX_BYTES)).await.unwrap().unwrap();
        assert_eq!(whole, "a=1&b=2");
        let halted = sent(pieces().chain(stream::pending()));
        assert!(matches!(within(Duration::ZERO, body(halted, MAX_BYTES)).await, Err(Error::TooSlow)));
    }
}
