//! What an import makes of a vault.

use quintal::{
    access::Audience,
    ids::UserId,
    text::language::Language,
    transfer::import::{ImportOptions, Report, Source, Why},
};

use super::desk::{Desk, PNG, zip};

#[tokio::test]
async fn a_folder_becomes_notes_attachments_and_a_kept_report() {
    let desk = Desk::open().await;
    desk.write(&[
        ("Files and folders/Accepted file formats.md", "# Formats\n\n![[Leaf.png|300]] and [[Home]]"),
        ("Home.md", "---\ntags: [garden]\n---\n[[nowhere]]"),
        (".obsidian/app.json", "{}"),
        ("drawing.svg", "<svg viewBox='0 0 8 4'/>"),
    ]);
    desk.write_bytes("Attachments/Leaf.png", PNG);
    let report = desk.import().await;
    assert_eq!(
        (report.vault.as_str(), report.notes.added.count, report.attachments.added.count),
        ("Vault", 2, 2)
    );
    assert_eq!((report.links.resolved, report.links.broken.count, report.hidden), (2, 1, 1));
    let broken = &report.links.broken.first[0];
    assert_eq!((broken.file.as_str(), broken.line, broken.target.as_str()), ("Home.md", 4, "nowhere"));
    assert_eq!((report.audience, report.by_default), (Audience::Public, 2));
    assert_eq!(desk.addresses().await, ["files-and-folders/accepted-file-formats", "home"]);
    let files = "select name || ' ' || media_type || ' ' || width || 'x' || height from files order by name";
    assert_eq!(desk.rows(files).await, ["Leaf.png image/png 3x2", "drawing.svg image/svg+xml 8x4"]);
    let readers =
        "select f.name || ' ' || a.audience_id from files f join file_audiences a on a.file_id = f.id";
    assert_eq!(desk.rows(readers).await, ["Leaf.png 1"]);
    assert_eq!(desk.rows("select state || ' ' || (report->>'vault') from imports").await, ["done Vault"]);
}

#[tokio::test]
async fn a_zip_is_the_same_with_and_without_a_top_folder() {
    for top in ["", "My vault/"] {
        let desk = Desk::open().await;
        let name = |name: &str| format!("{top}{name}");
        let (a, b, c) = (name("A.md"), name("Folder/B.md"), name(".obsidian/x.json"));
        let bytes = zip(&[(&a, b"[[B]]"), (&b, b"x"), (&c, b"{}"), ("__MACOSX/._A.md", b"x")]);
        let report = desk.import_zip(&bytes).await.unwrap();
        assert_eq!((report.vault.as_str(), report.links.resolved, report.hidden), ("Vault", 1, 2));
        assert_eq!(desk.addresses().await, ["a", "folder/b"], "{top}");
    }
}

#[tokio::test]
async fn names_of_every_kind_are_imported_apart() {
    let desk = Desk::open().await;
    desk.write(&[
        ("Ac\u{327}a\u{303}o.md", "macOS writes it decomposed"),
        ("Leaf.md", "1"),
        ("leaf.md", "2"),
        ("🌱 Plants.md", "3"),
        ("100% #1? & more.md", "4"),
        ("links.md", "[[Leaf]] [[leaf]] [[Ação]] [[🌱 Plants]] [x](<100%25 %231? & more.md>)"),
    ]);
    let report = desk.import().await;
    assert_eq!((report.notes.added.count, report.skipped.count), (6, 0), "{report}");
    assert_eq!(
        (report.links.resolved, report.links.ambiguous.count, report.links.broken.count),
        (5, 0, 0),
        "{report}"
    );
    assert_eq!(desk.rows("select path from vault_entries where path like 'A%'").await, ["Ação.md"]);
    let addresses = desk.addresses().await;
    for expected in ["100-1-more", "acao", "leaf", "seedling-plants"] {
        assert!(addresses.iter().any(|path| path == expected), "{expected}: {addresses:?}");
    }
}

