//! What a note is tied to: the sentences that link to it, mentions, related notes, previews.

use quintal::access::{Audience, Role};

use super::{Shelf, for_readers};
use crate::support::{app::TestApp, page::Answer};

const LEAF: &str = "---\ntitle: Leaf mould\naliases: [leafmould]\ntags: [soil]\n---\nSee [[Compost]] and [[Worms|the worms]].\n\n\
                    ## Making it\n\nPile [[Compost#Heat|hot compost]] high.\n\n## Using it\n\nSpread it. ^spread\n";

async fn garden() -> (TestApp, Shelf) {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    shelf
        .add(&[
            ("Leaf mould.md", LEAF),
            ("Compost.md", "Before. Rake in some **good** [[Leaf mould|mould of leaves]] first. After.\n\n## Heat\n\nHot."),
            ("List.md", "- [[Leaf mould]]\n"),
            ("Path.md", "The path is strewn with leafmould, thickly. It smells of LEAF MOULD everywhere."),
            ("Stems.md", "Leaves moulding are no leafy mould."),
            ("Worms.md", "---\ntags: [soil]\n---\nThey eat what [[Compost]] is made of."),
            ("Beetles.md", "---\ntags: [soil]\n---\nThey live in [[Worms|casts]]."),
            ("Sky.md", "Blue."),
        ])
        .await;
    (app, shelf)
}

/// Each tie: the note's title and its sentence, the marked words in brackets.
fn ties(page: &Answer, section: &str) -> Vec<String> {
    let read = |selector: &str| page.texts(&format!("{section} .ties > li {selector}"));
    let titles = read(".tie");
    let marks = read("mark");
    let whole = page.texts(&format!("{section} .ties > li"));
    let mut marks = marks.into_iter();
    titles
        .into_iter()
        .zip(whole)
        .map(|(title, whole)| {
            let sentence = whole[title.len()..].trim().to_owned();
            if sentence.is_empty() {
                return title;
            }
            let mark = marks.next().unwrap_or_default();
            format!("{title}: {}", sentence.replacen(&mark, &format!("[{mark}]"), 1))
        })
        .collect()
}

#[actix_web::test]
async fn backlinks_quote_the_sentence_with_the_link_marked() {
    let (app, _) = garden().await;
    let page = app.guest().get("/notes/leaf-mould").await;
    let expected = ["List", "Compost: Rake in some good [mould of leaves] first."];
    assert_eq!(ties(&page, ".backlinks"), expected);
    assert!(page.queries() <= 2, "{}", page.header("server-timing"));
    assert_eq!(
        page.attributes(".note-ways a", "href"),
        ["/notes/leaf-mould/-/links", "/notes/leaf-mould/-/graph", "/notes/leaf-mould.md"]
    );
}

#[actix_web::test]
async fn the_page_of_links_has_all_that_a_note_is_tied_to() {
    let (app, shelf) = garden().await;
    let guest = app.guest();
    let page = guest.get("/notes/leaf-mould/-/links").await;
    assert_eq!(page.status, 200);
    assert_eq!(ties(&page, "[aria-labelledby=links-from]").len(), 2);
    let mentions = ties(&page, "[aria-labelledby=links-mentions]");
    assert_eq!(mentions, ["Path: The path is strewn with [leafmould], thickly."]);
    assert_eq!(page.texts("[aria-labelledby=links-to] .tie"), ["Compost", "Worms"]);
    let related = page.texts("[aria-labelledby=links-related] .tie");
    assert_eq!(related[0], "Beetles", "it shares a tag and a neighbour: {related:?}");
    assert!(related.contains(&"Stems".to_owned()), "it shares words: {related:?}");
    for other in ["Leaf mould", "Compost", "Worms", "List", "Sky"] {
        assert!(
            !related.contains(&other.to_owned()),
            "{other} is linked, or has nothing in common: {related:?}"
        );
    }
    assert!(page.queries() <= 5, "{}", page.header("server-timing"));
    let lonely = guest.get("/notes/sky/-/links").await;
    assert!(lonely.status == 200 && !lonely.has(".ties"));
    let known = guest
        .request(reqwest::Method::GET, "/notes/sky/-/links")
        .header("if-none-match", lonely.header("etag"));
    assert_eq!(guest.send(known).await.status, 304);

    let many: Vec<(String, String)> =
        (0..32).map(|n| (format!("many/Note {n}.md"), format!("Number {n} likes the [[Sky]]."))).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    shelf.add(&many).await;
    let note = guest.get("/notes/sky").await;
    assert_eq!(note.count(".backlinks .ties > li"), 12);
    let first = guest.get("/notes/sky/-/links").await;
    let rest = guest.get(&first.attribute("a[rel=next]", "href")).await;
    let mut all = first.texts(".ties .tie");
    assert_eq!(all.len(), 30);
    all.extend(rest.texts(".ties .tie"));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 32);
    assert_eq!(rest.attribute("a[rel=prev]", "href"), "/notes/sky/-/links");
    for nothing in
        ["/notes/sky/-/links?page=3", "/notes/nothing/-/links", "/notes/-/links", "/notes/many/-/links"]
    {
        assert_eq!(guest.get(nothing).await.status, 404, "{nothing}");
    }
}

