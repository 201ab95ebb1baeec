mod health;
mod settings;
mod setup;
