//! Undoing a wrong decoding: UTF-8 once read as Mac Roman, Windows-1252 or Latin-1 and saved again.
//!
//! Each character of UTF-8 beyond ASCII then stands as two to four characters, and taking them back to bytes
//! with the same codec gives valid UTF-8. Healthy text does that almost never: "ção" taken back is not UTF-8. So
//! the whole text is asked for evidence first, and only then are the runs that can be taken back replaced, one
//! by one, so that a damaged or later added character spoils nothing but itself.

use std::{collections::HashMap, sync::LazyLock};

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// Text may have been decoded wrongly more than once; never seen above two.
const MAX_ROUNDS: usize = 3;
/// So many healthy accented letters to one repairable run prove that the text is healthy and shows damage on
/// purpose, or by coincidence: one in eight.
const RUNS_PER_HEALTHY: usize = 8;

/// A codec that text is wrongly read with.
struct Codec {
    name: &'static str,
    bytes: HashMap<char, u8>,
}

impl Codec {
    fn new(name: &'static str, encoding: &'static Encoding) -> Self {
        let mut bytes = HashMap::new();
        for byte in 0x80..=0xff_u8 {
            let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
            bytes.extend(text.chars().next().map(|ch| (ch, byte)));
            // Latin-1 proper shows the C1 controls where Windows-1252 has letters and quotes.
            if encoding == WINDOWS_1252 {
                bytes.entry(char::from(byte)).or_insert(byte);
            }
        }
        Self { name, bytes }
    }

    /// The run as it was before, if all of it is UTF-8 read with this codec.
    fn undo(&self, run: &str) -> Option<String> {
        let bytes = run.chars().map(|ch| self.bytes.get(&ch).copied()).collect::<Option<Vec<u8>>>()?;
        String::from_utf8(bytes).ok()
    }
}

static CODECS: LazyLock<[Codec; 2]> =
    LazyLock::new(|| [Codec::new("macintosh", MACINTOSH), Codec::new("windows-1252", WINDOWS_1252)]);

/// The text as it was meant, and the wrong codec; nothing if it is healthy or beyond repair.
pub(super) fn repair(text: &str) -> Option<(String, &'static str)> {
    if text.is_ascii() {
        return None;
    }
    let mut found = None;
    let mut current = text.to_owned();
    for _ in 0..MAX_ROUNDS {
        let Some((better, codec)) = CODECS.iter().find_map(|codec| round(&current, codec)) else { break };
        current = better;
        found.get_or_insert(codec);
    }
    found.map(|codec| (current, codec))
}

/// Undoes one wrong decoding if the text bears enough evidence of it.
fn round(text: &str, codec: &Codec) -> Option<(String, &'static str)> {
    let mut evidence = Evidence::default();
    for (start, run) in runs(text) {
        evidence.weigh(text, start, run, codec);
    }
    if !evidence.convinces() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let mut latin = false;
    for (start, run) in runs(text) {
        let end = start + run.len();
        let after = text.get(end..).unwrap_or_default();
        if let Some(whole) = codec.undo(run) {
            out.push_str(text.get(done..start)?);
            out.push_str(&whole);
            done = end;
        } else if let Some(whole) = undo_lost_space(run, codec) {
            out.push_str(text.get(done..start)?);
            out.push_str(&whole);
            done = end + usize::from(is_rest_of_letter(after));
        } else {
            continue;
        }
        latin |= run.chars().any(is_latin_1_only);
    }
    out.push_str(text.get(done..)?);
    let name = if latin && codec.name == "windows-1252" { "iso-8859-1" } else { codec.name };
    Some((out, name))
}

/// "à" is 0xC3 0xA0, and 0xA0 is the no-break space of Windows-1252 (in some Mac programs too), which editors
/// turn into a plain space or drop. A run that ends in the first half alone is taken for it.
fn undo_lost_space(run: &str, codec: &Codec) -> Option<String> {
    let first = run.trim_end_matches('\u{a0}');
    let lost = run.len() - first.len();
    // At most the one no-break space ("\u{a0}" is two bytes) that belongs to the letter.
    if lost > '\u{a0}'.len_utf8()
        || first.chars().next_back().and_then(|ch| codec.bytes.get(&ch)) != Some(&0xc3)
    {
        return None;
    }
    let mut bytes = first.chars().map(|ch| codec.bytes.get(&ch).copied()).collect::<Option<Vec<u8>>>()?;
    bytes.push(0xa0);
    String::from_utf8(bytes).ok()
}

/// Whether a space after a halved "à" is its second half, made plain: another follows, or the rest of "às",
/// "àquele", "àquilo".
fn is_rest_of_letter(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(' ') else { return false };
    let alone = rest.strip_prefix('s').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    alone || rest.starts_with([' ', '\n']) || rest.starts_with("quel") || rest.starts_with("quilo")
}

