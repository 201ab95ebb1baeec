//! What a visitor sees of the graph. Every name, number and line is counted from what they may read.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    folders::loose,
    layout::Point,
    picture::{Kind, Node, rings},
    store::view::{self as store, FolderRow, NoteRow},
};
use crate::{
    access::Audiences,
    notes::read::tree::{self, Crumb, FolderRow as FolderName},
};

/// So many notes are drawn one by one; more of them as folders.
pub const MAX_NOTES: i64 = 300;
/// The most notes around a note: those linked with it, and those linked with these.
const FIRST_RING: i64 = 36;
const SECOND_RING: i64 = 48;
/// Longer paths are nobody's.
const MAX_PATH: usize = 1000;

/// What is asked of the graph, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// The folder.
    pub folder: String,
    /// Only the notes that lie in the folder itself.
    pub only: String,
    /// What colours mean: folders, or tags.
    pub colour: String,
}

impl Wish {
    /// Whether only what lies in the folder itself is asked for.
    #[must_use]
    pub fn is_of_folder_alone(&self) -> bool {
        self.only == "here"
    }

    /// Whether colours are to mean tags.
    #[must_use]
    pub fn is_by_tag(&self) -> bool {
        self.colour == "tag"
    }
}

/// The graph as a visitor may see it, not yet drawn.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Its points. A folder that stands for the notes in its parent itself has no name.
    pub nodes: Vec<Node>,
    /// Its links.
    pub links: Vec<(usize, usize, i64)>,
    /// How many notes there are, drawn or not.
    pub total: i64,
    /// Whether folders are shown rather than notes.
    pub is_of_folders: bool,
    /// The folders on the way here.
    pub crumbs: Vec<Crumb>,
}

/// The graph of a folder and all below it; of the garden, if no folder is named. Nothing where the visitor knows
/// of no note. At most four queries.
///
/// # Errors
/// When the database does not answer.
pub async fn garden(db: &mut PgConnection, wish: &Wish, audiences: &Audiences) -> sqlx::Result<Seen> {
    let folder = wish.folder.trim_matches('/');
    if folder.len() > MAX_PATH || folder.contains('\0') {
        return Ok(Seen::default());
    }
    let folders = store::list_folders(db, folder, audiences.ids()).await?;
    let total = folders.first().map_or(0, |row| row.total);
    let (own, here) = (loose(folder), wish.is_of_folder_alone());
    let own_notes = folders.iter().find(|row| row.path == own).map_or(0, |row| row.notes);
    let mut seen = if here {
        let rows = store::list_notes_of_folder(db, folder, audiences.ids()).await?;
        Seen { total: own_notes, ..notes(db, rows, wish, audiences).await? }
    } else if total <= MAX_NOTES || folders.iter().all(|row| row.path == own) {
        let rows = if total <= MAX_NOTES {
            let end = if folder.is_empty() { "~".to_owned() } else { format!("{folder}0") };
            store::list_notes_below(db, folder, &end, audiences.ids()).await?
        } else {
            store::list_notes_of_folder(db, folder, audiences.ids()).await?
        };
        Seen { total, ..notes(db, rows, wish, audiences).await? }
    } else {
        let shown: Vec<String> = folders.iter().map(|row| row.path.clone()).collect();
        let links = store::list_folder_links(db, folder, &shown, audiences.ids()).await?;
        let index: HashMap<&str, usize> =
            folders.iter().enumerate().map(|(index, row)| (row.path.as_str(), index)).collect();
        let links = links
            .iter()
            .filter_map(|link| {
                Some((*index.get(link.from.as_str())?, *index.get(link.to.as_str())?, link.links))
            })
            .collect();
        let nodes = folders.iter().map(|row| folder_node(row, folder, &own)).collect();
        Seen { nodes, links, total, is_of_folders: true, crumbs: Vec::new() }
    };
    let way = tree::levels(folder).split_off(1);
    let names = call_groups(db, &mut seen.nodes, wish, &way).await?;
    seen.crumbs = way.into_iter().map(|path| Crumb { title: tree::title_of(&names, &path), path }).collect();
    Ok(seen)
}

/// Calls folders that colours stand for by their names, which it hands back with those of `others`. One query at most.
async fn call_groups(
    db: &mut PgConnection,
    nodes: &mut [Node],
    wish: &Wish,
    others: &[String],
) -> sqlx::Result<Vec<FolderName>> {
    let groups: Vec<&mut (String, String)> = nodes
        .iter_mut()
        .flat_map(|node| &mut node.groups)
        .filter(|(path, _)| !wish.is_by_tag() && !path.is_empty())
        .collect();
    let keys = groups.iter().map(|group| &group.0);
    let paths: BTreeSet<String> = others.iter().chain(keys).cloned().collect();
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let paths: Vec<String> = paths.into_iter().collect();
    let names = store::list_titles(db, &paths).await?;
    for (path, name) in groups {
        *name = tree::title_of(&names, path);
    }
    Ok(names)
}

fn folder_node(row: &FolderRow, parent: &str, own: &str) -> Node {
    let (name, address) = if row.path == own {
        (String::new(), format!("/graph?folder={parent}&only=here"))
    } else {
        let written = row.title.clone();
        let name = written.unwrap_or_else(|| row.path.rsplit('/').next().unwrap_or_default().to_owned());
        (name, format!("/graph?folder={}", row.path))
    };
    Node {
        at: Point { x: row.x, y: row.y },
        kind: Kind::Folder,
        name,
        address,
        language: None,
        notes: row.notes,
        groups: Vec::new(),
    }
}

