//! Changes that somebody suggests who reads a note, taken over piece by piece.

use quintal::access::{Audience, Role};

use super::{Desk, Sheet, for_readers, sign_in};
use crate::support::{app::Browser, page::Answer};

const SOIL: &str = "---\nreviewer: Ana\ntitle: 'Soil'\n---\nClay is heavy.\n\nSand is light. %%ask Rui%%\n\nLoam is both.\n\nSilt is fine.\n";
const BETTER: &str = "---\ntitle: Soil\n---\nClay is very heavy.\n\nSand is light. \n\nLoam is the best of both.\n\nSilt is fine.\n\nPeat is neither.\n";

/// Sends a suggestion from the editor as it opens; its address.
async fn suggest(who: &Browser, path: &str, text: &str, words: &str) -> String {
    let sheet = Sheet::open(who, &format!("/notes/{path}/-/suggest")).await;
    let sent = sheet.typed("source", text).typed("summary", words).save(who).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    sent.location().to_owned()
}

/// Answers a suggestion as its page stands for somebody.
async fn answer(who: &Browser, address: &str, fields: &[(&str, &str)]) -> Answer {
    let page = who.get(address).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let version = page.attribute(".answering input[name=version]", "value");
    who.post(address, &[&[("version", &*version)], fields].concat()).await
}

async fn otto(desk: &Desk) -> Browser {
    sign_in(&desk.app, "Otto", Role::Author).await.1
}

fn standing(page: &Answer) -> String {
    page.text_of(".standing")
}

#[actix_web::test]
async fn a_suggestion_is_taken_over_piece_by_piece() {
    let desk = Desk::with(&[("Soil.md", SOIL)]).await;
    let otto = otto(&desk).await;
    let ways = otto.get("/notes/soil").await.attributes(".note-ways a", "href");
    assert!(ways.contains(&"/notes/soil/-/suggest".to_owned()), "{ways:?}");
    let address = suggest(&otto, "soil", BETTER, "  As they\ttaught me ").await;
    assert_eq!(address, "/notes/soil/-/suggestions/1");
    assert_eq!(desk.source("soil").await, SOIL, "nothing changes for readers");

    let waiting = desk.ana.get("/write").await;
    assert_eq!(waiting.attributes("#waiting-title ~ .suggestions a", "href"), [address.as_str()]);
    assert_eq!(waiting.texts(".suggestion-words"), ["As they taught me"]);
    let page = desk.ana.get(&address).await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!((standing(&page), page.count(".piece")), ("Open".into(), 3));
    assert_eq!(page.count("input[value=accept]"), 3);
    assert_eq!(page.texts(".diff-changed ins").len(), 2, "{}", page.text());
    assert!(!page.has(".notice"), "the note is as it was");
    assert!(page.text_of(".help").contains("as readers have it"));

    // The first is accepted, the second refused, the third left for later.
    let fields =
        [("piece-0", "accept"), ("piece-1", "refuse"), ("piece-2", "later"), ("answer", " Loam\r\nstays. ")];
    let done = answer(&desk.ana, &address, &fields).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, &*address), "{}", done.text());
    assert_eq!(
        desk.source("soil").await,
        SOIL.replace("is heavy", "is very heavy"),
        "every other byte stays"
    );
    assert_eq!(desk.origins("soil").await, ["import", "suggestion"]);
    let history = desk.ana.get("/notes/soil/-/history").await;
    assert_eq!(history.text_of(".revision-summary"), "Suggestion 1, accepted by Ana. As they taught me");
    assert!(history.texts(".revisions .meta")[0].contains("Otto"), "{:?}", history.texts(".revisions .meta"));
    let passages = desk.ana.get("/notes/soil/-/authorship").await.texts(".passage");
    assert!(
        passages.iter().any(|passage| passage.contains("Otto") && passage.contains("very heavy")),
        "{passages:?}"
    );

    let seen = otto.get(&address).await;
    assert_eq!(standing(&seen), "Partly answered");
    assert_eq!(seen.texts(".piece .badge"), ["Accepted", "Refused"]);
    assert_eq!(seen.exact_text_of(".suggestion-answer"), "Loam\nstays.");
    assert!(!seen.has(".answering") && seen.has("form[action$='/withdrawal']"), "{}", seen.text());
    let mine = otto.get("/write").await;
    assert!(mine.text_of("#suggested-title ~ .suggestions").contains("Loam stays."), "{}", mine.text());
    assert!(mine.text_of("#suggested-title ~ .suggestions").contains("Partly answered"));

    let rest = answer(&desk.bruno, &address, &[("all", "accept")]).await;
    assert_eq!(rest.status, 303);
    assert!(
        desk.source("soil").await.ends_with("Loam is both.\n\nSilt is fine.\n\nPeat is neither.\n"),
        "{}",
        desk.source("soil").await
    );
    let over = otto.get(&address).await;
    assert_eq!(standing(&over), "Accepted in part");
    assert!(over.text_of("#answer-title").contains("Bruno") && over.has(".suggestion-answer"));
    assert!(!over.has("form[action$='/withdrawal']"));
    assert!(!desk.ana.get("/write").await.has("#waiting-title"));
}

