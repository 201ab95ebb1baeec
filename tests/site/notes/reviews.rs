//! Asking others to look at a note, and what they say.

use quintal::access::{Audience, Role};

use super::{Desk, Sheet, for_readers, sign_in};
use crate::support::{app::Browser, page::Answer};

const DRAFT: &str = "---\npublish: false\n---\nClay.\n";

async fn press(who: &Browser, path: &str, button: &str, words: &str) -> Answer {
    let address = format!("/notes/{path}/-/review");
    let page = who.get(&address).await;
    let seen = page.attributes("input[name=seen]", "value").into_iter().next().unwrap_or_default();
    who.post(&address, &[("do", button), ("words", words), ("seen", &seen)]).await
}

async fn queue(who: &Browser) -> Vec<String> {
    who.get("/write/reviews").await.texts(".suggestions a")
}

#[actix_web::test]
async fn editors_are_asked_and_answer() {
    let desk = Desk::with(&[("Soil.md", DRAFT), ("Sand.md", DRAFT)]).await;
    let list = desk.ana.get("/write").await;
    let ways = list.attributes(".work-ways a", "href");
    assert!(ways.contains(&"/notes/soil/-/review".to_owned()), "{ways:?}");
    assert!(desk.ana.get("/notes/soil").await.has(".note-ways a[href$='/-/review']"));
    assert!(desk.ana.get("/notes/soil/-/edit").await.has(".note-ways a[href$='/-/review']"));
    assert!(!list.has("a[href='/write/reviews']"), "the queue is for editors");
    assert!(desk.bruno.get("/write/reviews").await.has(".empty"));

    let asked = press(&desk.ana, "soil", "ask", " Is it\r\nright? ").await;
    assert_eq!((asked.status.as_u16(), asked.location()), (303, "/notes/soil/-/review"), "{}", asked.text());
    let page = desk.ana.get("/notes/soil/-/review").await;
    assert_eq!(
        (page.text_of("#asked-title"), page.exact_text_of(".suggestion-answer")),
        ("Ready for review".into(), "Is it\nright?".into())
    );
    assert!(!page.has("button[value=approve]") && page.has("button[value=withdraw]"), "{}", page.text());
    assert_eq!(press(&desk.ana, "soil", "ask", "").await.status, 422, "once at a time");
    assert_eq!(press(&desk.ana, "soil", "approve", "").await.status, 403);

    assert!(desk.bruno.get("/write").await.text_of("a[href='/write/reviews']").ends_with(": 1"));
    assert_eq!(queue(&desk.bruno).await, ["Soil"]);
    assert!(!desk.bruno.get("/notes/soil/-/review").await.has("button[value=withdraw]"));
    let wordless = press(&desk.bruno, "soil", "change", " ").await;
    assert_eq!(wordless.status, 422);
    assert!(wordless.text_of("#words-error").contains("different"));
    assert_eq!(press(&desk.bruno, "soil", "change", "Say which clay.").await.status, 303);
    assert!(queue(&desk.bruno).await.is_empty());
    let told = desk.ana.get("/write").await.text_of("#reviews-title ~ .suggestions");
    assert!(told.contains("To be changed") && told.contains("Say which clay."), "{told}");

    // Asked again, and approved: nothing else follows from it.
    press(&desk.ana, "soil", "ask", "").await;
    press(&desk.bruno, "soil", "approve", "").await;
    let before = desk.ana.get("/notes/soil/-/review").await.texts(".reviews .standing");
    assert_eq!(before, ["Approved", "To be changed"]);
    assert_eq!(desk.app.guest().get("/notes/soil").await.status, 404, "still a draft");
    let edit =
        Sheet::open(&desk.ana, "/notes/soil/-/edit").await.typed("source", &DRAFT.replace("Clay", "Marl"));
    edit.save(&desk.ana).await;
    assert!(desk.ana.get("/write").await.text_of(".review-changed").contains("since it was answered"));
}

#[actix_web::test]
async fn what_was_saved_since_is_shown_and_never_answered_unseen() {
    let desk = Desk::with(&[("Soil.md", "Clay.\n")]).await;
    press(&desk.ana, "soil", "ask", "").await;
    let address = "/notes/soil/-/review";
    let before = desk.bruno.get(address).await;
    assert!(!before.has(".review-changed"));
    let seen = before.attribute("input[name=seen]", "value");
    Sheet::open(&desk.ana, "/notes/soil/-/edit").await.typed("source", "Heavy clay.\n").save(&desk.ana).await;
    let late = desk.bruno.post(address, &[("do", "approve"), ("words", "Fine."), ("seen", &seen)]).await;
    assert_eq!(late.status, 422);
    assert!(
        late.text_of("#words-error").contains("nothing was done") && late.exact_text_of("#words") == "Fine."
    );
    let since = late.attribute(".review-changed a", "href");
    assert_eq!(since, "/notes/soil/-/changes?from=1");
    assert!(desk.bruno.get(&since).await.text_of(".diff").contains("Heavy"));
    assert!(desk.bruno.get("/write/reviews").await.has(".review-changed"));
    assert_eq!(press(&desk.bruno, "soil", "approve", "").await.status, 303);
    assert!(!desk.ana.get("/write").await.has(".review-changed"), "what was looked at is what is approved");
}

