// What is kept where, who else writes, and how long the text is: in words.
import { make } from "./make.js";

/** After the last key, before the words are counted, in milliseconds. */
const PAUSE = 600;

/** The line below the text. What changes is said aloud, what only goes on (one more saving) is not. */
export class Status {
  #say;
  #line = make("p", { class: "desk-status" });
  #aloud = make("p", { class: "visually-hidden", role: "status" });
  #others = make("p", { class: "desk-others", role: "status" });
  #words = make("p", { class: "desk-words" });
  #state = "";
  #beside = "";
  #isBeside = false;
  #counting = 0;

  constructor(say) {
    this.#say = say;
    this.element = make("div", { class: "desk-foot" }, this.#line, this.#others, this.#words, this.#aloud);
  }

  /** How it stands with the draft, as `Drafts` tells it. */
  tell(state, values = {}) {
    if (state === "present") return this.#present(values);
    if (state === "browser" && this.#state === "browser") return;
    this.#line.dataset.state = state;
    this.#line.replaceChildren(this.#told(state, values));
    if (state === "signedOut") {
      this.#line.append(" ", make("a", { href: "/login", target: "_blank", textContent: this.#say("signIn") }));
    }
    const isNews = state !== this.#state && !(state === "browser" || (state === "server" && ["browser", ""].includes(this.#state)));
    if (isNews) this.#aloud.textContent = this.#line.textContent;
    // While one writes, "browser" and "server" take turns.
    if (state !== "browser" || this.#state === "") this.#state = state;
  }

  #told(state, { at, status }) {
    if (state === "server") return at ? this.#say("server", { time: this.#say.time(at) }) : "";
    if (state === "refused") return this.#say({ 403: "refusedRight", 404: "refusedGone", 413: "refusedLong" }[status] ?? "refused");
    return this.#say(state);
  }

  #present({ others, newer, beside = false }) {
    this.#isBeside ||= beside;
    const sentences = [this.#beside, this.#isBeside && this.#say("keptBeside"), ...others.map(({ name, since }) => this.#say("alsoHere", { name, time: this.#say.time(new Date(since)) }))];
    if (newer) sentences.push(this.#say("newer"));
    const text = sentences.filter(Boolean).join(" ");
    if (this.#others.textContent !== text) this.#others.textContent = text;
  }

  /** What holds as long as the page is open. */
  tellBeside(words) {
    this.#beside = words;
    this.#present({ others: [], newer: false });
  }

  /** Something in passing, such as how far a file is. */
  announce(words) {
    this.#aloud.textContent = words;
  }

  /** Counts the words of a text, when there is time. */
  count(text) {
    clearTimeout(this.#counting);
    this.#counting = setTimeout(() => {
      const bare = text().replace(/^---\n[^]*?\n---(\n|$)/, "");
      const words = bare.match(/[\p{L}\p{N}]+(?:['’_-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
      this.#words.textContent = this.#say("words", { count: this.#say.number(words) });
    }, PAUSE);
  }
}
