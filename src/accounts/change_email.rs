//! A person signs in by another address from now on.

use super::{AccountError, Email, Password, Passwords, prove::prove, store};
use crate::{db::constraint::OnConstraint as _, ids::UserId, state::State, web};

/// What became of the wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailChange {
    /// It is the person's address now.
    Done,
    /// The current password is wrong.
    WrongPassword,
    /// Somebody else has the address.
    Taken,
}

/// Replaces the address of somebody who knows their current password: whoever sits before a session that was left
/// open cannot take the account over, nor learn who else has one here.
///
/// # Errors
/// [`web::Error::TooMany`] for those who try too often; those of the database.
pub async fn change_email(
    state: &State,
    passwords: &Passwords,
    user: UserId,
    current: &Password,
    new: &Email,
) -> web::Result<EmailChange> {
    if prove(state, passwords, user, current).await?.is_none() {
        return Ok(EmailChange::WrongPassword);
    }
    let changed = store::update_email(&state.pool, user, new, state.clock.now()).await;
    match changed.on_constraint("users_email_key", || AccountError::EmailTaken) {
        Ok(()) => Ok(EmailChange::Done),
        Err(AccountError::EmailTaken) => Ok(EmailChange::Taken),
        Err(AccountError::Database(error)) => Err(error.into()),
    }
}
