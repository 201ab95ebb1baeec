//! Passwords: which are taken, and how they are kept.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc},
};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use unicode_normalization::UnicodeNormalization as _;
use zxcvbn::{Score, zxcvbn};

use crate::text::fold;

/// Hashes computed at a time: memory and cores for them are bounded, however many people sign in at once.
const AT_ONCE: usize = 2;
/// Hashes computed or waited for; a flood beyond it is turned away.
const WAITING: usize = 64;

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// Argon2id with 19 MiB, two passes and one lane: the minimum of OWASP's Password Storage Cheat Sheet
    /// (2025).
    pub const RECOMMENDED: Self = Self { memory: 19 * 1024, passes: 2 };
}

/// A password as it was typed. It never shows itself.
#[derive(Clone, Debug)]
pub struct Password(SecretString);

/// A password that is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// Shorter than any that is hard to guess.
    #[error("a password has at least {} characters", Password::SHORTEST)]
    TooShort,
    /// Longer than anybody types.
    #[error("a password has at most {} characters", Password::LONGEST)]
    TooLong,
    /// Common, or put together of what is.
    #[error("this password is easily guessed; take three or four words that do not belong together")]
    Guessable,
}

impl Password {
    /// The fewest characters of a new password (NIST SP 800-63B, 5.1.1.2).
    pub const SHORTEST: usize = 8;
    /// The most.
    pub const LONGEST: usize = 1000;
    /// So many guesses are not enough for a new password: what an online attack gets through in years (a score of 3
    /// in Wheeler, zxcvbn, USENIX Security 2016).
    const STRONG: Score = Score::Three;

    /// A password that was typed to be compared. The same characters may be encoded in several ways, depending
    /// on the keyboard; they are brought to one (NFKC, as NIST SP 800-63B, 5.1.1.2 asks).
    #[must_use]
    pub fn given(text: &str) -> Self {
        // Nothing longer can be right, and 4 bytes are the most that a character takes.
        Self(text.nfkc().take(Self::LONGEST + 1).collect::<String>().into())
    }

    /// A password that was typed to be kept: of any characters, long enough, hard to guess for somebody who has lists of
    /// common ones and knows `about` its person, and without rules of what it is made of, which would only make
    /// passwords worse (NIST SP 800-63B, 5.1.1.2 and appendix A).
    ///
    /// # Errors
    /// [`BadPassword`].
    pub fn choose(text: &str, about: &[&str]) -> Result<Self, BadPassword> {
        let password = Self::given(text);
        let characters = password.0.expose_secret().chars().count();
        if characters < Self::SHORTEST {
            return Err(BadPassword::TooShort);
        }
        if characters > Self::LONGEST {
            return Err(BadPassword::TooLong);
        }
        let plain: Vec<String> = about.iter().map(|text| fold::key(text)).collect();
        let wholes = || about.iter().copied().chain(plain.iter().map(String::as_str));
        let words = wholes().flat_map(|text| text.split(|ch: char| !ch.is_alphanumeric()));
        let known: Vec<&str> = words.chain(wholes()).filter(|word| !word.is_empty()).collect();
        let strength = zxcvbn(password.0.expose_secret(), &known);
        if strength.score() < Self::STRONG { Err(BadPassword::Guessable) } else { Ok(password) }
    }

