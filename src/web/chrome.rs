//! What the layout shows around every page.

use std::{
    future::{Ready, ready},
    rc::Rc,
};

use actix_web::{
    FromRequest, HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    dev::Payload,
    web::Data,
};
use askama::filters::Safe;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use super::{
    Error, Visitor, assets, next,
    preferences::{Face, Measure, Preferences, Size, Theme, Typography},
    settings::{self, Setting},
};
use crate::{
    access::Audiences,
    i18n::{self, Locale, Strings},
    state::{Site, State},
};

/// The frame of a page. The layout cannot be rendered without one, and only an extractor makes one.
pub struct Chrome {
    /// The words of the interface.
    pub(crate) t: &'static Strings,
    /// The language of the interface.
    pub locale: Locale,
    /// Who is asking.
    pub visitor: Rc<Visitor>,
    /// The garden.
    pub site: std::sync::Arc<Site>,
    /// The address that readers type, without a slash at the end.
    pub origin: String,
    /// This page's address, path and query.
    pub address: String,
    /// What the page before this one has to say.
    pub flash: Option<Flash>,
    /// When the request came.
    pub(crate) now: Timestamp,
}

/// A part of the garden that every page leads to.
pub struct Section {
    /// Where it begins.
    pub address: &'static str,
    /// What it is called.
    pub words: String,
    /// The value of `aria-current`, where this page is it or lies in it.
    pub current: Option<&'static str>,
}