#[actix_web::test]
async fn what_clashes_with_a_newer_text_stays_open() {
    let desk = Desk::with(&[("Soil.md", "Clay.\n\nSand.\n\nLoam.\n\nEnd.\n")]).await;
    let otto = otto(&desk).await;
    let address = suggest(&otto, "soil", "Heavy clay.\n\nFine sand.\n\nRich loam.\n\nEnd.\n", "").await;
    let sheet = Sheet::open(&desk.ana, "/notes/soil/-/edit").await;
    sheet.typed("source", "Clay.\n\nCoarse sand.\n\nLoam.\n\nEnd.\n\nPeat.\n").save(&desk.ana).await;

    let page = desk.ana.get(&address).await;
    assert!(page.text_of(".notice").contains("changed after this was suggested"), "{}", page.text());
    assert_eq!(page.texts(".piece-clashing .badge"), ["Clashes"]);
    assert_eq!(page.exact_text_of(".piece-now pre"), "Coarse sand.\n");
    assert_eq!(page.attributes("input[value=accept]", "name"), ["piece-0", "piece-2"]);
    // Who only suggested it is told that, and nothing of the newer text.
    let seen = otto.get(&address).await;
    assert!(seen.text_of(".notice").contains("changed after you suggested"), "{}", seen.text());
    assert!(!seen.text().contains("Coarse") && !seen.text().contains("Peat"));

    let forced = answer(&desk.ana, &address, &[("piece-1", "accept")]).await;
    assert_eq!(forced.status, 303);
    assert_eq!(desk.origins("soil").await, ["import", "edit"], "nothing was written");
    assert!(desk.ana.get(&address).await.text_of(".flash").contains("stays open"));
    answer(&desk.ana, &address, &[("all", "accept")]).await;
    assert_eq!(desk.source("soil").await, "Heavy clay.\n\nCoarse sand.\n\nRich loam.\n\nEnd.\n\nPeat.\n");
    let page = desk.ana.get(&address).await;
    assert_eq!((standing(&page), page.count(".piece-ways")), ("Partly answered".into(), 1));
    answer(&desk.ana, &address, &[("all", "refuse")]).await;
    assert_eq!(standing(&desk.ana.get(&address).await), "Accepted in part");
    assert_eq!(desk.origins("soil").await, ["import", "edit", "suggestion"]);
}

