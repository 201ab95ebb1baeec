//! Importing over notes that were changed in the garden: nothing that somebody wrote is overwritten.

use std::{fs, sync::Arc};

use quintal::{
    access::Role,
    ids::{NoteId, UserId},
    notes::write::{self, By, Item, NoteFile, Origin},
    text::language::Language,
    transfer::import::{self, Change, ImportContext, ImportOptions, Listed, Report, Source},
};
use tempfile::TempDir;

use crate::support::app::{Browser, PASSWORD, TestApp};

struct Scene {
    app: TestApp,
    folder: TempDir,
    ana: UserId,
    browser: Browser,
}

impl Scene {
    async fn open(files: &[(&str, &str)]) -> Self {
        let app = TestApp::start().await;
        let ana = app.add_person(Role::Editor, "ana@garden.example").await;
        let browser = app.guest();
        browser.sign_in("ana@garden.example", PASSWORD).await;
        let scene = Self { app, folder: tempfile::tempdir().unwrap(), ana, browser };
        scene.write(files);
        scene.import().await;
        scene
    }

    fn write(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.folder.path().join("Vault").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    fn rename(&self, from: &str, to: &str) {
        let vault = self.folder.path().join("Vault");
        fs::create_dir_all(vault.join(to).parent().unwrap()).unwrap();
        fs::rename(vault.join(from), vault.join(to)).unwrap();
    }

    async fn import_with(&self, change: impl FnOnce(&mut ImportOptions)) -> Report {
        let context = ImportContext::of(&self.app.state).unwrap();
        let mut options = ImportOptions::of(Source::Folder(self.folder.path().join("Vault")));
        change(&mut options);
        import::import(&context, options, Arc::new(|_| ())).await.unwrap()
    }

    async fn import(&self) -> Report {
        self.import_with(|_| ()).await
    }

    /// Saves a note as it is saved in the browser, in its place or another.
    async fn edit_at(&self, path: &str, place: Option<&str>, text: &str) {
        let context = ImportContext::of(&self.app.state).unwrap();
        let mut db = self.app.pool.begin().await.unwrap();
        let row: (NoteId, String) = sqlx::query_as(
            "select n.id, n.vault_path from note_paths p join notes n on n.id = p.note_id where p.path = $1",
        )
        .bind(path)
        .fetch_one(&mut *db)
        .await
        .unwrap();
        let vault = quintal::notes::vaults::find(&mut db, "Vault").await.unwrap().unwrap();
        let language = Language::parse("en").unwrap();
        let settings = write::settings(&mut db, vault, language, context.zone).await.unwrap();
        let file = NoteFile { path: place.unwrap_or(&row.1).into(), text: text.into(), modified: None };
        let item = Item {
            note: Some(row.0),
            moved: place.is_some(),
            prepared: write::prepare(file, &settings).unwrap(),
        };
        let by = By { author: Some(self.ana), origin: Origin::Edit, summary: None };
        write::save(&mut db, &settings, &[item], &by, self.app.clock.now()).await.unwrap();
        db.commit().await.unwrap();
    }

    async fn edit(&self, path: &str, text: &str) {
        self.edit_at(path, None, text).await;
    }

    async fn source(&self, path: &str) -> String {
        let query = "select r.source from note_paths p join notes n on n.id = p.note_id
                     join revisions r on r.id = n.newest_revision_id where p.path = $1";
        sqlx::query_scalar(query).bind(path).fetch_one(&self.app.pool).await.unwrap()
    }

    async fn origins(&self, path: &str) -> Vec<String> {
        let query = "select r.origin from note_paths p join revisions r on r.note_id = p.note_id
                     where p.path = $1 order by r.number";
        sqlx::query_scalar(query).bind(path).fetch_all(&self.app.pool).await.unwrap()
    }

    /// Every text that the garden keeps of a note.
    async fn kept(&self, path: &str) -> Vec<String> {
        let query = "select r.source from note_paths p join revisions r on r.note_id = p.note_id where p.path = $1
                     union all
                     select t.source from note_paths p join imported_texts t on t.note_id = p.note_id where p.path = $1";
        sqlx::query_scalar(query).bind(path).fetch_all(&self.app.pool).await.unwrap()
    }

    /// The page of a clash as a form, with one way chosen for each piece.
    async fn settle(&self, path: &str, ways: &[&str]) -> crate::support::page::Answer {
        let address = format!("/notes/{path}/-/clash");
        let page = self.browser.get(&address).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert_eq!(page.count("fieldset.meeting-piece"), ways.len());
        let mut form = vec![("shown".to_owned(), page.attribute("[name=shown]", "value"))];
        form.extend(
            ways.iter().enumerate().map(|(number, way)| (format!("piece-{number}"), (*way).to_owned())),
        );
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (&**name, &**value)).collect();
        self.browser.post(&address, &form).await
    }
}

