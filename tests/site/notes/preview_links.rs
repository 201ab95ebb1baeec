//! Links by which somebody without an account sees one note, until they end.

use jiff::SignedDuration;
use quintal::{
    access::{Audience, Role},
    notes::{preview_links, vaults::Vault},
};
use reqwest::StatusCode;

use super::{Desk, Sheet, Shelf, for_readers, sign_in};
use crate::support::{app::Browser, page::Answer};

const DRAFT: &str =
    "---\npublish: false\n---\n# Beans\n\nNot yet. ![[leaf.txt]] [[#Sowing]]\n\n## Sowing\n\nDeep.";

async fn make(browser: &Browser, path: &str, days: &str) -> Answer {
    browser.post(&format!("/notes/{path}/-/preview-links"), &[("days", days)]).await
}

/// A link to a note, without the garden's address.
async fn link(browser: &Browser, path: &str, days: &str) -> String {
    let page = make(browser, path, days).await;
    assert_eq!(page.status, 201, "{}", page.text());
    let whole = page.attribute("#made", "value");
    let at = whole.find("/preview/").unwrap();
    whole[at..].to_owned()
}

#[actix_web::test]
async fn whoever_has_the_link_sees_the_note_and_its_files() {
    let desk = Desk::with(&[]).await;
    desk.shelf.attach(&desk.app, "leaf.txt").await;
    let private = for_readers(Audience::Private, "# Mine\n\nText.");
    desk.shelf.add(&[("Beans.md", DRAFT), ("Mine.md", &private), ("Open.md", "# Open\n\nText.")]).await;
    let guest = desk.app.guest();
    assert_eq!(guest.get("/notes/beans").await.status, 404);
    let address = link(&desk.ana, "beans", "7").await;
    let page = guest.get(&address).await;
    assert_eq!((page.status.as_u16(), page.text_of("h1").as_str()), (200, "Beans"), "{}", page.text());
    assert!(page.text_of(".prose").starts_with("Not yet."));
    let strip = page.text_of(".preview-strip");
    assert!(strip.contains("Preview of a draft") && strip.contains("28 November 2026"), "{strip}");
    assert!(strip.contains("current"), "{strip}");
    let file = page.attribute(".prose .file-card", "href");
    assert!(file.starts_with(&format!("{address}/files/")), "{file}");
    let leaf = guest.get(&file).await;
    assert_eq!((leaf.status.as_u16(), leaf.text().as_str()), (200, "a leaf"));
    assert_eq!(page.attributes(".prose a.anchor", "href"), ["#sowing"]);

    for answer in [&page, &leaf] {
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("x-robots-tag"), "noindex");
        assert_eq!(answer.header("set-cookie"), "");
    }
    assert_eq!(page.attribute("meta[name=robots]", "content"), "noindex");
    assert!(
        !page.has("form") && !page.has("script") && !page.has("meta[property]"),
        "read-only, and nothing to share"
    );
    assert!(page.queries() <= 3, "{}", page.header("server-timing"));

    for (path, title) in [("mine", "Mine"), ("open", "Open")] {
        let page = guest.get(&link(&desk.ana, path, "1").await).await;
        assert_eq!(page.text_of("h1"), title);
    }
    let open = guest.get(&link(&desk.bruno, "open", "30").await).await;
    assert!(open.text_of(".preview-strip").contains("Preview of a note"));
    for (language, words) in [("es", "Vista previa de un borrador"), ("pt-BR", "Prévia de um rascunho")] {
        assert!(guest.get_in(&address, language).await.text_of(".preview-strip").contains(words));
    }
}

#[actix_web::test]
async fn a_file_of_another_vault_is_seen_where_the_note_shows_it() {
    let desk = Desk::with(&[]).await;
    let leaf = desk.shelf.attach(&desk.app, "leaf.txt").await;
    let other = Vault { author: Some(desk.ana_id), ..Vault::new("Other") };
    Shelf::with(&desk.app, other).await.add(&[("Beans.md", DRAFT)]).await;
    let guest = desk.app.guest();
    let page = guest.get(&link(&desk.ana, "beans", "7").await).await;
    let file = page.attribute(".prose .file-card", "href");
    assert_eq!(
        (guest.get(&file).await.status, guest.get(&leaf).await.status),
        (StatusCode::OK, StatusCode::NOT_FOUND)
    );
}

