//! Attachments over HTTP.

mod serving;
mod sweeping;
mod thumbnails;
