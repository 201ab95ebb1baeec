//! The controls of a list: its state in addresses.

use crate::{
    i18n::Strings,
    notes::read::list::{List, Order},
};

/// A list with the addresses of its other orders, languages and pages.
pub(super) struct ListView {
    pub(super) list: List,
    /// The address of the list as it is when nothing is asked.
    pub(super) base: String,
    usual: Order,
}

/// A choice among several.
pub(super) struct Choice {
    pub(super) address: String,
    pub(super) words: String,
    pub(super) chosen: bool,
}

impl ListView {
    pub(super) fn new(list: List, base: String, usual: Order) -> Self {
        Self { list, base, usual }
    }

    /// The orders to choose from.
    pub(super) fn orders(&self, t: &Strings) -> Vec<Choice> {
        Order::ALL
            .into_iter()
            .map(|order| Choice {
                address: self.address(order, self.list.language.as_deref(), 1),
                words: match order {
                    Order::Updated => t.list_order_updated(),
                    Order::Created => t.list_order_created(),
                    Order::Title => t.list_order_title(),
                },
                chosen: order == self.list.order,
            })
            .collect()
    }

    /// Whether there is a choice of languages.
    pub(super) fn has_languages(&self) -> bool {
        self.list.languages.len() > 1 || self.list.language.is_some()
    }

    /// Whether the list is narrowed to this language.
    pub(super) fn is_in(&self, language: &str) -> bool {
        self.list.language.as_deref() == Some(language)
    }

    /// The order, where it is not the usual one.
    pub(super) fn own_order(&self) -> Option<&'static str> {
        (self.list.order != self.usual).then(|| self.list.order.as_str())
    }

    /// The page before this one.
    pub(super) fn previous(&self) -> Option<String> {
        self.list.page.previous().map(|page| self.page(page))
    }

    /// The page after this one.
    pub(super) fn next(&self) -> Option<String> {
        self.list.page.next().map(|page| self.page(page))
    }

    fn page(&self, page: u32) -> String {
        self.address(self.list.order, self.list.language.as_deref(), page)
    }

    /// What is as usual is not said.
    fn address(&self, order: Order, language: Option<&str>, page: u32) -> String {
        let mut query = Vec::new();
        if order != self.usual {
            query.push(format!("sort={}", order.as_str()));
        }
        if let Some(language) = language {
            query.push(format!("lang={language}"));
        }
        if page > 1 {
            query.push(format!("page={page}"));
        }
        if query.is_empty() { self.base.clone() } else { format!("{}?{}", self.base, query.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::paging::{Page, PageNumber};

    #[test]
    fn addresses_say_only_what_is_unusual() {
        let page = Page { items: Vec::new(), number: PageNumber::from("2".to_owned()), more: true };
        let list = List { page, order: Order::Title, language: Some("pt".into()), languages: Vec::new() };
        let view = ListView::new(list, "/notes".into(), Order::Updated);
        assert_eq!(view.next().as_deref(), Some("/notes?sort=title&lang=pt&page=3"));
        assert_eq!(view.previous().as_deref(), Some("/notes?sort=title&lang=pt"));
        assert_eq!(view.address(Order::Updated, None, 1), "/notes");
    }
}
