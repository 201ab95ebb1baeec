// Never lost: what is typed is kept in the browser at once, and on the server every few seconds.
import * as kept from "./kept.js";

/** After the last key, and at most between two savings while keys go on, in milliseconds. */
const REST = 1500;
const LONGEST = 5000;
/** Between attempts while the server does not take it: the first, and no longer than the second. */
const AGAIN = 2000;
const AGAIN_LONGEST = 30_000;
/** Between two askings who else writes, once something was written. */
const BEAT = 30_000;
/** Between two writings in the browser: longer for a long text, which takes longer to copy. */
const BREATH = 50;
const LONG_BREATH = 250;
const LONG = 100_000;
/** What is kept with the text. */
const BESIDE = ["place", "summary"];
/** How long the server may take. */
const PATIENCE = 20_000;

/**
 * Keeps a text safe. `tell(state, values)` hears what is kept where:
 * `browser` (typed, not yet on the server), `server` (`at`), `offline`, `signedOut`, `refused`, `nowhere`;
 * `present` (`others`, `newer`) who else writes.
 */
export class Drafts {
  #form;
  #text;
  #tell;
  #saved;
  #isKept = true;
  #keeping = null;
  #sending = null;
  #timer = 0;
  #first = 0;
  #again = AGAIN;
  #isPresent = false;
  /** So often was something typed beside the text, and so often when the server had it all. */
  #beside = 0;
  #besideSaved = 0;
  #adopted = null;
  state = "server";

  constructor(form, text, tell) {
    [this.#form, this.#text, this.#tell] = [form, text, tell];
    // A text that came back with a form is on the page alone.
    this.#saved = "unkept" in form.dataset ? null : text();
    for (const field of BESIDE) {
      form.elements[field]?.addEventListener("input", () => {
        this.#beside += 1;
        this.changed();
      });
    }
    const wake = () => this.#isWaiting && this.send();
    addEventListener("online", wake);
    addEventListener("focus", wake);
    document.addEventListener("visibilitychange", () => (document.hidden ? this.flush() : wake()));
    addEventListener("pagehide", () => this.flush());
    setInterval(() => this.#isPresent && !document.hidden && this.send(true), BEAT);
    addEventListener("beforeunload", (event) => {
      // Only what is kept nowhere is worth a question.
      if (this.state === "nowhere" && this.isBehind) event.preventDefault();
    });
  }

  get id() {
    return this.#form.elements.draft?.value || this.#form.dataset.draft;
  }

  get #isWaiting() {
    return ["offline", "signedOut", "refused", "nowhere"].includes(this.state);
  }

  /** Whether the server lacks something. */
  get isBehind() {
    return this.#text() !== this.#saved || this.#beside !== this.#besideSaved;
  }

  /** Whether the server has it all, and answered when it was asked last. */
  get isSafe() {
    return !this.isBehind && !this.#isWaiting && !this.#sending;
  }

  #say(state, values) {
    this.state = state;
    this.#tell(state, values);
  }

  /** Something was typed. */
  changed() {
    this.#isKept = false;
    this.#keep();
    this.#first ||= Date.now();
    clearTimeout(this.#timer);
    if (this.#isWaiting) return this.#later(this.#again);
    this.#say("browser");
    this.#later(Math.max(0, Math.min(REST, this.#first + LONGEST - Date.now())));
  }

  #later(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), delay);
  }

  #field(name) {
    return this.#form.elements[name]?.value ?? "";
  }

