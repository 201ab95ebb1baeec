//! Whatever a garden holds, each visitor meets exactly what the rule gives them.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, TestRunner},
};
use quintal::{
    access::{Audience, Audiences},
    i18n::Locale,
    ids::UserId,
    notes::{
        graph,
        read::{
            links,
            list::{self, Of},
            place::{self, Place},
            preview, search,
            surroundings::surroundings,
            tags,
        },
        vaults::Vault,
    },
};
use sqlx::PgConnection;

use super::{Shelf, person};
use crate::support::app::TestApp;

#[derive(Clone, Debug)]
struct Sketch {
    folder: &'static str,
    audience: Audience,
    publish: bool,
    tag: &'static str,
    links: Vec<usize>,
    by_ana: bool,
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let folders = prop::sample::select(vec!["", "a/", "a/b/", "c/"]);
    let audience = prop::sample::select(Audience::ALL.to_vec());
    let tag = prop::sample::select(vec!["one", "two", "two/deep", "three"]);
    (
        folders,
        audience,
        prop::bool::weighted(0.85),
        tag,
        prop::collection::vec(0..12_usize, 0..4),
        any::<bool>(),
    )
        .prop_map(|(folder, audience, publish, tag, links, by_ana)| Sketch {
            folder,
            audience,
            publish,
            tag,
            links,
            by_ana,
        })
}

impl Sketch {
    /// The rule, as simply as it can be said.
    fn may_read(&self, reader: &Reader) -> bool {
        self.publish && self.is_for(reader)
    }

    /// At its address a draft is met by those of its readers who are its author or editors.
    fn may_open(&self, reader: &Reader) -> bool {
        let works_on_it = reader.is_editor || reader.is_ana == Some(self.by_ana);
        self.is_for(reader) && (self.publish || works_on_it)
    }

    fn is_for(&self, reader: &Reader) -> bool {
        match self.audience {
            Audience::Public | Audience::Unlisted => true,
            Audience::Members => reader.is_member,
            Audience::Private => reader.is_ana == Some(self.by_ana),
        }
    }

    fn is_listed_for(&self, reader: &Reader) -> bool {
        self.audience != Audience::Unlisted && self.may_read(reader)
    }
}

struct Reader {
    is_member: bool,
    /// Whether Ana or Bia, where one of them.
    is_ana: Option<bool>,
    is_editor: bool,
    audiences: Audiences,
}

#[actix_web::test]
async fn everybody_meets_what_the_rule_gives_them() {
    let mut runner = TestRunner::new(Config { cases: 1, ..Config::default() });
    for round in 0..6 {
        let sketches = prop::collection::vec(sketch(), 12).new_tree(&mut runner).unwrap().current();
        check(&sketches).await;
        assert!(round < 6, "{sketches:?}");
    }
}

async fn check(sketches: &[Sketch]) {
    let app = TestApp::start().await;
    let (ana, of_ana) = person(&app.pool, "ana", "author").await;
    let (bia, of_bia) = person(&app.pool, "bia", "author").await;
    plant(&app, sketches, true, ana).await;
    plant(&app, sketches, false, bia).await;
    let readers = [
        reader(None, false, Audiences::guest()),
        reader(None, false, Audiences::of([2])),
        reader(Some(true), false, Audiences::of([2, of_ana])),
        reader(Some(false), true, Audiences::of([2, 3, of_bia])),
        reader(None, true, Audiences::of([2, 3])),
    ];
    graph::tend(&app.pool).await.unwrap();
    let mut db = app.pool.acquire().await.unwrap();
    for reader in &readers {
        compare(&mut db, sketches, reader).await;
        compare_search(&app, sketches, reader).await;
    }
}

fn reader(is_ana: Option<bool>, is_editor: bool, audiences: Audiences) -> Reader {
    Reader { is_member: audiences != Audiences::guest(), is_ana, is_editor, audiences }
}

async fn plant(app: &TestApp, sketches: &[Sketch], by_ana: bool, author: UserId) {
    let name = if by_ana { "ana" } else { "bia" };
    let vault = Vault { author: Some(author), mount: name.into(), ..Vault::new(name) };
    let notes: Vec<(String, String)> = sketches
        .iter()
        .enumerate()
        .filter(|(_, sketch)| sketch.by_ana == by_ana)
        .map(|(index, sketch)| {
            let links: Vec<String> = sketch.links.iter().map(|link| format!("[[note{link}]]")).collect();
            let links = links.join(" ");
            let Sketch { audience, publish, tag, .. } = sketch;
            let head = format!("---\naudience: {audience}\npublish: {publish}\ntags: [{tag}]\n---\n");
            (format!("{}note{index}.md", sketch.folder), format!("{head}sharedword{index} everyword {links}"))
        })
        .collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Shelf::with(app, vault).await.add(&notes).await;
}

fn address(sketches: &[Sketch], index: usize) -> String {
    let sketch = &sketches[index];
    format!("{}/{}note{index}", if sketch.by_ana { "ana" } else { "bia" }, sketch.folder)
}

fn addresses(sketches: &[Sketch], wanted: impl Fn(&Sketch) -> bool) -> BTreeSet<String> {
    (0..sketches.len())
        .filter(|index| wanted(&sketches[*index]))
        .map(|index| address(sketches, index))
        .collect()
}

async fn compare_search(app: &TestApp, sketches: &[Sketch], reader: &Reader) {
    let everything = serde_html_form::from_str("q=everyword").unwrap();
    let turn = app.state.searches.clone().acquire_owned().await.unwrap();
    let asks = search::Reader { audiences: &reader.audiences, locale: Locale::En, zone: &TimeZone::UTC };
    let hits = search::search(&app.pool, turn, &everything, asks).await.unwrap();
    let found: BTreeSet<String> = hits.page.items.into_iter().map(|hit| hit.path).collect();
    assert_eq!(found, addresses(sketches, |sketch| sketch.is_listed_for(reader)));
    assert_eq!(usize::try_from(hits.total).unwrap(), found.len());
}

