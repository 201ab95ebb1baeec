//! The folders at the margin: opened in place, and kept from page to page.

use crate::visitor::{Visitor, visit};

const WELCOME: &str = "/notes/manual/en/welcome";
const NEXT: &str = "/notes/manual/en/what-quintal-is";
const SPANISH: &str = "details[data-path='manual/es']";
const ENGLISH: &str = "details[data-path='manual/en']";

#[tokio::test]
async fn every_folder_opens_in_place_and_stays_as_it_was_left() {
    visit("tree", true, async |visitor, _garden| {
        let browser = &visitor.browser;
        visitor.open(WELCOME).await;
        browser.find(&format!("{ENGLISH}[open] [aria-current=page]")).await;
        assert_eq!(browser.count(&format!("{SPANISH}[open]")).await, 0);
        browser.press(&format!("{SPANISH} > summary")).await;
        let inside = format!("{SPANISH}[open] > ul a[href^='/notes/manual/es/']");
        browser.find(&inside).await;
        assert_eq!(browser.path().await, WELCOME, "in place");
        visitor.inspect("opened").await;

        visitor.open(NEXT).await;
        browser.find(&inside).await;
        open_within(visitor).await;

        // What was closed stays closed, unless the page lies in it.
        browser.press(&format!("{SPANISH} > summary")).await;
        browser.press(&format!("{ENGLISH} > summary")).await;
        visitor.open("/notes").await;
        browser.find(".tree a[href='/notes/manual']").await;
        assert_eq!(browser.count(".tree details[open]").await, 0, "only the way to a page is open by itself");
        visitor.open(NEXT).await;
        browser.find(&format!("{ENGLISH}[open] [aria-current=page]")).await;
        assert_eq!(browser.count(&format!("{SPANISH}[open]")).await, 0);
    })
    .await;
}

/// A folder in a folder that was brought by a script opens in the same way.
async fn open_within(visitor: &Visitor) {
    let browser = &visitor.browser;
    let folder = format!("{SPANISH} details[data-path^='manual/es/']");
    browser.press(&format!("{folder} > summary")).await;
    browser.find(&format!("{folder}[open] > ul a")).await;
    visitor.open(WELCOME).await;
    browser.find(&format!("{folder}[open] > ul a")).await;
}

#[tokio::test]
async fn without_scripts_a_folder_is_a_link() {
    visit("tree-plain", false, async |visitor, _garden| {
        let browser = &visitor.browser;
        visitor.open(WELCOME).await;
        browser.hidden(&format!("{SPANISH} > summary")).await;
        browser.follow(".tree a[href='/notes/manual/es']").await;
        browser.find(&format!("{SPANISH}[open] a[href^='/notes/manual/es/']")).await;
    })
    .await;
}
