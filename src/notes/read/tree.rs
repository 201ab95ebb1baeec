//! The folders at the margin: the way to this page is open, everything else closed. What is in a closed folder is
//! brought when somebody opens it.

use std::collections::HashSet;

use serde::Deserialize;

/// Folders deeper than this are not opened in the tree; their own pages show them.
const MAX_DEPTH: usize = 16;
/// So many closed folders are opened at once; `static/js/folders.js` asks for no more.
pub(super) const MAX_BRANCHES: usize = 16;

/// A folder on the way, or in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its name.
    pub title: String,
}

/// A folder, in the folder that it lies in.
#[derive(Clone, Debug, Deserialize)]
pub struct FolderRow {
    /// The folder that it lies in; empty for none.
    pub parent: String,
    /// Its address below `/notes/`.
    pub path: String,
    /// Its name.
    pub title: String,
}

/// A note, in the folder that it lies in.
#[derive(Clone, Debug, Deserialize)]
pub struct NoteRow {
    /// The folder; empty for none.
    pub folder: String,
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
}

/// The tree as a template walks it: top to bottom, with a beginning and an end of each opened folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree(pub Vec<Step>);

/// A step down the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An opened folder; its contents follow.
    Open(Crumb),
    /// The end of the folder opened last.
    Close,
    /// A closed folder.
    Folder(Crumb),
    /// A note.
    Note {
        /// Its address below `/notes/`.
        path: String,
        /// Its title.
        title: String,
        /// Its language.
        language: String,
        /// Whether the reader has read it, as far as they want that kept.
        read: bool,
    },
}

impl Tree {
    /// Puts together what was read, level by level.
    pub(super) fn of(levels: &[String], folders: &[FolderRow], notes: &[NoteRow]) -> Self {
        let mut steps = Vec::new();
        if let Some((top, below)) = levels.split_first() {
            grow(&mut steps, top, below, folders, notes);
        }
        Self(steps)
    }

    /// Folders one after the other, each opened; those with nothing in them are left out.
    pub(super) fn of_branches(
        paths: &[String],
        names: &[FolderRow],
        folders: &[FolderRow],
        notes: &[NoteRow],
    ) -> Self {
        let mut steps = Vec::new();
        for path in paths {
            let mut within = Vec::new();
            grow(&mut within, path, &[], folders, notes);
            if !within.is_empty() {
                steps.push(Step::Open(Crumb { path: path.clone(), title: title_of(names, path) }));
                steps.append(&mut within);
                steps.push(Step::Close);
            }
        }
        Self(steps)
    }

    /// The paths of the notes in it.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|step| match step {
            Step::Note { path, .. } => Some(path.as_str()),
            _ => None,
        })
    }

    /// Marks the notes that the reader has read.
    pub fn mark_read(&mut self, seen: &HashSet<String>) {
        for step in &mut self.0 {
            if let Step::Note { path, read, .. } = step {
                *read = seen.contains(path.as_str());
            }
        }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn grow(steps: &mut Vec<Step>, level: &str, below: &[String], folders: &[FolderRow], notes: &[NoteRow]) {
    let next = below.split_first();
    for folder in folders.iter().filter(|folder| folder.parent == level) {
        let crumb = Crumb { path: folder.path.clone(), title: folder.title.clone() };
        match next {
            Some((path, deeper)) if *path == folder.path => {
                steps.push(Step::Open(crumb));
                grow(steps, path, deeper, folders, notes);
                steps.push(Step::Close);
            }
            _ => steps.push(Step::Folder(crumb)),
        }
    }
    for note in notes.iter().filter(|note| note.folder == level) {
        steps.push(Step::Note {
            path: note.path.clone(),
            title: note.title.clone(),
            language: note.language.clone(),
            read: false,
        });
    }
}

/// The folders from the top down to a path, itself included: it may be one.
pub(in crate::notes) fn levels(path: &str) -> Vec<String> {
    let mut levels = vec![String::new()];
    if !path.is_empty() {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        levels.extend(ends.take(MAX_DEPTH).filter_map(|end| path.get(..end)).map(str::to_owned));
    }
    levels
}

/// The way to a path: every level above it, by name.
pub(super) fn crumbs(names: &[FolderRow], levels: &[String]) -> Vec<Crumb> {
    let above = levels.get(1..levels.len().saturating_sub(1)).unwrap_or_default();
    above.iter().map(|path| Crumb { path: path.clone(), title: title_of(names, path) }).collect()
}

/// A folder's name; the last part of its address where nobody wrote one.
pub(in crate::notes) fn title_of(names: &[FolderRow], path: &str) -> String {
    let written = names.iter().find(|name| name.path == path).map(|name| name.title.as_str());
    written.or_else(|| path.rsplit('/').next()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(parent: &str, path: &str) -> FolderRow {
        FolderRow { parent: parent.into(), path: path.into(), title: path.to_uppercase() }
    }

    fn note(folder: &str, path: &str) -> NoteRow {
        NoteRow { folder: folder.into(), path: path.into(), title: path.into(), language: "en".into() }
    }

    /// A tree in a line: what is opened stands before brackets.
    fn walked(tree: &Tree) -> String {
        tree.0
            .iter()
            .map(|step| match step {
                Step::Open(folder) => format!("{}(", folder.path),
                Step::Close => ")".to_owned(),
                Step::Folder(folder) => format!("{} ", folder.path),
                Step::Note { path, .. } => format!("[{path}] "),
            })
            .collect()
    }

    #[test]
    fn only_the_way_here_is_open() {
        let folders = [folder("", "a"), folder("", "b"), folder("a", "a/c"), folder("a", "a/d")];
        let notes = [note("", "top"), note("a", "a/n"), note("a/c", "a/c/here")];
        let tree = Tree::of(&levels("a/c/here"), &folders, &notes);
        assert_eq!(walked(&tree), "a(a/c([a/c/here] )a/d [a/n] )b [top] ");
    }

    #[test]
    fn branches_stand_one_after_the_other() {
        let folders = [folder("a", "a/c"), folder("a/c", "a/c/d")];
        let notes = [note("a", "a/n"), note("a/c", "a/c/here")];
        let asked = ["a/c", "gone", "a"].map(str::to_owned);
        let tree = Tree::of_branches(&asked, &[folder("", "a")], &folders, &notes);
        assert_eq!(walked(&tree), "a/c(a/c/d [a/c/here] )a(a/c [a/n] )");
    }

    #[test]
    fn the_way_has_every_folder_but_the_place_itself() {
        let names = [folder("", "a")];
        let way = crumbs(&names, &levels("a/b/c"));
        let way: Vec<_> = way.iter().map(|crumb| (crumb.path.as_str(), crumb.title.as_str())).collect();
        assert_eq!(way, [("a", "A"), ("a/b", "b")]);
        assert!(crumbs(&names, &levels("a")).is_empty());
        assert_eq!(levels("x/".repeat(500).as_str()).len(), MAX_DEPTH + 1);
    }
}
