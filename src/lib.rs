//! Quintal: a digital garden with a back end.
//!
//! One crate, one binary. The rooms below are listed from the ground up; a room looks only into the rooms
//! above it in this list (`tests/house` holds the layers, `docs/ARCHITECTURE.md` is the map).

pub mod access;
pub mod accounts;
pub mod admin;
pub mod cards;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod duties;
pub mod exhibit;
pub mod feeds;
pub mod files;
pub mod garden;
pub mod i18n;
pub mod ids;
pub mod jobs;
pub mod notes;
pub mod routes;
pub mod server;
pub mod state;
pub mod storage;
pub mod text;
pub mod transfer;
pub mod web;