impl Chrome {
    /// The frame for a request. Before the visitor is known (an error in a middleware, say) it is a guest's.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Option<Self> {
        let state = request.app_data::<Data<State>>()?;
        let site = state.site.load_full();
        let visitor = Visitor::of(request).unwrap_or_else(|| Rc::new(guest(request, &site)));
        let address = request.uri().path_and_query().map_or("/", |address| address.as_str()).to_owned();
        let flash = request.cookie(FLASH).and_then(|cookie| cookie.value().parse().ok());
        let (t, locale, origin) = (visitor.locale.strings(), visitor.locale, state.address());
        Some(Self { t, locale, visitor, site, origin, address, flash, now: state.clock.now() })
    }

    /// The parts of the garden, in the order of the masthead.
    #[must_use]
    pub fn sections(&self) -> [Section; 4] {
        let section = |address, words| Section { address, words, current: self.current(address) };
        [
            section("/notes", self.t.nav_notes()),
            section("/tags", self.t.nav_tags()),
            section("/graph", self.t.graph_title()),
            section("/static-and-dynamic", self.t.nav_exhibit()),
        ]
    }

    /// The value of `aria-current` for a link to `address`: whether this page is it, or lies below it.
    #[must_use]
    pub fn current(&self, address: &str) -> Option<&'static str> {
        let path = self.address.split('?').next().unwrap_or_default();
        match path.strip_prefix(address)? {
            "" => Some("page"),
            below if below.starts_with('/') => Some("true"),
            _ => None,
        }
    }

    /// The address of a file of `static/`, for ever cacheable.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        assets::url(path)
    }

    /// A line icon, drawn from the sprite. The words beside it say what it means.
    #[must_use]
    pub fn icon(&self, name: &str) -> Safe<String> {
        let sprite = assets::url("icons/sprite.svg");
        Safe(format!(r#"<svg class="icon" aria-hidden="true"><use href="{sprite}#{name}"></use></svg>"#))
    }

    /// The languages that the reader may switch to.
    #[must_use]
    pub fn locales(&self) -> &[Locale] {
        &self.site.locales
    }

    /// Every theme.
    #[must_use]
    pub fn themes(&self) -> [Theme; 3] {
        Theme::ALL
    }

    /// The attributes of `<html>` that the style sheets look at. The server writes them, so that the first thing
    /// to be seen is right.
    #[must_use]
    pub fn look(&self) -> Safe<String> {
        let Typography { face, size, measure } = self.visitor.typography;
        let chosen = [
            ("theme", self.visitor.theme.map(Theme::as_str)),
            ("face", face.map(Face::as_str)),
            ("size", size.map(Size::as_str)),
            ("measure", measure.map(Measure::as_str)),
            ("keys", self.visitor.keys_off.then_some("off")),
        ];
        let attributes = chosen
            .into_iter()
            .filter_map(|(name, word)| word.map(|word| format!(r#" data-{name}="{word}""#)))
            .collect();
        Safe(attributes)
    }

    /// What the browser's own parts, and the page before its styles, are to look like.
    #[must_use]
    pub fn color_scheme(&self) -> &'static str {
        match self.visitor.theme {
            None => "light dark",
            Some(Theme::Dark) => "dark",
            Some(Theme::Light | Theme::Sepia) => "light",
        }
    }

    /// The panel's groups of choices.
    #[must_use]
    pub(crate) fn settings(&self) -> Vec<Setting> {
        settings::all(self)
    }

    /// A theme's name.
    #[must_use]
    pub fn theme_name(&self, theme: Theme) -> String {
        match theme {
            Theme::Light => self.t.theme_light(),
            Theme::Sepia => self.t.theme_sepia(),
            Theme::Dark => self.t.theme_dark(),
        }
    }

    /// `/login` with the way back to this page.
    #[must_use]
    pub fn sign_in_address(&self) -> String {
        next::login(&self.address)
    }

    /// A date in full, in the reader's language and zone.
    #[must_use]
    pub fn date(&self, at: &Timestamp) -> String {
        i18n::long_date(*at, &self.visitor.zone, self.locale)
    }

    /// A date as it is said of late: today, yesterday, some days ago; in full when a week has passed.
    #[must_use]
    pub fn recent(&self, at: &Timestamp) -> String {
        i18n::recent_date(*at, self.now, &self.visitor.zone, self.locale)
    }

    /// A date with the time of day.
    #[must_use]
    pub fn moment(&self, at: &Timestamp) -> String {
        i18n::moment(*at, &self.visitor.zone, self.locale)
    }

    /// What a clock on the wall shows, with the date.
    #[must_use]
    pub fn wall(&self, at: DateTime) -> String {
        i18n::wall(at, self.locale)
    }

    /// A moment for the `datetime` attribute.
    #[must_use]
    pub fn machine_date(&self, at: &Timestamp) -> String {
        i18n::machine_date(*at)
    }

    /// The flash message in words.
    #[must_use]
    pub fn flash_text(&self) -> Option<String> {
        self.flash.map(|flash| match flash {
            Flash::Saved => self.t.flash_saved(),
            Flash::SignedIn => self.t.flash_signed_in(),
            Flash::SignedOut => self.t.flash_signed_out(),
            Flash::SignedUp => self.t.flash_signed_up(),
            Flash::PasswordChanged => self.t.flash_password_changed(),
            Flash::SetUp => self.t.flash_set_up(),
            Flash::Withdrawn => self.t.flash_withdrawn(),
            Flash::Forgotten => self.t.flash_forgotten(),
            Flash::BookmarksFull => self.t.flash_bookmarks_full(),
            Flash::JobRestarted => self.t.flash_job_restarted(),
            Flash::JobDiscarded => self.t.flash_job_discarded(),
            Flash::JobGone => self.t.flash_job_gone(),
            Flash::United => self.t.flash_united(),
            Flash::BroughtBack => self.t.flash_brought_back(),
            Flash::Restored => self.t.history_restored(),
            Flash::Published => self.t.flash_published(),
            Flash::Renamed => self.t.flash_renamed(),
            Flash::TakenBack => self.t.flash_taken_back(),
            Flash::Scheduled => self.t.flash_scheduled(),
            Flash::TimeSkipped => self.t.flash_time_skipped(),
            Flash::TimeTwice => self.t.flash_time_twice(),
            Flash::LinkEnded => self.t.flash_link_ended(),
            Flash::Suggested => self.t.flash_suggested(),
            Flash::SuggestionWithdrawn => self.t.flash_suggestion_withdrawn(),
            Flash::Answered => self.t.flash_answered(),
            Flash::AnsweredPartly => self.t.flash_answered_partly(),
            Flash::ReviewAsked => self.t.flash_review_asked(),
            Flash::ReviewWithdrawn => self.t.flash_review_withdrawn(),
        })
    }
}

/// A guest, as far as the request alone tells.
pub(super) fn guest(request: &HttpRequest, site: &Site) -> Visitor {
    let preferences = Preferences::of(request);
    let wish = request.headers().get("accept-language").and_then(|value| value.to_str().ok());
    let chosen = preferences.locale.filter(|locale| site.locales.contains(locale));
    Visitor {
        person: None,
        audiences: Audiences::guest(),
        locale: chosen.unwrap_or_else(|| Locale::negotiate(wish.unwrap_or_default(), &site.locales)),
        theme: preferences.theme,
        typography: preferences.typography,
        keys_off: preferences.keys_off,
        zone: site.zone.clone(),
    }
}

impl Visitor {
    /// Works out who is asking. A person's looks are their account's alone, which took in what the browser knew
    /// when they signed in; a guest's are the preferences cookie's. Where neither names a language, the browser's
    /// wishes do.
    #[must_use]
    pub fn recognise(request: &HttpRequest, site: &Site, person: Option<super::Person>) -> Self {
        let guest = guest(request, site);
        let Some(person) = person else { return guest };
        let zone = person.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok());
        Self {
            audiences: person.audiences.clone(),
            locale: person.locale.filter(|locale| site.locales.contains(locale)).unwrap_or(guest.locale),
            theme: person.theme,
            typography: person.typography,
            keys_off: person.keys_off,
            zone: zone.unwrap_or(guest.zone),
            person: Some(person),
        }
    }
}

impl FromRequest for Chrome {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            Self::of(request).ok_or_else(|| Error::Internal(anyhow::anyhow!("no state in the application"))),
        )
    }
}

