//! People, sign-in and sessions.
//!
//! Tables: `users`, `audiences`, `sessions`, `throttles`.

mod identity;
mod passwords;
pub mod sessions;

pub use identity::{BadEmail, BadName, Email, PersonName};
pub use passwords::{BadPassword, Checked, Cost, HashError, Password, PasswordHash, Passwords};
