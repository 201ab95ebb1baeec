//! Publishing now, later or not, in the browser.

use jiff::Timestamp;
use quintal::{
    access::{Audience, Role},
    duties, jobs,
    notes::write,
};
use reqwest::Method;

use super::{Desk, Sheet, for_readers, sign_in};
use crate::support::{
    app::{Browser, PASSWORD},
    page::Answer,
};

const PAGE: &str = "/notes/bean/-/publishing";

/// A desk whose Ana lives in New York; the garden's clock is UTC.
async fn desk(text: &str) -> Desk {
    let desk = Desk::with(&[("Bean.md", text)]).await;
    sqlx::query("update users set time_zone = 'America/New_York' where id = $1")
        .bind(desk.ana_id.0)
        .execute(&desk.app.pool)
        .await
        .unwrap();
    desk
}

/// Presses a button, and once more below what there is to look at before the note is published.
async fn press(browser: &Browser, wish: &str, at: &str) -> Answer {
    let answer = browser.post(PAGE, &[("do", wish), ("at", at)]).await;
    if answer.status != 200 || !answer.has(".findings") {
        return answer;
    }
    let seen = answer.attribute("main form [name=seen]", "value");
    assert_eq!(answer.attribute("main form [name=at]", "value"), at);
    browser.post(PAGE, &[("do", wish), ("at", at), ("seen", &seen)]).await
}

/// What the note's page says after something was done.
async fn said(desk: &Desk, answer: &Answer) -> String {
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/notes/bean"));
    desk.ana.get("/notes/bean").await.text_of(".flash")
}

/// Goes to a moment, does what is due then, and has Ana sign in.
async fn go_to(desk: &Desk, time: &str) {
    let time: Timestamp = time.parse().unwrap();
    desk.app.clock.advance(time.duration_since(desk.app.clock.now()));
    jobs::run_due(&desk.app.state, &duties::all()).await.unwrap();
    // Her session has ended meanwhile.
    assert_eq!(desk.ana.sign_in("ana@garden.example", PASSWORD).await.status, 303);
}

async fn status(desk: &Desk) -> u16 {
    desk.app.guest().get("/notes/bean").await.status.as_u16()
}

#[actix_web::test]
async fn later_in_the_properties_is_a_time_on_the_writers_clock() {
    let desk = desk("---\n# mine\ntags: [a]\n---\nText\n").await;
    let sheet = Sheet::open(&desk.ana, "/notes/bean/-/edit").await;
    let saved = sheet
        .typed("property-publish", "at")
        .typed("property-publish_at", "2027-03-01T09:00")
        .save(&desk.ana)
        .await;
    assert_eq!(said(&desk, &saved).await, "Saved.");
    let source = "---\n# mine\ntags: [a]\npublish: 2027-03-01T09:00[America/New_York]\n---\nText\n";
    assert_eq!(desk.source("bean").await, source);
    assert_eq!(status(&desk).await, 404);
    let again = desk.ana.get("/notes/bean/-/edit").await;
    assert_eq!(again.attribute("#property-publish option[selected]", "value"), "at");
    assert_eq!(again.attribute("#property-publish_at", "value"), "2027-03-01T09:00");
    let page = desk.ana.get("/notes/bean").await;
    assert_eq!(page.text_of(".publishing p"), "Appears on 1 March 2027, 09:00");
    let elsewhere = desk.bruno.get("/notes/bean").await;
    assert_eq!(elsewhere.text_of(".publishing p"), "Appears on 1 March 2027, 14:00", "on the editor's clock");
    assert_eq!(desk.ana.get("/write").await.text_of(".works time"), "Appears on 1 March 2027, 09:00");
    go_to(&desk, "2027-03-01T13:59:59Z").await;
    assert_eq!(status(&desk).await, 404);
    go_to(&desk, "2027-03-01T14:00:00Z").await;
    assert_eq!(status(&desk).await, 200);
    assert!(!desk.ana.get("/notes/bean").await.has(".publishing"));
    assert_eq!(desk.source("bean").await, source);
}

