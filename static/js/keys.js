import { openSearch } from "./search.js";
import { keysAreOn, nextTheme } from "./settings.js";
import { showShortcuts } from "./shortcuts.js";

const menus = () => document.querySelectorAll("details.menu[open]");

/** Closes open menus on Escape (focus goes back to the button), on a press elsewhere, and when focus leaves. */
export function closeMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
  const leave = (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);
}

const canBeSeen = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

/** The first element of a selector that can be seen. */
const seen = (selector) => [...document.querySelectorAll(selector)].find(canBeSeen);

function press(selector) {
  const element = seen(selector);
  element?.click();
  return element;
}

function contents() {
  const link = seen("#contents a");
  link?.focus();
  return link ?? press("[popovertarget=contents]");
}

/** Marks this note by its button. Where the reader's marks are not kept, says why nothing happens. */
function mark(selector) {
  const words = document.querySelector("article[data-unkept]")?.dataset.unkept;
  return press(selector) ?? (words && say(words));
}

let said;

/** Says something over the page, for a while. */
function say(words) {
  said?.remove();
  const own = document.createElement("p");
  own.className = "flash flash-over";
  own.setAttribute("role", "status");
  document.body.append(own);
  // What is put in once the region is there is read out.
  requestAnimationFrame(() => (own.textContent = words));
  setTimeout(() => own.remove(), 6000);
  said = own;
  return own;
}

/** What each key does; `web::shortcuts` lists the same for people. What does nothing here leaves the key alone. */
const DEEDS = {
  j: () => press("a[rel=next]"),
  k: () => press("a[rel=prev]"),
  h: () => press(".garden-name"),
  "/": openSearch,
  c: contents,
  b: () => mark("form[action='/bookmarks'] button[aria-pressed]"),
  r: () => mark("form[action='/reading/read'] button"),
  t: () => (nextTheme(), true),
  "?": () => (showShortcuts(), true),
};

/** Whether someone is typing, or something else has the keyboard. */
const isTaken = (event) =>
  event.defaultPrevented ||
  event.isComposing ||
  event.repeat ||
  // What is typed into may lie in a shadow.
  event.composedPath()[0].closest?.("input, textarea, select, [contenteditable], dialog") !== null;

/** Shortcuts. Those of a single key can be switched off (WCAG 2.2, 2.1.4) and wait while someone is typing. */
export function shortcuts() {
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (key === "k" && !event.defaultPrevented && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      if (openSearch()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !keysAreOn() || isTaken(event)) return;
    if (Object.hasOwn(DEEDS, key) && DEEDS[key]()) event.preventDefault();
  });
}
