//! Writing in the editor as scripts make it: with completion, tables and a pasted picture; and losing nothing, whether
//! the network goes away or the sign-in ends.

use serde_json::json;
use thirtyfour::Key;

use crate::{
    desk::{TEXT, chord, insert, text},
    gate::Gate,
    vault::{LEAF, Vault},
    visitor::{OWNER, Visitor, visit},
};

const NOTE: &str = "/notes/jardim/acoes-coletivas";
const EDIT: &str = "/notes/jardim/acoes-coletivas/-/edit";

#[tokio::test]
async fn one_writes_with_completion_tables_and_a_picture() {
    visit("editor", true, async |visitor, garden| {
        visitor.become_owner(garden).await;
        visitor.import(&Vault::zipped().path(), garden).await;
        watch_the_policy(visitor).await;
        visitor.open(EDIT).await;
        visitor.browser.find(TEXT).await;
        complete(visitor).await;
        table(visitor).await;
        paste_a_picture(visitor).await;
        visitor.browser.find(".desk-preview img").await;
        visitor.browser.until(&state_is("server")).await;
        visitor.inspect("desk").await;
        find_and_fill(visitor).await;
        assert_eq!(
            visitor.browser.evaluate("return violations").await,
            json!([]),
            "the policy blocks nothing"
        );
        visitor.browser.follow(".editor button[value=save]").await;
        assert_eq!(visitor.browser.path().await, NOTE);
        visitor.browser.find(".prose a[href='/notes/jardim/inicio#um-exemplo']").await;
        visitor.browser.find(".prose img[src*='folha-nova']").await;
        assert_eq!(visitor.browser.texts(".prose th").await, ["um", "dois"]);
        assert_eq!(visitor.browser.texts(".prose td").await, ["três", ""]);
    })
    .await;
}

#[tokio::test]
async fn a_phone_has_the_tools_at_hand() {
    visit("editor-phone", true, async |visitor, garden| {
        visitor.become_owner(garden).await;
        let browser = &visitor.browser;
        browser.show_as(390, "light").await;
        visitor.open("/write/new").await;
        browser.find(TEXT).await;
        let rows = "return new Set([...document.querySelectorAll('.desk-tools > button')]
            .map((button) => button.getBoundingClientRect().top)).size";
        assert_eq!(browser.evaluate(rows).await, 1, "the first tools are one row");
        browser.hidden(".desk-rest").await;
        browser.press(".desk-more").await;
        browser.find(".desk-rest").await;
        browser.press(TEXT).await;
        browser.type_text("Muda de telefone").await;
        browser.press(".desk-tools button[aria-keyshortcuts='Control+Shift+1']").await;
        browser.until(&text_is("# Muda de telefone")).await;
        browser.until(&state_is("server")).await;
        visitor.inspect("new").await;
        browser.show_as(390, "light").await;
        // There is something to look at before anybody reads it.
        browser.follow(".editor button[value=save]").await;
        assert_eq!(browser.count(".findings > li").await, 1);
        assert_eq!(text(visitor).await, "# Muda de telefone");
        visitor.inspect("first-save").await;
        browser.show_as(390, "light").await;
        browser.follow("button[form=editor][name=do]").await;
        assert_eq!(browser.text("main h1").await, "Muda de telefone");
    })
    .await;
}

