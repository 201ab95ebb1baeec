//! A change is suggested and taken over, and others are asked to look at a note.

use crate::{
    desk::{rewrite, save, text},
    garden::Garden,
    visitor::{Visitor, visit},
};

const NOTE: &str = "/notes/manual/en/welcome";
const SUGGESTED: &str =
    "---\ntitle: Welcome\nlang: en\npermalink: welcome\n---\n\nCome in by the back door.\n";

#[tokio::test]
async fn a_change_is_suggested_and_taken_over() {
    visit("suggesting", true, async |visitor, garden| suggested(visitor, garden).await).await;
}

#[tokio::test]
async fn a_change_is_suggested_without_scripts() {
    visit("suggesting-plain", false, async |visitor, garden| suggested(visitor, garden).await).await;
}

async fn suggested(visitor: &Visitor, garden: &Garden) {
    let browser = &visitor.browser;
    visitor.become_owner(garden).await;
    visitor.open(NOTE).await;
    browser.follow(".note-ways a[href$='/-/suggest']").await;
    rewrite(visitor, SUGGESTED).await;
    if browser.scripts() {
        assert_eq!(browser.count(".desk-tools use[href$='#attach']").await, 0, "no file comes along");
        browser.until("return document.querySelector('.desk-status').dataset.state === 'server'").await;
        // What was typed and not sent is there again.
        visitor.open(&format!("{NOTE}/-/suggest")).await;
        assert_eq!(text(visitor).await, SUGGESTED);
        browser.find(".notice form[action^='/write/drafts/']").await;
    } else {
        browser.follow(".editor button[value=preview]").await;
        assert!(browser.text(".drawn").await.contains("back door"));
    }
    visitor.inspect("suggest").await;
    browser.fill("#summary", "The gate is locked").await;
    save(visitor).await;
    taken_over(visitor).await;
    looked_at(visitor).await;
}

/// The page of a suggestion is open: its pieces are accepted.
async fn taken_over(visitor: &Visitor) {
    let browser = &visitor.browser;
    assert!(browser.path().await.ends_with("/-/suggestions/1"));
    visitor.inspect("suggestion").await;
    browser.fill("#answer", "Thank you!").await;
    browser.follow(".answering button[name=all][value=accept]").await;
    assert_eq!(browser.text(".suggestion-answer").await, "Thank you!");
    visitor.inspect("answered").await;
    visitor.open(NOTE).await;
    assert!(browser.text(".prose").await.contains("back door"));
    visitor.open("/write").await;
    visitor.inspect("write").await;
    visitor.open(&format!("{NOTE}/-/suggestions")).await;
    visitor.inspect("suggestions").await;
}

/// Others are asked to look at the note.
async fn looked_at(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open("/write/reviews").await;
    visitor.inspect("none").await;
    visitor.open(&format!("{NOTE}/-/review")).await;
    visitor.inspect("ask").await;
    browser.fill("#words", "Is it true?").await;
    browser.follow("main form button[value=ask]").await;
    assert_eq!(browser.text("main .suggestion-answer").await, "Is it true?");
    visitor.inspect("asked").await;
    visitor.open("/write/reviews").await;
    visitor.inspect("queue").await;
}
