mod again;
pub mod desk;
mod import;
mod readers;
mod refusals;
mod resolving;
mod saving;