fn files(listed: &Listed<Change>) -> Vec<&str> {
    listed.first.iter().map(|change| change.file.as_str()).collect()
}

const TEXT: &str = "# A\n\nFirst.\n\nSecond.\n\nThird.\n";

#[actix_web::test]
async fn a_note_that_only_the_garden_changed_is_left_alone() {
    let scene = Scene::open(&[("A.md", TEXT), ("B.md", "B")]).await;
    let mine = TEXT.replace("Second", "My second");
    scene.edit("a", &mine).await;
    for _ in 0..2 {
        let report = scene.import().await;
        assert_eq!((files(&report.edited.kept), report.notes.unchanged), (vec!["A.md"], 2));
        assert!(!report.changes_anything() && report.edited.merged.is_empty());
    }
    assert_eq!(scene.source("a").await, mine);
    // Its file comes to say just that: nothing is left to be told.
    scene.write(&[("A.md", &mine)]);
    scene.import().await;
    assert!(scene.import().await.edited.kept.is_empty());
    assert_eq!(scene.origins("a").await, ["import", "edit"]);
}

#[actix_web::test]
async fn changes_that_do_not_touch_are_united_again_and_again() {
    let scene = Scene::open(&[("A.md", TEXT)]).await;
    scene.edit("a", &TEXT.replace("First", "My first")).await;
    scene.write(&[("A.md", &TEXT.replace("Third", "The file's third"))]);
    let report = scene.import().await;
    assert_eq!((files(&report.edited.merged), files(&report.notes.changed)), (vec!["A.md"], vec!["A.md"]));
    let both = "# A\n\nMy first.\n\nSecond.\n\nThe file's third.\n";
    assert_eq!(scene.source("a").await, both);
    assert_eq!(scene.origins("a").await, ["import", "edit", "merge"]);
    assert!(scene.browser.get("/notes/a").await.text().contains("My first."));
    // Again is free, and what the garden has more than the file stays.
    let again = scene.import().await;
    assert_eq!((files(&again.edited.kept), again.changes_anything()), (vec!["A.md"], false));
    scene.write(&[("A.md", &TEXT.replace("Third", "The file's third").replace("Second", "2nd"))]);
    assert_eq!(files(&scene.import().await.edited.merged), ["A.md"]);
    assert_eq!(
        scene.source("a").await,
        both.replace("Second", "2nd"),
        "compared with what the file said last"
    );
    // The file takes over what the garden says.
    let all = scene.source("a").await;
    scene.write(&[("A.md", &all)]);
    scene.import().await;
    scene.write(&[("A.md", "# A\n\nAll new.\n")]);
    let report = scene.import().await;
    assert!(report.edited.merged.is_empty() && report.edited.clashing.is_empty());
    assert_eq!(scene.source("a").await, "# A\n\nAll new.\n");
}

#[actix_web::test]
async fn properties_side_by_side_are_united() {
    let scene = Scene::open(&[("A.md", "---\ntitle: A\ntags: [a]\n---\nText\n")]).await;
    scene.edit("a", "---\ntitle: A\ntags: [a, mine]\n---\nText\n").await;
    scene.write(&[("A.md", "---\ntitle: Better\ntags: [a, theirs]\n---\nText\n")]);
    assert_eq!(files(&scene.import().await.edited.merged), ["A.md"]);
    assert_eq!(scene.source("a").await, "---\ntitle: Better\ntags: [a, mine, theirs]\n---\nText\n");
}

