//! Templates and styles fit together: each template is used, each class has a style, each style a use.

use std::{collections::BTreeSet, fs};

use walkdir::WalkDir;

/// Classes that need no style of their own, and what they are for.
const UNSTYLED: &[(&str, &str)] = &[
    ("anchor", "tells links within a note from others"),
    ("graph-nodes", "what a script drags and zooms"),
    ("note-source", "tells one of the ways from the others"),
    ("links", "a list with a class has no bullets"),
    ("previous", "tells one half of a pager from the other, which has a style"),
    ("saved", "a list with a class has no bullets"),
];
/// Styles that nothing has yet, and why they stand here.
const UNUSED: &[(&str, &str)] = &[];

/// Files below a folder, by path, with their texts.
fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap().path().display().to_string())
        .filter(|path| path.ends_with(ending))
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// The texts between a beginning and the next end.
fn between<'a>(text: &'a str, beginning: &str, end: &str) -> Vec<&'a str> {
    text.split(beginning).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).collect()
}

#[test]
fn every_template_is_used() {
    let named: BTreeSet<String> = texts("src", ".rs")
        .iter()
        .flat_map(|(_, text)| between(text, "path = \"", "\""))
        .chain(texts("templates", ".html").iter().flat_map(|(_, text)| {
            ["extends", "import", "include"]
                .into_iter()
                .flat_map(|word| between(text, &format!("{{% {word} \""), "\""))
                .collect::<Vec<_>>()
        }))
        .map(str::to_owned)
        .collect();
    let templates = texts("templates", ".html");
    assert!(templates.len() > 10);
    for (path, _) in templates {
        let name = path.strip_prefix("templates/").unwrap();
        assert!(named.contains(name), "nothing renders {path}");
    }
}

/// The classes that markup gives, as far as they are written out there.
fn given(text: &str) -> BTreeSet<String> {
    let text = text.replace("\\\"", "\"");
    let mut plain = String::new();
    // What a template fills in is left out, and so is its own code.
    for (index, piece) in text.split('{').enumerate() {
        let rest = if index == 0 { piece } else { piece.split_once('}').map_or("", |(_, rest)| rest) };
        plain.push_str(rest.strip_prefix('}').unwrap_or(rest));
    }
    between(&plain, "class=\"", "\"")
        .into_iter()
        .flat_map(str::split_whitespace)
        .filter(|class| class.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-'))
        .map(str::to_owned)
        .collect()
}

/// The classes that a style sheet selects.
fn selected(css: &str) -> BTreeSet<String> {
    let mut css = css.to_owned();
    while let Some((start, length)) = css.find("/*").and_then(|at| Some((at, css[at..].find("*/")?))) {
        css.replace_range(start..start + length + 2, "");
    }
    let name = |rest: &str| -> String {
        rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect()
    };
    css.split('.')
        .skip(1)
        .map(name)
        .filter(|class| class.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter(|class| !matches!(class.as_str(), "woff2" | "svg" | "css"))
        .collect()
}

#[test]
fn every_class_has_a_style_and_every_style_a_use() {
    let styles = texts("static/css", ".css");
    let selected: BTreeSet<String> = styles.iter().flat_map(|(_, css)| selected(css)).collect();
    let markup: Vec<(String, String)> = [("templates", ".html"), ("src", ".rs")]
        .into_iter()
        .flat_map(|(folder, ending)| texts(folder, ending))
        .collect();
    let mut given: BTreeSet<String> = markup.iter().flat_map(|(_, text)| given(text)).collect();
    // Formulas take theirs from a table.
    let formulas = fs::read_to_string("src/text/markdown/math.rs").unwrap();
    given.extend(between(&formulas, ", \"math-", "\"").into_iter().map(|end| format!("math-{end}")));
    assert!(given.contains("math-line-top"));
    assert!(selected.len() > 50 && given.len() > 50);
    let excused = |list: &[(&str, &str)], class: &str| list.iter().any(|(name, _)| *name == class);
    let plain: Vec<&String> =
        given.difference(&selected).filter(|class| !excused(UNSTYLED, class.as_str())).collect();
    // What ends with a dash is the beginning of classes that are put together: `tone-{{ tone }}`.
    let plain: Vec<&String> = plain
        .into_iter()
        .filter(|class| {
            !class.ends_with('-') || !selected.iter().any(|whole| whole.starts_with(class.as_str()))
        })
        .collect();
    // A class may be put together elsewhere, so that any mention is a use; those of highlighted code are made of
    // a prefix and a word.
    let scripts = texts("static/js", ".js");
    let words: BTreeSet<&str> = markup
        .iter()
        .chain(&scripts)
        .flat_map(|(_, text)| text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-'))
        .collect();
    let idle: Vec<&String> = selected
        .iter()
        .filter(|class| !words.contains(class.strip_prefix("hl-").unwrap_or(class)))
        .filter(|class| !class.match_indices('-').any(|(at, _)| words.contains(&class[..=at])))
        .filter(|class| !excused(UNUSED, class.as_str()))
        .collect();
    assert!(plain.is_empty() && idle.is_empty(), "without a style: {plain:?}\nof no use: {idle:?}");
}

/// The editor's page asks for all of its modules at once, not for one after the other as they name each other.
#[test]
fn the_editors_modules_are_all_preloaded() {
    let template = fs::read_to_string("templates/notes/edit.html").unwrap();
    let named = between(&template, "{% for module in [", "]");
    let named: BTreeSet<&str> = named[0].split('"').skip(1).step_by(2).collect();
    let modules = texts("static/js/editor", ".js");
    let modules: BTreeSet<&str> = modules
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("static/js/editor/")?.strip_suffix(".js"))
        .collect();
    assert_eq!(named, modules);
}

/// A test of the test.
#[test]
fn classes_are_seen_in_markup_and_in_styles() {
    let names = |classes: BTreeSet<String>| classes.into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(
        names(given(r#"<a class="b {{ x }}c"><i class="d{% if e %} f{% endif %}"> "class=\"g\"" "#)),
        "b c d f g"
    );
    assert_eq!(
        names(selected(".a:has(> .b-c) { margin: 0.5rem 1.5em } /* .no */ d.e::before {}")),
        "a b-c e"
    );
}
