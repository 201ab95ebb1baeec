//! How long a text takes to read.

/// Words a minute that adults read in silence, English non-fiction: M. Brysbaert, "How many words do we read per
/// minute?", Journal of Memory and Language 109 (2019), 104047.
const ENGLISH: f64 = 238.0;

/// Words a minute of comparable texts read aloud in several languages, for Chinese and Japanese characters:
/// S. Trauzettel-Klosinski, K. Dietz, "Standardized Assessment of Reading Performance: The New International
/// Reading Speed Texts `IReST`", Investigative Ophthalmology & Visual Science 53 (2012), 5452–5461. The ratio to
/// English carries over to silent reading, as Brysbaert shows: a language that says the same in fewer words is
/// read at fewer words a minute. Chinese and Japanese go by characters, as their words are counted here (UAX 29
/// parts ideographs and kana one by one).
const ALOUD: [(&str, f64); 5] = [("en", 228.0), ("es", 218.0), ("pt", 181.0), ("zh", 255.0), ("ja", 357.0)];
/// The mean of the seventeen languages that were measured.
const ALOUD_ELSEWHERE: f64 = 184.0;

/// The minutes that so many words of a language (BCP 47) take, rounded up; at least one.
#[must_use]
pub fn minutes(words: i32, language: &str) -> i64 {
    let primary = language.split('-').next().unwrap_or_default();
    let aloud =
        |tag: &str| ALOUD.iter().find(|(known, _)| tag.eq_ignore_ascii_case(known)).map(|(_, speed)| *speed);
    let pace = ENGLISH * aloud(primary).unwrap_or(ALOUD_ELSEWHERE) / aloud("en").unwrap_or(ENGLISH);
    #[expect(clippy::cast_possible_truncation, reason = "words are 32 bits, and minutes fewer")]
    let minutes = (f64::from(words) / pace).ceil() as i64;
    minutes.max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn languages_have_their_own_pace() {
        assert_eq!(minutes(0, "en"), 1);
        assert_eq!(minutes(238, "en-GB"), 1);
        assert_eq!(minutes(239, "en"), 2);
        assert_eq!(minutes(1000, "pt-BR"), 6);
        assert_eq!(minutes(1000, "es"), 5);
        assert_eq!(minutes(1000, "zh-Hant"), 4, "characters");
        assert_eq!(minutes(1000, "ja"), 3, "characters");
        assert_eq!(minutes(1000, "fi"), 6);
        assert_eq!(minutes(1000, ""), 6);
    }

    #[test]
    fn ideographs_count_one_by_one() {
        assert_eq!(crate::text::fold::words("庭を歩く。").count(), 4);
    }

    proptest! {
        #[test]
        fn more_words_never_take_less(words in 0..i32::MAX, language in "[a-z]{2,3}") {
            prop_assert!(minutes(words, &language) <= minutes(words.saturating_add(1), &language));
            prop_assert!(minutes(words, &language) >= 1);
        }
    }
}
