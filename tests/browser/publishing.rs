//! A note that is put off, moved, published at once, and one that appears by itself; and the work behind that, as its
//! owner sees it: once with scripts, once without.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use crate::{
    garden::Garden,
    vault::Vault,
    visitor::{OWNER, Visitor, visit},
};

const NOTE: &str = "/notes/jardim/acoes-coletivas";
const EDIT: &str = "/notes/jardim/acoes-coletivas/-/edit";
const NEW: &str = "/notes/muda";
/// How far ahead the time of the new note lies: it has to be typed and saved by then.
const AHEAD: SignedDuration = SignedDuration::from_secs(45);
/// How long after its time a note may take to appear.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_note_appears_by_itself() {
    walk("publishing", true).await;
}

#[tokio::test]
async fn a_note_appears_by_itself_without_scripts() {
    walk("publishing-plain", false).await;
}

async fn walk(name: &'static str, scripts: bool) {
    visit(name, scripts, async |visitor, garden| {
        visitor.become_owner(garden).await;
        visitor.import(&Vault::zipped().path(), garden).await;
        put_off(visitor).await;
        appear(visitor).await;
        look_behind(visitor, garden).await;
    })
    .await;
}

/// By the properties beside the text to a time, by the page of publishing to another, and then at once.
async fn put_off(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open(EDIT).await;
    browser.press("details.properties summary").await;
    set(visitor, "#property-publish", "at").await;
    set(visitor, "#property-publish_at", "2099-03-01T09:00").await;
    if browser.scripts() {
        browser.until("return new FormData(document.querySelector('form[data-editor]')).get('source').includes('2099')").await;
    }
    visitor.inspect("properties").await;
    browser.follow(".editor button[value=save]").await;
    assert_eq!(browser.path().await, NOTE);
    let appears = browser.text(".publishing p").await;
    assert!(appears.contains("2099") && appears.contains("09:00"), "{appears}");
    visitor.inspect("put-off").await;
    browser.follow(".publishing a").await;
    visitor.inspect("page").await;
    let page = browser.path().await;
    visitor.mistake(&page, &[("#at", "")], "button[value=at]", "page-wrong").await;
    set(visitor, "#at", "2098-03-01T10:00").await;
    browser.follow("main button[value=at]").await;
    // There is something to look at first, and each button is pressed once more below it.
    assert_eq!(browser.count(".findings > li").await, 1);
    visitor.inspect("page-checks").await;
    browser.follow("main button[value=at]").await;
    assert!(browser.text(".publishing p").await.contains("2098"));
    browser.follow(".publishing button[value=now]").await;
    browser.follow("main button[value=now]").await;
    browser.find(".flash").await;
    assert_eq!(browser.count(".publishing").await, 0);
    visitor.open("/write").await;
    visitor.inspect("write").await;
}

/// A new note with a time that is seconds away: nobody else sees it before.
async fn appear(visitor: &Visitor) {
    let browser = &visitor.browser;
    // As precisely as it is typed.
    let time = Timestamp::from_second((Timestamp::now() + AHEAD).as_second()).unwrap();
    visitor.open("/write/new").await;
    let text = format!("---\npublish: {}\n---\n# Muda\n", time.strftime("%Y-%m-%dT%H:%M:%SZ"));
    if browser.scripts() {
        browser.press("quintal-text").await;
        browser.type_text(&text).await;
    } else {
        browser.fill("#source", &text).await;
    }
    browser.follow(".editor button[value=save]").await;
    browser.follow("button[form=editor][name=do]").await;
    assert_eq!(browser.path().await, NEW);
    browser.find(".publishing").await;
    visitor.sign_out().await;
    visitor.open(NEW).await;
    assert_eq!(browser.count("main a[href^='/login?next=']").await, 1, "nothing is there for a guest");
    assert!(Timestamp::now() < time, "this machine takes too long for a time that is {AHEAD:#} away");
    let deadline = Instant::now() + AHEAD.unsigned_abs() + PATIENCE;
    while browser.text("main h1").await != "Muda" {
        assert!(Instant::now() < deadline, "it never appeared");
        visitor.open(NEW).await;
    }
    assert!(Timestamp::now() >= time, "it appeared too soon");
    visitor.open("/login").await;
    visitor.sign_in(&OWNER).await;
}

/// The owner reads what was done, and begins anew what has failed.
async fn look_behind(visitor: &Visitor, garden: &Garden) {
    let browser = &visitor.browser;
    visitor.open("/admin/jobs?state=parked").await;
    visitor.inspect("jobs-none").await;
    visitor.open("/admin/jobs?kind=publish").await;
    assert_eq!(browser.count(".jobs > li[data-state=done]").await, 1);
    let parked = "insert into jobs (id, kind, key, payload, state, bulk, due_at, tries, error, created_at, started_at, ended_at)
        select n.id, 'publish', n.id::text, jsonb_build_object('note', n.id, 'file', n.vault_path), 'parked', false,
               now(), 8, 'error communicating with database: connection reset by peer (os error 104)', now(), now(), now()
        from notes n where n.path = 'jardim/acoes-coletivas'";
    let mut side = garden.side_door().await;
    assert_eq!(sqlx::query(parked).execute(&mut side).await.unwrap().rows_affected(), 1);
    visitor.open("/admin/garden").await;
    browser.follow(".notice a[href='/admin/jobs?state=parked']").await;
    assert_eq!(browser.count(".jobs > li").await, 1);
    visitor.inspect("jobs-parked").await;
    visitor.open("/admin/jobs").await;
    visitor.inspect("jobs").await;
    browser.follow("form[action$=restart] button").await;
    browser.find(".flash").await;
    let deadline = Instant::now() + PATIENCE;
    while browser.count(".jobs > li:first-child[data-state=done]").await == 0
        || browser.count(".jobs > li[data-state=parked]").await > 0
    {
        assert!(Instant::now() < deadline, "it was not begun anew");
        visitor.open("/admin/jobs").await;
    }
}

/// Chooses a value as a person would by the field's own means, which differ from one system to the next.
async fn set(visitor: &Visitor, field: &str, value: &str) {
    let set = format!(
        "const field = document.querySelector({field:?});
         field.value = {value:?};
         field.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    visitor.browser.evaluate(&set).await;
}
