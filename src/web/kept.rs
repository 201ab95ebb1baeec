//! Forms that outlive their sender's session: what was typed survives the sign-in.
//!
//! Nobody is there to keep it for, so it travels with the pages: the answer to the form is the sign-in, which carries the
//! form as one hidden field, and behind it stands a page that sends it again, as it was, with a field [`RESUMED`] besides.
//! Whoever takes the form then shows it filled in and does nothing yet.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use askama::Template;
use data_encoding::BASE64URL_NOPAD;
use serde::de::DeserializeOwned;

use super::{
    Chrome, Error, Person, Result, Visitor,
    forms::{self, Errors, Form},
    next, page_with_status,
};

/// The most that is carried through a sign-in, in bytes as the form is sent: a text of a mebibyte each byte of which is sent
/// as three, and a few fields.
pub const LONGEST: usize = 3 * 1024 * 1024 + 64 * 1024;
/// The most that a sign-in may send: what is carried is encoded once more, three bytes as four.
pub const LONGEST_SIGN_IN: usize = LONGEST / 3 * 4 + 64 * 1024;
/// The field that tells that a form comes back from a sign-in.
pub const RESUMED: &str = "resumed";

/// A form of a person who is signed in. That of anybody else is read as far as it can be carried through a sign-in.
#[derive(Clone, Debug)]
pub struct PersonsForm<T, const MAX: usize>(pub Person, pub T);

impl<T: DeserializeOwned + 'static, const MAX: usize> FromRequest for PersonsForm<T, MAX> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if let Some(person) = Visitor::of(request).and_then(|visitor| visitor.person.clone()) {
            let form = Form::<T, MAX>::from_request(request, payload);
            return Box::pin(async move { form.await.map(|Form(typed)| Self(person, typed)) });
        }
        let address = request.uri().path_and_query().map_or("/", |address| address.as_str()).to_owned();
        let sent = forms::submitted(request, payload, LONGEST);
        Box::pin(async move {
            let fields = serde_html_form::from_bytes(&sent.await?).map_err(|_| Error::BadRequest)?;
            Err(Error::SignedOut(Kept { address, fields }))
        })
    }
}

/// A form on its way through a sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Where it was sent, and goes again.
    pub address: String,
    /// Names and values, in their order.
    pub fields: Vec<(String, String)>,
}

/// The sign-in in place of an answer. Its form goes to `/login`.
#[derive(Template)]
#[template(path = "web/signed_out.html")]
struct SignedOutPage {
    chrome: Chrome,
    address: String,
    kept: String,
    errors: Errors,
}

/// The page behind the sign-in, from which the form goes again.
#[derive(Template)]
#[template(path = "web/carry_on.html")]
struct CarryOnPage {
    chrome: Chrome,
    kept: Kept,
}

impl Kept {
    /// Reads what a sign-in carried; empty where that cannot be read.
    #[must_use]
    pub fn read(address: Option<&str>, carried: &str) -> Self {
        let fields = BASE64URL_NOPAD.decode(carried.as_bytes()).ok();
        let fields = fields.and_then(|fields| serde_html_form::from_bytes(&fields).ok()).unwrap_or_default();
        Self { address: next::safe(address), fields }
    }

    /// As letters that a form sends as they are.
    fn written(&self) -> String {
        BASE64URL_NOPAD.encode(serde_html_form::to_string(&self.fields).unwrap_or_default().as_bytes())
    }

    /// Asks a form's sender to sign in again, with what they typed in the page.
    pub(super) fn ask_to_sign_in(&self, chrome: Chrome) -> HttpResponse {
        let (address, kept) = (self.address.clone(), self.written());
        let page = SignedOutPage { chrome, address, kept, errors: Errors::default() };
        page_with_status(StatusCode::UNAUTHORIZED, &page)
            .map_or_else(|_| HttpResponse::new(StatusCode::INTERNAL_SERVER_ERROR), not_stored)
    }

    /// Lets them go on where they were.
    ///
    /// # Errors
    /// None in practice.
    pub fn carry_on(self, chrome: Chrome) -> Result {
        page_with_status(StatusCode::OK, &CarryOnPage { chrome, kept: self }).map(not_stored)
    }
}

/// Somebody's text is not for the disk of a machine at which nobody is signed in.
fn not_stored(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_character_survives(fields in prop::collection::vec((any::<String>(), any::<String>()), 0..5)) {
            let kept = Kept { address: "/notes/a/-/edit".to_owned(), fields };
            prop_assert_eq!(Kept::read(Some(&kept.address), &kept.written()), kept);
        }
    }

    #[test]
    fn a_form_never_goes_to_another_site() {
        assert_eq!(Kept::read(Some("https://evil.example"), "a=b").address, "/");
    }
}
