//! Import of a vault.
