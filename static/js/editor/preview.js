// The note as its readers will see it, drawn by the server, beside the text; it follows the cursor.
/** After a key, in milliseconds; what takes longer to draw than a key may waits in proportion. */
const PAUSE = 10;
const KEY = 50;
const SHARE = 5;
const LONGEST = 3000;
/** An answer that takes longer is not waited for, where a newer text is there. */
const PATIENCE = 3000;

export class Preview {
  #form;
  #area;
  #pane;
  #say;
  #drawn = null;
  #request = null;
  #since = 0;
  #timer = 0;
  #cost = 0;

  /** `pane` is where the note is shown, `area` the text. */
  constructor(form, area, pane, say) {
    [this.#form, this.#area, this.#pane, this.#say] = [form, area, pane, say];
  }

  get #isShown() {
    return !this.#pane.hidden;
  }

  /** Draws the text, unless it is drawn or nobody sees it. */
  changed() {
    if (!this.#isShown) return;
    clearTimeout(this.#timer);
    const pause = this.#cost < KEY ? PAUSE : Math.min(LONGEST, this.#cost * SHARE);
    this.#timer = setTimeout(() => this.#draw(), pause);
  }

  async #draw() {
    const source = this.#area.text;
    if (source === this.#drawn) return this.follow();
    if (this.#request) {
      // One at a time: fast fingers would cancel each before it is there.
      if (performance.now() - this.#since < PATIENCE) return undefined;
      this.#request.abort();
    }
    const request = (this.#request = new AbortController());
    this.#since = performance.now();
    const body = new URLSearchParams({ source });
    for (const name of ["note", "vault", "place"]) body.append(name, this.#form.elements[name]?.value ?? "");
    let isDrawn = false;
    try {
      const answer = await fetch(this.#form.dataset.preview, {
        method: "POST",
        headers: { accept: "text/html; fragment=1", "x-fragment": "1" },
        body,
        redirect: "manual",
        signal: request.signal,
      });
      if (answer.ok) {
        this.#show(await answer.text());
        isDrawn = true;
      } else this.#stale(answer.status === 401 || answer.type === "opaqueredirect" ? "previewSignedOut" : "previewStale");
    } catch (error) {
      if (error.name !== "AbortError") this.#stale("previewStale");
    }
    if (this.#request !== request) return undefined;
    this.#request = null;
    if (isDrawn) {
      this.#drawn = source;
      if (source !== this.#area.text) this.changed();
    }
    return undefined;
  }

  #show(html) {
    const start = performance.now();
    this.#pane.removeAttribute("data-stale");
    const drawn = document.createElement("template");
    drawn.innerHTML = html;
    // Pages open beside, not instead of the editor.
    for (const link of drawn.content.querySelectorAll("a[href]:not([href^='#'])")) link.target = "_blank";
    patch(this.#pane, drawn.content);
    this.follow();
    this.#cost = performance.now() - start;
  }

  /** What is shown is of before; the next key asks again. */
  #stale(why) {
    this.#pane.dataset.stale = this.#say(why);
  }

  /** Scrolls to the block in which the cursor stands. */
  follow() {
    if (!this.#isShown) return;
    const { state } = this.#area.view;
    const line = state.doc.lineAt(state.selection.main.head).number;
    let here = null;
    for (const block of this.#pane.querySelectorAll("[data-line]")) {
      if (Number(block.dataset.line) > line) break;
      here = block;
    }
    if (!here) return void (this.#pane.scrollTop = 0);
    const frame = this.#pane.getBoundingClientRect();
    const block = here.getBoundingClientRect();
    if (block.top >= frame.top + 8 && block.bottom <= frame.bottom - 8) return;
    // As high as the cursor stands in the text, if that can be.
    const cursor = this.#area.view.coordsAtPos(state.selection.main.head);
    const wanted = cursor ? Math.max(24, Math.min(cursor.top - frame.top, frame.height / 2)) : frame.height / 3;
    this.#pane.scrollTop += block.top - frame.top - wanted;
  }
}

/** Makes a part of the page like another, and touches only what differs: pictures stay loaded, what was unfolded stays so. */
function patch(old, drawn) {
  const [before, after] = [[...old.childNodes], [...drawn.childNodes]];
  let start = 0;
  while (start < before.length && start < after.length && isSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && isSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const [gone, come] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  // One wrapping around the whole note.
  if (gone.length === 1 && come.length === 1 && gone[0].localName === come[0].localName && come[0].childElementCount > 1) {
    const [from, to] = [gone[0], come[0]];
    for (const name of from.getAttributeNames()) if (!to.hasAttribute(name)) from.removeAttribute(name);
    for (const { name, value } of to.attributes) from.setAttribute(name, value);
    return patch(from, to);
  }
  const next = before[before.length - end] ?? null;
  for (const node of gone) node.remove();
  for (const node of come) old.insertBefore(node, next);
  // Below what came, only the lines have other numbers.
  renumber(before.slice(before.length - end), after.slice(after.length - end));
  return undefined;
}

const LINE = / data-line="\d+"/g;

function isSame(one, other) {
  if (one.nodeType !== other.nodeType || one.localName !== other.localName) return false;
  if (one.nodeType !== Node.ELEMENT_NODE) return one.data === other.data;
  if (one.isEqualNode(other)) return true;
  return one.outerHTML.replace(LINE, "") === other.outerHTML.replace(LINE, "");
}

function renumber(shown, drawn) {
  shown.forEach((node, index) => {
    if (node.nodeType !== Node.ELEMENT_NODE || node.dataset.line === drawn[index].dataset.line) return;
    const numbered = [drawn[index], ...drawn[index].querySelectorAll("[data-line]")];
    [node, ...node.querySelectorAll("[data-line]")].forEach((each, at) => (each.dataset.line = numbered[at].dataset.line));
  });
}
