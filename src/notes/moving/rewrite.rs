//! Turning links in a text to the new place of what they mean. Pure.
//!
//! Only what stands between the brackets changes, and nothing is changed on trust: the text is rendered again, and
//! every link in it must be what it was, but for those that were to be turned.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::spots::spots;
use crate::{
    notes::write::{self, NoteFile, Settings},
    text::markdown::{self, Hole, Link},
};

/// A text with more of them is turned only if all of them are links: trying each takes its time.
const ONE_BY_ONE: usize = 60;

/// What a link is to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Where that lies, from the vault's root, `.md` and all.
    pub path: String,
    /// Whether its name alone is enough: nothing else in the vault is called so.
    pub by_name: bool,
}

/// A line that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which, from 1.
    pub line: usize,
    /// As it was.
    pub before: String,
    /// As it is to be.
    pub after: String,
}

/// The text with some of its links turned, and which they are. Links are known by their places among the links of
/// the rendered note; `at` is where the note will lie.
#[must_use]
pub fn rewrite(
    source: &str,
    at: &str,
    goals: &BTreeMap<usize, Goal>,
    settings: &Settings,
) -> Option<(String, BTreeSet<usize>)> {
    if goals.is_empty() {
        return None;
    }
    let before = shown(source, at, settings, goals)?;
    let link = |place: &usize| before.links.get(*place);
    let wanted: BTreeMap<&str, &Goal> =
        goals.iter().filter_map(|(place, goal)| Some((link(place)?.target.as_str(), goal))).collect();
    let lines: BTreeSet<usize> = goals.keys().filter_map(|place| Some(link(place)?.line)).collect();
    let spots: Vec<(Range<usize>, String)> = spots(source, &lines)
        .into_iter()
        .filter_map(|spot| {
            let goal = wanted.get(spot.target.as_str())?;
            Some((spot.range.clone(), spot.turned(source, at, goal)))
        })
        .collect();
    let is_turned = |text: &str| turned(&before, &shown(text, at, settings, goals)?, goals);
    let real: Vec<(Range<usize>, String)> = if spots.len() > ONE_BY_ONE {
        if spots.len() == goals.len() { spots } else { Vec::new() }
    } else {
        // Something looks like a link and is none, in code or in another link's title: each has to turn one.
        let turns = |spot: &(Range<usize>, String)| {
            is_turned(&replaced(source, std::slice::from_ref(spot))).is_some_and(|done| !done.is_empty())
        };
        spots.into_iter().filter(turns).collect()
    };
    let text = replaced(source, &real);
    let done = is_turned(&text)?;
    (!done.is_empty()).then_some((text, done))
}

/// What a reader would see of a text: its links, and all else with the words of those to be turned left out.
struct Shown {
    links: Vec<Link>,
    html: String,
}

fn shown(source: &str, at: &str, settings: &Settings, goals: &BTreeMap<usize, Goal>) -> Option<Shown> {
    let file = NoteFile { path: at.to_owned(), text: source.to_owned(), modified: None };
    let prepared = write::prepare(file, settings).ok()?;
    let html = markdown::fill(prepared.html(), 1, |place, hole| match hole {
        Hole::Link { label_html } if !goals.contains_key(&place) => format!("<{place}>{label_html}"),
        _ => format!("<{place}>"),
    });
    Some(Shown { links: prepared.links().to_vec(), html: without_heading_ids(&html) })
}

