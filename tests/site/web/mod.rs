mod assets;
mod errors;
mod origin;