#[actix_web::test]
async fn a_preview_is_the_beginning_of_a_note_or_a_section() {
    let (app, shelf) = garden().await;
    let guest = app.guest();
    let whole = guest.get("/notes/leaf-mould/-/preview").await;
    assert_eq!(whole.status, 200);
    assert!(!whole.text().contains("<html"), "a piece, not a page");
    assert_eq!(whole.attribute(".preview-title a", "href"), "/notes/leaf-mould");
    assert_eq!(whole.attributes(".prose p a", "href")[..2], ["/notes/compost", "/notes/worms"]);
    assert!(whole.queries() <= 2 && whole.header("x-robots-tag") == "noindex");
    assert!(whole.header("cache-control").starts_with("private"), "{}", whole.header("cache-control"));
    for heading in ["making-it", "Making it", "MAKING%20IT"] {
        let section = guest.get(&format!("/notes/leaf-mould/-/preview?heading={heading}")).await;
        assert_eq!(section.texts(".prose").join(" "), "Making it Pile hot compost high.", "{heading}");
        assert_eq!(section.attributes(".prose a", "href"), ["/notes/compost#heat"]);
        assert!(!section.has(".prose [id]"));
    }
    let block = guest.get("/notes/leaf-mould/-/preview?heading=%5Espread").await;
    assert_eq!(block.text_of(".prose"), "Spread it.");
    let unknown = guest.get("/notes/leaf-mould/-/preview?heading=nothing").await;
    assert_eq!(
        unknown.text_of(".prose"),
        whole.text_of(".prose"),
        "a heading that is not there: the beginning"
    );
    let again = guest.request(reqwest::Method::GET, "/notes/leaf-mould/-/preview");
    let again = guest.send(again.header("if-none-match", whole.header("etag"))).await;
    assert_eq!(again.status, 304);
    for nothing in ["/notes/nothing/-/preview", "/notes/-/preview", "/notes/%00/-/preview"] {
        assert_eq!(guest.get(nothing).await.status, 404, "{nothing}");
    }
    let long = format!("{}\n\nThe end.", "word ".repeat(5000));
    shelf.add(&[("Empty.md", ""), ("Long.md", &long)]).await;
    assert!(guest.get("/notes/empty/-/preview").await.text().contains("no text yet"));
    let long = guest.get("/notes/long/-/preview").await;
    assert!(long.bytes.len() < 3000 && long.has(".preview-more") && !long.text().contains("The end"));
}

