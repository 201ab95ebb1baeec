//! The first run: the garden gets its name, its languages and its owner, once.
//!
//! Whoever sees the terminal is the owner. The program prints a link with a token that is derived from the
//! garden's secret, so that every replica prints and takes the same one, and nothing is kept; the link is dead
//! as soon as an owner exists.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::{Face, secret, store};
use crate::{
    access::Role,
    accounts::{self, AccountError, Email, NewUser, Password, Passwords, PersonName},
    ids::UserId,
    state::State,
    web,
};

/// What the owner decides on the first run.
pub(super) struct Plan {
    pub(super) face: Face,
    pub(super) owner_name: PersonName,
    pub(super) email: Email,
    pub(super) password: Password,
}

fn mac(secret: &[u8]) -> anyhow::Result<Hmac<Sha256>> {
    let mut mac = Hmac::new_from_slice(secret)?;
    mac.update(b"setup");
    Ok(mac)
}

fn token(secret: &[u8]) -> anyhow::Result<String> {
    Ok(BASE64URL_NOPAD.encode(&mac(secret)?.finalize().into_bytes()))
}

/// Compares in constant time: how much of a wrong token is right cannot be measured.
fn is_token(secret: &[u8], given: &str) -> anyhow::Result<bool> {
    let Ok(given) = BASE64URL_NOPAD.decode(given.as_bytes()) else { return Ok(false) };
    Ok(mac(secret)?.verify_slice(&given).is_ok())
}

/// The one-time link for the owner, as the terminal shows it; `None` once an owner exists.
///
/// # Errors
/// Those of the database.
pub async fn setup_link(state: &State) -> anyhow::Result<Option<String>> {
    let site = super::load(&state.pool, state.site.load().address.clone()).await?;
    if site.set_up {
        return Ok(None);
    }
    let token = token(&secret(&state.pool, &state.config).await?)?;
    let public = state.config.server.public_url.as_ref().map(|url| url.as_str().to_owned());
    let address = public.unwrap_or(site.address);
    Ok(Some(format!("{}/setup?token={token}", address.trim_end_matches('/'))))
}

/// Lets those in who have the link, for as long as there is no owner. To everybody else the page does not exist.
///
/// # Errors
/// [`web::Error::NotFound`]; those of the database.
pub(super) async fn admit(state: &State, given: Option<&str>) -> web::Result<()> {
    // What was read last is enough to say no; what was not read yet costs a query.
    if state.site.load().set_up {
        return Err(web::Error::NotFound);
    }
    let secret = secret(&state.pool, &state.config).await?;
    if !is_token(&secret, given.unwrap_or_default()).map_err(web::Error::Internal)? {
        return Err(web::Error::NotFound);
    }
    super::reload(state).await?;
    if state.site.load().set_up { Err(web::Error::NotFound) } else { Ok(()) }
}

/// Sets the garden up; `None` if a member has the owner's address already. No connection is held while the
/// password is hashed.
///
/// # Errors
/// [`web::Error::NotFound`] if somebody else was faster; those of the database.
pub(super) async fn set_up(state: &State, passwords: &Passwords, plan: Plan) -> web::Result<Option<UserId>> {
    let now = state.clock.now();
    let password_hash = passwords.hash(&plan.password).await?;
    let owner = NewUser {
        email: plan.email,
        name: plan.owner_name,
        password_hash,
        role: Role::Owner,
        locale: None,
        theme: None,
    };
    let mut transaction = state.pool.begin().await?;
    if store::find_owner_for_update(&mut transaction).await? {
        return Err(web::Error::NotFound);
    }
    plan.face.store(&mut transaction, Some(now)).await?;
    let user = match accounts::add_user(&mut transaction, &owner, now).await {
        Ok(user) => user,
        Err(AccountError::EmailTaken) => return Ok(None),
        Err(AccountError::Database(error)) => return Err(error.into()),
    };
    transaction.commit().await?;
    // This replica need not wait for its own notification.
    super::reload(state).await?;
    Ok(Some(user))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_token_of_this_garden_opens() {
        let token = token(b"one secret").unwrap();
        assert_eq!(token.len(), 43);
        assert!(is_token(b"one secret", &token).unwrap());
        assert!(!is_token(b"another", &token).unwrap());
        for wrong in ["", "x", &token[..42], &format!("{token}A"), &token.to_lowercase()] {
            assert!(!is_token(b"one secret", wrong).unwrap(), "{wrong}");
        }
    }
}
