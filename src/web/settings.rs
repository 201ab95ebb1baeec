//! The panel of reading settings, as the layout draws it.

use super::{
    Chrome,
    preferences::{Face, Measure, Size, Theme},
};

/// What a choice is called when it is none: the word in forms.
pub(crate) const USUAL: &str = "usual";
/// The same for the theme.
pub(crate) const SYSTEM: &str = "system";

/// A group of choices, one of which holds.
pub(crate) struct Setting {
    /// The field's name.
    pub(crate) name: &'static str,
    /// What is chosen.
    pub(crate) label: String,
    /// What there is.
    pub(crate) choices: Vec<Choice>,
}

/// One choice.
pub(crate) struct Choice {
    /// The field's value.
    pub(crate) value: &'static str,
    /// The choice in words.
    pub(crate) words: String,
    /// Whether it holds.
    pub(crate) chosen: bool,
}

/// Every group, from the most to the least visible.
pub(super) fn all(chrome: &Chrome) -> Vec<Setting> {
    let (t, visitor) = (chrome.t, &chrome.visitor);
    let type_of = visitor.typography;
    let theme = |theme: Theme| (theme.as_str(), chrome.theme_name(theme), visitor.theme == Some(theme));
    let size = |size: Size| {
        let words = match size {
            Size::Small => t.size_small(),
            Size::Large => t.size_large(),
            Size::Larger => t.size_larger(),
            Size::Largest => t.size_largest(),
        };
        (size.as_str(), words, type_of.size == Some(size))
    };
    let [small, large, larger, largest] = Size::ALL.map(size);
    let [light, sepia, dark] = Theme::ALL.map(theme);
    let narrow = (Measure::Narrow.as_str(), t.measure_narrow(), type_of.measure == Some(Measure::Narrow));
    let wide = (Measure::Wide.as_str(), t.measure_wide(), type_of.measure == Some(Measure::Wide));
    vec![
        group(
            "theme",
            t.theme_menu(),
            vec![(SYSTEM, t.theme_system(), visitor.theme.is_none()), light, sepia, dark],
        ),
        group(
            "face",
            t.face_menu(),
            vec![
                (USUAL, t.face_serif(), type_of.face.is_none()),
                (Face::Sans.as_str(), t.face_sans(), type_of.face.is_some()),
            ],
        ),
        group(
            "size",
            t.size_menu(),
            vec![small, (USUAL, t.size_usual(), type_of.size.is_none()), large, larger, largest],
        ),
        group(
            "measure",
            t.measure_menu(),
            vec![narrow, (USUAL, t.measure_usual(), type_of.measure.is_none()), wide],
        ),
        group(
            "keys",
            t.keys_menu(),
            vec![("on", t.keys_on(), !visitor.keys_off), ("off", t.keys_off(), visitor.keys_off)],
        ),
    ]
}

fn group(name: &'static str, label: String, choices: Vec<(&'static str, String, bool)>) -> Setting {
    let choices = choices.into_iter().map(|(value, words, chosen)| Choice { value, words, chosen }).collect();
    Setting { name, label, choices }
}
