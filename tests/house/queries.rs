//! Who may read what is asked by the queries themselves: what reads notes, parts, files or links says for whom.

use std::fs;

use syn::visit::Visit;

/// Tables whose rows are not for everyone.
const GUARDED: [&str; 5] = ["notes", "revisions", "parts", "files", "links"];

/// How a query says for whom it reads: for one of the audiences that it is given, or for each of them in turn.
const FOR_WHOM: [&str; 2] = ["audience_id = any(", "from unnest($1::integer[]) a (id) cross join lateral"];

/// Queries that read without saying it, by their beginning, and why they may. One that fits no query is to be
/// removed.
const EXEMPT: &[(&str, &str)] = &[
    ("select n.id, n.path, n.created_at, n.updated_at", "what is stored of the notes that are being saved"),
    ("select n.id, n.vault_path, r.source from notes n", "the sources of notes that are to be rendered anew"),
    ("select n.id, n.path, n.vault_path, n.title, n.language", "notes that are to be rendered anew"),
    ("select n.vault_id as \"vault: vaultid\"", "a draft whose time has come"),
    ("select m.note_id, m.key from note_names m join notes n", "who else claims an address, while saving"),
    ("select e.path, e.content_hash", "what an import compares a vault with"),
    (
        "select n.id as \"note: noteid\", r.source, coalesce(t.source, b.source)",
        "what an import unites files with",
    ),
    (
        "select t.path as file, n.path as address from imported_texts",
        "what waits, for the report of an import",
    ),
    ("select exists ( select from imported_texts t", "whether what was shown is what is settled"),
    (
        "select target_file_id as \"file!\" from links",
        "the files whose audience follows the notes being saved",
    ),
    ("select distinct target_file_id", "the files whose audience follows the notes that are being saved"),
    (
        "select distinct sha256 as \"hash!\" from files",
        "which bytes are named at all, before the others are removed",
    ),
    ("select f.media_type from files f", "a picture that smaller ones are to be made of"),
    ("select distinct f.sha256 from files f", "pictures that have no smaller ones yet"),
    ("delete from pictures p where not exists", "smaller ones of pictures that no file has any more"),
    ("with due as ( select ", "works out the audiences of files"),
    (
        "with touched as ( select revision_id, ordinal, note_id, key, tail, target from links",
        "finds the targets of links, for everyone",
    ),
    (
        "with known as ( update drafts set",
        "whether a draft was made of a text of its note; it reads none of it",
    ),
    (
        "update drafts d set id",
        "whether a draft says more than the text that it was made of; it reads none of it",
    ),
    (
        "with touched as ( select note_id, key from translations",
        "finds what notes are translations of, for everyone",
    ),
    ("select n.vault_path as file, l.line", "the report of an import, for the owner"),
    ("select path from notes where id = $1", "where the garden's front lies, for the owner"),
    ("select v.id, v.name, v.mount", "which vaults have readers, for the owner"),
    ("select count(*) filter (where num_nonnulls", "the report of an import, for the owner"),
    (
        "select n.id, n.audience_id as audience, n.folder from notes n",
        "the graph is laid out for each audience",
    ),
    ("select distinct l.note_id as \"from\"", "the graph is laid out for each audience"),
    ("select l.ordinal, l.key, l.tail, l.target", "the links of a note that its mover has before them"),
    (
        "select r.number as \"number!\", r.source as \"source!\" from ( select o.id",
        "who brought which line is worked out once, for everyone; nothing of these texts is shown",
    ),
    ("select a.revision_id, r.number, a.state", "how far that was worked out"),
    ("select r.id, r.note_id, r.number, r.created_at", "which revisions may go, by the owner's rules"),
    (
        "select f.sha256, f.name, f.media_type, f.size, f.created_at as created from files f where f.id = $1",
        "a file of an old text, once it was asked whether that text is for its reader",
    ),
];

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

/// A test of the test: what reads the tables is seen; columns, longer names and mere writing are not reading.
#[test]
fn only_reading_the_guarded_tables_counts() {
    assert!(is_open("select title from notes where id = $1"));
    assert!(is_open("select 1 from folders join parts using (note_id)"));
    assert!(is_open("insert into x select id from (select id from files) y"));
    assert!(!is_open("select c.notes from note_paths c where notes_id = $1"));
    assert!(!is_open("delete from links where id = $1"));
    assert!(!is_open("insert into notes (id) values ($1)"));
    assert!(!is_open("select title from notes where audience_id = any($1)"));
}

/// What is not a checked query is not in the cache. It may not read the guarded tables at all.
#[test]
fn queries_that_are_not_checked_read_nothing_guarded() {
    for path in crate::sources() {
        let mut loose = Loose::default();
        loose.visit_file(&syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap());
        for query in loose.written {
            assert!(
                !is_open(&query) && !FOR_WHOM.iter().any(|words| query.contains(words)),
                "{path} asks unchecked: {query}"
            );
        }
        assert!(loose.composed == 0 || COMPOSING.contains(&path.as_str()), "{path} composes queries");
    }
}

/// Files that put together statements which are not queries: settings, and the making of a database.
const COMPOSING: [&str; 2] = ["src/db/private/server.rs", "src/transfer/import/store.rs"];

/// Calls of sqlx's functions, beside its macros.
#[derive(Default)]
struct Loose {
    written: Vec<String>,
    composed: usize,
}

impl<'a> Visit<'a> for Loose {
    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        if let syn::Expr::Path(function) = &*call.func
            && let Some(name) = function.path.segments.last()
            && (name.ident == "raw_sql" || name.ident.to_string().starts_with("query"))
        {
            match call.args.first() {
                Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(query), .. })) => {
                    let query = query.value().to_lowercase();
                    self.written.push(query.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                _ => self.composed += 1,
            }
        }
        syn::visit::visit_expr_call(self, call);
    }
}

/// A test of the test.
#[test]
fn a_loose_query_is_known() {
    let code = "fn f() { sqlx::query(\"select 1\").go(query_as::<_, i32>(\"SELECT  2\")); raw_sql(text); x.query(3) }";
    let mut loose = Loose::default();
    loose.visit_file(&syn::parse_file(code).unwrap());
    loose.written.sort();
    assert_eq!((loose.written, loose.composed), (vec!["select 1".to_owned(), "select 2".to_owned()], 1));
}

/// Whether a query reads a guarded table and does not say for whom. Joins are spelt out in this house.
fn is_open(query: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let words: Vec<&str> = query.split(|letter| !is_letter(letter)).filter(|word| !word.is_empty()).collect();
    let reads = words.windows(3).any(|words| match words {
        ["delete", "from", _] => false,
        [_, "from" | "join", table] => GUARDED.contains(table),
        _ => false,
    });
    reads && !FOR_WHOM.iter().any(|words| query.contains(words))
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
