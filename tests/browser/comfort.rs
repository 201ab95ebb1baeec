//! A reader's comfort: how texts look, where one stopped, keys, and words without end.

use serde_json::json;
use thirtyfour::Key;

use crate::{
    garden::Garden,
    vault::Vault,
    visitor::{Visitor, visit},
};

const WALK: &str = "/notes/path/a-long-walk";
const SETTINGS: &str = "details.menu:has(.settings)";

/// A note of many sections and whatever else has colours, and one of words without end.
fn vault() -> Vault {
    let section =
        |number| format!("## Section {number}\n\n{}\n\n", "Stones and grass, one after another. ".repeat(40));
    let sections: String = (1..=12).map(section).collect();
    let walk = format!(
        "A [link](https://example.org) and ==a mark== and `code` and #leaf and [[Nowhere]].\n\n\
         > [!warning] Mind the step\n> It is wet.\n\n> [!quote]- Folded\n> Words.\n\n\
         ```rust\nfn main() {{ println!(\"{{}}\", 1 + 1); }} // done\n```\n\n\
         | a | b |\n|---|--:|\n| x | 1 |\n\n- [x] done\n- [ ] not\n\nA note.[^1]\n\n[^1]: Below.\n\n{sections}"
    );
    let word = "x".repeat(300);
    let endless = format!(
        "---\ntitle: {word}\ntags: [{tag}]\nlang: en\n---\n## {word}\n\n{word} **{word}** `{word}` #{tag}\n\n\
         [{word}](https://example.org/{word}) https://example.org/{word} [[{word}]] [[A long walk|{word}]]\n\n\
         | {word} | b |\n|---|---|\n| a | {word} |\n\n| {columns} |\n|{rule}\n| {columns} |\n\n\
         ```\n{word}\n```\n\n> {word}\n\n> [!note] {word}\n> {word}\n\n- {word}\n\n$${sum}x$$\n\nA[^1]\n\n[^1]: {word}\n",
        tag = "t".repeat(90),
        columns = vec!["column"; 40].join(" | "),
        rule = "---|".repeat(40),
        sum = "x+".repeat(200),
    );
    let folder = format!("Path/{}", "P".repeat(120));
    let endless_path = format!("{folder}/Endless.md");
    // A second folder, or the first would be taken for the one that zips often have around everything.
    let files: [(&str, &[u8]); 3] = [
        ("Path/A long walk.md", walk.as_bytes()),
        (&endless_path, endless.as_bytes()),
        ("Pond/Frogs.md", b"# Frogs"),
    ];
    Vault::of(&files)
}

async fn with_vault(visitor: &Visitor, garden: &Garden) {
    visitor.become_owner(garden).await;
    visitor.import(&vault().path(), garden).await;
}

/// Chooses in the panel of reading settings.
async fn choose(visitor: &Visitor, name: &str, value: &str) {
    let browser = &visitor.browser;
    if browser.count(&format!("{SETTINGS}[open]")).await == 0 {
        browser.press(&format!("{SETTINGS} > summary")).await;
    }
    let button = format!("{SETTINGS} button[name={name}][value={value}]");
    if browser.scripts() {
        browser.press(&button).await;
        // The choice shows at once; it is kept when the server has answered.
        browser.find("form.settings:not([aria-busy])").await;
    } else {
        browser.follow(&button).await;
    }
}