#[actix_web::test]
async fn what_clashes_waits_for_somebody_and_loses_nothing() {
    let scene = Scene::open(&[("A.md", TEXT), ("B.md", "b")]).await;
    let mine = TEXT.replace("First", "My first").replace("Third", "My third");
    let theirs = TEXT.replace("First", "Their first").replace("Third", "Their third");
    scene.edit("a", &mine).await;
    scene.write(&[("A.md", &theirs)]);
    let report = scene.import().await;
    assert_eq!((files(&report.edited.clashing), report.notes.changed.count), (vec!["A.md"], 0));
    assert!(report.to_string().contains("A.md, at /notes/a/-/clash"), "{report}");
    assert_eq!(scene.source("a").await, mine, "the note stays");
    let before = scene.kept("a").await;
    assert!(before.contains(&theirs), "and the file's text is kept");
    let again = scene.import().await;
    assert_eq!(
        (files(&again.edited.clashing), again.changes_anything()),
        (vec!["A.md"], false),
        "told again"
    );
    assert_eq!(scene.kept("a").await, before, "again is free");

    let page = scene.browser.get("/notes/a/-/clash").await;
    assert_eq!(page.count("fieldset.meeting-piece"), 2);
    assert!(page.text().contains("My third.") && page.text().contains("Their third."));
    assert!(scene.browser.get("/notes/a/-/edit").await.has("main .notice a[href='/notes/a/-/clash']"));
    let refused = scene.settle("a", &["ours", "?"]).await;
    assert_eq!((refused.status.as_u16(), refused.has("[name=piece-0][value=ours][checked]")), (422, true));
    assert_eq!(scene.settle("a", &["ours", "both"]).await.status, 303);
    let settled = "# A\n\nMy first.\n\nSecond.\n\nMy third.\nTheir third.\n";
    assert_eq!(scene.source("a").await, settled);
    assert_eq!(scene.origins("a").await, ["import", "edit", "merge"]);
    assert_eq!(scene.browser.get("/notes/a/-/clash").await.status, 404);
    assert!(!scene.browser.get("/notes/a/-/edit").await.has("main a[href='/notes/a/-/clash']"));
    let report = scene.import().await;
    assert_eq!((files(&report.edited.kept), report.edited.clashing.count), (vec!["A.md"], 0));
    // From here on the file's text is what both grew out of.
    scene.write(&[("A.md", &theirs.replace("Second", "2nd"))]);
    assert_eq!(files(&scene.import().await.edited.merged), ["A.md"]);
    assert_eq!(scene.source("a").await, settled.replace("Second", "2nd"));
}

#[actix_web::test]
async fn a_clash_that_was_not_settled_is_taken_over_by_the_next() {
    let scene = Scene::open(&[("A.md", TEXT)]).await;
    scene.edit("a", &TEXT.replace("First", "Mine")).await;
    scene.write(&[("A.md", &TEXT.replace("First", "Theirs"))]);
    scene.import().await;
    let shown = scene.browser.get("/notes/a/-/clash").await.attribute("[name=shown]", "value");
    scene.write(&[("A.md", &TEXT.replace("First", "Theirs, better"))]);
    assert_eq!(files(&scene.import().await.edited.clashing), ["A.md"]);
    let stale = scene.browser.post("/notes/a/-/clash", &[("shown", &shown), ("all", "theirs")]).await;
    assert_eq!(stale.status, 422);
    assert!(stale.text().contains("Theirs, better."));
    assert!(
        scene.kept("a").await.contains(&TEXT.replace("First", "Theirs")),
        "what was superseded is kept as well"
    );
    // The file comes to fit.
    scene.write(&[("A.md", &TEXT.replace("Third", "3rd"))]);
    let report = scene.import().await;
    assert_eq!((files(&report.edited.merged), report.edited.clashing.count), (vec!["A.md"], 0));
    assert_eq!(scene.browser.get("/notes/a/-/clash").await.status, 404);
}

#[actix_web::test]
async fn one_side_may_be_taken_as_a_whole() {
    let scene = Scene::open(&[("A.md", TEXT), ("Board.canvas", "{\"nodes\":[]}")]).await;
    scene.edit("a", &TEXT.replace("First", "Mine")).await;
    let board: String = sqlx::query_scalar("select path from notes where vault_path = 'Board.canvas'")
        .fetch_one(&scene.app.pool)
        .await
        .unwrap();
    scene.edit(&board, "{\"nodes\":[], \"edges\":[]}").await;
    let theirs = TEXT.replace("First", "Theirs");
    scene.write(&[("A.md", &theirs), ("Board.canvas", "{\"nodes\": [ ]}")]);
    assert_eq!(files(&scene.import().await.edited.clashing), ["A.md", "Board.canvas"]);
    for path in ["a", &board] {
        let address = format!("/notes/{path}/-/clash");
        let shown = scene.browser.get(&address).await.attribute("[name=shown]", "value");
        assert_eq!(scene.browser.post(&address, &[("shown", &shown), ("all", "theirs")]).await.status, 303);
    }
    assert_eq!(scene.source("a").await, theirs);
    assert_eq!(scene.source(&board).await, "{\"nodes\": [ ]}");
}

