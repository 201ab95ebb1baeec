use super::*;
use crate::ids::FileId;

fn text(source: &str) -> Text {
    Text { source: source.to_owned(), pictures: Vec::new() }
}

fn compared(old: &str, new: &str) -> Changes {
    compare(&text(old), &text(new))
}

#[test]
fn properties_are_told_apart_from_the_text() {
    let changes = compared(
        "---\ntitle: A\ntags: [x]\nlang: en\n---\nSame.\n",
        "---\ntitle: B\nlang: en\ncover: c.png\n---\nSame.\n",
    );
    let told: Vec<_> = changes
        .properties
        .iter()
        .map(|one| (one.key.as_str(), one.before.as_deref(), one.after.as_deref()))
        .collect();
    assert_eq!(
        told,
        [("title", Some("A"), Some("B")), ("cover", None, Some("c.png")), ("tags", Some("[x]"), None)]
    );
    assert_eq!((changes.counts, changes.only_layout), (Counts::default(), false));
    // What is no plain list is shown as lines.
    let changes = compared("---\n{title: A}\n---\nSame.\n", "---\n{title: B}\n---\nSame.\n");
    assert!(changes.properties.is_empty());
    assert_eq!(changes.counts, Counts { changed: 1, ..Counts::default() });
}

#[test]
fn what_cannot_be_seen_is_said() {
    assert!(compared("a\n", "a\n").is_empty());
    let changes = compared("a\r\nb\r\n", "a\nb\n");
    assert!(changes.only_layout && !changes.is_empty());
    assert!(compared("---\na: 1\nb: 2\n---\n", "---\nb: 2\na: 1\n---\n").only_layout);
}

#[test]
fn long_unchanged_parts_are_folded() {
    let lines = |word: &str| -> String {
        let line = |n: i32| if n == 20 { format!("{word}\n") } else { format!("line {n}\n") };
        (1..=40).map(line).collect()
    };
    let changes = compared(&lines("old words here"), &lines("new words here"));
    let told: Vec<(char, usize)> = changes
        .blocks
        .iter()
        .map(|block| match block {
            Block::Shown(rows) => ('s', rows.len()),
            Block::Folded(rows) => ('f', rows.len()),
            Block::Omitted(lines) => ('o', *lines),
            Block::Cut(lines) => ('c', *lines),
        })
        .collect();
    assert_eq!(told, [('f', 16), ('s', 7), ('f', 17)]);
    assert_eq!(changes.counts, Counts { changed: 1, ..Counts::default() });
}

#[test]
fn a_page_carries_so_much_and_no_more() {
    let long = |word: &str| {
        (0..200_000).map(|n| format!("{word} {n} and more of it\n")).collect::<Vec<_>>().concat()
    };
    let changes = compared(&format!("{}x\n", long("same")), &format!("{}y\n", long("same")));
    assert!(matches!(changes.blocks.as_slice(), [Block::Omitted(199_997), Block::Shown(_)]));
    let changes = compared(&long("alpha"), &long("omega"));
    assert!(matches!(changes.blocks.last(), Some(Block::Cut(1000..))), "{:?}", changes.counts);
}

#[test]
fn a_replaced_picture_is_shown_on_both_sides() {
    let picture = |name: &str| Picture {
        file: FileId::new(),
        name: name.to_owned(),
        address: format!("/files/{name}"),
        label: None,
        line: 4,
    };
    let (a, b) = (picture("a.png"), picture("b.png"));
    let old = Text { source: "---\nlang: en\n---\n![[a.png]]\n".into(), pictures: vec![a.clone()] };
    let new = Text { source: "---\nlang: en\n---\n![[b.png]]\n".into(), pictures: vec![b.clone()] };
    let changes = compare(&old, &new);
    let [Block::Shown(rows)] = changes.blocks.as_slice() else { panic!("{changes:?}") };
    let pictures = |side: &Option<Side>| side.clone().unwrap().pictures;
    assert_eq!((pictures(&rows[0].old), pictures(&rows[0].new)), (vec![a.clone()], vec![b]));
    // A picture that both show is not repeated.
    let other = Text { source: "---\nlang: en\n---\n![[a.png]] with words\n".into(), pictures: vec![a] };
    let changes = compare(&old, &other);
    let [Block::Shown(rows)] = changes.blocks.as_slice() else { panic!("{changes:?}") };
    assert!(pictures(&rows[0].old).is_empty() && pictures(&rows[0].new).is_empty());
}

#[test]
fn a_block_that_moved_counts_once() {
    let (one, other) =
        ("First paragraph of some length.\n\nIts second line, as long.\n", "Another paragraph here.\n");
    let changes = compared(&format!("{one}\n{other}"), &format!("{other}\n{one}"));
    assert_eq!(changes.counts.moved, 1, "{changes:#?}");
    assert_eq!((changes.counts.added, changes.counts.removed), (0, 0));
}
