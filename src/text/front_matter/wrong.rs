//! What may be wrong with front matter, to be told in any language.

use serde::{Deserialize, Serialize};

use crate::i18n::Strings;

/// Why a property, or the whole front matter, cannot be meant. Its own words are English, for a terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Wrong {
    /// Neither yes nor no, nor a time.
    #[error("“{text}” is not true, false or a time such as 2027-03-01 09:00")]
    // What earlier imports left out is told by the name that it had then.
    #[serde(alias = "flag")]
    Publish {
        /// What was written, shortened.
        text: String,
    },
    /// No language tag.
    #[error("“{text}” is not a language such as pt-BR")]
    Language {
        /// What was written, shortened.
        text: String,
    },
    /// No point in time.
    #[error("“{text}” is not a date such as 2026-01-05 or 2026-01-05T10:00-03:00")]
    Date {
        /// What was written, shortened.
        text: String,
    },
    /// No way of writing.
    #[error("“{text}” is neither ltr nor rtl")]
    Direction {
        /// What was written, shortened.
        text: String,
    },
    /// Nobody's name of readers.
    #[error("“{text}” is none of: public, unlisted, members, private")]
    Audience {
        /// What was written, shortened.
        text: String,
    },
    /// Too long for a list of properties.
    #[error("more than {kib} KiB of front matter")]
    Long {
        /// The limit in KiB.
        kib: u64,
    },
    /// A property that stands there twice.
    #[error("this property stands here twice")]
    Twice,
    /// A list where a text belongs, or the like.
    #[error("{message}")]
    Shape {
        /// What the parser says, in English.
        message: String,
    },
    /// No YAML.
    #[error("{message}")]
    Yaml {
        /// What the parser says, in English.
        message: String,
    },
}

/// As much of a text as a message repeats.
pub(super) fn shortened(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

impl Wrong {
    /// In the language of the interface. What the parser says is English, and stays out of this.
    #[must_use]
    pub fn told(&self, t: &Strings) -> String {
        match self {
            Self::Publish { text } => t.wrong_publish(text),
            Self::Language { text } => t.wrong_language(text),
            Self::Direction { text } => t.wrong_direction(text),
            Self::Date { text } => t.wrong_date(text),
            Self::Audience { text } => t.wrong_audience(text),
            Self::Long { kib } => t.wrong_long(kib.to_string()),
            Self::Twice => t.wrong_twice(),
            Self::Shape { .. } => t.wrong_shape(),
            Self::Yaml { .. } => t.wrong_yaml(),
        }
    }

    /// A word that is no audience.
    #[must_use]
    pub fn audience(text: &str) -> Self {
        Self::Audience { text: shortened(text) }
    }

    pub(super) fn of(error: &serde_saphyr::Error) -> Self {
        let text = error.render_with_formatter(&serde_saphyr::UserMessageFormatter);
        // The place is told apart, and counts from the top of the file.
        let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
        match error {
            serde_saphyr::Error::DuplicateMappingKey { .. } => Self::Twice,
            serde_saphyr::Error::Unexpected { .. }
            | serde_saphyr::Error::SerdeInvalidType { .. }
            | serde_saphyr::Error::SerdeInvalidValue { .. } => Self::Shape { message },
            _ => Self::Yaml { message },
        }
    }
}
