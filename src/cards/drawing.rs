//! The look of a card: a sheet of our paper with a title on it.

use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, Rect, Stroke, Transform};

use super::{
    Card, HEIGHT, WIDTH,
    lines::{self, Lines},
    typeface::{ITALIC, ROMAN, Typeface},
};

/// The light theme of `static/css/tokens.css`, in sRGB.
const PAPER: [u8; 3] = [252, 250, 245];
const INK: [u8; 3] = [41, 36, 29];
const INK_SOFT: [u8; 3] = [85, 79, 70];
const RULE: [u8; 3] = [220, 217, 208];
const LEAF: [u8; 3] = [32, 87, 48];

const MARGIN: f32 = 88.0;
const INNER: f32 = 1200.0 - 2.0 * MARGIN;
/// Between the baselines of a title, in its size.
const LEADING: f32 = 1.16;
/// The baselines of the lines above and below the title.
const HEAD: f32 = 118.0;
const FOOT: f32 = 556.0;
const SMALL: f32 = 34.0;

pub(super) fn draw(card: &Card) -> Option<Vec<u8>> {
    let (roman, italic) = (ROMAN.as_ref()?, ITALIC.as_ref()?);
    let mut sheet = Pixmap::new(WIDTH, HEIGHT)?;
    sheet.fill(color(PAPER));
    leaf(&mut sheet);
    let garden = roman.settable(&card.garden);
    let title = card.title.as_deref().or(garden.as_deref()).unwrap_or_default();
    let title = roman.settable(title).or_else(|| roman.settable(&card.stand_in)).unwrap_or_default();
    if card.title.is_some() {
        small(&mut sheet, italic, garden.as_deref().unwrap_or_default(), (MARGIN + 62.0, HEAD), INK_SOFT);
    }
    write_title(&mut sheet, roman, &lines::lines(roman, &title, INNER));
    rule(&mut sheet, FOOT - 54.0)?;
    small(&mut sheet, italic, &card.place, (MARGIN, FOOT), LEAF);
    sheet.encode_png().ok()
}

fn color([red, green, blue]: [u8; 3]) -> Color {
    Color::from_rgba8(red, green, blue, 255)
}

fn paint(of: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(color(of));
    paint
}

/// The title stands in the middle between what is above and below it, as the eye sees it.
fn write_title(sheet: &mut Pixmap, face: &Typeface, title: &Lines) {
    let step = title.size * LEADING;
    let count = title.lines.iter().fold(0.0, |count, _| count + 1.0);
    let (top, bottom) = (HEAD + 24.0, FOOT - 78.0);
    let mut baseline = f32::midpoint(top, bottom) - (count - 1.0) * step / 2.0 + title.size * 0.3;
    for line in &title.lines {
        if let Some(path) = face.outline(line, title.size, (MARGIN, baseline)) {
            sheet.fill_path(&path, &paint(INK), FillRule::Winding, Transform::identity(), None);
        }
        baseline += step;
    }
}

/// One line of small type, cut where the sheet ends.
fn small(sheet: &mut Pixmap, face: &Typeface, text: &str, at: (f32, f32), of: [u8; 3]) {
    let Some(mut text) = face.settable(text) else { return };
    let room = (1200.0 - MARGIN - at.0) / SMALL;
    if face.set(&text).width > room {
        while face.set(&text).width > room - 1.0 && text.pop().is_some() {}
        text.push('…');
    }
    if let Some(path) = face.outline(&face.set(&text), SMALL, at) {
        sheet.fill_path(&path, &paint(of), FillRule::Winding, Transform::identity(), None);
    }
}

fn rule(sheet: &mut Pixmap, y: f32) -> Option<()> {
    sheet.fill_rect(Rect::from_xywh(MARGIN, y, INNER, 2.0)?, &paint(RULE), Transform::identity(), None);
    Some(())
}

/// The leaf of `static/icons/leaf.svg`, at the left of the garden's name.
fn leaf(sheet: &mut Pixmap) {
    let mut path = PathBuilder::new();
    path.move_to(5.0, 19.0);
    path.cubic_to(4.0, 10.0, 9.0, 4.5, 20.0, 4.0);
    path.cubic_to(20.5, 14.5, 15.5, 20.0, 7.5, 18.5);
    path.move_to(4.0, 21.0);
    path.cubic_to(6.0, 15.5, 9.5, 11.5, 14.0, 9.0);
    let stroke =
        Stroke { width: 1.7, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
    if let Some(path) = path.finish() {
        let place = Transform::from_translate(MARGIN - 6.0, HEAD - 38.0).pre_scale(2.1, 2.1);
        sheet.stroke_path(&path, &paint(LEAF), &stroke, place, None);
    }
}
