//! Attachments over HTTP.

mod serving;
