/** The latest searches, kept in this browser alone. */
const KEY = "quintal.searches";
/** So many, each of them no longer than the server takes. */
const KEPT = 6;
const LONGEST = 200;

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept.filter((words) => typeof words === "string") : [];
  } catch {
    return [];
  }
}

function write(searches) {
  try {
    if (searches.length > 0) localStorage.setItem(KEY, JSON.stringify(searches));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that stores nothing remembers nothing.
  }
}

/** Keeps the words of a search. */
export function keepSearch(words) {
  const search = words.trim().slice(0, LONGEST);
  if (search) write([search, ...read().filter((other) => other !== search)].slice(0, KEPT));
}

/** Shows the latest searches in their place of the dialog, if there are any; they can be forgotten. */
export function showLatest(dialog) {
  const place = dialog.querySelector("[data-latest]");
  const searches = read();
  place.hidden = searches.length === 0;
  place.querySelector("ul").replaceChildren(
    ...searches.map((words) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `/search?q=${encodeURIComponent(words)}`;
      link.textContent = words;
      item.append(link);
      return item;
    }),
  );
  place.querySelector("[data-forget]").onclick = () => {
    write([]);
    showLatest(dialog);
    dialog.querySelector("[role=combobox]").focus();
  };
}
