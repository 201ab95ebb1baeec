/**
 * Opens every folder of the tree in place, and keeps in this browser which of them were opened or closed by hand. A
 * page brings the folders on the way to it; what is in the others comes when they are opened.
 */
const KEY = "quintal.folders";
/** So many choices are kept, the latest. */
const KEPT = 200;
/** So many folders are asked for at once; `notes::read::tree` brings no more. */
const AT_ONCE = 16;

/** What was chosen: paths, and whether each is to be open. The latest choice is the last. */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return new Map(Array.isArray(kept) ? kept : []);
  } catch {
    return new Map();
  }
}

function write(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...kept].slice(-KEPT)));
  } catch {
    // A browser that stores nothing shows the tree as the server sent it.
  }
}

function keep(path, open) {
  const kept = read();
  kept.delete(path);
  write(kept.set(path, open));
}

const foldersOf = (tree) => [...tree.querySelectorAll("details[data-path]")];
const isFilled = (folder) => folder.querySelector(":scope > ul") !== null;
const link = (folder) => folder.parentElement.querySelector(":scope > a");
/** Whether this page lies in a folder, or is its own. */
const isHere = (folder) => folder.parentElement.querySelector("[aria-current]") !== null;

/** The folders around one, from the top. */
const above = (path) => [...path.matchAll("/")].map(({ index }) => path.slice(0, index));

/** The folders that are to be open and whose contents are not here yet, as far as they can be seen. */
function missing(tree) {
  const kept = read();
  const filled = new Set(foldersOf(tree).filter(isFilled).map((folder) => folder.dataset.path));
  const isOpen = (path) => filled.has(path) || kept.get(path) === true;
  return [...kept.keys()]
    .filter((path) => kept.get(path) && !filled.has(path) && above(path).every(isOpen))
    .slice(-AT_ONCE)
    .sort((one, other) => one.length - other.length);
}

/** Fills the folders that are to be open. */
async function fill(tree) {
  const paths = missing(tree);
  if (paths.length === 0) return;
  for (const folder of foldersOf(tree)) if (paths.includes(folder.dataset.path)) folder.ariaBusy = "true";
  try {
    await bring(tree, paths);
  } finally {
    for (const folder of foldersOf(tree)) folder.ariaBusy = null;
  }
}

/** Brings what is in some folders. One that is no more is forgotten. */
async function bring(tree, paths) {
  const answer = await fetch(`/notes/-/tree?${new URLSearchParams(paths.map((path) => ["folder", path]))}`);
  if (!answer.ok) return;
  const piece = document.createElement("template");
  piece.innerHTML = await answer.text();
  const kept = read();
  for (const path of paths) {
    const find = (within) => foldersOf(within).find((folder) => folder.dataset.path === path);
    const [folder, brought] = [find(tree), find(piece.content)];
    if (!brought) kept.delete(path);
    else if (folder && !isFilled(folder)) {
      folder.append(brought.querySelector(":scope > ul"));
      folder.open = true;
      offer(folder);
    }
  }
  write(kept);
}

/** Shows the arrows of closed folders, which do nothing without a script. */
function offer(within) {
  for (const folder of foldersOf(within)) folder.hidden = false;
}

/** Lets every folder be opened, and remembers. */
export function rememberFolders() {
  const tree = document.querySelector(".tree");
  if (!tree) return;
  offer(tree);
  const kept = read();
  for (const folder of foldersOf(tree)) {
    if (isFilled(folder) && kept.get(folder.dataset.path) === false && !isHere(folder)) folder.open = false;
  }
  fill(tree).catch(() => {});
  tree.addEventListener("click", async (event) => {
    const folder = event.target.closest("summary")?.parentElement;
    if (!folder) return;
    keep(folder.dataset.path, !folder.open);
    if (isFilled(folder)) return;
    event.preventDefault();
    await fill(tree).catch(() => {});
    // What cannot be had here is on the folder's own page.
    if (!isFilled(folder)) location.assign(link(folder).href);
  });
}
