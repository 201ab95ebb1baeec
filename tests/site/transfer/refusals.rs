//! What is refused, whole or file by file.

use std::{fs, io::Write as _, os::unix::fs as unix, time::Duration};

use quintal::transfer::import::{ImportError, ImportOptions, Report, Why};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::desk::{Desk, zip};

fn skipped(report: &Report) -> Vec<(String, Why)> {
    let mut skipped: Vec<_> =
        report.skipped.first.iter().map(|one| (one.file.clone(), one.why.clone())).collect();
    skipped.sort_by(|a, b| a.0.cmp(&b.0));
    skipped
}

#[tokio::test]
async fn broken_front_matter_names_its_place_and_the_rest_is_imported() {
    let desk = Desk::open().await;
    desk.write(&[
        ("bad.md", "---\ntitle: A\ntags: [a, b\n---\nText"),
        ("date.md", "---\ntitle: A\ncreated: 2024-02-30\n---\n"),
        ("good.md", "Text"),
        ("who.md", "---\naudience: friends\n---\n"),
    ]);
    let report = desk.import().await;
    assert_eq!(desk.addresses().await, ["good"]);
    let places: Vec<_> = skipped(&report)
        .into_iter()
        .map(|(file, why)| match why {
            Why::FrontMatter { line, column, .. } => (file, line, column > 0),
            other => panic!("{other}"),
        })
        .collect();
    let expected = [("bad.md", 3, true), ("date.md", 3, true), ("who.md", 2, true)];
    assert_eq!(places, expected.map(|(file, line, column)| (file.to_owned(), line, column)));
    // Mended, it comes in; what was there before is kept while it is broken.
    desk.write(&[("bad.md", "Mended"), ("good.md", "---\ntitle: [\n---\n")]);
    let report = desk.import().await;
    assert_eq!((report.notes.added.count, report.notes.gone.count), (1, 0));
    assert_eq!(desk.rows("select source from revisions order by 1").await, ["Mended", "Text"]);
}

#[tokio::test]
async fn links_pipes_and_large_files_are_left_out() {
    let desk = Desk::open().await;
    desk.write(&[("good.md", "Text")]);
    desk.write_bytes("large.bin", &vec![7; (1 << 20) + 1]);
    unix::symlink("/etc/passwd", desk.vault().join("link.md")).unwrap();
    unix::symlink("/etc", desk.vault().join("folder")).unwrap();
    let pipe = desk.vault().join("pipe.md");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0)
        .unwrap();
    let report = desk.import().await;
    let expected = [
        ("folder", Why::SymbolicLink),
        ("large.bin", Why::TooLarge { limit: 1 << 20 }),
        ("link.md", Why::SymbolicLink),
        ("pipe.md", Why::SpecialFile),
    ];
    assert_eq!(skipped(&report), expected.map(|(file, why)| (file.to_owned(), why)));
    assert_eq!(desk.addresses().await, ["good"]);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_not_gone() {
    let desk = Desk::open().await;
    desk.write(&[("a.md", "1"), ("shut/b.md", "2")]);
    desk.import().await;
    fs::remove_dir_all(desk.vault().join("shut")).unwrap();
    // A link in its place stands for whatever cannot be read, also where tests run as root.
    unix::symlink("/nowhere", desk.vault().join("shut")).unwrap();
    fs::remove_file(desk.vault().join("a.md")).unwrap();
    unix::symlink("/nowhere", desk.vault().join("a.md")).unwrap();
    let options = ImportOptions { prune: true, ..desk.options() };
    let report = desk.import_with(options).await.unwrap();
    assert_eq!(report.skipped.count, 2);
    assert_eq!(desk.rows("select path from notes where published_revision_id is not null").await, ["a"]);
}

#[tokio::test]
async fn a_path_that_leaves_the_vault_is_left_out() {
    let desk = Desk::open().await;
    let names = ["../up.md", "a/../../up.md", "/etc/cron.d/x.md", "C:\\x.md", "good.md", "nul\0l.md"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, b"x".as_slice())).collect();
    let report = desk.import_zip(&zip(&files)).await.unwrap();
    assert_eq!(desk.addresses().await, ["good"]);
    assert_eq!(skipped(&report).iter().filter(|(_, why)| *why == Why::LeavesTheVault).count(), 4, "{report}");
    assert_eq!(report.skipped.count, 5);
}