const FLASH: &str = "flash";

/// A short message that the next page shows once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flash {
    /// Settings were saved.
    Saved,
    /// The visitor has signed in.
    SignedIn,
    /// The visitor has signed out.
    SignedOut,
    /// The visitor has an account now.
    SignedUp,
    /// The password was changed.
    PasswordChanged,
    /// The garden has an owner.
    SetUp,
    /// A vault was taken out of the garden.
    Withdrawn,
    /// Something that was kept is gone, as asked.
    Forgotten,
    /// No more bookmarks fit.
    BookmarksFull,
    /// A job that had failed is begun anew.
    JobRestarted,
    /// A job that had failed is forgotten.
    JobDiscarded,
    /// There is no such job any more.
    JobGone,
    /// What was saved was united with what somebody else had saved meanwhile.
    United,
    /// A note came back from the bin.
    BroughtBack,
    /// An earlier text is the current one again.
    Restored,
    /// A note is there for its readers.
    Published,
    /// A new note is saved under another name, for its own was taken.
    Renamed,
    /// A note is a draft again.
    TakenBack,
    /// A note is to be published at a time.
    Scheduled,
    /// The same, but no clock shows that time.
    TimeSkipped,
    /// The same, but clocks show that time twice.
    TimeTwice,
    /// A link to a preview opens nothing any more.
    LinkEnded,
    /// A change is suggested.
    Suggested,
    /// A suggestion was taken back.
    SuggestionWithdrawn,
    /// A suggestion was answered.
    Answered,
    /// It was, but for pieces that do not fit any more.
    AnsweredPartly,
    /// Others are asked to look at a note.
    ReviewAsked,
    /// They are asked no more.
    ReviewWithdrawn,
}

impl Flash {
    const ALL: [(Self, &'static str); 28] = [
        (Self::Saved, "saved"),
        (Self::SignedIn, "signed-in"),
        (Self::SignedOut, "signed-out"),
        (Self::SignedUp, "signed-up"),
        (Self::PasswordChanged, "password-changed"),
        (Self::SetUp, "set-up"),
        (Self::Withdrawn, "withdrawn"),
        (Self::Forgotten, "forgotten"),
        (Self::BookmarksFull, "bookmarks-full"),
        (Self::JobRestarted, "job-restarted"),
        (Self::JobDiscarded, "job-discarded"),
        (Self::JobGone, "job-gone"),
        (Self::United, "united"),
        (Self::BroughtBack, "brought-back"),
        (Self::Restored, "restored"),
        (Self::Published, "published"),
        (Self::Renamed, "renamed"),
        (Self::TakenBack, "taken-back"),
        (Self::Scheduled, "scheduled"),
        (Self::TimeSkipped, "time-skipped"),
        (Self::TimeTwice, "time-twice"),
        (Self::LinkEnded, "link-ended"),
        (Self::Suggested, "suggested"),
        (Self::SuggestionWithdrawn, "suggestion-withdrawn"),
        (Self::Answered, "answered"),
        (Self::AnsweredPartly, "answered-partly"),
        (Self::ReviewAsked, "review-asked"),
        (Self::ReviewWithdrawn, "review-withdrawn"),
    ];

    /// The cookie that carries it to the next page. It names one of a few known messages, never text.
    #[must_use]
    pub fn cookie(self) -> Cookie<'static> {
        let word = Self::ALL.into_iter().find(|(flash, _)| *flash == self).map_or("", |(_, word)| word);
        Cookie::build(FLASH, word)
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .max_age(Duration::minutes(1))
            .finish()
    }

    /// The cookie that ends it.
    #[must_use]
    pub fn removal() -> Cookie<'static> {
        let mut cookie = Cookie::build(FLASH, "").path("/").finish();
        cookie.make_removal();
        cookie
    }
}

impl std::str::FromStr for Flash {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|(_, known)| *known == word).map(|(flash, _)| flash).ok_or(())
    }
}
