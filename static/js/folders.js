const KEY = "quintal.folders";

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

/** Keeps in this browser which folders of the tree were opened or closed by hand. */
export function rememberFolders() {
  const folders = document.querySelectorAll(".tree details[data-path]");
  const kept = read();
  for (const folder of folders) {
    const here = folder.querySelector("[aria-current]") !== null;
    const open = kept[folder.dataset.path];
    if (open !== undefined && !here) folder.open = open;
    folder.querySelector("summary").addEventListener("click", () => {
      const now = read();
      now[folder.dataset.path] = !folder.open;
      try {
        localStorage.setItem(KEY, JSON.stringify(now));
      } catch {
        // A browser that stores nothing shows the tree as the server sent it.
      }
    });
  }
}
