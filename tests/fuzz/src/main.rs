//! Coverage-guided fuzzing of what reads the texts of others, run by `.ci/run fuzz`.
//!
//! The environment variable `QUINTAL_FUZZ` names the target. A target panics where a promise is broken; libFuzzer
//! finds out by itself about input that takes too long or too much memory.

#![no_main]

use std::{env, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use quintal::text::{
    canvas, encoding,
    front_matter::{self, Change, FrontMatter},
    markdown::{self, Hole, Options, Rendered, Transplant, fill, render, transplant},
    slug,
};

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| match env::var("QUINTAL_FUZZ").as_deref() {
    Ok("dialect") => dialect,
    Ok("links") => links,
    Ok("encodings") => encodings,
    Ok("front-matter") => properties,
    Ok("boards") => boards,
    other => panic!("QUINTAL_FUZZ names no target: {other:?}"),
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));

fn options(path: &str) -> Options<'_> {
    Options { note_path_in_vault: path, first_line: 1, title: Some("T") }
}

/// A note's body.
fn dialect(bytes: &[u8]) {
    check(&render(&String::from_utf8_lossy(bytes), &options("Folder/Note.md")));
}

/// The target of a link, in each of its forms, from a note whose path is as odd.
fn links(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).replace('\n', " ");
    let (path, target) = text.split_once('|').unwrap_or(("N.md", &text));
    for body in [
        format!("[[{target}]]"),
        format!("![[{target}]]"),
        format!("[a](<{target}>)"),
        format!("![a]({target})"),
    ] {
        check(&render(&body, &options(path)));
    }
    assert!(markdown::anchors(target).len() <= 6);
    let address = slug::note_path(path);
    assert!(!address.is_empty() && address.is_ascii() && !address.contains("//"));
}

/// A file in an encoding that nobody named.
fn encodings(bytes: &[u8]) {
    let decoded = encoding::decode(bytes);
    if std::str::from_utf8(bytes).is_ok_and(|text| text.is_ascii() && !text.contains(['\r', '\0'])) {
        assert_eq!(decoded.text.as_bytes(), bytes);
    }
}

/// A note with properties at its head.
fn properties(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok((before, body)) = front_matter::parse(&text) {
        assert!(text.ends_with(body.text) && body.first_line >= 1);
        let list = ["a", "b: c"].map(str::to_owned).to_vec();
        for (change, expected) in [
            (Change::Title(None), FrontMatter { title: None, ..before.clone() }),
            (
                Change::Title(Some("A: b".into())),
                FrontMatter { title: Some("A: b".into()), ..before.clone() },
            ),
            (Change::Aliases(list.clone()), FrontMatter { aliases: list, ..before.clone() }),
        ] {
            if let Ok(edited) = front_matter::edit(&text, &[change]) {
                let (after, rest) = front_matter::parse(&edited).expect("what was edited is read");
                assert_eq!((after, rest.text), (expected, body.text));
            }
        }
    }
}

/// A board.
fn boards(bytes: &[u8]) {
    check(&canvas::render(&String::from_utf8_lossy(bytes), &options("Board.canvas")));
}

/// What every rendered text promises.
fn check(note: &Rendered) {
    let mut numbers = Vec::new();
    let filled = fill(&note.html, 1, |number, hole| match hole {
        Hole::Link { label_html } => {
            numbers.push(number);
            label_html.to_owned()
        }
        Hole::Embed { .. } => {
            numbers.push(number);
            String::new()
        }
        Hole::Say(_) => String::new(),
    });
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(0..note.links.len()), "each link has its hole");
    let lower = filled.to_ascii_lowercase();
    // What stands outside tags is text, whatever it says; and so is what stands in their names for readers.
    for tag in lower.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        for bad in ["script", "iframe", "style", "object", "form", "q-"] {
            assert!(!tag.starts_with(bad), "{tag}");
        }
        for bad in ["href=\"javascript", "href=\"data:", " onclick", " onerror", " style="] {
            assert!(!tag.contains(bad) || tag.contains("aria-label=") || tag.contains("title="), "{tag}");
        }
    }
    for heading in &note.headings {
        assert!(note.plain[heading.plain_at..].starts_with(&heading.text));
        assert!(note.html[heading.html.clone()].starts_with("<h"));
    }
    for block in &note.blocks {
        let piece = &note.html[block.html.clone()];
        let _ = transplant(piece, Transplant { prefix: "e1-", level: 2, home: "/notes/a" });
    }
    for link in &note.links {
        assert!(note.plain.is_char_boundary(link.plain_at));
    }
}
