//! From a picture's bytes to smaller ones. Pure, and slow.
//!
//! What a smaller picture shows stands upright, and nothing else is left of what a camera wrote into it: no place, no
//! time, no name. The profile of its colours stays, or they would be others.

use std::io::Cursor;

use fast_image_resize::{
    PixelType, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};
use image::{
    AnimationDecoder as _, DynamicImage, ExtendedColorType, ImageDecoder as _, ImageEncoder as _, ImageError,
    ImageFormat, ImageReader, Limits, Rgba, RgbaImage,
    codecs::{
        gif::GifDecoder,
        jpeg::JpegEncoder,
        png::PngDecoder,
        webp::{WebPDecoder, WebPEncoder},
    },
    metadata::Orientation,
};

/// How wide smaller pictures are, in pixels: a phone, a column of text, and the same on a screen of twice the density.
const WIDTHS: [u32; 3] = [480, 960, 1600];
/// What is not wider has none.
pub(super) const SMALLEST: i32 = 480;

/// The longest side that is read, in pixels.
const LONGEST: u32 = 30_000;
/// The most pixels that are read,
const MOST: u64 = 56_000_000;
/// and what they may take in memory, in bytes.
const MEMORY: u64 = 160 << 20;
/// A picture of more pixels is first brought near to so many, in one sweep.
const ENOUGH: f64 = 16_000_000.0;
/// The longest file that is read, in bytes: it lies in memory, too.
const FILE: usize = 64 << 20;

/// Of a hundred. Above it a photograph grows faster than it gains.
const QUALITY: u8 = 80;
/// The longest profile of colours that is kept, in bytes: it comes with every copy.
const PROFILE: usize = 16 * 1024;

/// A smaller picture.
#[derive(Clone, Debug)]
pub(super) struct Small {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// What was made of a picture.
#[derive(Clone, Debug)]
pub(super) struct Shrunk {
    /// How wide it is itself, upright, in pixels.
    pub(super) width: u32,
    /// How high.
    pub(super) height: u32,
    /// Smaller ones, as far as they save anything.
    pub(super) small: Vec<Small>,
}

/// Why nothing can be made of a picture.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] ImageError),
    #[error("it is too large to be read")]
    TooLarge,
    #[error("it could not be resized: {0}")]
    Resize(String),
    #[error("it is of no kind that is read")]
    Kind,
}

/// Makes smaller pictures of one. Of what moves there are none: they would stand still.
pub(super) fn shrink(bytes: &[u8], media_type: &str) -> Result<Shrunk, Unfit> {
    let format = ImageFormat::from_mime_type(media_type).ok_or(Unfit::Kind)?;
    if bytes.len() > FILE {
        return Err(Unfit::TooLarge);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST || decoder.total_bytes() > MEMORY {
        return Err(Unfit::TooLarge);
    }
    let orientation = decoder.orientation()?;
    let (width, height) = if turns(orientation) { (height, width) } else { (width, height) };
    let profile = decoder.icc_profile()?.filter(|profile| is_of_screens(profile));
    let mut small = Vec::new();
    if width > WIDTHS[0] && !moves(bytes, format)? {
        let (picture, opaque) = upright(DynamicImage::from_decoder(decoder)?, orientation);
        for wanted in WIDTHS.into_iter().filter(|wanted| *wanted < picture.width()) {
            let made = encoded(&resized(&picture, wanted, opaque)?, opaque, profile.as_deref())?;
            // A drawing of few colours is smaller than what is made of it.
            if made.bytes.len() < bytes.len() {
                small.push(made);
            }
        }
    }
    Ok(Shrunk { width, height, small })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(2 * MEMORY);
    limits
}

/// Whether width and height change places.
fn turns(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// Whether a profile speaks of red, green and blue (ICC.1, section 7.2.8), as what we write does.
fn is_of_screens(profile: &[u8]) -> bool {
    profile.len() <= PROFILE && profile.get(16..20) == Some(b"RGB ")
}

fn moves(bytes: &[u8], format: ImageFormat) -> Result<bool, Unfit> {
    let bytes = Cursor::new(bytes);
    Ok(match format {
        ImageFormat::Gif => GifDecoder::new(bytes)?.into_frames().take(2).count() > 1,
        ImageFormat::WebP => WebPDecoder::new(bytes)?.has_animation(),
        ImageFormat::Png => PngDecoder::with_limits(bytes, limits())?.is_apng()?,
        _ => false,
    })
}

/// The picture as it is to be seen, not larger than what is needed, and whether nothing shines through it.
fn upright(mut picture: DynamicImage, orientation: Orientation) -> (RgbaImage, bool) {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (ENOUGH / (width * height)).sqrt();
    // Averaging does not mind what shines through; what does is left to the better way.
    if scale < 1.0 && !picture.color().has_alpha() {
        picture = picture.thumbnail_exact(scaled(width, scale), scaled(height, scale));
    }
    picture.apply_orientation(orientation);
    let picture = picture.into_rgba8();
    let opaque = picture.pixels().all(|Rgba([_, _, _, alpha])| *alpha == u8::MAX);
    (picture, opaque)
}

fn scaled(length: f64, scale: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "smaller than a length was")]
    let scaled = (length * scale).round() as u32;
    scaled.max(1)
}

