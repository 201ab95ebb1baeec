//! Changes of single properties that leave every other byte as its author wrote it.
//!
//! The parser says where in the text a property's value stands; that place alone is written anew, in the way in
//! which it was written: quotes stay quotes, a list of lines stays one, items that stay are not touched. Comments,
//! order, indents, properties that Quintal does not know, line ends and a byte order mark stay as they are. The
//! result is read again: either it says exactly what was meant and nothing else, or the change is refused.

mod layout;
mod list;
mod splice;

use layout::Layout;

use super::{FrontMatter, FrontMatterError, Wrong, parse, split, write};
use crate::i18n::Strings;

/// A property and what it is to be. `None`, blank words and an empty list take it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// `title`
    Title(Option<String>),
    /// `description`
    Description(Option<String>),
    /// `tags`, without `#`
    Tags(Vec<String>),
    /// `aliases`
    Aliases(Vec<String>),
    /// `permalink`
    Permalink(Option<String>),
    /// `publish`, in the words of front matter: `true`, `false`, or a time
    Publish(Option<String>),
    /// `lang`, a language tag
    Lang(Option<String>),
    /// `dir`, `ltr` or `rtl`
    Dir(Option<String>),
    /// `audience`, by its name
    Audience(Option<String>),
    /// `cover`
    Cover(Option<String>),
    /// `translation_of`
    TranslationOf(Option<String>),
}

/// Why a property was not changed. Its own words are English, for a terminal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The front matter cannot be read as it is.
    #[error(transparent)]
    Unreadable(#[from] FrontMatterError),
    /// The property cannot have this value.
    #[error("{property}: {wrong}")]
    Value {
        /// Its name in the front matter.
        property: &'static str,
        /// What is wrong with it.
        wrong: Wrong,
    },
    /// It is written in a way that only its author should change, such as with an anchor that another property uses.
    #[error("{property} is written in a way that only its author can change")]
    Layout {
        /// Its name in the front matter.
        property: &'static str,
    },
}

impl Refused {
    /// In the language of the interface.
    #[must_use]
    pub fn told(&self, t: &Strings) -> String {
        match self {
            Self::Unreadable(error) => t.refused_unreadable(error.line.to_string(), error.wrong.told(t)),
            Self::Value { wrong, .. } => wrong.told(t),
            Self::Layout { property } => t.refused_layout(*property),
        }
    }
}

impl Change {
    /// The names of the property, the one that new entries get first.
    fn names(&self) -> &'static [&'static str] {
        match self {
            Self::Title(_) => &["title"],
            Self::Description(_) => &["description"],
            Self::Tags(_) => &["tags", "tag"],
            Self::Aliases(_) => &["aliases", "alias"],
            Self::Permalink(_) => &["permalink"],
            Self::Publish(_) => &["publish"],
            Self::Lang(_) => &["lang", "language"],
            Self::Dir(_) => &["dir"],
            Self::Audience(_) => &["audience"],
            Self::Cover(_) => &["cover"],
            Self::TranslationOf(_) => &["translation_of"],
        }
    }

    /// The name of the property.
    #[must_use]
    pub fn property(&self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    fn value(&self) -> Value<'_> {
        match self {
            Self::Tags(list) | Self::Aliases(list) => Value::List(list),
            Self::Publish(text) => Value::Word(text.as_deref().unwrap_or_default().trim()),
            Self::Title(text)
            | Self::Description(text)
            | Self::Permalink(text)
            | Self::Lang(text)
            | Self::Dir(text)
            | Self::Audience(text)
            | Self::Cover(text)
            | Self::TranslationOf(text) => Value::Text(text.as_deref().unwrap_or_default().trim()),
        }
    }

    /// The properties with this one as another has it.
    fn put(&self, matter: FrontMatter, other: FrontMatter) -> FrontMatter {
        match self {
            Self::Title(_) => FrontMatter { title: other.title, ..matter },
            Self::Description(_) => FrontMatter { description: other.description, ..matter },
            Self::Tags(_) => FrontMatter { tags: other.tags, ..matter },
            Self::Aliases(_) => FrontMatter { aliases: other.aliases, ..matter },
            Self::Permalink(_) => FrontMatter { permalink: other.permalink, ..matter },
            Self::Publish(_) => FrontMatter { publish: other.publish, ..matter },
            Self::Lang(_) => FrontMatter { lang: other.lang, ..matter },
            Self::Dir(_) => FrontMatter { dir: other.dir, ..matter },
            Self::Audience(_) => FrontMatter { audience: other.audience, ..matter },
            Self::Cover(_) => FrontMatter { cover: other.cover, ..matter },
            Self::TranslationOf(_) => FrontMatter { translation_of: other.translation_of, ..matter },
        }
    }

    /// What this change means, read as if it stood in a front matter alone.
    fn meant(&self) -> Result<FrontMatter, Refused> {
        let property = self.property();
        let alone = match self.value() {
            value if value.is_nothing() => String::new(),
            value => format!("---\n{property}: {}\n---\n", value.written()),
        };
        let refused = |error: FrontMatterError| Refused::Value { property, wrong: error.wrong };
        let (matter, body) = parse(&alone).map_err(refused)?;
        if body.text.is_empty() { Ok(matter) } else { Err(Refused::Layout { property }) }
    }
}

