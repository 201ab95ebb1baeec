//! What notes are tied to, the graph, and a reader's marks.

use quintal::{
    access::Audiences,
    db::paging::PageNumber,
    i18n::Locale,
    ids::UserId,
    notes::{
        graph,
        marks::{self, What},
        read::{
            links,
            list::{self, Of},
            place, preview,
        },
    },
};

use super::{Garden, READERS};

#[actix_web::test]
async fn what_a_note_is_tied_to_reads_no_whole_table() {
    let mut garden = Garden::plant().await;
    let readers = Audiences::of([1, 2, 100]);
    // One that thousands link to, and one that few do.
    for (path, number) in [("folder-8/inner-8/note-8", 8), ("folder-8/inner-8/note-7008", 7008)] {
        let path_quoted = format!("'{path}'");
        let head = links::find(garden.fresh().await, path, &readers).await.unwrap().unwrap();
        garden.assert_indexed("the note", &[&path_quoted, READERS]).await;
        let (id, revision) = (format!("'{}'", head.id), format!("'{}'", head.revision));
        for (page, offset) in [(1, "0"), (30, "870")] {
            let page = PageNumber::from(page.to_string());
            let shown = links::backlinks(garden.fresh().await, &head, page, &readers).await.unwrap();
            assert!(!shown.items.is_empty() || number > 100);
            garden.assert_indexed("backlinks", &[&id, READERS, offset]).await;
        }
        links::outgoing(garden.fresh().await, &head, &readers).await.unwrap();
        garden.assert_indexed("outgoing links", &[&revision, &id, READERS]).await;
        links::related(garden.fresh().await, &head, &readers).await.unwrap();
        garden.assert_indexed("related notes", &[READERS, &revision, &id]).await;
        let titled = links::Head { title: "Semente".into(), ..head.clone() };
        links::mentions(garden.fresh().await, &titled, &readers).await.unwrap();
        let word = "'\"semente\"'";
        garden.assert_indexed("mentions", &[READERS, word, word, word, word, &id]).await;

        preview::preview(garden.fresh().await, path, "", Locale::En, &readers).await.unwrap().unwrap();
        garden.assert_indexed("a preview", &[&path_quoted, READERS]).await;
        graph::read::around(garden.fresh().await, path, &readers).await.unwrap().unwrap();
        let of = format!("'{{{}}}'", head.id);
        garden.assert_indexed_that_says("with linked", "neighbours", &[READERS, &of, &of, "36"]).await;
        garden.assert_indexed_that_says("target_note_id = any", "links among", &[READERS, &of]).await;
        garden.assert_indexed_that_says("note_paths", "the middle", &[READERS, &path_quoted]).await;
    }
}

#[actix_web::test]
async fn the_graph_reads_no_whole_table() {
    let mut garden = Garden::plant().await;
    let readers = Audiences::of([1, 2, 100]);
    let wish = |query: &str| serde_html_form::from_str::<graph::read::Wish>(query).unwrap();
    let seen = graph::read::garden(garden.fresh().await, &wish(""), &readers).await.unwrap();
    assert!(seen.is_of_folders && seen.nodes.len() == 150 && seen.links.len() <= 400);
    garden.assert_indexed_that_says("graph_folders", "folders", &[READERS, "''"]).await;
    let shown = "'{folder-1,folder-2,folder-3,folder-4,folder-5,folder-6,folder-7,folder-8}'";
    let arguments = [READERS, "''", shown];
    garden.assert_indexed_that_says("graph_folder_links", "links of folders", &arguments).await;
    let seen =
        graph::read::garden(garden.fresh().await, &wish("folder=folder-8/inner-8"), &readers).await.unwrap();
    assert!(!seen.is_of_folders && seen.nodes.len() > 50, "{}", seen.nodes.len());
    let below = [READERS, "'folder-8/inner-8'", "'folder-8/inner-80'"];
    garden.assert_indexed_that_says("graph_notes", "notes of a folder and below", &below).await;
    graph::read::garden(garden.fresh().await, &wish("folder=folder-8/inner-8&only=here"), &readers)
        .await
        .unwrap();
    let itself = [READERS, "'folder-8/inner-8'"];
    garden.assert_indexed_that_says("graph_notes", "the best linked notes of a folder", &itself).await;
}