#[actix_web::test]
async fn the_list_of_jobs_names_what_its_reader_may_read() {
    let later = "---\npublish: 2030-03-01T09:00Z\n---\nText.";
    let secret =
        for_readers(Audience::Private, "Text.").replace("---\nText", "publish: 2030-03-01T09:00Z\n---\nText");
    let desk = Desk::with(&[("Bean.md", later), ("Hidden bed.md", &secret)]).await;
    let (_, owner) = sign_in(&desk.app, "Olga", Role::Owner).await;
    let jobs = owner.get("/admin/jobs?kind=publish").await;
    assert_eq!(jobs.count(".jobs > li"), 2, "{}", jobs.text());
    assert_eq!(jobs.texts(".job-fields a"), ["Bean"]);
    assert_eq!(jobs.attribute(".job-fields a", "href"), "/notes/bean");
    assert!(!jobs.text().contains("Hidden"));
}

#[actix_web::test]
async fn a_new_note_may_be_for_later() {
    let desk = desk("Text").await;
    let sheet = Sheet::open(&desk.ana, "/write/new?title=Pea").await.typed("source", "Text\n");
    let sheet = sheet.typed("property-publish", "at").typed("property-publish_at", "2027-11-07T01:30");
    assert_eq!(sheet.save_anyway(&desk.ana).await.location(), "/notes/pea");
    let page = desk.ana.get("/notes/pea").await;
    assert!(page.text_of(".flash").contains("comes twice"), "{}", page.text_of(".flash"));
    go_to(&desk, "2027-11-07T05:30:00Z").await;
    assert_eq!(desk.app.guest().get("/notes/pea").await.status, 200, "the first time");
}

#[actix_web::test]
async fn later_without_a_time_to_come_publishes_nothing() {
    let desk = desk("---\npublish: false\n---\nText\n").await;
    for (at, why) in [("", "Choose a day and a time."), ("2020-01-01T09:00", "That time has passed.")] {
        let sheet = Sheet::open(&desk.ana, "/notes/bean/-/edit").await;
        let refused =
            sheet.typed("property-publish", "at").typed("property-publish_at", at).save(&desk.ana).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text_of("#property-publish_at-error").starts_with(why), "{at}");
        assert_eq!(refused.attribute("#property-publish_at", "value"), at);
        assert!(refused.has("details.properties[open]"));
        let refused = press(&desk.ana, "at", at).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text_of("#at-error").starts_with(why), "{at}");
    }
    assert_eq!(
        (status(&desk).await, desk.source("bean").await.as_str()),
        (404, "---\npublish: false\n---\nText\n")
    );
}

#[actix_web::test]
async fn a_note_is_put_off_moved_published_and_taken_back() {
    let desk = desk("---\nmine: [1,  2]\n---\nText\n").await;
    let front = |publish: &str| format!("---\nmine: [1,  2]\npublish: {publish}\n---\nText\n");
    let page = desk.ana.get("/notes/bean").await;
    assert!(page.attributes(".note-ways a", "href").contains(&PAGE.to_owned()));
    let page = desk.ana.get(PAGE).await;
    assert_eq!(page.text_of(".publishing-state"), "It is published: its readers have it.");
    assert_eq!(page.attributes(".publishing-now button", "value"), ["never"]);
    assert_eq!(desk.ana.head(PAGE).await.status, 200);
    // Later: a published note is a draft until then.
    let answer = press(&desk.ana, "at", "2027-03-01T09:00").await;
    assert_eq!(said(&desk, &answer).await, "The note will appear by itself.");
    assert_eq!(
        (status(&desk).await, desk.source("bean").await),
        (404, front("2027-03-01T09:00[America/New_York]"))
    );
    // Moved.
    let page = desk.ana.get(PAGE).await;
    assert!(page.text_of(".publishing-state").starts_with("Appears on 1 March 2027, 09:00."));
    assert_eq!(page.attribute("#at", "value"), "2027-03-01T09:00");
    assert_eq!(page.attributes(".publishing-now button", "value"), ["now", "never"]);
    press(&desk.ana, "at", "2027-03-02T09:00").await;
    go_to(&desk, "2027-03-02T13:59:59Z").await;
    assert_eq!(status(&desk).await, 404);
    // Now, by the button on the note's own page.
    let page = desk.ana.get("/notes/bean").await;
    assert_eq!(page.attribute(".publishing form", "action"), PAGE);
    assert_eq!(page.attribute(".publishing button", "value"), "now");
    let answer = press(&desk.ana, "now", "").await;
    assert_eq!(said(&desk, &answer).await, "The note is published.");
    assert_eq!((status(&desk).await, desk.source("bean").await), (200, front("true")));
    let published: jiff_sqlx::Timestamp =
        sqlx::query_scalar("select published_at from notes where path = 'bean'")
            .fetch_one(&desk.app.pool)
            .await
            .unwrap();
    // The note was there before, when it was first added.
    assert!(published.to_jiff() <= desk.app.clock.now());
    // Taken back.
    let answer = press(&desk.ana, "never", "").await;
    assert_eq!(said(&desk, &answer).await, "The note is a draft again.");
    assert_eq!((status(&desk).await, desk.source("bean").await), (404, front("false")));
    assert_eq!(desk.ana.get(PAGE).await.attributes(".publishing-now button", "value"), ["now"]);
    // Put off, and not then either.
    press(&desk.ana, "at", "2027-04-01T09:00").await;
    press(&desk.ana, "never", "").await;
    // Who would restore the text before is told when it would appear.
    let earlier = desk.ana.get("/notes/bean/-/history/6").await.text_of(".revision-consequence");
    assert!(earlier.ends_with("the note would be published on 1 April 2027, 09:00."), "{earlier}");
    go_to(&desk, "2027-05-01T00:00:00Z").await;
    assert_eq!(status(&desk).await, 404);
    // Each was a save like any other.
    assert_eq!(desk.origins("bean").await, [["import"].as_slice(), &["edit"; 6]].concat());
}

