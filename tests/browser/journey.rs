//! First run, owner, import, reading, search, a member: once with scripts, once without.

use crate::{
    garden::Garden,
    vault::Vault,
    visitor::{MEMBER, Visitor, visit},
};

const START: &str = "/notes/jardim/inicio";
const ACTIONS: &str = "/notes/jardim/acoes-coletivas";
const MINUTES: &str = "/notes/socios/ata-da-reuniao";

#[tokio::test]
async fn from_the_first_run_to_a_member_who_reads() {
    walk("journey", true).await;
}

#[tokio::test]
async fn from_the_first_run_to_a_member_who_reads_without_scripts() {
    walk("plain", false).await;
}

async fn walk(name: &'static str, scripts: bool) {
    visit(name, scripts, async |visitor, garden| {
        first_run(visitor, garden).await;
        own(visitor, garden).await;
        read(visitor).await;
        search(visitor).await;
        visitor.sign_out().await;
        join(visitor).await;
    })
    .await;
}

/// The sample garden is there before anybody has done anything.
async fn first_run(visitor: &Visitor, garden: &Garden) {
    visitor.open("/").await;
    let none = visitor.browser.evaluate("return matchMedia('(scripting: none)').matches").await;
    assert_eq!(none, !visitor.browser.scripts(), "scripts run only where they should");
    visitor.inspect("front").await;
    visitor.browser.follow("main a[href^='/notes/']").await;
    assert!(!visitor.browser.text("main h1").await.is_empty());
    visitor.inspect("sample").await;
    visitor.become_owner(garden).await;
    visitor.inspect("owned").await;
}

/// The owner brings a vault.
async fn own(visitor: &Visitor, garden: &Garden) {
    let vault = Vault::zipped();
    visitor.import(&vault.path(), garden).await;
    let figures = |row| format!("main table.figures tbody tr:nth-child({row}) td:nth-of-type(1)");
    let added = (visitor.browser.text(&figures(1)).await, visitor.browser.text(&figures(2)).await);
    assert_eq!(added, ("3".to_owned(), "1".to_owned()), "notes and attachments, as the report counts them");
    for (page, path) in [("account", "/account"), ("settings", "/admin/garden"), ("vaults", "/admin/vaults")]
    {
        visitor.open(path).await;
        visitor.inspect(page).await;
    }
    mistakes(visitor).await;
}

/// Forms that were filled in wrongly say so in a way that everybody gets.
async fn mistakes(visitor: &Visitor) {
    let account = [("[name=name]", " ")];
    visitor.mistake("/account", &account, "form[action='/account'] .actions .button", "account-wrong").await;
    let email = [("[name=email]", "nobody@example.org"), ("[name=email_password]", "a wrong one")];
    visitor
        .mistake("/account", &email, "form[action='/account/email'] .actions .button", "email-wrong")
        .await;
    let password = [("[name=current_password]", "a wrong one"), ("[name=new_password]", "short")];
    visitor
        .mistake("/account", &password, "form[action='/account/password'] .actions .button", "password-wrong")
        .await;
    let import = [("[name=name]", "x"), ("[name=language]", "!"), ("[name=author]", "nobody@example.org")];
    visitor.mistake("/admin/import", &import, "form[enctype] .button", "import-wrong").await;
}

/// Title, link, picture; scripts add a button that copies code, and only they do.
async fn read(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open(START).await;
    assert_eq!(browser.text("main h1").await, "Bem-vindos");
    browser.find_with("main .prose img", "naturalWidth", "160").await;
    let buttons = if browser.scripts() {
        browser.find(".code-copy").await;
        1
    } else {
        0
    };
    assert_eq!(browser.count(".code-copy").await, buttons);
    visitor.inspect("note").await;
    browser.follow(&format!("main .prose a[href='{ACTIONS}']")).await;
    assert_eq!(browser.text("main h1").await, "Ações coletivas");
    assert_eq!(browser.path().await, ACTIONS);
    for (page, path) in [("folder", "/notes/jardim"), ("notes", "/notes"), ("tags", "/tags")] {
        visitor.open(path).await;
        visitor.inspect(page).await;
    }
    visitor.open("/tags").await;
    browser.follow("main a[href^='/tags/in']").await;
    visitor.inspect("tag").await;
}

/// Accents and plurals do not matter; the words are marked as they were written.
async fn search(visitor: &Visitor) {
    visitor.search("acoes").await;
    let hit = format!(".results > li:has(a[href='{ACTIONS}'])");
    let marked = visitor.browser.texts(&format!("{hit} mark")).await;
    assert!(marked.len() > 1 && marked.iter().all(|word| word.to_lowercase() == "ações"), "{marked:?}");
    visitor.inspect("found").await;
    visitor.search("guarda-chuva").await;
    assert_eq!(visitor.browser.count(".results").await, 0);
    visitor.inspect("nothing").await;
}

/// A members' note is nowhere for a guest, and there for a member.
async fn join(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.search("ipê").await;
    assert_eq!(browser.count(&format!(".results a[href='{MINUTES}']")).await, 0);
    visitor.open(MINUTES).await;
    assert!(is_missing(visitor).await);
    visitor.inspect("missing").await;
    browser.follow("main a[href^='/login?next=']").await;
    visitor.inspect("login").await;
    let stranger = [("[name=email]", "nobody@example.org"), ("[name=password]", "a wrong one")];
    let way = browser.path().await;
    visitor.mistake(&way, &stranger, "form[action='/login'] .actions .button", "login-wrong").await;
    browser.follow("main a[href^='/signup?next=']").await;
    visitor.inspect("signup").await;
    let hasty = [("[name=name]", " "), ("[name=email]", "tomas"), ("[name=password]", "short")];
    let way = browser.path().await;
    visitor.mistake(&way, &hasty, "form[action='/signup'] .actions .button", "signup-wrong").await;
    visitor.sign_up(&MEMBER).await;
    assert_eq!(browser.path().await, MINUTES, "and straight back");
    assert_eq!(browser.text("main h1").await, "Ata da reunião");
    visitor.inspect("members").await;
    visitor.search("ipê").await;
    assert_eq!(browser.count(&format!(".results a[href='{MINUTES}']")).await, 1);
    visitor.sign_out().await;
    visitor.open(MINUTES).await;
    assert!(is_missing(visitor).await);
    browser.follow("main a[href^='/login?next=']").await;
    visitor.sign_in(&MEMBER).await;
    assert_eq!(browser.path().await, MINUTES);
}

/// Whether this is the page that says that nothing is here, with its offer.
async fn is_missing(visitor: &Visitor) -> bool {
    let title = visitor.browser.text("main h1").await;
    let offers = visitor.browser.count("main a[href^='/login?next=']").await;
    title != "Ata da reunião" && offers == 1
}
