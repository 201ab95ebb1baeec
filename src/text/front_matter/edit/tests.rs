use proptest::prelude::*;

use super::*;

#[expect(clippy::unnecessary_wraps, reason = "as a change holds it")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn list(entries: &[&str]) -> Vec<String> {
    entries.iter().map(|entry| (*entry).to_owned()).collect()
}

/// Changes the properties of a block, and gives the block without its lines.
fn block(yaml: &str, change: Change) -> Result<String, Refused> {
    let edited = edit(&format!("---\n{yaml}---\nBody\n"), &[change])?;
    let (block, body, _) = split(&edited);
    assert_eq!(body, "Body\n");
    Ok(block.map_or_else(|| "(none)".to_owned(), |block| block.yaml.to_owned()))
}

#[test]
fn a_text_is_written_where_it_stands() {
    for (yaml, expected) in [
        ("title: Old\n", "title: New\n"),
        ("title:   Old  # mine\n", "title:   New  # mine\n"),
        ("title:\tOld\n", "title:\tNew\n"),
        ("title: 'Old'\r\nx: 1\r\n", "title: 'New'\r\nx: 1\r\n"),
        ("# a\n\"title\" : \"Old\" # b\n# c\n", "# a\n\"title\" : \"New\" # b\n# c\n"),
        ("title:\nx: 1\n", "title: New\nx: 1\n"),
        ("title: # none yet\n", "title: New # none yet\n"),
        ("title: ~\n", "title: New\n"),
        ("title:\n  Old\n  words\nx: 1\n", "title:\n  New\nx: 1\n"),
        ("title: \"Old\n\n  words\" # b\n", "title: \"New\" # b\n"),
        ("title: >- # why\n  Old\n\n  words\n\n# c\nx: 1\n", "title: New # why\n\n# c\nx: 1\n"),
        ("title: |2+\n    Old\n\nx: 1\n", "title: New\n\nx: 1\n"),
        ("title:\n  # why\n  >\n   Old\nx: 1\n", "title:\n  # why\n  New\nx: 1\n"),
        ("  x: {a: [b]} \n  title: Old\n", "  x: {a: [b]} \n  title: New\n"),
        ("", "title: New\n"),
        ("# only\n\n", "# only\n\ntitle: New\n"),
        ("  x: 1\n  y: |\n     text\n\n", "  x: 1\n  y: |\n     text\n\n  title: New\n"),
        ("title: Old\rx: 1\n", "title: New\rx: 1\n"),
    ] {
        assert_eq!(block(yaml, Change::Title(text("New"))).as_deref(), Ok(expected), "{yaml:?}");
    }
}

#[test]
fn a_property_is_taken_away_with_its_lines() {
    for (yaml, expected) in [
        ("title: Old\n", "(none)"),
        ("# a\ntitle: Old # b\n# c\n", "# a\n# c\n"),
        ("x: 1\ntitle: >\n  Old\n  words\n\ny: 2\n", "x: 1\n\ny: 2\n"),
        ("title:\n\nx: 1\n", "title:\n\nx: 1\n"),
        ("title: \"a\n\n  b\"\n\nx: 1\n", "\nx: 1\n"),
        ("title:\n  - a\n", "refused"),
        ("title: &t Old\nx: *t\n", "refused"),
        ("{title: Old}\n", "refused"),
        ("? title\n: Old\n", "refused"),
        ("x: 1\n", "x: 1\n"),
    ] {
        let edited = block(yaml, Change::Title(None)).unwrap_or_else(|_| "refused".to_owned());
        assert_eq!(edited, expected, "{yaml:?}");
    }
    assert_eq!(block("x: 1\ntitle: Old\n", Change::Title(text("  "))).as_deref(), Ok("x: 1\n"));
    assert_eq!(block("lang: en\nlanguage: es\n", Change::Lang(None)).as_deref(), Ok("(none)"));
}