#[actix_web::test]
async fn a_clash_is_for_those_who_may_change_the_note() {
    let scene = Scene::open(&[("A.md", TEXT), ("D.md", "---\npublish: false\n---\nOne\n")]).await;
    scene.edit("a", &TEXT.replace("First", "Mine")).await;
    scene.edit("d", "---\npublish: false\n---\nMine\n").await;
    scene
        .write(&[("A.md", &TEXT.replace("First", "Theirs")), ("D.md", "---\npublish: false\n---\nTheirs\n")]);
    assert_eq!(scene.import().await.edited.clashing.count, 2);
    let member = scene.app.signed_in(Role::Member).await;
    let guest = scene.app.guest();
    assert_eq!(member.get("/notes/a/-/clash").await.status, 403);
    assert_eq!(member.get("/notes/d/-/clash").await.status, 404, "nobody's business that there is a draft");
    assert_eq!(guest.get("/notes/a/-/clash").await.status, 303, "to the sign-in");
    assert_eq!(scene.browser.get("/notes/d/-/clash").await.status, 200);
    assert_eq!(scene.browser.get("/notes/nowhere/-/clash").await.status, 404);
}

#[actix_web::test]
async fn a_file_that_moved_keeps_what_the_garden_says() {
    let scene = Scene::open(&[("A.md", TEXT), ("x/B.md", "Second text")]).await;
    let mine = TEXT.replace("First", "Mine");
    scene.edit("a", &mine).await;
    scene.edit_at("x/b", Some("Mine/B.md"), "Second text").await;
    scene.rename("A.md", "y/A.md");
    scene.rename("x/B.md", "y/B.md");
    let report = scene.import().await;
    assert_eq!(files(&report.notes.moved), ["y/A.md", "y/B.md"]);
    assert_eq!(scene.source("y/a").await, mine);
    assert_eq!(scene.browser.get("/notes/y/b").await.status, 200, "the later word counts");
    assert_eq!(scene.browser.get("/notes/mine/b").await.status, 308);
    assert_eq!(files(&scene.import().await.edited.kept), ["y/A.md"]);
}

#[actix_web::test]
async fn pruning_spares_what_is_nowhere_else() {
    let scene = Scene::open(&[("A.md", TEXT), ("B.md", "b"), ("C.md", "c")]).await;
    scene.edit("a", &TEXT.replace("First", "Mine")).await;
    for name in ["A.md", "B.md"] {
        fs::remove_file(scene.folder.path().join("Vault").join(name)).unwrap();
    }
    let report = scene.import_with(|options| options.prune = true).await;
    assert_eq!((files(&report.edited.spared), files(&report.notes.withdrawn)), (vec!["A.md"], vec!["B.md"]));
    let guest = scene.app.guest();
    assert_eq!(guest.get("/notes/a").await.status, 200);
    assert_eq!(guest.get("/notes/b").await.status, 404);
}

#[actix_web::test]
async fn a_note_that_was_deleted_for_good_stays_so_until_its_file_changes() {
    let scene = Scene::open(&[("A.md", TEXT)]).await;
    sqlx::raw_sql("delete from notes").execute(&scene.app.pool).await.unwrap();
    for _ in 0..2 {
        let report = scene.import().await;
        assert_eq!((files(&report.edited.binned), report.changes_anything()), (vec!["A.md"], false));
    }
    scene.write(&[("A.md", "Somebody goes on with it.")]);
    assert_eq!(files(&scene.import().await.notes.added), ["A.md"]);
    assert_eq!(scene.source("a").await, "Somebody goes on with it.");
}

