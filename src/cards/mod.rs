//! Pictures that stand for a page where its address is shared: its title in our own letters.
//!
//! Pure: words in, a PNG out. What may be shown to whom is decided by whoever asks.

mod drawing;
mod lines;
mod typeface;

use sha2::{Digest as _, Sha256};

/// The width of a card in pixels: what the large previews of all big sites are cut to.
pub const WIDTH: u32 = 1200;
/// Its height in pixels.
pub const HEIGHT: u32 = 630;

/// Changes with the look of the cards, so that whoever has an older one asks for it again.
const LOOK: u8 = 1;

/// What stands on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The large words; `None`: the garden's name is the title.
    pub title: Option<String>,
    /// What is shown in place of a title in letters that our typeface lacks.
    pub stand_in: String,
    /// The garden's name.
    pub garden: String,
    /// Where the garden is, as people say it: `garden.example`.
    pub place: String,
}

/// A card could not be drawn: no memory for it, or a broken typeface.
#[derive(Debug, thiserror::Error)]
#[error("a card could not be drawn")]
pub struct NotDrawn;

impl Card {
    /// Tells cards apart without drawing them.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for text in [self.title.as_deref().unwrap_or_default(), &self.stand_in, &self.garden, &self.place] {
            hash.update(text.len().to_be_bytes());
            hash.update(text);
        }
        hash.update([LOOK, u8::from(self.title.is_some())]);
        let digest: Vec<u8> = hash.finalize().into_iter().take(16).collect();
        data_encoding::BASE64URL_NOPAD.encode(&digest)
    }

    /// Draws the card as a PNG. Takes some milliseconds: not for a thread that others wait for.
    ///
    /// # Errors
    /// See [`NotDrawn`].
    pub fn draw(&self) -> Result<Vec<u8>, NotDrawn> {
        drawing::draw(self).ok_or(NotDrawn)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tiny_skia::Pixmap;

    use super::*;

    fn card(title: &str) -> Card {
        Card {
            title: Some(title.to_owned()),
            stand_in: "notes/a-leaf".into(),
            garden: "Quintal".into(),
            place: "garden.example".into(),
        }
    }

    /// How many pixels differ from the paper.
    fn ink(card: &Card) -> usize {
        let picture = Pixmap::decode_png(&card.draw().unwrap()).unwrap();
        assert_eq!((picture.width(), picture.height()), (WIDTH, HEIGHT));
        let paper = picture.pixel(2, 2).unwrap();
        picture.pixels().iter().filter(|pixel| **pixel != paper).count()
    }

    #[test]
    fn a_title_leaves_ink_accents_and_all() {
        let (plain, accents) = (ink(&card("Acao e Sao Joao")), ink(&card("Ação e São João")));
        assert!(plain > 2000 && accents > plain, "{plain} {accents}");
        assert!(ink(&card("Żółć œuvre ǎ")) > 2000, "Latin Extended");
    }

    #[test]
    fn what_cannot_be_set_is_not_guessed() {
        assert_eq!(card("日本語の庭").draw().unwrap(), card("🪴").draw().unwrap());
        assert_eq!(card("日本語の庭").draw().unwrap(), card("notes/a-leaf").draw().unwrap());
        assert_eq!(card("A leaf 🌿").draw().unwrap(), card("A leaf").draw().unwrap());
        assert_ne!(card("A leaf").draw().unwrap(), card("A loaf").draw().unwrap());
    }

    #[test]
    fn long_titles_are_cut() {
        let long = "A garden is a slow conversation with the weather. ".repeat(6);
        assert_eq!(card(&long).draw().unwrap(), card(&format!("{long} and more")).draw().unwrap());
        assert!(ink(&card(&"x".repeat(300))) > 2000, "a word longer than a line is broken");
    }

    #[test]
    fn cards_are_told_apart() {
        let a = card("A");
        assert_eq!(a.fingerprint(), a.clone().fingerprint());
        assert_ne!(a.fingerprint(), card("B").fingerprint());
        assert_ne!(
            Card { title: None, ..a.clone() }.fingerprint(),
            Card { title: Some(String::new()), ..a }.fingerprint()
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn any_words_are_drawn(title in any::<String>(), garden in "\\PC{1,100}") {
            let card = Card { garden, ..card(&title) };
            prop_assert!(card.draw().is_ok());
        }
    }
}