#[test]
fn items_that_stay_are_not_touched() {
    for (yaml, tags, expected) in [
        ("x: 1\n", &["a", "b c"][..], "x: 1\ntags: [a, b, c]\n"),
        ("tags: [a, 'b',  \"c\" ] # x\n", &["a", "b", "c", "d"], "tags: [a, 'b',  \"c\", d ] # x\n"),
        ("tags: [a, 'b',  \"c\" ] # x\n", &["b", "c"], "tags: ['b',  \"c\" ] # x\n"),
        ("tags: [a, 'b',  \"c\" ]\n", &["a"], "tags: [a ]\n"),
        ("tags: [a, 'b',  \"c\" ]\n", &["b", "1"], "tags: ['b', \"1\" ]\n"),
        ("tags: [a, 'b']\n", &["b", "a"], "tags: ['b', a]\n"),
        ("tags: [a, b]\n", &["c"], "tags: [c]\n"),
        ("tags: []\n", &["c"], "tags: [c]\n"),
        ("tags: [ ~, ]\n", &["c"], "tags: [ ~, c, ]\n"),
        ("tags: [a,\n  b, # x\n  c]\n", &["a", "b", "c", "d"], "tags: [a,\n  b, # x\n  c, d]\n"),
        ("tags: [a,\n  b, # x\n  c]\n", &["a", "c"], "refused"),
        (
            "tags:\n  - a # x\n  # y\n  - 'b'\nz: 1\n",
            &["a", "b", "c"],
            "tags:\n  - a # x\n  # y\n  - 'b'\n  - c\nz: 1\n",
        ),
        ("tags:\n  - a # x\n  # y\n  - 'b'\nz: 1\n", &["b", "c"], "tags:\n  # y\n  - 'b'\n  - c\nz: 1\n"),
        ("tags:\n- a\n-\n- 'b'\n", &["b", "a"], "tags:\n- 'b'\n- a\n"),
        ("tags:\r\n-   a\r\n", &["c", "d"], "tags:\r\n-   c\r\n-   d\r\n"),
        ("tags: a, b\n", &["a", "c"], "tags: [a, c]\n"),
        ("tags: '#a #b' # x\n", &["a"], "tags: [a] # x\n"),
        ("tags:\n", &["a"], "tags: [a]\n"),
        ("tag: a\ntags: [b]\n", &["a", "b"], "tags: [a, b]\n"),
        ("tag: a\nx: 1\n", &["a", "b"], "tag: [a, b]\nx: 1\n"),
        ("tags: [a b, c]\n", &["a", "c"], "tags: [a, c]\n"),
        ("x: 1\ntags: [a]\n", &[], "x: 1\n"),
        ("x: &x [a]\ntags: *x\n", &["b"], "refused"),
        ("x: &x [a]\ntags: *x\n", &["a"], "x: &x [a]\ntags: *x\n"),
        ("tags:\n  - &a a\nx: *a\n", &["b"], "refused"),
    ] {
        let edited = block(yaml, Change::Tags(list(tags)));
        assert_eq!(edited.unwrap_or_else(|_| "refused".to_owned()), expected, "{yaml:?}");
    }
}

#[test]
fn a_source_without_front_matter_gets_one() {
    let title = [Change::Title(text("New"))];
    for (source, expected) in [
        ("Text", "---\ntitle: New\n---\nText"),
        ("", "---\ntitle: New\n---\n"),
        ("\u{feff}Text\r\nmore\n", "\u{feff}---\r\ntitle: New\r\n---\r\nText\r\nmore\n"),
        ("---\nnever closed\n", "---\ntitle: New\n---\n---\nnever closed\n"),
        ("---\r\n---\r\nText", "---\r\ntitle: New\r\n---\r\nText"),
    ] {
        let edited = edit(source, &title).unwrap();
        assert_eq!(edited, expected);
        let back = edit(&edited, &[Change::Title(None)]).unwrap();
        let block = source.starts_with("---\r");
        assert_eq!(back, if block { "Text" } else { source });
    }
    let rule = "---\ntitle: A\n---\n---\nb: 1\n---\n";
    assert_eq!(
        edit(rule, &[Change::Title(None)]).unwrap(),
        "---\n---\n---\nb: 1\n---\n",
        "the rule stays one"
    );
}