#[actix_web::test]
async fn it_shows_the_text_as_it_stands() {
    let desk = Desk::with(&[("Beans.md", DRAFT)]).await;
    let address = link(&desk.ana, "beans", "7").await;
    let sheet = Sheet::open(&desk.bruno, "/notes/beans/-/edit").await;
    sheet.typed("source", &DRAFT.replace("Not yet", "Nearly")).save(&desk.bruno).await;
    assert!(desk.app.guest().get(&address).await.text_of(".prose").starts_with("Nearly."));
}

/// Whoever looks through a link is a guest: of other notes they learn what everybody knows.
#[actix_web::test]
async fn nothing_else_is_seen_through_it() {
    let secret = for_readers(Audience::Private, "# Xanadu\n\n## Kublai\n\nmeasureless ![[river.txt]]");
    let members = for_readers(Audience::Members, "# Abyssinia\n\ndulcimer");
    let later = "---\npublish: false\n---\n# Paradise\n\nhoneydew";
    let text = "---\npublish: false\naudience: members\n---\n[[s1]] ![[s1]] [[s1#Kublai|way]] ![[m1]] [[m1]] ![[l1]] [[l1]] \
                ![[o1]] [[o1]] [[Woven]] [[#^b]] ![[#^b]]\n\nA block of its own. ^b\n";
    let desk = Desk::with(&[]).await;
    let river = desk.shelf.attach(&desk.app, "river.txt").await;
    desk.shelf
        .add(&[
            ("s1.md", &secret),
            ("m1.md", &members),
            ("l1.md", later),
            ("o1.md", "# Known\n\nkubla"),
            ("Woven.md", text),
        ])
        .await;
    let address = link(&desk.ana, "woven", "7").await;
    // Even to those who might read them: the page is the same for everybody.
    for reader in [&desk.app.guest(), &desk.ana, &desk.bruno] {
        let page = reader.get(&address).await;
        let told = page.text().to_lowercase();
        for word in
            ["xanadu", "kublai", "measureless", "abyssinia", "dulcimer", "paradise", "honeydew", "river"]
        {
            assert!(!told.replace("s1#kublai", "").contains(word), "{word}: {told}");
        }
        assert!(told.contains("kubla"), "what everybody may read is shown in place");
        assert_eq!(told.matches("a block of its own").count(), 2, "and what the note shows of itself");
        assert!(!told.contains("lívia") && !told.contains("ana@"), "{told}");
        let links = page.attributes(".prose a[href^='/notes/']", "href");
        assert!(links.iter().all(|link| link == "/notes/o1"), "{links:?}");
    }
    // Nor files of other notes.
    let file = river.split('/').nth(2).unwrap();
    for browser in [&desk.app.guest(), &desk.ana] {
        let answer = browser.get(&format!("{address}/files/{file}")).await;
        assert_eq!(answer.status, 404);
    }
}

#[actix_web::test]
async fn a_link_that_opens_nothing_is_like_one_that_never_was() {
    let desk = Desk::with(&[("Beans.md", DRAFT), ("Peas.md", DRAFT)]).await;
    let guest = desk.app.guest();
    let never = format!("/preview/{}", "A".repeat(43));
    let [ended, withdrawn, swept] = [
        link(&desk.ana, "beans", "1").await,
        link(&desk.ana, "peas", "7").await,
        link(&desk.ana, "beans", "1").await,
    ];
    let list = desk.ana.get("/notes/peas/-/preview-links").await;
    let removal = list.attribute("form[action$='/removal']", "action");
    let done = desk.ana.post(&removal, &[]).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/notes/peas/-/preview-links"));
    assert_eq!(desk.ana.post(&removal, &[]).await.status, 404);
    assert_eq!(guest.get(&ended).await.status, 200);
    desk.app.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(preview_links::sweep(&desk.app.state).await.unwrap(), 2);
    let plain = |answer: &Answer, token: &str| answer.text().replace(token, "TOKEN");
    let expected = guest.get(&never).await;
    assert_eq!(expected.status, StatusCode::NOT_FOUND);
    for address in
        [ended, withdrawn, swept, never.clone(), "/preview/x".to_owned(), format!("{never}/files/x")]
    {
        let answer = guest.get(&address).await;
        assert_eq!(answer.status, 404, "{address}");
        if address.len() == never.len() {
            let (one, other) = (address.replace("/preview/", ""), never.replace("/preview/", ""));
            assert_eq!(plain(&answer, &one), plain(&expected, &other));
            let header = |answer: &Answer| answer.header("cache-control").to_owned();
            assert_eq!(header(&answer), header(&expected));
        }
    }
}

