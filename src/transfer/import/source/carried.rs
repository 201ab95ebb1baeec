//! A folder that the program carries.

use include_dir::Dir;

use super::{Entry, Files, Lent, Listing};
use crate::{
    config::Imports,
    transfer::import::{error::ImportError, report::Why},
};

pub(super) struct Carried {
    folder: &'static Dir<'static>,
    places: Vec<&'static [u8]>,
}

impl Carried {
    pub(super) fn open(folder: &'static Dir<'static>) -> Self {
        Self { folder, places: Vec::new() }
    }

    fn take(&mut self, folder: &'static Dir<'static>, listing: &mut Listing) {
        for file in folder.files() {
            // Paths are from the root of what was carried, whichever of its folders this is.
            let path = file.path().strip_prefix(self.folder.path()).unwrap_or(file.path());
            let (place, size) = (self.places.len(), file.contents().len() as u64);
            listing.take(&path.to_string_lossy(), |path| Entry { path, place, size, modified: None });
            self.places.push(file.contents());
        }
        for inner in folder.dirs() {
            self.take(inner, listing);
        }
    }
}

impl Files for Carried {
    fn list(&mut self, limits: &Imports) -> Result<Listing, ImportError> {
        let mut listing = Listing::default();
        self.take(self.folder, &mut listing);
        listing.finish(limits)
    }

    fn read<'a>(&'a mut self, entry: &Entry) -> Result<Lent<'a>, Why> {
        let bytes = self.places.get(entry.place).ok_or(Why::BadName)?;
        Ok(Lent { content: Box::new(*bytes), packed: None })
    }
}
