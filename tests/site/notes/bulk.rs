//! `/write/notes` and `/write/works`: work on many notes at once, and undoing it.

use quintal::{
    access::{Audience, Role},
    notes::works,
};

use super::{Desk, for_readers, post, sign_in};
use crate::support::{app::Browser, page::Answer};

/// The ids of notes by what the list calls them.
async fn ticks(browser: &Browser, titles: &[&str]) -> Vec<(String, String)> {
    let page = browser.get("/write/notes").await;
    let names = page.texts(".roster-title");
    let ids = page.attributes(".roster-tick input[type=checkbox]", "value");
    let id = |title: &&str| {
        let at = names.iter().position(|name| name == title);
        ids[at.unwrap_or_else(|| panic!("{title} is not in {names:?}"))].clone()
    };
    titles.iter().map(|title| ("note".to_owned(), id(title))).collect()
}

/// Chooses notes and what is to be done; the page that shows what that would be.
async fn choose(browser: &Browser, titles: &[&str], fields: &[(&str, &str)]) -> Answer {
    let mut form = ticks(browser, titles).await;
    form.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    post(browser, "/write/notes", &form).await
}

/// Goes on from there: what a browser sends of that page.
async fn confirm(browser: &Browser, page: &Answer) -> Answer {
    assert_eq!(page.status, 200, "{}", page.text());
    let names = page.attributes("main form input[type=hidden]", "name");
    let values = page.attributes("main form input[type=hidden]", "value");
    let form: Vec<(String, String)> = names.into_iter().zip(values).collect();
    post(browser, &page.attribute("main form", "action"), &form).await
}

/// Does it; the page of the work, and its address.
async fn work(browser: &Browser, titles: &[&str], fields: &[(&str, &str)]) -> (Answer, String) {
    let page = choose(browser, titles, fields).await;
    let done = confirm(browser, &page).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let address = done.location().to_owned();
    (browser.get(&address).await, address)
}

async fn undo(browser: &Browser, work: &str) -> Answer {
    let undone = browser.post(&format!("{work}/undoing"), &[]).await;
    assert_eq!((undone.status.as_u16(), undone.location()), (303, work), "{}", undone.text());
    browser.get(work).await
}

#[actix_web::test]
async fn a_note_that_waits_for_its_time_is_no_draft() {
    let later = "---\npublish: 2030-03-01T09:00Z\n---\nText.";
    let desk = Desk::with(&[
        ("Later.md", later),
        ("Never.md", "---\npublish: false\n---\nText."),
        ("Now.md", "Text."),
    ])
    .await;
    for (state, title, said) in [
        ("scheduled", "Later", "Scheduled 1 March 2030, 09:00"),
        ("draft", "Never", "Draft"),
        ("published", "Now", "Published"),
    ] {
        let page = desk.ana.get(&format!("/write/notes?state={state}")).await;
        assert_eq!(page.texts(".roster-title"), [title]);
        assert_eq!(page.text_of(".roster td:nth-child(5)"), said);
    }
    let page = choose(&desk.ana, &["Later"], &[("do", "publish")]).await;
    assert!(page.text_of("main").contains("Scheduled"), "{}", page.text_of("main"));
}

