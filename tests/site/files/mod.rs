//! Attachments over HTTP.

mod serving;
mod sweeping;
