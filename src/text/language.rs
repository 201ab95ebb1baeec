//! Languages of notes: a tag as in HTML's `lang`, and a careful guess for notes that name none.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use whatlang::{Detector, Lang};

/// A language tag (BCP 47, RFC 5646) in its usual case: `pt-BR`, `zh-Hant`, `es`.
///
/// The form is checked, not the registry: `xx-XX` is a tag.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

/// The text is not shaped like a language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a language tag such as “pt-BR”")]
pub struct InvalidLanguage(pub String);

/// The longest tag, in bytes: RFC 5646, section 4.4.1 asks for at least 35.
const MAX_TAG: usize = 35;
/// Below this many letters a guess is mostly luck.
const MIN_LETTERS: usize = 40;
/// How much of a note is looked at, in bytes: more changes no guess.
const SAMPLE: usize = 8 * 1024;
/// A guess among all languages counts from here (0 to 1).
const CONFIDENT: f64 = 0.6;

impl Language {
    /// Reads a tag, forgiving case and `_` for `-`.
    pub fn parse(tag: &str) -> Result<Self, InvalidLanguage> {
        let invalid = || InvalidLanguage(tag.chars().take(MAX_TAG).collect());
        let tag = tag.trim();
        if tag.len() > MAX_TAG {
            return Err(invalid());
        }
        let mut out = String::with_capacity(tag.len());
        for (index, part) in tag.split(['-', '_']).enumerate() {
            let letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
            let well_formed = match index {
                0 => letters && matches!(part.len(), 2 | 3),
                _ => matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            };
            if !well_formed {
                return Err(invalid());
            }
            let mut part = part.to_ascii_lowercase();
            if index > 0 {
                out.push('-');
                match part.len() {
                    2 if letters => part.make_ascii_uppercase(),
                    4 if letters => {
                        if let Some(first) = part.get_mut(..1) {
                            first.make_ascii_uppercase();
                        }
                    }
                    _ => {}
                }
            }
            out.push_str(&part);
        }
        // A tag does not end in a lone letter: that announces an extension.
        if out.rsplit('-').next().is_none_or(|last| last.len() < 2) {
            return Err(invalid());
        }
        Ok(Self(out))
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script and region: `pt` of `pt-BR`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// A language that nobody has named: `und`.
    #[must_use]
    pub fn unknown() -> Self {
        Self("und".to_owned())
    }

    /// The name of PostgreSQL's text search configuration for this language.
    #[must_use]
    pub fn search_config(&self) -> &'static str {
        match self.primary() {
            "pt" => "portuguese",
            "es" => "spanish",
            "en" => "english",
            _ => "simple",
        }
    }
}

/// The languages that are written from right to left, where their tag names no script.
const RIGHT_TO_LEFT: [&str; 12] = ["ar", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];
/// The scripts that are.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 6] = ["adlm", "arab", "hebr", "nkoo", "syrc", "thaa"];

/// Which way a language is written, as the attribute `dir` says it: `ltr` or `rtl`. `tag` is a language's tag.
#[must_use]
pub fn direction(tag: &str) -> &'static str {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let rtl = match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
    {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&language),
    };
    if rtl { "rtl" } else { "ltr" }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Language {
    type Err = InvalidLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::parse(tag)
    }
}

impl TryFrom<String> for Language {
    type Error = InvalidLanguage;

    fn try_from(tag: String) -> Result<Self, Self::Error> {
        Self::parse(&tag)
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

/// Guesses the language of a note, leaving out code and addresses. Short or doubtful text gives `None`.
#[must_use]
pub fn detect(text: &str) -> Option<Language> {
    let prose = prose(text);
    let letters = prose.chars().filter(|ch| ch.is_alphabetic()).count();
    if letters < MIN_LETTERS {
        return None;
    }
    let info = whatlang::detect(&prose)?;
    if info.is_reliable() || info.confidence() >= CONFIDENT {
        return tag(info.lang());
    }
    // Among seventy languages a note full of English terms is in doubt; among the three that Quintal speaks it
    // often is not.
    let ours = Detector::with_allowlist(vec![Lang::Por, Lang::Spa, Lang::Eng]).detect(&prose)?;
    (ours.is_reliable() && ours.lang() == info.lang()).then(|| tag(ours.lang())).flatten()
}

/// The sentences of a note: no front matter marks, no code, no addresses, no link targets.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let mark = ["```", "~~~", "$$"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (Some(_), _) => {}
            (None, None) => {
                for (index, span) in line.split('`').enumerate() {
                    if index % 2 == 0 {
                        push_words(&mut out, span);
                    }
                }
                out.push('\n');
            }
        }
        if out.len() > SAMPLE {
            break;
        }
    }
    out
}

