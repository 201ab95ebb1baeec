//! What a page may look like: colours, letters, their size, and how long a line is.

/// A choice among a few words: those of forms, cookies, the database and the attributes of `<html>`.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name {
            $($(#[$word_doc])* $variant),+
        }

        impl $name {
            /// Every one, in the order of the panel.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The word in forms, cookies, the database and the attributes of `<html>`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(word: &str) -> Result<Self, ()> {
                Self::ALL.into_iter().find(|choice| choice.as_str() == word).ok_or(())
            }
        }
    };
}

choice! {
    /// The colours of the page.
    Theme {
        /// Dark ink on white paper.
        Light = "light",
        /// Dark ink on yellowed paper.
        Sepia = "sepia",
        /// Light ink on charcoal.
        Dark = "dark",
    }
}

choice! {
    /// The letters of texts, where they are not the garden's serif.
    Face {
        /// The system's sans serif.
        Sans = "sans",
    }
}

choice! {
    /// The size of texts, where it is not the garden's. The percentages are of that; `tokens.css` has them too.
    Size {
        /// 88 %.
        Small = "small",
        /// 115 %.
        Large = "large",
        /// 135 %.
        Larger = "larger",
        /// 160 %.
        Largest = "largest",
    }
}

choice! {
    /// The length of lines, where it is not the garden's.
    Measure {
        /// About 50 characters.
        Narrow = "narrow",
        /// About 90 characters.
        Wide = "wide",
    }
}
