//! Every kind of background work, in one list.

use crate::{
    files::Thumbnails,
    jobs::{Kinds, Sweep},
    notes::{
        editing::bin,
        write::{Publish, Renew},
    },
};

/// What this program does beside the requests; `jobs::follow` does it when it is due.
#[must_use]
pub fn all() -> Kinds {
    Kinds::new().with::<Publish>().with::<Renew>().with::<Thumbnails>().daily::<Sweep>().daily::<bin::Empty>()
}