#[actix_web::test]
async fn what_is_saved_while_a_note_is_looked_over_is_looked_over_too() {
    let sound = "---\ndescription: About beans.\npublish: false\n---\nText\n";
    let desk = desk(sound).await;
    let newer = Sheet::open(&desk.ana, "/notes/bean/-/edit").await;
    let newer = newer.typed("source", &sound.replace("Text", "[[Gone]]"));
    // Whoever saves waits for the one before: first the newer text, then what publishes the one that is there.
    let mut turn = desk.app.pool.begin().await.unwrap();
    write::lock(&mut turn).await.unwrap();
    let waiting = async |number: i64| {
        let waiting = "select count(*) from pg_locks
            where not granted and locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())";
        while sqlx::query_scalar::<_, i64>(waiting).fetch_one(&desk.app.pool).await.unwrap() < number {}
    };
    let then = async {
        waiting(1).await;
        let release = async {
            waiting(2).await;
            turn.rollback().await.unwrap();
        };
        futures_util::join!(desk.bruno.post(PAGE, &[("do", "now")]), release).0
    };
    let (saved, asked) = futures_util::join!(newer.save(&desk.ana), then);
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!((asked.status.as_u16(), asked.count(".findings > li")), (200, 1), "{}", asked.text());
    assert_eq!((status(&desk).await, desk.origins("bean").await.len()), (404, 2));
    // Now the newer text has been looked over.
    let seen = asked.attribute("main form [name=seen]", "value");
    let published = desk.bruno.post(PAGE, &[("do", "now"), ("seen", &seen)]).await;
    assert_eq!((published.status.as_u16(), status(&desk).await), (303, 200), "{}", published.text());
}

#[actix_web::test]
async fn what_the_clocks_skip_or_show_twice_is_said() {
    let desk = desk("Text\n").await;
    let answer = press(&desk.ana, "at", "2027-03-14T02:30").await;
    assert!(said(&desk, &answer).await.contains("the note appears as much later"));
    let page = desk.ana.get(PAGE).await;
    assert_eq!(
        page.text_of(".publishing-clock"),
        "There is no 14 March 2027, 02:30 in America/New_York: the clocks are put forward over it. \
         The note appears when they show 14 March 2027, 03:30."
    );
    assert!(page.text_of("#at-help").contains("America/New_York"));
    let editor = desk.ana.get("/notes/bean/-/edit").await;
    assert!(editor.text_of("[data-clock]").starts_with("There is no 14 March 2027, 02:30"));
    assert!(editor.text_of("#property-publish_at-help").contains("a time that comes twice means the first"));
    // An editor elsewhere is told of the author's clock, too.
    assert!(desk.bruno.get(PAGE).await.text_of(".publishing-clock").contains("America/New_York"));
    let answer = press(&desk.ana, "at", "2027-11-07T01:30").await;
    assert!(said(&desk, &answer).await.contains("comes twice"));
    assert!(
        desk.ana.get(PAGE).await.text_of(".publishing-clock").contains("The note appears the first time.")
    );
    go_to(&desk, "2027-11-07T05:29:59Z").await;
    assert_eq!(status(&desk).await, 404);
    go_to(&desk, "2027-11-07T05:30:00Z").await;
    assert_eq!(status(&desk).await, 200);
    // The script hears the same while it is typed.
    let told = desk
        .ana
        .post("/write/properties", &[("source", "---\npublish: 2028-03-12T02:30[America/New_York]\n---\n")])
        .await;
    let told: serde_json::Value = serde_json::from_str(&told.text()).unwrap();
    assert!(told["clock"].as_str().unwrap().contains("12 March 2028, 02:30"));
    assert_eq!(told["properties"]["publish_at"], "2028-03-12T03:30");
}

