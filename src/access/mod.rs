//! Audiences and roles: the one rule of who may read what.