#[tokio::test]
async fn nothing_typed_is_lost() {
    visit("editor-safe", true, async |visitor, garden| {
        visitor.become_owner(garden).await;
        visitor.import(&Vault::zipped().path(), garden).await;
        let mut gate = Gate::before(garden).await;
        let edit = gate.address(EDIT);
        let browser = &visitor.browser;
        browser.go(&edit).await;
        let mut whole = text(visitor).await;
        to_the_end(visitor).await;
        browser.type_key(Key::Enter).await;
        whole.push('\n');
        whole.push_str(&write(visitor, "No servidor. ").await);
        browser.until(&state_is("server")).await;
        assert!(browser.text(".desk-status").await.starts_with("Draft kept on the server at "));

        // The network goes while somebody writes, and so does the page.
        gate.shut().await;
        whole.push_str(&write(visitor, "Sem rede: “ção” 🌱 — e\tmais. ").await);
        browser.fill("#summary", "Sem rede").await;
        browser.until(&state_is("offline")).await;
        browser.press(".editor button[value=save]").await;
        browser.find(&format!("{TEXT}:focus-within, .editor button[value=save]")).await;
        assert_eq!(text(visitor).await, whole, "the form stays");
        browser.go("about:blank").await;
        gate.open().await;
        browser.go(&edit).await;
        browser.find(".desk-lost").await;
        visitor.inspect("kept").await;
        browser.press(".desk-lost .button:not(.button-quiet, .button-danger)").await;
        assert_eq!(text(visitor).await, whole, "every character");
        let said = "return document.querySelector('#summary').value";
        assert_eq!(browser.evaluate(said).await, "Sem rede", "what is said of it, too");
        browser.until(&state_is("server")).await;

        // What is typed beside the text is kept by itself.
        browser.fill("#summary", "Com rede").await;
        browser.until(&state_is("browser")).await;
        browser.until(&state_is("server")).await;
        browser.go(&edit).await;
        browser.find(TEXT).await;
        assert_eq!(browser.evaluate(said).await, "Com rede");
        to_the_end(visitor).await;

        // The sign-in ends; one signs in in another tab, and it goes on by itself.
        browser.send("Network.clearBrowserCookies", json!({})).await;
        whole.push_str(&write(visitor, "Sem entrada. ").await);
        browser.until(&state_is("signedOut")).await;
        browser.until("return document.querySelector('.desk-preview').dataset.stale?.startsWith('You are no longer signed in')").await;
        visitor.inspect("signed-out").await;
        sign_in_beside(visitor).await;
        browser.until(&state_is("server")).await;
        browser.go(&edit).await;
        assert_eq!(text(visitor).await, whole, "the server has it all");
        assert_eq!(browser.count(".desk-lost").await, 0);

        // It ends again, and the page is loaded anew: after the sign-in the browser's own copy is offered.
        browser.send("Network.clearBrowserCookies", json!({})).await;
        whole.push_str(&write(visitor, "E de novo.").await);
        browser.until(&state_is("signedOut")).await;
        browser.go(&edit).await;
        visitor.sign_in(&OWNER).await;
        browser.press(".desk-lost .button:not(.button-quiet, .button-danger)").await;
        assert_eq!(text(visitor).await, whole);
        browser.until(&state_is("server")).await;
        browser.follow(".editor button[value=save]").await;
        assert!(
            browser.text(".prose").await.contains("Sem rede: “ção” 🌱 — e mais. Sem entrada. E de novo.")
        );
    })
    .await;
}

