//! Our serif, and the places of its letters.
//!
//! The files are those that browsers get. They come in two halves, Latin and Latin Extended; each letter is taken
//! from the half that has it.

use std::sync::LazyLock;

use harfrust::{
    Buffer, Font, GlyphId, ShapeOptions, ShaperFont,
    font::glyph::outline::{DrawMemory, DrawOptions, PathSink},
    shape,
};
use tiny_skia::{Path, PathBuilder};
use unicode_normalization::UnicodeNormalization as _;

macro_rules! typeface {
    ($weight:literal) => {
        LazyLock::new(|| {
            Typeface::open([
                include_bytes!(concat!("../../static/fonts/quintal-serif-", $weight, "-latin.woff2")),
                include_bytes!(concat!("../../static/fonts/quintal-serif-", $weight, "-latin-ext.woff2")),
            ])
        })
    };
}

/// For titles.
pub(super) static ROMAN: LazyLock<Option<Typeface>> = typeface!("400");
/// For everything else.
pub(super) static ITALIC: LazyLock<Option<Typeface>> = typeface!("400-italic");

/// The halves of one weight.
pub(super) struct Typeface {
    halves: Vec<Font>,
}

/// Words whose letters have their places. Lengths are in the size of the type: 1 is its height.
#[derive(Clone, Default)]
pub(super) struct Words {
    glyphs: Vec<Placed>,
    pub(super) width: f32,
}

#[derive(Clone, Copy)]
struct Placed {
    half: usize,
    glyph: GlyphId,
    x: f32,
    y: f32,
}

impl Typeface {
    fn open(files: [&[u8]; 2]) -> Option<Self> {
        let halves = files.map(|file| Font::new(wuff::decompress_woff2(file).ok()?, 0));
        Some(Self { halves: halves.into_iter().collect::<Option<Vec<Font>>>()? })
    }

    fn half_with(&self, ch: char) -> Option<usize> {
        self.halves.iter().position(|half| half.charmap().map_unicode(ch).is_some())
    }

    /// The text as far as it can be set: signs that the typeface lacks (emoji, say) are left out. `None` where a
    /// letter or digit is lacking, or nothing is left: half a title is none.
    pub(super) fn settable(&self, text: &str) -> Option<String> {
        let composed: String = text.nfc().collect();
        if composed.chars().any(|ch| ch.is_alphanumeric() && self.half_with(ch).is_none()) {
            return None;
        }
        let kept: String =
            composed.chars().filter(|ch| ch.is_whitespace() || self.half_with(*ch).is_some()).collect();
        let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// Sets words side by side, kerned.
    pub(super) fn set(&self, text: &str) -> Words {
        let mut words = Words::default();
        let mut run = String::new();
        let mut half = 0;
        for ch in text.chars() {
            let Some(with) = self.half_with(ch) else { continue };
            if with != half && !run.is_empty() {
                self.set_run(&mut words, half, &run);
                run.clear();
            }
            half = with;
            run.push(ch);
        }
        self.set_run(&mut words, half, &run);
        words
    }

    fn set_run(&self, words: &mut Words, half: usize, run: &str) {
        let Some(font) = self.halves.get(half).filter(|_| !run.is_empty()) else { return };
        let em = f32::from(font.units_per_em().max(1));
        let mut buffer = Buffer::new();
        buffer.push_str(run);
        buffer.guess_segment_properties();
        if shape(&ShaperFont::new(font), &mut buffer, ShapeOptions::new()).is_err() {
            return;
        }
        for (glyph, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            words.glyphs.push(Placed {
                half,
                glyph: GlyphId::new(glyph.glyph_id),
                x: words.width + units(place.x_offset) / em,
                y: units(place.y_offset) / em,
            });
            words.width += units(place.x_advance) / em;
        }
    }

    /// The outlines of words of a size, their baseline beginning at a point.
    pub(super) fn outline(&self, words: &Words, size: f32, (x, y): (f32, f32)) -> Option<Path> {
        let mut pen = Pen { path: PathBuilder::new(), scale: 0.0, x: 0.0, y: 0.0 };
        for placed in &words.glyphs {
            let Some(font) = self.halves.get(placed.half) else { continue };
            let Some(glyph) = font.outline_glyphs().get(placed.glyph) else { continue };
            pen.scale = size / f32::from(font.units_per_em().max(1));
            pen.x = x + placed.x * size;
            pen.y = y - placed.y * size;
            glyph.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut pen).ok()?;
        }
        pen.path.finish()
    }
}

/// Font units fit sixteen bits.
fn units(length: i32) -> f32 {
    f32::from(i16::try_from(length).unwrap_or_default())
}

/// Draws in pixels, downwards, what a font draws in its units, upwards.
struct Pen {
    path: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl PathSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let ((cx, cy), (x, y)) = (self.at(cx0, cy0), self.at(x, y));
        self.path.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let ((ax, ay), (bx, by), (x, y)) = (self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y));
        self.path.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_typeface_opens_and_kerns() {
        let roman = ROMAN.as_ref().unwrap();
        assert!(ITALIC.is_some());
        let (together, apart) = (roman.set("AV").width, roman.set("A").width + roman.set("V").width);
        assert!(together < apart, "{together} {apart}");
        assert!(roman.set("ő").width > 0.3, "a letter of the other half");
    }

    #[test]
    fn letters_may_not_be_missing_signs_may() {
        let roman = ROMAN.as_ref().unwrap();
        assert_eq!(roman.settable(" Ação  🌱 – “x” ").as_deref(), Some("Ação – “x”"));
        assert_eq!(roman.settable("e\u{301}").as_deref(), Some("é"));
        for text in ["Сад", "庭", "حديقة", "🌱", " ", "x 二"] {
            assert_eq!(roman.settable(text), None, "{text}");
        }
    }
}
