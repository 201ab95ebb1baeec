//! What readers see of the garden as a whole, and how its owner changes that.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::store;
use crate::{
    accounts::{PersonName, zones},
    i18n::{Locale, Strings},
    ids::NoteId,
    web::forms::Errors,
};

/// The garden's name, languages and time zone.
#[derive(Clone, Debug)]
pub struct Face {
    /// What it is called.
    pub name: PersonName,
    /// The languages of the interface, the first one for readers who ask for none of the others.
    pub locales: Vec<Locale>,
    /// The zone of dates for those who chose none, by its IANA name.
    pub time_zone: String,
}

/// The fields of a form that asks for a [`Face`], as they were sent.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    /// `garden`: the name.
    pub garden: &'a str,
    /// `locales`: the languages that were ticked.
    pub locales: &'a [String],
    /// `locale`: the one that stands first.
    pub locale: &'a str,
    /// `time_zone`
    pub time_zone: &'a str,
}

/// The languages among some tags, in their usual order.
#[must_use]
pub fn ticked(tags: &[String]) -> Vec<Locale> {
    Locale::ALL.into_iter().filter(|locale| tags.iter().any(|tag| tag == locale.tag())).collect()
}

impl Face {
    /// Reads the fields; what is wrong with one is said beside it.
    pub fn read(fields: Fields<'_>, t: &Strings, errors: &mut Errors) -> Option<Self> {
        let name = PersonName::parse(fields.garden).ok();
        if name.is_none() {
            errors.add("garden", t.form_name_bad());
        }
        let mut locales = ticked(fields.locales);
        if locales.is_empty() {
            errors.add("locales", t.setup_languages_none());
        }
        // The chosen one first; the others in their usual order.
        locales.sort_by_key(|locale| locale.tag() != fields.locale);
        let time_zone = zones::parse(fields.time_zone);
        if time_zone.is_none() {
            errors.add("time_zone", t.form_zone_bad());
        }
        if locales.is_empty() { None } else { Some(Self { name: name?, locales, time_zone: time_zone? }) }
    }

    /// Stores it, at the first run (`set_up_at`) or later.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn store(
        &self,
        connection: &mut PgConnection,
        set_up_at: Option<Timestamp>,
    ) -> Result<(), sqlx::Error> {
        let tags: Vec<String> = self.locales.iter().map(|locale| locale.tag().to_owned()).collect();
        store::update_face(connection, self.name.as_str(), &tags, &self.time_zone, set_up_at).await
    }
}

/// Changes what the owner may change of the garden after its first run. Every replica hears of it when the
/// transaction ends. `front`: the note that visitors meet first; `None`: the newest notes.
///
/// # Errors
/// Those of the database.
pub async fn change(
    connection: &mut PgConnection,
    face: &Face,
    sign_up_open: bool,
    front: Option<NoteId>,
) -> Result<(), sqlx::Error> {
    face.store(connection, None).await?;
    store::update_doors(connection, sign_up_open, front).await?;
    store::bump_generation(connection).await
}

/// The note that was chosen as the garden's front.
///
/// # Errors
/// Those of the database.
pub async fn front(connection: &mut PgConnection) -> Result<Option<NoteId>, sqlx::Error> {
    store::find_front(connection).await
}