#[actix_web::test]
async fn the_list_has_what_one_may_change() {
    let private = for_readers(Audience::Private, "Secret.");
    let desk = Desk::with(&[
        ("Beds/Beans.md", "---\ntags: [soil/acid, food]\n---\nText."),
        ("Beds/Deep/Peas.md", "---\npublish: false\ntitle: Pêras d'água\n---\nText #soil"),
        ("Leaf.md", &for_readers(Audience::Members, "Text.")),
        ("Secret.md", &private),
        ("Hidden.md", &for_readers(Audience::Unlisted, "Text.")),
    ])
    .await;
    let (_, otto) = sign_in(&desk.app, "Otto", Role::Author).await;
    let (_, mia) = sign_in(&desk.app, "Mia", Role::Member).await;
    let titles = |page: &Answer| {
        let mut titles = page.texts(".roster-title");
        titles.sort();
        titles
    };
    let all = ["Beans", "Hidden", "Leaf", "Pêras d'água", "Secret"];
    assert_eq!(titles(&desk.ana.get("/write/notes").await), all);
    let editors = desk.bruno.get("/write/notes").await;
    assert_eq!(titles(&editors), ["Beans", "Hidden", "Leaf", "Pêras d'água"], "not what is private to Ana");
    assert!(!editors.text().contains("Secret"));
    let nothing = otto.get("/write/notes").await;
    assert!(nothing.has(".empty h2") && !nothing.has(".roster"), "others' notes are not for authors");
    assert_eq!(mia.get("/write/notes").await.status, 403);
    assert_eq!(desk.app.guest().get("/write/notes").await.location(), "/login?next=/write/notes");

    for (question, found) in [
        ("folder=beds", &["Beans", "Pêras d'água"][..]),
        ("folder=Beds/Deep", &["Pêras d'água"]),
        ("folder=bed", &[]),
        ("tag=soil", &["Beans", "Pêras d'água"]),
        ("tag=%23Soil/Acid", &["Beans"]),
        ("audience=members", &["Leaf"]),
        ("audience=unlisted", &["Hidden"]),
        ("audience=private", &["Secret"]),
        ("state=draft", &["Pêras d'água"]),
        ("state=published&tag=soil", &["Beans"]),
        ("title=agua+pe", &["Pêras d'água"]),
        ("title=in", &[]),
        ("title=%27%5C&audience=x&state=y&page=0", &all),
    ] {
        let page = desk.ana.get(&format!("/write/notes?{question}")).await;
        assert_eq!(page.status, 200);
        assert_eq!(titles(&page), found, "{question}");
    }
    let by_title = desk.ana.get("/write/notes?sort=title").await;
    assert_eq!(by_title.texts(".roster-title"), all);
    let by_ana = desk.bruno.get(&format!("/write/notes?author={}", desk.ana_id)).await;
    assert_eq!(by_ana.count(".roster-title"), 4);
    let by_bruno = desk.bruno.get(&format!("/write/notes?author={}", desk.bruno_id)).await;
    assert!(by_bruno.has(".empty"));
    assert_eq!(desk.ana.get("/write/notes?page=2").await.status, 404);
    let row = desk.ana.get("/write/notes?folder=beds/deep").await;
    assert_eq!(row.text_of(".roster-place"), "Shelf / Beds/Deep");
    assert_eq!(row.text_of(".roster-tags"), "soil");
    assert_eq!(row.attribute(".roster-place a", "href"), "/write/notes?folder=beds%2Fdeep");
}

const BEANS: &str = "---\r\n# mine\r\ntags: [a,  b]\r\nx: 1\r\n---\r\nText\r\n";

