mod assets;
mod errors;
mod navigation;
mod origin;
