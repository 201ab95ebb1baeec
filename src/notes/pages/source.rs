//! `/notes/{path}.md`: the Markdown of a note, to those who may read the note.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, Accept, Header as _, HeaderValue},
    web::{Data, Path},
};

use super::view;
use crate::{
    access::Role,
    files,
    notes::read::source::{self, Source},
    state::State,
    text,
    web::{self, Content, Error, Visitor},
};

pub(super) const MEDIA_TYPE: &str = "text/markdown; charset=utf-8";

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    visitor: Visitor,
    state: Data<State>,
) -> web::Result {
    let source = find(&state, &path, &visitor).await?.ok_or(Error::NotFound)?;
    if source.path != *path {
        return Ok(view::moved(&view::source_address(&source.path), request.query_string()));
    }
    answer(&request, source, &visitor).await
}

/// The source at an address, for who may read it.
pub(super) async fn find(state: &State, path: &str, visitor: &Visitor) -> web::Result<Option<Source>> {
    let mut db = state.pool.acquire().await?;
    Ok(source::find(&mut db, path, &visitor.audiences).await?)
}

/// Authors and editors get every byte, for they may have it anyhow; readers get what the page shows.
pub(super) async fn answer(request: &HttpRequest, source: Source, visitor: &Visitor) -> web::Result {
    let own = visitor.person.as_ref().is_some_and(|person| source.author == Some(person.id));
    let text = if own || visitor.is(Role::Editor) {
        source.text
    } else {
        let text = source.text;
        // To find the comments of a long text takes a while.
        let reading = tokio::task::spawn_blocking(move || text::source::for_readers(&text));
        reading.await.map_err(|error| Error::Internal(error.into()))?
    };
    let name = source.path.rsplit('/').next().unwrap_or(&source.path);
    let disposition = files::inline(&format!("{name}.md"));
    let content =
        Content { media_type: MEDIA_TYPE, body: text.into(), modified: Some(source.updated), public: false };
    let mut response: HttpResponse = web::answer(request, content);
    if let Ok(value) = HeaderValue::try_from(disposition.to_string()) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// Whether a program asks for Markdown rather than for a page.
pub(super) fn is_wished(request: &HttpRequest) -> bool {
    let Ok(accept) = Accept::parse(request) else { return false };
    let known = |kind: &mime::Mime| {
        matches!(
            kind.essence_str(),
            "text/markdown" | "text/html" | "application/xhtml+xml" | "text/*" | "*/*"
        )
    };
    accept.ranked().into_iter().find(known).is_some_and(|kind| kind.essence_str() == "text/markdown")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn markdown_is_for_those_who_prefer_it() {
        let wished = |accept: &str| {
            is_wished(&TestRequest::default().insert_header((header::ACCEPT, accept)).to_http_request())
        };
        assert!(wished("text/markdown") && wished("text/markdown, text/html;q=0.9, */*;q=0.1"));
        assert!(!wished("text/html, text/markdown;q=0.9") && !wished("*/*") && !wished(""));
        assert!(!wished("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(!is_wished(&TestRequest::default().to_http_request()));
    }
}
