//! What a reader chose: language, looks and keys. Guests keep it in a cookie, which appears only then; people
//! with an account keep it there, and in the cookie as well, so that it outlives the session.

mod look;

use std::str::FromStr;

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use serde::{Deserialize, Serialize};

pub use look::{Face, Measure, Size, Theme};

use crate::i18n::Locale;

const COOKIE: &str = "preferences";

/// In the cookie: shortcuts of a single key are off.
const KEYS_OFF: &str = "keys-off";

/// The choices of one reader; what was not chosen is `None`, and as the garden has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// The language of the interface.
    pub locale: Option<Locale>,
    /// The colours; `None`: as the system says.
    pub theme: Option<Theme>,
    /// How texts are set.
    pub typography: Typography,
    /// Whether shortcuts of a single key are off (WCAG 2.2, 2.1.4).
    pub keys_off: bool,
}

/// How texts are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typography {
    /// The letters.
    pub face: Option<Face>,
    /// Their size.
    pub size: Option<Size>,
    /// The length of lines.
    pub measure: Option<Measure>,
}

impl Preferences {
    /// Reads the cookie; what cannot be read was not chosen.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let Some(cookie) = request.cookie(COOKIE) else { return Self::default() };
        let mut preferences = Self::default();
        // No word belongs to two choices.
        for word in cookie.value().split('.').take(8) {
            read(word, &mut preferences.locale);
            read(word, &mut preferences.theme);
            read(word, &mut preferences.typography.face);
            read(word, &mut preferences.typography.size);
            read(word, &mut preferences.typography.measure);
            preferences.keys_off |= word == KEYS_OFF;
        }
        preferences
    }

    /// These choices, and where there is none, the other's.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let (ours, theirs) = (self.typography, other.typography);
        Self {
            locale: self.locale.or(other.locale),
            theme: self.theme.or(other.theme),
            typography: Typography {
                face: ours.face.or(theirs.face),
                size: ours.size.or(theirs.size),
                measure: ours.measure.or(theirs.measure),
            },
            keys_off: self.keys_off || other.keys_off,
        }
    }

    /// The cookie that keeps the choices for a year, or removes itself when nothing is chosen any more.
    #[must_use]
    pub fn cookie(self, secure: bool) -> Cookie<'static> {
        let Self { locale, theme, typography: Typography { face, size, measure }, keys_off } = self;
        let words: Vec<&str> = [
            locale.map(Locale::tag),
            theme.map(Theme::as_str),
            face.map(Face::as_str),
            size.map(Size::as_str),
            measure.map(Measure::as_str),
            keys_off.then_some(KEYS_OFF),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut cookie = Cookie::build(COOKIE, words.join("."))
            .path("/")
            .secure(secure)
            .http_only(true)
            .same_site(SameSite::Lax)
            .max_age(Duration::days(365))
            .finish();
        if words.is_empty() {
            cookie.make_removal();
        }
        cookie
    }
}

fn read<T: FromStr>(word: &str, choice: &mut Option<T>) {
    if let Ok(chosen) = word.parse() {
        *choice = Some(chosen);
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn read_back(cookie: Cookie<'static>) -> Preferences {
        Preferences::of(&TestRequest::default().cookie(cookie).to_http_request())
    }

    /// Every combination: as many as 4 · 4 · 2 · 5 · 3 · 2.
    fn all() -> Vec<Preferences> {
        fn with_none<T: Copy>(all: &[T]) -> Vec<Option<T>> {
            std::iter::once(None).chain(all.iter().copied().map(Some)).collect()
        }
        let mut every = Vec::new();
        for locale in with_none(&Locale::ALL) {
            for theme in with_none(&Theme::ALL) {
                for face in with_none(&Face::ALL) {
                    for size in with_none(&Size::ALL) {
                        for measure in with_none(&Measure::ALL) {
                            for keys_off in [false, true] {
                                let typography = Typography { face, size, measure };
                                every.push(Preferences { locale, theme, typography, keys_off });
                            }
                        }
                    }
                }
            }
        }
        every
    }

    #[test]
    fn every_choice_is_read_back() {
        let every = all();
        assert_eq!(every.len(), 960);
        for chosen in every {
            assert_eq!(read_back(chosen.cookie(false)), chosen);
        }
    }

    #[test]
    fn nonsense_is_no_choice_and_no_choice_is_no_cookie() {
        assert_eq!(read_back(Cookie::new(COOKIE, "xx.neon..huge")), Preferences::default());
        assert_eq!(Preferences::default().cookie(true).max_age(), Some(Duration::ZERO));
    }

    #[test]
    fn what_one_did_not_choose_the_other_may_have() {
        for chosen in all() {
            assert_eq!(Preferences::default().or(chosen), chosen);
            assert_eq!(chosen.or(Preferences::default()), chosen);
            assert_eq!(chosen.or(chosen), chosen);
        }
        let (dark, light) = (Some(Theme::Dark), Some(Theme::Light));
        let (ours, theirs) = (
            Preferences { theme: dark, ..Preferences::default() },
            Preferences { theme: light, keys_off: true, ..Preferences::default() },
        );
        assert_eq!(ours.or(theirs), Preferences { theme: dark, keys_off: true, ..Preferences::default() });
    }
}
