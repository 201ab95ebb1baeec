//! `/graph`: the garden as a map; and `/notes/{path}/-/graph`, what lies around one note.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;

use super::{list::Choice, view};
use crate::{
    notes::{
        graph::{
            picture::{self, Kind, Picture},
            read::{self, Centre, Wish},
        },
        read::tree::Crumb,
    },
    state::State,
    web::{self, Chrome, Error, forms::Query},
};

#[derive(Template)]
#[template(path = "notes/graph.html")]
struct GraphPage {
    chrome: Chrome,
    picture: Picture,
    wish: Wish,
    /// Notes in what is shown, drawn or not.
    total: i64,
    is_of_folders: bool,
    crumbs: Vec<Crumb>,
}

#[derive(Template)]
#[template(path = "notes/note_graph.html")]
struct NoteGraphPage {
    chrome: Chrome,
    picture: Picture,
    note: Centre,
}

impl GraphPage {
    /// What is shown, by name.
    fn title(&self) -> String {
        let folder = self.crumbs.last().map(|crumb| crumb.title.as_str());
        folder.map_or_else(|| self.chrome.t.graph_title(), |folder| self.chrome.t.graph_of_folder(folder))
    }

    /// The ways to colour it.
    fn colours(&self) -> Vec<Choice> {
        let t = self.chrome.t;
        let of = [("", t.graph_colour_folder(), false), ("tag", t.graph_colour_tag(), true)];
        of.into_iter()
            .map(|(colour, words, by_tag)| {
                let asked = [("folder", &*self.wish.folder), ("only", &*self.wish.only), ("colour", colour)];
                let asked: Vec<_> = asked.into_iter().filter(|(_, value)| !value.is_empty()).collect();
                let query = serde_html_form::to_string(&asked).unwrap_or_default();
                let address = if query.is_empty() { "/graph".to_owned() } else { format!("/graph?{query}") };
                Choice { address, words, chosen: self.wish.is_by_tag() == by_tag }
            })
            .collect()
    }

    /// The notes that there was no room for.
    fn left_out(&self) -> i64 {
        let shown = i64::try_from(self.picture.nodes.len()).unwrap_or(i64::MAX);
        if self.is_of_folders { 0 } else { (self.total - shown).max(0) }
    }
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let wish = wish.0;
    let mut db = state.pool.acquire().await?;
    let seen = read::garden(&mut db, &wish, &chrome.visitor.audiences).await?;
    drop(db);
    if seen.nodes.is_empty() && !wish.folder.is_empty() {
        return Err(Error::NotFound);
    }
    let mut nodes = seen.nodes;
    for node in nodes.iter_mut().filter(|node| node.name.is_empty()) {
        node.name = chrome.t.graph_loose();
    }
    let picture = picture::draw(nodes, &seen.links);
    let (total, is_of_folders, crumbs) = (seen.total, seen.is_of_folders, seen.crumbs);
    web::page(&request, &GraphPage { chrome, picture, wish, total, is_of_folders, crumbs })
}

pub(super) async fn around(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let found = read::around(&mut db, &path, &chrome.visitor.audiences).await?;
    drop(db);
    let (note, seen) = found.ok_or(Error::NotFound)?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "graph") {
        return Ok(moved);
    }
    let picture = picture::draw(seen.nodes, &seen.links);
    web::page(&request, &NoteGraphPage { chrome, picture, note })
}
