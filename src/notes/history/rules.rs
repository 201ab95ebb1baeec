//! Which revisions are kept, by the owner's rules.
//!
//! A revision goes only in favour of the next one, and only where that was saved by the same person, for the same
//! readers, and in the same day or month. So the newest always stays, and whoever wrote a paragraph is still known: the
//! first revision left that holds it is theirs.

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

use crate::ids::{AudienceId, NoteId, RevisionId, UserId};

/// The longest time that a rule speaks of, in days: a hundred years.
pub const LONGEST: i32 = 36_500;

/// Which revisions are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rules {
    /// Every one.
    #[default]
    All,
    /// All of the last `all_days` days; then, up to `daily_days` days back, the last of each day; then the last of each
    /// month.
    Thin {
        /// 1 to [`LONGEST`].
        all_days: i32,
        /// `all_days` to [`LONGEST`].
        daily_days: i32,
    },
}

/// A revision, as far as the rules look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub id: RevisionId,
    /// Of which note.
    pub note: NoteId,
    /// Its number within the note.
    pub number: i32,
    /// When it was saved.
    pub saved: Timestamp,
    /// Who saved it.
    pub author: Option<UserId>,
    /// Who could read it.
    pub audience: AudienceId,
}

impl Rules {
    /// Those of these revisions, in the order of notes and numbers, that may go. Each of them but the last is judged; what
    /// something else stands on stays all the same, which the rules do not know.
    #[must_use]
    pub fn superfluous(self, revisions: &[Seen], now: Timestamp, zone: &TimeZone) -> Vec<RevisionId> {
        let Self::Thin { all_days, daily_days } = self else { return Vec::new() };
        let ago = |days: i32| {
            let then = now.to_zoned(zone.clone()).checked_sub(days.days());
            then.map_or(Timestamp::MIN, |then| then.timestamp())
        };
        let (all_since, daily_since) = (ago(all_days), ago(daily_days));
        let day = |at: Timestamp| zone.to_datetime(at).date();
        let span = |date: Date, daily: bool| if daily { date } else { date.first_of_month() };
        let goes = |one: &Seen, next: &Seen| {
            let daily = one.saved >= daily_since;
            one.note == next.note
                && one.saved < all_since
                && one.author == next.author
                && one.audience == next.audience
                && span(day(one.saved), daily) == span(day(next.saved), daily)
        };
        let pairs = revisions.iter().zip(revisions.iter().skip(1));
        pairs.filter(|(one, next)| goes(one, next)).map(|(one, _)| one.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    const RULES: Rules = Rules::Thin { all_days: 7, daily_days: 60 };

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn seen(number: i32, saved: &str, author: u128) -> Seen {
        Seen {
            id: RevisionId(uuid::Uuid::from_u128(u128::from(number.unsigned_abs()))),
            note: NoteId(uuid::Uuid::nil()),
            number,
            saved: at(saved),
            author: Some(UserId(uuid::Uuid::from_u128(author))),
            audience: AudienceId(1),
        }
    }

    fn gone(revisions: &[Seen]) -> Vec<u128> {
        let ids = RULES.superfluous(revisions, at("2026-11-21T12:00:00Z"), &TimeZone::UTC);
        ids.into_iter().map(|id| id.0.as_u128()).collect()
    }

    #[test]
    fn old_revisions_thin_out() {
        let revisions = [
            seen(1, "2026-01-03T08:00:00Z", 1),
            seen(2, "2026-01-20T08:00:00Z", 1),
            seen(3, "2026-02-01T08:00:00Z", 1),
            seen(4, "2026-10-10T08:00:00Z", 1),
            seen(5, "2026-10-10T09:00:00Z", 1),
            seen(6, "2026-10-11T09:00:00Z", 1),
            seen(7, "2026-11-20T09:00:00Z", 1),
            seen(8, "2026-11-20T09:01:00Z", 1),
        ];
        assert_eq!(gone(&revisions), [1, 4], "one of January, one of the tenth; the last week is whole");
        assert_eq!(Rules::All.superfluous(&revisions, at("2026-11-21T12:00:00Z"), &TimeZone::UTC), []);
    }

    #[test]
    fn what_others_wrote_or_could_not_read_is_not_swallowed() {
        let mut revisions = [
            seen(1, "2026-01-03T08:00:00Z", 1),
            seen(2, "2026-01-03T09:00:00Z", 2),
            seen(3, "2026-01-03T10:00:00Z", 2),
            seen(4, "2026-01-03T11:00:00Z", 1),
        ];
        assert_eq!(gone(&revisions), [2]);
        revisions[1].audience = AudienceId(100);
        assert_eq!(gone(&revisions), []);
        revisions[2].audience = AudienceId(100);
        revisions[2].note = NoteId::new();
        assert_eq!(gone(&revisions), []);
    }

    #[test]
    fn days_are_those_of_the_gardens_zone() {
        let revisions = [seen(1, "2026-10-10T02:30:00Z", 1), seen(2, "2026-10-10T03:30:00Z", 1)];
        let zone = TimeZone::get("America/Sao_Paulo").unwrap();
        assert_eq!(gone(&revisions), [1]);
        assert_eq!(RULES.superfluous(&revisions, at("2026-11-21T12:00:00Z"), &zone), []);
    }

    prop_compose! {
        fn history()(steps in prop::collection::vec((0_i64..40_000, 1_u128..4, 1_i32..3, 0_u8..20), 1..60)) -> Vec<Seen> {
            let mut minutes = 0;
            let mut note = NoteId(uuid::Uuid::nil());
            let mut list = Vec::new();
            for ((pause, author, audience, other), number) in steps.into_iter().zip(1..) {
                minutes += pause;
                if other == 0 {
                    note = NoteId(uuid::Uuid::from_u128(u128::from(u32::try_from(number).unwrap_or(1))));
                }
                list.push(Seen {
                    note,
                    saved: at("2025-01-01T00:00:00Z") + jiff::SignedDuration::from_mins(minutes),
                    audience: AudienceId(audience),
                    ..seen(number, "2025-01-01T00:00:00Z", author)
                });
            }
            list
        }
    }

    proptest! {
        #[test]
        fn what_must_stay_stays(history in history(), all_days in 1_i32..200, more in 0_i32..400) {
            let (now, zone) = (at("2026-11-21T12:00:00Z"), TimeZone::get("America/Sao_Paulo").unwrap());
            let rules = Rules::Thin { all_days, daily_days: all_days + more };
            let gone: HashSet<RevisionId> = rules.superfluous(&history, now, &zone).into_iter().collect();
            let left: Vec<Seen> = history.iter().copied().filter(|one| !gone.contains(&one.id)).collect();
            for (at, one) in history.iter().enumerate() {
                let newest = history.get(at + 1).is_none_or(|next| next.note != one.note);
                let young = one.saved >= now - jiff::SignedDuration::from_hours(i64::from(all_days) * 24 - 1);
                prop_assert!(!gone.contains(&one.id) || !(newest || young));
                // The first revision left that holds what this one brought is by the same person, for the same readers,
                // of the same month.
                let heir = left.iter().find(|other| other.note == one.note && other.number >= one.number).unwrap();
                prop_assert_eq!((heir.author, heir.audience), (one.author, one.audience));
                let month = |seen: &Seen| zone.to_datetime(seen.saved).date().first_of_month();
                prop_assert_eq!(month(heir), month(one));
                if one.saved > now - jiff::SignedDuration::from_hours(i64::from(all_days + more) * 24 - 1) {
                    let day = |seen: &Seen| zone.to_datetime(seen.saved).date();
                    prop_assert_eq!(day(heir), day(one));
                }
            }
            // What is left stays when the rules are asked again.
            prop_assert!(rules.superfluous(&left, now, &zone).is_empty());
        }
    }
}
