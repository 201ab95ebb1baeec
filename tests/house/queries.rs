//! Who may read what is asked by the queries themselves: what reads notes, parts, files or links says for whom.

use std::fs;

/// Tables whose rows are not for everyone.
const GUARDED: [&str; 4] = ["notes", "parts", "files", "links"];

/// How a query says for whom it reads.
const FOR_WHOM: &str = "audience_id = any(";

/// Queries that do without, by their beginning, and why they may. One that fits no query is to be removed.
const EXEMPT: &[(&str, &str)] = &[];

#[test]
fn guarded_tables_are_read_for_somebody() {
    let open: Vec<String> = queries().into_iter().filter(|query| is_open(query)).collect();
    let unexplained: Vec<&String> =
        open.iter().filter(|query| !EXEMPT.iter().any(|(start, _)| query.starts_with(start))).collect();
    assert!(unexplained.is_empty(), "these say nowhere who reads:\n{unexplained:#?}");
    for (start, reason) in EXEMPT {
        assert!(open.iter().any(|query| query.starts_with(start)), "no query needs the exemption {start:?}");
        assert!(!reason.is_empty(), "{start:?} has no reason");
    }
}

/// A test of the test: names of tables are seen, longer names are not.
#[test]
fn only_the_guarded_tables_count() {
    assert!(is_open("select title from notes where id = $1"));
    assert!(is_open("select 1 from folders join parts using (note_id)"));
    assert!(!is_open("select path from note_paths where notes_id = $1"));
    assert!(!is_open("select title from notes where audience_id = any($1)"));
}

fn is_open(query: &str) -> bool {
    let mut words = query.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    words.any(|word| GUARDED.contains(&word)) && !query.contains(FOR_WHOM)
}

/// Every checked query of the program, in lower case, its white space folded.
fn queries() -> Vec<String> {
    let cached = fs::read_dir(".sqlx").expect("the cache of checked queries (.ci/sqlx write)");
    let queries: Vec<String> = cached
        .map(|entry| {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let query: serde_json::Value = serde_json::from_str(&text).unwrap();
            let words = query["query"].as_str().unwrap().to_lowercase();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert!(!queries.is_empty(), "no checked queries in .sqlx");
    queries
}
