//! The graph: of the garden, of a folder, around a note.

use quintal::notes::graph;

use super::Shelf;
use crate::support::app::TestApp;

async fn bump(app: &TestApp) {
    sqlx::query("select bump_generation()").execute(&app.pool).await.unwrap();
}

#[actix_web::test]
async fn a_small_garden_is_drawn_note_by_note() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let empty = guest.get("/graph").await;
    assert!(empty.status == 200 && empty.has(".empty") && !empty.has("svg.graph, .graph svg"));
    let shelf = Shelf::open(&app).await;
    shelf
        .add(&[
            ("a/One.md", "[[Two]] [[Three]] #red"),
            ("a/Two.md", "[[Three]] [[One]] #red #blue"),
            ("b/Three & <more>.md", "---\naliases: [Three]\n---\n#blue"),
            ("b/Alone.md", "Nothing."),
        ])
        .await;
    assert!(graph::tend(&app.pool).await.unwrap());
    assert!(!graph::tend(&app.pool).await.unwrap(), "nothing changed since");
    let page = guest.get("/graph").await;
    let mut leads = page.attributes("a.graph-node", "href");
    leads.sort();
    assert_eq!(leads, ["/notes/a/one", "/notes/a/two", "/notes/b/alone", "/notes/b/three-more"]);
    assert_eq!(page.count(".graph line"), 3, "each pair once, whichever way it is linked");
    assert!(
        page.texts(".graph-node title").contains(&"One (2 links)".to_owned()),
        "{:?}",
        page.texts("title")
    );
    assert!(page.texts(".graph-node text").contains(&"Three & <more>".to_owned()));
    assert_eq!(page.count(".graph-list li a"), 4, "the same as a list");
    assert_eq!(page.texts(".graph-legend li"), ["a", "b"]);
    assert!(page.queries() <= 4, "{}", page.header("server-timing"));
    assert!(!page.text().contains("style="), "the policy allows no style in the page");
    let tags = guest.get("/graph?colour=tag").await;
    assert_eq!(tags.texts(".graph-legend li"), ["#blue", "#red", "Others"]);
    let folder = guest.get("/graph?folder=a").await;
    assert_eq!((folder.count(".graph-node"), folder.count(".graph line")), (2, 1));
    for nothing in ["/graph?folder=c", "/graph?folder=%00", "/graph?folder=a&folder=b"] {
        let answer = guest.get(nothing).await;
        assert!(answer.status == 404 || answer.status == 200, "{nothing}: {}", answer.status);
    }
    assert_eq!(guest.get("/graph?folder=c").await.status, 404);
}

#[actix_web::test]
async fn colours_are_called_as_their_folders_are() {
    let app = TestApp::start().await;
    let notes = [
        ("Guía/Más hojas/A.md", "[[B]] [[C]]"),
        ("Guía/Más hojas/B.md", ""),
        ("Guía/Otra/C.md", "[[D]]"),
        ("Guía/D.md", ""),
    ];
    Shelf::open(&app).await.add(&notes).await;
    graph::tend(&app.pool).await.unwrap();
    let guest = app.guest();
    for address in ["/graph", "/graph?folder=guia", "/notes/guia/mas-hojas/a/-/graph"] {
        let page = guest.get_in(address, "en").await;
        let mut legend = page.texts(".graph-legend li");
        legend.sort();
        assert_eq!(legend, ["Más hojas", "Notes without a folder", "Otra"], "{address}");
        assert!(page.queries() <= 5, "{address}: {}", page.header("server-timing"));
    }
}

