//! Notes within notes, and links to places in them.

use quintal::access::{Audience, Role};

use super::{Shelf, for_readers};
use crate::support::app::TestApp;

#[actix_web::test]
async fn a_note_its_section_and_its_block_are_shown_in_another() {
    let app = TestApp::start().await;
    let soil = "Intro ^i\n\n# Soil\n\n## Clay\n\nHeavy. [[#Sand]] [[#Clay]]\n\n## Sand\n\n- light ^l\n- dry\n\nSee[^1].\n\n[^1]: foot";
    Shelf::open(&app)
        .await
        .add(&[
            ("Soil.md", soil),
            ("Whole.md", "## Before\n\n![[Soil]]\n\n## After\n\ntext ![[Soil#Clay]] more\n\n[[Soil#Clay]]"),
            (
                "Blocks.md",
                "![[Soil#^l]]\n\n![[Soil#^i]]\n\n![[Soil#^none]]\n\n![[Soil#None|that part]]\n\n*![[Soil]]*",
            ),
            ("Loam.md", "# Loam\n\n## Clay\n\nsome ![[#Sand]]\n\n## Sand\n\nmuch"),
        ])
        .await;
    let guest = app.guest();
    let page = guest.get("/notes/whole").await;
    assert_eq!(page.count(".embed"), 2);
    assert_eq!(page.texts(".embed-title a"), ["Soil", "Soil › Clay"]);
    assert_eq!(page.texts(".prose h2"), ["Before", "After"]);
    assert_eq!(page.texts(".embed h3"), ["Soil", "Footnotes", "Clay"]);
    assert_eq!(page.texts(".embed h4"), ["Clay", "Sand"]);
    // In the whole both lead to its own headings; in the section only what it has.
    assert_eq!(
        page.attributes(".embed .anchor", "href"),
        ["#e1-sand", "#e1-clay", "/notes/soil#sand", "#e2-clay"]
    );
    assert!(page.has("#e1-clay") && page.has("#e2-clay") && page.has("li[id='e1-fn:1']"));
    assert!(page.attributes(".prose > p a", "href").contains(&"/notes/soil#clay".to_owned()));
    assert!(page.queries() <= 2, "{}", page.header("server-timing"));
    let mut ids = page.attributes("[id]", "id");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is there twice");

    let page = guest.get("/notes/blocks").await;
    assert_eq!(page.texts(".embed > div"), ["light", "Intro"]);
    assert!(page.has(".embed ul > li"));
    // A part that is not there is a link to the note; so is a note where no block may stand.
    assert_eq!(page.texts(".note-card"), ["Soil", "that part", "Soil"]);
    assert_eq!(page.attributes(".note-card", "href"), ["/notes/soil"; 3]);

    let page = guest.get("/notes/loam").await;
    assert_eq!(page.texts(".embed p"), ["Loam › Sand", "much"]);
}

#[actix_web::test]
async fn a_document_is_leafed_through_in_its_place() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let address = shelf.attach(&app, "Plan.pdf").await;
    let alone = "![[Plan.pdf#page=3&height=400]]";
    let notes = [
        ("Whole.md", alone),
        ("Within.md", "See *![[Plan.pdf]]*."),
        ("Around.md", "![[Whole]]\n\n[[Whole]]"),
    ];
    shelf.add(&notes).await;
    let guest = app.guest();
    for note in ["whole", "around"] {
        let page = guest.get(&format!("/notes/{note}")).await;
        assert_eq!(page.attribute(".prose iframe.leaves", "src"), format!("{address}#page=3&height=400"));
        assert_eq!(page.attribute(".prose iframe.leaves", "height"), "400");
        assert_eq!(page.attribute(".prose iframe.leaves", "title"), "Plan.pdf");
        assert_eq!(page.text_of(".prose .file-card small"), "PDF, 6 B, page 3");
    }
    let document = guest.get(&address).await;
    assert_eq!(document.header("x-frame-options"), "SAMEORIGIN");
    assert!(document.header("content-security-policy").contains("frame-ancestors 'self'"));
    // A card where no block may stand, and where there is no room: in a feed, and in the preview of a link.
    let page = guest.get("/notes/within").await;
    assert!(page.has(".prose em .file-card") && !page.has("iframe"));
    for address in ["/feed.xml", "/notes/whole/-/preview"] {
        let answer = guest.get(address).await;
        assert!(answer.status == 200 && answer.text().contains("Plan.pdf"), "{address}: {}", answer.text());
        assert!(!answer.text().contains("iframe"), "{address}");
    }
}

#[actix_web::test]
async fn a_link_lands_on_the_heading_that_it_names() {
    let app = TestApp::start().await;
    let target = "# A\n\n## Sub\n\n# B\n\n## Sub\n\n# Folders\n\nx ^Bk";
    let links = "[[T#Sub]] [[T#B#Sub]] [[T#A#Sub]] [[T#Folders]] [[T#^bk]] [[T#Gone]] [[t#b#sub|w]] \
                 [m](T.md#Sub) [n](<T.md#B#Sub>)";
    Shelf::open(&app).await.add(&[("T.md", target), ("Links.md", links)]).await;
    let guest = app.guest();
    let page = guest.get("/notes/links").await;
    let expected = ["#sub", "#sub-2", "#sub", "#folders-2", "#^Bk", "", "#sub-2", "#sub", "#sub-2"];
    assert_eq!(page.attributes(".prose a", "href"), expected.map(|place| format!("/notes/t{place}")));
    let there = guest.get("/notes/t").await;
    for place in expected.iter().filter(|place| !place.is_empty()) {
        assert_eq!(there.count(&format!("[id=\"{}\"]", place.trim_start_matches('#'))), 1, "{place}");
    }
}