#[actix_web::test]
async fn no_mark_costs_a_whole_table() {
    let mut garden = Garden::plant().await;
    let readers = Audiences::of([1, 2, 100]);
    let person = "'00000000-0000-7003-8000-000000000008'";
    let reader: UserId = person.trim_matches('\'').parse().unwrap();
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    let moment = "'2026-11-21T12:00:00Z'";

    for (page, offset) in [("1", "0"), ("300", "8970")] {
        let number = PageNumber::from(page.to_owned());
        let found = marks::bookmarks(garden.fresh().await, reader, &readers, number).await.unwrap();
        assert_eq!(found.items.len(), 30, "bookmarks, page {page}");
        garden.assert_indexed("bookmarks", &[person, READERS, offset]).await;
    }

    let found = marks::news(garden.fresh().await, reader, &readers, PageNumber::FIRST, now).await.unwrap();
    assert_eq!(found.page.items.len(), 30);
    let arguments = ["'2024-01-01T00:00:00Z'", READERS, moment, "0"];
    garden.assert_indexed("what is new", &arguments).await;

    let shelf = marks::shelf(garden.fresh().await, Some(reader), &readers, now).await.unwrap();
    assert_eq!((shelf.unfinished.len(), shelf.news.len(), shelf.bookmarks.len()), (3, 5, 5));
    garden.assert_indexed("the shelf", &[person, READERS, moment]).await;

    let wish = list::Wish::default();
    let mut list = list::list(garden.fresh().await, Of::All, &wish, &readers).await.unwrap();
    let mut tree = place::tree(garden.fresh().await, &readers).await.unwrap();
    let db = garden.fresh().await;
    marks::show_read(db, Some(reader), &readers, &mut list.page.items, &mut tree).await.unwrap();
    let paths: Vec<String> = list.page.items.iter().map(|note| note.path.clone()).collect();
    let paths = format!("'{{{}}}'", paths.join(","));
    garden.assert_indexed("which notes are read", &[person, &paths, READERS]).await;

    let extent = marks::extent(garden.fresh().await, reader).await.unwrap();
    assert_eq!((extent.bookmarks, extent.readings, extent.stops), (10_000, 10_000, 10_000));
    garden.assert_indexed("how much is kept", &[person]).await;

    // Marks on a note that has none of this person's yet: the last of the garden is not in the first ten thousand.
    let id = "00000000-0000-7001-8000-0000000186a0";
    let note = id.parse().unwrap();
    let id = format!("'{id}'");
    let most = marks::MOST.to_string();
    let kept = marks::bookmark(garden.fresh().await, reader, note, &readers, now).await.unwrap();
    assert_eq!(kept, marks::Kept::Full);
    let arguments = [person, &id, READERS, moment, &most];
    garden.assert_indexed("a bookmark", &arguments).await;
    assert!(marks::mark_read(garden.fresh().await, reader, note, &readers, now).await.unwrap());
    garden.assert_indexed("a note read", &arguments).await;
    let stop = marks::Stop::told(0.5, Some("here")).unwrap();
    assert!(marks::stop_at(garden.fresh().await, reader, note, &stop, &readers, now).await.unwrap());
    let arguments = [person, &id, READERS, moment, &most, "0.5", "'here'"];
    garden.assert_indexed("a stop", &arguments).await;
    let extent = marks::extent(garden.fresh().await, reader).await.unwrap();
    assert_eq!((extent.readings, extent.stops), (10_000, 10_000), "the oldest made room");

    marks::forget(garden.fresh().await, reader, What::All).await.unwrap();
    garden.assert_indexed("forgetting", &[person, "true", "true", "true", "true"]).await;
    assert!(!marks::extent(garden.fresh().await, reader).await.unwrap().is_any());
}