#[actix_web::test]
async fn an_old_address_has_links_and_previews_too() {
    let (app, shelf) = garden().await;
    let old = shelf.add(&[("a/Old.md", "Moved text.")]).await.remove(0);
    shelf.relocate(&old, "b/New.md", "Moved text.").await;
    let guest = app.guest();
    for page in ["links", "graph"] {
        let answer = guest.get(&format!("/notes/a/old/-/{page}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (308, format!("/notes/b/new/-/{page}").as_str())
        );
    }
    let preview = guest.get("/notes/a/old/-/preview").await;
    assert_eq!(preview.attribute(".preview-title a", "href"), "/notes/b/new");
}

/// A note that is not for everyone shows nowhere: not its title, not its address, not a word of it.
#[actix_web::test]
async fn nothing_of_a_hidden_note_shows_in_what_others_are_tied_to() {
    let app = TestApp::start().await;
    let ana = app.add_person(Role::Author, "ana@garden.example").await;
    let vault =
        quintal::notes::vaults::Vault { author: Some(ana), ..quintal::notes::vaults::Vault::new("Shelf") };
    let shelf = Shelf::with(&app, vault).await;
    let hidden = |audience| {
        for_readers(
            audience,
            "The zebralume likes the [[Open door]]. [[Bridge]] #soil\n\n## Zebralume part\n\nzebralume",
        )
    };
    let mention = for_readers(Audience::Private, "A zebralume walks through the open door unlinked. #soil");
    shelf
        .add(&[
            ("Open door.md", "An open [[Zebralume]] and [[Zebralume members]]. [[Unlisted zebralume]] #soil"),
            ("Zebralume.md", &hidden(Audience::Private)),
            ("Zebralume members.md", &hidden(Audience::Members)),
            ("Unlisted zebralume.md", &hidden(Audience::Unlisted)),
            (
                "Draft zebralume.md",
                "---\npublish: false\n---\nA zebralume at the [[Open door]], the open door. #soil",
            ),
            ("Mention zebralume.md", &mention),
            ("Bridge.md", "Links to nothing. #soil"),
        ])
        .await;
    quintal::notes::graph::tend(&app.pool).await.unwrap();
    let author = app.guest();
    author.sign_in("ana@garden.example", crate::support::app::PASSWORD).await;
    let browsers = [
        ("guest", app.guest(), 0),
        ("member", app.signed_in(Role::Member).await, 1),
        ("editor", app.signed_in(Role::Editor).await, 1),
        ("owner", app.signed_in(Role::Owner).await, 1),
        ("its author", author, 2),
    ];
    let about = [
        "/notes/open-door",
        "/notes/open-door/-/links",
        "/notes/open-door/-/graph",
        "/graph",
        "/graph?colour=tag",
        "/notes/bridge/-/links",
        "/notes/bridge/-/graph",
        "/notes/open-door/-/preview",
        "/notes/bridge",
    ];
    for (who, browser, reads) in &browsers {
        for address in about {
            let page = browser.get(address).await;
            assert_eq!(page.status, 200, "{who} at {address}");
            // The words of the links themselves stand in the text that links; its addresses do not.
            let (leads, text) =
                (page.attributes("a", "href").join(" "), page.texts(".ties, .graph, .graph-list").join(" "));
            for (slug, readers) in [
                ("zebralume-members", 1),
                ("mention-zebralume", 2),
                ("/zebralume ", 2),
                ("draft-zebralume", 3),
            ] {
                let shown = format!("{leads} ").contains(slug);
                assert!(!shown || *reads >= readers, "{who} at {address} sees {slug}: {leads}");
            }
            if *reads == 0 {
                let text = text.replace("Unlisted zebralume", "").to_lowercase();
                assert!(!text.contains("zebralume"), "{who} at {address}: {text}");
            }
        }
        let members = browser.get("/notes/zebralume-members/-/preview?heading=zebralume-part").await;
        assert_eq!(members.status == 200, *reads >= 1, "{who}");
        for page in ["preview", "links", "graph"] {
            let private = browser.get(&format!("/notes/zebralume/-/{page}")).await;
            assert_eq!(private.status == 200, *reads >= 2, "{who} at {page}");
            assert_eq!(
                browser.get(&format!("/notes/draft-zebralume/-/{page}")).await.status,
                404,
                "{who} at {page}"
            );
        }
        let links = browser.get("/notes/open-door/-/links").await;
        assert_eq!(ties(&links, "[aria-labelledby=links-from]").len(), *reads, "{who}");
        assert_eq!(links.has("[aria-labelledby=links-mentions]"), *reads == 2, "{who}");
        let expected = 2 + reads + usize::from(*reads == 2);
        assert_eq!(browser.get("/graph").await.count(".graph-node"), expected, "{who}");
    }
}

/// A link to a note that is not there yet lives from the moment it is, and dies with it; nothing is written to the
/// notes that link.
#[actix_web::test]
async fn a_broken_link_lives_when_its_note_comes() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let linking =
        shelf.add(&[("From.md", "To [[Tó be]], [there](sub/To%20be.md) and [[Another|x]].")]).await.remove(0);
    let guest = app.guest();
    let revision = || {
        let pool = app.pool.clone();
        async move {
            let row: (uuid::Uuid, i64) = sqlx::query_as(
                "select n.newest_revision_id, (select count(*) from revisions) from notes n where n.path = 'from'",
            )
            .fetch_one(&pool)
            .await
            .unwrap();
            row.0
        }
    };
    let before = revision().await;
    assert_eq!(guest.get("/notes/from").await.count(".link-missing"), 3);
    let come = shelf.add(&[("sub/To be.md", "Here.")]).await.remove(0);
    let page = guest.get("/notes/from").await;
    assert_eq!(page.attributes(".prose a", "href"), ["/notes/sub/to-be", "/notes/sub/to-be"]);
    assert_eq!(guest.get("/notes/sub/to-be").await.texts(".backlinks .tie"), ["From"]);
    shelf.relocate(&come, "sub/To be.md", "---\npublish: false\n---\nHere.").await;
    assert_eq!(guest.get("/notes/from").await.count(".link-missing"), 3, "a draft is nobody's");
    shelf.relocate(&come, "sub/To be.md", &for_readers(Audience::Members, "Here.")).await;
    assert_eq!(guest.get("/notes/from").await.count(".link-missing"), 3, "and what is hidden likewise");
    shelf.relocate(&come, "sub/Called otherwise.md", "Here.").await;
    assert_eq!(
        guest.get("/notes/from").await.count(".link-missing"),
        3,
        "nobody answers to the name any more"
    );
    shelf.relocate(&come, "sub/To be.md", "Here.").await;
    assert_eq!(guest.get("/notes/from").await.count(".link-missing"), 1);
    assert_eq!((revision().await, linking.revised), (before, true), "the note that links was left alone");
}
