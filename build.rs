//! Turns the translations into typed functions, and notices when a carried folder changes.

use std::{
    collections::hash_map::DefaultHasher,
    env, fs,
    hash::{Hash as _, Hasher as _},
    io,
    path::Path,
    process::ExitCode,
};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

/// Folders that the binary carries: the compiler does not see by itself when a file in one changes.
const CARRIED: [&str; 3] = ["static", "docs/garden", "migrations"];

fn main() -> ExitCode {
    let Ok(out) = env::var("OUT_DIR") else { return ExitCode::FAILURE };
    let mut hasher = DefaultHasher::new();
    for folder in CARRIED {
        println!("cargo::rerun-if-changed={folder}");
        if let Err(error) = digest(Path::new(folder), &mut hasher) {
            println!("cargo::error={folder}: {error}");
            return ExitCode::FAILURE;
        }
    }
    println!("cargo::rustc-env=QUINTAL_CARRIED={:016x}", hasher.finish());
    println!("cargo::rerun-if-changed=src/i18n");
    build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder("src/i18n")
            .with_output_file_path(&format!("{out}/l10n.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/translations.ftl")))
            .with_default_language("en")
            .with_prefix("")
            .with_lint_level(LintLevel::Deny)
            .without_bidi_isolation()
            .without_format(),
    )
}

fn digest(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        return entries.iter().try_for_each(|entry| digest(&entry.path(), hasher));
    }
    path.hash(hasher);
    fs::read(path)?.hash(hasher);
    Ok(())
}