#[actix_web::test]
async fn who_may_not_change_a_note_may_not_publish_it() {
    let desk = desk("Text\n").await;
    let (_, carla) = sign_in(&desk.app, "Carla", Role::Author).await;
    assert_eq!(carla.get(PAGE).await.status, 403);
    assert_eq!(press(&carla, "never", "").await.status, 403);
    assert!(!carla.get("/notes/bean").await.attributes(".note-ways a", "href").contains(&PAGE.to_owned()));
    press(&desk.ana, "at", "2027-03-01T09:00").await;
    assert_eq!(carla.get(PAGE).await.status, 404, "a draft is not there for her");
    assert_eq!(press(&carla, "now", "").await.status, 404);
    assert_eq!(press(&desk.bruno, "now", "").await.status, 303, "an editor may");
    assert_eq!(desk.author("bean").await, Some(desk.ana_id.0), "and it stays Ana's");
    let guest = desk.app.guest();
    assert_eq!(guest.get(PAGE).await.status, 303, "to the sign-in");
    assert_eq!(press(&guest, "never", "").await.status, 401);
    assert_eq!(status(&desk).await, 200);
    // What comes back from a sign-in is shown, and done when it is asked for again.
    let form = [("do", "never"), ("resumed", "yes"), ("at", "2027-03-01T09:00")];
    let page = desk.ana.post(PAGE, &form).await;
    assert_eq!((page.status.as_u16(), page.attribute("#at", "value").as_str()), (200, "2027-03-01T09:00"));
    assert_eq!(status(&desk).await, 200);
}

#[actix_web::test]
async fn what_is_not_saved_yet_stays_and_odd_texts_are_left_alone() {
    let odd = "---\ndescription: x\npublish: &p false\nx: *p\n---\nText\n";
    let desk = Desk::with(&[("Bean.md", "Text\n"), ("Odd.md", odd), ("Plan.canvas", "{}")]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/bean/-/edit").await.typed("source", "In work\n");
    let (note, base, draft) = (sheet.field("note"), sheet.field("base"), sheet.field("draft"));
    let body = serde_json::json!({ "note": note, "base": base, "place": "", "source": "In work\n" });
    let request = desk.ana.request(Method::POST, &format!("/write/drafts/{draft}")).body(body.to_string());
    let request = request.header("content-type", "application/json").header("sec-fetch-site", "same-origin");
    assert_eq!(desk.ana.send(request).await.status, 200);
    assert_eq!(press(&desk.ana, "never", "").await.status, 303);
    assert_eq!(desk.ana.get("/notes/bean/-/edit").await.exact_text_of("#source").trim(), "In work");
    let refused = desk.ana.post("/notes/odd/-/publishing", &[("do", "now")]).await;
    assert_eq!((refused.status.as_u16(), refused.has("#publish-error")), (422, true));
    assert_eq!(desk.source("odd").await, odd);
    let board = desk.ana.get("/notes/plan-canvas/-/publishing").await;
    assert_eq!((board.status.as_u16(), board.count("main form")), (200, 0));
    assert_eq!(desk.ana.post("/notes/plan-canvas/-/publishing", &[("do", "never")]).await.status, 200);
    assert_eq!(desk.app.guest().get("/notes/plan-canvas").await.status, 200, "nothing was done");
}
