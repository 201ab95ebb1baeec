//! What a reader chose without an account: language and theme, in a cookie that appears only then.

use std::{fmt, str::FromStr};

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use serde::{Deserialize, Serialize};

use crate::i18n::Locale;

const COOKIE: &str = "preferences";

/// The colours of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark ink on white paper.
    Light,
    /// Dark ink on yellowed paper.
    Sepia,
    /// Light ink on charcoal.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Light, Self::Sepia, Self::Dark];

    /// The word in forms, cookies, the database and `<html data-theme>`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Sepia => "sepia",
            Self::Dark => "dark",
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Theme {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == word).ok_or(())
    }
}

/// The choices of one reader; what was not chosen is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language of the interface.
    pub locale: Option<Locale>,
    /// The colours.
    pub theme: Option<Theme>,
}

impl Preferences {
    /// Reads the cookie; what cannot be read was not chosen.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let Some(cookie) = request.cookie(COOKIE) else { return Self::default() };
        let mut preferences = Self::default();
        for part in cookie.value().split('.') {
            if let Ok(locale) = Locale::from_str(part) {
                preferences.locale = Some(locale);
            } else if let Ok(theme) = Theme::from_str(part) {
                preferences.theme = Some(theme);
            }
        }
        preferences
    }

    /// The cookie that keeps the choices for a year, or removes itself when nothing is chosen any more.
    #[must_use]
    pub fn cookie(self, secure: bool) -> Cookie<'static> {
        let parts: Vec<&str> =
            [self.locale.map(Locale::tag), self.theme.map(Theme::as_str)].into_iter().flatten().collect();
        let mut cookie = Cookie::build(COOKIE, parts.join("."))
            .path("/")
            .secure(secure)
            .http_only(true)
            .same_site(SameSite::Lax)
            .max_age(Duration::days(365))
            .finish();
        if parts.is_empty() {
            cookie.make_removal();
        }
        cookie
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn choices_are_read_back_and_nonsense_is_none() {
        let chosen = Preferences { locale: Some(Locale::PtBr), theme: Some(Theme::Dark) };
        let request = TestRequest::default().cookie(chosen.cookie(false)).to_http_request();
        assert_eq!(Preferences::of(&request), chosen);
        let request = TestRequest::default().cookie(Cookie::new(COOKIE, "xx.neon")).to_http_request();
        assert_eq!(Preferences::of(&request), Preferences::default());
        assert_eq!(Preferences::default().cookie(true).max_age(), Some(Duration::ZERO));
    }
}
