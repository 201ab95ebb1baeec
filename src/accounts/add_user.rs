//! A person joins.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{Email, PasswordHash, PersonName, store};
use crate::{
    access::Role, db::constraint::OnConstraint as _, i18n::Locale, ids::UserId, web::preferences::Theme,
};

/// A person who is not in the database yet.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Their address.
    pub email: Email,
    /// Their name.
    pub name: PersonName,
    /// What is kept of their password; made before, for it takes long and a transaction should not wait.
    pub password_hash: PasswordHash,
    /// What they may do.
    pub role: Role,
    /// The language that they chose, if they chose one.
    pub locale: Option<Locale>,
    /// The theme that they chose, if they chose one.
    pub theme: Option<Theme>,
}

/// Why an account cannot have an address.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Somebody has it, perhaps in capitals.
    #[error("somebody has an account with this e-mail address already")]
    EmailTaken,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Adds a person, and the audience that they alone are.
///
/// # Errors
/// [`AccountError`].
pub async fn add_user(
    connection: &mut PgConnection,
    new: &NewUser,
    now: Timestamp,
) -> Result<UserId, AccountError> {
    let id = UserId::new();
    store::insert_user(connection, id, new, now)
        .await
        .on_constraint("users_email_key", || AccountError::EmailTaken)?;
    if new.role == Role::Owner {
        // Now the garden has one: every replica must know that its first run is over.
        store::bump_generation(connection).await?;
    }
    Ok(id)
}
