/**
 * Shows the beginning of a linked note: while the mouse rests on its link, while the keyboard is on it, after a long
 * press. It can be pointed at, goes away by Escape, and stays until it is left (WCAG 1.4.13).
 */
const LINKS = ".prose a[href^='/notes/'], .ties a[href^='/notes/']";
const REST = 350;
const LEAVE = 250;
const PRESS = 500;
const GAP = 8;

const kept = new Map();
let sheet;
let shown;
let wanted;
let timer;
let leaving;
/** Shown by touch: there is no pointer that could leave, so it stays until one taps elsewhere. */
let held = false;

/** Where the preview of a link is, unless the link stays on this page or leads to a page about a note. */
function address(link) {
  const target = new URL(link.href);
  if (target.pathname === location.pathname || target.pathname.includes("/-/")) return null;
  const heading = decodeURIComponent(target.hash.slice(1));
  const query = heading ? `?heading=${encodeURIComponent(heading)}` : "";
  return `${target.pathname}/-/preview${query}`;
}

async function load(from) {
  if (!kept.has(from)) {
    const answer = await fetch(from, { headers: { accept: "text/html" } });
    if (!answer.ok) return null;
    kept.set(from, await answer.text());
  }
  return kept.get(from);
}

function place(link) {
  // A link that runs over two lines has two boxes: the first is where one began to point.
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const below = at.bottom + GAP + height <= innerHeight || at.top < innerHeight - at.bottom;
  const left = Math.max(16, Math.min(at.left, document.documentElement.clientWidth - width - 16));
  sheet.style.left = `${left + scrollX}px`;
  sheet.style.top = `${(below ? at.bottom + GAP : at.top - GAP - height) + scrollY}px`;
}

async function show(link) {
  const from = address(link);
  if (!from) return;
  wanted = link;
  const html = await load(from).catch(() => null);
  if (!html || wanted !== link || !link.isConnected) return;
  if (!sheet) {
    sheet = document.createElement("div");
    sheet.className = "link-preview";
    sheet.popover = "manual";
    sheet.addEventListener("pointerenter", () => clearTimeout(leaving));
    sheet.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    document.body.append(sheet);
  }
  sheet.innerHTML = html;
  // The link itself is the way there by keyboard: nothing in here lies in the way of the next one.
  for (const inner of sheet.querySelectorAll("a, summary, input, audio, video")) inner.tabIndex = -1;
  sheet.showPopover();
  sheet.scrollTop = 0;
  place(link);
  shown = link;
}

function hide() {
  clearTimeout(timer);
  clearTimeout(leaving);
  wanted = undefined;
  if (shown) sheet.hidePopover();
  shown = undefined;
  held = false;
}

/** The way from the link to the preview takes a moment. */
function leave() {
  if (held) return;
  clearTimeout(timer);
  clearTimeout(leaving);
  leaving = setTimeout(hide, LEAVE);
}

function soon(link, pause) {
  clearTimeout(leaving);
  clearTimeout(timer);
  if (shown === link) return;
  timer = setTimeout(() => show(link), pause);
}

function byPointer() {
  document.addEventListener("pointerover", (event) => {
    const link = event.target.closest?.(LINKS);
    if (link && event.pointerType === "mouse" && !sheet?.contains(link)) soon(link, REST);
  });
  document.addEventListener("pointerout", (event) => {
    const link = event.target.closest?.(LINKS);
    if (!link || event.pointerType !== "mouse" || link.contains(event.relatedTarget)) return;
    if (!sheet?.contains(event.relatedTarget)) leave();
  });
}

function byKeyboard() {
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest?.(LINKS);
    if (held || sheet?.contains(event.target)) return;
    if (link?.matches(":focus-visible")) soon(link, REST);
    else if (shown) hide();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === shown || event.target === wanted) leave();
    else clearTimeout(timer);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (shown || wanted)) hide();
  });
}

/** A short tap follows the link, as ever; a long one shows where it leads. */
function byTouch() {
  let pressed = false;
  let press;
  let under;
  const end = () => {
    clearTimeout(press);
    under = undefined;
  };
  const hold = (link) => {
    end();
    pressed = true;
    held = true;
    show(link);
  };
  document.addEventListener("pointerdown", (event) => {
    const link = event.target.closest?.(LINKS);
    pressed = false;
    if (shown && !sheet.contains(event.target) && event.target.closest?.("a") !== shown) hide();
    if (!link || event.pointerType !== "touch" || sheet?.contains(link)) return;
    end();
    under = link;
    press = setTimeout(() => hold(link), PRESS);
  });
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, (event) => {
    if (event.pointerType === "touch") end();
  });
  // The finger that scrolls does not ask.
  document.addEventListener("scroll", end, { passive: true });
  // The browser's own menu comes by a long press as well, on some a little earlier than ours.
  document.addEventListener("contextmenu", (event) => {
    const link = event.target.closest?.(LINKS);
    if (!link || sheet?.contains(link)) return;
    if (under === link) hold(link);
    if (pressed) event.preventDefault();
  });
  document.addEventListener(
    "click",
    (event) => {
      if (pressed && event.target.closest?.(LINKS) && !sheet?.contains(event.target)) event.preventDefault();
      pressed = false;
    },
    true,
  );
}

/** Previews, where the browser can lay them over the page. */
export function previewLinks() {
  if (!("popover" in HTMLElement.prototype)) return;
  byPointer();
  byKeyboard();
  byTouch();
  document.documentElement.dataset.previews = "";
}
