//! People, sign-in and sessions.
//!
//! Tables: `users`, `audiences`, `sessions`, `throttles`.

pub mod sessions;