#[actix_web::test]
async fn tags_readers_and_publishing_are_written_into_front_matter() {
    let desk = Desk::with(&[("Beans.md", BEANS), ("Peas.md", "Text #new"), ("Plan.canvas", "{}")]).await;
    let page = choose(&desk.ana, &["Beans", "Peas", "Plan"], &[("do", "tag"), ("add-tag", "#new")]).await;
    assert_eq!(page.texts(".step-left").len(), 2, "{}", page.text());
    assert_eq!(desk.source("beans").await, BEANS, "nothing is written yet");
    let (done, address) =
        work(&desk.ana, &["Beans", "Peas", "Plan"], &[("do", "tag"), ("add-tag", "#new")]).await;
    assert_eq!(done.text_of("h1"), "Add the tag “new”");
    assert_eq!(done.texts(".step-left").len(), 2);
    assert_eq!(desk.source("beans").await, BEANS.replace("[a,  b]", "[a,  b, new]"));
    assert_eq!(desk.origins("beans").await, ["import", "edit"]);
    assert_eq!(desk.origins("peas").await, ["import"]);
    let history = desk.ana.get("/notes/beans/-/history").await;
    assert_eq!(history.text_of(".revision-summary"), "Many notes at once: Add the tag “new”");
    assert_eq!(done.attribute(".steps a[href*=changes]", "href"), "/notes/beans/-/changes?from=1&to=2");
    assert!(desk.app.guest().get("/tags/new").await.text().contains("Beans"));

    let undone = undo(&desk.ana, &address).await;
    assert!(undone.text_of(".notice").starts_with("Undone"), "{}", undone.text());
    assert_eq!(desk.source("beans").await, BEANS);
    assert_eq!(desk.origins("beans").await, ["import", "edit", "restore"]);
    undo(&desk.ana, &address).await;
    assert_eq!(desk.origins("beans").await.len(), 3, "once is enough");

    work(&desk.ana, &["Beans"], &[("do", "untag"), ("remove-tag", "A")]).await;
    assert_eq!(desk.source("beans").await, BEANS.replace("[a,  b]", "[b]"));
    let guest = desk.app.guest();
    work(&desk.bruno, &["Beans", "Peas"], &[("do", "audience"), ("to-audience", "members")]).await;
    assert_eq!(
        (guest.get("/notes/beans").await.status, guest.get("/notes/peas").await.status),
        (404.try_into().unwrap(), 404.try_into().unwrap())
    );
    assert_eq!(desk.author("beans").await, Some(desk.ana_id.0));
    let (_, drafts) = work(&desk.bruno, &["Beans", "Peas"], &[("do", "unpublish")]).await;
    assert_eq!(desk.source("peas").await, "---\naudience: members\npublish: false\n---\nText #new");
    let (_, mia) = sign_in(&desk.app, "Mia", Role::Member).await;
    assert_eq!(mia.get("/notes/peas").await.status, 404);
    undo(&desk.bruno, &drafts).await;
    assert_eq!(mia.get("/notes/peas").await.status, 200);
    work(&desk.bruno, &["Peas"], &[("do", "unpublish")]).await;
    work(&desk.bruno, &["Peas"], &[("do", "publish")]).await;
    assert_eq!(mia.get("/notes/peas").await.status, 200);
}

#[actix_web::test]
async fn what_is_not_published_is_not_published_by_the_way() {
    let desk = Desk::with(&[("A.md", "One.")]).await;
    // A vault that was withdrawn: drafts whose texts do not say so.
    let mut db = desk.app.connection().await;
    let note = sqlx::query_scalar("select id from notes").fetch_one(&mut db).await.unwrap();
    quintal::notes::write::unpublish(&mut db, &[quintal::ids::NoteId(note)]).await.unwrap();
    let (_, address) = work(&desk.ana, &["A"], &[("do", "tag"), ("add-tag", "x")]).await;
    assert_eq!(desk.app.guest().get("/notes/a").await.status, 404);
    undo(&desk.ana, &address).await;
    assert_eq!(desk.app.guest().get("/notes/a").await.status, 404);
    let (_, published) = work(&desk.ana, &["A"], &[("do", "publish")]).await;
    assert_eq!(desk.app.guest().get("/notes/a").await.status, 200);
    undo(&desk.ana, &published).await;
    assert_eq!(desk.app.guest().get("/notes/a").await.status, 404);
    assert_eq!(desk.source("a").await, "One.");
}

#[actix_web::test]
async fn a_move_turns_links_keeps_addresses_and_comes_back() {
    let linking = "[[Beds/Beans]], [[Peas]], [text](Beds/Beans.md#x)\n";
    let desk = Desk::with(&[
        ("Beds/Beans.md", "See [peas](Peas.md) and [[Leaf]].\n"),
        ("Beds/Peas.md", "See [leaf](../Leaf.md), [[Beds/Beans|them]].\n"),
        ("Leaf.md", linking),
        ("Far/Peas.md", "Another."),
    ])
    .await;
    let page = choose(&desk.ana, &["Beans", "Leaf"], &[("do", "move"), ("to-folder", "New / Deep")]).await;
    assert!(page.text_of(".section-title").starts_with("In one more note"), "{}", page.text());
    let (done, address) = work(&desk.ana, &["Beans"], &[("do", "move"), ("to-folder", " New / Deep")]).await;
    assert_eq!(done.text_of(".step"), "Beds/Beans.md becomes New/Deep/Beans.md");
    let guest = desk.app.guest();
    assert_eq!(guest.get("/notes/beds/beans").await.location(), "/notes/new/deep/beans");
    assert_eq!(desk.source("new/deep/beans").await, "See [peas](../../Beds/Peas.md) and [[Leaf]].\n");
    assert_eq!(desk.source("leaf").await, "[[New/Deep/Beans]], [[Peas]], [text](New/Deep/Beans.md#x)\n");
    assert_eq!(desk.source("beds/peas").await, "See [leaf](../Leaf.md), [[New/Deep/Beans|them]].\n");
    assert_eq!(desk.origins("leaf").await, ["import", "move"], "one text, however many links");
    assert_eq!(desk.origins("beds/peas").await, ["import", "move"]);
    assert!(!guest.get("/notes/leaf").await.has(".link-missing"));

    undo(&desk.ana, &address).await;
    assert_eq!(desk.source("leaf").await, linking);
    assert_eq!(desk.source("beds/beans").await, "See [peas](Peas.md) and [[Leaf]].\n");
    assert_eq!(guest.get("/notes/new/deep/beans").await.location(), "/notes/beds/beans");
    assert_eq!(guest.get("/notes/beds/beans").await.status, 200);
}