#[actix_web::test]
async fn who_may_suggest_and_who_may_answer() {
    let (members, private) =
        (for_readers(Audience::Members, "Text."), for_readers(Audience::Private, "Text."));
    let draft = "---\npublish: false\n---\nText.";
    let desk = Desk::with(&[
        ("Open.md", "Text."),
        ("Members.md", &members),
        ("Private.md", &private),
        ("Draft.md", draft),
    ])
    .await;
    let (_, member) = sign_in(&desk.app, "Mia", Role::Member).await;
    let (otto, eva) = (otto(&desk).await, sign_in(&desk.app, "Eva", Role::Author).await.1);
    let guest = desk.app.guest();
    for (name, statuses) in [
        ("open", [303, 403, 200, 200, 200]),
        ("members", [303, 403, 200, 200, 200]),
        ("private", [303, 404, 404, 404, 200]),
        ("draft", [303, 404, 404, 200, 200]),
        ("nothing", [303, 404, 404, 404, 404]),
    ] {
        for (who, status) in [&guest, &member, &otto, &desk.bruno, &desk.ana].into_iter().zip(statuses) {
            for page in ["suggest", "suggestions"] {
                let address = format!("/notes/{name}/-/{page}");
                assert_eq!(who.get(&address).await.status, status, "{address}");
            }
            if status != 200 {
                let address = format!("/notes/{name}/-/suggest");
                let status = if status == 303 { 401 } else { status };
                let form = [("source", "Changed."), ("base", ""), ("do", "save")];
                assert_eq!(who.post(&address, &form).await.status, status, "{address}");
            }
        }
    }
    let address = suggest(&otto, "members", "Other text.", "").await;
    for (who, status) in
        [(&guest, 303), (&member, 403), (&eva, 403), (&otto, 200), (&desk.bruno, 200), (&desk.ana, 200)]
    {
        assert_eq!(who.get(&address).await.status, status);
    }
    for (who, status) in [(&member, 403), (&eva, 403), (&otto, 403)] {
        let form = [("version", "1"), ("all", "accept")];
        assert_eq!(who.post(&address, &form).await.status, status);
    }
    for (who, status) in [(&member, 403), (&eva, 403), (&desk.ana, 404)] {
        assert_eq!(who.post(&format!("{address}/withdrawal"), &[]).await.status, status);
    }
    for number in ["2", "0", "x", "99999999999"] {
        let status = if number.parse::<i32>().is_ok() { 403 } else { 404 };
        assert_eq!(
            otto.get(&format!("/notes/members/-/suggestions/{number}")).await.status,
            status,
            "{number}"
        );
        assert_eq!(desk.ana.get(&format!("/notes/members/-/suggestions/{number}")).await.status, 404);
    }
    assert_eq!(member.get("/write/suggestions").await.status, 403);
    assert_eq!(desk.source("members").await, members);
    // An own list has what is one's own.
    assert_eq!(otto.get("/notes/members/-/suggestions").await.count(".suggestions > li"), 1);
    assert_eq!(eva.get("/notes/members/-/suggestions").await.count(".suggestions > li"), 0);
    assert!(
        !eva.get("/write").await.has(".suggestions") && desk.bruno.get("/write").await.has("#waiting-title")
    );
}

#[actix_web::test]
async fn what_is_hidden_takes_its_suggestions_along() {
    let desk = Desk::with(&[("Soil.md", "Clay.\n")]).await;
    let otto = otto(&desk).await;
    let address = suggest(&otto, "soil", "Heavy clay.\n", "marl").await;
    desk.ana.post("/notes/soil/-/bin", &[]).await;
    for who in [&otto, &desk.ana, &desk.bruno] {
        for page in [address.as_str(), "/notes/soil/-/suggestions", "/notes/soil/-/suggest"] {
            assert_eq!(who.get(page).await.status, 404, "{page}");
        }
        assert!(!who.get("/write").await.has(".suggestions"));
        assert_eq!(who.post(&format!("{address}/withdrawal"), &[]).await.status, 404);
    }
    let binned = desk.ana.get("/bin").await.attribute(".works input[name=note]", "value");
    desk.ana.post("/bin", &[("note", &binned)]).await;
    assert_eq!(otto.get(&address).await.status, 200);

    let secret = for_readers(Audience::Private, "Heavy marl, and a secret.\n");
    Sheet::open(&desk.ana, "/notes/soil/-/edit").await.typed("source", &secret).save(&desk.ana).await;
    for page in [address.as_str(), "/notes/soil/-/suggestions", "/notes/soil/-/suggest"] {
        let seen = otto.get(page).await;
        assert!(seen.status == 404 && !seen.text().contains("secret"), "{page}");
    }
    for list in ["/write", "/write/suggestions?mine=yes"] {
        let seen = otto.get(list).await;
        assert!(seen.status == 200 && !seen.has(".suggestions"), "{list}");
    }
    // Whose note it is may still make something of it.
    assert_eq!(desk.ana.get(&address).await.count(".piece-clashing"), 1);
}

#[actix_web::test]
async fn one_suggests_to_the_text_that_one_has() {
    let desk = Desk::with(&[("Soil.md", SOIL)]).await;
    let otto = otto(&desk).await;
    let readers = Sheet::open(&otto, "/notes/soil/-/suggest").await;
    assert!(!readers.field("source").contains("Rui") && !readers.field("source").contains("reviewer"));
    let whole = Sheet::open(&desk.bruno, "/notes/soil/-/suggest").await;
    assert_eq!(whole.field("source"), SOIL);
    // Nor does the revision’s id open what readers do not have.
    let sent = readers.typed("source", "Other.\n").save(&otto).await;
    let seen = otto.get(sent.location()).await.text();
    assert!(!seen.contains("Rui") && !seen.contains("reviewer"));
    // What is only suggested brings no files into the garden.
    let page = otto.get("/notes/soil/-/suggest").await;
    assert!(!page.has("#file") && !page.has("form[data-files]"));
    let preview = [("source", "*New.*"), ("note", &*page.attribute("input[name=note]", "value"))];
    assert_eq!(otto.post("/write/preview", &preview).await.text_of(".unsaved em"), "New.");
}