fn push_words(out: &mut String, span: &str) {
    for word in span.split_whitespace() {
        let address = word.contains("://") || word.contains("](") || word.contains("www.");
        if !address && !word.starts_with(['#', '<', '$', '\\']) {
            out.push_str(word);
            out.push(' ');
        }
    }
}

/// The two-letter code (ISO 639-1) where there is one, as BCP 47 wants.
fn tag(lang: Lang) -> Option<Language> {
    let code = match lang {
        Lang::Por => "pt",
        Lang::Spa => "es",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ita => "it",
        Lang::Cat => "ca",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bul => "bg",
        Lang::Ell => "el",
        Lang::Heb => "he",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Hin => "hi",
        Lang::Tha => "th",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Epo => "eo",
        other => other.code(),
    };
    Language::parse(code).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn detected(text: &str) -> Option<String> {
        detect(text).map(String::from)
    }

    #[test]
    fn tags_take_their_usual_case() {
        for (given, tag) in [("PT_br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("es", "es"), (" en ", "en")] {
            assert_eq!(Language::parse(given).unwrap().as_str(), tag);
        }
        for given in ["", "p", "portuguese", "pt-", "-pt", "pt--BR", "pt-ção", "p1", "pt-x", "\"><b>"] {
            assert!(Language::parse(given).is_err(), "{given}");
        }
    }

    #[test]
    fn search_follows_the_primary_language() {
        for (tag, config) in
            [("pt-BR", "portuguese"), ("es-419", "spanish"), ("en", "english"), ("fr", "simple")]
        {
            assert_eq!(Language::parse(tag).unwrap().search_config(), config);
        }
    }

    #[test]
    fn a_tag_goes_through_serde_checked() {
        let language: Language = serde_json::from_str("\"pt_br\"").unwrap();
        assert_eq!(serde_json::to_string(&language).unwrap(), "\"pt-BR\"");
        assert!(serde_json::from_str::<Language>("\"não sei\"").is_err());
    }

    #[test]
    fn the_three_languages_are_told_apart() {
        let pt = "O servidor recebe o pedido do navegador, pergunta ao banco de dados o que o leitor pode ver e \
                  devolve a página já pronta.";
        let es = "El servidor recibe la petición del navegador, pregunta a la base de datos qué puede ver el \
                  lector y devuelve la página ya lista.";
        let en = "The server takes the request of the browser, asks the database what this reader may see, and \
                  answers with the finished page.";
        assert_eq!(detected(pt).as_deref(), Some("pt"));
        assert_eq!(detected(es).as_deref(), Some("es"));
        assert_eq!(detected(en).as_deref(), Some("en"));
    }

    #[test]
    fn code_and_addresses_do_not_vote() {
        let note = "Para listar os arquivos de uma pasta e guardar a lista num arquivo, escreva assim:\n\n```bash\n\
                    the quick brown fox jumps over the lazy dog and then the other dog comes along as well\n```\n\
                    Veja mais em https://example.com/the/quick/brown/fox/and/other/pages e depois volte aqui.";
        assert_eq!(detected(note).as_deref(), Some("pt"));
    }

    #[test]
    fn some_languages_are_written_from_right_to_left() {
        for tag in ["ar", "he-IL", "fa", "ur-PK", "az-Arab", "AR"] {
            assert_eq!(direction(tag), "rtl", "{tag}");
        }
        for tag in ["en", "pt-BR", "ar-Latn", "uz-Cyrl-UZ", ""] {
            assert_eq!(direction(tag), "ltr", "{tag}");
        }
    }

    #[test]
    fn too_little_text_gives_nothing() {
        assert_eq!(detected("Olá, tudo bem?"), None);
        assert_eq!(
            detected("```\nint main() { return 0; } // nothing but code in this note, a lot of code\n```"),
            None
        );
        assert_eq!(detected(""), None);
    }

    proptest! {
        #[test]
        fn parsing_is_idempotent_and_detection_never_fails(text in any::<String>()) {
            let _ = detect(&text);
            if let Ok(language) = Language::parse(&text) {
                prop_assert_eq!(Language::parse(language.as_str()), Ok(language));
            }
        }
    }
}