#[actix_web::test]
async fn notes_that_move_together_stay_linked() {
    let desk = Desk::with(&[
        ("A/One.md", "[[A/Two]] [two](Two.md) [[A/One]]\n"),
        ("A/Two.md", "[[A/One]]\n"),
        ("B/Two.md", "Another two.\n"),
        ("B/Three.md", "Text.\n"),
        ("C/Three.md", "Text.\n"),
    ])
    .await;
    work(&desk.ana, &["One"], &[("do", "move"), ("to-folder", "N")]).await;
    assert_eq!(desk.source("n/one").await, "[[A/Two]] [two](../A/Two.md) [[N/One]]\n");
    let rows = desk.ana.get("/write/notes?folder=a").await;
    assert_eq!(rows.count(".roster-title"), 1);
    let both = [("which", "all"), ("do", "move"), ("to-folder", "N")];
    let page = desk.ana.post("/write/notes", &[&both[..], &[("title", "three")]].concat()).await;
    assert_eq!(
        page.texts(".step-left"),
        ["Another note lies there, or had that address."],
        "{}",
        page.text()
    );
    assert_eq!(confirm(&desk.ana, &page).await.status, 303);
    assert_eq!(desk.ana.get("/write/notes?folder=n&title=three").await.count(".roster-title"), 1);
}

#[actix_web::test]
async fn the_bin_takes_many_and_gives_them_back() {
    let desk =
        Desk::with(&[("A.md", "One. [[B]]"), ("B.md", "---\npublish: false\n---\nTwo."), ("C.md", "Three.")])
            .await;
    let (done, address) = work(&desk.ana, &["A", "B"], &[("do", "bin")]).await;
    assert_eq!(done.count(".steps li"), 2);
    let guest = desk.app.guest();
    assert_eq!(guest.get("/notes/a").await.status, 404);
    assert_eq!(desk.ana.get("/bin").await.count(".works li"), 2);
    // One of them is brought back, and another file takes the other's place.
    let notes = desk.ana.get("/bin").await.attributes(".works [name=note]", "value");
    let titles = desk.ana.get("/bin").await.texts(".works li > span");
    let a = titles.iter().position(|title| title == "A").unwrap();
    desk.ana.post("/bin", &[("note", notes[a].as_str())]).await;
    desk.shelf.add(&[("B.md", "Another.")]).await;
    let undone = undo(&desk.ana, &address).await;
    assert_eq!(undone.texts(".step-left").len(), 1, "{}", undone.text());
    assert!(desk.ana.get("/bin").await.has(".empty"));
    let places: Vec<String> = sqlx::query_scalar("select vault_path from notes order by 1")
        .fetch_all(&desk.app.pool)
        .await
        .unwrap();
    assert_eq!(places, ["A.md", "B 2.md", "B.md", "C.md"]);
    let draft: bool =
        sqlx::query_scalar("select published_revision_id is null from notes where vault_path = 'B 2.md'")
            .fetch_one(&desk.app.pool)
            .await
            .unwrap();
    assert!(draft);
}

