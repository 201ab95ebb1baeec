//! Whether a note is to be published, and when.

use jiff::{
    Timestamp,
    civil::{DateTime, Time},
    fmt::temporal::Pieces,
    tz::{AmbiguousOffset, TimeZone},
};

use super::Moment;

/// What a note says of its being published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// `true`: now.
    Yes,
    /// `false`: not, it is a draft.
    No,
    /// At a time; until then it is a draft.
    At(Moment),
}

impl Publish {
    /// The time, if there is one, with a wall clock or a day read in `zone`. A time that the clock leaps over in spring
    /// is as much later; one that comes twice in autumn is the first.
    #[must_use]
    pub fn at(self, zone: &TimeZone) -> Option<Timestamp> {
        if let Self::At(moment) = self { Some(moment.to_timestamp(zone)) } else { None }
    }

    /// A word for yes or no, or a time. A zone must be known and agree with the offset beside it: at a wrong hour is
    /// worse than not at all.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(Self::Yes),
            "false" | "no" | "off" | "0" => Some(Self::No),
            _ => Moment::parse_strictly(text).map(Self::At),
        }
    }
}

/// A time to publish at, as it was written and as it is meant.
#[derive(Clone, Debug)]
pub struct Appointed {
    /// What the clock on the wall is to show.
    pub wall: DateTime,
    /// Whose clock.
    pub zone: TimeZone,
    /// The moment that is meant.
    pub at: Timestamp,
    /// How often that clock shows that time.
    pub shown: Shown,
}

/// How often a clock on the wall shows a time of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As is usual.
    Once,
    /// The clock is put forward over it. What is meant is as much later.
    Never,
    /// The clock is put back over it. What is meant is the first time.
    Twice,
}

impl Appointed {
    /// The time that stands behind `publish`, with a wall clock or a day read in `zone`.
    #[must_use]
    pub fn read(text: &str, zone: &TimeZone) -> Option<Self> {
        let Publish::At(moment) = Publish::parse(text)? else { return None };
        let at = moment.to_timestamp(zone);
        let wall = match moment {
            Moment::Date(date) => Some((date.to_datetime(Time::midnight()), zone.clone())),
            Moment::DateTime(wall) => Some((wall, zone.clone())),
            Moment::Instant(_) => zoned(text),
        };
        // An offset beside the time leaves nothing open.
        let Some((wall, zone)) = wall else {
            return Some(Self { wall: zone.to_datetime(at), zone: zone.clone(), at, shown: Shown::Once });
        };
        let shown = match zone.to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { .. } => Shown::Once,
            AmbiguousOffset::Gap { .. } => Shown::Never,
            AmbiguousOffset::Fold { .. } => Shown::Twice,
        };
        Some(Self { wall, zone, at, shown })
    }
}

