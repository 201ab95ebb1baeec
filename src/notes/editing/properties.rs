//! The front matter as a form beside the text. Pure.
//!
//! Both are the same block: what is changed in the form is spliced into the text ([`front_matter::edit`]), and what was
//! not changed stays byte for byte as it is written. So a form carries what it showed; only what differs is a change.

use serde::{Deserialize, Serialize};

use super::clocks::{Clocks, NoTime};
use crate::{
    i18n::Strings,
    text::front_matter::{self, Change, FrontMatterError, Refused},
};

/// The properties as the fields of a form say them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Properties {
    /// The title.
    pub title: String,
    /// One sentence about the note.
    pub description: String,
    /// Tags with commas between them.
    pub tags: String,
    /// Other names, a line each.
    pub aliases: String,
    /// A language tag.
    pub lang: String,
    /// The name of an audience, or empty.
    pub audience: String,
    /// The picture that stands for it.
    pub cover: String,
    /// `true`, `false`, `at` or empty.
    pub publish: String,
    /// When, on the writer's clock, as browsers say it.
    pub publish_at: String,
}

/// What a form sent. A field that is not there was not changed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// What the form showed, as JSON.
    #[serde(rename = "property-shown")]
    pub shown: String,
    #[serde(rename = "property-title")]
    title: Option<String>,
    #[serde(rename = "property-description")]
    description: Option<String>,
    #[serde(rename = "property-tags")]
    tags: Option<String>,
    #[serde(rename = "property-aliases")]
    aliases: Option<String>,
    #[serde(rename = "property-lang")]
    lang: Option<String>,
    #[serde(rename = "property-audience")]
    audience: Option<String>,
    #[serde(rename = "property-cover")]
    cover: Option<String>,
    #[serde(rename = "property-publish")]
    publish: Option<String>,
    #[serde(rename = "property-publish_at")]
    publish_at: Option<String>,
}

impl Properties {
    /// What the front matter of a text says.
    ///
    /// # Errors
    /// Where it cannot be read: then there is nothing to show.
    pub fn of(source: &str, clocks: &Clocks) -> Result<Self, FrontMatterError> {
        let (matter, _) = front_matter::parse(source)?;
        let (publish, publish_at) = match front_matter::publish_as_written(source) {
            None => ("", String::new()),
            Some(text) => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "1" => ("true", String::new()),
                "false" | "no" | "off" | "0" => ("false", String::new()),
                _ => ("at", clocks.shown(&text)),
            },
        };
        Ok(Self {
            title: matter.title.unwrap_or_default(),
            description: matter.description.unwrap_or_default(),
            tags: matter.tags.join(", "),
            aliases: matter.aliases.join("\n"),
            lang: matter.lang.map(|lang| lang.to_string()).unwrap_or_default(),
            audience: matter.audience.unwrap_or_default(),
            cover: matter.cover.unwrap_or_default(),
            publish: publish.to_owned(),
            publish_at,
        })
    }

    /// As the form carries it along.
    #[must_use]
    pub fn carried(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was changed since `shown`.
    fn changes(&self, shown: &Self, clocks: &Clocks) -> Result<Vec<Change>, NoTime> {
        let one = |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut changes = Vec::new();
        // A browser ends lines in a way of its own.
        let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        let mut change = |field: fn(&Self) -> &str, make: &dyn Fn(&str) -> Change| {
            if plain(field(self)) != plain(field(shown)) {
                changes.push(make(field(self)));
            }
        };
        change(|it| &it.title, &|text| Change::Title(one(text)));
        change(|it| &it.description, &|text| Change::Description(one(text)));
        change(|it| &it.tags, &|text| Change::Tags(entries(text, &[',', '\n', ' '])));
        change(|it| &it.aliases, &|text| Change::Aliases(entries(text, &['\n'])));
        change(|it| &it.lang, &|text| Change::Lang(one(text)));
        change(|it| &it.audience, &|text| Change::Audience(one(text)));
        change(|it| &it.cover, &|text| Change::Cover(one(text)));
        if self.publish != shown.publish || (self.publish == "at" && self.publish_at != shown.publish_at) {
            changes.push(Change::Publish(match self.publish.as_str() {
                "at" => Some(clocks.written(&self.publish_at)?),
                word => Some(word.to_owned()),
            }));
        }
        Ok(changes)
    }
}

