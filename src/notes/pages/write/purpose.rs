//! What the editor is opened for: a new note, a copy, a change, a suggestion. What it says and where it leads.

use super::editor::{EditorPage, edit_address};
use crate::notes::pages::{suggest, view};

/// A change that is suggested.
#[derive(Clone, Copy, Debug)]
pub(in crate::notes::pages) struct Suggesting {
    /// Whether it makes another of one that was sent before.
    pub(in crate::notes::pages) again: bool,
}

impl EditorPage {
    pub(in crate::notes::pages) fn heading(&self) -> String {
        let t = self.chrome.t;
        match (&self.note, &self.copied) {
            (Some(note), _) if self.suggesting.is_some() => t.suggest_title(note.title.as_str()),
            (Some(note), _) => t.edit_title(note.title.as_str()),
            (None, Some(title)) => t.copy_title(title.as_str()),
            (None, None) => t.new_title(),
        }
    }

    /// Where the form goes.
    pub(super) fn address(&self) -> String {
        match &self.note {
            Some(note) if self.suggesting.is_some() => suggest::address(&note.path),
            Some(note) => edit_address(&note.path),
            None => "/write/new".to_owned(),
        }
    }

    /// Where its script keeps the text meanwhile.
    pub(super) fn draft_address(&self) -> String {
        let suggests = if self.suggesting.is_some() { "?suggests=yes" } else { "" };
        format!("/write/drafts/{}{suggests}", self.typed.draft)
    }

    /// Where to go without saving.
    pub(super) fn way_back(&self) -> String {
        self.note.as_ref().map_or_else(|| "/write".to_owned(), |note| view::note_address(&note.path))
    }

    /// Whether pictures and files may come with the text: what is only suggested brings none into the garden.
    pub(super) fn may_attach(&self) -> bool {
        self.suggesting.is_none()
    }

    /// What the button says that sends the text.
    pub(super) fn send_words(&self) -> String {
        if self.suggesting.is_some() { self.chrome.t.suggest_send() } else { self.chrome.t.edit_save() }
    }

    /// What is asked beside the text.
    pub(super) fn summary_words(&self) -> String {
        if self.suggesting.is_some() { self.chrome.t.suggest_words() } else { self.chrome.t.edit_summary() }
    }
}
