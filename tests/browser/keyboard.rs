//! The garden without a mouse.

use thirtyfour::Key;

use crate::visitor::{Visitor, visit};

/// What has the focus, in words; and whether one sees that it has.
const FOCUS: &str = "
const element = document.activeElement;
const rings = (node) => {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node);
  return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
};
const { width, height } = element.getBoundingClientRect();
return {
  name: element === document.body ? '' : element.outerHTML.slice(0, 120),
  seen: width > 0 && height > 0
    && (rings(element) || [...document.querySelectorAll(':focus-within')].slice(-2).some(rings)),
};";

#[tokio::test]
async fn everything_can_be_reached_and_seen_by_keyboard() {
    visit("keyboard", true, async |visitor, _garden| {
        visitor.open("/").await;
        skip_link(visitor).await;
        visitor.open("/").await;
        every_stop_is_seen(visitor).await;
        menus(visitor).await;
    })
    .await;
}

/// The first stop leads past the navigation.
async fn skip_link(visitor: &Visitor) {
    let browser = &visitor.browser;
    browser.type_key(Key::Tab).await;
    let focused = browser.page.active_element().await.unwrap();
    assert_eq!(focused.attr("href").await.unwrap().as_deref(), Some("#main"));
    assert!(focused.rect().await.unwrap().y >= 0.0, "the skip link can be seen");
    browser.type_key(Key::Enter).await;
    browser.type_key(Key::Tab).await;
    let inside = "return document.activeElement.closest('main') !== null";
    assert_eq!(browser.evaluate(inside).await, true, "after it, the text");
}

/// From the first stop to the last, each shows that it has the focus.
async fn every_stop_is_seen(visitor: &Visitor) {
    let mut stops = Vec::new();
    loop {
        visitor.browser.type_key(Key::Tab).await;
        let focus = visitor.browser.evaluate(FOCUS).await;
        let name = focus["name"].as_str().unwrap().to_owned();
        if name.is_empty() || stops.contains(&name) {
            break;
        }
        assert_eq!(focus["seen"], true, "nobody sees the focus on {name}");
        stops.push(name);
    }
    assert!(stops.len() > 10, "the page has more to offer than {stops:#?}");
}

/// Menus open by Enter and close by Escape; what is chosen in them holds.
async fn menus(visitor: &Visitor) {
    let browser = &visitor.browser;
    let menu = "details.menu:has([name=theme])";
    let summary = browser.find(&format!("{menu} summary")).await;
    summary.focus().await.unwrap();
    browser.type_key(Key::Enter).await;
    browser.find(&format!("{menu}[open]")).await;
    visitor.inspect("menu").await;
    summary.focus().await.unwrap();
    browser.type_key(Key::Escape).await;
    browser.find(&format!("{menu}:not([open])")).await;
    assert_eq!(browser.page.active_element().await.unwrap(), summary, "focus returns to the menu's button");

    set_theme(visitor, "dark").await;
    browser.find("html[data-theme=dark]").await;
    choose(visitor, "locale", "es").await;
    browser.find("html[lang=es][data-theme=dark]").await;
    visitor.inspect("chosen").await;
    set_theme(visitor, "sepia").await;
    browser.find("html[data-theme=sepia]").await;
    visitor.inspect("sepia").await;
    set_theme(visitor, "system").await;
    browser.find("html:not([data-theme])").await;
}

/// Opens a menu and presses a button in it that leads to a page, by keys alone.
async fn choose(visitor: &Visitor, name: &str, value: &str) {
    visitor.browser.find(&format!("details.menu:has([name={name}]) summary")).await.focus().await.unwrap();
    visitor.browser.type_key(Key::Enter).await;
    visitor.browser.find(&format!("button[name={name}][value={value}]")).await.focus().await.unwrap();
    visitor.browser.follow_by_key(Key::Enter).await;
}

/// Opens the reading settings and chooses a theme, by keys alone; the panel stays open until Escape.
async fn set_theme(visitor: &Visitor, value: &str) {
    let browser = &visitor.browser;
    browser.find("details.menu:has([name=theme]) summary").await.focus().await.unwrap();
    browser.type_key(Key::Enter).await;
    browser.find(&format!("button[name=theme][value={value}]")).await.focus().await.unwrap();
    browser.type_key(Key::Enter).await;
    browser.find(&format!("button[name=theme][value={value}][aria-pressed=true]")).await;
    browser.find("form.settings:not([aria-busy])").await;
    browser.type_key(Key::Escape).await;
}
