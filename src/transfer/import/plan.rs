//! What changed since the last time.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::{self, Read},
};

use sha2::{Digest as _, Sha256};

use super::{
    error::ImportError,
    report::{Change, Skipped, Why},
    source::{Counter, Entry, Files, Listing, Stopped},
    store::{Since, Stored},
};
use crate::{
    ids::{FileId, NoteId},
    storage::Hash,
    text::form::Form,
};

/// The largest note, in bytes. Text of this size is a library.
pub(super) const LARGEST_NOTE: u64 = 8 << 20;

/// A source, and how much of it was read.
pub(super) struct Reader {
    pub(super) files: Box<dyn Files>,
    pub(super) counter: Counter,
}

/// A file to be saved.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) entry: Entry,
    pub(super) hash: Hash,
    /// The note it was.
    pub(super) note: Option<NoteId>,
    /// Where that note lies now, if it was moved in the browser: a changed file does not move it back.
    pub(super) place: Option<String>,
    /// The attachment it was.
    pub(super) file: Option<FileId>,
    /// Where it lay, if it moved.
    pub(super) from: Option<String>,
}

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) notes: Vec<Step>,
    pub(super) attachments: Vec<Step>,
    pub(super) unchanged_notes: u64,
    pub(super) unchanged_attachments: u64,
    /// Notes whose files did not change, but they did, in the garden.
    pub(super) kept: Vec<Change>,
    /// Files of notes that were deleted in the garden.
    pub(super) binned: Vec<Change>,
    /// Files that are in the vault no more, in the order of their paths.
    pub(super) gone: BTreeMap<String, Stored>,
}

/// Hashes every file. What cannot be read is added to the listing's problems.
pub(super) fn hash(
    reader: &mut Reader,
    listing: &mut Listing,
    mut progress: impl FnMut(),
) -> Result<HashMap<String, Hash>, ImportError> {
    let mut hashes = HashMap::with_capacity(listing.entries.len());
    for entry in &listing.entries {
        progress();
        let why = match reader.counter.read(reader.files.as_mut(), entry, hash_of) {
            Ok((_, size)) if is_note(&entry.path) && size > LARGEST_NOTE => {
                Why::LongNote { limit: LARGEST_NOTE }
            }
            Ok((hash, _)) => {
                hashes.insert(entry.path.clone(), hash);
                continue;
            }
            Err(Stopped::Skip(why)) => why,
            Err(Stopped::Refuse(error)) => return Err(error),
        };
        listing.skipped.push(Skipped { file: entry.path.clone(), why });
    }
    Ok(hashes)
}

fn hash_of(content: &mut dyn Read) -> io::Result<(Hash, u64)> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    let mut size = 0;
    loop {
        let read = content.read(&mut piece)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        size += bytes.len() as u64;
    }
    Ok((hasher.finalize().into(), size))
}

/// Whether a file is a note rather than an attachment.
pub(super) fn is_note(path: &str) -> bool {
    Form::of(path).is_some()
}

/// Attachments whose bytes are not kept: asked of each, which has just been read as a whole.
pub(super) fn missing(hashes: &HashMap<String, Hash>, is_kept: impl Fn(&Hash) -> bool) -> HashSet<Hash> {
    hashes.iter().filter(|(path, hash)| !is_note(path) && !is_kept(hash)).map(|(_, hash)| *hash).collect()
}

