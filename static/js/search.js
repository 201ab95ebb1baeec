// The search dialog: a combobox whose list is a piece of HTML that the server makes for this reader.
// Without scripts its place is taken by the field in the masthead and by /search.

import { keepSearch, showLatest } from "./latest.js";

/** Between the last key and the question to the server, in milliseconds. */
const PAUSE = 120;

let openDialog = null;

/** Opens the search; tells whether this page has one. */
export function openSearch() {
  openDialog?.("");
  return openDialog !== null;
}

/** Opens the search from the masthead, and by `openSearch`; suggests while one types. */
export function searchDialog() {
  const dialog = document.getElementById("search-dialog");
  if (!dialog?.showModal) return;
  const field = dialog.querySelector("[role=combobox]");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[role=status]");
  const brief = document.querySelector(".search-brief input");

  let asked = "";
  let request = null;
  let waiting = 0;
  let chosen = null;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function choose(option) {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option;
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  function show(html) {
    const piece = document.createElement("template");
    piece.innerHTML = html;
    const said = piece.content.querySelector("[data-said]");
    said?.remove();
    choose(null);
    list.replaceChildren(piece.content);
    field.setAttribute("aria-expanded", String(options().length > 0));
    status.textContent = said?.textContent ?? "";
  }

  async function ask() {
    const words = field.value.trim();
    if (words === asked) return;
    asked = words;
    request?.abort();
    if (words === "") return show("");
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await fetch(`/search/suggestions?q=${encodeURIComponent(words)}`, { signal });
      if (answer.ok) show(await answer.text());
      // Too many at once, say: Enter still searches, and the next letter asks again.
      else asked = "";
    } catch (error) {
      if (error.name !== "AbortError") asked = "";
    }
  }

  function open(words) {
    if (dialog.open) return;
    if (words) field.value = words;
    showLatest(dialog);
    dialog.showModal();
    field.select();
    ask();
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const all = options();
      if (all.length === 0) return;
      // The field itself is the place before the first and after the last.
      const places = [null, ...all];
      choose(places[(places.indexOf(chosen) + step + places.length) % places.length]);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      chosen.click();
    }
  });

  // A section of this very page opens no other one.
  list.addEventListener("click", (event) => {
    // Whoever found what they looked for may look for it again.
    if (event.target.closest("a")) keepSearch(field.value);
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  });
  dialog.querySelector("form").addEventListener("submit", () => keepSearch(field.value));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    clearTimeout(waiting);
    request?.abort();
    asked = "";
  });
  addEventListener("pagehide", () => dialog.close());

  openDialog = open;
  brief?.addEventListener("click", () => open(brief.value));
  document.querySelector(".search-link")?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open("");
  });
}
