//! The headings of a note: their levels, their ids, and which of them a link means.

use std::collections::HashMap;

use super::plan::Place;
use crate::text::slug;

/// Ids of the page around a note, which its headings must not take.
const TAKEN: [&str; 11] = [
    "backlinks-title",
    "bookmarks",
    "contents",
    "contents-title",
    "f-lang",
    "folders",
    "folders-title",
    "main",
    "news",
    "shelf-title",
    "unfinished",
];
/// Where a link to the title leads, which the page shows itself.
const TOP: &str = "main";
/// Of so many headings with the same text a link can tell one from the others.
const MAX_SAME: usize = 64;

/// The headings in order.
#[derive(Default)]
pub(super) struct Outline {
    headings: Vec<Entry>,
    by_place: HashMap<Place, usize>,
    by_slug: HashMap<String, Vec<usize>>,
    ids: HashMap<String, usize>,
    /// The slug of the title, where a heading said the same and was left out.
    title: Option<String>,
}

/// One heading.
pub(super) struct Entry {
    /// As in the HTML: 2 to 6.
    pub(super) level: u8,
    pub(super) slug: String,
    pub(super) id: String,
    /// The heading that it stands under.
    parent: Option<usize>,
}

impl Outline {
    /// Takes the next heading.
    pub(super) fn add(&mut self, place: Place, level: u8, text: &str) {
        if self.ids.is_empty() {
            self.ids.extend(TAKEN.map(|id| (id.to_owned(), 1)));
        }
        let slug = slug::slug(text);
        let id = self.unique_id(&slug);
        let mut parent = self.headings.len().checked_sub(1);
        while let Some(above) = parent.and_then(|index| self.headings.get(index)) {
            if above.level < level {
                break;
            }
            parent = above.parent;
        }
        let index = self.headings.len();
        self.by_place.insert(place, index);
        let same = self.by_slug.entry(slug.clone()).or_default();
        if same.len() < MAX_SAME {
            same.push(index);
        }
        self.headings.push(Entry { level, slug, id, parent });
    }

    /// Takes the heading that the page shows as its title.
    pub(super) fn add_title(&mut self, text: &str) {
        self.title = Some(slug::slug(text));
    }

    /// Moves the headings together, so that the highest follows the title's `h1`.
    pub(super) fn settle(&mut self) {
        let top = self.headings.iter().map(|heading| heading.level).min().unwrap_or(2);
        for heading in &mut self.headings {
            heading.level = (heading.level + 2).saturating_sub(top).clamp(2, 6);
        }
    }

    pub(super) fn at(&self, place: Place) -> Option<&Entry> {
        self.headings.get(*self.by_place.get(&place)?)
    }

    /// The id of the heading that a link names; see [`super::anchors`].
    pub(super) fn find(&self, anchors: &[String]) -> Option<&str> {
        let (last, above) = anchors.split_last()?;
        let Some(same) = self.by_slug.get(last) else {
            return (self.title.as_ref() == Some(last)).then_some(TOP);
        };
        let stands_under = |index: &&usize| {
            let mut wanted = above.iter().rev().peekable();
            let mut at = self.headings.get(**index).and_then(|heading| heading.parent);
            while let Some(heading) = at.and_then(|index| self.headings.get(index)) {
                wanted.next_if(|slug| **slug == heading.slug);
                at = heading.parent;
            }
            wanted.peek().is_none()
        };
        let index = same.iter().find(stands_under).or(same.first())?;
        self.headings.get(*index).map(|heading| heading.id.as_str())
    }

    fn unique_id(&mut self, base: &str) -> String {
        let mut count = self.ids.get(base).copied().unwrap_or(0);
        let mut id = base.to_owned();
        while count > 0 && self.ids.contains_key(&id) {
            count += 1;
            id = format!("{base}-{count}");
        }
        self.ids.insert(base.to_owned(), count.max(1));
        self.ids.entry(id.clone()).or_insert(1);
        id
    }
}
