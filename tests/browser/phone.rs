//! The garden on a phone: one column, the rest behind two buttons.

use thirtyfour::Key;

use crate::{
    vault::Vault,
    visitor::{Visitor, visit},
};

#[tokio::test]
async fn a_phone_shows_the_text_and_keeps_the_rest_at_hand() {
    visit("phone", true, async |visitor, garden| {
        visitor.become_owner(garden).await;
        let vault = Vault::zipped();
        visitor.import(&vault.path(), garden).await;
        visitor.open("/notes/jardim/inicio").await;
        panel(visitor, "folders", "Jardim").await;
        panel(visitor, "contents", "Um exemplo").await;
    })
    .await;
}

/// Whatever a writer calls things by, no page becomes wider than its window.
#[tokio::test]
async fn one_word_of_any_length_fits() {
    visit("long-words", true, async |visitor, garden| {
        visitor.become_owner(garden).await;
        // As long as an address may be in one piece.
        let word = "Desoxirribonucleico".repeat(4);
        let note = |before: &str| {
            format!(
                "---\ntags: [{word}]\n---\n# {before}{word}\n\n[[B{word}]], [[A{word}]], [[{word}]]\n\n\
                 ## {word}\n\n{word}\n\n## Fim\n\n[{word}](https://example.org/{word})"
            )
        };
        let path = |before: &str| format!("{word}/{before}{word}.md");
        let (notes, other) =
            (["A", "B", "C"].map(|before| (path(before), note(before))), format!("{word}.md"));
        let mut files: Vec<(&str, &[u8])> =
            notes.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
        files.push((&other, b"---\ntitle: [\n---\n"));
        visitor.import(&Vault::of(&files).path(), garden).await;
        let slug = word.to_lowercase();
        for (name, address) in [
            ("note", format!("/notes/{slug}/b{slug}")),
            ("folder", format!("/notes/{slug}")),
            ("notes", "/notes".to_owned()),
            ("tags", "/tags".to_owned()),
            ("tag", format!("/tags/{slug}")),
            ("search", format!("/search?q={word}")),
        ] {
            visitor.open(&address).await;
            assert!(visitor.browser.text("main").await.contains(&word), "{name} shows the word");
            visitor.inspect(name).await;
        }
    })
    .await;
}

/// A panel is away until its button is pressed, within reach of the thumb, and goes by Escape.
async fn panel(visitor: &Visitor, id: &str, word: &str) {
    let browser = &visitor.browser;
    browser.show_as(390, "light").await;
    browser.hidden(&format!("#{id}")).await;
    let button = browser.find(&format!("[popovertarget={id}]")).await;
    let place = button.rect().await.unwrap();
    assert!(place.height >= 44.0, "the button for {id} is big enough for a thumb");
    let reach = browser.evaluate("return innerHeight / 2").await.as_f64().unwrap();
    assert!(place.y > reach, "the button for {id} is in the lower half");
    button.click().await.unwrap();
    assert!(browser.text(&format!("#{id}")).await.contains(word), "{id} shows {word}");
    visitor.inspect(id).await;
    browser.show_as(390, "light").await;
    browser.type_key(Key::Escape).await;
    browser.hidden(&format!("#{id}")).await;
}