/// Compares what is there with what was imported the last time. A file whose bytes are `missing` is as good as
/// changed.
pub(super) fn plan(
    listing: &Listing,
    hashes: &HashMap<String, Hash>,
    missing: &HashSet<Hash>,
    stored: HashMap<String, Stored>,
) -> Plan {
    let mut plan = Plan::default();
    let mut newcomers = Vec::new();
    let lost = |path: &str, hash: &Hash| !is_note(path) && missing.contains(hash);
    for entry in &listing.entries {
        let Some(hash) = hashes.get(&entry.path).copied() else { continue };
        let mut step = Step { entry: entry.clone(), hash, note: None, place: None, file: None, from: None };
        match stored.get(&entry.path) {
            Some(known) if known.since == Since::Binned => {
                plan.unchanged_notes += 1;
                plan.binned.push(known.change(&entry.path));
            }
            Some(known)
                if known.hash == hash
                    && !known.gone
                    && known.note.is_some() == is_note(&entry.path)
                    && !lost(&entry.path, &hash) =>
            {
                *(if is_note(&entry.path) {
                    &mut plan.unchanged_notes
                } else {
                    &mut plan.unchanged_attachments
                }) += 1;
                if known.since == Since::Edited {
                    plan.kept.push(known.change(&entry.path));
                }
            }
            Some(known) if known.was_deleted(&entry.path, &hash) => {
                plan.unchanged_notes += 1;
                plan.binned.push(known.change(&entry.path));
            }
            Some(known) => {
                (step.note, step.file) = (known.note, known.file);
                step.place = known.place.clone().filter(|place| !place.is_empty());
                plan.add(step);
            }
            None => newcomers.push((step, None)),
        }
    }
    plan.gone = stored.into_iter().filter(|(path, _)| !listing.may_hold(path)).collect();
    find_moved(&mut newcomers, &mut plan.gone);
    for (step, binned) in newcomers {
        match binned {
            Some(known) => {
                plan.unchanged_notes += 1;
                plan.binned.push(known.change(&step.entry.path));
            }
            None => plan.add(step),
        }
    }
    // Addresses are given in the order of paths, whichever order the files came in.
    plan.notes.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
    plan
}

impl Plan {
    fn add(&mut self, step: Step) {
        if is_note(&step.entry.path) { self.notes.push(step) } else { self.attachments.push(step) }
    }

    /// Every note that is saved anew.
    pub(super) fn saved_notes(&self) -> HashSet<NoteId> {
        self.notes.iter().filter_map(|step| step.note).collect()
    }
}

/// A new file with the content of one that is gone is that file in another place: first those of the same name,
/// then the first of the others. Empty files are alike without being one another. Beside a file whose note lies in
/// the bin stands what was known of it: it is passed over in its new place as it was in the old one.
fn find_moved(newcomers: &mut [(Step, Option<Stored>)], gone: &mut BTreeMap<String, Stored>) {
    let mut by_content: HashMap<Vec<u8>, Vec<String>> = HashMap::new();
    for (path, known) in gone.iter().filter(|(_, known)| known.note.is_some() || known.file.is_some()) {
        by_content.entry(known.hash.clone()).or_default().push(path.clone());
    }
    for same_name in [true, false] {
        for (step, binned) in newcomers.iter_mut().filter(|(step, _)| step.from.is_none()) {
            let Some(places) = by_content.get_mut(step.hash.as_slice()) else { continue };
            let path = &step.entry.path;
            let fits = |place: &String| {
                is_note(place) == is_note(path)
                    && if same_name { name_of(place) == name_of(path) } else { step.entry.size > 0 }
            };
            let Some(at) = places.iter().position(fits) else { continue };
            let from = places.remove(at);
            if let Some(known) = gone.remove(&from) {
                (step.note, step.file, step.from) = (known.note, known.file, Some(from));
                *binned = Some(known).filter(|known| known.since == Since::Binned);
            }
        }
    }
}

impl Stored {
    fn change(&self, path: &str) -> Change {
        Change { file: path.to_owned(), address: self.address.clone(), from: None }
    }

    /// Whether the note of an unchanged file is there no more: somebody deleted it in the garden, for good.
    fn was_deleted(&self, path: &str, hash: &Hash) -> bool {
        is_note(path) && self.note.is_none() && self.file.is_none() && self.hash == hash
    }
}

