//! Lines that both changed, but not in the same sentences: in prose a paragraph is often one line, and two people who
//! mend different sentences of it do not touch. Words would be too fine: two half-changed sentences make one that nobody
//! wrote.

use similar::TextMerge;
use unicode_segmentation::UnicodeSegmentation as _;

use super::Clash;

/// Stands for the end of a line where each sentence has a line of its own.
const LINE_END: char = '\u{1}';

/// Both sides of a clash in one, if they changed different sentences with at least one between them that stays.
pub(super) fn woven(clash: &Clash) -> Option<String> {
    let sides = [&clash.base, &clash.ours, &clash.theirs];
    if sides.iter().any(|text| text.trim().is_empty() || text.contains(LINE_END)) {
        return None;
    }
    let [base, ours, theirs] = sides.map(|text| one_a_line(text));
    let merge = TextMerge::from_lines(base.as_str(), ours.as_str(), theirs.as_str());
    (!merge.is_conflicted()).then(|| gathered(&merge.to_string()))
}

fn one_a_line(text: &str) -> String {
    let mut spread = String::with_capacity(text.len() + text.len() / 16);
    for sentence in text.split_sentence_bounds() {
        match sentence.strip_suffix('\n') {
            Some(last) => {
                spread.push_str(last);
                spread.push(LINE_END);
            }
            None => spread.push_str(sentence),
        }
        spread.push('\n');
    }
    spread
}

fn gathered(spread: &str) -> String {
    let mut text = String::with_capacity(spread.len());
    for line in spread.split_terminator('\n') {
        match line.strip_suffix(LINE_END) {
            Some(line) => {
                text.push_str(line);
                text.push('\n');
            }
            None => text.push_str(line),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn clash(base: &str, ours: &str, theirs: &str) -> Option<String> {
        woven(&Clash { base: base.into(), ours: ours.into(), theirs: theirs.into() })
    }

    #[test]
    fn other_sentences_of_a_paragraph_do_not_clash() {
        let base = "Beans climb. Peas climb, too. Marrows creep.\n";
        let (ours, theirs) =
            (base.replace("Beans climb", "Beans climb high"), base.replace("creep", "creep far"));
        let united = "Beans climb high. Peas climb, too. Marrows creep far.\n";
        assert_eq!(clash(base, &ours, &theirs).as_deref(), Some(united));
        assert_eq!(clash(base, &ours, &base.replace("Beans climb", "Beans run")), None, "the same sentence");
        assert_eq!(clash(base, "", &theirs), None, "one took it away");
        assert_eq!(clash("", "One. Two.\n", "Two. Three.\n"), None, "both put something in");
    }

    proptest! {
        #[test]
        fn sentences_are_put_together_as_they_were(text in "([A-Za-z .!?]{0,20}\r?\n?){0,6}") {
            prop_assert_eq!(gathered(&one_a_line(&text)), text);
        }

        /// What each wrote is in the result, in its order.
        #[test]
        fn nothing_that_was_written_is_lost(
            sentences in prop::collection::vec("[A-C][a-c]{2,4}\\. ", 3..8), ours in 0..8_usize, theirs in 0..8_usize
        ) {
            let with = |at: usize, word: &str| {
                let mut changed = sentences.clone();
                let at = at % changed.len();
                changed[at] = format!("{word}. ");
                changed.concat() + "\n"
            };
            let base = sentences.concat() + "\n";
            if let Some(text) = clash(&base, &with(ours, "Xyx"), &with(theirs, "Zyz")) {
                prop_assert!(text.contains("Xyx. ") && text.contains("Zyz. "), "{}", text);
            }
        }
    }
}
