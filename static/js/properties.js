// Properties beside the text: both are the same block at its top. The server writes one into the other, as it does when
// the form is sent; here it does so while either is changed.

/** How long after the last key the fields follow the text, in milliseconds; and the text a field that is being written. */
const PAUSE = 600;
const REST = 1500;
const PREFIX = "property-";

/** The fields of the page that stand beside a text. */
export function keepProperties() {
  for (const box of document.querySelectorAll("[data-properties]")) keep(box, box.closest("form"));
}

function keep(box, form) {
  const said = box.querySelector("[data-wrong]");
  // Not there where the front matter could not be read.
  const clock = box.querySelector("[data-clock]");
  let known = text(form);
  let asked = 0;
  let timer;
  let writing;

  async function ask(withFields, showAll = withFields) {
    const source = text(form);
    const body = new URLSearchParams({ source });
    if (withFields) for (const field of fields(box)) body.set(field.name, field.value);
    const turn = (asked += 1);
    const told = await answer(box.dataset.properties, body);
    // Whatever was typed meanwhile is asked about by itself.
    if (!told || turn !== asked || text(form) !== source) return;
    known = told.source;
    said.textContent = told.wrong?.message ?? "";
    said.hidden = !told.wrong;
    if (clock) [clock.textContent, clock.hidden] = [told.clock ?? "", !told.clock];
    if (told.source !== source) write(form, told.source);
    if (told.properties) show(box, told, showAll);
  }

  box.addEventListener("change", () => {
    clearTimeout(writing);
    ask(true);
  });
  // Who leaves the page in the middle of a field has lost nothing of it.
  box.addEventListener("input", () => {
    clearTimeout(writing);
    writing = setTimeout(() => ask(true, false), REST);
  });
  box.addEventListener("toggle", () => text(form) !== known && ask(false));
  box.addEventListener("focusin", () => text(form) !== known && ask(false));
  for (const name of ["input", "quintal:typed"]) {
    form.addEventListener(name, (event) => {
      if (box.contains(event.target)) return;
      clearTimeout(timer);
      timer = setTimeout(() => box.open && text(form) !== known && ask(false), PAUSE);
    });
  }
  completeTags(box, form);
}

/** The text, whichever script shows it. */
function text(form) {
  return String(new FormData(form).get("source") ?? "").replaceAll("\r\n", "\n");
}

function write(form, source) {
  form.elements.source.value = source;
  form.dispatchEvent(new CustomEvent("quintal:text", { detail: source }));
  form.elements.source.dispatchEvent(new Event("input", { bubbles: true }));
}

function fields(box) {
  return [...box.querySelectorAll(`[name^="${PREFIX}"]`)];
}

async function answer(address, body) {
  try {
    const response = await fetch(address, { method: "POST", body });
    return response.ok ? await response.json() : null;
  } catch {
    // Without the server the form says it all when it is sent.
    return null;
  }
}

/** Shows what the text says, but for the field that is being written. */
function show(box, { properties, shown }, all) {
  for (const field of fields(box)) {
    const name = field.name.slice(PREFIX.length);
    if (name === "shown") field.value = shown;
    else if (name in properties && (all || field !== document.activeElement)) {
      if (field.value !== properties[name]) field.value = properties[name];
    }
  }
}

/** Offers the garden's tags for the one that is being written, behind those that are. */
function completeTags(box, form) {
  const field = box.querySelector(`[name="${PREFIX}tags"]`);
  const list = field?.list;
  if (!list || !form.dataset.complete) return;
  let asked = 0;
  field.addEventListener("input", async () => {
    const at = field.value.lastIndexOf(",") + 1;
    const [before, word] = [field.value.slice(0, at), field.value.slice(at).trim()];
    const turn = (asked += 1);
    if (!word) return;
    const address = `${form.dataset.complete}/tags?${new URLSearchParams({ q: word })}`;
    const tags = await fetch(address).then((response) => (response.ok ? response.json() : []), () => []);
    if (turn !== asked) return;
    const gap = before ? " " : "";
    list.replaceChildren(...tags.map(({ name }) => new Option("", `${before}${gap}${name}`)));
  });
}