#[tokio::test]
async fn links_and_devices_in_a_zip_are_left_out() {
    let desk = Desk::open().await;
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("good.md", SimpleFileOptions::default()).unwrap();
    writer.add_symlink("link.md", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let mut bytes = writer.finish().unwrap().into_inner();
    // The mode stands in the upper half of the external attributes of the central directory's last entry.
    let report = desk.import_zip(&bytes).await.unwrap();
    assert_eq!(skipped(&report), [("link.md".to_owned(), Why::SymbolicLink)]);
    let link = 0o120_777_u32 << 16;
    let at = bytes.windows(4).rposition(|four| four == link.to_le_bytes()).unwrap();
    bytes[at..at + 4].copy_from_slice(&(0o060_666_u32 << 16).to_le_bytes());
    let report = desk.import_zip(&bytes).await.unwrap();
    assert_eq!(skipped(&report), [("link.md".to_owned(), Why::SpecialFile)]);
}

#[tokio::test]
async fn what_is_no_zip_is_refused_whole() {
    let desk = Desk::open().await;
    for bytes in [b"".to_vec(), b"# A note".to_vec(), zip(&[("a.md", b"1")])[..30].to_vec()] {
        assert!(matches!(desk.import_zip(&bytes).await, Err(ImportError::NotAZip)));
    }
    assert_eq!(desk.count("notes").await + desk.count("vaults").await, 0);
    assert_eq!(desk.rows("select distinct state from imports").await, ["failed"]);
}

#[tokio::test]
async fn an_encrypted_zip_is_refused_whole() {
    let desk = Desk::open().await;
    let mut bytes = zip(&[("a.md", b"1"), ("b.md", b"2")]);
    // Bit 0 of the general purpose flags: encrypted (APPNOTE 4.4.4).
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = bytes.windows(4).rposition(|four| four == mark).unwrap();
        bytes[at + flags] |= 1;
    }
    assert!(matches!(desk.import_zip(&bytes).await, Err(ImportError::Encrypted)));
    assert_eq!(desk.count("notes").await, 0);
}

/// A zip of one small note and one file, whose unpacked size is said to be `declared`.
fn liar(content: &[u8], declared: u32) -> Vec<u8> {
    let mut bytes = zip(&[("a.md", b"x"), ("liar.bin", content)]);
    // The uncompressed size in the central directory (APPNOTE 4.3.12).
    let at = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap() + 24;
    bytes[at..at + 4].copy_from_slice(&declared.to_le_bytes());
    bytes
}

#[tokio::test]
async fn a_bomb_is_refused_whole() {
    let mut desk = Desk::open().await;
    let tight = vec![0; 20 << 20];
    // Over the limit for files or under it, with the truth in its directory or without: it stays a bomb.
    for max_file in [1 << 20, 1 << 30] {
        desk.context.limits.max_file = max_file;
        desk.context.limits.max_total = 1 << 30;
        for bomb in [zip(&[("a.md", b"x"), ("liar.bin", &tight)]), liar(&tight, 10), liar(&tight, 900 << 20)]
        {
            assert!(bomb.len() < 30_000);
            let error = desk.import_zip(&bomb).await.unwrap_err();
            assert!(matches!(&error, ImportError::Bomb { file } if file == "liar.bin"), "{error}");
        }
    }
    assert_eq!((desk.count("notes").await, desk.blobs()), (0, 0));
}

