mod assets;
mod errors;
mod origin;
mod shortcuts;
