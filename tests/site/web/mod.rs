mod assets;
mod busy;
mod errors;
mod forms;
mod navigation;
mod origin;
mod shortcuts;
