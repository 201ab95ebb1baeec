mod again;
mod desk;
mod import;
mod refusals;
mod saving;
