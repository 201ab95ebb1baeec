//! The owner's pages.
