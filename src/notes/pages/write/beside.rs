//! The properties beside the text of the editor.

use super::editor::EditorPage;
use crate::{
    notes::{
        editing::{
            clocks::Clocks,
            properties::{self, Properties},
        },
        pages::publishing,
    },
    text::form::Form,
    web::Chrome,
};

/// The fields beside the text that can be wrong.
const FIELDS: [&str; 9] = [
    "property-title",
    "property-description",
    "property-tags",
    "property-aliases",
    "property-lang",
    "property-audience",
    "property-cover",
    "property-publish",
    "property-publish_at",
];

/// The form beside the text.
pub(super) struct Fields {
    pub(super) values: Properties,
    /// What it carries along.
    pub(super) shown: String,
}

/// The clocks of whoever writes.
pub(in crate::notes::pages) fn clocks(chrome: &Chrome) -> Clocks {
    Clocks { own: chrome.visitor.zone.clone(), garden: chrome.site.zone.clone(), now: chrome.now }
}

impl EditorPage {
    /// Writes what was changed in the form beside the text into it; says beside a field why that cannot be.
    pub(in crate::notes::pages) fn put_properties(&mut self) {
        match self.typed.properties.put(&self.typed.source, &clocks(&self.chrome)) {
            Ok(source) => {
                self.typed.source = source;
                self.typed.properties = properties::Typed::default();
            }
            Err((property, unfit)) => {
                let field =
                    FIELDS.into_iter().find(|field| field.strip_prefix("property-") == Some(property));
                self.errors.add(field.unwrap_or("source"), unfit.told(self.chrome.t));
            }
        }
    }

    /// The form beside the text: as it was typed where something in it could not be written, else as the text says.
    /// Drawings and tables have none.
    pub(super) fn properties(&self) -> Option<Result<Fields, String>> {
        let place = self.note.as_ref().map_or(self.typed.place.as_str(), |note| &note.vault_path);
        if !matches!(Form::of(place), None | Some(Form::Note)) {
            return None;
        }
        if let Some((values, _)) = self.typed.properties.properties() {
            return Some(Ok(Fields { values, shown: self.typed.properties.shown.clone() }));
        }
        let t = self.chrome.t;
        Some(match Properties::of(&self.typed.source, &clocks(&self.chrome)) {
            Ok(values) => Ok(Fields { shown: values.carried(), values }),
            Err(error) => Err(t.refused_unreadable(error.line.to_string(), error.wrong.told(t))),
        })
    }

    /// Whether what is wrong is in the form beside the text.
    pub(super) fn properties_open(&self) -> bool {
        FIELDS.into_iter().any(|field| self.errors.of(field).is_some())
    }

    /// Values of `audience` with their words; one that is none of them stays.
    pub(super) fn audiences(&self, fields: &Fields) -> Vec<(String, String)> {
        let t = self.chrome.t;
        let mut known = vec![
            (String::new(), t.properties_audience_none()),
            ("public".to_owned(), t.properties_audience_public()),
            ("unlisted".to_owned(), t.properties_audience_unlisted()),
            ("members".to_owned(), t.properties_audience_members()),
            ("private".to_owned(), t.properties_audience_private()),
        ];
        let chosen = &fields.values.audience;
        if !known.iter().any(|(value, _)| value == chosen) {
            known.push((chosen.clone(), chosen.clone()));
        }
        known
    }

    pub(super) fn ways_to_publish(&self) -> [(&'static str, String); 4] {
        let t = self.chrome.t;
        [
            ("", t.properties_publish_none()),
            ("true", t.properties_publish_now()),
            ("false", t.properties_publish_not()),
            ("at", t.properties_publish_later()),
        ]
    }

    /// What a change of the clocks makes of the time that the text names.
    pub(super) fn clock_says(&self) -> String {
        publishing::clock_says(&self.chrome, &self.typed.source).unwrap_or_default()
    }

    /// The zone of the writer's clock.
    pub(super) fn zone(&self) -> String {
        self.chrome.visitor.zone.iana_name().unwrap_or("UTC").to_owned()
    }
}
