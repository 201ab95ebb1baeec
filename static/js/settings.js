/** The word for "none of my own" in each group: it is no attribute. */
const NONE = { theme: "system", face: "usual", size: "usual", measure: "usual", keys: "on" };

const root = document.documentElement;
const panel = () => document.querySelector("form.settings");

/** Shows a choice on the page and in the panel. */
function show(name, value) {
  if (value === NONE[name]) delete root.dataset[name];
  else root.dataset[name] = value;
  for (const button of panel()?.querySelectorAll(`button[name="${name}"]`) ?? []) {
    button.setAttribute("aria-pressed", button.value === value);
  }
  if (name === "theme") {
    const scheme = { system: "light dark", dark: "dark" }[value] ?? "light";
    document.querySelector("meta[name=color-scheme]").content = scheme;
  }
}

const shown = (name) => root.dataset[name] ?? NONE[name];

/** What was told last. One after the other: each answer replaces the cookie that the next one builds on. */
let telling = Promise.resolve();
let waiting = 0;

/** Shows choices at once, and tells the server, which keeps them; what it does not take is taken back. */
function choose(choices, told) {
  const before = Object.fromEntries(Object.keys(choices).map((name) => [name, shown(name)]));
  const showAll = (all) => Object.entries(all).forEach(([name, value]) => show(name, value));
  showAll(choices);
  waiting += 1;
  panel().ariaBusy = "true";
  telling = telling.then(async () => {
    const answer = await fetch(panel().action, {
      method: "POST",
      body: new URLSearchParams(told),
      redirect: "manual",
      keepalive: true,
    }).catch(() => null);
    if (answer?.type === "opaqueredirect") channel?.postMessage(choices);
    else showAll(before);
    waiting -= 1;
    if (waiting === 0) panel().ariaBusy = null;
  });
}

/** Other windows of the garden follow; pages that the browser keeps for "back" are made anew. */
const channel = "BroadcastChannel" in window ? new BroadcastChannel("quintal.settings") : null;

/** Settings take hold without a new page. */
export function readingSettings() {
  panel()?.addEventListener("submit", (event) => {
    const { name, value } = event.submitter ?? {};
    if (name !== "reset" && !(name in NONE)) return;
    event.preventDefault();
    choose(name === "reset" ? NONE : { [name]: value }, { [name]: value });
  });
  channel?.addEventListener("message", ({ data }) => {
    for (const [name, value] of Object.entries(data)) show(name, value);
  });
}

/** Goes on to the next theme. */
export function nextTheme() {
  const values = [...panel().querySelectorAll("button[name=theme]")].map((button) => button.value);
  const next = values[(values.indexOf(shown("theme")) + 1) % values.length];
  choose({ theme: next }, { theme: next });
}

/** Whether shortcuts of a single key are on. */
export const keysAreOn = () => shown("keys") === "on";
