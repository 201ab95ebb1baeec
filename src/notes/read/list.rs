//! Lists of notes whose state lives in the address: `?sort=…&page=…&lang=…`.

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    place::audience,
    store::lists::{self, Ask},
};
use crate::{
    access::{Audience, Audiences},
    db::paging::{Page, PageNumber},
    ids::AudienceId,
    text::language::Language,
};

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The newest change first.
    Updated,
    /// The newest note first.
    Created,
    /// By title, as people sort.
    Title,
}

impl Order {
    /// Every order, as the page offers them.
    pub const ALL: [Self; 3] = [Self::Updated, Self::Created, Self::Title];

    /// The word in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Created => "created",
            Self::Title => "title",
        }
    }

    /// The order of that name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == word)
    }
}

/// What a reader asks of a list, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    sort: String,
    page: PageNumber,
    lang: String,
}

impl Wish {
    /// The first page, in this order.
    #[must_use]
    pub fn ordered(order: Order) -> Self {
        Self { sort: order.as_str().to_owned(), ..Self::default() }
    }

    /// The same in another order.
    #[must_use]
    pub fn in_order(self, order: Order) -> Self {
        Self { sort: order.as_str().to_owned(), ..self }
    }

    /// The order asked for, or the list's own.
    #[must_use]
    pub fn order(&self, usual: Order) -> Order {
        Order::named(&self.sort).unwrap_or(usual)
    }

    /// The page asked for.
    #[must_use]
    pub const fn page(&self) -> PageNumber {
        self.page
    }

    /// The language asked for, without its region: whoever reads `pt` reads `pt-BR`. What is no language is no wish.
    #[must_use]
    pub fn language(&self) -> Option<String> {
        Language::parse(&self.lang).ok().map(|language| language.primary().to_owned())
    }
}

/// A tag as it was written, and as it is looked up.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Tag {
    /// Folded: the last part of its address.
    pub key: String,
    /// As written.
    pub name: String,
}

/// A note in a list.
#[derive(Clone, Debug, Deserialize)]
pub struct Listed {
    /// Its address below `/notes/`.
    pub path: String,
    /// The folder that it lies in; empty for none.
    pub folder: String,
    /// Its title.
    pub title: String,
    /// The language that it is written in (BCP 47).
    pub language: String,
    /// Its first sentences.
    pub excerpt: String,
    /// Who may read it.
    pub audience: AudienceId,
    /// Whether lists show it.
    pub listed: bool,
    /// When it was first written.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Whether the reader has read it, as far as they want that kept.
    #[serde(default)]
    pub read: bool,
}

impl Listed {
    /// Who may read it, in words.
    #[must_use]
    pub fn readers(&self) -> Audience {
        audience(self.audience, self.listed)
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct List {
    /// The notes of this page.
    pub page: Page<Listed>,
    /// How they are ordered.
    pub order: Order,
    /// The language that they were narrowed to.
    pub language: Option<String>,
    /// The languages that the notes of the whole list are in, as far as this visitor may read them.
    pub languages: Vec<String>,
}

impl List {
    /// Whether the list as such holds nothing for this visitor, whatever was asked.
    #[must_use]
    pub fn is_barren(&self) -> bool {
        self.languages.is_empty()
    }
}

/// What a list holds.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// Everything.
    All,
    /// The notes that lie in a folder itself.
    Folder(&'a str),
    /// The notes of a folder and of the folders in it, the newest change first.
    Below(&'a str),
    /// The notes of a tag, by its key, and of the tags nested in it.
    Tag(&'a str),
}

/// A page of a list.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &mut PgConnection,
    of: Of<'_>,
    wish: &Wish,
    audiences: &Audiences,
) -> sqlx::Result<List> {
    let usual = if matches!(of, Of::Folder(_)) { Order::Title } else { Order::Updated };
    let (order, language) = (wish.order(usual), wish.language());
    let ask =
        Ask { audiences: audiences.ids(), order, offset: wish.page.offset(), language: language.as_deref() };
    let rows = match of {
        Of::All => lists::list_all(db, ask).await?,
        Of::Folder(path) => lists::list_in_folder(db, path, ask).await?,
        Of::Below(path) => lists::list_below_folder(db, path, ask).await?,
        Of::Tag(key) => lists::list_tagged(db, key, ask).await?,
    };
    Ok(List { page: Page::of(rows.notes.0, wish.page), order, language, languages: rows.languages })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::paging::PAGE_SIZE;

    #[test]
    fn the_queries_fetch_a_page_and_one_more() {
        assert_eq!(PageNumber::FIRST.fetch(), 31, "store/lists.rs says 31");
        assert_eq!(PAGE_SIZE, 30, "store/search.rs says 30");
    }

    #[test]
    fn a_wish_that_makes_no_sense_is_none() {
        let wish = |query: &str| serde_html_form::from_str::<Wish>(query).unwrap_or_default();
        assert_eq!(wish("sort=title&lang=PT_br").order(Order::Updated), Order::Title);
        assert_eq!(wish("sort=title&lang=PT_br").language().as_deref(), Some("pt"));
        assert_eq!(wish("sort=sideways&lang=%00").order(Order::Title), Order::Title);
        assert_eq!(wish("lang=%00").language(), None);
        assert_eq!(wish("page=banana").page(), PageNumber::FIRST);
    }
}
