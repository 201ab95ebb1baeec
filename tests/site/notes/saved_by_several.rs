//! Whatever several people do to one note, and in whatever order: no line that somebody saved is lost.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, TestRunner},
};
use quintal::{
    access::Role,
    ids::{NoteId, RevisionId, UserId},
    notes::editing::{self, Edit, Ground, Outcome, Writer, bin, clash::Names, drafts},
    text::language::Language,
};
use sqlx::PgPool;

use super::Desk;

const NAMES: Names<'_> = Names { ours: "mine", theirs: "theirs" };

/// Lines as a text.
fn whole(lines: &[impl AsRef<str>]) -> String {
    lines.iter().flat_map(|line| [line.as_ref(), "\n"]).collect()
}

/// What somebody does.
#[derive(Clone, Debug)]
enum Step {
    /// Opens the editor anew: with their draft, if they have one.
    Open,
    /// Types: a line is put in, changed or taken out.
    Type { kind: u8, at: usize },
    /// What they typed is kept as a draft.
    Keep,
    /// They save; what clashes they settle by taking out the marks, and save again.
    Save,
    /// They throw the note away, and bring it back.
    Bin,
    /// They bring an earlier text back, as the history does: by saving it over the newest.
    Restore { at: usize },
}

fn step() -> impl Strategy<Value = (usize, Step)> {
    let step = prop_oneof![
        2 => Just(Step::Open),
        5 => (0..3_u8, 0..20_usize).prop_map(|(kind, at)| Step::Type { kind, at }),
        1 => Just(Step::Keep),
        3 => Just(Step::Save),
        1 => Just(Step::Bin),
        1 => (0..20_usize).prop_map(|at| Step::Restore { at }),
    ];
    (0..3_usize, step)
}

/// One of them, at their editor.
struct Person {
    by: Writer,
    base: Option<RevisionId>,
    text: String,
    typed: usize,
}

struct Scene {
    pool: PgPool,
    note: NoteId,
    ground: Ground,
    /// Every line that somebody saved.
    saved: BTreeSet<String>,
}

impl Scene {
    async fn newest(&self, by: &Writer) -> (RevisionId, String) {
        let mut db = self.pool.acquire().await.unwrap();
        let note = editing::get(&mut db, self.note, by).await.unwrap().unwrap();
        (note.revision, note.source)
    }

    async fn history(&self) -> Vec<String> {
        let query = "select source from revisions where note_id = $1 order by number";
        sqlx::query_scalar(query).bind(self.note.0).fetch_all(&self.pool).await.unwrap()
    }

    async fn open(&self, person: &mut Person) {
        let (revision, source) = self.newest(&person.by).await;
        let mut db = self.pool.acquire().await.unwrap();
        let draft = drafts::of_note(&mut db, person.by.id, self.note, false).await.unwrap();
        (person.base, person.text) =
            draft.map_or((Some(revision), source), |draft| (draft.base, draft.source));
    }

    async fn keep(&self, person: &Person) {
        let typed = drafts::Typed {
            summary: "",
            note: Some(self.note),
            suggests: false,
            base: person.base,
            vault: None,
            place: "",
            source: &person.text,
            window: drafts::Window::default(),
        };
        let mut db = self.pool.acquire().await.unwrap();
        let kept = drafts::keep(&mut db, person.by.id, quintal::ids::DraftId::new(), &typed, super::now());
        assert_eq!(kept.await.unwrap(), drafts::Kept::Kept);
    }

