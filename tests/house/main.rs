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
    &["web"],
    &["accounts"],
    &["garden"],
    &["files"],
    &["notes"],
    &["transfer", "exhibit", "feeds"],
    &["admin"],
    &["routes"],
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
    let code =
        "use crate::{a::x, b}; fn f() -> crate::c::T { g(crate::d::e()); m!(crate::f::y, h(crate::g::z)) }";
    let mut finder = Finder::default();
    finder.visit_file(&syn::parse_file(code).unwrap());
    assert_eq!(finder.rooms.into_iter().collect::<String>(), "abcdfg");
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
    let mut finder = Finder::default();
    finder.visit_file(&syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap());
    finder.rooms
}

/// Collects the segment after each `crate::`.
#[derive(Default)]
struct Finder {
    rooms: BTreeSet<String>,
}

impl Finder {
    fn add_tree(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                self.rooms.insert(path.ident.to_string());
            }
            syn::UseTree::Name(name) => {
                self.rooms.insert(name.ident.to_string());
            }
            syn::UseTree::Rename(rename) => {
                self.rooms.insert(rename.ident.to_string());
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.add_tree(item)),
            syn::UseTree::Glob(_) => {}
        }
    }

    /// Macros are not parsed, so their words are read one by one.
    fn add_tokens(&mut self, tokens: proc_macro2::TokenStream) {
        let mut last = Vec::new();
        for token in tokens {
            if let proc_macro2::TokenTree::Group(group) = &token {
                self.add_tokens(group.stream());
            }
            if let proc_macro2::TokenTree::Ident(ident) = &token
                && last.ends_with(&["crate".to_owned(), ":".to_owned(), ":".to_owned()])
            {
                self.rooms.insert(ident.to_string());
            }
            last.push(token.to_string());
        }
    }
}

impl<'a> Visit<'a> for Finder {
    fn visit_use_tree(&mut self, tree: &'a syn::UseTree) {
        if let syn::UseTree::Path(path) = tree
            && path.ident == "crate"
        {
            self.add_tree(&path.tree);
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let mut segments = path.segments.iter();
        if let (Some(first), Some(second)) = (segments.next(), segments.next())
            && first.ident == "crate"
        {
            self.rooms.insert(second.ident.to_string());
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        self.add_tokens(call.tokens.clone());
        syn::visit::visit_macro(self, call);
    }
}
