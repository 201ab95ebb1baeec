//! The editor, with scripts or without.

use serde_json::json;
use thirtyfour::Key;

use crate::visitor::Visitor;

/// The text as scripts make it.
pub const TEXT: &str = "quintal-text";

/// The text as the form would send it.
pub async fn text(visitor: &Visitor) -> String {
    visitor.browser.find(field(visitor)).await;
    let source = "return new FormData(document.querySelector('form[data-editor]')).get('source')";
    visitor.browser.evaluate(source).await.as_str().unwrap().replace("\r\n", "\n")
}

/// Writes a text in the place of the one that stands there.
pub async fn rewrite(visitor: &Visitor, text: &str) {
    visitor.browser.press(field(visitor)).await;
    chord(visitor, 'a').await;
    insert(visitor, text).await;
}

/// Writes where the cursor stands, as a keyboard or an input method does.
pub async fn insert(visitor: &Visitor, words: &str) {
    visitor.browser.send("Input.insertText", json!({ "text": words })).await;
}

/// A key together with Control.
pub async fn chord(visitor: &Visitor, key: char) {
    let keys = visitor.browser.page.action_chain().key_down(Key::Control).send_keys(key);
    keys.key_up(Key::Control).perform().await.unwrap();
}

/// Saves the text.
pub async fn save(visitor: &Visitor) {
    visitor.browser.follow(".editor button[value=save]").await;
}

fn field(visitor: &Visitor) -> &'static str {
    if visitor.browser.scripts() { TEXT } else { "#source" }
}
