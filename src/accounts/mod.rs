//! People, sign-in and sessions.
