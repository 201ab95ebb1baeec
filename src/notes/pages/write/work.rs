//! Work on many notes: what is wanted, and the page that shows what it would do.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::{
    editor::private,
    sieve::{readers, standing},
};
use crate::{
    access::Audience,
    i18n::Strings,
    ids::NoteId,
    notes::{
        name,
        pages::view,
        works::{
            Plan, Step,
            deed::{self, Deed, Left},
            list::Standing,
        },
    },
    web::{self, Chrome},
};

/// What is to be done, as a form says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Wanted {
    /// `move`, `tag`, `untag`, `audience`, `publish`, `unpublish` or `bin`.
    #[serde(rename = "do")]
    pub(super) deed: String,
    #[serde(rename = "to-folder")]
    pub(super) folder: String,
    #[serde(rename = "add-tag")]
    pub(super) tag: String,
    #[serde(rename = "remove-tag")]
    pub(super) untag: String,
    #[serde(rename = "to-audience")]
    pub(super) audience: String,
}

impl Wanted {
    /// The deed; else the field that is wrong, and why.
    pub(super) fn deed(&self, t: &Strings) -> Result<Deed, (&'static str, String)> {
        match self.deed.as_str() {
            "move" => {
                let folder = name::folder(&self.folder).ok_or_else(|| ("to-folder", t.move_folder_bad()))?;
                Ok(Deed::Move { folder })
            }
            "tag" => {
                let tag = deed::tag(&self.tag).ok_or_else(|| ("add-tag", t.bulk_error_tag()))?;
                Ok(Deed::Tag { tag })
            }
            "untag" => {
                let tag = deed::tag(&self.untag).ok_or_else(|| ("remove-tag", t.bulk_error_tag()))?;
                Ok(Deed::Untag { tag })
            }
            "audience" => {
                let audience: Result<Audience, _> = self.audience.parse();
                let audience = audience.map_err(|_| ("to-audience", t.bulk_error_audience()))?;
                Ok(Deed::Audience { audience })
            }
            "publish" => Ok(Deed::Publish),
            "unpublish" => Ok(Deed::Unpublish),
            "bin" => Ok(Deed::Bin),
            _ => Err(("do", t.bulk_error_deed())),
        }
    }
}

/// A deed in words.
pub(super) fn told(deed: &Deed, t: &Strings) -> String {
    match deed {
        Deed::Move { folder } if folder.is_empty() => t.deed_move_root(),
        Deed::Move { folder } => t.deed_move(folder.as_str()),
        Deed::Tag { tag } => t.deed_tag(tag.as_str()),
        Deed::Untag { tag } => t.deed_untag(tag.as_str()),
        Deed::Audience { audience } => t.deed_audience(readers(*audience, t)),
        Deed::Publish => t.deed_publish(),
        Deed::Unpublish => t.deed_unpublish(),
        Deed::Bin => t.deed_bin(),
        Deed::Replace { sought, by } if by.is_empty() => t.deed_take_out(sought.as_str()),
        Deed::Replace { sought, by } => t.deed_replace(sought.as_str(), by.as_str()),
    }
}

/// Why a note is left alone, in words.
pub(super) fn why(left: Left, t: &Strings) -> String {
    match left {
        Left::Already => t.left_already(),
        Left::Theirs => t.left_theirs(),
        Left::OutOfReach => t.left_out_of_reach(),
        Left::Plain => t.left_plain(),
        Left::Unreadable => t.left_unreadable(),
        Left::Layout => t.left_layout(),
        Left::InText => t.left_in_text(),
        Left::Taken => t.left_taken(),
        Left::Changed => t.left_changed(),
        Left::Gone => t.left_gone(),
        Left::Unusable => t.left_unusable(),
    }
}

/// What a work would do, to be looked at.
#[derive(Template)]
#[template(path = "notes/write_work.html")]
pub(super) struct WorkPage {
    chrome: Chrome,
    deed: Deed,
    plan: Plan,
    /// How much there is to look at in notes that would be published.
    findings: HashMap<NoteId, usize>,
    wanted: Wanted,
    /// The list that the notes were chosen from.
    back: String,
}

impl WorkPage {
    pub(super) fn new(
        chrome: Chrome,
        deed: Deed,
        (mut plan, findings): (Plan, HashMap<NoteId, usize>),
        wanted: Wanted,
        back: String,
    ) -> Self {
        // What is left alone comes first: it is what one looks for.
        plan.steps.sort_by_key(|step| step.doing.is_ok());
        Self { chrome, deed, plan, findings, wanted, back }
    }

    pub(super) fn shown(&self) -> web::Result {
        web::page_with_status(StatusCode::OK, self).map(private)
    }

    fn heading(&self) -> String {
        told(&self.deed, self.chrome.t)
    }

    fn is_bin(&self) -> bool {
        self.deed == Deed::Bin
    }

    fn left(&self) -> usize {
        self.plan.steps.len() - self.plan.doings()
    }

    /// What a note is and what it would be; or why it is left alone.
    fn outcome(&self, step: &Step) -> Result<(String, String), String> {
        let t = self.chrome.t;
        let note = &step.note;
        let doing = step.doing.as_ref().map_err(|left| why(*left, t))?;
        let tags = |tags: &[String]| {
            let signs: Vec<String> = tags.iter().map(|tag| format!("#{tag}")).collect();
            if signs.is_empty() { t.bulk_no_tags() } else { signs.join(" ") }
        };
        Ok(match &self.deed {
            Deed::Move { .. } => (note.vault_path.clone(), doing.to.clone().unwrap_or_default()),
            Deed::Tag { tag } => {
                (tags(&note.tags), tags(&[&note.tags[..], std::slice::from_ref(tag)].concat()))
            }
            Deed::Untag { tag } => {
                let key = crate::text::fold::key(tag);
                let rest: Vec<String> =
                    note.tags.iter().filter(|tag| crate::text::fold::key(tag) != key).cloned().collect();
                (tags(&note.tags), tags(&rest))
            }
            Deed::Audience { audience } => (readers(note.audience, t), readers(*audience, t)),
            Deed::Publish => (standing(note.standing, t), standing(Standing::Published, t)),
            Deed::Unpublish => (standing(note.standing, t), standing(Standing::Draft, t)),
            Deed::Bin => (note.vault_path.clone(), t.bin_title()),
            // Its hits are shown by a page of their own.
            Deed::Replace { sought, by } => (sought.clone(), by.clone()),
        })
    }
}