#[test]
fn several_properties_at_once() {
    let changes = [
        Change::Title(text("1984: a \"book\"")),
        Change::Tags(list(&["a/b", "#c"])),
        Change::Publish(text("true")),
        Change::Lang(text("pt_br")),
    ];
    assert_eq!(
        edit("Text\n", &changes).unwrap(),
        "---\ntitle: \"1984: a \\\"book\\\"\"\ntags: [a/b, c]\npublish: true\nlang: pt_br\n---\nText\n"
    );
}

#[test]
fn what_cannot_be_meant_is_refused() {
    assert_eq!(
        edit("Text", &[Change::Lang(text("português"))]),
        Err(Refused::Value { property: "lang", wrong: Wrong::Language { text: "português".into() } })
    );
    assert!(matches!(edit("Text", &[Change::Publish(text("maybe"))]), Err(Refused::Value { .. })));
    assert!(matches!(edit("Text", &[Change::Publish(text("a\n---\nb"))]), Err(Refused::Value { .. })));
    for odd in ["title: A\ntitle: B\n", "a: [1\n", "- a\n", "title: [A]\n"] {
        let source = format!("---\n{odd}---\n");
        assert!(matches!(edit(&source, &[Change::Title(text("N"))]), Err(Refused::Unreadable(_))), "{odd:?}");
    }
    for odd in ["~\n", "{}\n", "{a: 1}\n", "? title\n: Old\n", "title: !!str Old\n"] {
        let source = format!("---\n{odd}---\n");
        let edited = edit(&source, &[Change::Title(text("New"))]);
        assert!(
            edited.as_ref().map_or_else(
                |refused| matches!(refused, Refused::Layout { property: "title" }),
                |edited| edited.contains("New")
            ),
            "{odd:?}: {edited:?}"
        );
    }
    let long = text(&"x".repeat(70_000));
    assert!(matches!(edit("Text", &[Change::Description(long)]), Err(Refused::Value { .. })));
}

/// Values in every shape that people write.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,6}",
        1 => "[a-z]{1,4}, [a-z]{1,4}",
        1 => "'[a-z: #]{0,6}'",
        1 => "\"[a-z: #]{0,6}\"",
        1 => "[a-z]{1,3}  # [a-z]{1,3}",
        1 => Just(String::new()),
        1 => Just("~".to_owned()),
        1 => Just(">-\n   folded\n   text\n".to_owned()),
        1 => Just("|+ # why\n   literal\n\n".to_owned()),
        1 => Just("&x anchored".to_owned()),
        1 => Just("*x".to_owned()),
        1 => Just("several\n  lines".to_owned()),
        2 => Just("[a, 'b', c d]".to_owned()),
        1 => Just("[a,\n   b, # c\n  ]".to_owned()),
        2 => Just("\n  - a\n  # c\n  - \"b\" # d\n  -".to_owned()),
        1 => Just("\n- a\n- b".to_owned()),
        1 => Just("{a: [1, 2]}".to_owned()),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("title"),
        Just("tags"),
        Just("tag"),
        Just("aliases"),
        Just("description"),
        Just("cover"),
        Just("audience"),
        Just("x"),
        Just("y y"),
        Just("\"title\""),
        Just("Title"),
    ]
    .prop_map(str::to_owned)
}

