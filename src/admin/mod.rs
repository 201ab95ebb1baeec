//! The owner's pages. For everybody else they do not exist.

mod pages;
mod words;

pub use pages::routes;
