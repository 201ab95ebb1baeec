//! Folding: two ways to write the same thing made equal, for looking up names and for searching text.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use super::language::Language;

/// The key under which a name, path, alias or tag is looked up: compatibility forms unified (NFKC), lower case,
/// accents off, white space collapsed and trimmed.
#[must_use]
pub fn key(name: &str) -> String {
    let compatible: String = name.nfkc().collect();
    let folded = without_accents(&compatible);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Folds text and queries alike before PostgreSQL's stemmer: lower case, accents off (ñ becomes n), and the
/// plurals that the stemmers only know with their accents brought to the singular.
///
/// - Portuguese: `-ões`, `-ães`, `-ãos` (and without accents `-oes`, `-aes`, `-aos`) become `-ao`, so that
///   "ação", "acao", "ações" and "acoes" are one word to the stemmer. "mães" becomes "mae" (mothers, not
///   hands), and words that are no such plural stay: "caos", "pões", "does", "goes", "shoes", "heroes". What
///   remains is small: the surname "Paes" meets "pão", and the stemmer itself joins "irmão" with "irmã".
/// - Spanish: `-iones` becomes `-ion`; the stemmer would cut "acciones" further than an unaccented "accion".
/// - Both: "años", "olhos" and "días" lose their `s`. The stemmers cut nothing before the third letter or the
///   second vowel, which in words so short leaves them the `s` alone, and that they do not take for an ending.
///
/// Words stay one to one and in order, so that a word found in the folded text can be marked as written.
#[must_use]
pub fn for_search(text: &str, language: &Language) -> String {
    let folded = without_accents(text);
    let plural: fn(&str) -> Option<(usize, &'static str)> = match language.search_config() {
        "portuguese" => portuguese_plural,
        "spanish" => spanish_plural,
        _ => return folded,
    };
    let mut out = String::with_capacity(folded.len());
    for piece in folded.split_word_bounds() {
        match plural(piece).or_else(|| short_plural(piece)) {
            Some((cut, ending)) => {
                out.push_str(piece.get(..piece.len() - cut).unwrap_or(piece));
                out.push_str(ending);
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// How many letters of the word make way for which ending.
fn portuguese_plural(word: &str) -> Option<(usize, &'static str)> {
    const OTHER_WORDS: [&str; 7] = ["caos", "poes", "does", "goes", "shoes", "heroes", "joes"];
    if word == "maes" {
        return Some((3, "ae"));
    }
    let plural = word.len() > 3 && ["oes", "aes", "aos"].iter().any(|ending| word.ends_with(ending));
    (plural && !OTHER_WORDS.contains(&word)).then_some((3, "ao"))
}

fn spanish_plural(word: &str) -> Option<(usize, &'static str)> {
    (word.len() > 5 && word.ends_with("iones")).then_some((3, "n"))
}

/// A vowel, consonants and `-as`, `-es`, `-os` ("años", "islas"), or one consonant, a vowel and those ("días").
fn short_plural(word: &str) -> Option<(usize, &'static str)> {
    const OTHER_WORDS: [&str; 2] = ["caos", "dios"];
    let is_vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    let [start @ .., b'a' | b'e' | b'o', b's'] = word.as_bytes() else { return None };
    let letters = start.iter().all(u8::is_ascii_lowercase);
    let short = match start {
        [first, rest @ ..] if is_vowel(*first) => !rest.is_empty() && !rest.iter().copied().any(is_vowel),
        [_, second] => is_vowel(*second),
        _ => false,
    };
    (letters && short && !OTHER_WORDS.contains(&word)).then_some((1, ""))
}

/// The bare words of a name, folded: letters and digits alone, whatever stands between them. "Ação-plano_2.PDF" is
/// "acao", "plano", "2" and "pdf".
#[must_use]
pub fn bare_words(name: &str) -> Vec<String> {
    let folded = key(name);
    let words = folded.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The Unicode words of a text (UAX 29) with their byte offsets.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices()
}

/// Lower case, and the marks taken off Latin and Greek letters. Other scripts keep theirs: there a mark makes
/// another letter (й, が), not an accent.
fn without_accents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut bare = false;
    for ch in text.nfc().flat_map(char::to_lowercase) {
        let first = std::iter::once(ch).nfd().next().unwrap_or(ch);
        if first < '\u{400}' && first.is_alphabetic() {
            bare = true;
            out.push(first);
        } else if !(bare && is_combining_mark(ch)) {
            bare = false;
            out.push(ch);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str, language: &str) -> String {
        for_search(text, &Language::parse(language).unwrap())
    }

    #[test]
    fn keys_forgive_case_accents_and_space() {
        assert_eq!(key("  Introdução\u{a0}à   API "), "introducao a api");
        assert_eq!(key("Ac\u{327}a\u{303}o"), key("AÇÃO"));
        assert_eq!(key("ﬁle Ⅳ"), "file iv");
        assert_eq!(key("Año/Ñandú"), "ano/nandu");
        assert_eq!(key("й"), "й");
    }

    #[test]
    fn portuguese_plurals_meet_their_singular() {
        for word in ["ação", "acao", "ações", "acoes", "AÇÕES"] {
            assert_eq!(folded(word, "pt-BR"), "acao");
        }
        for word in ["pão", "pães", "paes"] {
            assert_eq!(folded(word, "pt"), "pao");
        }
        assert_eq!(folded("irmãos", "pt"), folded("irmão", "pt"));
    }

    #[test]
    fn short_plurals_meet_their_singular() {
        for (one, many) in
            [("año", "años"), ("isla", "islas"), ("día", "días"), ("río", "ríos"), ("uva", "uvas")]
        {
            assert_eq!(folded(one, "es"), folded(many, "es"));
        }
        for (one, many) in
            [("olho", "olhos"), ("ano", "anos"), ("rua", "ruas"), ("ave", "aves"), ("mãe", "mães")]
        {
            assert_eq!(folded(one, "pt"), folded(many, "pt"));
        }
        assert_eq!(folded("anos dios caos as mais", "es"), "ano dios caos as mais");
        assert_eq!(folded("anos", "en"), "anos");
    }

    #[test]
    fn other_words_are_not_stemmed_away() {
        assert_eq!(folded("as mães e o caos: aos shoes", "pt"), "as mae e o caos: aos shoes");
        assert_ne!(folded("mães", "pt"), folded("mãos", "pt"));
        assert_eq!(folded("acoes", "en"), "acoes");
    }

    #[test]
    fn spanish_plurals_meet_their_singular() {
        assert_eq!(folded("Acciones y canción", "es"), "accion y cancion");
        assert_eq!(folded("niños", "es-MX"), "ninos");
    }

    #[test]
    fn names_are_bare_words() {
        assert_eq!(bare_words("Ação-plano_2.PDF").join(" "), "acao plano 2 pdf");
        assert_eq!(bare_words("«¿Qué?» — O'Neil").join(" "), "que o neil");
        assert!(bare_words("—").is_empty());
    }

    #[test]
    fn words_have_their_places() {
        assert_eq!(words("a ação, né?").collect::<Vec<_>>(), [(0, "a"), (2, "ação"), (10, "né")]);
    }

    proptest! {
        #[test]
        fn folding_keeps_the_number_of_words(text in "[\\p{L}\\p{N}\\p{P}\\p{Zs}\\p{S}]{0,60}") {
            for language in ["pt", "es", "en", "ru"] {
                let folded = folded(&text, language);
                prop_assert_eq!(words(&text).count(), words(&folded).count(), "{:?} {:?}", text, folded);
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            for language in ["pt", "es", "en"] {
                let once = folded(&text, language);
                prop_assert_eq!(folded(&once, language), once);
            }
            prop_assert_eq!(key(&key(&text)), key(&text));
        }
    }
}
