//! Numbers as people write them.

use super::Locale;

/// A count with its thousands parted: "12,345" or "12.345".
pub(crate) fn grouped(count: u64, locale: Locale) -> String {
    let separator = if locale == Locale::En { ',' } else { '.' };
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A number with three decimals: "0.125" or "0,125".
pub(crate) fn decimal(value: f64, locale: Locale) -> String {
    let text = format!("{value:.3}");
    if locale == Locale::En { text } else { text.replace('.', ",") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_decimals_follow_the_language() {
        let written = [0, 999, 1000, 1_234_567].map(|count| grouped(count, Locale::En));
        assert_eq!(written, ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(grouped(12_345, Locale::PtBr), "12.345");
        assert_eq!(decimal(0.1254, Locale::En), "0.125");
        assert_eq!(decimal(0.1254, Locale::Es), "0,125");
    }
}
