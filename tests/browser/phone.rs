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
