//! The values of properties, read generously.

use serde::{
    Deserialize, Deserializer,
    de::{SeqAccess, Visitor},
};
use serde_saphyr::{Location, Spanned};

use super::{
    FrontMatter, Moment, Publish,
    wrong::{Wrong, shortened},
};
use crate::text::language::Language;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    title: Option<String>,
    description: Option<String>,
    tags: List,
    tag: List,
    aliases: List,
    alias: List,
    permalink: Option<String>,
    publish: Placed<Published>,
    lang: Placed<Tag>,
    language: Placed<Tag>,
    dir: Placed<Dir>,
    created: Placed<When>,
    date: Placed<When>,
    updated: Placed<When>,
    modified: Placed<When>,
    audience: Option<String>,
    cover: Option<String>,
    translation_of: Option<String>,
}

/// A value and where it stands; none where its key is missing.
type Placed<T> = Option<Spanned<T>>;

/// What is wrong, and where.
type Misunderstood = (Location, Wrong);

impl Raw {
    /// The properties, if every one can be meant.
    pub(super) fn understood(self) -> Result<FrontMatter, Misunderstood> {
        let raw = self;
        let tags: Vec<String> = raw.tags.0.into_iter().chain(raw.tag.0).collect();
        // An alias may hold spaces; only a line that stands for a list is parted at its commas.
        let aliases = raw.aliases.names().chain(raw.alias.names());
        Ok(FrontMatter {
            title: filled(raw.title),
            description: filled(raw.description),
            tags: unique(tags.iter().flat_map(|entry| tags_in(entry))),
            aliases: unique(aliases),
            permalink: filled(raw.permalink),
            publish: read(raw.publish)?,
            lang: either(raw.lang, raw.language)?,
            dir: read(raw.dir)?,
            created: either(raw.created, raw.date)?,
            updated: either(raw.updated, raw.modified)?,
            audience: filled(raw.audience),
            cover: filled(raw.cover),
            translation_of: filled(raw.translation_of),
        })
    }
}

fn read<T: Into<Read<V>>, V>(value: Placed<T>) -> Result<Option<V>, Misunderstood> {
    let Some(Spanned { value, referenced, .. }) = value else { return Ok(None) };
    value.into().map_err(|wrong| (referenced, wrong))
}

/// The first of two names of a property that has a value; both must be meant.
fn either<T: Into<Read<V>>, V>(first: Placed<T>, second: Placed<T>) -> Result<Option<V>, Misunderstood> {
    let (first, second) = (read(first)?, read(second)?);
    Ok(first.or(second))
}

/// The tags that an entry of a list stands for; some are empty.
pub(super) fn tags_in(entry: &str) -> impl Iterator<Item = String> {
    entry.split([',', ' ', '\t', '\n']).map(|tag| tag.trim_matches(['#', '/']).to_owned())
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn unique(entries: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for entry in entries {
        if !entry.is_empty() && !out.contains(&entry) {
            out.push(entry);
        }
    }
    out
}

/// A list, or one text that stands for it.
#[derive(Default)]
struct List(Vec<String>, bool);

impl List {
    fn names(self) -> impl Iterator<Item = String> {
        let one_line = self.1;
        self.0.into_iter().flat_map(move |entry| {
            let parts: Vec<String> = if one_line {
                entry.split(',').map(|name| name.trim().to_owned()).collect()
            } else {
                vec![entry.trim().to_owned()]
            };
            parts
        })
    }
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = List;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of names, or names with commas between them")
            }

            fn visit_unit<E>(self) -> Result<List, E> {
                Ok(List::default())
            }

            fn visit_str<E>(self, text: &str) -> Result<List, E> {
                Ok(List(vec![text.to_owned()], true))
            }

            fn visit_bool<E>(self, value: bool) -> Result<List, E> {
                Ok(List(vec![value.to_string()], true))
            }

            fn visit_i64<E>(self, value: i64) -> Result<List, E> {
                Ok(List(vec![value.to_string()], true))
            }

            fn visit_u64<E>(self, value: u64) -> Result<List, E> {
                Ok(List(vec![value.to_string()], true))
            }

            fn visit_f64<E>(self, value: f64) -> Result<List, E> {
                Ok(List(vec![value.to_string()], true))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<List, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = sequence.next_element::<Option<String>>()? {
                    entries.extend(entry);
                }
                Ok(List(entries, false))
            }
        }

        deserializer.deserialize_any(Entries)
    }
}

/// An optional value, or why there is none.
type Read<T> = Result<Option<T>, Wrong>;

/// Reads an optional scalar with a rule of its own. What cannot be meant is no error of the parser's, which knows
/// no words but its own.
macro_rules! scalar {
    ($name:ident($inner:ty), $wrong:ident, $read:expr) => {
        struct $name(Read<$inner>);

        impl From<$name> for Read<$inner> {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Scalar;

                impl<'de> Visitor<'de> for Scalar {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a single value")
                    }

                    fn visit_unit<E>(self) -> Result<$name, E> {
                        Ok($name(Ok(None)))
                    }

                    fn visit_none<E>(self) -> Result<$name, E> {
                        Ok($name(Ok(None)))
                    }

                    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<$name, D::Error> {
                        deserializer.deserialize_str(self)
                    }

                    fn visit_str<E>(self, text: &str) -> Result<$name, E> {
                        if text.trim().is_empty() {
                            return Ok($name(Ok(None)));
                        }
                        let read: fn(&str) -> Option<$inner> = $read;
                        let wrong = || Wrong::$wrong { text: shortened(text) };
                        Ok($name(read(text).map(Some).ok_or_else(wrong)))
                    }
                }

                deserializer.deserialize_option(Scalar)
            }
        }
    };
}

scalar!(Published(Publish), Publish, Publish::parse);
scalar!(Dir(&'static str), Direction, |text| {
    ["ltr", "rtl"].into_iter().find(|dir| text.trim().eq_ignore_ascii_case(dir))
});
scalar!(Tag(Language), Language, |text| Language::parse(text).ok());
scalar!(When(Moment), Date, Moment::parse);