/// The lightness of the page's ground, from 0 to 1.
const GROUND: &str = "
const [, lightness] = getComputedStyle(document.documentElement).backgroundColor.match(/oklch\\(([\\d.]+)/);
return Number(lightness);";

/// The brightness of the ground in a picture of the window, from 0 to 1.
async fn seen_ground(visitor: &Visitor) -> f64 {
    let picture = visitor.browser.send("Page.captureScreenshot", json!({ "format": "png" })).await;
    let read = format!(
        "const done = arguments[arguments.length - 1];
         const image = new Image();
         image.src = 'data:image/png;base64,{}';
         image.decode().then(() => {{
           const canvas = document.createElement('canvas').getContext('2d');
           canvas.drawImage(image, -3, 3 - image.height);
           const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
           done((red + green + blue) / 765);
         }});",
        picture["data"].as_str().unwrap()
    );
    visitor.browser.run_scripts(true).await;
    let seen = visitor.browser.page.execute_async(&read, []).await.unwrap().json().as_f64().unwrap();
    visitor.browser.run_scripts(visitor.browser.scripts()).await;
    seen
}

/// The system wants the other colours: what is shown first is what was chosen all the same.
async fn themes_do_not_flash(visitor: &Visitor) {
    let browser = &visitor.browser;
    // Written down by the page itself before anything of ours has run, where scripts run.
    let watch = "document.addEventListener('DOMContentLoaded', () => {
        window.first = getComputedStyle(document.documentElement).backgroundColor;
    });";
    browser.send("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch })).await;
    for (theme, system, dark) in [("dark", "light", true), ("sepia", "dark", false), ("light", "dark", false)]
    {
        browser.show_as(1280, system).await;
        visitor.open("/").await;
        choose(visitor, "theme", theme).await;
        browser.find(&format!("html[data-theme={theme}]")).await;
        visitor.open("/notes").await;
        let ground = browser.evaluate(GROUND).await.as_f64().unwrap();
        assert_eq!(ground < 0.5, dark, "{theme}: {ground}");
        let seen = seen_ground(visitor).await;
        assert_eq!(seen < 0.5, dark, "{theme} looks as bright as {seen}");
        if browser.scripts() {
            let same = "return window.first === getComputedStyle(document.documentElement).backgroundColor";
            assert_eq!(browser.evaluate(same).await, true, "{theme} was there from the first");
        }
    }
    browser.show_as(1280, "light").await;
}

/// Letters, size and lines follow the choice, and the way back undoes all.
async fn settings_hold(visitor: &Visitor) {
    let browser = &visitor.browser;
    visitor.open("/").await;
    let measure = "const { fontFamily, fontSize } = getComputedStyle(document.body);
        return `${fontFamily.includes('Serif Fallback')} ${fontSize}`";
    assert_eq!(browser.evaluate(measure).await, "true 19.816px");
    visitor.open("/notes/manual/en/welcome").await;
    let width = "return document.querySelector('.prose').getBoundingClientRect().width";
    let usual = browser.evaluate(width).await.as_f64().unwrap();
    choose(visitor, "measure", "wide").await;
    let wide = browser.evaluate(width).await.as_f64().unwrap();
    assert!(wide > usual * 1.15, "wide lines are wider: {usual} and {wide}");
    assert_eq!(browser.beyond().await, 0);
    choose(visitor, "face", "sans").await;
    choose(visitor, "size", "largest").await;
    choose(visitor, "measure", "narrow").await;
    visitor.open("/").await;
    assert_eq!(browser.evaluate(measure).await, "false 31.7056px");
    visitor.inspect("large").await;
    browser.show_as(320, "light").await;
    assert_eq!(browser.beyond().await, 0);
    browser.press(&format!("{SETTINGS} > summary")).await;
    assert_eq!(browser.beyond().await, 0, "the panel fits a small phone");
    browser.show_as(1280, "light").await;
    choose(visitor, "reset", "all").await;
    browser.find("html:not([data-face], [data-size], [data-measure], [data-theme])").await;
    visitor.open("/").await;
    assert_eq!(browser.evaluate(measure).await, "true 19.816px");
}

#[tokio::test]
async fn looks_hold_from_the_first_moment() {
    visit("looks", true, async |visitor, _| {
        themes_do_not_flash(visitor).await;
        settings_hold(visitor).await;
    })
    .await;
}

#[tokio::test]
async fn looks_hold_without_scripts() {
    visit("looks-plain", false, async |visitor, _| {
        themes_do_not_flash(visitor).await;
        settings_hold(visitor).await;
    })
    .await;
}