#[actix_web::test]
async fn trying_writes_nothing() {
    let scene = Scene::open(&[("A.md", TEXT), ("B.md", TEXT)]).await;
    scene.edit("a", &TEXT.replace("First", "Mine")).await;
    scene.edit("b", &TEXT.replace("First", "Mine")).await;
    scene.write(&[("A.md", &TEXT.replace("First", "Theirs")), ("B.md", &TEXT.replace("Third", "Theirs"))]);
    let report = scene.import_with(|options| options.dry_run = true).await;
    assert_eq!((files(&report.edited.clashing), files(&report.edited.merged)), (vec!["A.md"], vec!["B.md"]));
    assert_eq!(scene.browser.get("/notes/a/-/clash").await.status, 404);
    assert_eq!(scene.origins("b").await, ["import", "edit"]);
}

#[actix_web::test]
async fn the_report_tells_it_in_every_language() {
    let scene = Scene::open(&[("A.md", TEXT), ("B.md", TEXT), ("C.md", TEXT)]).await;
    for path in ["a", "b", "c"] {
        scene.edit(path, &TEXT.replace("First", "Mine")).await;
    }
    scene.write(&[("A.md", &TEXT.replace("First", "Theirs")), ("B.md", &TEXT.replace("Third", "Theirs"))]);
    scene.import().await;
    let id: String =
        sqlx::query_scalar("select id::text from imports order by started_at desc, id desc limit 1")
            .fetch_one(&scene.app.pool)
            .await
            .unwrap();
    let owner = scene.app.signed_in(Role::Owner).await;
    for (language, words) in
        [("en", "say what is meant"), ("es", "di qué vale"), ("pt-BR", "diga o que vale")]
    {
        let page = owner.get_in(&format!("/admin/imports/{id}"), language).await;
        assert!(page.text_of("[data-list=clashing] h2").contains(words), "{}", page.text());
        assert_eq!(page.attribute("[data-list=clashing] a", "href"), "/notes/a/-/clash");
        assert_eq!(page.attribute("[data-list=merged] a", "href"), "/notes/b");
        assert_eq!(page.attribute("[data-list=kept] a", "href"), "/notes/c");
        let clash = owner.get_in("/notes/a/-/clash", language).await;
        assert_eq!((clash.status.as_u16(), clash.count("fieldset.meeting-piece")), (200, 1));
    }
}

/// Whoever changes what, wherever, in whichever order: every text that was saved or imported is kept, and every line is
/// in the note or in what waits for it.
#[actix_web::test]
async fn no_line_is_lost_whatever_the_order() {
    for seed in 1..4_u64 {
        let scene = Scene::open(&[("A.md", TEXT)]).await;
        let mut state = seed;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let (mut file, mut texts, mut lines) = (TEXT.to_owned(), vec![TEXT.to_owned()], Vec::new());
        let with_line = |text: &str, at: u64, line: &str| {
            let mut all: Vec<&str> = text.lines().collect();
            all.insert(usize::try_from(at).unwrap() % (all.len() + 1), line);
            all.join("\n") + "\n"
        };
        for step in 0..24 {
            let line = format!("Line {seed} {step}.");
            match next(5) {
                0 | 1 => {
                    let text = with_line(&scene.source("a").await, next(40), &line);
                    scene.edit("a", &text).await;
                    texts.push(text);
                    lines.push(line);
                }
                2 | 3 => {
                    file = with_line(&file, next(40), &line);
                    scene.write(&[("A.md", &file)]);
                    scene.import().await;
                    texts.push(file.clone());
                    lines.push(line);
                }
                _ => {
                    let page = scene.browser.get("/notes/a/-/clash").await;
                    if page.status == 200 {
                        let ways = vec!["both"; page.count("fieldset.meeting-piece")];
                        assert_eq!(scene.settle("a", &ways).await.status, 303);
                    } else {
                        scene.import().await;
                    }
                }
            }
        }
        let kept = scene.kept("a").await;
        assert!(texts.iter().all(|text| kept.contains(text)), "every text is kept");
        let waiting: Vec<String> =
            sqlx::query_scalar("select source from imported_texts where settled_at is null")
                .fetch_all(&scene.app.pool)
                .await
                .unwrap();
        let (note, waiting) = (scene.source("a").await, waiting.concat());
        for line in &lines {
            assert!(
                note.contains(line) || waiting.contains(line),
                "{line} of seed {seed} in\n{note}\n{waiting}"
            );
        }
    }
}
