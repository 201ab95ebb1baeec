//! Sessions in PostgreSQL, as actix-session wants them kept.

use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::{cookie::time::Duration, web::Data};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{PERSON, USER, store};
use crate::{ids::UserId, state::State};

/// Bytes of a session's key: 256 bits, twice what cannot be guessed any more.
const KEY_BYTES: usize = 32;

/// "Last seen" is this exact.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// A visit is over when nothing was heard of its person for so long.
const VISIT_ENDS: SignedDuration = SignedDuration::from_mins(30);

/// Keeps sessions in the table `sessions`. The browser holds a random key, the table its SHA-256 only.
pub struct Keeper {
    state: Data<State>,
}

impl Keeper {
    pub(super) fn new(state: Data<State>) -> Self {
        Self { state }
    }

    fn moments(&self) -> store::Moments {
        let now = self.state.clock.now();
        let idle = self.state.config.people.session_idle;
        store::Moments {
            now,
            idle_since: before(now, idle),
            visit_ended: before(now, VISIT_ENDS),
            touch_before: before(now, SEEN_EVERY),
        }
    }
}

/// A moment that lies `span` back.
pub(super) fn before(now: Timestamp, span: SignedDuration) -> Timestamp {
    now.checked_sub(span).unwrap_or(Timestamp::MIN)
}

fn hash_of(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}

fn fresh_key() -> anyhow::Result<SessionKey> {
    let mut bytes = [0; KEY_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&bytes).try_into()?)
}

/// Parts what the table keeps in columns from the rest of a session. Values arrive as JSON texts.
fn parted(mut entries: HashMap<String, String>) -> anyhow::Result<(Option<UserId>, Value)> {
    entries.remove(PERSON);
    let user = entries.remove(USER).map(|json| serde_json::from_str(&json)).transpose()?;
    let rest = entries.into_iter().map(|(key, json)| Ok((key, serde_json::from_str(&json)?)));
    Ok((user, Value::Object(rest.collect::<Result<_, serde_json::Error>>()?)))
}

/// The entries of a session as it was found, with the person who was found behind it.
fn joined(found: &store::Found) -> serde_json::Result<HashMap<String, String>> {
    let kept = found.state.as_object().into_iter().flatten();
    let mut entries: HashMap<_, _> = kept.map(|(key, value)| (key.clone(), value.to_string())).collect();
    if let Some(person) = &found.person {
        entries.insert(USER.to_owned(), serde_json::to_string(&person.id)?);
        entries.insert(PERSON.to_owned(), serde_json::to_string(person)?);
    }
    Ok(entries)
}

fn log(doing: &str, error: &dyn std::fmt::Display) {
    tracing::warn!(%error, doing, "a session could not be kept");
}

impl SessionStore for Keeper {
    async fn load(&self, key: &SessionKey) -> Result<Option<HashMap<String, String>>, LoadError> {
        let found = store::find_session(&self.state.pool, &hash_of(key.as_ref()), self.moments())
            .await
            .inspect_err(|error| log("load", error))
            .map_err(|error| LoadError::Other(error.into()))?;
        found.as_ref().map(joined).transpose().map_err(|error| LoadError::Deserialization(error.into()))
    }

    async fn save(&self, entries: HashMap<String, String>, _: &Duration) -> Result<SessionKey, SaveError> {
        let (user, state) = parted(entries).map_err(SaveError::Serialization)?;
        let key = fresh_key().map_err(SaveError::Other)?;
        let at = self.moments();
        let ends = at.now.checked_add(self.state.config.people.session_lifetime).unwrap_or(Timestamp::MAX);
        store::insert_session(&self.state.pool, &hash_of(key.as_ref()), user, &state, at, ends)
            .await
            .inspect_err(|error| log("save", error))
            .map_err(|error| SaveError::Other(error.into()))?;
        Ok(key)
    }

    /// A session that has ended meanwhile (a password was changed elsewhere, say) is not brought back: the key
    /// stays the dead one.
    async fn update(
        &self,
        key: SessionKey,
        entries: HashMap<String, String>,
        _: &Duration,
    ) -> Result<SessionKey, UpdateError> {
        let (user, state) = parted(entries).map_err(UpdateError::Serialization)?;
        let now = self.state.clock.now();
        store::update_session(&self.state.pool, &hash_of(key.as_ref()), user, &state, now)
            .await
            .inspect_err(|error| log("update", error))
            .map_err(|error| UpdateError::Other(error.into()))?;
        Ok(key)
    }

    /// Nothing to do: "last seen" is noted when a session is loaded, and its end never moves.
    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> anyhow::Result<()> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> anyhow::Result<()> {
        store::delete_session(&self.state.pool, &hash_of(key.as_ref()))
            .await
            .inspect_err(|error| log("delete", error))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_long_and_never_the_same() {
        let (one, other) = (fresh_key().unwrap(), fresh_key().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.as_ref().len(), 43);
    }

    #[test]
    fn the_person_is_never_kept_and_the_user_has_a_column() {
        let id = UserId::new();
        let entries = HashMap::from([
            (USER.to_owned(), serde_json::to_string(&id).unwrap()),
            (PERSON.to_owned(), "{}".to_owned()),
            ("seen".to_owned(), "[1]".to_owned()),
        ]);
        let (user, state) = parted(entries).unwrap();
        assert_eq!((user, state.to_string().as_str()), (Some(id), r#"{"seen":[1]}"#));
        let back = joined(&store::Found { state, person: None }).unwrap();
        assert_eq!(back, HashMap::from([("seen".to_owned(), "[1]".to_owned())]));
    }
}