#[tokio::test]
async fn each_theme_can_be_read() {
    visit("themes", true, async |visitor, garden| {
        with_vault(visitor, garden).await;
        for theme in ["light", "sepia", "dark"] {
            for (name, path) in [
                ("note", WALK),
                ("account", "/account"),
                ("reading", "/reading"),
                ("shortcuts", "/shortcuts"),
            ] {
                visitor.open(path).await;
                if name == "note" {
                    assert_eq!(visitor.browser.text("main h1").await, "A long walk");
                    choose(visitor, "theme", theme).await;
                }
                visitor.inspect(&format!("{theme}-{name}")).await;
            }
        }
    })
    .await;
}

/// A long note: where one stopped, bookmarks, read; all by scripts.
#[tokio::test]
async fn a_reader_comes_back_to_where_they_stopped() {
    visit("reading", true, async |visitor, garden| {
        with_vault(visitor, garden).await;
        let browser = &visitor.browser;
        visitor.open(WALK).await;
        browser.press("form[action='/bookmarks'] button").await;
        browser.find("form[action='/bookmarks'] button[aria-pressed=true]").await;
        browser.find("#contents a").await;
        assert_eq!(browser.count("#contents [aria-current]").await, 0, "the introduction is no section");
        let middle = "document.querySelectorAll('.prose h2')[5].scrollIntoView()";
        browser.evaluate(middle).await;
        browser
            .until("return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/reading/stop'))")
            .await;
        let current = browser.text("#contents [aria-current=location]").await;
        assert!(current.starts_with("Section"), "{current}");

        visitor.open("/").await;
        assert_eq!(browser.text("#unfinished .note-title").await, "A long walk");
        visitor.inspect("shelf").await;
        browser.follow("#unfinished a").await;
        assert_eq!(browser.evaluate("return scrollY").await, 0, "nobody is thrown into the middle");
        visitor.inspect("continue").await;
        browser.press(".continue a").await;
        browser.until("return scrollY > 500").await;
        let focused = browser.evaluate("return document.activeElement.tagName").await;
        assert_eq!(focused, "H2", "the keyboard goes on from there too");

        browser.evaluate("document.querySelector('.marks').scrollIntoView({ block: 'center' })").await;
        browser.find("form[action='/reading/read'] button[aria-pressed=true]").await;
        visitor.open("/notes/path").await;
        browser.find(".note-title .read-sign").await;
        visitor.inspect("read").await;
        visitor.open(WALK).await;
        assert_eq!(browser.count(".continue").await, 0);
        for (name, path) in [("bookmarks", "/bookmarks"), ("new", "/new"), ("kept", "/reading")] {
            visitor.open(path).await;
            visitor.inspect(name).await;
        }
        visitor.open("/bookmarks").await;
        browser.follow(".notes button").await;
        visitor.inspect("no-bookmarks").await;
    })
    .await;
}

#[tokio::test]
async fn marks_need_no_scripts() {
    visit("marks-plain", false, async |visitor, garden| {
        with_vault(visitor, garden).await;
        let browser = &visitor.browser;
        visitor.open(WALK).await;
        browser.follow("form[action='/bookmarks'] button").await;
        browser.find("form[action='/bookmarks'] button[aria-pressed=true]").await;
        browser.follow("form[action='/reading/read'] button").await;
        browser.find("form[action='/reading/read'] button[aria-pressed=true]").await;
        visitor.open("/notes/path").await;
        browser.find(".note-title .read-sign").await;
        visitor.open("/reading").await;
        browser.follow("form[action='/reading/forget'] [value=all]").await;
        browser.follow("form[action='/reading/keep'] button").await;
        visitor.inspect("off").await;
        visitor.open(WALK).await;
        assert_eq!(browser.count(".mark").await, 0);
        browser.follow(".colophon a[href='/shortcuts']").await;
        assert_eq!(browser.count("kbd").await, 10, "the list of shortcuts is a page too");
    })
    .await;
}

