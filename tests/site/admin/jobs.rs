//! `/admin/jobs`.

use jiff::SignedDuration;
use quintal::{access::Role, duties, jobs};
use serde::{Deserialize, Serialize};

use crate::support::app::TestApp;

/// Work that fails while there is a reason.
#[derive(Serialize, Deserialize)]
struct Pot {
    place: String,
    reason: Option<String>,
}

impl jobs::Job for Pot {
    const KIND: &'static str = "pot";
    const TRIES: i16 = 2;

    fn key(&self) -> String {
        self.place.clone()
    }

    async fn run(self, _state: &quintal::state::State) -> anyhow::Result<()> {
        self.reason.map_or(Ok(()), |reason| Err(anyhow::anyhow!(reason)))
    }
}

async fn enqueue(app: &TestApp, place: &str, reason: Option<&str>) {
    let now = app.clock.now();
    let job = Pot { place: place.into(), reason: reason.map(str::to_owned) };
    jobs::enqueue(&mut app.pool.acquire().await.unwrap(), &[(job, now)], now).await.unwrap();
}

async fn run(app: &TestApp) {
    for _ in 0..2 {
        jobs::run_due(&app.state, &jobs::Kinds::new().with::<Pot>()).await.unwrap();
        app.clock.advance(SignedDuration::from_mins(1));
    }
}

#[actix_web::test]
async fn only_the_owner_knows_of_it() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    let page = owner.get("/admin/jobs").await;
    assert_eq!((page.status.as_u16(), page.count(".empty")), (200, 1));
    assert_eq!(owner.head("/admin/jobs").await.status, 200);
    let nobody = "/admin/jobs/01890000-0000-7000-8000-000000000000";
    for browser in [app.guest(), app.signed_in(Role::Editor).await] {
        assert_eq!(browser.get("/admin/jobs").await.status, 404);
        for action in ["restart", "discard"] {
            assert_eq!(browser.post(&format!("{nobody}/{action}"), &[]).await.status, 404);
        }
    }
    assert_eq!(owner.post("/admin/jobs/x/restart", &[]).await.status, 404);
    let answer = owner.post(&format!("{nobody}/discard"), &[]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/admin/jobs"));
    assert_eq!(owner.get("/admin/jobs").await.text_of(".flash"), "That work is not there any more.");
}

#[actix_web::test]
async fn what_failed_is_read_tried_again_and_discarded() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    enqueue(&app, "sill", None).await;
    enqueue(&app, "cellar", Some("no <light> here")).await;
    assert!(!owner.get("/admin/garden").await.has(".notice"));
    run(&app).await;
    assert_eq!(owner.get("/admin/garden").await.attribute(".notice a", "href"), "/admin/jobs?state=parked");

    let all = owner.get("/admin/jobs").await;
    assert_eq!(all.texts(".jobs .job-standing"), ["Parked, begun 2 times", "Done"], "the newest first");
    assert_eq!(all.texts(".job-kind"), ["pot", "pot"], "a kind of another program's");
    let parked = owner.get("/admin/jobs?state=parked").await;
    assert_eq!(parked.text_of(".job-error code"), "no <light> here");
    assert_eq!(parked.texts(".job-fields dd"), ["cellar", "no <light> here"]);
    assert_eq!(parked.texts(".job-times li").len(), 3, "asked for, begun, parked");
    assert_eq!(parked.text_of(".sorts [aria-current]"), "Parked");
    let (restart, discard) = ("form[action$=restart]", "form[action$=discard]");
    let again = parked.attribute(restart, "action");
    let back = [("state", "parked")];
    let answer = owner.post(&again, &back).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/admin/jobs?state=parked"));
    let none = owner.get("/admin/jobs?state=parked").await;
    assert_eq!(none.text_of(".flash"), "It is tried again.");
    assert_eq!(none.text_of(".empty"), "There is no such work. Show everything");

    run(&app).await;
    let parked = owner.get("/admin/jobs?state=parked").await;
    assert_eq!(owner.post(&parked.attribute(discard, "action"), &back).await.status, 303);
    let all = owner.get("/admin/jobs").await;
    assert_eq!((all.text_of(".flash").as_str(), all.count(".jobs > li")), ("The work was discarded.", 1));
    assert!(!all.has(restart) && !all.has(discard), "what went well is left alone");
}

#[actix_web::test]
async fn the_list_is_filtered_and_paged_by_its_address() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    for n in 0..31 {
        enqueue(&app, &format!("{n:02}"), None).await;
    }
    run(&app).await;
    enqueue(&app, "late", None).await;
    let first = owner.get("/admin/jobs?state=done&kind=pot").await;
    assert_eq!(first.count(".jobs > li"), 30);
    let next = first.attribute(".pager .next", "href");
    assert_eq!(next, "/admin/jobs?state=done&kind=pot&page=2");
    let second = owner.get(&next).await;
    assert_eq!(second.texts(".job-fields dd"), ["00", "null"]);
    assert_eq!(second.attribute(".pager .previous", "href"), "/admin/jobs?state=done&kind=pot");
    assert_eq!(owner.get("/admin/jobs?state=done&page=9").await.status, 404);
    assert_eq!(owner.get("/admin/jobs?state=waiting").await.texts(".job-fields dd")[0], "late");
    assert_eq!(owner.get("/admin/jobs?kind=publish").await.count(".empty"), 1);
    assert_eq!(owner.get("/admin/jobs?state=nonsense&page=x").await.count(".jobs > li"), 30);
}

#[actix_web::test]
async fn every_kind_of_this_program_has_words() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    let mut told = owner.get("/admin/jobs").await.attributes("#kind option:not([value=''])", "value");
    told.sort();
    assert_eq!(told, duties::all().names());
}