#[actix_web::test]
async fn nothing_newer_is_overwritten() {
    let desk = Desk::with(&[("A.md", "One."), ("B.md", "Two."), ("C.md", "Three.")]).await;
    let page = choose(&desk.bruno, &["A", "B", "C"], &[("do", "tag"), ("add-tag", "x")]).await;
    let sheet = super::Sheet::open(&desk.ana, "/notes/a/-/edit").await.typed("source", "One, newer.");
    assert_eq!(sheet.save(&desk.ana).await.status, 303);
    desk.ana.post("/notes/c/-/bin", &[]).await;
    let done = confirm(&desk.bruno, &page).await;
    let address = done.location().to_owned();
    let report = desk.bruno.get(&address).await;
    assert_eq!(report.texts(".step-left"), ["Somebody has changed it since."]);
    assert_eq!(desk.source("a").await, "One, newer.");
    assert_eq!(desk.source("b").await, "---\ntags: [x]\n---\nTwo.");
    assert_eq!(desk.source("c").await, "Three.");

    let newer = super::Sheet::open(&desk.ana, "/notes/b/-/edit").await.typed("source", "Two, newer.");
    assert_eq!(newer.save(&desk.ana).await.status, 303);
    let undone = undo(&desk.bruno, &address).await;
    assert!(undone.texts(".step-left")[0].starts_with("Not brought back. Somebody"), "{}", undone.text());
    assert_eq!(desk.source("b").await, "Two, newer.");
}

