//! Static and dynamic, side by side, with what was measured.

use crate::visitor::{Visitor, visit};

#[tokio::test]
async fn the_exhibit_shows_measured_figures_in_three_languages() {
    visit("exhibit", true, async |visitor, _garden| {
        for (language, decimal) in [("en", '.'), ("es", ','), ("pt-BR", ',')] {
            visitor.open("/static-and-dynamic").await;
            let menu = "details.menu:has([name=locale])";
            visitor.browser.press(&format!("{menu} summary")).await;
            visitor.browser.follow(&format!("{menu} [value='{language}']")).await;
            visitor.browser.find(&format!("html[lang='{language}']")).await;
            figures(visitor, decimal).await;
            nothing_is_cut_off(visitor).await;
            visitor.inspect(language).await;
        }
        parameters_change_the_dynamic_half_alone(visitor).await;
        visitor.open("/static/specimen.html").await;
        visitor.inspect("specimen").await;
    })
    .await;
}

/// Every figure is a number of this request.
async fn figures(visitor: &Visitor, decimal: char) {
    let browser = &visitor.browser;
    for figure in ["session", "query", "template", "total", "static-total"] {
        let text = browser.text(&format!("[data-figure={figure}]")).await;
        let number = text.split_whitespace().next().unwrap().replace(decimal, ".");
        assert!(number.parse::<f64>().is_ok(), "{figure} is a time: {text:?}");
    }
    let queries = browser.text("[data-figure=queries]").await;
    assert!(queries.parse::<u32>().unwrap() >= 1, "the dynamic half asked the database: {queries}");
    assert_eq!(browser.text("[data-figure=static-status]").await, "200");
    for figure in ["bytes", "static-bytes"] {
        let text = browser.text(&format!("[data-figure={figure}]")).await;
        assert!(text.starts_with(|first: char| ('1'..='9').contains(&first)), "{figure}: {text:?}");
    }
}

/// The table of figures has no inner scroller: all of both halves is seen, on a phone as well.
async fn nothing_is_cut_off(visitor: &Visitor) {
    for width in [1280, 390] {
        visitor.browser.show_as(width, "light").await;
        let table = "const box = document.querySelector('main > .table-scroll');
                     return [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight]";
        assert_eq!(visitor.browser.evaluate(table).await, serde_json::json!([0, 0]), "at {width}");
    }
    visitor.browser.show_as(1280, "light").await;
}

/// A name in the address greets its reader, in one half only.
async fn parameters_change_the_dynamic_half_alone(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open("/static-and-dynamic").await;
    browser.fill("main [name=name]", "Ítalo <b>").await;
    browser.follow("main form[action='/static-and-dynamic'] .button").await;
    assert!(browser.text("section[aria-labelledby=dynamic-half] article").await.contains("Ítalo <b>"));
    let still = "return document.querySelector('iframe').contentDocument.body.innerText";
    let still = browser.evaluate(still).await;
    let still = still.as_str().unwrap();
    assert!(!still.is_empty() && !still.contains("Ítalo"));
    visitor.inspect("named").await;
}