/// The last part of a path.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(content: u8) -> Stored {
        Stored {
            hash: vec![content; 32],
            note: Some(NoteId::new()),
            place: None,
            address: None,
            since: Since::Same,
            file: None,
            gone: false,
            published: true,
            current: true,
        }
    }

    fn planned(files: &[(&str, u8)], stored: &[(&str, Stored)]) -> Plan {
        let entry =
            |(path, _): &(&str, u8)| Entry { path: (*path).into(), place: 0, size: 5, modified: None };
        let listing = Listing { entries: files.iter().map(entry).collect(), ..Listing::default() };
        let hashes = files.iter().map(|(path, content)| ((*path).to_owned(), [*content; 32])).collect();
        plan(
            &listing,
            &hashes,
            &HashSet::new(),
            stored.iter().map(|(path, known)| ((*path).to_owned(), known.clone())).collect(),
        )
    }

    #[test]
    fn what_is_the_same_is_left_alone() {
        let plan =
            planned(&[("a.md", 1), ("b.md", 2), ("c.png", 3)], &[("a.md", known(1)), ("b.md", known(9))]);
        assert_eq!((plan.unchanged_notes, plan.notes.len(), plan.attachments.len()), (1, 1, 1));
        assert_eq!(plan.notes[0].entry.path, "b.md");
        assert!(plan.gone.is_empty());
    }

    #[test]
    fn a_moved_file_is_known_by_its_content_and_best_by_its_name() {
        let (a, b) = (known(1), known(1));
        let plan = planned(
            &[("y/a.md", 1), ("y/b.md", 1), ("z.md", 1)],
            &[("x/b.md", b.clone()), ("q.md", a.clone())],
        );
        let moves: Vec<_> = plan.notes.iter().map(|step| (step.from.as_deref(), step.note)).collect();
        assert_eq!(moves, [(Some("q.md"), a.note), (Some("x/b.md"), b.note), (None, None)]);
        assert!(plan.gone.is_empty());
    }

    #[test]
    fn a_file_that_comes_back_is_saved_again() {
        let gone = Stored { gone: true, published: false, ..known(1) };
        let plan = planned(&[("a.md", 1)], &[("a.md", gone.clone())]);
        assert_eq!(plan.notes[0].note, gone.note);
    }

    #[test]
    fn what_was_changed_or_deleted_in_the_garden_is_told() {
        let edited = Stored { since: Since::Edited, ..known(1) };
        let clashing = Stored { since: Since::Clashes, ..known(1) };
        let deleted = Stored { note: None, ..known(1) };
        let binned = Stored { since: Since::Binned, ..known(1) };
        let plan = planned(
            &[("a.md", 1), ("b.md", 1), ("c.md", 1), ("d.md", 2), ("e.md", 3), ("new/f.md", 4)],
            &[
                ("a.md", edited),
                ("b.md", clashing),
                ("c.md", deleted.clone()),
                ("d.md", deleted),
                ("e.md", binned.clone()),
                ("f.md", Stored { hash: vec![4; 32], ..binned }),
            ],
        );
        let files = |changes: &[Change]| changes.iter().map(|change| change.file.clone()).collect::<Vec<_>>();
        assert_eq!(files(&plan.kept), ["a.md"]);
        assert_eq!(files(&plan.binned), ["c.md", "e.md", "new/f.md"]);
        assert_eq!(plan.notes.len(), 1);
        assert_eq!(plan.notes[0].entry.path, "d.md", "its file goes on: a new note");
    }

    #[test]
    fn a_folder_that_could_not_be_read_has_lost_nothing() {
        let listing = Listing { closed: vec!["shut".into()], ..Listing::default() };
        let stored = [("shut/a.md", known(1)), ("shutter/b.md", known(2))];
        let stored = stored.map(|(path, known)| (path.to_owned(), known)).into();
        let plan = plan(&listing, &HashMap::new(), &HashSet::new(), stored);
        assert_eq!(plan.gone.keys().collect::<Vec<_>>(), ["shutter/b.md"]);
    }
}