#[actix_web::test]
async fn it_ends_with_the_right_of_its_maker_and_with_the_note() {
    let desk = Desk::with(&[("Beans.md", DRAFT), ("Peas.md", DRAFT)]).await;
    let guest = desk.app.guest();
    let (editors, authors) = (link(&desk.bruno, "beans", "7").await, link(&desk.ana, "beans", "7").await);
    let opens = async |address: &str| guest.get(address).await.status == 200;
    assert!(opens(&editors).await && opens(&authors).await);

    // The note becomes private: the editor may read it no more.
    let text = DRAFT.replace("---\n# Beans", "audience: private\n---\n# Beans");
    Sheet::open(&desk.ana, "/notes/beans/-/edit").await.typed("source", &text).save(&desk.ana).await;
    assert!(!opens(&editors).await && opens(&authors).await);
    assert_eq!(preview_links::sweep(&desk.app.state).await.unwrap(), 1);

    // Its author is no author any more.
    let demote = |role: &'static str| {
        sqlx::query("update users set role = $2 where id = $1").bind(desk.ana_id.0).bind(role)
    };
    demote("member").execute(&desk.app.pool).await.unwrap();
    assert!(!opens(&authors).await);
    demote("author").execute(&desk.app.pool).await.unwrap();
    assert!(opens(&authors).await);

    // The bin ends it for good.
    assert_eq!(desk.ana.post("/notes/beans/-/bin", &[]).await.status, 303);
    assert!(!opens(&authors).await);
    let bin = desk.ana.get("/bin").await;
    let note = bin.attribute("form[action='/bin'] [name=note]", "value");
    assert_eq!(desk.ana.post("/bin", &[("note", &note)]).await.status, 303);
    assert_eq!(desk.ana.get("/notes/beans").await.status, 200);
    assert!(!opens(&authors).await);

    // So does the end of its maker's account.
    let peas = link(&desk.bruno, "peas", "7").await;
    sqlx::query("delete from users where id = $1")
        .bind(desk.bruno_id.0)
        .execute(&desk.app.pool)
        .await
        .unwrap();
    assert!(!opens(&peas).await);
}

#[actix_web::test]
async fn those_who_may_change_the_note_see_its_links() {
    let desk = Desk::with(&[("Beans.md", DRAFT)]).await;
    let path = "/notes/beans/-/preview-links";
    let empty = desk.ana.get(path).await;
    assert_eq!((empty.status.as_u16(), empty.text_of(".preview-links p")), (200, "None.".into()));
    assert_eq!(empty.attribute("input[name=days][checked]", "value"), "7");
    assert_eq!(empty.header("cache-control"), "no-store");
    let made = make(&desk.ana, "beans", "30").await;
    let whole = made.attribute("#made", "value");
    assert!(whole.starts_with(&format!("http://{}/preview/", desk.app.address)), "{whole}");
    assert_eq!(made.header("cache-control"), "no-store");
    let token = whole.rsplit('/').next().unwrap();
    let listed = desk.bruno.get(path).await;
    let words = listed.text_of(".preview-links li p");
    assert!(words.contains("Ends on 21 December 2026") && words.contains("Made by Ana"), "{words}");
    assert!(words.contains("Not opened yet") && !listed.text().contains(token), "{words}");
    let guest = desk.app.guest();
    let address = format!("/preview/{token}");
    guest.head(&address).await;
    for _ in 0..2 {
        guest.get(&address).await;
    }
    let words = desk.ana.get(path).await.text_of(".preview-links li p");
    assert!(words.contains("Opened 2 times, last on 21 November 2026"), "{words}");
    // What is kept opens nothing.
    let kept: Vec<u8> =
        sqlx::query_scalar("select token_hash from preview_links").fetch_one(&desk.app.pool).await.unwrap();
    let kept = data_encoding::HEXLOWER.encode(&kept);
    assert!(!kept.contains(token) && guest.get(&format!("/preview/{kept}")).await.status == 404);
}