#[tokio::test]
async fn encodings_are_read_right_and_wrong_ones_undone() {
    let desk = Desk::open().await;
    let text = "O objetivo é a ação: “já não é só memória”.";
    let utf_16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin = "O objetivo é a ação, já não é só memória.";
    desk.write_bytes("utf-16.md", &utf_16);
    desk.write_bytes("bom.md", format!("\u{feff}{text}").as_bytes());
    desk.write_bytes(
        "latin.md",
        &latin.chars().map(|ch| u8::try_from(u32::from(ch)).unwrap()).collect::<Vec<_>>(),
    );
    // What Mac Roman makes of UTF-8, saved as UTF-8 again.
    desk.write("O objetivo desse m\u{221a}\u{2265}dulo \u{221a}\u{a9} criar uma fundamenta\u{221a}\u{df}\u{221a}\u{a3}o.".lines().map(|line| ("broken.md", line)).collect::<Vec<_>>().as_slice());
    desk.write(&[("healthy.md", text)]);
    let report = desk.import().await;
    let body = "select p.plain from parts p join notes n on n.id = p.note_id where n.path = ";
    for (path, expected) in [("utf-16", text), ("bom", text), ("latin", latin), ("healthy", text)] {
        assert_eq!(desk.rows(&format!("{body}'{path}'")).await[0].trim(), expected, "{path}");
    }
    let broken = desk.rows(&format!("{body}'broken'")).await;
    assert_eq!(broken[0].trim(), "O objetivo desse módulo é criar uma fundamentação.");
    let named = |listed: &quintal::transfer::import::Listed<quintal::transfer::import::Encoding>| {
        listed.first.iter().map(|one| format!("{} {}", one.file, one.encoding)).collect::<Vec<_>>()
    };
    assert_eq!(named(&report.repaired), ["broken.md macintosh"]);
    assert_eq!(named(&report.converted), ["latin.md windows-1252", "utf-16.md UTF-16LE"]);
}

#[tokio::test]
async fn the_language_is_the_notes_else_the_vaults_else_detected_else_the_gardens() {
    let desk = Desk::open().await;
    let portuguese = "O servidor recebe o pedido do navegador, pergunta ao banco de dados o que o leitor pode ver e \
                      devolve a página já pronta.";
    desk.write(&[("a.md", portuguese), ("b.md", "Hm."), ("c.md", "---\nlang: fr\n---\nHm.")]);
    desk.import().await;
    let languages = "select path || ' ' || language from notes order by path";
    assert_eq!(desk.rows(languages).await, ["a pt-BR", "b en", "c fr"]);
    let options = ImportOptions { language: Some(Language::parse("es").unwrap()), ..desk.options() };
    let report = desk.import_with(options).await.unwrap();
    assert_eq!(desk.rows(languages).await, ["a es", "b es", "c fr"]);
    assert_eq!((report.resettled, report.notes.unchanged, desk.count("revisions").await), (3, 3, 3));
}

#[tokio::test]
async fn options_are_the_vaults_and_follow_it() {
    let desk = Desk::open().await;
    desk.write(&[
        ("a.md", ""),
        ("b.md", "---\naudience: public\n---\n"),
        ("c.md", "---\naudience: unlisted\n---\n"),
    ]);
    let with = |audience, under: &str| ImportOptions {
        audience: Some(audience),
        under: Some(under.into()),
        ..desk.options()
    };
    let report = desk.import_with(with(Audience::Members, "Guía")).await.unwrap();
    assert_eq!((report.audience, report.by_default, report.mount.as_str()), (Audience::Members, 1, "guia"));
    let notes = "select path || ' ' || audience_id || ' ' || listed from notes order by path";
    assert_eq!(desk.rows(notes).await, ["guia/a 2 true", "guia/b 1 true", "guia/c 1 false"]);
    // Said once, it holds.
    desk.write(&[("d.md", "")]);
    desk.import().await;
    assert_eq!(desk.rows(notes).await[3], "guia/d 2 true");
    desk.import_with(with(Audience::Public, "manual")).await.unwrap();
    assert_eq!(desk.rows(notes).await[..2], ["manual/a 1 true", "manual/b 1 true"]);
    let old = desk
        .rows("select p.path || ' ' || n.path from note_paths p join notes n on n.id = p.note_id order by 1")
        .await;
    assert!(old.contains(&"guia/a manual/a".to_owned()), "{old:?}");
}

