//! Sizes of files as people write them.

use super::Locale;

/// A size in decimal units, as browsers and file managers say it: "1.2 MB", "1,2 MB".
pub(crate) fn file_size(bytes: u64, locale: Locale) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    // In tenths of the unit, rounded.
    let mut tenths = (bytes + 50) / 100;
    let mut unit = "kB";
    for larger in UNITS.into_iter().skip(1) {
        if tenths < 10_000 {
            break;
        }
        tenths = (tenths + 500) / 1000;
        unit = larger;
    }
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let point = if locale == Locale::En { '.' } else { ',' };
    // A tenth says nothing beside two digits.
    if tenth == 0 || whole >= 100 {
        format!("{whole} {unit}")
    } else {
        format!("{whole}{point}{tenth} {unit}")
    }
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
            (999_949, "999 kB"),
            (999_999, "1 MB"),
            (123_456_789, "123 MB"),
            (5_000_000_000, "5 GB"),
            (7_200_000_000_000_000, "7200 TB"),
        ] {
            assert_eq!(file_size(bytes, Locale::En), text, "{bytes}");
        }
        assert_eq!(file_size(1_200_000, Locale::Es), "1,2 MB");
    }
}
