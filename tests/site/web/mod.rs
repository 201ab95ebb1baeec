mod assets;
mod busy;
mod errors;
mod origin;