    fn bytes(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}

/// What is kept of a password: a PHC string.
#[derive(Clone, Debug)]
pub struct PasswordHash(pub(super) String);

/// Why a hash was not computed.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many people are signing in right now.
    #[error("too many passwords are being checked; try again in a moment")]
    Busy,
    /// A hash that was kept cannot be read, or the machine gives no random bytes.
    #[error("a password could not be hashed: {0}")]
    Failed(#[from] argon2::password_hash::Error),
    /// The program is stopping.
    #[error("the program is stopping")]
    Stopping,
}

/// What became of a comparison.
#[derive(Debug)]
pub struct Checked {
    /// Whether the password is the right one.
    pub right: bool,
    /// The password under today's cost, where the kept hash was made under another one.
    pub renewed: Option<PasswordHash>,
}

/// Computes hashes, off the threads that answer requests and few at a time.
#[derive(Debug)]
pub struct Passwords {
    params: Params,
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// The hash of no password, of the same cost as everybody's.
    nobodys: String,
    computed: Arc<AtomicU64>,
}

impl Passwords {
    /// Hashes at this cost.
    ///
    /// # Errors
    /// When Argon2 cannot be run at this cost.
    pub fn new(cost: Cost) -> Result<Self, HashError> {
        let params = Params::new(cost.memory, cost.passes, 1, None)
            .map_err(|_| argon2::password_hash::Error::ParamsInvalid)?;
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| argon2::password_hash::Error::Internal)?;
        let nobodys = argon2(&params).hash_password(&bytes)?.to_string();
        Ok(Self {
            params,
            running: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::new(Semaphore::new(WAITING)),
            nobodys,
            computed: Arc::default(),
        })
    }

    /// How many times Argon2 was run since the start.
    #[must_use]
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    /// Turns a new password into what is kept of it.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn hash(&self, password: &Password) -> Result<PasswordHash, HashError> {
        let (params, password, computed) = (self.params.clone(), password.clone(), self.computed.clone());
        self.run(move || {
            computed.fetch_add(1, Ordering::Relaxed);
            Ok(PasswordHash(argon2(&params).hash_password(password.bytes())?.to_string()))
        })
        .await
    }

    /// Compares a password with what is kept. With nothing kept it costs the same time and is never right.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn check(
        &self,
        password: &Password,
        kept: Option<&PasswordHash>,
    ) -> Result<Checked, HashError> {
        let (params, password, computed) = (self.params.clone(), password.clone(), self.computed.clone());
        let text = kept.map_or_else(|| self.nobodys.clone(), |hash| hash.0.clone());
        let somebodys = kept.is_some();
        self.run(move || {
            let hash = phc::PasswordHash::new(&text).map_err(argon2::password_hash::Error::from)?;
            let argon2 = argon2(&params);
            computed.fetch_add(1, Ordering::Relaxed);
            let right = match argon2.verify_password(password.bytes(), &hash) {
                Ok(()) => somebodys,
                Err(argon2::password_hash::Error::PasswordInvalid) => false,
                Err(error) => return Err(error.into()),
            };
            let renewed = if right && !is_current(&hash, &params) {
                computed.fetch_add(1, Ordering::Relaxed);
                Some(PasswordHash(argon2.hash_password(password.bytes())?.to_string()))
            } else {
                None
            };
            Ok(Checked { right, renewed })
        })
        .await
    }

    /// The permits go with the work, not with the request: who hangs up does not free what still runs.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HashError> {
        let waiting = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| HashError::Busy)?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| HashError::Stopping)?;
        let permits: [OwnedSemaphorePermit; 2] = [waiting, running];
        tokio::task::spawn_blocking(move || {
            let _until_done = permits;
            work()
        })
        .await
        .map_err(|_| HashError::Stopping)?
    }
}

fn argon2(params: &Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
}

