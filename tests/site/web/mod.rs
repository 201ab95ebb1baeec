mod assets;
mod busy;
mod errors;
mod forms;
mod origin;
