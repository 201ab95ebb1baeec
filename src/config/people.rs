//! Sessions and what signs them.

use jiff::SignedDuration;
use secrecy::SecretString;

use super::sources::{Invalid, Sources};

/// Sessions.
#[derive(Clone, Debug)]
pub struct People {
    /// Signs the session cookie; `None`: the garden's own, made once and kept in the database.
    pub secret: Option<SecretString>,
    /// A session that was not used for this long ends.
    pub session_idle: SignedDuration,
    /// A session ends this long after the sign-in, however often it is used.
    pub session_lifetime: SignedDuration,
}

impl People {
    pub(super) fn load(sources: &Sources) -> Result<Self, Invalid> {
        Ok(Self {
            secret: sources.read_optional(
                "secret",
                "at least 64 characters, random, the same on every replica",
                |text| (text.len() >= 64).then(|| text.to_owned().into()),
            )?,
            session_idle: sources.read("session_idle", "14d", DURATION, duration)?,
            session_lifetime: sources.read("session_lifetime", "90d", DURATION, duration)?,
        })
    }
}

const DURATION: &str = "a time from a minute to ten years, such as 45m, 12h or 30d";

fn duration(text: &str) -> Option<SignedDuration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: i64 = number.trim().parse().ok()?;
    let minutes = match unit {
        "m" => number,
        "h" => number.checked_mul(60)?,
        "d" => number.checked_mul(60 * 24)?,
        _ => return None,
    };
    (1..=60 * 24 * 3660).contains(&minutes).then(|| SignedDuration::from_mins(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_unit_and_bounds() {
        assert_eq!(duration("45m"), Some(SignedDuration::from_mins(45)));
        assert_eq!(duration("30d"), Some(SignedDuration::from_hours(30 * 24)));
        for wrong in ["", "d", "30", "0m", "-1h", "99999d", "3 weeks", "1é"] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }
}
