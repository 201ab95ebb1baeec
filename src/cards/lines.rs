//! Breaking a title into lines.

use unicode_segmentation::UnicodeSegmentation as _;

use super::typeface::{Typeface, Words};

/// Sizes to try, in pixels, with how many lines each may have: the shorter a title, the larger.
const SIZES: [(f32, usize); 4] = [(92.0, 2), (78.0, 3), (66.0, 4), (56.0, 5)];

/// A title in lines of a size.
pub(super) struct Lines {
    pub(super) lines: Vec<Words>,
    pub(super) size: f32,
}

/// Breaks a title so that no line is wider than `width` pixels. What is too long even for the smallest type ends
/// in an ellipsis.
pub(super) fn lines(face: &Typeface, title: &str, width: f32) -> Lines {
    for (size, most) in SIZES {
        let (broken, whole) = broken(face, title, width / size, most);
        if whole || size <= SIZES.last().map_or(0.0, |(size, _)| *size) {
            let lines = broken.iter().map(|line| face.set(line)).collect();
            return Lines { lines, size };
        }
    }
    Lines { lines: Vec::new(), size: 0.0 }
}

/// At most so many lines of that width, and whether they hold all of the title.
fn broken(face: &Typeface, title: &str, width: f32, most: usize) -> (Vec<String>, bool) {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in title.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if face.set(&longer).width <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if lines.len() >= most {
            break;
        }
        line = split_long(face, word, width, &mut lines);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    let length =
        |lines: &[String]| lines.iter().flat_map(|line| line.chars()).filter(|ch| *ch != ' ').count();
    let whole =
        lines.len() <= most && length(&lines) == title.chars().filter(|ch| !ch.is_whitespace()).count();
    if !whole {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            shorten(face, last, width);
        }
    }
    (lines, whole)
}

/// Breaks a word that no line can hold; gives what is left for the next line.
fn split_long(face: &Typeface, word: &str, width: f32, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    for letter in word.graphemes(true) {
        let longer = format!("{line}{letter}");
        if face.set(&longer).width > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            letter.clone_into(&mut line);
        } else {
            line = longer;
        }
    }
    line
}

fn shorten(face: &Typeface, line: &mut String, width: f32) {
    loop {
        let end = line.trim_end_matches(|ch: char| !ch.is_alphanumeric()).len();
        line.truncate(end);
        let with_ellipsis = format!("{line}…");
        if face.set(&with_ellipsis).width <= width || line.is_empty() {
            *line = with_ellipsis;
            return;
        }
        let shorter =
            line.rfind(' ').unwrap_or_else(|| line.floor_char_boundary(line.len().saturating_sub(1)));
        line.truncate(shorter);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cards::typeface::ROMAN;

    #[test]
    fn lines_are_filled_and_cut() {
        let face = ROMAN.as_ref().unwrap();
        let (lines, whole) = broken(face, "one two three", face.set("one two").width + 0.01, 2);
        assert_eq!((lines, whole), (vec!["one two".to_owned(), "three".to_owned()], true));
        let (lines, whole) = broken(face, "one two, three four", face.set("one two,").width, 1);
        assert_eq!((lines, whole), (vec!["one…".to_owned()], false));
        let (lines, whole) = broken(face, "oooooooooo", face.set("ooo").width, 9);
        assert_eq!((lines.join(""), whole), ("oooooooooo".to_owned(), true));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn no_line_is_too_wide(title in "[a-zé ,]{0,120}", width in 3.0_f32..12.0, most in 1_usize..5) {
            let face = ROMAN.as_ref().unwrap();
            let (lines, whole) = broken(face, &title, width, most);
            prop_assert!(lines.len() <= most);
            for line in &lines {
                prop_assert!(face.set(line).width <= width, "{}", line);
            }
            prop_assert!(whole || lines.last().is_some_and(|line| line.ends_with('…')));
        }
    }
}
