//! A small vault, as someone would export it from Obsidian.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
};

use data_encoding::BASE64;
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

const START: &str = "\
---
tags: [início]
---
# Bem-vindos

Comece pelas [[Ações coletivas]] ou veja a folha:

![[folha.png|160]]

## Um exemplo

```rust
fn main() {}
```

## Para sócios

Há também [[Ata da reunião]].
";

const ACTIONS: &str = "\
# Ações coletivas

Quem planta junto colhe junto: são ações de todos, de volta ao [[Início]].
";

const MINUTES: &str = "\
---
audience: members
---
# Ata da reunião

Decidimos plantar um ipê-amarelo em setembro.
";

/// A picture of 160 by 100 pixels in two greens, in base 64.
pub const LEAF: &str = "iVBORw0KGgoAAAANSUhEUgAAAKAAAABkAQMAAAA7eKnMAAAABlBMVEXw8OEvaz+VfEhaAAAAJklEQVR42mPgxwIY\
    hrTgByxgaAuOxtFoHI3G0WgcjcbRaBwNAkEA77/kRozVETIAAAAASUVORK5CYII=";

/// A zipped vault with three notes in two folders, one of them for members, and a picture.
pub struct Vault {
    folder: TempDir,
}

impl Vault {
    pub fn zipped() -> Self {
        let leaf = BASE64.decode(LEAF.as_bytes()).unwrap();
        Self::of(&[
            ("Jardim/Início.md", START.as_bytes()),
            ("Jardim/Ações coletivas.md", ACTIONS.as_bytes()),
            ("Sócios/Ata da reunião.md", MINUTES.as_bytes()),
            ("Jardim/imagens/folha.png", &leaf),
        ])
    }

    /// A zip of these files.
    pub fn of(files: &[(&str, &[u8])]) -> Self {
        let vault = Self { folder: tempfile::tempdir().unwrap() };
        let mut zip = ZipWriter::new(File::create(vault.path()).unwrap());
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        vault
    }

    /// Where the zip lies, for as long as this lives.
    pub fn path(&self) -> PathBuf {
        Path::new(self.folder.path()).join("jardim.zip")
    }
}