async fn compare(db: &mut PgConnection, sketches: &[Sketch], reader: &Reader) {
    let listed = addresses(sketches, |sketch| sketch.is_listed_for(reader));
    for sort in ["updated", "created", "title"] {
        for lang in ["", "en"] {
            let wish: list::Wish = serde_html_form::from_str(&format!("sort={sort}&lang={lang}")).unwrap();
            let shown = list::list(db, Of::All, &wish, &reader.audiences).await.unwrap();
            let shown: BTreeSet<String> = shown.page.items.into_iter().map(|note| note.path).collect();
            assert_eq!(shown, listed, "/notes?sort={sort}&lang={lang}");
        }
    }
    let (counts, _) =
        tags::tags(db, quintal::db::paging::PageNumber::FIRST, &reader.audiences).await.unwrap();
    for tag in ["one", "two", "two/deep", "three"] {
        let under = addresses(sketches, |sketch| {
            sketch.is_listed_for(reader) && (sketch.tag == tag || sketch.tag.starts_with(&format!("{tag}/")))
        });
        let shown = list::list(db, Of::Tag(tag), &list::Wish::default(), &reader.audiences).await.unwrap();
        let shown: BTreeSet<String> = shown.page.items.into_iter().map(|note| note.path).collect();
        assert_eq!(shown, under, "/tags/{tag}");
        let own = sketches.iter().filter(|sketch| sketch.is_listed_for(reader) && sketch.tag == tag).count();
        let counted = counts.iter().find(|count| count.key == tag).map_or(0, |count| count.notes);
        assert_eq!(usize::try_from(counted).unwrap(), own, "the count of {tag}");
    }
    let map = graph::read::garden(db, &graph::read::Wish::default(), &reader.audiences).await.unwrap();
    let drawn: BTreeSet<String> = map.nodes.iter().map(|node| node.address.replace("/notes/", "")).collect();
    assert_eq!(drawn, listed, "/graph");
    for index in 0..sketches.len() {
        compare_note(db, sketches, index, reader).await;
        compare_ties(db, sketches, index, reader, &listed).await;
    }
    for folder in ["ana", "ana/a", "ana/a/b", "ana/c", "bia", "bia/a", "bia/a/b", "bia/c", "ana/zzz"] {
        let found = place::find(db, folder, &reader.audiences).await.unwrap();
        let expected = listed.iter().any(|path| path.starts_with(&format!("{folder}/")));
        assert_eq!(found.is_some(), expected, "{folder}");
    }
}

async fn compare_note(db: &mut PgConnection, sketches: &[Sketch], index: usize, reader: &Reader) {
    let sketch = &sketches[index];
    let found = place::find(db, &address(sketches, index), &reader.audiences).await.unwrap();
    assert_eq!(found.is_some(), sketch.may_open(reader), "{sketch:?}");
    let Some(place::Found { place: Place::Note(note), tree, .. }) = found else { return };
    let around = surroundings(db, &note, Locale::En, &reader.audiences, None, &tree).await.unwrap();
    for link in &sketch.links {
        let target = &sketches[*link];
        let shown = around.html.contains(&format!("href=\"/notes/{}\"", address(sketches, *link)));
        assert_eq!(
            shown,
            *link == index || target.may_read(reader),
            "{sketch:?} links to {target:?}: {}",
            around.html
        );
    }
    let linking: BTreeSet<String> = (0..sketches.len())
        .filter(|from| {
            *from != index && sketches[*from].links.contains(&index) && sketches[*from].is_listed_for(reader)
        })
        .map(|from| address(sketches, from))
        .collect();
    let shown: BTreeSet<String> = around.backlinks.into_iter().map(|link| link.path).collect();
    assert_eq!(shown, linking, "backlinks of {sketch:?}");
}

async fn compare_ties(
    db: &mut PgConnection,
    sketches: &[Sketch],
    index: usize,
    reader: &Reader,
    listed: &BTreeSet<String>,
) {
    let (sketch, path) = (&sketches[index], address(sketches, index));
    let preview = preview::preview(db, &path, "", Locale::En, &reader.audiences).await.unwrap();
    assert_eq!(preview.is_some(), sketch.may_read(reader), "the preview of {sketch:?}");
    let around = graph::read::around(db, &path, &reader.audiences).await.unwrap();
    let head = links::find(db, &path, &reader.audiences).await.unwrap();
    assert_eq!((around.is_some(), head.is_some()), (sketch.may_read(reader), sketch.may_read(reader)));
    let (Some((_, seen)), Some(head)) = (around, head) else { return };
    for node in &seen.nodes {
        let shown = node.address.replace("/notes/", "");
        assert!(shown == path || listed.contains(&shown), "{shown} around {sketch:?}");
    }
    let mentions = links::mentions(db, &head, &reader.audiences).await.unwrap();
    let related = links::related(db, &head, &reader.audiences).await.unwrap();
    let named = mentions.iter().map(|tie| &tie.path).chain(related.iter().map(|note| &note.path));
    for shown in named {
        assert!(listed.contains(shown), "{shown} is like {sketch:?}");
    }
    let outgoing: BTreeSet<String> = links::outgoing(db, &head, &reader.audiences)
        .await
        .unwrap()
        .into_iter()
        .map(|note| note.path)
        .collect();
    let readable = sketch.links.iter().filter(|to| **to != index && sketches[**to].may_read(reader));
    assert_eq!(outgoing, readable.map(|to| address(sketches, *to)).collect(), "links of {sketch:?}");
}