/// Remembers what the content security policy blocks, from the first moment of each page.
async fn watch_the_policy(visitor: &Visitor) {
    let watch = "window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))";
    visitor.browser.send("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch })).await;
}

fn text_is(wanted: &str) -> String {
    format!("return new FormData(document.querySelector('form[data-editor]')).get('source') === {wanted:?}")
}

fn state_is(state: &str) -> String {
    format!("return document.querySelector('.desk-status').dataset.state === '{state}'")
}

/// Puts the cursor at the end of the text.
async fn to_the_end(visitor: &Visitor) {
    visitor.browser.press(TEXT).await;
    chord(visitor, Key::End.into()).await;
}

/// Writes at the end of the text; what was written.
async fn write(visitor: &Visitor, words: &str) -> String {
    to_the_end(visitor).await;
    insert(visitor, words).await;
    words.to_owned()
}

/// Signs in in a tab of its own, as the status line offers it.
async fn sign_in_beside(visitor: &Visitor) {
    let page = &visitor.browser.page;
    let here = page.window().await.unwrap();
    let beside = page.new_tab().await.unwrap();
    page.switch_to_window(beside).await.unwrap();
    visitor.open("/login").await;
    visitor.sign_in(&OWNER).await;
    page.close_window().await.unwrap();
    page.switch_to_window(here).await.unwrap();
}

/// Waits until the list of completions begins with a name and takes keys, which it does a moment after it came so
/// that nobody chooses by accident.
async fn offered(visitor: &Visitor, name: &str) {
    let script = format!(
        "const first = document.querySelector('{TEXT}').shadowRoot.querySelector('.cm-tooltip-autocomplete li');
         if (!first?.textContent.includes({name:?})) return false;
         first.since ??= performance.now();
         return performance.now() - first.since > 150"
    );
    visitor.browser.until(&script).await;
}

/// A note, a heading of it, a tag.
async fn complete(visitor: &Visitor) {
    let browser = &visitor.browser;
    to_the_end(visitor).await;
    browser.type_text("\n[[inic").await;
    offered(visitor, "Bem-vindos").await;
    browser.type_key(Key::Enter).await;
    browser.until(&ends_with("[[Início|Bem-vindos]]")).await;
    browser.type_text("#").await;
    offered(visitor, "Um exemplo").await;
    browser.type_key(Key::Enter).await;
    browser.until(&ends_with("[[Início#Um exemplo|Bem-vindos]]")).await;
    browser.type_text(" #ini").await;
    offered(visitor, "início").await;
    browser.type_key(Key::Enter).await;
    browser.until(&ends_with(" #início")).await;
}

fn ends_with(end: &str) -> String {
    format!(
        "return new FormData(document.querySelector('form[data-editor]')).get('source').trimEnd().endsWith({end:?})"
    )
}

/// A table by the slash, its cells by the tab key; its columns are aligned.
async fn table(visitor: &Visitor) {
    let browser = &visitor.browser;
    browser.type_text("\n/tabl").await;
    offered(visitor, "Table").await;
    browser.type_key(Key::Enter).await;
    browser.find(".desk-table-tools").await;
    for word in ["um", "dois", "três"] {
        browser.type_text(word).await;
        browser.type_key(Key::Tab).await;
    }
    chord(visitor, Key::End.into()).await;
    browser.hidden(".desk-table-tools").await;
    browser.until(&ends_with("| um   | dois |\n| ---- | ---- |\n| três |      |")).await;
}

/// A picture from the clipboard is attached, and drawn in the preview.
async fn paste_a_picture(visitor: &Visitor) {
    let paste = format!(
        "const bytes = Uint8Array.from(atob('{LEAF}'), (letter) => letter.charCodeAt(0));
         const clipboardData = new DataTransfer();
         clipboardData.items.add(new File([bytes], 'folha-nova.png', {{ type: 'image/png' }}));
         const text = document.querySelector('{TEXT}').shadowRoot.querySelector('.cm-content');
         text.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData, bubbles: true, cancelable: true }}))"
    );
    visitor.browser.evaluate(&paste).await;
    visitor.browser.until(&ends_with("![[folha-nova.png]]")).await;
}

/// The panel of the search, and the text over the whole window until Escape.
async fn find_and_fill(visitor: &Visitor) {
    let browser = &visitor.browser;
    browser.press(TEXT).await;
    chord(visitor, 'f').await;
    let panel =
        format!("return document.querySelector('{TEXT}').shadowRoot.activeElement?.name === 'search'");
    browser.until(&panel).await;
    visitor.inspect("find").await;
    browser.press(TEXT).await;
    browser.type_key(Key::Escape).await;
    browser.press(".desk-rest button:last-child").await;
    browser.find(".desk-whole").await;
    assert_eq!(browser.evaluate("return document.querySelector('.masthead').inert").await, true);
    visitor.inspect("whole").await;
    browser.press(TEXT).await;
    browser.type_key(Key::Escape).await;
    browser.find(".desk:not(.desk-whole)").await;
}