#[actix_web::test]
async fn who_may_do_what() {
    let private = for_readers(Audience::Private, "Secret.");
    let desk = Desk::with(&[("Open.md", "Text."), ("Secret.md", &private)]).await;
    let (_, otto) = sign_in(&desk.app, "Otto", Role::Author).await;
    let (_, mia) = sign_in(&desk.app, "Mia", Role::Member).await;
    let notes = ticks(&desk.ana, &["Open", "Secret"]).await;
    let form = |which: &[usize], rest: &[(&str, &str)]| -> Vec<(String, String)> {
        let mut form: Vec<_> = which.iter().map(|at| notes[*at].clone()).collect();
        form.extend(rest.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        form
    };
    let tag = [("do", "tag"), ("add-tag", "x")];
    let theirs = post(&otto, "/write/notes", &form(&[0], &tag)).await;
    assert_eq!(theirs.texts(".step-left"), ["You may read it, but not change it."]);
    assert!(!theirs.has("main button.button"));
    for who in [&otto, &desk.bruno] {
        let hidden = post(who, "/write/notes", &form(&[1], &tag)).await;
        assert_eq!(hidden.status, 422);
        assert!(!hidden.text().contains("Secret"), "{}", hidden.text());
    }
    for address in ["/write/notes", "/write/works"] {
        assert_eq!(post(&mia, address, &form(&[0], &tag)).await.status, 403);
        let guest = post(&desk.app.guest(), address, &form(&[0], &tag)).await;
        assert_eq!(guest.location(), format!("/login?next={address}"));
    }
    // What was never shown is not done.
    assert_eq!(post(&desk.bruno, "/write/works", &form(&[0], &tag)).await.status, 404);
    let revision: uuid::Uuid =
        sqlx::query_scalar("select newest_revision_id from notes where vault_path = 'Open.md'")
            .fetch_one(&desk.app.pool)
            .await
            .unwrap();
    let pair = format!("{}:{revision}", notes[0].1);
    let forged = otto.post("/write/works", &[("note", &pair), ("do", "bin")]).await;
    assert_eq!(
        otto.get(forged.location()).await.texts(".step-left"),
        ["You may read it, but not change it."]
    );
    assert_eq!(desk.app.guest().get("/notes/open").await.status, 200);

    let private = [("do", "audience"), ("to-audience", "private")];
    let out = choose(&desk.bruno, &["Open"], &private).await;
    assert!(out.texts(".step-left")[0].starts_with("It is somebody else’s"), "{}", out.text());
    let (_, address) = work(&desk.ana, &["Open"], &private).await;
    assert_eq!(desk.bruno.get("/notes/open").await.status, 404);
    for who in [&desk.bruno, &otto] {
        assert_eq!(who.get(&address).await.status, 404);
        assert_eq!(who.post(&format!("{address}/undoing"), &[]).await.status, 404);
    }
    assert_eq!(mia.get(&address).await.status, 403);
    assert_eq!(desk.ana.get("/write/works/x").await.status, 404);
    let works = desk.ana.get("/write/works").await;
    assert_eq!(works.texts(".works li > a"), ["Change readers to “Only its author”"]);
    assert!(desk.bruno.get("/write/works").await.has(".empty"));
}

#[actix_web::test]
async fn a_form_that_says_too_little_comes_back() {
    let desk = Desk::with(&[("A.md", "One."), ("B.md", "Two.")]).await;
    for (fields, error) in [
        (&[("do", "move"), ("to-folder", "../x")][..], "#to-folder-error"),
        (&[("do", "tag"), ("add-tag", "two words")], "#add-tag-error"),
        (&[("do", "untag"), ("remove-tag", "")], "#remove-tag-error"),
        (&[("do", "audience"), ("to-audience", "friends")], "#to-audience-error"),
        (&[("do", "x")], "#do-error"),
    ] {
        let page = choose(&desk.ana, &["A"], fields).await;
        assert_eq!(page.status, 422);
        assert!(page.has(error), "{error}: {}", page.text());
        assert_eq!(page.count(".roster-tick [checked]"), 1, "what was ticked stays so");
    }
    let none = desk.ana.post("/write/notes", &[("do", "bin")]).await;
    assert_eq!(none.status, 422);
    assert!(none.has("#which-error"));
    assert_eq!(desk.ana.post("/write/notes", &[("do", "bin"), ("note", "x")]).await.status, 400);
    assert_eq!(desk.ana.post("/write/works", &[("do", "x")]).await.status, 400);
}

#[actix_web::test]
async fn a_page_or_the_whole_list_can_be_chosen() {
    let notes: Vec<(String, String)> =
        (0..35).map(|n| (format!("Note {n}.md"), format!("Text {n}."))).collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let desk = Desk::with(&notes).await;
    let page = desk.ana.get("/write/notes?page=2").await;
    assert_eq!(page.count(".roster-title"), 5);
    let here: Vec<(String, String)> =
        page.attributes("[name=here]", "value").into_iter().map(|id| ("here".to_owned(), id)).collect();
    let with = |which: &str| {
        let rest = [("which", which), ("do", "tag"), ("add-tag", "x")];
        [here.clone(), rest.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()].concat()
    };
    let asked = post(&desk.ana, "/write/notes", &with("page")).await;
    assert_eq!(asked.count(".steps li"), 5);
    let asked = post(&desk.ana, "/write/notes", &with("all")).await;
    assert_eq!(asked.count(".steps li"), 35);
    let queries = asked.queries();
    let few = post(&desk.ana, "/write/notes", &with("page")).await.queries();
    assert!(queries <= few + 1, "no query a note: {queries} for 35, {few} for 5");
    let done = confirm(&desk.ana, &asked).await;
    assert_eq!(done.status, 303);
    assert!(done.queries() < 60, "{}", done.queries());
    assert_eq!(desk.app.guest().get("/tags/x").await.count(".notes > li"), 30);
    assert_eq!(desk.ana.get("/write/notes?tag=x&page=2").await.count(".roster-title"), 5);
}

#[actix_web::test]
async fn works_are_kept_for_a_while() {
    let desk = Desk::with(&[("A.md", "One.")]).await;
    let (_, first) = work(&desk.ana, &["A"], &[("do", "tag"), ("add-tag", "t0")]).await;
    sqlx::query(
        "insert into works (id, user_id, deed, done_at)
         select gen_random_uuid(), $1, '{\"do\": \"bin\"}', now() + n * interval '1 second' from generate_series(1, 60) n",
    )
    .bind(desk.ana_id.0)
    .execute(&desk.app.pool)
    .await
    .unwrap();
    work(&desk.ana, &["A"], &[("do", "tag"), ("add-tag", "t1")]).await;
    let kept: i64 = sqlx::query_scalar("select count(*) from works").fetch_one(&desk.app.pool).await.unwrap();
    assert_eq!(kept, works::KEPT);
    assert_eq!(desk.ana.get(&first).await.status, 404);
    assert_eq!(desk.ana.get("/write/works").await.count(".works li"), 30);
    assert_eq!(desk.ana.get("/write/works?page=2").await.count(".works li"), 20);
    assert_eq!(desk.ana.get("/write/works?page=9").await.status, 404);
}

#[actix_web::test]
async fn what_is_published_together_is_looked_over_together() {
    let draft = |text: &str| format!("---\npublish: false\n---\n{text}");
    let members = for_readers(Audience::Members, "Club.");
    let diary = for_readers(Audience::Private, "Mine.");
    let notes = [
        ("Beans.md", draft("[[Nowhere]] [[Peas]] [[Peas#Gone]] [[#Gone]] [[Club]] [[Open]] ![[Beans#Gone]]")),
        ("Peas.md", draft("## Sown\n\n#### Deep\n\n[[Beans]] [[Alone]]")),
        ("Alone.md", draft("[[Peas#Sown]] ![[gone.png]]")),
        ("Sound.md", "---\npublish: false\ndescription: x\n---\n[[Open]] [[Sound]]".to_owned()),
        (
            "Inner.md",
            "---\npublish: false\ndescription: x\naudience: members\n---\n[[Club]] [[Diary]]".to_owned(),
        ),
        ("Club.md", members),
        ("Diary.md", diary),
        ("Open.md", "Open.".to_owned()),
    ];
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let desk = Desk::with(&notes).await;
    let titles = ["Beans", "Peas", "Sound", "Inner", "Open"];
    let page = choose(&desk.ana, &titles, &[("do", "publish")]).await;
    let counts: Vec<(String, String)> =
        page.attributes(".steps .step a", "href").into_iter().zip(page.texts(".steps .step a")).collect();
    let mut expected = Vec::new();
    for path in ["beans", "inner", "peas"] {
        let address = format!("/notes/{path}/-/checks");
        let checks = desk.ana.get(&address).await;
        // By itself each of the two would still link to a draft.
        let alone = checks.count(".findings > li");
        let together = if path == "inner" { alone } else { alone - 1 };
        let words = if together == 1 {
            "One thing to look at".to_owned()
        } else {
            format!("{together} things to look at")
        };
        expected.push((address, words));
    }
    assert_eq!(counts, expected, "{}", page.text());
    assert!(page.queries() < 14, "{}", page.header("server-timing"));
    assert_eq!(confirm(&desk.ana, &page).await.status, 303);
    assert_eq!(desk.app.guest().get("/notes/beans").await.status, 200);
    let tagged = choose(&desk.ana, &titles, &[("do", "tag"), ("add-tag", "x")]).await;
    assert!(!tagged.has(".steps .step a"));
}

#[actix_web::test]
async fn links_of_others_that_name_a_place_are_told_of_before_it_is_left() {
    let desk = Desk::with(&[("Beds/Beans.md", "Beans."), ("Peas.md", "[[Beds/Beans]]")]).await;
    let (carla_id, _) = sign_in(&desk.app, "Carla", Role::Author).await;
    let saved = desk.shelf.add(&[("By place.md", "[[Beds/Beans]]"), ("By name.md", "[[Beans]]")]).await;
    for note in saved {
        sqlx::query("update notes set author_id = $1 where id = $2")
            .bind(carla_id.0)
            .bind(note.note.0)
            .execute(&desk.app.pool)
            .await
            .unwrap();
    }
    let told = async |browser: &Browser| {
        let page = choose(browser, &["Beans"], &[("do", "move"), ("to-folder", "Trees")]).await;
        (page.texts("h2.section-title"), page.texts(".steps ~ .steps a"))
    };
    let (titles, notes) = told(&desk.ana).await;
    assert_eq!(titles[1], "One note that is not yours to change calls one of them by its place");
    assert_eq!(notes, ["Peas", "By place"]);
    let (titles, notes) = told(&desk.bruno).await;
    assert_eq!(
        (titles.len(), notes),
        (1, vec!["By place".to_owned(), "Peas".to_owned()]),
        "an editor turns them all"
    );
}