  #record(source) {
    return {
      id: this.id,
      person: this.#form.dataset.person ?? "",
      note: this.#field("note") || (this.#form.dataset.note ?? ""),
      vault: this.#field("vault"),
      place: this.#field("place"),
      summary: this.#field("summary"),
      base: this.#field("base"),
      source,
      at: Date.now(),
    };
  }

  /** Keeps the text in the browser: one writing at a time, the newest text next. */
  async #keep() {
    if (this.#keeping) return;
    try {
      while (!this.#isKept) {
        // Not for each key of a fast run.
        const pause = this.#text().length > LONG ? LONG_BREATH : BREATH;
        this.#keeping = new Promise((resolve) => setTimeout(resolve, pause));
        await this.#keeping;
        this.#isKept = true;
        this.#keeping = kept.keep(this.#record(this.#text()));
        await this.#keeping;
      }
    } catch {
      this.#isKept = false;
      // No place in this browser (a private window, a full disk): the server alone keeps it then.
      if (this.#isWaiting) this.#say("nowhere");
    } finally {
      this.#keeping = null;
    }
  }

  /** Keeps and sends at once, as when the page goes away. */
  flush() {
    if (!this.isBehind) return;
    const source = this.#text();
    kept.keep(this.#record(source)).catch(() => {});
    if (!this.#isWaiting) this.send();
  }

  /** Sends the text to the server, unless it has it (or though it has); tells whether it has it now. */
  async send(anyhow = false) {
    clearTimeout(this.#timer);
    while (this.#sending) await this.#sending;
    if (!this.isBehind && !this.#isWaiting && !anyhow) return true;
    this.#sending = this.#send(this.#text());
    const isTaken = await this.#sending;
    this.#sending = null;
    if (isTaken && this.isBehind) this.#later(REST);
    return isTaken;
  }

  async #send(source) {
    this.#first = 0;
    const beside = this.#beside;
    let answer;
    try {
      const { note, vault, place, summary, base } = this.#record("");
      answer = await fetch(this.#form.dataset.draft, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ note, base, vault, place, source, summary, window: this.#field("window"), began_with: this.#field("began_with") }),
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return this.#fail("offline");
    }
    if (answer.ok) {
      const told = await answer.json().catch(() => null);
      if (told === null) return this.#fail("offline");
      this.#besideSaved = beside;
      return this.#taken(source, told);
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") return this.#fail("signedOut");
    return this.#fail([403, 404, 409, 413, 422].includes(answer.status) ? "refused" : "offline", { status: answer.status });
  }

  #fail(state, values) {
    const changed = state !== this.state;
    this.#again = changed ? AGAIN : Math.min(AGAIN_LONGEST, this.#again * 1.6);
    this.#say(this.#isKept || this.#keeping ? state : "nowhere", values);
    if (!this.#isKept) this.#keep();
    this.#later(this.#again);
    return false;
  }

  async #taken(source, { saved_at: at, others, newer, beside }) {
    this.#saved = source;
    this.#again = AGAIN;
    this.#isPresent = true;
    if (this.#adopted) await this.forget(this.#adopted);
    this.#adopted = null;
    if (!this.isBehind) {
      // A key may have come while this was on its way.
      while (this.#keeping) await this.#keeping.catch(() => {});
      if (!this.isBehind) await kept.forget(this.id).catch(() => {});
    }
    this.#say("server", { at: new Date(at) });
    this.#tell("present", { others: others ?? [], newer: newer === true, beside: beside === true });
    this.#nameAddress();
    return true;
  }

  /** A new note that the server keeps is found again at its draft's address, also by who reloads the page. */
  #nameAddress() {
    const { note, draft } = this.#form.dataset;
    if (!this.#field("note") && !note && location.pathname !== draft) history.replaceState(history.state, "", draft);
  }

  /**
   * What this browser keeps that the server did not give: of this draft, or of one of the same note (or of no note yet)
   * that no other tab is busy with. It is laid aside, so that typing does not write over it before it is looked at.
   */
  async lost() {
    const { note, person } = this.#record("");
    const own = await kept.find(this.id);
    if (own?.person === person) {
      await kept.forget(own.id);
      if (this.#differs(own)) await kept.keep({ ...own, id: `${own.id} ${own.at}` });
    }
    const tabs = (await navigator.locks?.query())?.held.map(({ name }) => name) ?? [];
    const isLost = (record) =>
      record.note === note &&
      [record.source, record.summary, record.place].some((words) => words?.trim()) &&
      this.#differs(record) &&
      !tabs.includes(lockOf(record.id));
    return (await kept.all(person)).find(isLost) ?? null;
  }

  /** Whether a copy says something that the page does not. */
  #differs({ source, summary = "", place = "" }) {
    return source !== this.#text() || (summary !== "" && summary !== this.#field("summary")) || (place !== "" && place !== this.#field("place"));
  }

  /** The text is now that of a copy that was laid aside, which is forgotten when the server has it. */
  adopt(record) {
    this.#adopted = record;
    this.changed();
  }

  /** Forgets a copy. */
  forget(record) {
    return kept.forget(record.id).catch(() => {});
  }

  /** Keeps and sends what is on the page alone. */
  begin() {
    if (this.isBehind) this.changed();
  }

  /** Holds this draft as long as the page is open; tells where another tab does. */
  hold(onOther) {
    navigator.locks?.request(lockOf(this.id), { ifAvailable: true }, (lock) => {
      if (!lock) return onOther();
      return new Promise(() => {});
    });
  }
}

const lockOf = (id) => `quintal-draft-${id}`;