#[actix_web::test]
async fn what_shows_itself_is_cut() {
    let app = TestApp::start().await;
    Shelf::open(&app)
        .await
        .add(&[
            ("A.md", "a ![[B]]"),
            ("B.md", "b ![[A]]"),
            ("Self.md", "me ![[Self]]"),
            ("Part.md", "## P\n\np ![[#P]]"),
            ("D0.md", "![[D1]]"),
            ("D1.md", "![[D2]]"),
            ("D2.md", "![[D3]]"),
            ("D3.md", "![[D4]]"),
            ("D4.md", "![[D5]]"),
            ("D5.md", "![[D6]]"),
            ("D6.md", "deepest"),
            ("Many.md", &"![[Wide]]\n\n".repeat(40)),
            ("Wide.md", &"![[Leaf]]\n\n".repeat(40)),
            ("Leaf.md", "leaf"),
        ])
        .await;
    let guest = app.guest();
    let page = guest.get("/notes/a").await;
    assert_eq!((page.count(".embed"), page.count(".embed-again")), (1, 1));
    let page = guest.get("/notes/self").await;
    assert_eq!((page.count(".embed"), page.count(".embed-again")), (0, 1));
    let page = guest.get("/notes/part").await;
    assert_eq!((page.count(".embed"), page.count(".embed-again")), (1, 1));
    let page = guest.get("/notes/d0").await;
    assert_eq!((page.count(".embed"), page.texts(".note-card")), (5, vec!["D6".to_owned()]));
    let page = guest.get("/notes/many").await;
    assert_eq!(page.count(".embed"), 100);
    assert!(page.queries() <= 2);
}

#[actix_web::test]
async fn a_card_shows_the_beginning_of_its_note() {
    let app = TestApp::start().await;
    let card = |id: &str, file: &str, more: &str| {
        format!(r#"{{"id":"{id}","type":"file","x":0,"y":0,"width":200,"height":100,"file":"{file}"{more}}}"#)
    };
    let cards = [
        card("a", "Long.md", ""),
        card("b", "Parts.md", r##","subpath":"#Two""##),
        card("c", "Hidden.md", ""),
        card("d", "Nowhere.md", ""),
    ];
    let board = format!(r#"{{"nodes":[{}],"edges":[]}}"#, cards.join(","));
    let long =
        format!("---\ntitle: A long one\n---\nFirst [[Parts]].\n\n{}\n\nNever seen.", "word ".repeat(400));
    Shelf::open(&app)
        .await
        .add(&[
            ("Board.canvas", &board),
            ("Long.md", &long),
            ("Parts.md", "## One\n\none\n\n## Two\n\ntwo\n\n## Three\n\nthree"),
            ("Hidden.md", &for_readers(Audience::Members, "quetzal")),
            ("Around.md", "![[Board.canvas]]"),
        ])
        .await;
    let guest = app.guest();
    for address in ["/notes/board-canvas", "/notes/around"] {
        let page = guest.get(address).await;
        assert_eq!(page.texts(".board-text .embed-title"), ["A long one", "Parts › Two"], "{address}");
        let text = page.text_of(".board-text");
        assert!(text.contains("First Parts.") && !text.contains("Never"), "{text}");
        let section = page.texts(".board-text .embed > div").remove(1);
        assert!(section.contains("two") && !section.contains("three"), "{section}");
        assert_eq!(page.texts(".board-text .link-missing").len(), 2, "hidden and missing look the same");
        assert!(!page.text().contains("quetzal") && page.queries() <= 2, "{address}");
    }
    let member = app.signed_in(Role::Member).await.get("/notes/board-canvas").await;
    assert!(member.text().contains("quetzal") && member.queries() <= 3);
}

#[actix_web::test]
async fn an_embed_shows_what_this_visitor_may_read() {
    let app = TestApp::start().await;
    Shelf::open(&app)
        .await
        .add(&[
            ("Open.md", "![[Middle]] ![[Hidden]] ![[Nowhere|Hidden]]"),
            ("Middle.md", "middle [[Hidden]] ![[Hidden]]"),
            ("Hidden.md", &for_readers(Audience::Members, "quetzal [[Open]]")),
        ])
        .await;
    let page = app.guest().get("/notes/open").await;
    assert_eq!((page.count(".embed"), page.count(".link-missing")), (1, 4));
    assert!(!page.text().contains("quetzal") && !page.text().contains("/notes/hidden"));
    let missing = page.texts(".prose > div > .link-missing");
    assert_eq!(missing, ["Hidden", "Hidden"], "hidden and missing look the same");
    let member = app.signed_in(Role::Member).await.get("/notes/open").await;
    assert_eq!((member.count(".embed"), member.count(".link-missing")), (3, 1));
    assert!(member.text().contains("quetzal") && member.queries() <= 3);
}
