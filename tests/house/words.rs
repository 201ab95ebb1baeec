//! The words of the pages: every message is said somewhere, and in every language.

use std::{collections::BTreeSet, fs};

use walkdir::WalkDir;

const LANGUAGES: [&str; 3] = ["en", "es", "pt-BR"];

#[test]
fn every_message_is_said_in_every_language() {
    let [first, others @ ..] = LANGUAGES.map(messages);
    assert!(first.contains("skip-to-text"), "messages are found: {first:?}");
    for (language, messages) in LANGUAGES.into_iter().skip(1).zip(others) {
        let missing: Vec<&String> = first.difference(&messages).collect();
        let unknown: Vec<&String> = messages.difference(&first).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        assert!(unknown.is_empty(), "only {language} has {unknown:?}");
    }
}

/// The functions made of the messages may lie unused without a word from the compiler.
#[test]
fn every_message_is_used() {
    let program = texts("src", "rs") + &texts("templates", "html") + &texts("templates", "xml");
    let unused: Vec<String> =
        messages("en").into_iter().filter(|message| !is_used(&program, &message.replace('-', "_"))).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

/// A test of the test: a longer name or a mere word is not a use.
#[test]
fn only_a_call_is_a_use() {
    assert!(is_used("{{ chrome.t.way_home() }}", "way_home"));
    assert!(is_used("names.map(L10n::way_home)", "way_home"));
    assert!(!is_used("t.way_home_again(); way_home; L10n::way_homes", "way_home"));
}

fn is_used(program: &str, function: &str) -> bool {
    let call = format!(".{function}(");
    let path = format!("::{function}");
    program.contains(&call)
        || program
            .split(&path)
            .skip(1)
            .any(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_'))
}

/// The names of all messages of a language: what stands before ` =` at the start of a line.
fn messages(language: &str) -> BTreeSet<String> {
    texts(&format!("src/i18n/{language}"), "ftl")
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim().to_owned())
        .collect()
}

/// All files below a folder that end so, one after the other.
fn texts(folder: &str, end: &str) -> String {
    WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|found| found == end))
        .map(|path| fs::read_to_string(path).unwrap() + "\n")
        .collect()
}
