//! Lists of what waits for somebody, and with `?mine=yes` of what they asked of others.

use serde::Deserialize;

use crate::{db::paging::PageNumber, web};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Wish {
    pub(super) page: PageNumber,
    /// Not empty: one's own.
    mine: String,
}

impl Wish {
    pub(super) fn is_mine(&self) -> bool {
        !self.mine.is_empty()
    }
}

/// The address of a page of such a list.
pub(super) fn paged(list: &str, mine: bool, page: Option<u32>) -> Option<String> {
    let mine = if mine { "?mine=yes" } else { "" };
    page.map(|page| web::paged(&format!("{list}{mine}"), page))
}