#[actix_web::test]
async fn places_stay_when_the_garden_grows() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let notes: Vec<(String, String)> =
        (0..40).map(|n| (format!("Note {n}.md"), format!("[[Note {}]]", n / 3))).collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    shelf.add(&notes).await;
    graph::tend(&app.pool).await.unwrap();
    let places = || {
        let pool = app.pool.clone();
        async move {
            sqlx::query_as::<_, (uuid::Uuid, f64, f64)>(
                "select note_id, x, y from graph_notes order by note_id",
            )
            .fetch_all(&pool)
            .await
            .unwrap()
        }
    };
    let before = places().await;
    bump(&app).await;
    assert!(graph::tend(&app.pool).await.unwrap());
    assert_eq!(places().await, before, "nothing moved, for nothing changed in the graph");
    shelf.add(&[("Newcomer.md", "[[Note 3]]")]).await;
    bump(&app).await;
    graph::tend(&app.pool).await.unwrap();
    let after = places().await;
    assert_eq!(after.len(), 41);
    let moved = before.iter().zip(&after).map(|(a, b)| (a.1 - b.1).hypot(a.2 - b.2)).sum::<f64>() / 40.0;
    assert!(moved < 1.5, "{moved}");
}

#[actix_web::test]
async fn a_large_garden_is_drawn_folder_by_folder() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let notes: Vec<(String, String)> = (0..420)
        .map(|n| {
            (
                format!("{}/Note {n}.md", ["flat", "deep/x", "deep/y"][n % 3]),
                format!("[[Note {}]]", (n * 7 + 1) % 420),
            )
        })
        .collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    shelf.add(&notes).await;
    shelf.add(&[("Loose.md", "[[Note 1]]")]).await;
    graph::tend(&app.pool).await.unwrap();
    let guest = app.guest();
    let page = guest.get("/graph").await;
    let mut leads = page.attributes("a.graph-node.cluster", "href");
    leads.sort();
    assert_eq!(leads, ["/graph?folder=&only=here", "/graph?folder=deep", "/graph?folder=flat"]);
    assert!(page.count(".graph line") >= 2);
    assert!(page.texts(".graph-node title").contains(&"deep (280 notes)".to_owned()));
    assert!(page.queries() <= 2, "{}", page.header("server-timing"));
    assert_eq!(guest.get("/graph?folder=deep").await.count(".graph-node:not(.cluster)"), 280);
    assert_eq!(guest.get("/graph?folder=&only=here").await.count(".graph-node"), 1);
    assert_eq!(guest.get("/graph?folder=flat").await.texts(".crumbs a").len(), 2);
}

#[actix_web::test]
async fn around_a_note_are_its_neighbours_and_theirs() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    shelf
        .add(&[
            ("Middle.md", "[[Out]]"),
            ("Out.md", "[[Beyond]]"),
            ("In.md", "[[Middle]]"),
            ("Beyond.md", ""),
            ("Far.md", "[[Beyond]]"),
            ("Alone.md", "Nothing."),
        ])
        .await;
    let guest = app.guest();
    let page = guest.get("/notes/middle/-/graph").await;
    let mut leads = page.attributes("a.graph-node", "href");
    leads.sort();
    assert_eq!(leads, ["/notes/beyond", "/notes/in", "/notes/middle", "/notes/out"]);
    assert_eq!(page.attribute(".graph-node.centre", "href"), "/notes/middle");
    assert_eq!(page.count(".graph line"), 3);
    assert!(page.queries() <= 4, "{}", page.header("server-timing"));
    let alone = guest.get("/notes/alone/-/graph").await;
    assert!(alone.status == 200 && alone.count(".graph-node") == 1 && alone.text().contains("no other note"));
}

/// Two programs over one database: one of them lays the graph out, and both show it.
#[actix_web::test]
async fn one_program_at_a_time_lays_it_out() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("One.md", "[[Two]]"), ("Two.md", "")]).await;
    let replica = app.replica().await;
    let (one, other) = futures_util::future::join(graph::tend(&app.pool), graph::tend(&replica.pool)).await;
    assert!(one.unwrap() || other.unwrap());
    assert_eq!(replica.guest().get("/graph").await.count(".graph-node"), 2);
}