/// A link in a heading gives the heading its id, which follows the link's words.
fn without_heading_ids(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (index, piece) in html.split("<h").enumerate() {
        if index > 0 {
            out.push_str("<h");
        }
        match piece.split_once(" id=\"").filter(|(level, _)| matches!(*level, "2" | "3" | "4" | "5" | "6")) {
            Some((level, rest)) => {
                out.push_str(level);
                out.push_str(rest.split_once('"').map_or(rest, |(_, after)| after));
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// The lines in which two texts of the same number of lines differ.
#[must_use]
pub fn changes(before: &str, after: &str) -> Vec<Change> {
    let lines = before.lines().zip(after.lines()).enumerate();
    lines
        .filter(|(_, (before, after))| before != after)
        .map(|(index, (before, after))| Change {
            line: index + 1,
            before: before.into(),
            after: after.into(),
        })
        .collect()
}

/// Which links differ, if these are all to be turned, and every other is as it was.
fn turned(before: &Shown, after: &Shown, goals: &BTreeMap<usize, Goal>) -> Option<BTreeSet<usize>> {
    if before.links.len() != after.links.len() || before.html != after.html {
        return None;
    }
    let mut done = BTreeSet::new();
    for (place, (before, after)) in before.links.iter().zip(&after.links).enumerate() {
        // What follows a longer name lies further on.
        let same_place = Link { plain_at: before.plain_at, ..after.clone() };
        if *before == same_place {
            continue;
        }
        let same_but_target = Link { target: before.target.clone(), key: before.key.clone(), ..same_place };
        if *before != same_but_target || !goals.contains_key(&place) {
            return None;
        }
        done.insert(place);
    }
    Some(done)
}

fn replaced(source: &str, spots: &[(Range<usize>, String)]) -> String {
    let (mut out, mut done) = (String::with_capacity(source.len()), 0);
    for (range, text) in spots {
        out.push_str(source.get(done..range.start).unwrap_or_default());
        out.push_str(text);
        done = range.end;
    }
    out.push_str(source.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::slug;

    fn links(source: &str) -> Vec<Link> {
        shown(source, "Folder/Note.md", &Settings::sample(), &BTreeMap::new()).unwrap().links
    }

    /// Turns every link to "Old", in whichever folder, to its new place.
    fn turn(source: &str, path: &str, by_name: bool) -> Option<String> {
        let goal = Goal { path: path.into(), by_name };
        let is_old = |link: &Link| slug::strip_note_extension(&link.target).rsplit('/').next() == Some("Old");
        let all = links(source);
        let goals = all
            .iter()
            .enumerate()
            .filter(|(_, link)| is_old(link))
            .map(|(at, _)| (at, goal.clone()))
            .collect();
        rewrite(source, "Folder/Note.md", &goals, &Settings::sample()).map(|(text, _)| text)
    }

    #[test]
    fn only_what_stands_between_the_brackets_changes() {
        let source = "---\ntitle: \"[[Old]]\"\nother:   [[Old]]\n---\n# A  \r\nSee [[Old]], [[ Old#Part|the old]] and ![[Old]].\n\
                      [x](../A/Old.md#part \"[[Old]]\") [y](<../A/Old.md>) [z](./Old.md)\n\n| a |\n| - |\n| [[A/Old\\|b]] |\n";
        let expected = "---\ntitle: \"[[Old]]\"\nother:   [[Old]]\n---\n# A  \r\nSee [[New name]], [[ New name#Part|the old]] and ![[New name]].\n\
                        [x](../B/New%20name.md#part \"[[Old]]\") [y](<../B/New name.md>) [z](../B/New%20name.md)\n\n| a |\n| - |\n| [[B/New name\\|b]] |\n";
        assert_eq!(turn(source, "B/New name.md", true).as_deref(), Some(expected));
    }

    #[test]
    fn what_only_looks_like_a_link_stays() {
        let source =
            "`[[Old]]` and [[Old]], \\[[Old]]\n\n```\n[[Old]]\n```\n%%[[Old]]%%\n\n[r]: Old.md\n[text][r]\n";
        let expected =
            "`[[Old]]` and [[New]], \\[[Old]]\n\n```\n[[Old]]\n```\n%%[[Old]]%%\n\n[r]: New.md\n[text][r]\n";
        assert_eq!(turn(source, "Folder/New.md", true).as_deref(), Some(expected));
    }

    #[test]
    fn a_name_that_others_have_too_is_written_with_its_folder() {
        assert_eq!(turn("[[Old|x]]", "B/New.md", false).as_deref(), Some("[[B/New|x]]"));
        assert_eq!(turn("[[A/Old]]", "New.md", true).as_deref(), Some("[[New]]"));
        assert_eq!(turn("[[../A/Old.md]]", "B/New.md", true).as_deref(), Some("[[../B/New.md]]"));
        assert_eq!(turn("[[/A/Old]]", "B/New.md", true).as_deref(), Some("[[/B/New]]"));
    }

    #[test]
    fn a_link_in_a_heading_is_turned_too() {
        assert_eq!(
            turn("## About [[Old]]\n\nText.", "New.md", true).as_deref(),
            Some("## About [[New]]\n\nText.")
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        /// Whatever stands around them: nothing but the links changes, and turning back gives the text back.
        #[test]
        fn there_and_back_again(pieces in prop::collection::vec(prop::sample::select(vec![
            "[[Old]]", "[[Old|words]]", "[t](Old.md)", "[t](<Old.md> \"x\")", "`[[Old]]`", "![[Old#H]]", "[[Other]]",
            "text", "*em*", "\n\n", "\n", "| ", "- ", "> ", "```\n", "%%", "$x$", "[", "]", "\\", "# ", "é ",
        ]), 0..24)) {
            let source = pieces.concat();
            let old = Goal { path: "Folder/Old.md".into(), by_name: true };
            let new = Goal { path: "Folder/New.md".into(), by_name: true };
            let find = |source: &str, name: &str, goal: &Goal| -> BTreeMap<usize, Goal> {
                let all = links(source);
                let named = all.iter().enumerate().filter(|(_, l)| slug::strip_note_extension(&l.target) == name);
                named.map(|(at, _)| (at, goal.clone())).collect()
            };
            let goals = find(&source, "Old", &new);
            if let Some((turned, done)) = rewrite(&source, "Folder/Note.md", &goals, &Settings::sample()) {
                prop_assert!(done.iter().all(|place| goals.contains_key(place)));
                let changed = turned.matches("New").count();
                prop_assert!(changed >= 1 && changed <= done.len());
                prop_assert_eq!(turned.replace("New", "Old"), source.clone());
                let back = find(&turned, "New", &old);
                let (again, _) = rewrite(&turned, "Folder/Note.md", &back, &Settings::sample()).unwrap();
                prop_assert_eq!(again, source);
            } else if goals.len() <= ONE_BY_ONE && !goals.is_empty() && !source.contains('\\') {
                prop_assert!(source.contains(['`', '%', '$', '\n', '|', '[']), "{:?}", source);
            }
        }
    }
}