#[tokio::test]
async fn a_private_note_is_its_authors_else_the_owners_else_left_out() {
    let desk = Desk::open().await;
    desk.write(&[("secret.md", "---\naudience: private\n---\n")]);
    let report = desk.import().await;
    assert_eq!(report.skipped.first[0].why, Why::NobodyToReadIt);
    for (name, role) in [("owner", "owner"), ("ana", "author")] {
        person(&desk, name, role).await;
    }
    desk.import().await;
    let reader = "select u.email from notes n join audiences a on a.id = n.audience_id join users u on u.id = a.user_id";
    assert_eq!(desk.rows(reader).await, ["owner@example.org"]);
    let options = ImportOptions { author: Some("Ana@example.org".into()), ..desk.options() };
    desk.import_with(options).await.unwrap();
    assert_eq!(desk.rows(reader).await, ["ana@example.org"]);
    let options = ImportOptions { author: Some("nobody@example.org".into()), ..desk.options() };
    assert!(desk.import_with(options).await.unwrap_err().to_string().contains("nobody@example.org"));
}

pub async fn person(desk: &Desk, name: &str, role: &str) {
    let id = UserId::new();
    sqlx::query(
        "with person as (
           insert into users (id, email, email_key, name, password_hash, role, created_at, updated_at)
           values ($1, $2, $2, $3, '', $4, now(), now()) returning id
         ) insert into audiences (kind, user_id) select 'person', id from person",
    )
    .bind(id.0)
    .bind(format!("{name}@example.org"))
    .bind(name)
    .bind(role)
    .execute(&desk.context.pool)
    .await
    .unwrap();
}

#[tokio::test]
async fn collisions_end_the_same_in_whichever_order_the_files_come() {
    let files: [(&str, &[u8]); 4] = [("a b.md", b"1"), ("A-b.md", b"2"), ("x/y.md", b"3"), ("a_b.md", b"4")];
    let mut turned = files;
    turned.reverse();
    let mut seen = Vec::new();
    for files in [files, turned] {
        let desk = Desk::open().await;
        desk.import_zip(&zip(&files)).await.unwrap();
        seen.push(desk.rows("select vault_path || ' ' || path from notes order by 1").await);
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0].contains(&"A-b.md a-b".to_owned()), "{seen:?}");
}

#[tokio::test]
async fn a_permalink_leads_to_its_note_unless_a_file_lies_there() {
    let desk = Desk::open().await;
    desk.write(&[
        ("A.md", "---\npermalink: /short/way/\n---\n"),
        ("B.md", "---\npermalink: zoo\n---\n"),
        ("Zoo.md", "[[short/way]]"),
    ]);
    let report = desk.import().await;
    assert_eq!(report.links.broken.count, 0, "{report}");
    let paths =
        "select p.path || ' ' || n.path from note_paths p join notes n on n.id = p.note_id order by 1";
    assert_eq!(desk.rows(paths).await, ["a a", "b b", "short/way a", "zoo zoo"]);
}

#[tokio::test]
async fn several_vaults_live_side_by_side_and_know_each_other() {
    let desk = Desk::open().await;
    desk.write(&[("Home.md", "[[Guide]] [[Home]]")]);
    desk.import().await;
    let bytes = zip(&[("Home.md", b"1"), ("Guide.md", b"[[Home]]")]);
    let path = desk.folder.path().join("Other.zip");
    std::fs::write(&path, bytes).unwrap();
    desk.import_with(ImportOptions { under: Some("other".into()), ..ImportOptions::of(Source::Zip(path)) })
        .await
        .unwrap();
    let links = "select n.path || ' ' || l.target || ' ' || coalesce(t.path, '-') from links l
                 join notes n on n.id = l.note_id left join notes t on t.id = l.target_note_id order by 1";
    assert_eq!(
        desk.rows(links).await,
        ["home Guide other/guide", "home Home home", "other/guide Home other/home"]
    );
}

