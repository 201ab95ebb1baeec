//! The garden's settings, first run and health.

pub mod health;
