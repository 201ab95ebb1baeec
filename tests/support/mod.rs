//! What the tests share.

pub mod app;
pub mod page;
pub mod postgres;