#[actix_web::test]
async fn it_can_be_taken_back() {
    let desk = Desk::with(&[("Soil.md", DRAFT)]).await;
    press(&desk.bruno, "soil", "ask", "").await;
    assert_eq!(press(&desk.bruno, "soil", "approve", "").await.status, 403, "nobody approves themselves");
    let (_, eva) = sign_in(&desk.app, "Eva", Role::Editor).await;
    assert_eq!(press(&eva, "soil", "withdraw", "").await.status, 403);
    assert_eq!(press(&desk.ana, "soil", "withdraw", "").await.status, 303, "whose note it is may");
    assert_eq!(press(&desk.ana, "soil", "withdraw", "").await.status, 422);
    assert_eq!(press(&eva, "soil", "approve", "").await.status, 422);
    assert!(queue(&eva).await.is_empty());
    assert_eq!(desk.bruno.get("/notes/soil/-/review").await.texts(".reviews .standing"), ["Taken back"]);
}

#[actix_web::test]
async fn who_may_ask_and_who_may_answer() {
    let (members, private) =
        (for_readers(Audience::Members, "Text."), for_readers(Audience::Private, "Text."));
    let desk = Desk::with(&[
        ("Open.md", "Text."),
        ("Members.md", &members),
        ("Private.md", &private),
        ("Draft.md", DRAFT),
    ])
    .await;
    let (_, member) = sign_in(&desk.app, "Mia", Role::Member).await;
    let (_, otto) = sign_in(&desk.app, "Otto", Role::Author).await;
    let guest = desk.app.guest();
    for (name, statuses) in [
        ("open", [303, 403, 403, 200, 200]),
        ("members", [303, 403, 403, 200, 200]),
        ("private", [303, 404, 404, 404, 200]),
        ("draft", [303, 404, 404, 200, 200]),
        ("nothing", [303, 404, 404, 404, 404]),
    ] {
        let address = format!("/notes/{name}/-/review");
        for (who, status) in [&guest, &member, &otto, &desk.bruno, &desk.ana].into_iter().zip(statuses) {
            assert_eq!(who.get(&address).await.status, status, "{address}");
            if status != 200 {
                assert_eq!(who.post(&address, &[("do", "ask")]).await.status, status, "{address}");
            }
        }
    }
    for (who, status) in [(&guest, 303), (&member, 403), (&otto, 403), (&desk.bruno, 200)] {
        assert_eq!(who.get("/write/reviews").await.status, status);
    }
    assert_eq!(otto.get("/write/reviews?mine=yes").await.status, 200);

    // Nobody else can look at a private note; and what becomes one, or goes to the bin, is asked about no more.
    assert!(desk.ana.get("/notes/private/-/review").await.has(".notice"));
    assert_eq!(press(&desk.ana, "private", "ask", "").await.status, 422);
    press(&desk.ana, "open", "ask", "secret words").await;
    press(&desk.ana, "members", "ask", "").await;
    assert_eq!(queue(&desk.bruno).await, ["Open", "Members"], "the oldest first");
    Sheet::open(&desk.ana, "/notes/open/-/edit").await.typed("source", &private).save(&desk.ana).await;
    desk.ana.post("/notes/members/-/bin", &[]).await;
    let empty = desk.bruno.get("/write/reviews").await;
    assert!(empty.has(".empty") && !empty.text().contains("secret"));
    assert!(desk.bruno.get("/write").await.text_of("a[href='/write/reviews']").ends_with(": 0"));
    assert_eq!(desk.bruno.get("/notes/open/-/review").await.status, 404);
    assert_eq!(desk.ana.get("/notes/members/-/review").await.status, 404);
    assert_eq!(desk.ana.get("/write").await.texts("#reviews-title ~ .suggestions a"), ["Open"]);
}

#[actix_web::test]
async fn there_are_bounds_and_languages() {
    let desk = Desk::with(&[("Soil.md", DRAFT)]).await;
    let long = press(&desk.ana, "soil", "ask", &"é".repeat(301)).await;
    assert!(
        long.status == 422 && long.has("#words-error") && long.exact_text_of("#words").chars().count() == 301
    );
    let many = "insert into reviews (id, note_id, asked_by, asked_at, words, state, done_at)
        select gen_random_uuid(), id, author_id, '2026-11-01', 'w', 'withdrawn', '2026-11-02' from notes, generate_series(1, 80)";
    sqlx::query(many).execute(&desk.app.pool).await.unwrap();
    press(&desk.ana, "soil", "ask", "").await;
    let kept: i64 =
        sqlx::query_scalar("select count(*) from reviews").fetch_one(&desk.app.pool).await.unwrap();
    assert_eq!(kept, 50);
    assert_eq!(desk.bruno.get("/notes/soil/-/review").await.count(".reviews > li"), 19);
    let mine = desk.ana.get("/write/reviews?mine=yes").await;
    assert_eq!((mine.count(".suggestions > li"), mine.has("a[rel=next]")), (30, true));
    assert_eq!(desk.ana.get("/write/reviews?mine=yes&page=3").await.status, 404);
    for (language, words) in [("en", "Review"), ("es", "Revisión"), ("pt-BR", "Revisão")] {
        assert_eq!(desk.bruno.get_in("/notes/soil/-/review", language).await.text_of("h1"), words);
    }
}