#[actix_web::test]
async fn a_note_has_so_many_and_a_time_is_chosen() {
    let desk = Desk::with(&[("Beans.md", DRAFT), ("Peas.md", DRAFT)]).await;
    for days in ["", "2", "-1", "365", "x"] {
        let refused = make(&desk.ana, "beans", days).await;
        assert_eq!((refused.status.as_u16(), refused.has("#days-error")), (422, true), "{days}");
    }
    for _ in 0..preview_links::MOST {
        assert_eq!(make(&desk.ana, "beans", "1").await.status, 201);
    }
    let full = make(&desk.bruno, "beans", "1").await;
    assert_eq!((full.status.as_u16(), full.has("#days-error")), (422, true), "{}", full.text());
    assert!(!desk.ana.get("/notes/beans/-/preview-links").await.has("input[name=days]"));
    assert_eq!(make(&desk.ana, "peas", "1").await.status, 201, "another note has its own");
    desk.app.clock.advance(SignedDuration::from_hours(25));
    assert_eq!(make(&desk.ana, "beans", "1").await.status, 201, "those that have ended do not count");
}

#[actix_web::test]
async fn links_are_made_by_those_who_may_change_the_note() {
    let private = for_readers(Audience::Private, "Mine.");
    let desk = Desk::with(&[("Open.md", "Text."), ("Draft.md", DRAFT), ("Mine.md", &private)]).await;
    let (_, carla) = sign_in(&desk.app, "Carla", Role::Author).await;
    let (_, owner) = sign_in(&desk.app, "Olga", Role::Owner).await;
    let (_, member) = sign_in(&desk.app, "Marta", Role::Member).await;
    for (who, browser, expected) in [
        ("author", &desk.ana, [200, 200, 200]),
        ("editor", &desk.bruno, [200, 200, 404]),
        ("owner", &owner, [200, 200, 404]),
        ("another author", &carla, [403, 404, 404]),
        ("member", &member, [403, 404, 404]),
        ("guest", &desk.app.guest(), [303, 303, 303]),
    ] {
        for (path, status) in ["open", "draft", "mine"].into_iter().zip(expected) {
            let page = browser.get(&format!("/notes/{path}/-/preview-links")).await;
            assert_eq!(page.status.as_u16(), status, "{who}: {path}");
            let made = make(browser, path, "7").await.status.as_u16();
            assert_eq!(made, if status == 200 { 201 } else { status }, "{who}: {path}");
            let note = browser.get(&format!("/notes/{path}")).await;
            assert_eq!(note.has("a[href$='/-/preview-links']"), status == 200, "{who}: {path}");
        }
    }
    // Nobody ends a link of a note that is not theirs to change, by whichever address.
    let list = desk.ana.get("/notes/mine/-/preview-links").await;
    let removal = list.attribute("form[action$='/removal']", "action");
    for (browser, status) in [(&desk.bruno, 404), (&carla, 404), (&member, 404)] {
        assert_eq!(browser.post(&removal, &[]).await.status.as_u16(), status);
        let elsewhere = removal.replace("/notes/mine/", "/notes/open/");
        assert!([403, 404].contains(&browser.post(&elsewhere, &[]).await.status.as_u16()));
    }
    assert_eq!(desk.ana.get("/notes/mine/-/preview-links").await.count(".preview-links li"), 1);
}

/// A preview is in no list and no search, and no program is told of it.
#[actix_web::test]
async fn nothing_leads_to_a_preview() {
    let desk = Desk::with(&[("Beans.md", DRAFT), ("Open.md", "Text.")]).await;
    let address = link(&desk.ana, "beans", "7").await;
    let guest = desk.app.guest();
    guest.get(&address).await;
    for place in
        ["/", "/notes", "/search?q=beans", "/feed.xml", "/sitemap.xml", "/llms.txt", "/graph", "/new"]
    {
        let told = guest.get(place).await.text();
        assert!(!told.contains("/preview/") && !told.to_lowercase().contains("not yet"), "{place}");
    }
    let embed = format!("/oembed?url=http%3A%2F%2F{}{}", desk.app.address, address.replace('/', "%2F"));
    assert_eq!(guest.get(&embed).await.status, 404);
    // A link that somebody kept in their session changes nothing: it is not looked for.
    assert_eq!(desk.ana.get(&address).await.text(), guest.get(&address).await.text());
}