impl Typed {
    /// What the form shows when it comes back.
    #[must_use]
    pub fn properties(&self) -> Option<(Properties, Properties)> {
        let shown: Properties = serde_json::from_str(&self.shown).ok()?;
        let typed = |field: &Option<String>, shown: &str| field.clone().unwrap_or_else(|| shown.to_owned());
        let properties = Properties {
            title: typed(&self.title, &shown.title),
            description: typed(&self.description, &shown.description),
            tags: typed(&self.tags, &shown.tags),
            aliases: typed(&self.aliases, &shown.aliases),
            lang: typed(&self.lang, &shown.lang),
            audience: typed(&self.audience, &shown.audience),
            cover: typed(&self.cover, &shown.cover),
            publish: typed(&self.publish, &shown.publish),
            publish_at: typed(&self.publish_at, &shown.publish_at),
        };
        Some((properties, shown))
    }

    /// The text with what was changed in the form, else as it is.
    ///
    /// # Errors
    /// With the name of the field that cannot be written, and why.
    pub fn put(&self, source: &str, clocks: &Clocks) -> Result<String, (&'static str, Unfit)> {
        let Some((typed, shown)) = self.properties() else { return Ok(source.to_owned()) };
        let changes = typed.changes(&shown, clocks).map_err(|no_time| ("publish_at", no_time.into()))?;
        changes.into_iter().try_fold(source.to_owned(), |source, change| {
            let property = change.property();
            front_matter::edit(&source, &[change]).map_err(|refused| (property, refused.into()))
        })
    }
}

/// Why a field cannot be written. Its own words are English, for a terminal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Not into this text, or not at all.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// “Later”, but not when.
    #[error(transparent)]
    NoTime(#[from] NoTime),
}

impl Unfit {
    /// In the language of the interface.
    #[must_use]
    pub fn told(&self, t: &Strings) -> String {
        match self {
            Self::Refused(refused) => refused.told(t),
            Self::NoTime(no_time) => no_time.told(t),
        }
    }
}

