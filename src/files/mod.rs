//! Attachments and how they are served.
