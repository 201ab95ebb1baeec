mod again;
pub mod desk;
mod import;
mod refusals;
mod resolving;
mod saving;
