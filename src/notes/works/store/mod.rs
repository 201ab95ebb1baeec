//! SQL of works.

pub(super) mod chosen;
pub(super) mod list;
pub(super) mod works;
