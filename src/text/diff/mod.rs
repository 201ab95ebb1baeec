//! What differs between two texts: line by line, word by word within a line, and what only moved.
//!
//! A line is compared without its ending. Whatever the texts, the rows read from top to bottom give the old text by
//! their old sides and the new one by their new sides. Work stops to be exact, never to be right, when a deadline
//! passes: then more is shown as changed than was.

mod align;
mod pairs;
mod properties;
mod words;

use std::time::Instant;

pub use align::{Alignment, Origin, align};
pub use properties::{Property, properties};

/// A line of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number in its text, from 1.
    pub number: usize,
    /// Its text in pieces, those that differ from the other side marked; in order and whole.
    pub pieces: Vec<Piece<'a>>,
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it says.
    pub text: &'a str,
    /// Whether the other side does not have it.
    pub changed: bool,
}

/// A line of the two texts laid beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// The line stands in both.
    Same {
        /// Its number in the old text.
        old: usize,
        /// Its number in the new one.
        new: usize,
        /// What it says.
        text: &'a str,
    },
    /// The line says something else now.
    Changed {
        /// As it was.
        old: Line<'a>,
        /// As it is.
        new: Line<'a>,
    },
    /// The line is gone.
    Removed(Line<'a>),
    /// The line is new.
    Added(Line<'a>),
    /// The line stands elsewhere now, word for word or changed a little.
    MovedAway {
        /// As it was.
        line: Line<'a>,
        /// The number that it has now.
        to: usize,
    },
    /// The line stood elsewhere before.
    MovedHere {
        /// As it is.
        line: Line<'a>,
        /// The number that it had.
        from: usize,
    },
}

impl Row<'_> {
    /// Whether nothing differs here.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        matches!(self, Self::Same { .. })
    }
}