fn resized(picture: &RgbaImage, width: u32, opaque: bool) -> Result<RgbaImage, Unfit> {
    let scale = f64::from(width) / f64::from(picture.width());
    let height = scaled(f64::from(picture.height()), scale);
    let from = ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8x4)
        .map_err(|error| Unfit::Resize(error.to_string()))?;
    let mut to = Image::new(width, height, PixelType::U8x4);
    let options = ResizeOptions::new().use_alpha(!opaque);
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| Unfit::Resize(error.to_string()))?;
    RgbaImage::from_raw(width, height, to.into_vec())
        .ok_or_else(|| Unfit::Resize("pixels are missing".to_owned()))
}

/// Photographs and what else is opaque as JPEG; the rest as WebP, without loss.
fn encoded(picture: &RgbaImage, opaque: bool, profile: Option<&[u8]>) -> Result<Small, Unfit> {
    let (width, height) = picture.dimensions();
    let mut bytes = Vec::new();
    let media_type = if opaque {
        let pixels: Vec<u8> =
            picture.pixels().flat_map(|Rgba([red, green, blue, _])| [*red, *green, *blue]).collect();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile.to_vec()).map_err(ImageError::Unsupported)?;
        }
        encoder.write_image(&pixels, width, height, ExtendedColorType::Rgb8)?;
        "image/jpeg"
    } else {
        let mut encoder = WebPEncoder::new_lossless(&mut bytes);
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile.to_vec()).map_err(ImageError::Unsupported)?;
        }
        encoder.write_image(picture.as_raw(), width, height, ExtendedColorType::Rgba8)?;
        "image/webp"
    };
    Ok(Small { width, height, media_type, bytes })
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};
    use proptest::prelude::*;

    use super::*;

    /// A picture of noise, which no encoding makes small, red on its left and blue on its right.
    fn noise(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let grain =
                u8::try_from((x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 8 & 63).unwrap();
            if x * 2 < width { Rgb([190 + grain, grain, grain]) } else { Rgb([grain, grain, 190 + grain]) }
        })
    }

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// EXIF that says which way is up, and where it was.
    fn exif(orientation: u8) -> Vec<u8> {
        let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"LATITUDE 23.5 S");
        exif
    }

    fn photograph(width: u32, height: u32, orientation: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder.encode_image(&noise(width, height)).unwrap();
        bytes
    }

    fn sizes(shrunk: &Shrunk) -> Vec<(u32, u32, &str)> {
        shrunk.small.iter().map(|small| (small.width, small.height, small.media_type)).collect()
    }

    #[test]
    fn a_photograph_has_smaller_ones_as_far_as_it_is_larger() {
        let shrunk = shrink(&photograph(1000, 500, 1), "image/jpeg").unwrap();
        assert_eq!((shrunk.width, shrunk.height), (1000, 500));
        assert_eq!(sizes(&shrunk), [(480, 240, "image/jpeg"), (960, 480, "image/jpeg")]);
        assert_eq!(sizes(&shrink(&photograph(480, 480, 1), "image/jpeg").unwrap()), []);
        let png = written(&noise(700, 70).into(), ImageFormat::Png);
        assert_eq!(sizes(&shrink(&png, "image/png").unwrap()), [(480, 48, "image/jpeg")]);
    }

    #[test]
    fn it_stands_upright_and_says_nothing_of_where_it_was() {
        let photograph = photograph(600, 1000, 6);
        assert!(photograph.windows(8).any(|word| word == b"LATITUDE"));
        let shrunk = shrink(&photograph, "image/jpeg").unwrap();
        assert_eq!((shrunk.width, shrunk.height), (1000, 600));
        let small = &shrunk.small[0];
        assert_eq!((small.width, small.height), (480, 288));
        assert!(!small.bytes.windows(4).any(|word| word == b"LATI" || word == b"Exif"));
        // Turned to the right, its left side is its top.
        let seen = image::load_from_memory(&small.bytes).unwrap().into_rgb8();
        let (top, bottom) = (seen.get_pixel(240, 20), seen.get_pixel(240, 268));
        assert!(top.0[0] > top.0[2] && bottom.0[2] > bottom.0[0], "{top:?} {bottom:?}");
    }

    #[test]
    fn what_shines_through_goes_on_shining() {
        let leaf = RgbaImage::from_fn(640, 640, |x, y| {
            let grain = noise(1, 1).get_pixel(0, 0).0[0].wrapping_add(u8::try_from((x * y) % 61).unwrap());
            if (x + y) % 640 < 320 { Rgba([0, grain, 0, 255]) } else { Rgba([255, 0, 255, 0]) }
        });
        let shrunk = shrink(&written(&leaf.into(), ImageFormat::Png), "image/png").unwrap();
        for small in &shrunk.small {
            assert_eq!(small.media_type, "image/webp");
            let seen = image::load_from_memory(&small.bytes).unwrap().into_rgba8();
            let tinted = seen.pixels().filter(|Rgba([red, _, _, alpha])| *alpha > 16 && *red > 16).count();
            assert_eq!(tinted, 0, "what cannot be seen does not stain what can");
        }
        assert_eq!(shrunk.small.len(), 1);
    }

    #[test]
    fn what_moves_has_none() {
        let mut bytes = Vec::new();
        let frame = |grey| image::Frame::new(RgbaImage::from_pixel(600, 20, Rgba([grey, grey, grey, 255])));
        image::codecs::gif::GifEncoder::new(&mut bytes).encode_frames([frame(0), frame(200)]).unwrap();
        let shrunk = shrink(&bytes, "image/gif").unwrap();
        assert_eq!((shrunk.width, shrunk.height, shrunk.small.len()), (600, 20, 0));
    }

    #[test]
    fn a_profile_of_colours_stays_if_it_is_one_of_screens() {
        for (space, stays) in [(b"RGB ", true), (b"CMYK", false)] {
            let mut profile = vec![7; 128];
            profile[16..20].copy_from_slice(space);
            let mut bytes = Vec::new();
            let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
            encoder.set_icc_profile(profile.clone()).unwrap();
            encoder.encode_image(&noise(600, 60)).unwrap();
            let small = shrink(&bytes, "image/jpeg").unwrap().small.remove(0).bytes;
            assert_eq!(small.windows(profile.len()).any(|part| part == profile), stays);
        }
    }

    #[test]
    fn a_bomb_is_not_lit() {
        // The head of a PNG that says that it has 30,000 times 30,000 pixels.
        let mut png = written(&noise(1, 1).into(), ImageFormat::Png);
        for (at, size) in [(16, 30_000_u32), (20, 30_000)] {
            png[at..at + 4].copy_from_slice(&size.to_be_bytes());
        }
        let sum = crc(&png[12..29]);
        png[29..33].copy_from_slice(&sum.to_be_bytes());
        assert!(matches!(shrink(&png, "image/png"), Err(Unfit::TooLarge)), "{:?}", shrink(&png, "image/png"));
        png[16..20].copy_from_slice(&40_000_u32.to_be_bytes());
        let sum = crc(&png[12..29]);
        png[29..33].copy_from_slice(&sum.to_be_bytes());
        assert!(matches!(shrink(&png, "image/png"), Err(Unfit::Unreadable(_))));
        assert!(matches!(shrink(&png, "image/svg+xml"), Err(Unfit::Kind | Unfit::Unreadable(_))));
    }

    /// CRC-32 as PNG has it (ISO 3309).
    fn crc(bytes: &[u8]) -> u32 {
        let step = |sum: u32, byte: &u8| {
            (0..8).fold(
                sum ^ u32::from(*byte),
                |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
            )
        };
        !bytes.iter().fold(u32::MAX, step)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn broken_pictures_are_refused_or_made_the_best_of(
            cut in 0_usize..3000, at in 0_usize..3000, byte in any::<u8>(), kind in 0_usize..4,
        ) {
            let (format, media_type) = [
                (ImageFormat::Png, "image/png"),
                (ImageFormat::Jpeg, "image/jpeg"),
                (ImageFormat::WebP, "image/webp"),
                (ImageFormat::Gif, "image/gif"),
            ][kind];
            let mut bytes = written(&DynamicImage::from(noise(40, 30)).into_rgba8().into(), ImageFormat::Png);
            if format != ImageFormat::Png {
                let picture = image::load_from_memory(&bytes).unwrap().into_rgb8();
                bytes = written(&picture.into(), format);
            }
            bytes.truncate(cut.max(1));
            let at = at % bytes.len();
            bytes[at] = byte;
            let _whatever = shrink(&bytes, media_type);
        }
    }
}