/// Notes with the links among them.
async fn notes(
    db: &mut PgConnection,
    rows: Vec<NoteRow>,
    wish: &Wish,
    audiences: &Audiences,
) -> sqlx::Result<Seen> {
    let links = links_among(db, rows.iter().map(|row| row.id), audiences).await?;
    let scope = shared_folder(&rows);
    let nodes = rows
        .into_iter()
        .map(|row| {
            let groups = if wish.is_by_tag() { tags(&row) } else { vec![folder_group(&row, &scope)] };
            let at = Point { x: row.x.unwrap_or_default(), y: row.y.unwrap_or_default() };
            note_node(row, at, groups)
        })
        .collect();
    Ok(Seen { nodes, links, ..Seen::default() })
}

fn note_node(row: NoteRow, at: Point, groups: Vec<(String, String)>) -> Node {
    Node {
        at,
        kind: Kind::Note,
        name: row.title,
        address: format!("/notes/{}", row.path),
        language: Some(row.language),
        notes: 0,
        groups,
    }
}

fn tags(row: &NoteRow) -> Vec<(String, String)> {
    row.tags.iter().map(|key| (key.clone(), format!("#{key}"))).collect()
}

/// The folder that all of these notes lie in, or below it: colours tell apart what parts there.
fn shared_folder(rows: &[NoteRow]) -> String {
    let mut shared: Option<Vec<&str>> = None;
    for row in rows {
        let own: Vec<&str> = row.folder.split('/').filter(|segment| !segment.is_empty()).collect();
        shared = Some(match shared {
            None => own,
            Some(shared) => shared.into_iter().zip(own).take_while(|(a, b)| a == b).map(|(a, _)| a).collect(),
        });
    }
    shared.unwrap_or_default().join("/")
}

/// The folder that a note lies in, seen from the one that they share: its path, and a name until it is known.
fn folder_group(row: &NoteRow, scope: &str) -> (String, String) {
    let rest = row.folder.strip_prefix(scope).unwrap_or(&row.folder).trim_start_matches('/');
    match rest.split('/').next().filter(|next| !next.is_empty()) {
        None => (String::new(), "/".to_owned()),
        Some(next) if scope.is_empty() => (next.to_owned(), next.to_owned()),
        Some(next) => (format!("{scope}/{next}"), next.to_owned()),
    }
}

/// The links among some notes, each pair once, by the indexes of the notes.
async fn links_among(
    db: &mut PgConnection,
    notes: impl Iterator<Item = Uuid>,
    audiences: &Audiences,
) -> sqlx::Result<Vec<(usize, usize, i64)>> {
    let ids: Vec<Uuid> = notes.collect();
    let index: HashMap<Uuid, usize> = ids.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let mut pairs: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for (from, to) in store::list_links_among(db, &ids, audiences.ids()).await? {
        if let (Some(from), Some(to)) = (index.get(&from), index.get(&to)) {
            pairs.insert((*from.min(to), *from.max(to)), 1);
        }
    }
    Ok(pairs.into_iter().map(|((from, to), count)| (from, to, count)).collect())
}

/// The note in the middle of a graph.
#[derive(Clone, Debug)]
pub struct Centre {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
}

/// The graph around the note at an address, old or new, if this visitor may read it. At most five queries.
///
/// # Errors
/// When the database does not answer.
pub async fn around(
    db: &mut PgConnection,
    path: &str,
    audiences: &Audiences,
) -> sqlx::Result<Option<(Centre, Seen)>> {
    if path.len() > MAX_PATH || path.contains('\0') {
        return Ok(None);
    }
    let Some(centre) = store::find_note(db, path, audiences.ids()).await? else { return Ok(None) };
    let about =
        Centre { path: centre.path.clone(), title: centre.title.clone(), language: centre.language.clone() };
    let of = [centre.id];
    let first = store::list_linked_with(db, &of, &of, FIRST_RING, audiences.ids()).await?;
    let inner: Vec<Uuid> = first.iter().map(|row| row.id).collect();
    let known: Vec<Uuid> = inner.iter().copied().chain(of).collect();
    let second = store::list_linked_with(db, &inner, &known, SECOND_RING, audiences.ids()).await?;
    let order: HashMap<Uuid, usize> = inner.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let through: Vec<usize> = second
        .iter()
        .map(|row| row.through.and_then(|id| order.get(&id).copied()).unwrap_or_default())
        .collect();
    let (near, far) = rings(first.len(), &through);
    let places: Vec<Point> = [Point::default()].into_iter().chain(near).chain(far).collect();
    let rows: Vec<NoteRow> = [centre].into_iter().chain(first).chain(second).collect();
    let mut links = links_among(db, rows.iter().map(|row| row.id), audiences).await?;
    // Beyond the first ring only what leads there matters: links within the second would hide the rest.
    let inner_ring = inner.len();
    links.retain(|(from, to, _)| *from <= inner_ring || *to <= inner_ring);
    let scope = shared_folder(&rows);
    let mut nodes = rows
        .into_iter()
        .zip(places)
        .enumerate()
        .map(|(index, (row, at))| {
            let group = folder_group(&row, &scope);
            let node = note_node(row, at, vec![group]);
            if index == 0 { Node { kind: Kind::Centre, ..node } } else { node }
        })
        .collect::<Vec<_>>();
    call_groups(db, &mut nodes, &Wish::default(), &[]).await?;
    let total = i64::try_from(nodes.len()).unwrap_or(i64::MAX);
    Ok(Some((about, Seen { nodes, links, total, ..Seen::default() })))
}