#[actix_web::test]
async fn a_suggestion_can_be_changed_until_somebody_answers() {
    let desk = Desk::with(&[("Soil.md", "Clay.\n\nSand.\n")]).await;
    let otto = otto(&desk).await;
    let address = suggest(&otto, "soil", "Heavy clay.\n\nSand.\n", "heavy").await;
    let stale = desk.ana.get(&address).await.attribute("input[name=version]", "value");
    let again = Sheet::open(&otto, "/notes/soil/-/suggest").await;
    assert_eq!((again.field("source"), again.field("summary")), ("Heavy clay.\n\nSand.\n", "heavy"));
    let late = Sheet::open(&otto, "/notes/soil/-/suggest").await;
    let changed = again.typed("source", "Wet clay.\n\nFine sand.\n").save(&otto).await;
    assert_eq!(changed.location(), address);

    // Nobody accepts another text than they saw.
    let refused = desk.ana.post(&address, &[("version", &stale), ("all", "accept")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text_of("#pieces-error").contains("changed or answered"), "{}", refused.text());
    assert!(refused.text().contains("Wet") && desk.source("soil").await == "Clay.\n\nSand.\n");
    let nothing = answer(&desk.ana, &address, &[("piece-0", "later")]).await;
    assert_eq!(nothing.status, 422);
    answer(&desk.ana, &address, &[("piece-0", "accept")]).await;
    assert_eq!(desk.source("soil").await, "Wet clay.\n\nSand.\n");

    // What comes too late is told so, keeps its text, and may become a suggestion of its own.
    let told = late.typed("source", "Wet clay.\n\nGolden sand.\n").save(&otto).await;
    assert_eq!(told.status, 422);
    assert!(told.text_of("#source-error").contains("answered while you wrote"));
    let sent = Sheet::of(&told).save(&otto).await;
    assert_eq!(sent.location(), "/notes/soil/-/suggestions/2", "{}", sent.text());

    let gone = otto.post("/notes/soil/-/suggestions/2/withdrawal", &[]).await;
    assert_eq!(gone.status, 303);
    let page = desk.ana.get("/notes/soil/-/suggestions/2").await;
    assert_eq!((standing(&page), page.has(".answering")), ("Taken back".into(), false));
    let form = [("version", "2"), ("all", "accept")];
    assert_eq!(desk.ana.post("/notes/soil/-/suggestions/2", &form).await.status, 422);
    assert_eq!(otto.post("/notes/soil/-/suggestions/2/withdrawal", &[]).await.status, 409);
    assert_eq!(desk.source("soil").await, "Wet clay.\n\nSand.\n");
}

#[actix_web::test]
async fn what_is_being_suggested_is_kept_as_a_draft_of_its_own() {
    let desk = Desk::with(&[("Soil.md", "Clay.\n")]).await;
    let otto = otto(&desk).await;
    let page = otto.get("/notes/soil/-/suggest").await;
    let (draft, note) =
        (page.attribute("form.editor", "data-draft"), page.attribute("input[name=note]", "value"));
    let keep = async |who: &Browser, address: &str, text: &str| {
        let sent = serde_json::json!({ "note": note, "base": "", "vault": "", "place": "", "source": text });
        let request = who.request(reqwest::Method::POST, address).header("sec-fetch-site", "same-origin");
        who.send(request.json(&sent)).await.status.as_u16()
    };
    assert_eq!(keep(&otto, draft.split('?').next().unwrap(), "x").await, 403, "not to be saved");
    assert_eq!(keep(&otto, &draft, "Blue clay.\n").await, 200);
    let back = otto.get("/notes/soil/-/suggest").await;
    assert_eq!(back.exact_text_of("textarea#source"), "Blue clay.\n");
    assert!(back.has(".notice form[action^='/write/drafts/']"));
    let listed = otto.get("/write").await;
    assert_eq!(listed.attributes("#drafts-title ~ .works a", "href"), ["/notes/soil/-/suggest"]);
    // At the note itself an editor's draft is another.
    let other = desk.bruno.get("/notes/soil/-/suggest").await.attribute("form.editor", "data-draft");
    assert_eq!(keep(&desk.bruno, &other, "Red clay.\n").await, 200);
    assert_eq!(desk.bruno.get("/notes/soil/-/edit").await.exact_text_of("textarea#source"), "Clay.\n");
    assert!(!desk.ana.get("/notes/soil/-/edit").await.has(".notice"), "who suggests does not write here");

    let sent = Sheet::of(&back).save(&otto).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(!otto.get("/write").await.has("#drafts-title ~ .works:first-of-type a[href$='/-/suggest']"));
    assert!(!otto.get("/notes/soil/-/suggest").await.has(".notice"));
}

#[actix_web::test]
async fn there_are_bounds() {
    let desk = Desk::with(&[("Soil.md", "Clay.\n"), ("Map.canvas", "{\n\"nodes\": []\n}\n")]).await;
    let otto = otto(&desk).await;
    let open = || Sheet::open(&otto, "/notes/soil/-/suggest");
    let same = open().await.save(&otto).await;
    assert_eq!(same.status, 422);
    assert!(same.text_of("#source-error").contains("already"), "{}", same.text());
    let long = open().await.typed("source", &"palavra ".repeat(300_000)).save(&otto).await;
    assert!(long.status == 422 && long.has("#source-error"));
    let wordy = open().await.typed("source", "x").typed("summary", &"é".repeat(301)).save(&otto).await;
    assert!(wordy.status == 422 && wordy.has("#summary-error"));

    // Twenty that wait are enough; those that are done make room.
    let address = suggest(&otto, "soil", "Heavy clay.\n", "").await;
    let copies = "insert into suggestions
        select gen_random_uuid(), note_id, n, user_id, base, base_revision_id, of_readers, source, pieces, open, 1, refused,
            words, created_at, updated_at, version, withdrawn_at, answer, answered_at, answered_by
        from suggestions, generate_series(2, 20) n";
    sqlx::query(copies).execute(&desk.app.pool).await.unwrap();
    sqlx::query("update suggestions set accepted = 1").execute(&desk.app.pool).await.unwrap();
    let full = open().await.typed("source", "x").save(&otto).await;
    assert!(
        full.status == 422 && full.text_of("#source-error").contains("20 suggestions"),
        "{}",
        full.text()
    );
    otto.post(&format!("{address}/withdrawal"), &[]).await;
    assert_eq!(suggest(&otto, "soil", "Light clay.\n", "").await, "/notes/soil/-/suggestions/21");
    assert_eq!(desk.ana.get(&address).await.status, 404);
    assert_eq!(desk.ana.get("/notes/soil/-/suggestions").await.count(".suggestions > li"), 20);
    let words = answer(&desk.ana, "/notes/soil/-/suggestions/21", &[("answer", &"é".repeat(1001))]).await;
    assert!(words.status == 422 && words.has("#answer-error"), "{}", words.text());

    // A drawing is one piece: its lines cannot be mixed.
    let drawn = suggest(&otto, "map-canvas", "{\n\"nodes\": [],\n\n\"edges\": []\n}\n", "").await;
    assert_eq!(desk.ana.get(&drawn).await.count(".piece"), 1);
    answer(&desk.ana, &drawn, &[("all", "accept")]).await;
    assert!(desk.source("map-canvas").await.contains("edges"));
}

#[actix_web::test]
async fn pieces_with_which_no_note_can_be_saved_are_refused() {
    let desk = Desk::with(&[("Soil.md", "---\nlang: en\n---\nClay.\n")]).await;
    let text = "---\naudience: friends\nlang: en\n---\nClay.\n";
    let address = suggest(&desk.bruno, "soil", text, "").await;
    let refused = answer(&desk.ana, &address, &[("all", "accept"), ("answer", "why not")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text_of("#pieces-error").contains("Line 2"), "{}", refused.text());
    assert_eq!(refused.exact_text_of("#answer"), "why not", "what was typed comes back");
    assert_eq!(desk.origins("soil").await, ["import"]);
}

#[actix_web::test]
async fn it_is_said_in_three_languages() {
    let desk = Desk::with(&[("Soil.md", "Clay.\n")]).await;
    let otto = otto(&desk).await;
    let address = suggest(&otto, "soil", "Heavy clay.\n", "").await;
    for (language, button, name) in [
        ("en", "Suggest", "Suggestion 1"),
        ("es", "Sugerir", "Sugerencia 1"),
        ("pt-BR", "Sugerir", "Sugestão 1"),
    ] {
        let editor = otto.get_in("/notes/soil/-/suggest", language).await;
        assert_eq!(editor.text_of("button[value=save]"), button);
        assert_eq!(otto.get_in(&address, language).await.text_of("h1"), name);
    }
}