#[tokio::test]
async fn keys_lead_through_the_garden() {
    visit("keys", true, async |visitor, garden| {
        with_vault(visitor, garden).await;
        let browser = &visitor.browser;
        visitor.open(WALK).await;
        browser.type_text("?").await;
        browser.find("dialog[open] kbd").await;
        visitor.inspect("help").await;
        browser.type_key(Key::Escape).await;
        browser.hidden("dialog").await;
        browser.type_text("b").await;
        browser.find("form[action='/bookmarks'] button[aria-pressed=true]").await;
        browser.type_text("t").await;
        browser.find("html[data-theme=light]").await;
        browser.type_text("c").await;
        assert_eq!(
            browser.evaluate("return document.activeElement.closest('#contents') !== null").await,
            true
        );

        // Whoever types means letters.
        browser.type_text("/").await;
        browser.type_text("tb?").await;
        assert_eq!(browser.evaluate("return document.activeElement.value").await, "tb?");
        browser.find("html[data-theme=light]").await;
        browser.find("form[action='/bookmarks'] button[aria-pressed=true]").await;
        browser.evaluate("document.getElementById('search-dialog').close()").await;

        visitor.open("/reading").await;
        browser.follow("form[action='/reading/keep'] button").await;
        visitor.open(WALK).await;
        browser.type_text("b").await;
        browser
            .until("return document.querySelector('.flash-over')?.textContent.includes('not kept') ?? false")
            .await;
        visitor.open("/reading").await;
        browser.follow("form[action='/reading/keep'] button").await;

        choose(visitor, "keys", "off").await;
        visitor.open(WALK).await;
        browser.type_text("tb?h").await;
        browser.find("html[data-theme=light][data-keys=off]").await;
        assert_eq!((browser.path().await.as_str(), browser.count("dialog[open]").await), (WALK, 0));
        let search = browser.page.action_chain().key_down(Key::Control).send_keys("k").key_up(Key::Control);
        search.perform().await.unwrap();
        assert_eq!(browser.evaluate("return document.activeElement.name").await, "q", "no single key");
        browser.evaluate("document.getElementById('search-dialog').close()").await;
        choose(visitor, "keys", "on").await;
        browser.type_key(Key::Escape).await;
        visitor.open(WALK).await;
        let old = browser.path().await;
        browser.type_text("h").await;
        browser.until("return location.pathname === '/'").await;
        assert_ne!(browser.path().await, old);
    })
    .await;
}

#[tokio::test]
async fn words_without_end_stay_within_the_window() {
    visit("endless", true, async |visitor, garden| {
        with_vault(visitor, garden).await;
        let browser = &visitor.browser;
        visitor.open("/account").await;
        browser.fill("main [name=name]", &"N".repeat(100)).await;
        browser.follow("main form[action='/account'] .actions .button").await;
        visitor.open("/notes/path").await;
        let folder = browser.find(".index-list a").await.attr("href").await.unwrap().unwrap();
        let note = format!("{folder}/endless");
        let tag = format!("/tags/{}", "t".repeat(90));
        let search = format!("/search?q={}", "x".repeat(190));
        visitor.open(&note).await;
        browser.press("form[action='/bookmarks'] button").await;
        browser.find("form[action='/bookmarks'] button[aria-pressed=true]").await;
        let pages = [
            &note,
            &folder,
            &tag,
            &search,
            "/",
            "/notes",
            "/tags",
            "/bookmarks",
            "/reading",
            "/account",
            WALK,
        ];
        for page in pages {
            visitor.open(page).await;
            for width in [320, 390, 1280] {
                browser.show_as(width, "light").await;
                assert_eq!(browser.beyond().await, 0, "{page:.60} at {width}");
            }
        }
        visitor.open(&note).await;
        visitor.inspect("note").await;
    })
    .await;
}