/// Whether a hash is at least as dear as today's.
fn is_current(hash: &phc::PasswordHash, today: &Params) -> bool {
    hash.algorithm.as_str() == Algorithm::Argon2id.as_str()
        && hash.version == Some(Version::V0x13.into())
        && Params::try_from(hash)
            .is_ok_and(|kept| kept.m_cost() >= today.m_cost() && kept.t_cost() >= today.t_cost())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory: 8, passes: 1 };

    #[test]
    fn a_password_may_be_of_anything_that_is_long_enough_and_hard_to_guess() {
        let choose = |text: &str| Password::choose(text, &["Olívia Prado", "livia@garden.example"]);
        let refused = |text: &str| choose(text).unwrap_err();
        assert_eq!(refused("1234567"), BadPassword::TooShort);
        assert_eq!(refused(&"a".repeat(1001)), BadPassword::TooLong);
        for common in [
            "        ",
            "password1",
            "Senha123!",
            "qwertyuiop",
            "12345678",
            "P@ssw0rd",
            "olivia prado",
            "livia@garden.example",
        ] {
            assert_eq!(choose(common).err(), Some(BadPassword::Guessable), "{common}");
        }
        for good in [
            "orvalho sobre a couve",
            "la higuera sin higos",
            "xk9 vq!dw",
            "庭の梨は甘い花です",
            "🌱🍐🐛🪴 nove regadores",
        ] {
            assert!(choose(good).is_ok(), "{good}");
        }
        let long = "Zm7 q".repeat(200);
        assert!(
            choose(&long).is_err()
                && choose(&format!("couve-flor azul {long}").chars().take(1000).collect::<String>()).is_ok()
        );
        assert!(!format!("{:?}", Password::given("hunter2")).contains("hunter2"));
    }

    #[test]
    fn the_cost_is_owasps_minimum_or_more() {
        let Cost { memory, passes } = Cost::RECOMMENDED;
        assert!(memory >= 19 * 1024 && passes >= 2);
        let hash = Passwords::new(Cost::RECOMMENDED).unwrap().nobodys;
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    }

    #[tokio::test]
    async fn a_password_is_known_again_however_it_is_encoded() {
        let passwords = Passwords::new(CHEAP).unwrap();
        let hash = passwords.hash(&Password::given("corac\u{327}o\u{303}es")).await.unwrap();
        for (typed, right) in [("cora\u{e7}\u{f5}es", true), ("coracoes", false), ("", false)] {
            let checked = passwords.check(&Password::given(typed), Some(&hash)).await.unwrap();
            assert_eq!((checked.right, checked.renewed.is_some()), (right, false), "{typed}");
        }
    }

    #[tokio::test]
    async fn nobodys_password_is_never_right_and_costs_the_same() {
        let passwords = Passwords::new(CHEAP).unwrap();
        let hash = passwords.hash(&Password::given("correct horse")).await.unwrap();
        let before = passwords.computed();
        assert!(!passwords.check(&Password::given("wrong"), Some(&hash)).await.unwrap().right);
        let between = passwords.computed();
        assert!(!passwords.check(&Password::given("wrong"), None).await.unwrap().right);
        assert_eq!((between - before, passwords.computed() - between), (1, 1));
    }

    #[tokio::test]
    async fn a_cheaper_hash_is_renewed_when_its_password_is_typed() {
        let old = Passwords::new(CHEAP).unwrap().hash(&Password::given("correct horse")).await.unwrap();
        let dearer = Passwords::new(Cost { memory: 16, passes: 2 }).unwrap();
        assert!(dearer.check(&Password::given("wrong"), Some(&old)).await.unwrap().renewed.is_none());
        let checked = dearer.check(&Password::given("correct horse"), Some(&old)).await.unwrap();
        let renewed = checked.renewed.unwrap();
        assert!(checked.right && renewed.0.contains("m=16,t=2"), "{renewed:?}");
        let again = dearer.check(&Password::given("correct horse"), Some(&renewed)).await.unwrap();
        assert!(again.right && again.renewed.is_none());
    }

    #[tokio::test]
    async fn a_flood_is_turned_away() {
        let passwords = Passwords::new(CHEAP).unwrap();
        let running = passwords.running.acquire_many(2).await.unwrap();
        let password = Password::given("a");
        let mut queue: Vec<_> = (0..WAITING).map(|_| Box::pin(passwords.check(&password, None))).collect();
        for waiting in &mut queue {
            assert!(futures_util::poll!(waiting.as_mut()).is_pending());
        }
        assert!(matches!(passwords.check(&password, None).await, Err(HashError::Busy)));
        // Who hangs up while waiting makes room.
        drop(queue);
        drop(running);
        assert!(passwords.check(&password, None).await.is_ok());
    }
}
