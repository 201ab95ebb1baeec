//! From a draft to a published note, past what there is to mend; and a look at it for somebody without an account.

use data_encoding::BASE64;

use crate::{
    vault::{LEAF, Vault},
    visitor::{OWNER, Visitor, visit},
};

const DRAFT: &str = "\
---
publish: false
---
## Semear

Veja [[Em lugar nenhum]].

### Fundo

![[folha.png]]
";

const NOTE: &str = "/notes/feijao";

#[tokio::test]
async fn a_draft_is_looked_over_shown_and_published() {
    walk("checklist", true).await;
}

#[tokio::test]
async fn a_draft_is_looked_over_shown_and_published_without_scripts() {
    walk("checklist-plain", false).await;
}

async fn walk(name: &'static str, scripts: bool) {
    visit(name, scripts, async |visitor, garden| {
        visitor.become_owner(garden).await;
        let leaf = BASE64.decode(LEAF.as_bytes()).unwrap();
        let vault = Vault::of(&[("Feijão.md", DRAFT.as_bytes()), ("imagens/folha.png", &leaf)]);
        visitor.import(&vault.path(), garden).await;
        look_over(visitor).await;
        let preview = share(visitor).await;
        visitor.sign_out().await;
        visitor.open(&preview).await;
        assert_eq!(visitor.browser.text("main h1").await, "Feijão");
        visitor.browser.find_with("main .prose img", "naturalWidth", "160").await;
        visitor.inspect("preview").await;
        visitor.open("/login").await;
        visitor.sign_in(&OWNER).await;
        publish(visitor).await;
        visitor.sign_out().await;
        visitor.open(NOTE).await;
        assert_eq!(visitor.browser.text("main h1").await, "Feijão");
    })
    .await;
}

/// The button shows what there is to mend; each finding leads to its line.
async fn look_over(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open(NOTE).await;
    visitor.inspect("draft").await;
    browser.follow("main .notice form[action$='/publishing'] button").await;
    assert_eq!(browser.count(".findings > li").await, 3);
    visitor.inspect("checks").await;
    browser.follow(".findings a[href$='?line=6']").await;
    if browser.scripts() {
        browser.until("return document.activeElement?.localName === 'quintal-text'").await;
    }
    browser.follow(".editor button[value=publish]").await;
    assert_eq!(browser.count(".findings > li").await, 3);
    visitor.inspect("editor").await;
}

/// A link is made; its address below the garden's.
async fn share(visitor: &Visitor) -> String {
    let browser = &visitor.browser;
    visitor.open(&format!("{NOTE}/-/preview-links")).await;
    visitor.inspect("links-none").await;
    browser.follow("main form[action$='/preview-links'] button").await;
    visitor.inspect("links").await;
    let made = browser.evaluate("return new URL(document.querySelector('#made').value).pathname").await;
    made.as_str().unwrap().to_owned()
}

async fn publish(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open(&format!("{NOTE}/-/checks")).await;
    browser.follow("main form[action$='/publishing'] button").await;
    assert_eq!(browser.path().await, NOTE);
    assert_eq!(browser.count("main form.withdraw").await, 1);
    visitor.inspect("published").await;
}