fn entries(text: &str, between: &[char]) -> Vec<String> {
    text.split(between).map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn clocks(own: &str) -> Clocks {
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        Clocks { own: TimeZone::get(own).unwrap(), garden: TimeZone::UTC, now }
    }

    fn typed(source: &str, change: impl FnOnce(&mut Typed), clocks: &Clocks) -> Typed {
        let shown = Properties::of(source, clocks).unwrap();
        let mut typed = Typed {
            shown: shown.carried(),
            title: Some(shown.title.clone()),
            description: Some(shown.description.clone()),
            tags: Some(shown.tags.clone()),
            aliases: Some(shown.aliases.replace('\n', "\r\n")),
            lang: Some(shown.lang.clone()),
            audience: Some(shown.audience.clone()),
            cover: Some(shown.cover.clone()),
            publish: Some(shown.publish.clone()),
            publish_at: Some(shown.publish_at.clone()),
        };
        change(&mut typed);
        typed
    }

    const SOURCE: &str = "---\r\n# mine\r\ntitle:  'A: b'\r\ntags: [one,  two]\r\naliases:\r\n- X\r\n- Y z\r\nlanguage: pt_br\r\npublish: yes\r\nx: 1\r\n---\r\nText\r\n";

    #[test]
    fn a_form_shows_what_is_written_and_changes_what_was_changed() {
        let clocks = clocks("America/Sao_Paulo");
        let shown = Properties::of(SOURCE, &clocks).unwrap();
        assert_eq!(
            (shown.title.as_str(), shown.tags.as_str(), shown.aliases.as_str()),
            ("A: b", "one, two", "X\nY z")
        );
        assert_eq!((shown.lang.as_str(), shown.publish.as_str()), ("pt-BR", "true"));
        let put = |change: fn(&mut Typed)| typed(SOURCE, change, &clocks).put(SOURCE, &clocks);
        assert_eq!(put(|_| ()).as_deref(), Ok(SOURCE));
        assert_eq!(put(|it| it.title = None).as_deref(), Ok(SOURCE));
        assert_eq!(put(|it| it.title = Some("New".into())), Ok(SOURCE.replace("'A: b'", "'New'")));
        assert_eq!(
            put(|it| it.tags = Some("one, three two".into())),
            Ok(SOURCE.replace("[one,  two]", "[one, three, two]"))
        );
        assert_eq!(put(|it| it.aliases = Some("X\r\n".into())), Ok(SOURCE.replace("- Y z\r\n", "")));
        assert_eq!(
            put(|it| it.publish = Some("false".into())),
            Ok(SOURCE.replace("publish: yes", "publish: false"))
        );
        assert_eq!(put(|it| it.publish = Some(String::new())), Ok(SOURCE.replace("publish: yes\r\n", "")));
        assert_eq!(put(|it| it.lang = Some("português".into())).unwrap_err().0, "lang");
        assert!(Properties::of("---\na: [\n---\n", &clocks).is_err());
    }

    #[test]
    fn text_and_form_may_both_be_edited() {
        let clocks = clocks("UTC");
        let form = typed(SOURCE, |it| it.title = Some("From the form".into()), &clocks);
        let text = SOURCE.replace("[one,  two]", "[from, the, text]");
        assert_eq!(form.put(&text, &clocks), Ok(text.replace("'A: b'", "'From the form'")));
    }

    #[test]
    fn later_needs_a_time_that_is_still_to_come() {
        let clocks = clocks("America/Sao_Paulo");
        let at = |time: &str| {
            let change =
                |it: &mut Typed| (it.publish, it.publish_at) = (Some("at".into()), Some(time.into()));
            typed(SOURCE, change, &clocks).put(SOURCE, &clocks)
        };
        let written = SOURCE.replace("publish: yes", "publish: 2027-03-01T09:00[America/Sao_Paulo]");
        assert_eq!(at("2027-03-01T09:00"), Ok(written));
        assert_eq!(at(""), Err(("publish_at", NoTime::Missing.into())));
        assert_eq!(at("2026-11-21T09:00"), Err(("publish_at", NoTime::Passed.into())));
        // What was written before, and left alone, may have come.
        let come = SOURCE.replace("publish: yes", "publish: 2026-01-01 09:00");
        assert_eq!(typed(&come, |_| (), &clocks).put(&come, &clocks).as_deref(), Ok(come.as_str()));
    }

    proptest! {
        #[test]
        fn what_was_not_changed_is_not_touched(
            title in "[^\\p{C}]{0,12}", tags in "[a-z, #/]{0,12}", aliases in "[a-zA-Z, ]{0,12}", body in "[a-z\n]{0,20}"
        ) {
            let clocks = clocks("Europe/Madrid");
            let source = format!("---\ntitle: {title}\ntags: {tags}\naliases: [{aliases}]\n---\n{body}");
            if Properties::of(&source, &clocks).is_ok() {
                let form = typed(&source, |_| (), &clocks);
                prop_assert_eq!(form.put(&source, &clocks).unwrap(), source);
            }
        }

        #[test]
        fn what_is_typed_is_shown_again(title in "[^\\p{C}]{0,12}", tags in prop::collection::vec("[a-z0-9]{1,5}", 0..4)) {
            let clocks = clocks("UTC");
            let form = typed("Text\n", |it| (it.title, it.tags) = (Some(title.clone()), Some(tags.join(", "))), &clocks);
            let edited = form.put("Text\n", &clocks).unwrap();
            let shown = Properties::of(&edited, &clocks).unwrap();
            prop_assert_eq!(shown.title, title.split_whitespace().collect::<Vec<_>>().join(" "));
            let mut unique: Vec<String> = Vec::new();
            for tag in tags {
                if !unique.contains(&tag) {
                    unique.push(tag);
                }
            }
            prop_assert_eq!(shown.tags, unique.join(", "));
            prop_assert!(edited.ends_with("Text\n"));
        }
    }
}
