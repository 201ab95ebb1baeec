//! A person changes what they say of themselves.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{PersonName, store};
use crate::{i18n::Locale, ids::UserId, web::preferences::Theme};

/// What is to stand in the account from now on.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The name.
    pub name: PersonName,
    /// The language; `None`: as the browser asks.
    pub locale: Option<Locale>,
    /// The theme; `None`: as the system says.
    pub theme: Option<Theme>,
    /// The time zone (IANA); `None`: the garden's.
    pub time_zone: Option<String>,
}

/// Changes an account.
///
/// # Errors
/// Those of the database.
pub async fn update_account(
    connection: &mut PgConnection,
    user: UserId,
    changes: &Changes,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let renamed = store::update_user(connection, user, changes, now).await?;
    if renamed {
        // Names stand beside notes.
        store::bump_generation(connection).await?;
    }
    Ok(())
}