/// The stretches of characters beyond ASCII, with their byte offsets.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|ch: char| ch.is_ascii()).filter(|run| !run.is_empty()).map(|run| {
        // The parts of a split lie inside the text.
        (run.as_ptr().addr() - text.as_ptr().addr(), run)
    })
}

/// What speaks for and against a wrong decoding.
#[derive(Default)]
struct Evidence {
    /// Runs that can be taken back.
    repairable: usize,
    /// Runs among them that hardly mean anything else: inside or at the end of a word, and no mathematics.
    telling: usize,
    /// Runs with accented letters that cannot be taken back: proof of health.
    healthy: usize,
}

impl Evidence {
    fn weigh(&mut self, text: &str, start: usize, run: &str, codec: &Codec) {
        let Some(meant) = codec.undo(run) else {
            let accented = |ch: char| ch.is_alphabetic() && matches!(ch, '\u{c0}'..='\u{24f}');
            // The first half of a lost "à" is no healthy letter.
            if run.chars().any(accented) && undo_lost_space(run, codec).is_none() {
                self.healthy += 1;
            }
            return;
        };
        self.repairable += 1;
        let before = letters(text.get(..start).unwrap_or_default().bytes().rev());
        let after = letters(text.get(start + run.len()..).unwrap_or_default().bytes());
        let word = before > 0 && after > 0 || before > 1 || after > 1;
        let likely = meant.chars().all(is_common);
        let formula = run.starts_with('√') && run.chars().nth(1).is_some_and(is_mathematical);
        if likely && (meant.chars().count() > 1 || word && (!formula || before > 0 && after > 1)) {
            self.telling += 1;
        }
    }

    fn convinces(&self) -> bool {
        self.telling > 0 && self.repairable >= self.healthy * RUNS_PER_HEALTHY
    }
}

/// How many ASCII letters come first, up to two.
fn letters(bytes: impl Iterator<Item = u8>) -> usize {
    bytes.take(2).take_while(u8::is_ascii_alphabetic).count()
}