/// A wall clock and its zone, where no offset stands beside them.
fn zoned(text: &str) -> Option<(DateTime, TimeZone)> {
    let text = text.trim().replacen(" [", "[", 1);
    let pieces = Pieces::parse(&text).ok().filter(|pieces| pieces.offset().is_none())?;
    Some((pieces.date().to_datetime(pieces.time().unwrap_or_default()), pieces.to_time_zone().ok()??))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str, zone: &str) -> String {
        let publish = Publish::parse(text).unwrap_or_else(|| panic!("{text}"));
        publish.at(&TimeZone::get(zone).unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_time_is_the_gardens_unless_it_names_its_zone() {
        for (text, instant) in [
            ("2027-03-01 09:00", "2027-03-01T12:00:00Z"),
            ("2027-03-01T09:00", "2027-03-01T12:00:00Z"),
            ("2027-03-01", "2027-03-01T03:00:00Z"),
            ("2027-03-01T09:00Z", "2027-03-01T09:00:00Z"),
            ("2027-03-01 09:00 +02:00", "2027-03-01T07:00:00Z"),
            ("2027-03-01T09:00[Asia/Tokyo]", "2027-03-01T00:00:00Z"),
            ("2027-03-01 09:00 [Europe/Madrid]", "2027-03-01T08:00:00Z"),
            ("2027-03-01T09:00+09:00[Asia/Tokyo]", "2027-03-01T00:00:00Z"),
        ] {
            assert_eq!(at(text, "America/Sao_Paulo"), instant, "{text}");
        }
    }

    #[test]
    fn the_clocks_change_leaves_one_meaning() {
        // 14 March 2027, New York: two o'clock is three. 7 November: one o'clock comes twice.
        for (text, instant) in [
            ("2027-03-14T01:59", "2027-03-14T06:59:00Z"),
            ("2027-03-14T02:30", "2027-03-14T07:30:00Z"),
            ("2027-03-14T03:00", "2027-03-14T07:00:00Z"),
            ("2027-11-07T01:30", "2027-11-07T05:30:00Z"),
            ("2027-11-07T01:30-05:00", "2027-11-07T06:30:00Z"),
            ("2027-11-07T02:00", "2027-11-07T07:00:00Z"),
        ] {
            assert_eq!(at(text, "America/New_York"), instant, "{text}");
            if !text.contains("-05:00") {
                assert_eq!(at(&format!("{text}[America/New_York]"), "UTC"), instant, "{text}");
            }
        }
    }

    #[test]
    fn it_is_known_how_often_a_clock_shows_a_time() {
        for (text, shown) in [
            ("2027-03-14T02:30", Shown::Never),
            ("2027-03-14 02:00 [America/New_York]", Shown::Never),
            ("2027-03-14T03:00", Shown::Once),
            ("2027-11-07T01:30", Shown::Twice),
            ("2027-11-07T01:30[America/New_York]", Shown::Twice),
            ("2027-11-07T01:30-05:00", Shown::Once),
            ("2027-11-07T01:30-05:00[America/New_York]", Shown::Once),
            ("2027-11-07T01:30[Europe/Madrid]", Shown::Once),
            ("2027-11-07", Shown::Once),
        ] {
            let appointed = Appointed::read(text, &TimeZone::get("America/New_York").unwrap()).unwrap();
            assert_eq!(appointed.shown, shown, "{text}");
            assert_eq!(appointed.at.to_string(), at(text, "America/New_York"), "{text}");
        }
        // In Beirut the day of the change begins an hour late.
        let day = Appointed::read("2027-03-28[Asia/Beirut]", &TimeZone::UTC);
        assert!(day.is_none_or(|day| day.shown == Shown::Never));
        let day = Appointed::read("2027-03-28", &TimeZone::get("Asia/Beirut").unwrap()).unwrap();
        assert_eq!((day.shown, day.at.to_string().as_str()), (Shown::Never, "2027-03-27T22:00:00Z"));
        assert!(["true", "no", "soon"].iter().all(|text| Appointed::read(text, &TimeZone::UTC).is_none()));
    }

    #[test]
    fn what_could_mean_another_hour_means_none() {
        for text in [
            "soon",
            "2027-02-30 09:00",
            "2027-03-01T25:00",
            "2027-03-01T09:00[Atlantis/Capital]",
            "2027-03-01T09:00-08:00[Asia/Tokyo]",
            "2027-03-01T09:00[Asia/Tokyo",
            "[America/Sao_Paulo]",
        ] {
            assert_eq!(Publish::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_time_of_the_clock_has_one_meaning_near_it(minutes in 0_i64..(366 * 24 * 60), zone in 0_usize..5) {
            let zone = TimeZone::get(
                ["UTC", "America/New_York", "Europe/Lisbon", "Australia/Lord_Howe", "America/Sao_Paulo"][zone],
            ).unwrap();
            let wall = jiff::civil::date(2027, 1, 1).at(0, 0, 0, 0) + jiff::SignedDuration::from_mins(minutes);
            let instant = Publish::parse(&wall.to_string()).unwrap().at(&zone).unwrap();
            let shown = zone.to_datetime(instant);
            let leap = shown.duration_since(wall);
            // As written, or leapt over with the clock by an hour or, on Lord Howe, half of one.
            prop_assert!(
                [0, 30, 60].contains(&leap.as_mins()), "{wall} is shown as {shown}"
            );
        }
    }
}