#[tokio::test]
async fn a_cover_has_the_readers_of_its_note() {
    let desk = Desk::open().await;
    desk.write(&[
        ("Notes/A.md", "---\ncover: img/leaf.png\naudience: members\n---\nText"),
        ("Notes/B.md", "---\ncover: \"[[seed.png]]\"\n---\nText"),
        ("Notes/C.md", "---\ncover: gone.png\n---\nText"),
        ("Notes/D.md", "---\ncover: https://example.org/leaf.png\n---\nText"),
    ]);
    for name in ["Notes/img/leaf.png", "img/seed.png", "img/unused.png"] {
        desk.write_bytes(name, PNG);
    }
    let report = desk.import().await;
    let readers =
        "select f.name || ' ' || a.audience_id from files f join file_audiences a on a.file_id = f.id
                   order by 1";
    assert_eq!(desk.rows(readers).await, ["leaf.png 2", "seed.png 1"]);
    let broken: Vec<_> = report.links.broken.first.iter().map(|at| (at.file.as_str(), at.line)).collect();
    assert_eq!(broken, [("Notes/C.md", 2)]);
    desk.write(&[("Notes/A.md", "---\naudience: members\n---\nText")]);
    desk.import().await;
    assert_eq!(desk.rows(readers).await, ["seed.png 1"]);
}

#[tokio::test]
async fn the_report_says_what_is_published_later() {
    let desk = Desk::open().await;
    let note = |time: &str| format!("---\npublish: {time}\n---\nText");
    desk.write(&[
        ("past.md", &note("2020-01-01 09:00")),
        ("soon.md", &note("2030-01-01T09:00[America/Sao_Paulo]")),
        ("never.md", &note("false")),
        ("wrong.md", &note("2030-01-01T09:00[Atlantis/Capital]")),
    ]);
    let report = desk.import().await;
    let later: Vec<_> =
        report.later.first.iter().map(|one| (one.file.as_str(), one.at.to_string())).collect();
    assert_eq!(later, [("soon.md", "2030-01-01T12:00:00Z".to_owned())]);
    assert!(report.to_string().contains("  soon.md, 2030-01-01T12:00:00Z\n"), "{report}");
    let drafts = "select path from notes where published_revision_id is null order by path";
    assert_eq!(desk.rows(drafts).await, ["never", "soon"]);
    assert_eq!(report.skipped.first[0].file, "wrong.md");
    assert_eq!(desk.import().await.later.count, 0, "nothing changed");
    assert_eq!(desk.rows("select state from jobs where kind = 'publish'").await, ["waiting"]);
}

#[tokio::test]
async fn what_is_gone_before_its_time_does_not_appear() {
    let desk = Desk::open().await;
    desk.write(&[("soon.md", "---\npublish: 2030-01-01 09:00\n---\nText"), ("other.md", "Text")]);
    desk.import().await;
    std::fs::remove_file(desk.vault().join("soon.md")).unwrap();
    let gone =
        |report: &Report| report.notes.gone.first.iter().map(|one| one.file.clone()).collect::<Vec<_>>();
    assert_eq!(gone(&desk.import().await), ["soon.md"], "it is told");
    let waiting = "select state from jobs where kind = 'publish'";
    assert_eq!(desk.rows(waiting).await, ["waiting"]);
    let report = desk.import_with(ImportOptions { prune: true, ..desk.options() }).await.unwrap();
    assert_eq!(report.notes.withdrawn.first[0].file, "soon.md");
    assert_eq!(desk.rows("select path from notes where publish_at is not null").await, [""; 0]);
    assert_eq!(desk.rows(waiting).await, [""; 0]);
    // Its file comes back.
    desk.write(&[("soon.md", "---\npublish: 2030-01-01 09:00\n---\nText")]);
    desk.import().await;
    assert_eq!(desk.rows(waiting).await, ["waiting"]);
}

#[tokio::test]
async fn a_note_has_a_hundred_tags_at_most_and_the_report_says_what_is_left_out() {
    let desk = Desk::open().await;
    let tags = |count: usize| (0..count).map(|n| format!("t{n}")).collect::<Vec<_>>().join(", ");
    let many = format!("---\ntags: [{}]\n---\n#t0 #another", tags(105));
    desk.write(&[("many.md", &many), ("some.md", &format!("---\ntags: [{}]\n---\n", tags(100)))]);
    let report = desk.import().await;
    let left: Vec<_> = report.many_tags.first.iter().map(|one| (one.file.as_str(), one.left_out)).collect();
    assert_eq!(left, [("many.md", 6)]);
    assert!(report.to_string().contains("  many.md, 6 left out\n"), "{report}");
    let counts = "select count(*)::text from note_tags group by note_id";
    assert_eq!(desk.rows(counts).await, ["100", "100"]);
}
