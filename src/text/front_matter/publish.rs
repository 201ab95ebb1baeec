//! Whether a note is to be published, and when.

use jiff::{Timestamp, tz::TimeZone};

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
