//! Links that live: previews by mouse and by keyboard, what a note is tied to, the map, a move.

use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::Key;

use crate::visitor::{Visitor, visit};

const WELCOME: &str = "/notes/manual/en/welcome";
const LINK: &str = ".prose a[href='/notes/manual/en/what-quintal-is']";
const JOURNEY: &str = "/notes/manual/en/how-it-works/the-journey-of-a-request";
/// How long the map may take to be drawn after the first start.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn links_show_where_they_lead() {
    visit("links", true, async |visitor, garden| {
        visitor.open(WELCOME).await;
        by_mouse(visitor).await;
        by_keyboard(visitor).await;
        by_touch(visitor).await;
        tied(visitor).await;
        map(visitor).await;
        the_map_moves(visitor).await;
        visitor.become_owner(garden).await;
        a_move(visitor).await;
    })
    .await;
}

#[tokio::test]
async fn all_of_it_works_without_scripts() {
    visit("links-plain", false, async |visitor, garden| {
        tied(visitor).await;
        map(visitor).await;
        assert_eq!(visitor.browser.count(".graph-tools").await, 0);
        visitor.become_owner(garden).await;
        a_move(visitor).await;
    })
    .await;
}

/// Rests on the link, goes over to the preview, and sends it away.
async fn by_mouse(visitor: &Visitor) {
    let browser = &visitor.browser;
    let link = browser.find(LINK).await;
    browser.page.action_chain().move_to_element_center(&link).perform().await.unwrap();
    let preview = browser.find(".link-preview").await;
    assert!(browser.text(".link-preview").await.starts_with("What Quintal is"));
    browser.page.action_chain().move_to_element_center(&preview).perform().await.unwrap();
    browser.find(".link-preview").await;
    browser.type_key(Key::Escape).await;
    browser.hidden(".link-preview").await;
    let beyond = "const { right } = document.querySelector('.link-preview').getBoundingClientRect(); return right <= innerWidth";
    assert_eq!(browser.evaluate(beyond).await, true);
}

/// Walks to the link by Tab: the preview is there, it goes by Escape, and the way on is not through it.
async fn by_keyboard(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open(WELCOME).await;
    for _ in 0..120 {
        browser.type_key(Key::Tab).await;
        if browser.evaluate(&format!("return document.activeElement.matches(\"{LINK}\")")).await == true {
            break;
        }
    }
    browser.find(".link-preview").await;
    let stops =
        "return document.querySelectorAll('.link-preview :is(a, summary):not([tabindex=\"-1\"])').length";
    assert_eq!(browser.evaluate(stops).await, 0, "the next stop is the next link of the text");
    browser.type_key(Key::Escape).await;
    browser.hidden(".link-preview").await;
    let still = browser.evaluate(&format!("return document.activeElement.matches(\"{LINK}\")")).await;
    assert_eq!(still, true, "the focus stays on the link");
}

/// A long press shows the preview; it stays when the finger lifts, and goes by a tap elsewhere.
async fn by_touch(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open(WELCOME).await;
    let touch = json!({ "enabled": true, "maxTouchPoints": 1 });
    browser.send("Emulation.setTouchEmulationEnabled", touch).await;
    browser.find(LINK).await;
    browser
        .evaluate(&format!("document.querySelector(\"{LINK}\").scrollIntoView({{ block: 'center' }})"))
        .await;
    let middle = format!(
        "const at = document.querySelector(\"{LINK}\").getClientRects()[0];
         return [at.left + at.width / 2, at.top + at.height / 2]"
    );
    let middle = browser.evaluate(&middle).await;
    let point = json!([{ "x": middle[0], "y": middle[1] }]);
    browser.send("Input.dispatchTouchEvent", json!({ "type": "touchStart", "touchPoints": point })).await;
    browser.find(".link-preview").await;
    browser.send("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await;
    // The page's own clock: whatever the finger has left behind has come to pass by then.
    let later = "setTimeout(arguments[arguments.length - 1], 500)";
    browser.page.execute_async(later, []).await.unwrap();
    browser.find(".link-preview").await;
    assert_eq!(browser.path().await, WELCOME, "a long press follows nothing");
    for (kind, points) in [("touchStart", json!([{ "x": 4, "y": 400 }])), ("touchEnd", json!([]))] {
        browser.send("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await;
    }
    browser.hidden(".link-preview").await;
    browser.send("Emulation.setTouchEmulationEnabled", json!({ "enabled": false })).await;
}

async fn tied(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open(WELCOME).await;
    browser.follow(".note-ways a[href$='/-/links']").await;
    assert!(browser.count("main .ties .tie").await > 5);
    visitor.inspect("tied").await;
    browser.follow("main a[href$='/-/graph']").await;
    browser.find(".graph-node.centre").await;
    visitor.inspect("around").await;
}

async fn map(visitor: &Visitor) {
    let browser = &visitor.browser;
    let start = Instant::now();
    loop {
        visitor.open("/graph").await;
        browser.find("main h1").await;
        if browser.count(".graph-node").await > 20 {
            break;
        }
        assert!(start.elapsed() < PATIENCE, "the map is drawn");
    }
    visitor.inspect("map").await;
    browser.find(".graph-node").await.focus().await.unwrap();
    browser.follow_by_key(Key::Enter).await;
    assert!(browser.path().await.starts_with("/notes/manual/"), "a point leads to its note");
    visitor.open("/graph?colour=tag").await;
    browser.press(".graph-list summary").await;
    assert!(browser.texts(".graph-list li a").await.len() > 20);
    visitor.inspect("list").await;
}

/// What a script adds: closer and back, and the neighbours of the point one looks at.
async fn the_map_moves(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open("/graph").await;
    browser.press(".graph-tools button:first-child").await;
    let view = "return document.querySelector('.graph svg').viewBox.baseVal.width";
    assert!(browser.evaluate(view).await.as_f64().unwrap() < 1000.0, "closer");
    browser.press(".graph-tools button:last-child").await;
    assert_eq!(browser.evaluate(view).await.as_f64().unwrap(), 1000.0);
    browser.find(".graph-node").await.focus().await.unwrap();
    browser.find(".graph.looking").await;
    let node = browser.page.find(thirtyfour::By::Css(".graph-nodes a:last-child circle")).await.unwrap();
    let place = "return document.querySelector('.graph-nodes a:last-child circle').cx.baseVal.value";
    let before = browser.evaluate(place).await.as_f64().unwrap();
    browser.page.action_chain().drag_and_drop_element_by_offset(&node, 60, 20).perform().await.unwrap();
    assert!((browser.evaluate(place).await.as_f64().unwrap() - before).abs() > 10.0, "it was pulled along");
    assert_eq!(browser.path().await, "/graph", "and not followed");
}

async fn a_move(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open(JOURNEY).await;
    browser.follow(".note-ways a[href$='/-/move']").await;
    visitor.inspect("move").await;
    browser.fill("[name=name]", "Welcome").await;
    browser.fill("[name=folder]", "en").await;
    browser.follow("main form .button").await;
    browser.find("#name-error").await;
    visitor.inspect("taken").await;
    browser.fill("[name=name]", "One click").await;
    browser.follow("main form .button").await;
    assert!(browser.count("[name=turn]:checked").await >= 2);
    visitor.inspect("review").await;
    browser.follow("main form .button").await;
    assert_eq!(browser.path().await, "/notes/manual/en/one-click");
    visitor.open(JOURNEY).await;
    assert_eq!(browser.path().await, "/notes/manual/en/one-click", "the old address leads on");
}
