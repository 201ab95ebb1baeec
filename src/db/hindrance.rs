//! What keeps the database from answering just now.

use std::fmt;

/// Why a statement failed that may well succeed a moment later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The server is starting, stopping or unreachable.
    Away,
    /// Every connection is in use, ours or the server's.
    Busy,
    /// The statement took longer than it may (`statement_timeout`).
    Slow,
}

impl Hindrance {
    /// What hindered a statement; `None` where the statement itself is at fault.
    #[must_use]
    pub fn of(error: &sqlx::Error) -> Option<Self> {
        match error {
            sqlx::Error::PoolTimedOut => Some(Self::Busy),
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) | sqlx::Error::PoolClosed => {
                Some(Self::Away)
            }
            sqlx::Error::Database(error) => Self::of_code(&error.code()?),
            _ => None,
        }
    }

    /// By SQLSTATE: PostgreSQL manual, appendix A.
    fn of_code(code: &str) -> Option<Self> {
        match code {
            // Too many connections.
            "53300" => Some(Self::Busy),
            // Cancelled, which nothing but the timeout does.
            "57014" => Some(Self::Slow),
            // A standby that does not take writes.
            "25006" => Some(Self::Away),
            // Connection; shutdown, crash, starting up.
            _ if code.starts_with("08") || code.starts_with("57P") => Some(Self::Away),
            _ => None,
        }
    }
}

impl fmt::Display for Hindrance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Away => "the database is away",
            Self::Busy => "every connection to the database is in use",
            Self::Slow => "a statement took too long and was cut off",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_succeed_later_is_told_apart_from_what_never_will() {
        assert_eq!(Hindrance::of(&sqlx::Error::PoolTimedOut), Some(Hindrance::Busy));
        assert_eq!(Hindrance::of(&sqlx::Error::PoolClosed), Some(Hindrance::Away));
        assert_eq!(Hindrance::of(&sqlx::Error::RowNotFound), None);
        for (code, hindrance) in [
            ("53300", Some(Hindrance::Busy)),
            ("57014", Some(Hindrance::Slow)),
            ("57P03", Some(Hindrance::Away)),
            ("08006", Some(Hindrance::Away)),
            ("25006", Some(Hindrance::Away)),
            ("23505", None),
            ("53100", None),
        ] {
            assert_eq!(Hindrance::of_code(code), hindrance, "{code}");
        }
    }
}
