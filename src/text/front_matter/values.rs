//! The values of properties, read generously.

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, IgnoredAny, SeqAccess, Visitor},
};

use super::{FrontMatter, Moment};
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
    publish: Flag,
    lang: Tag,
    language: Tag,
    dir: Dir,
    created: When,
    date: When,
    updated: When,
    modified: When,
    audience: Option<String>,
    cover: Option<String>,
    translation_of: Option<String>,
}

impl From<Raw> for FrontMatter {
    fn from(raw: Raw) -> Self {
        let tags = raw.tags.0.into_iter().chain(raw.tag.0).flat_map(|entry| {
            entry
                .split([',', ' ', '\t', '\n'])
                .map(|tag| tag.trim_matches(['#', '/']).to_owned())
                .collect::<Vec<_>>()
        });
        // An alias may hold spaces; only a line that stands for a list is parted at its commas.
        let aliases = raw.aliases.names().chain(raw.alias.names());
        Self {
            title: filled(raw.title),
            description: filled(raw.description),
            tags: unique(tags),
            aliases: unique(aliases),
            permalink: filled(raw.permalink),
            publish: raw.publish.0,
            lang: raw.lang.0.or(raw.language.0),
            dir: raw.dir.0,
            created: raw.created.0.or(raw.date.0),
            updated: raw.updated.0.or(raw.modified.0),
            audience: filled(raw.audience),
            cover: filled(raw.cover),
            translation_of: filled(raw.translation_of),
        }
    }
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

/// Reads an optional scalar with a rule of its own, so that an error points at the value.
macro_rules! scalar {
    ($name:ident($inner:ty), $expected:literal, $read:expr) => {
        #[derive(Default)]
        struct $name(Option<$inner>);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Scalar;

                impl<'de> Visitor<'de> for Scalar {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_unit<E>(self) -> Result<$name, E> {
                        Ok($name(None))
                    }

                    fn visit_none<E>(self) -> Result<$name, E> {
                        Ok($name(None))
                    }

                    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<$name, D::Error> {
                        deserializer.deserialize_str(self)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        if text.trim().is_empty() {
                            return Ok($name(None));
                        }
                        let read: fn(&str) -> Option<$inner> = $read;
                        read(text).map(|value| $name(Some(value))).ok_or_else(|| {
                            E::custom(format_args!("“{}” is not {}", shortened(text), $expected))
                        })
                    }

                    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<$name, A::Error> {
                        while sequence.next_element::<IgnoredAny>()?.is_some() {}
                        Err(A::Error::custom(format_args!("a list is not {}", $expected)))
                    }
                }

                deserializer.deserialize_option(Scalar)
            }
        }
    };
}

scalar!(Flag(bool), "true or false", |text| match text.trim().to_ascii_lowercase().as_str() {
    "true" | "yes" | "on" | "1" => Some(true),
    "false" | "no" | "off" | "0" => Some(false),
    _ => None,
});
scalar!(Dir(&'static str), "ltr or rtl", |text| {
    ["ltr", "rtl"].into_iter().find(|dir| text.trim().eq_ignore_ascii_case(dir))
});
scalar!(Tag(Language), "a language such as pt-BR", |text| Language::parse(text).ok());
scalar!(When(Moment), "a date such as 2026-01-05 or 2026-01-05T10:00-03:00", Moment::parse);

fn shortened(text: &str) -> String {
    text.trim().chars().take(40).collect()
}
