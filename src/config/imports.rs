//! Limits of an import, so that no zip fills the disk or the memory.

use super::sources::{Invalid, Sources};

/// What an import may weigh at the most.
#[derive(Clone, Copy, Debug)]
pub struct Imports {
    /// Bytes of one file; a larger one is skipped and reported.
    pub max_file: u64,
    /// Bytes of all files together, unpacked; a larger vault is refused.
    pub max_total: u64,
    /// Files and folders; a vault with more is refused.
    pub max_entries: u64,
}

impl Imports {
    pub(super) fn load(sources: &Sources) -> Result<Self, Invalid> {
        Ok(Self {
            max_file: sources.read("import_max_file", "200MiB", SIZE, size)?,
            max_total: sources.read("import_max_total", "8GiB", SIZE, size)?,
            max_entries: sources.read("import_max_entries", "200000", "a number from 1", |text| {
                text.parse().ok().filter(|count| *count >= 1)
            })?,
        })
    }
}

const SIZE: &str = "a size such as 500KiB, 20MiB or 2GiB";

fn size(text: &str) -> Option<u64> {
    let digits = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits)?;
    let factor = match unit.trim() {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor).filter(|bytes| *bytes > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_binary_units() {
        assert_eq!(size("500KiB"), Some(512_000));
        assert_eq!(size("2 GiB"), Some(1 << 31));
        for wrong in ["", "0", "MiB", "5MB", "-1", "99999999999GiB"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
    }
}
