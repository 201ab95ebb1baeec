mod again;
pub mod desk;
mod import;
mod merging;
mod readers;
mod refusals;
mod resolving;
mod saving;
