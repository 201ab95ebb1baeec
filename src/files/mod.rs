//! Attachments and how they are served.

pub mod attach;
