//! Dates as people write them.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use super::{Locale, Strings};

/// A date in full: "21 November 2026", "21 de noviembre de 2026".
pub(crate) fn long_date(at: Timestamp, zone: &TimeZone, locale: Locale) -> String {
    let strings = locale.strings();
    let date = at.to_zoned(zone.clone());
    strings.date_long(date.day().to_string(), month(strings, date.month()), date.year().to_string())
}

/// A date in words while it is less than a week old ("yesterday", "3 days ago"), by the reader's calendar; else,
/// and for what lies ahead, in full.
pub(crate) fn recent_date(at: Timestamp, now: Timestamp, zone: &TimeZone, locale: Locale) -> String {
    let strings = locale.strings();
    let day = |moment: Timestamp| moment.to_zoned(zone.clone()).date();
    match day(at).until(day(now)).map(|span| span.get_days()) {
        Ok(0) => strings.date_today(),
        Ok(1) => strings.date_yesterday(),
        Ok(days @ 2..=6) => strings.date_days_ago(days),
        _ => long_date(at, zone, locale),
    }
}

/// A date in full with the time of day: "21 November 2026, 18:05".
pub(crate) fn moment(at: Timestamp, zone: &TimeZone, locale: Locale) -> String {
    format!("{}, {}", long_date(at, zone, locale), at.to_zoned(zone.clone()).strftime("%H:%M"))
}

/// The same of a clock on the wall.
pub(crate) fn wall(at: DateTime, locale: Locale) -> String {
    // Nothing is told of the zone, so any will do that leaves the clock as it is.
    at.to_zoned(TimeZone::UTC)
        .map_or_else(|_| at.to_string(), |at| moment(at.timestamp(), &TimeZone::UTC, locale))
}

/// The same moment for programs: the `datetime` attribute of HTML's `<time>`.
pub(crate) fn machine_date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The name of a month, from 1.
pub(crate) fn month(strings: &Strings, month: i8) -> String {
    match month {
        1 => strings.month_1(),
        2 => strings.month_2(),
        3 => strings.month_3(),
        4 => strings.month_4(),
        5 => strings.month_5(),
        6 => strings.month_6(),
        7 => strings.month_7(),
        8 => strings.month_8(),
        9 => strings.month_9(),
        10 => strings.month_10(),
        11 => strings.month_11(),
        _ => strings.month_12(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_dates_its_own_way() {
        let at: Timestamp = "2026-11-21T18:05:00Z".parse().unwrap();
        let zone = TimeZone::UTC;
        assert_eq!(long_date(at, &zone, Locale::En), "21 November 2026");
        assert_eq!(long_date(at, &zone, Locale::Es), "21 de noviembre de 2026");
        assert_eq!(moment(at, &zone, Locale::PtBr), "21 de novembro de 2026, 18:05");
        assert_eq!(machine_date(at), "2026-11-21T18:05:00Z");
    }

    #[test]
    fn of_late_dates_are_said_in_words() {
        let now: Timestamp = "2026-11-21T01:00:00Z".parse().unwrap();
        let said = |at: &str, zone: &str, locale| {
            recent_date(at.parse().unwrap(), now, &TimeZone::get(zone).unwrap(), locale)
        };
        assert_eq!(said("2026-11-21T00:30:00Z", "UTC", Locale::En), "today");
        assert_eq!(said("2026-11-20T23:30:00Z", "UTC", Locale::En), "yesterday");
        assert_eq!(said("2026-11-20T23:30:00Z", "America/Sao_Paulo", Locale::PtBr), "hoje");
        assert_eq!(said("2026-11-15T00:00:00Z", "UTC", Locale::Es), "hace 6 días");
        assert_eq!(said("2026-11-14T23:59:00Z", "UTC", Locale::Es), "14 de noviembre de 2026");
        assert_eq!(said("2026-11-22T00:00:00Z", "UTC", Locale::En), "22 November 2026", "it lies ahead");
        assert_eq!(said("2025-11-21T00:00:00Z", "UTC", Locale::En), "21 November 2025", "the same day");
    }

    #[test]
    fn the_zone_decides_the_day() {
        let at: Timestamp = "2026-01-01T01:00:00Z".parse().unwrap();
        let zone = TimeZone::get("America/Sao_Paulo").unwrap();
        assert_eq!(long_date(at, &zone, Locale::En), "31 December 2025");
    }
}