#[tokio::test]
async fn many_liars_together_are_refused_whole() {
    let desk = Desk::open().await;
    let tight = vec![0; 3 << 20];
    let names: Vec<String> = (0..4).map(|n| format!("{n}.bin")).collect();
    let mut bytes = zip(&names.iter().map(|name| (name.as_str(), tight.as_slice())).collect::<Vec<_>>());
    let headers: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter_map(|(at, four)| (four == b"PK\x01\x02").then_some(at + 24))
        .collect();
    assert_eq!(headers.len(), 4);
    for at in headers {
        bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let error = desk.import_zip(&bytes).await.unwrap_err();
    assert!(matches!(error, ImportError::TooMuch { .. }), "{error}");
}

#[tokio::test]
async fn what_packs_well_is_no_bomb() {
    let mut desk = Desk::open().await;
    desk.context.limits.max_file = 4 << 20;
    let quiet = "00:00:00 nothing happened\n".repeat(80_000);
    let long = "00:00:00 nothing happened\n".repeat(400_000);
    let bytes = zip(&[("a.md", b"x"), ("quiet.log", quiet.as_bytes()), ("long.log", long.as_bytes())]);
    assert!(quiet.len() > 2_000_000 && long.len() > 10_000_000 && bytes.len() < 100_000);
    let report = desk.import_zip(&bytes).await.unwrap();
    assert_eq!(skipped(&report), [("long.log".to_owned(), Why::TooLarge { limit: 4 << 20 })]);
    assert_eq!((desk.addresses().await, report.attachments.added.count), (vec!["a".to_owned()], 1));
}

#[tokio::test]
async fn declared_sizes_are_not_trusted() {
    let desk = Desk::open().await;
    let noise: Vec<u8> =
        (0..3_u32 << 20).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    let report = desk.import_zip(&liar(&noise, 10)).await.unwrap();
    assert_eq!(desk.addresses().await, ["a"]);
    assert_eq!((report.skipped.count, desk.count("files").await, desk.blobs()), (1, 0, 0), "{report}");
}

#[tokio::test]
async fn too_much_and_too_many_are_refused_whole() {
    let mut desk = Desk::open().await;
    desk.context.limits.max_total = 3000;
    desk.write(&[("a.md", &"x".repeat(2000)), ("b.bin", &"y".repeat(2000))]);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.md", "b.bin"] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(&[b'x'; 2000]).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(matches!(desk.import_with(desk.options()).await, Err(ImportError::TooMuch { limit: 3000 })));
    assert!(matches!(desk.import_zip(&bytes).await, Err(ImportError::TooMuch { .. })));
    desk.context.limits.max_total = 5000;
    desk.context.limits.max_entries = 1;
    assert!(matches!(desk.import_with(desk.options()).await, Err(ImportError::TooMany { limit: 1 })));
    assert!(matches!(desk.import_zip(&bytes).await, Err(ImportError::TooMany { .. })));
    assert_eq!(desk.count("notes").await, 0);
}

#[tokio::test]
async fn a_damaged_entry_is_left_out() {
    let desk = Desk::open().await;
    let noise: Vec<u8> =
        (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    let mut bytes = zip(&[("a.md", b"x"), ("broken.bin", &noise)]);
    bytes[200..260].fill(0xff);
    let report = desk.import_zip(&bytes).await.unwrap();
    assert!(
        matches!(&skipped(&report)[..], [(file, Why::Unreadable { .. })] if file == "broken.bin"),
        "{report}"
    );
    assert_eq!(desk.addresses().await, ["a"]);
}

#[tokio::test]
async fn an_import_waits_for_another_one_as_long_as_it_is_told() {
    let desk = Desk::open().await;
    desk.write(&[("a.md", "1")]);
    let waits = |patience| desk.import_with(ImportOptions { patience, ..desk.options() });
    // The first one comes as far as the entries of its vault, which somebody holds.
    let mut held = desk.context.pool.begin().await.unwrap();
    sqlx::raw_sql("lock table vault_entries in access exclusive mode").execute(&mut *held).await.unwrap();
    let hurried = async {
        let one_waits = "pg_locks where not granted and relation = 'vault_entries'::regclass";
        while desk.count(one_waits).await == 0 {}
        let refused = waits(Some(Duration::ZERO)).await;
        assert!(matches!(&refused, Err(ImportError::Busy(name)) if name == "Vault"), "{refused:?}");
        let two_wait = "pg_locks where not granted and locktype = 'advisory'";
        while desk.count(two_wait).await == 0 {}
        held.commit().await.unwrap();
    };
    let (first, second, ()) = tokio::join!(waits(None), waits(None), hurried);
    let added = |report: Result<Report, ImportError>| report.unwrap().notes.added.count;
    assert_eq!(added(first) + added(second), 1, "the other one found nothing to do");
}
