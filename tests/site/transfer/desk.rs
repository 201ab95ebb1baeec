//! A garden's database, a folder to write vaults in, and the import between them.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::tz::TimeZone;
use quintal::{
    clock::Clock,
    config::Imports,
    storage::Blobs,
    text::language::Language,
    transfer::import::{self, ImportContext, ImportError, ImportOptions, Report, Source},
};
use sqlx::{AssertSqlSafe, PgPool, Row as _};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::postgres::{self, TestDatabase};

pub struct Desk {
    pub context: ImportContext,
    pub folder: TempDir,
    data: TempDir,
    _database: TestDatabase,
}

impl Desk {
    pub async fn open() -> Self {
        let database = postgres::database().await;
        let pool = PgPool::connect_with(database.options.clone()).await.unwrap();
        let data = tempfile::tempdir().unwrap();
        let context = ImportContext {
            pool,
            blobs: Blobs::open(data.path()).unwrap(),
            clock: Clock::fixed("2026-11-21T12:00:00Z".parse().unwrap()),
            limits: Imports { max_file: 1 << 20, max_total: 8 << 20, max_entries: 2000 },
            language: Language::parse("en").unwrap(),
            zone: TimeZone::UTC,
        };
        Self { context, folder: tempfile::tempdir().unwrap(), data, _database: database }
    }

    /// The vault's folder.
    pub fn vault(&self) -> PathBuf {
        self.folder.path().join("Vault")
    }

    pub fn write(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            self.write_bytes(path, text.as_bytes());
        }
    }

    pub fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.vault().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn options(&self) -> ImportOptions {
        ImportOptions::of(Source::Folder(self.vault()))
    }

    pub async fn import(&self) -> Report {
        self.import_with(self.options()).await.unwrap()
    }

    pub async fn import_with(&self, options: ImportOptions) -> Result<Report, ImportError> {
        import::import(&self.context, options, Arc::new(|_| ())).await
    }

    pub async fn import_zip(&self, bytes: &[u8]) -> Result<Report, ImportError> {
        let path = self.folder.path().join("Vault.zip");
        fs::write(&path, bytes).unwrap();
        self.import_with(ImportOptions::of(Source::at(&path).unwrap())).await
    }

    /// The first column, of text, of each row.
    pub async fn rows(&self, query: &str) -> Vec<String> {
        let rows = sqlx::query(AssertSqlSafe(query)).fetch_all(&self.context.pool).await.unwrap();
        rows.iter().map(|row| row.get::<String, _>(0)).collect()
    }

    pub async fn count(&self, table: &str) -> i64 {
        let query = format!("select count(*) from {table}");
        sqlx::query_scalar(AssertSqlSafe(query)).fetch_one(&self.context.pool).await.unwrap()
    }

    /// Every row of every table that a reader's pages come from, with the transaction that wrote it.
    pub async fn written(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for table in [
            "garden",
            "vaults",
            "notes",
            "note_paths",
            "revisions",
            "parts",
            "links",
            "note_names",
            "file_names",
            "note_tags",
            "tag_counts",
            "folders",
            "files",
            "file_audiences",
            "vault_entries",
            "imported_texts",
        ] {
            let query = format!("select '{table} ' || t.xmin || ' ' || t.ctid from {table} t order by 1");
            rows.extend(self.rows(&query).await);
        }
        rows
    }

    pub async fn addresses(&self) -> Vec<String> {
        self.rows("select path from notes order by path").await
    }

    pub fn blobs(&self) -> usize {
        files_below(&self.data.path().join("files"))
    }
}

fn files_below(folder: &Path) -> usize {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_below(&path) } else { 1 })
        .sum()
}

/// A zip with these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The smallest picture.
pub const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x06\0\0\0\x9d\x74\x66\x1a\0\0\0\0IEND\xaeB`\x82";
