mod health;
mod manual;
mod settings;
mod setup;
