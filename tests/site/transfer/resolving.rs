//! Links of a made-up vault, looked up by a resolver of the test's own: by scanning all names, without folding
//! tables, tails or SQL.

#![expect(clippy::indexing_slicing, reason = "a test that cannot go on shall stop")]

use std::{collections::BTreeSet, fmt::Write as _};

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::desk::Desk;

const FOLDERS: [&str; 6] = ["", "Árvores", "Árvores/De fruta", "Notes", "notes/2026", "100% #1"];
const WORDS: [&str; 12] = [
    "Leaf",
    "leaf",
    "Ação",
    "Acao",
    "Home",
    "Guia rápida",
    "v1.2",
    "🌱",
    "Año nuevo",
    "A & B",
    "d'água",
    "Über",
];

struct Note {
    folder: &'static str,
    name: String,
    alias: Option<String>,
    permalink: Option<String>,
    /// Line and text of each link.
    links: Vec<(usize, String)>,
}

impl Note {
    fn path(&self) -> String {
        if self.folder.is_empty() { self.name.clone() } else { format!("{}/{}", self.folder, self.name) }
    }
}

/// The same numbers every time (a linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

fn made_up() -> Vec<Note> {
    let mut dice = Dice(7);
    let mut notes: Vec<Note> = Vec::new();
    for n in 0..120 {
        let word = WORDS[dice.below(WORDS.len())];
        // Some names stand once, some in several folders.
        let name = if dice.below(3) == 0 { word.to_owned() } else { format!("{word} {n}") };
        let folder = FOLDERS[dice.below(FOLDERS.len())];
        if notes.iter().any(|note| note.folder == folder && note.name == name) {
            continue;
        }
        let alias = (dice.below(4) == 0).then(|| format!("Alias {}", dice.below(40)));
        let permalink = (dice.below(6) == 0).then(|| format!("p/{n}"));
        notes.push(Note { folder, name, alias, permalink, links: Vec::new() });
    }
    for n in 0..notes.len() {
        let links = (0..12)
            .map(|index| {
                let target = &notes[dice.below(notes.len())];
                let text = match dice.below(8) {
                    0 | 1 => target.name.clone(),
                    2 => target.name.to_uppercase(),
                    3 => target.path(),
                    4 => format!("/{}", target.path()),
                    5 => target.alias.clone().unwrap_or_else(|| format!("{}.md", target.path())),
                    6 => target.permalink.clone().unwrap_or_else(|| "nobody".into()),
                    _ => without_marks(&target.name),
                };
                (index, text)
            })
            .collect();
        notes[n].links = links;
    }
    notes
}

fn text_of(note: &mut Note) -> String {
    let mut text = String::from("---\n");
    let mut line = 2;
    for (key, value) in [("aliases", &note.alias), ("permalink", &note.permalink)] {
        if let Some(value) = value {
            writeln!(text, "{key}: \"{value}\"").unwrap();
            line += 1;
        }
    }
    text.push_str("---\n");
    for (at, link) in &mut note.links {
        writeln!(text, "[[{link}|a link]]\n").unwrap();
        *at = line + 1;
        line += 2;
    }
    text
}

fn without_marks(text: &str) -> String {
    text.nfd().filter(|ch| !is_combining_mark(*ch)).collect()
}

fn same(a: &str, b: &str) -> bool {
    without_marks(a).to_lowercase() == without_marks(b).to_lowercase()
}

/// The only note that a link can mean by name, path, alias or permalink, if it is only one.
fn only_target<'a>(notes: &'a [Note], link: &str) -> Option<&'a Note> {
    if link.contains('#') {
        // In a wikilink it begins a heading.
        return None;
    }
    let wanted = link.trim_start_matches('/').trim_end_matches(".md");
    let calls = |note: &&Note| {
        let names = [Some(note.path()), note.alias.clone(), note.permalink.clone()];
        // A path from the root says nothing about names.
        let by_name = !link.starts_with('/') && same(&note.name, wanted);
        by_name || names.into_iter().flatten().any(|name| same(&name, wanted))
    };
    let mut found = notes.iter().filter(calls);
    found.next().filter(|_| found.next().is_none())
}

#[tokio::test]
async fn a_link_with_one_possible_target_leads_there() {
    let desk = Desk::open().await;
    let mut notes = made_up();
    for note in &mut notes {
        let text = text_of(note);
        desk.write(&[(&format!("{}.md", note.path()), &text)]);
    }
    let report = desk.import().await;
    assert_eq!(report.skipped.count, 0, "{report}");
    let resolved: BTreeSet<String> = desk
        .rows(
            "select n.vault_path || ':' || l.line || ' -> ' || coalesce(t.vault_path, '')
             from links l join notes n on n.id = l.note_id left join notes t on t.id = l.target_note_id",
        )
        .await
        .into_iter()
        .collect();
    let expected: BTreeSet<String> = notes
        .iter()
        .flat_map(|note| note.links.iter().map(move |(line, link)| (note, line, link)))
        .filter_map(|(note, line, link)| {
            let target = only_target(&notes, link)?;
            Some(format!("{}.md:{line} -> {}.md", note.path(), target.path()))
        })
        .collect();
    let wrong: Vec<&String> = expected.difference(&resolved).collect();
    assert!(expected.len() > 500, "a test of something: {}", expected.len());
    assert!(
        wrong.len() * 100 <= expected.len(),
        "{} of {} lead elsewhere: {wrong:#?}",
        wrong.len(),
        expected.len()
    );
}
