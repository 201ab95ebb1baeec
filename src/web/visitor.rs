//! Who is asking.

use std::{
    future::{Ready, ready},
    rc::Rc,
};

use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{
    Error,
    preferences::{Preferences, Theme, Typography},
};
use crate::{
    access::{Audiences, Role},
    i18n::Locale,
    ids::UserId,
};

/// A person with an account, as their session knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// How they are called.
    pub name: String,
    /// Their address, as they wrote it.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Their language; `None`: as the browser asks.
    pub locale: Option<Locale>,
    /// Their theme; `None`: as the system says.
    pub theme: Option<Theme>,
    /// How they want texts set.
    pub typography: Typography,
    /// Whether shortcuts of a single key are off.
    pub keys_off: bool,
    /// Whether the garden keeps where they stopped, what they have read and what they bookmark.
    pub keeps_reading: bool,
    /// Their time zone (IANA); `None`: the garden's.
    pub time_zone: Option<String>,
    /// What they may read.
    pub audiences: Audiences,
}

impl Person {
    /// What they chose, as their account has it.
    #[must_use]
    pub const fn preferences(&self) -> Preferences {
        Preferences {
            locale: self.locale,
            theme: self.theme,
            typography: self.typography,
            keys_off: self.keys_off,
        }
    }
}

/// Whoever asks: a person, or a guest.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Nobody, for a guest.
    pub person: Option<Person>,
    /// What they may read.
    pub audiences: Audiences,
    /// The language that they get.
    pub locale: Locale,
    /// The theme that they chose, if they chose one.
    pub theme: Option<Theme>,
    /// How they want texts set.
    pub typography: Typography,
    /// Whether shortcuts of a single key are off.
    pub keys_off: bool,
    /// The zone in which they are shown times.
    pub zone: TimeZone,
}

impl Visitor {
    /// Whether nobody is signed in.
    #[must_use]
    pub const fn is_guest(&self) -> bool {
        self.person.is_none()
    }

    /// Whether a person of at least this role is asking.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.person.as_ref().is_some_and(|person| person.role >= role)
    }

    /// The person whose reading is kept: bookmarks, what was read, where they stopped. Nobody, for guests and for
    /// those who switched it off.
    #[must_use]
    pub fn reader(&self) -> Option<UserId> {
        self.person.as_ref().filter(|person| person.keeps_reading).map(|person| person.id)
    }

    /// For the templates: whether this is the owner.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.is(Role::Owner)
    }

    /// The visitor of a request, if the middleware has been passed.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Option<Rc<Self>> {
        request.extensions().get::<Rc<Self>>().cloned()
    }

    /// Lays the visitor into the request, for the extractors to find.
    pub fn lay_into(self, request: &HttpRequest) {
        request.extensions_mut().insert(Rc::new(self));
    }
}

/// Without the middleware nobody is known and nothing is shown.
fn required(request: &HttpRequest) -> Result<Rc<Visitor>, Error> {
    Visitor::of(request).ok_or_else(|| Error::Internal(anyhow::anyhow!("no visitor in the request")))
}

impl FromRequest for Visitor {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(required(request).map(|visitor| (*visitor).clone()))
    }
}

/// A person who is signed in; a guest is sent to the sign-in and back.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Person);

impl FromRequest for SignedIn {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let person = required(request)
            .and_then(|visitor| visitor.person.clone().ok_or(Error::SignInRequired))
            .map(Self);
        ready(person)
    }
}

/// Somebody who may write, from authors up. A guest is sent to the sign-in and back; a member is told that they may
/// not.
#[derive(Clone, Debug)]
pub struct Author(pub Person);

impl FromRequest for Author {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let person = required(request).and_then(|visitor| {
            let person = visitor.person.clone().ok_or(Error::SignInRequired)?;
            if person.role >= Role::Author { Ok(Self(person)) } else { Err(Error::Forbidden) }
        });
        ready(person)
    }
}

/// The owner; for everybody else the page does not exist.
#[derive(Clone, Debug)]
pub struct Owner(pub Person);

impl FromRequest for Owner {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let owner = required(request).and_then(|visitor| {
            visitor.person.clone().filter(|person| person.role == Role::Owner).ok_or(Error::NotFound)
        });
        ready(owner.map(Self))
    }
}
