//! Lists in pages: bounded, and without counting what is not shown.

use serde::Deserialize;

/// Rows on a page.
pub const PAGE_SIZE: i64 = 30;
/// Nobody leafs further; it bounds what a page can cost.
pub const LAST_PAGE: u32 = 10_000;

/// The page that a reader asked for, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct PageNumber(u32);

impl PageNumber {
    /// The first page.
    pub const FIRST: Self = Self(1);

    /// The number, from 1.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Rows before this page.
    #[must_use]
    pub fn offset(self) -> i64 {
        i64::from(self.0.saturating_sub(1)) * PAGE_SIZE
    }

    /// Rows to fetch: the page's and one more, which tells whether another page follows.
    #[must_use]
    pub const fn fetch(self) -> i64 {
        PAGE_SIZE + 1
    }
}

impl Default for PageNumber {
    fn default() -> Self {
        Self::FIRST
    }
}

impl From<String> for PageNumber {
    /// What is not a number from 1 to the last page becomes the nearest sensible page.
    fn from(text: String) -> Self {
        let number = text.trim().parse::<i64>().unwrap_or(1).clamp(1, i64::from(LAST_PAGE));
        Self(u32::try_from(number).unwrap_or(1))
    }
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, at most [`PAGE_SIZE`].
    pub items: Vec<T>,
    /// Which page this is.
    pub number: PageNumber,
    /// Whether another follows.
    pub more: bool,
}

impl<T> Page<T> {
    /// Makes a page of rows that were fetched with [`PageNumber::fetch`].
    #[must_use]
    pub fn of(mut rows: Vec<T>, number: PageNumber) -> Self {
        let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
        let more = rows.len() > size && number.get() < LAST_PAGE;
        rows.truncate(size);
        Self { items: rows, number, more }
    }

    /// Whether it lies behind the end of its list, where no address leads. The first page may be empty.
    #[must_use]
    pub fn is_beyond(&self) -> bool {
        self.items.is_empty() && self.number.get() > 1
    }

    /// The number of the page before this one.
    #[must_use]
    pub fn previous(&self) -> Option<u32> {
        (self.number.get() > 1).then(|| self.number.get() - 1)
    }

    /// The number of the page after this one.
    #[must_use]
    pub fn next(&self) -> Option<u32> {
        self.more.then(|| self.number.get() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_page_is_the_nearest_sensible_one() {
        for (text, number) in [("3", 3), ("0", 1), ("-7", 1), ("x", 1), ("", 1), ("99999999", LAST_PAGE)] {
            assert_eq!(PageNumber::from(text.to_owned()).get(), number, "{text}");
        }
    }

    #[test]
    fn one_row_more_than_fits_tells_that_another_page_follows() {
        let rows: Vec<i64> = (0..=PAGE_SIZE).collect();
        let page = Page::of(rows, PageNumber::FIRST);
        assert_eq!((page.items.len(), page.next(), page.previous()), (30, Some(2), None));
        let second = PageNumber::from("2".to_owned());
        assert_eq!(Page::of(vec![1], second).next(), None);
        assert!(
            Page::<i64>::of(vec![], second).is_beyond()
                && !Page::<i64>::of(vec![], PageNumber::FIRST).is_beyond()
        );
    }
}