/// A note with properties in any layout, and whatever may stand between them.
fn source() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        8 => (name(), value()).prop_map(|(name, value)| format!("{name}: {value}\n")),
        1 => Just("# a comment\n".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("  # indented\n".to_owned()),
    ];
    (prop::collection::vec(line, 0..6), any::<bool>(), any::<bool>(), any::<bool>(), "[a-z#\\-\n ]{0,12}")
        .prop_map(|(lines, block, crlf, mark, body)| {
            let text = if block { format!("---\n{}---\n{body}", lines.concat()) } else { body };
            let text = if crlf { text.replace('\n', "\r\n") } else { text };
            if mark { format!("\u{feff}{text}") } else { text }
        })
}

fn change() -> impl Strategy<Value = Change> {
    let text = || prop_oneof![1 => Just(None), 3 => any::<String>().prop_map(Some), 3 => "[a-zA-Z0-9:#' \"]{1,10}".prop_map(Some)];
    let entries = || prop::collection::vec(prop_oneof!["[a-d]", "[a-z0-9 ,'/-]{1,6}", any::<String>()], 0..4);
    prop_oneof![
        text().prop_map(Change::Title),
        text().prop_map(Change::Description),
        text().prop_map(Change::Cover),
        text().prop_map(Change::Audience),
        entries().prop_map(Change::Tags),
        entries().prop_map(Change::Aliases),
        prop::option::of(prop::sample::select(vec!["true", "false"]))
            .prop_map(|flag| Change::Publish(flag.map(str::to_owned))),
    ]
}

/// The lines of a front matter that belong to no property of these names, as far as that is plain to see.
fn foreign<'a>(source: &'a str, names: &[&str]) -> Vec<&'a str> {
    let mut mine = false;
    let yaml = split(source).0.map_or("", |block| block.yaml);
    let foreign = |line: &&str| {
        if line.trim_start().starts_with("# i") {
            return false;
        }
        if line.starts_with(|ch: char| !" \t\r\n-#".contains(ch)) {
            let name = line.split(':').next().unwrap_or_default().trim_matches('"');
            mine = names.contains(&name);
        }
        (!mine || line.starts_with("# a comment")) && !line.trim().is_empty()
    };
    yaml.split_inclusive('\n').filter(foreign).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn what_is_set_is_read_and_nothing_else_changes(source in source(), change in change()) {
        let Ok((before, body)) = parse(&source) else {
            prop_assert!(matches!(edit(&source, &[change]), Err(Refused::Unreadable(_))));
            return Ok(());
        };
        match edit(&source, std::slice::from_ref(&change)) {
            Ok(edited) => {
                let expected = change.put(before, change.meant().unwrap());
                let (after, rest) = parse(&edited).unwrap();
                prop_assert_eq!(after, expected, "{}", edited);
                prop_assert_eq!(rest.text, body.text);
                prop_assert_eq!(foreign(&edited, change.names()), foreign(&source, change.names()), "{:?}", edited);
                prop_assert_eq!(edited.starts_with('\u{feff}'), source.starts_with('\u{feff}'));
                prop_assert_eq!(edit(&edited, &[change]), Ok(edited), "a second time");
            }
            Err(refused) => {
                // Only what is odd is refused: an anchor, a list whose comments would be lost, a value with no meaning.
                let odd = source.contains(['&', '*']) || source.contains("# c");
                prop_assert!(odd || matches!(refused, Refused::Value { .. }), "{refused}: {source:?}");
            }
        }
    }

    #[test]
    fn what_is_set_and_taken_away_leaves_nothing(source in source(), title in "[^\\p{C}]{1,12}") {
        prop_assume!(!title.trim().is_empty());
        if parse(&source).is_ok_and(|(matter, _)| matter.title.is_none()) && !source.contains("title")
            && let Ok(edited) = edit(&source, &[Change::Title(Some(title))])
        {
            let back = edit(&edited, &[Change::Title(None)]).unwrap();
            prop_assert!(back == source || split(&source).0.is_some_and(|block| block.yaml.is_empty()));
        }
    }

    #[test]
    fn any_source_is_edited_or_refused(yaml in any::<String>(), change in change()) {
        let _ = edit(&format!("---\n{yaml}\n---\n"), &[change]);
    }
}
