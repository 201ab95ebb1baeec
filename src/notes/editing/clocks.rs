//! Times as a writer says them, and as front matter does. Pure.

use jiff::{Timestamp, civil::DateTime, fmt::strtime, tz::TimeZone};

use crate::{
    i18n::Strings,
    text::front_matter::{self, Appointed, Moment},
};

/// How a browser says a moment on the clock on the wall (HTML, “local date and time”), without seconds.
const LOCAL: &str = "%Y-%m-%dT%H:%M";

/// The clocks that times are read by.
#[derive(Clone, Debug)]
pub struct Clocks {
    /// The writer's.
    pub own: TimeZone,
    /// The garden's, for times that name no zone.
    pub garden: TimeZone,
    /// What they all show.
    pub now: Timestamp,
}

/// Why nothing can be published at the time that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTime {
    /// It is none.
    #[error("no date and time")]
    Missing,
    /// It has been. To publish at once is another wish.
    #[error("that time has passed")]
    Passed,
}

impl NoTime {
    /// In the language of the interface.
    #[must_use]
    pub fn told(self, t: &Strings) -> String {
        match self {
            Self::Missing => t.publishing_no_time(),
            Self::Passed => t.publishing_passed(),
        }
    }
}

impl Clocks {
    /// A moment of front matter, on the writer's clock as browsers say it; empty where it is none.
    #[must_use]
    pub fn shown(&self, written: &str) -> String {
        let moment =
            Moment::read(written).map(|moment| moment.to_timestamp(&self.garden).to_zoned(self.own.clone()));
        moment.and_then(|at| strtime::format(LOCAL, &at).ok()).unwrap_or_default()
    }

    /// What a browser says of the writer's clock, as front matter says it: with the zone, so that it means the same
    /// whatever the garden's is.
    ///
    /// # Errors
    /// Where that is no time, or none that is still to come.
    pub fn written(&self, typed: &str) -> Result<String, NoTime> {
        let wall: DateTime = typed.trim().parse().map_err(|_| NoTime::Missing)?;
        let text = strtime::format(LOCAL, wall).map_err(|_| NoTime::Missing)?;
        let text = match self.own.iana_name() {
            Some(name) => format!("{text}[{name}]"),
            None => self.own.to_timestamp(wall).map_err(|_| NoTime::Missing)?.to_string(),
        };
        match Appointed::read(&text, &self.own) {
            Some(appointed) if appointed.at > self.now => Ok(text),
            Some(_) => Err(NoTime::Passed),
            None => Err(NoTime::Missing),
        }
    }

    /// The time still to come at which a text says that it is to be published.
    #[must_use]
    pub fn appointed(&self, source: &str) -> Option<Appointed> {
        let written = front_matter::publish_as_written(source)?;
        Appointed::read(&written, &self.garden).filter(|appointed| appointed.at > self.now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::front_matter::Shown;

    fn clocks(own: &str) -> Clocks {
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        Clocks { own: TimeZone::get(own).unwrap(), garden: TimeZone::UTC, now }
    }

    #[test]
    fn the_clocks_change_is_the_writers() {
        let clocks = clocks("America/New_York");
        for (typed, shown, again) in [
            ("2027-03-14T02:30", Shown::Never, "2027-03-14T03:30"),
            ("2027-03-14T01:30", Shown::Once, "2027-03-14T01:30"),
            ("2027-11-07T01:30", Shown::Twice, "2027-11-07T01:30"),
        ] {
            let written = clocks.written(typed).unwrap();
            assert_eq!(written, format!("{typed}[America/New_York]"));
            let appointed = clocks.appointed(&format!("---\npublish: {written}\n---\n")).unwrap();
            assert_eq!(appointed.shown, shown, "{typed}");
            assert_eq!(clocks.shown(&written), again);
        }
    }

    #[test]
    fn only_what_is_still_to_come_is_a_time() {
        let clocks = clocks("Europe/Madrid");
        assert!(clocks.written("2026-11-21T13:01").is_ok());
        assert_eq!(clocks.written("2026-11-21T13:00"), Err(NoTime::Passed));
        for typed in ["", " ", "13:00", "soon", "2026-02-30T09:00", "9999-99-99T99:99", "2027-01-01T09:00Z"] {
            assert_eq!(clocks.written(typed), Err(NoTime::Missing), "{typed}");
        }
        let appointed = |publish: &str| clocks.appointed(&format!("---\npublish: {publish}\n---\n"));
        assert!(appointed("2026-11-21 13:00").is_some(), "the garden's clock");
        assert!(appointed("2026-11-21 12:00").is_none());
        assert!(appointed("true").is_none() && clocks.appointed("Text").is_none());
    }

    #[test]
    fn a_clock_without_a_name_is_written_as_the_moment() {
        let own = TimeZone::fixed(jiff::tz::offset(-3));
        let clocks = Clocks { own, ..clocks("UTC") };
        assert_eq!(clocks.written("2027-03-01T09:00").as_deref(), Ok("2027-03-01T12:00:00Z"));
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(typed in "\\PC{0,20}") {
            let clocks = clocks("America/Sao_Paulo");
            if let Ok(written) = clocks.written(&typed) {
                prop_assert!(Appointed::read(&written, &TimeZone::UTC).is_some_and(|it| it.at > clocks.now));
            }
        }
    }
}
