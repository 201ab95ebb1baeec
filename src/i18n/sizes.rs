//! Sizes of files as people write them.

use super::Locale;

/// A size in decimal units, as browsers and file managers say it: "1.2 MB", "1,2 MB".
pub(crate) fn file_size(bytes: u64, locale: Locale) -> String {
    const UNITS: [(&str, u64); 4] =
        [("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000)];
    // The first unit in which it is less than a thousand, as it will be written.
    let unit = UNITS.into_iter().find(|(_, size)| rounded(bytes, *size) < 1000);
    let Some((unit, size)) = unit.or_else(|| UNITS.last().copied()).filter(|_| bytes >= 1000) else {
        return format!("{bytes} B");
    };
    let tenths = rounded(bytes, size / 10);
    let point = if locale == Locale::En { '.' } else { ',' };
    // A tenth says nothing beside three digits.
    if tenths.is_multiple_of(10) || tenths >= 1000 {
        format!("{} {unit}", rounded(bytes, size))
    } else {
        format!("{}{point}{} {unit}", tenths / 10, tenths % 10)
    }
}

/// A limit, in the binary units in which settings are written: "200 MiB", "1,5 GiB".
pub(crate) fn size_limit(bytes: u64, locale: Locale) -> String {
    const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    let Some((unit, size)) = UNITS.into_iter().find(|(_, size)| bytes >= *size) else {
        return format!("{bytes} B");
    };
    if bytes.is_multiple_of(size) {
        return format!("{} {unit}", bytes / size);
    }
    // Rounded down: nothing of the size that is said is refused.
    let tenths = bytes / size * 10 + bytes % size * 10 / size;
    let point = if locale == Locale::En { '.' } else { ',' };
    format!("{}{point}{} {unit}", tenths / 10, tenths % 10)
}

fn rounded(bytes: u64, unit: u64) -> u64 {
    bytes / unit + u64::from(bytes % unit >= unit / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short_and_in_the_readers_notation() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1 kB"),
            (1_258_291, "1.3 MB"),
            (99_960, "100 kB"),
            (999_499, "999 kB"),
            (999_999, "1 MB"),
            (123_456_789, "123 MB"),
            (5_000_000_000, "5 GB"),
            (7_200_000_000_000_000, "7200 TB"),
        ] {
            assert_eq!(file_size(bytes, Locale::En), text, "{bytes}");
        }
        assert_eq!(file_size(1_200_000, Locale::Es), "1,2 MB");
    }

    #[test]
    fn limits_are_said_as_they_are_set() {
        for (bytes, text) in [
            (1, "1 B"),
            (1023, "1023 B"),
            (64 << 10, "64 KiB"),
            (200 << 20, "200 MiB"),
            (8 << 30, "8 GiB"),
            ((1 << 30) - 1, "1023.9 MiB"),
            (3 << 29, "1.5 GiB"),
            (u64::MAX, "17179869183.9 GiB"),
        ] {
            assert_eq!(size_limit(bytes, Locale::En), text, "{bytes}");
        }
        assert_eq!(size_limit(3 << 29, Locale::PtBr), "1,5 GiB");
    }
}
