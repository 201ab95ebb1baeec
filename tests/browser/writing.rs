//! Several at one note: in two browsers, and in a vault on somebody's disk. Nothing that was saved is overwritten.

use crate::{
    desk::{rewrite, save, text},
    garden::{Garden, Person},
    vault::Vault,
    visitor::{Visitor, visit},
};

const EDITOR: Person =
    Person { name: "Inés Roca", email: "ines@example.org", password: "el jacarandá azul" };

const FILE: &str = "Jardim/Horta.md";
const NOTE: &str = "/notes/jardim/horta";
const EDIT: &str = "/notes/jardim/horta/-/edit";
const PLANTED: &str = "# Horta\n\nCouve.\n\nFeijão.\n\nMilho.\n\nAlface.\n";

#[tokio::test]
async fn several_write_one_note() {
    visit("several", true, async |visitor, garden| together(visitor, garden, 1280).await).await;
}

#[tokio::test]
async fn several_write_one_note_on_phones() {
    visit("several-phone", true, async |visitor, garden| together(visitor, garden, 390).await).await;
}

#[tokio::test]
async fn several_write_one_note_without_scripts() {
    visit("several-plain", false, async |visitor, garden| together(visitor, garden, 1280).await).await;
}

/// The owner and an editor write, a vault comes again, and an old text comes back, in windows of a width.
async fn together(visitor: &Visitor, garden: &Garden, width: u32) {
    visitor.become_owner(garden).await;
    visitor.import(&vault(PLANTED).path(), garden).await;
    garden.add(&EDITOR, "editor");
    let other = visitor.beside().await;
    for one in [visitor, other] {
        one.browser.show_as(width, "light").await;
    }
    other.open("/login").await;
    other.sign_in(&EDITOR).await;
    what_does_not_touch_is_united(visitor, other).await;
    what_clashes_is_settled(visitor, other).await;
    visitor.browser.show_as(width, "light").await;
    a_vault_comes_again(visitor, garden).await;
    visitor.browser.show_as(width, "light").await;
    an_old_text_comes_back(visitor).await;
}

/// Of two folders, so that neither is taken for the vault itself.
fn vault(text: &str) -> Vault {
    Vault::of(&[(FILE, text.as_bytes()), ("Pomar/Figo.md", b"Maduro.")])
}

async fn what_does_not_touch_is_united(visitor: &Visitor, other: &Visitor) {
    visitor.open(EDIT).await;
    other.open(EDIT).await;
    rewrite(other, &PLANTED.replace("Couve.", "Couve-flor.")).await;
    save(other).await;
    rewrite(visitor, &PLANTED.replace("Milho.", "Milho-verde.")).await;
    save(visitor).await;
    assert_eq!(visitor.browser.path().await, NOTE);
    assert!(visitor.browser.text(".flash").await.contains("both texts are put together"));
    assert_eq!(
        visitor.browser.texts(".prose p").await,
        ["Couve-flor.", "Feijão.", "Milho-verde.", "Alface."]
    );
}

async fn what_clashes_is_settled(visitor: &Visitor, other: &Visitor) {
    let united = "# Horta\n\nCouve-flor.\n\nFeijão.\n\nMilho-verde.\n\nAlface.\n";
    visitor.open(EDIT).await;
    other.open(EDIT).await;
    assert_eq!(text(visitor).await, united);
    rewrite(other, &united.replace("Feijão.", "Feijão-preto.")).await;
    if other.browser.scripts() {
        // Kept as a draft, it tells who else comes to the note.
        other.browser.until("return document.querySelector('.desk-status').dataset.state === 'server'").await;
        visitor.open(EDIT).await;
        assert!(visitor.browser.text("main").await.contains(EDITOR.name), "they see each other");
    }
    save(other).await;
    assert_eq!(other.browser.texts(".prose p").await[1], "Feijão-preto.");
    rewrite(visitor, &united.replace("Feijão.", "Feijão-branco.")).await;
    save(visitor).await;
    assert_eq!(visitor.browser.path().await, EDIT, "nothing is overwritten");
    assert_eq!(visitor.browser.texts(".clashes .side").await, ["Feijão-branco.", "Feijão-preto."]);
    let marked = text(visitor).await;
    assert!(marked.contains("Feijão-branco.") && marked.contains("Feijão-preto."), "{marked}");
    visitor.inspect("clash").await;
    save(visitor).await;
    assert_eq!(visitor.browser.path().await, EDIT, "marks are not saved");
    visitor.browser.find("#source-error").await;
    rewrite(visitor, &united.replace("Feijão.", "Feijão-preto e feijão-branco.")).await;
    save(visitor).await;
    assert_eq!(visitor.browser.path().await, NOTE);
    assert_eq!(visitor.browser.texts(".prose p").await[1], "Feijão-preto e feijão-branco.");
}

/// The file was changed too, where the note was and where it was not.
async fn a_vault_comes_again(visitor: &Visitor, garden: &Garden) {
    let again = PLANTED.replace("Feijão.", "Feijão-de-corda.") + "\nAbóbora.\n";
    visitor.import(&vault(&again).path(), garden).await;
    visitor.browser.follow("main [data-list=clashing] a").await;
    assert_eq!(visitor.browser.path().await, format!("{NOTE}/-/clash"));
    visitor.inspect("meeting").await;
    visitor.browser.press("input[name=piece-0][value=both]").await;
    visitor.browser.follow(".meeting .button:not(.button-quiet)").await;
    visitor.open(NOTE).await;
    let lines = visitor.browser.texts(".prose p").await;
    assert_eq!((lines.first(), lines.last()), (Some(&"Couve-flor.".into()), Some(&"Abóbora.".into())));
    let all = lines.join(" ");
    assert!(all.contains("Feijão-preto e feijão-branco.") && all.contains("Feijão-de-corda."), "{all}");
}

async fn an_old_text_comes_back(visitor: &Visitor) {
    visitor.open(&format!("{NOTE}/-/history")).await;
    let revisions = visitor.browser.count(".revisions > li").await;
    assert!(revisions >= 6, "{revisions}");
    visitor.inspect("history").await;
    visitor.browser.follow(".revisions > li:last-child .revision-name a").await;
    visitor.inspect("revision").await;
    visitor.browser.follow("form[action$='/restoration'] .button").await;
    assert_eq!(visitor.browser.path().await, NOTE);
    assert_eq!(visitor.browser.texts(".prose p").await, ["Couve.", "Feijão.", "Milho.", "Alface."]);
    visitor.open(&format!("{NOTE}/-/history")).await;
    assert_eq!(visitor.browser.count(".revisions > li").await, revisions + 1, "nothing is gone");
}
