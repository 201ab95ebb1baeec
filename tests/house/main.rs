//! Holds the house together: who may look into whom, who reads for whom, what is said in which language.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on shall stop"
)]

mod addresses;
mod ids;
mod looks;
mod queries;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use syn::visit::Visit;
use walkdir::WalkDir;

/// The rooms from the ground up. A room may look into its own and into the rooms before its line; rooms on one
/// line do not know each other. `docs/ARCHITECTURE.md` draws the same list.
const LAYERS: &[&[&str]] = &[
    &["cards", "clock", "config", "i18n", "ids"],
    &["text"],
    &["access"],
    &["db", "storage"],
    &["state"],
    &["jobs"],
    &["web"],
    &["accounts"],
    &["garden"],
    &["files"],
    &["notes"],
    &["transfer", "exhibit", "feeds"],
    &["admin"],
    &["routes", "duties"],
    &["server"],
    &["cli"],
];

#[test]
fn every_room_has_a_place() {
    let rooms: BTreeSet<String> = fs::read_dir("src")
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|room| !["main", "lib"].contains(&room.as_str()))
        .collect();
    let placed: BTreeSet<String> =
        LAYERS.iter().flat_map(|layer| layer.iter()).map(|&room| room.to_owned()).collect();
    assert_eq!(rooms, placed);
}

#[test]
fn a_room_looks_only_into_those_below_it() {
    let height: BTreeMap<&str, usize> = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(height, layer)| layer.iter().map(move |&room| (room, height)))
        .collect();
    let mut looks = Vec::new();
    for path in sources() {
        let room = room_of(&path);
        let Some(own) = height.get(room.as_str()) else { continue };
        for seen in rooms_seen_by(&path) {
            if seen != room && height.get(seen.as_str()).is_none_or(|other| other >= own) {
                looks.push(format!("{path}: {room} looks into {seen}"));
            }
        }
    }
    assert!(looks.is_empty(), "rooms look upwards:\n{}", looks.join("\n"));
}

/// A test of the test: a path in the middle of an expression is seen as well as a `use`.
#[test]
fn paths_are_seen_wherever_they_stand() {
    let code = "use crate::{a::x, b}; use {crate::h::y, std::io, crate::{i::z}};
                fn f() -> crate::c::T { g(crate::d::e()); m!(crate::f::y, h(crate::g::z)) }";
    assert_eq!(seen_from("src/room/file.rs", code), "abcdfghi");
}

/// A test of the test: who climbs out of the room is seen, and who stays in it is not.
#[test]
fn paths_that_climb_are_seen() {
    let code = "use super::a::x; fn f() { super::super::b::g(); m!(super::super::c::y, super::d::z) }
                mod tests { use super::e::y; use super::super::{f::x, super::g::y}; }";
    assert_eq!(seen_from("src/room/mod.rs", code), "adf");
    assert_eq!(seen_from("src/room.rs", code), "adf");
    assert_eq!(seen_from("src/room/file.rs", code), "bcg");
    assert_eq!(seen_from("src/room/in/mod.rs", code), "bcg");
    assert_eq!(seen_from("src/room/in/file.rs", code), "");
}

fn seen_from(path: &str, code: &str) -> String {
    rooms_seen_in(path, code).into_iter().filter(|room| room.len() == 1).collect()
}

fn sources() -> Vec<String> {
    WalkDir::new("src")
        .into_iter()
        .map(|entry| entry.unwrap().path().display().to_string())
        .filter(|path| Path::new(path).extension().is_some_and(|end| end == "rs"))
        .collect()
}

fn room_of(path: &str) -> String {
    let first = path.trim_start_matches("src/").split('/').next().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn rooms_seen_by(path: &str) -> BTreeSet<String> {
    rooms_seen_in(path, &fs::read_to_string(path).unwrap())
}

fn rooms_seen_in(path: &str, code: &str) -> BTreeSet<String> {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let mut finder = Finder { depth: inner.split('/').count(), rooms: BTreeSet::new() };
    finder.visit_file(&syn::parse_file(code).unwrap());
    finder.rooms
}

/// Collects the rooms that paths lead to: the segment after `crate`, or after as many `super` as lead out of all
/// modules.
struct Finder {
    /// In how many modules the code stands.
    depth: usize,
    rooms: BTreeSet<String>,
}

impl Finder {
    fn add(&mut self, path: &[String]) {
        let climbs = path.iter().take_while(|segment| *segment == "super").count();
        let room = match path.first().map(String::as_str) {
            Some("crate") => path.get(1),
            Some("super") if climbs == self.depth => path.get(climbs),
            _ => None,
        };
        self.rooms.extend(room.cloned());
    }

    fn add_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(rename) => self.add(&with(&rename.ident)),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.add_tree(before, item)),
            syn::UseTree::Glob(_) => self.add(before),
        }
    }

    /// Macros are not parsed, so their words are read one by one.
    fn add_tokens(&mut self, tokens: proc_macro2::TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                proc_macro2::TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.add(&std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                }
                proc_macro2::TokenTree::Group(group) => {
                    self.add(&std::mem::take(&mut path));
                    self.add_tokens(group.stream());
                }
                _ => self.add(&std::mem::take(&mut path)),
            }
            colons = 0;
        }
        self.add(&path);
    }
}

impl<'a> Visit<'a> for Finder {
    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        self.depth += 1;
        syn::visit::visit_item_mod(self, module);
        self.depth -= 1;
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&segments);
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        self.add_tokens(call.tokens.clone());
        syn::visit::visit_macro(self, call);
    }
}