/// What notes in Western languages are full of, and accidents seldom give.
fn is_common(ch: char) -> bool {
    matches!(ch, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{2026}' | '\u{2190}'..='\u{21ff}' | '\u{fe0f}' | '\u{200d}')
        || matches!(ch, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}' | '\u{20ac}' | '\u{2122}')
}

/// The C1 controls that Windows-1252 never gives, having characters there; five bytes it leaves as controls.
fn is_latin_1_only(ch: char) -> bool {
    matches!(ch, '\u{80}'..='\u{9f}') && !matches!(ch, '\u{81}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{9d}')
}

/// What may follow a root sign in healthy text; each is also the second half of a letter in Mac Roman.
fn is_mathematical(ch: char) -> bool {
    matches!(ch, 'π' | '∞' | 'µ' | 'Ω' | '∑' | '∏' | '∫' | '∂' | '≤' | '≥' | '≠' | '≈' | '∆' | '±' | '°')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Saves healthy text the wrong way.
    fn spoil(text: &str, codec: &str) -> String {
        match codec {
            "macintosh" => MACINTOSH.decode_without_bom_handling(text.as_bytes()).0.into_owned(),
            "windows-1252" => WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned(),
            _ => text.bytes().map(char::from).collect(),
        }
    }

    fn repaired(text: &str) -> Option<String> {
        repair(text).map(|(text, _)| text)
    }

    #[test]
    fn each_codec_is_undone_and_named() {
        let text = "A lição de história não é só “memória” — à noite, às vezes 🌱 → 1º capítulo.";
        for codec in ["macintosh", "windows-1252", "iso-8859-1"] {
            assert_eq!(repair(&spoil(text, codec)), Some((text.to_owned(), codec)));
        }
    }

    #[test]
    fn a_text_spoilt_twice_is_repaired_twice() {
        let text = "A programação é uma arte; a manutenção também.";
        let twice = spoil(&spoil(text, "windows-1252"), "macintosh");
        assert_eq!(repair(&twice), Some((text.to_owned(), "macintosh")));
    }

    #[test]
    fn a_no_break_space_may_have_been_changed() {
        let text = "Não fui à praia às seis, mas à noite, àquela hora.";
        let spoilt = spoil(text, "windows-1252");
        assert!(spoilt.contains("\u{a0}"));
        assert_eq!(repaired(&spoilt.replace('\u{a0}', " ")).as_deref(), Some(text));
        assert_eq!(repaired("N√£o fui √\u{a0} praia, n√£o.").as_deref(), Some("Não fui à praia, não."));
        assert_eq!(repaired("N√£o fui √ praia, n√£o.").as_deref(), Some("Não fui à praia, não."));
    }

    #[test]
    fn one_damaged_character_spoils_only_itself() {
        let spoilt = spoil("A lição foi boa.\nA canção não.\nA nação também.", "macintosh")
            .replacen('ß', "\u{fffd}", 1);
        let text = repaired(&spoilt).unwrap();
        assert!(text.ends_with("A canção não.\nA nação também."), "{text}");
        assert!(text.starts_with("A li√\u{fffd}"), "{text}");
    }

    #[test]
    fn healthy_text_stays() {
        for text in [
            "√2 e √π, √∞; 2√π ≈ 3,54; ∫√x dx ≥ 0",
            "√π",
            "x√π + lim √≥",
            "NÃO, Ã, Â, A MAÇÃ® DO AMANHÃ",
            "© 2026 Padrão™ — “aspas” ‘simples’ … 20 °C ± 1",
            "Quando o texto vira m√≥dulo em vez de módulo, a codificação está errada; também Ã© em vez de é.",
            "é",
            "ção",
            "Ã",
            "√",
            "Ã\u{a0}",
            "√ ",
            "日本語",
            "Привет, мир",
            "Ωμέγα",
            "naïve café",
            "ÃO",
            "SÃO PAULO",
            "Â©",
            "ä ö ü ß",
            "¿Qué? ¡Año!",
            "→ ✓ 🌱",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }

    fn portuguese_or_spanish() -> impl Strategy<Value = String> {
        let words = prop::sample::select(vec![
            "ação",
            "coração",
            "não",
            "é",
            "à",
            "às",
            "você",
            "três",
            "avó",
            "pôde",
            "lições",
            "mães",
            "água",
            "índice",
            "última",
            "ÚLTIMO",
            "ÁREA",
            "São",
            "maçã",
            "años",
            "niño",
            "¿qué?",
            "¡sí!",
            "pingüino",
            "mañana",
            "corazón",
            "último",
            "árbol",
            "casa",
            "livro",
            "de",
            "la",
            "o",
            "que",
            "com",
            "para",
        ]);
        let ends = prop::sample::select(vec![" ", " ", " ", ", ", ". ", "\n", " — ", " “", "” ", "… "]);
        prop::collection::vec((words, ends), 1..40)
            .prop_map(|pairs| pairs.into_iter().flat_map(|(word, end)| [word, end]).collect())
    }

    fn symbols() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "√", "Ã", "Â", "©", "®", "π", "∞", "≥", "≤", "∫", "°", "€", "£", "§", "ß", "ä", "é", "ç", "ã",
            "™", "†", "word", "x", "NÃO", "maçã", "café",
        ]);
        let ends = prop::sample::select(vec![" ", ", ", "2", "(", ")", "\n", " = "]);
        prop::collection::vec((pieces, ends), 0..40)
            .prop_map(|pairs| pairs.into_iter().flat_map(|(piece, end)| [piece, end]).collect())
    }

    proptest! {
        #[test]
        fn healthy_prose_is_never_touched(text in portuguese_or_spanish()) {
            prop_assert_eq!(repaired(&text), None);
        }

        #[test]
        fn lone_symbols_are_never_touched(text in symbols()) {
            prop_assert_eq!(repaired(&text), None);
        }

        #[test]
        fn what_begins_no_letter_is_never_touched(text in "\\PC{0,200}") {
            let begins = |ch: char| CODECS.iter().any(|codec| codec.bytes.get(&ch).is_some_and(|byte| *byte >= 0xc2));
            let text: String = text.chars().filter(|ch| !begins(*ch)).collect();
            prop_assert_eq!(repaired(&text), None);
        }

        // Among thousands of texts of any characters one is spoilt by accident.
        #[test]
        fn whatever_is_repaired_keeps_its_ascii(text in "\\PC{0,200}") {
            let ascii = |text: &str| text.chars().filter(char::is_ascii_graphic).collect::<String>();
            if let Some(repaired) = repaired(&text) {
                prop_assert!(repaired.chars().count() < text.chars().count());
                prop_assert_eq!(ascii(&repaired), ascii(&text));
            }
        }

        #[test]
        fn prose_with_a_sample_of_damage_is_never_touched(
            before in portuguese_or_spanish(), after in portuguese_or_spanish(),
        ) {
            let text = format!("{before} coração. Assim não: cora√ß√£o, coraÃ§Ã£o. {after}");
            prop_assert_eq!(repaired(&text), None);
        }

        #[test]
        fn spoilt_prose_is_repaired(
            text in portuguese_or_spanish(),
            codec in prop::sample::select(vec!["macintosh", "windows-1252", "iso-8859-1"]),
        ) {
            let text = format!("A lição. {text}");
            let spoilt = spoil(&text, codec);
            prop_assert_eq!(repaired(&spoilt), Some(text));
        }
    }
}