/// The lines of a text without their endings. What ends with an ending has no line after it.
#[must_use]
pub fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// Lays two texts beside each other.
#[must_use]
pub fn diff<'a>(old: &[&'a str], new: &[&'a str], deadline: Instant) -> Vec<Row<'a>> {
    let alignment = align(old, new, deadline);
    let mut rows = Vec::with_capacity(old.len().max(new.len()));
    let mut next_old = 0;
    let mut waiting: Vec<Row<'a>> = Vec::new();
    let plain = |text: &'a str, index: usize| Line {
        number: index + 1,
        pieces: if text.is_empty() { Vec::new() } else { vec![Piece { text, changed: false }] },
    };
    let mut flush_to = |rows: &mut Vec<Row<'a>>, waiting: &mut Vec<Row<'a>>, to: usize| {
        for (index, text) in old.iter().enumerate().take(to).skip(next_old) {
            let line = plain(text, index);
            match alignment.moved_to.get(index).copied().flatten() {
                Some(there) => {
                    let (pieces, _) =
                        words::diff(text, new.get(there).copied().unwrap_or_default(), deadline);
                    rows.push(Row::MovedAway { line: Line { pieces, ..line }, to: there + 1 });
                }
                None => rows.push(Row::Removed(line)),
            }
        }
        rows.append(waiting);
        next_old = to + 1;
    };
    for (index, (text, origin)) in new.iter().zip(&alignment.origins).enumerate() {
        match *origin {
            Origin::Kept(from) => {
                flush_to(&mut rows, &mut waiting, from);
                rows.push(Row::Same { old: from + 1, new: index + 1, text });
            }
            Origin::Changed(from) => {
                flush_to(&mut rows, &mut waiting, from);
                let before = old.get(from).copied().unwrap_or_default();
                let (before, after) = words::diff(before, text, deadline);
                rows.push(Row::Changed {
                    old: Line { number: from + 1, pieces: before },
                    new: Line { number: index + 1, pieces: after },
                });
            }
            Origin::Moved(from) => {
                let (_, pieces) = words::diff(old.get(from).copied().unwrap_or_default(), text, deadline);
                waiting.push(Row::MovedHere { line: Line { number: index + 1, pieces }, from: from + 1 });
            }
            Origin::New => waiting.push(Row::Added(plain(text, index))),
        }
    }
    flush_to(&mut rows, &mut waiting, old.len());
    rows
}

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, time::Duration};

    use proptest::prelude::*;

    use super::*;

    fn rows<'a>(old: &'a str, new: &'a str) -> Vec<Row<'a>> {
        diff(&lines(old), &lines(new), Instant::now() + Duration::from_secs(5))
    }

    fn words(line: &Line<'_>) -> String {
        let mark = |piece: &Piece<'_>| {
            if piece.changed { format!("[{}]", piece.text) } else { piece.text.to_owned() }
        };
        line.pieces.iter().map(mark).collect()
    }

    /// A row a line, as a reader would tell it.
    fn told(old: &str, new: &str) -> Vec<String> {
        rows(old, new)
            .iter()
            .map(|row| match row {
                Row::Same { text, .. } => format!("  {text}"),
                Row::Changed { old, new } => format!("~ {} → {}", words(old), words(new)),
                Row::Removed(line) => format!("- {}", words(line)),
                Row::Added(line) => format!("+ {}", words(line)),
                Row::MovedAway { line, to } => format!("< {} @{to}", words(line)),
                Row::MovedHere { line, from } => format!("> {} @{from}", words(line)),
            })
            .collect()
    }

    #[test]
    fn words_are_found_within_lines() {
        assert_eq!(
            told("The quick fox.\n\nSame.\n", "The slow fox.\n\nSame.\n\nMore."),
            ["~ The [quick] fox. → The [slow] fox.", "  ", "  Same.", "+ ", "+ More."]
        );
        // What stands between two changed words is part of the change.
        assert_eq!(
            told("Sow beans in the warm bed at noon.", "Sow red peas in the warm bed at noon."),
            ["~ Sow [beans] in the warm bed at noon. → Sow [red peas] in the warm bed at noon."]
        );
        assert_eq!(told("- [ ] water\n", "- [x] water\n"), ["~ - [[ ]] water → - [[x]] water"]);
        assert_eq!(told("coração à mão", "coração à mãe"), ["~ coração à [mão] → coração à [mãe]"]);
    }

    #[test]
    fn what_has_nothing_in_common_went_and_came() {
        assert_eq!(
            told("Alpha beta gamma", "One two three four"),
            ["- Alpha beta gamma", "+ One two three four"]
        );
        assert_eq!(told("", "New."), ["+ New."]);
        assert_eq!(told("Gone.\n", ""), ["- Gone."]);
        assert_eq!(told("", ""), Vec::<String>::new());
    }

    #[test]
    fn a_line_that_changed_is_found_among_new_ones() {
        assert_eq!(
            told(
                "Tomatoes like the sun and a warm wall.",
                "A first new line, quite long.\nTomatoes like the sun and a low wall.\nA last one."
            ),
            [
                "+ A first new line, quite long.",
                "~ Tomatoes like the sun and a [warm] wall. → Tomatoes like the sun and a [low] wall.",
                "+ A last one."
            ]
        );
    }

    #[test]
    fn moved_blocks_are_told_from_new_ones() {
        let old = "## Tools\n\nA spade and a fork.\nA can for water.\n\n## Seeds\n\nBeans, peas, corn and chard, as every year.\n\n## End\n";
        let new = "## Seeds\n\nBeans, peas, corn and chard, as every year.\n\n## Tools\n\nA spade and a fork.\nA can for water.\n\n## End\n";
        let told = told(old, new);
        assert!(told.iter().any(|row| row.starts_with('>')), "{told:#?}");
        assert!(!told.iter().any(|row| row.starts_with(['+', '-', '~']) && row.len() > 2), "{told:#?}");
        // What stands everywhere has not moved.
        let told = super::tests::told("- a\ntext one here\n```\n", "```\ntext one here\n- a\n");
        assert!(!told.iter().any(|row| row.starts_with(['<', '>'])), "{told:#?}");
    }

    #[test]
    fn what_moved_may_have_changed_a_little() {
        let told = told(
            "Roses need water in the morning and never at noon.\n\nSomething else stands here.\n",
            "Something else stands here.\n\nRoses need much water in the morning and never at noon.\n",
        );
        assert!(told.iter().any(|row| row.starts_with('>')), "{told:#?}");
        assert!(!told.iter().any(|row| row.starts_with(['+', '-']) && row.len() > 2), "{told:#?}");
    }

    #[test]
    fn what_moved_may_have_lost_words_only() {
        let told = told(
            "Roses need much water in the morning and never at noon.\n\nSomething else stands here.\n",
            "Something else stands here.\n\nRoses need water in the morning and never at noon.\n",
        );
        let away = "< Roses need [much ]water in the morning and never at noon. @3";
        let here = "> Roses need water in the morning and never at noon. @1";
        assert!(told.iter().any(|row| row == away) && told.iter().any(|row| row == here), "{told:#?}");
    }

    #[test]
    fn endings_do_not_count() {
        assert_eq!(told("a\r\nb\r\n", "a\nb"), ["  a", "  b"]);
    }

    /// Texts whose diff is dear: all lines alike, none alike, one line without end.
    #[test]
    fn hostile_texts_are_cut_short_and_still_right() {
        let many = |word: &str, step: usize| {
            (0..20_000).map(|n| format!("{word}{}\n", n * step % 7919)).collect::<Vec<_>>().concat()
        };
        let long =
            |step: usize| (0..60_000).map(|n| format!("w{} ", n * step % 7919)).collect::<Vec<_>>().concat();
        for (old, new) in [
            (many("a", 3), many("a", 5)),
            ("x\n".repeat(40_000), "x\ny\n".repeat(20_000)),
            (long(3), long(5)),
            (many("a b c d ", 3), many("d c b a ", 5)),
        ] {
            let rows = diff(&lines(&old), &lines(&new), Instant::now() + Duration::from_millis(300));
            assert_eq!(
                (side(&rows, true), side(&rows, false)),
                (lines(&old).join("\n"), lines(&new).join("\n"))
            );
        }
    }

    /// The text of one side, from its rows alone.
    fn side(rows: &[Row<'_>], old_side: bool) -> String {
        let whole = |line: &Line<'_>| line.pieces.iter().map(|piece| piece.text).collect::<String>();
        let mut told: Vec<(usize, String)> = rows
            .iter()
            .filter_map(|row| match (row, old_side) {
                (Row::Same { old, text, .. }, true) => Some((*old, (*text).to_owned())),
                (Row::Same { new, text, .. }, false) => Some((*new, (*text).to_owned())),
                (Row::Changed { old, .. }, true) => Some((old.number, whole(old))),
                (Row::Changed { new, .. }, false) => Some((new.number, whole(new))),
                (Row::Removed(line) | Row::MovedAway { line, .. }, true)
                | (Row::Added(line) | Row::MovedHere { line, .. }, false) => Some((line.number, whole(line))),
                _ => None,
            })
            .collect();
        let numbers: Vec<usize> = told.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, (1..=told.len()).collect::<Vec<_>>(), "every line once and in order");
        told.drain(..).map(|(_, text)| text).collect::<Vec<_>>().join("\n")
    }

    /// What of a line is shown as kept.
    fn kept(line: &Line<'_>) -> String {
        line.pieces.iter().filter(|piece| !piece.changed).map(|piece| piece.text).collect()
    }

    /// Applies what is shown: takes the old text, follows the rows, and takes nothing of the new one but what is shown as
    /// new, changed or moved.
    fn applied(old: &[&str], rows: &[Row<'_>]) -> Vec<String> {
        let went: HashMap<usize, &Line<'_>> = rows
            .iter()
            .filter_map(|row| match row {
                Row::MovedAway { line, .. } => Some((line.number, line)),
                _ => None,
            })
            .collect();
        let mut new = Vec::new();
        for row in rows {
            match row {
                Row::Same { old: number, .. } => new.push(old[number - 1].to_owned()),
                Row::Changed { old: before, new: after } => {
                    assert_eq!(kept(before), kept(after), "what is shown as kept is in both");
                    new.push(after.pieces.iter().map(|piece| piece.text).collect());
                }
                Row::Removed(_) | Row::MovedAway { .. } => {}
                Row::Added(line) => new.push(line.pieces.iter().map(|piece| piece.text).collect()),
                Row::MovedHere { line, from } => {
                    // What it lost on the way is marked where it stood.
                    assert_eq!(kept(line), kept(went[from]), "what is not marked stood there");
                    new.push(line.pieces.iter().map(|piece| piece.text).collect());
                }
            }
        }
        new
    }

    fn texts() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            4 => "(um|dois|três|quatro|cinco|\\[\\[nota\\]\\]|#tag|[ ,.*_]){0,8}",
            1 => "\\PC{0,12}",
            2 => Just(String::new()),
            2 => "(Ein langer Absatz, der wandert|## Titel|- item eins|- item zwei)",
        ];
        prop::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn both_sides_are_whole_and_applying_gives_the_new_text(old in texts(), new in texts(), late in any::<bool>()) {
            let deadline = if late { Instant::now() } else { Instant::now() + Duration::from_secs(5) };
            let (old, new) = (lines(&old), lines(&new));
            let rows = diff(&old, &new, deadline);
            prop_assert_eq!(side(&rows, true), old.join("\n"));
            prop_assert_eq!(side(&rows, false), new.join("\n"));
            prop_assert_eq!(applied(&old, &rows), new.clone());
            prop_assert!(old != new || rows.iter().all(Row::is_same));
            // A move has two ends.
            for row in &rows {
                if let Row::MovedAway { line, to } = row {
                    let here = |row: &Row<'_>| matches!(row, Row::MovedHere { line: new, from } if new.number == *to && *from == line.number);
                    prop_assert!(rows.iter().any(here));
                }
            }
        }
    }
}
