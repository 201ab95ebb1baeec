/** Between two messages on where the reader is, in milliseconds. */
const PAUSE = 15_000;
/** For so long, in milliseconds, the end has to be in sight before a note counts as read. */
const LINGER = 4_000;
/** The line that is being read, from the top of the window. */
const LINE = 0.25;

/** Keeps where the reader stops and that they have read to the end, where they want that kept. */
export function keepReading() {
  const note = document.querySelector("article[data-note]");
  const text = note?.querySelector(".prose");
  if (!text) return;
  for (const form of note.querySelectorAll("form.mark")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      set(form, form.elements.on.value === "yes");
    });
  }
  keepPlace(note, text);
  watchEnd(note);
  offerPlace(note, text);
}

/** Sets a mark or takes it away without a new page; where that fails, sends the form as it is. */
async function set(form, on) {
  const button = form.elements.on;
  const body = new URLSearchParams(new FormData(form));
  body.set("on", on ? "yes" : "no");
  const asked = new URLSearchParams(body);
  asked.set("quiet", "yes");
  const answer = await fetch(form.action, { method: "POST", body: asked }).catch(() => null);
  if (answer?.status !== 204) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "on" });
    field.value = body.get("on");
    form.append(field);
    form.submit();
    return;
  }
  button.setAttribute("aria-pressed", on);
  button.value = on ? "no" : "yes";
}

const readForm = (note) => note.querySelector("form[action='/reading/read']");
const isRead = (note) => readForm(note).elements.on.value === "no";

/** How much of the text lies above the line that is being read, from 0 to 1. */
function fraction(text) {
  const { top, height } = text.getBoundingClientRect();
  return Math.min(Math.max((innerHeight * LINE - top) / height, 0), 1);
}

/** Tells where the reader is: now and then while they scroll, and when they go. */
function keepPlace(note, text) {
  if (text.offsetHeight < innerHeight) return;
  const heads = [...text.querySelectorAll(":is(h2, h3, h4, h5, h6)[id]")];
  let told = 0;
  let moved = false;
  const tell = () => {
    const at = fraction(text);
    if (!moved || isRead(note) || at < 0.02 || at > 0.97) return;
    moved = false;
    told = Date.now();
    const head = heads.findLast((one) => one.getBoundingClientRect().top <= innerHeight * LINE + 1);
    const place = new URLSearchParams({ note: note.dataset.note, fraction: at.toFixed(4), heading: head?.id ?? "" });
    navigator.sendBeacon("/reading/stop", place);
  };
  addEventListener(
    "scroll",
    () => {
      moved = true;
      if (Date.now() - told >= PAUSE) tell();
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") tell();
  });
  addEventListener("pagehide", tell);
}

/** A note is read when its end has been in sight for a while, unless the reader has said otherwise. */
function watchEnd(note) {
  const form = readForm(note);
  let waiting;
  const observer = new IntersectionObserver(([{ isIntersecting }]) => {
    clearTimeout(waiting);
    if (isIntersecting) waiting = setTimeout(() => !document.hidden && !isRead(note) && set(form, true), LINGER);
  });
  observer.observe(form);
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    observer.disconnect();
  });
}

/** The link back leads to the very line, not only to its heading. */
function offerPlace(note, text) {
  const link = note.querySelector(".continue a");
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    const { top, height } = text.getBoundingClientRect();
    scrollTo({ top: scrollY + top + Number(link.dataset.fraction) * height - innerHeight * LINE });
    const head = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    head?.setAttribute("tabindex", "-1");
    head?.focus({ preventScroll: true });
  });
}
