//! From files to notes that are ready to be stored, on a thread of their own beside the database's work.

use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc::Sender;

use super::{
    error::ImportError,
    plan::{Reader, Step},
    report::{Encoding, Skipped, Why},
    source::Stopped,
};
use crate::{
    notes::write::{self, NoteFile, Prepared, Settings, Unusable},
    storage::Hash,
    text::encoding::{self, Decoded},
};

/// Notes in one transaction.
const BATCH: usize = 50;
/// About how many bytes of them, so that memory does not follow the size of notes.
const BATCH_WEIGHT: usize = 4 << 20;

/// Notes for one transaction.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) notes: Vec<(Step, Prepared)>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) repaired: Vec<Encoding>,
    pub(super) converted: Vec<Encoding>,
    weight: usize,
}

/// Reads and prepares notes until all are done or nobody takes them any more. Blocking.
pub(super) fn notes(
    reader: &mut Reader,
    steps: Vec<Step>,
    settings: &Settings,
    out: &Sender<Batch>,
) -> Result<(), ImportError> {
    let mut batch = Batch::default();
    for step in steps {
        let read = reader.counter.read(reader.files.as_mut(), &step.entry, |content| {
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes).map(|_| bytes)
        });
        match read {
            Ok(bytes) => batch.take(step, &bytes, settings),
            Err(Stopped::Skip(why)) => batch.skipped.push(Skipped { file: step.entry.path, why }),
            Err(Stopped::Refuse(error)) => return Err(error),
        }
        if batch.is_full() && out.blocking_send(std::mem::take(&mut batch)).is_err() {
            return Ok(());
        }
    }
    // Nobody takes it: the import was broken off, and says why itself.
    let _taken = out.blocking_send(batch);
    Ok(())
}

impl Batch {
    fn is_full(&self) -> bool {
        self.notes.len() >= BATCH || self.weight >= BATCH_WEIGHT
    }

    fn take(&mut self, mut step: Step, bytes: &[u8], settings: &Settings) {
        // The file may have changed since it was hashed.
        step.hash = Hash::from(Sha256::digest(bytes));
        let Decoded { text, encoding, repaired } = encoding::decode(bytes);
        let path = step.entry.path.clone();
        let place = step.place.clone().unwrap_or_else(|| path.clone());
        match write::prepare(NoteFile { path: place, text, modified: step.entry.modified }, settings) {
            Ok(prepared) => {
                if let Some(encoding) = repaired {
                    self.repaired.push(Encoding { file: path, encoding: encoding.to_owned() });
                } else if encoding != "UTF-8" {
                    self.converted.push(Encoding { file: path, encoding: encoding.to_owned() });
                }
                self.weight += prepared.weight();
                self.notes.push((step, prepared));
            }
            Err(unusable) => self.skipped.push(Skipped { file: path, why: unusable.into() }),
        }
    }
}

impl From<Unusable> for Why {
    fn from(unusable: Unusable) -> Self {
        match unusable {
            Unusable::FrontMatter { line, column, wrong } => Self::FrontMatter { line, column, wrong },
            Unusable::NobodyToReadIt => Self::NobodyToReadIt,
        }
    }
}