    async fn save(&mut self, person: &mut Person) {
        self.saved.extend(person.text.lines().map(str::to_owned));
        for settles in [false, true, true, true] {
            let edit = Edit {
                note: self.note,
                base: person.base,
                source: &person.text,
                summary: None,
                settles,
                names: NAMES,
            };
            let mut transaction = self.pool.begin().await.unwrap();
            let outcome = editing::save(&mut transaction, &edit, &person.by, &self.ground, super::now());
            match outcome.await.unwrap() {
                Outcome::Saved(stored) => {
                    transaction.commit().await.unwrap();
                    person.base = Some(stored.revision);
                    person.text = self.newest(&person.by).await.1;
                    return;
                }
                Outcome::Clash(clash) => {
                    // Both sides are in the report, and in the text that it fills the form with.
                    for line in
                        clash.clashes.iter().flat_map(|(_, one)| one.ours.lines().chain(one.theirs.lines()))
                    {
                        assert!(clash.text.lines().any(|found| found == line), "{line} of {clash:?}");
                    }
                    let is_mark = |line: &&str| {
                        ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark))
                    };
                    let kept: Vec<&str> = clash.text.lines().filter(|line| !is_mark(line)).collect();
                    person.text = whole(&kept);
                    person.base = Some(clash.theirs.revision);
                }
            }
        }
        panic!("a settled text clashes for ever");
    }

    async fn take(&mut self, person: &mut Person, name: usize, step: &Step) {
        match step {
            Step::Open => self.open(person).await,
            Step::Type { kind, at } => {
                let mut lines: Vec<String> = person.text.lines().map(str::to_owned).collect();
                let at = if lines.is_empty() { 0 } else { at % lines.len() };
                person.typed += 1;
                let line = format!("Line {} of person {name}.", person.typed);
                match kind {
                    0 if at < lines.len() => lines[at] = line,
                    1 if at < lines.len() => drop(lines.remove(at)),
                    _ => lines.insert(at, line),
                }
                person.text = whole(&lines);
            }
            Step::Keep => self.keep(person).await,
            Step::Save => self.save(person).await,
            Step::Bin => {
                let mut transaction = self.pool.begin().await.unwrap();
                bin::throw_away(&mut transaction, self.note, &person.by, super::now()).await.unwrap();
                bin::bring_back(&mut transaction, self.note, &person.by, &self.ground, super::now())
                    .await
                    .unwrap();
                transaction.commit().await.unwrap();
            }
            Step::Restore { at } => {
                let history = self.history().await;
                (person.base, person.text) =
                    (Some(self.newest(&person.by).await.0), history[at % history.len()].clone());
                self.save(person).await;
            }
        }
    }

    async fn lost(&self) -> Vec<String> {
        let found: BTreeSet<String> =
            self.history().await.iter().flat_map(|text| text.lines().map(str::to_owned)).collect();
        self.saved.difference(&found).filter(|line| !line.trim().is_empty()).cloned().collect()
    }
}

#[actix_web::test]
async fn no_line_that_somebody_saved_is_lost() {
    let desk = Desk::with(&[]).await;
    let cleo = desk.app.add_person(Role::Editor, "cleo@garden.example").await;
    let ground = Ground { language: Language::parse("en").unwrap(), zone: TimeZone::UTC };
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let steps = prop::collection::vec(step(), 4..24);
    for case in 0..20 {
        let steps = steps.new_tree(&mut runner).unwrap().current();
        let lines: Vec<String> = (0..6).map(|line| format!("Line {line} of case {case}.")).collect();
        let text = whole(&lines);
        let saved = desk.shelf.add(&[(&format!("Case {case}.md"), &text)]).await.remove(0);
        let writer = |id: UserId, role| Writer { id, role, audiences: vec![1, 2, 3] };
        let mut people: Vec<Person> =
            [(desk.ana_id, Role::Author), (desk.bruno_id, Role::Editor), (cleo, Role::Editor)]
                .into_iter()
                .map(|(id, role)| Person {
                    by: writer(id, role),
                    base: Some(saved.revision),
                    text: text.clone(),
                    typed: 0,
                })
                .collect();
        let mut scene = Scene {
            pool: desk.app.pool.clone(),
            note: saved.note,
            ground: ground.clone(),
            saved: text.lines().map(str::to_owned).collect(),
        };
        for (who, step) in &steps {
            scene.take(&mut people[*who], *who, step).await;
        }
        let lost = scene.lost().await;
        assert!(lost.is_empty(), "lost {lost:?} by {steps:#?}\n{:#?}", scene.history().await);
        let author: Option<uuid::Uuid> = sqlx::query_scalar("select author_id from notes where id = $1")
            .bind(saved.note.0)
            .fetch_one(&desk.app.pool)
            .await
            .unwrap();
        assert_eq!(author, Some(desk.ana_id.0));
    }
}
