//! Points in time, as people write them.

use std::fmt;

use jiff::{
    Timestamp, Zoned,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// A point in time as precisely as the author gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A day.
    Date(Date),
    /// A day and a time of the clock on the wall.
    DateTime(DateTime),
    /// A moment with its offset from UTC.
    Instant(Timestamp),
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::DateTime(wall) => wall.fmt(f),
            Self::Instant(at) => at.fmt(f),
        }
    }
}

impl Moment {
    /// The instant, reading a date or wall clock in `zone`; a day is its first moment there.
    ///
    /// Falls back to UTC for dates at the very edge of the calendar.
    #[must_use]
    pub fn to_timestamp(&self, zone: &TimeZone) -> Timestamp {
        let wall = match self {
            Self::Instant(at) => return *at,
            Self::DateTime(wall) => *wall,
            Self::Date(date) => date.at(0, 0, 0, 0),
        };
        zone.to_timestamp(wall).or_else(|_| TimeZone::UTC.to_timestamp(wall)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Reads a moment as people and programs write it; see `docs/dialect.md`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    /// Reads what people and programs write: ISO 8601 with `T` or a space, with or without seconds and zone,
    /// `2026/01/05`, `20260105`, Unix seconds or milliseconds, or a daily note's link `[[2026-01-05]]`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // What was is what its offset says, whatever a zone beside it has become since.
        Self::parse_strictly(text)
            .or_else(|| text.trim().replacen(' ', "T", 1).parse::<Timestamp>().ok().map(Self::Instant))
    }

    /// The same, but a zone (`2026-01-05T10:00[America/Sao_Paulo]`, RFC 9557) must be known, and agree with the offset
    /// if there is one.
    pub(super) fn parse_strictly(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches("[[").trim_end_matches("]]").trim();
        if text.len() > 64 {
            return None;
        }
        if text.contains('[') {
            return text.replacen(" [", "[", 1).parse::<Zoned>().ok().map(|at| Self::Instant(at.timestamp()));
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return match text.len() {
                10 => Some(Self::Instant(Timestamp::from_second(text.parse().ok()?).ok()?)),
                13 => Some(Self::Instant(Timestamp::from_millisecond(text.parse().ok()?).ok()?)),
                8 => Date::strptime("%Y%m%d", text).ok().map(Self::Date),
                _ => None,
            };
        }
        let text = text.replace('/', "-");
        // "2026-01-05 10:00:00 -03:00" is YAML's own way; ISO 8601 has no space before the offset.
        let joined = match text.rsplit_once(' ') {
            Some((start, offset)) if offset.starts_with(['+', '-', 'Z']) => format!("{start}{offset}"),
            _ => text,
        };
        if let Ok(at) = joined.parse::<Timestamp>() {
            return Some(Self::Instant(at));
        }
        if joined.contains(':')
            && let Ok(wall) = joined.parse::<DateTime>()
        {
            return Some(Self::DateTime(wall));
        }
        joined.parse::<Date>().ok().map(Self::Date)
    }
}
