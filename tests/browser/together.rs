//! Several people at one note: a change is suggested and taken over, and others are asked to look.

use crate::{
    editor::{TEXT, state_is, to_the_end},
    visitor::{Visitor, visit},
};

const NOTE: &str = "/notes/manual/en/welcome";
const HEAD: &str = "---\ntitle: Welcome\nlang: en\npermalink: welcome\n---\n\n";
const PATH: &str = "One more path leads over the wall.";

#[tokio::test]
async fn a_change_is_suggested_and_taken_over() {
    visit("together", true, async |visitor, garden| {
        visitor.become_owner(garden).await;
        let browser = &visitor.browser;
        visitor.open(NOTE).await;
        browser.follow(".note-ways a[href$='/-/suggest']").await;
        browser.find(TEXT).await;
        assert_eq!(browser.count(".desk-tools use[href$='#attach']").await, 0, "no file comes along");
        to_the_end(visitor).await;
        browser.type_text(PATH).await;
        browser.until(&state_is("server")).await;
        browser.find(".desk-preview").await;
        visitor.inspect("suggest").await;
        // What was typed and not sent is there again.
        visitor.open(&format!("{NOTE}/-/suggest")).await;
        browser.find(".notice form[action^='/write/drafts/']").await;
        browser.fill("#summary", "There is one more").await;
        browser.follow(".editor button[value=save]").await;
        taken_over(visitor).await;
    })
    .await;
}

#[tokio::test]
async fn the_same_without_scripts() {
    visit("together-plain", false, async |visitor, garden| {
        visitor.become_owner(garden).await;
        let browser = &visitor.browser;
        visitor.open(&format!("{NOTE}/-/suggest")).await;
        browser.fill("#source", &format!("{HEAD}Come in by the back door.\n\n{PATH}\n")).await;
        browser.follow(".editor button[value=preview]").await;
        assert!(browser.text(".drawn").await.contains(PATH));
        browser.follow(".editor button[value=save]").await;
        taken_over(visitor).await;
        looked_at(visitor).await;
    })
    .await;
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
    assert!(browser.text(".prose").await.contains(PATH));
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