/// What a property is to say.
#[derive(Clone, Copy)]
enum Value<'a> {
    Text(&'a str),
    /// A text that YAML may take for something else: what is meant is just that.
    Word(&'a str),
    List(&'a [String]),
}

impl Value<'_> {
    fn is_nothing(&self) -> bool {
        match self {
            Self::Text(text) | Self::Word(text) => text.is_empty(),
            Self::List(list) => list.iter().all(|entry| entry.trim().is_empty()),
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => write::scalar(text),
            Self::Word(text) => write::word(text),
            Self::List(list) => write::list(list).unwrap_or_default(),
        }
    }
}

/// The source with its properties changed, one after the other; byte for byte the same where they say so already.
///
/// A source without front matter gets one; a front matter of which nothing is left is taken away.
///
/// # Errors
/// With the first change that cannot be made; see [`Refused`].
pub fn edit(source: &str, changes: &[Change]) -> Result<String, Refused> {
    changes.iter().try_fold(source.to_owned(), change_one)
}

/// What stands behind `publish`, as it is written.
#[must_use]
pub fn publish_as_written(source: &str) -> Option<String> {
    let layout = Layout::read(split(source).0?.yaml)?;
    let entry = layout.entries.into_iter().find(|entry| entry.name == "publish")?;
    match entry.value.kind {
        layout::Kind::Scalar { text, .. } if !entry.value.at.is_empty() && text != "~" => {
            Some(text.trim().to_owned())
        }
        _ => None,
    }
}

fn change_one(source: String, change: &Change) -> Result<String, Refused> {
    let (before, body) = parse(&source)?;
    let expected = change.put(before.clone(), change.meant()?);
    if expected == before {
        return Ok(source);
    }
    let says = |edited: &str| {
        parse(edited).is_ok_and(|(after, rest)| after == expected && rest.text == body.text)
            && others(&source, change).is_some_and(|before| others(edited, change) == Some(before))
    };
    changed(&source, body.text, change, &expected)
        .into_iter()
        .find(|edited| says(edited))
        .ok_or(Refused::Layout { property: change.property() })
}

/// What the properties say that are not to be changed.
fn others(source: &str, change: &Change) -> Option<Vec<String>> {
    let layout = Layout::read(split(source).0.map_or("", |block| block.yaml))?;
    let others = layout.entries.into_iter().filter(|entry| !change.names().contains(&entry.name.as_str()));
    Some(others.map(|entry| entry.says).collect())
}

/// The ways in which the change may be made, the best first.
fn changed(source: &str, body: &str, change: &Change, expected: &FrontMatter) -> Vec<String> {
    let mark = if source.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let newline =
        if source.split('\n').next().is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" };
    // Lists are written as they are read: tags without `#`, and each once.
    let value = match change {
        Change::Tags(_) => Value::List(&expected.tags),
        Change::Aliases(_) => Value::List(&expected.aliases),
        _ => change.value(),
    };
    let property = change.property();
    let Some(block) = split(source).0 else {
        return vec![format!("{mark}---{newline}{property}: {}{newline}---{newline}{body}", value.written())];
    };
    let start = source.find('\n').map_or(0, |at| at + 1);
    let newline = match block.yaml {
        "" => newline,
        yaml if yaml.ends_with("\r\n") => "\r\n",
        _ => "\n",
    };
    let edited = Layout::read(block.yaml).and_then(|layout| splice::splice(&layout, change, value, newline));
    let Some(yaml) = edited else { return Vec::new() };
    let mut ways = Vec::new();
    if yaml.is_empty() {
        ways.push(format!("{mark}{body}"));
    }
    let opening = source.get(..start).unwrap_or_default();
    let closing = source.get(start + block.yaml.len()..).unwrap_or_default();
    ways.push(format!("{opening}{yaml}{closing}"));
    ways
}

#[cfg(test)]
mod tests;
