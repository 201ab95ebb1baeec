//! The editor's page in Chromium: how heavy it is, how soon one can write, how long a key takes in a long note, how
//! soon the preview follows.
//!
//! `cargo bench --bench editor`; needs chromium and chromedriver.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    dead_code,
    unreachable_pub,
    reason = "a bench that cannot go on shall stop, and uses a part of what the journeys do"
)]

#[path = "../tests/browser/browser.rs"]
mod browser;
#[path = "../tests/browser/garden.rs"]
mod garden;

use std::fs;

use browser::Browser;
use garden::Garden;
use serde_json::{Value, json};
use walkdir::WalkDir;

const WORDS: usize = 50_000;
const ROUNDS: usize = 5;
const KEYS: usize = 100;

/// From each key to the frame that shows it, and from it to the preview that does. The frame is over when a message
/// that it sends itself arrives.
const WATCH: &str = "
window.shown = []; window.drawn = []; let pressed = 0;
document.querySelector('quintal-text').shadowRoot.addEventListener('keydown', () => {
  const start = (pressed = performance.now());
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => shown.push(performance.now() - start);
    channel.port2.postMessage(0);
  });
}, true);
new MutationObserver(() => {
  const start = pressed;
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => drawn.push(performance.now() - start);
    channel.port2.postMessage(0);
  });
}).observe(document.querySelector('.desk-preview'), { subtree: true, childList: true, characterData: true });";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let garden = Garden::open("bench-editor");
    let browser = Browser::open(true).await;
    own(&browser, &garden).await;
    weigh(&browser, &garden).await;
    usable(&browser, &garden).await;
    keys(&browser, &garden).await;
    previews(&browser, &garden).await;
    browser.close().await;
    garden.stop();
}

async fn own(browser: &Browser, garden: &Garden) {
    browser.go(&garden.setup).await;
    for (name, text) in [
        ("garden", "Bench"),
        ("name", "Ana"),
        ("email", "ana@example.org"),
        ("password", "correct horse battery"),
    ] {
        browser.fill(&format!("main [name={name}]"), text).await;
    }
    browser.follow("form[action^='/setup'] .actions .button").await;
}

async fn open(browser: &Browser, garden: &Garden) {
    browser.send("Network.clearBrowserCache", json!({})).await;
    browser.go(&format!("{}/write/new", garden.address)).await;
    browser.until("return performance.getEntriesByName('quintal-editor').length > 0").await;
}

/// What comes over the wire for the page, as it comes.
async fn weigh(browser: &Browser, garden: &Garden) {
    open(browser, garden).await;
    browser.until("return document.fonts.status === 'loaded'").await;
    let sizes = "return Object.entries(Object.groupBy(
            [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')],
            ({ name }) => /\\.(css|js|woff2|svg)$/.exec(name)?.[1] ?? 'page',
        )).map(([kind, files]) => [kind, files.length, files.reduce((sum, file) => sum + file.encodedBodySize, 0)])";
    let kinds = browser.evaluate(sizes).await;
    let total: u64 = kinds.as_array().unwrap().iter().map(|kind| kind[2].as_u64().unwrap()).sum();
    println!("weight of the page, compressed: {:.1} kB", to_thousands(total));
    for kind in kinds.as_array().unwrap() {
        println!(
            "  {}: {} files, {:.1} kB",
            kind[0].as_str().unwrap(),
            kind[1],
            to_thousands(kind[2].as_u64().unwrap())
        );
    }
}

fn to_thousands(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes).unwrap()) / 1000.0
}

/// From the beginning of the navigation, with an empty cache, until one can write.
async fn usable(browser: &Browser, garden: &Garden) {
    for rate in [1, 4] {
        browser.send("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await;
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            open(browser, garden).await;
            let at = "return performance.getEntriesByName('quintal-editor')[0].startTime";
            times.push(browser.evaluate(at).await.as_f64().unwrap());
        }
        println!("usable, CPU slowed {rate} times: {}", spread(times));
    }
    browser.send("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await;
}

/// Keys in the middle of a long note, with and without the preview beside it.
async fn keys(browser: &Browser, garden: &Garden) {
    for preview in [true, false] {
        open(browser, garden).await;
        fill(browser, &long_note()).await;
        if !preview {
            browser.press(".desk-tools > button[aria-pressed=true]").await;
        }
        browser.press("quintal-text").await;
        type_keys(browser).await;
        let shown = numbers(&browser.evaluate("return shown").await);
        // The choice is remembered.
        browser.evaluate("localStorage.clear()").await;
        println!(
            "a key in {WORDS} words, preview {}: {}",
            if preview { "shown" } else { "away" },
            spread(shown)
        );
    }
}

/// From a key to the preview of the longest note of the manual.
async fn previews(browser: &Browser, garden: &Garden) {
    let notes = WalkDir::new("docs/garden").into_iter().map(|entry| entry.unwrap().into_path());
    let texts = notes.filter(|path| path.extension().is_some_and(|end| end == "md"));
    let longest = texts.map(|path| fs::read_to_string(path).unwrap()).max_by_key(String::len).unwrap();
    open(browser, garden).await;
    fill(browser, &longest).await;
    type_keys(browser).await;
    let drawn = numbers(&browser.evaluate("return drawn").await);
    println!("preview of {} bytes, from key to picture: {}", longest.len(), spread(drawn));
}

async fn fill(browser: &Browser, text: &str) {
    browser.press("quintal-text").await;
    browser.send("Input.insertText", json!({ "text": text })).await;
    browser.until("return document.querySelector('.desk-status').dataset.state === 'server'").await;
    browser.until("return !document.querySelector('.desk-preview').hidden && document.querySelector('.desk-preview').textContent.length > 100").await;
}

/// One key after the other, each when the one before has been shown and a fast writer's pause has gone by.
async fn type_keys(browser: &Browser) {
    browser.evaluate(WATCH).await;
    for count in 1..=KEYS {
        browser.type_text(if count % 6 == 0 { " " } else { "a" }).await;
        let next = format!(
            "if (shown.length < {count}) return false; window.last ??= {{}};
             last[{count}] ??= performance.now(); return performance.now() - last[{count}] > 100"
        );
        browser.until(&next).await;
    }
}

fn long_note() -> String {
    let words =
        ["palavra", "jardim", "**negrito**", "texto", "árvore", "[[Folha]]", "raiz", "semente", "então"];
    let mut text = String::from("# Longa\n\n");
    for index in 0..WORDS {
        text.push_str(words[index * 7 % words.len()]);
        text.push_str(match index % 600 {
            599 => "\n\n## Parte\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n",
            last if last % 60 == 59 => "\n\n",
            _ => " ",
        });
    }
    text
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    format!("median {:.0} ms, 95th {:.0} ms, worst {:.0} ms of {}", at(50), at(95), at(100), times.len())
}
