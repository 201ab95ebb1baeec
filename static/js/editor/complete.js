// Completion: `[[` notes, then `#` their headings and `#^` their blocks; `#` tags.
import { EditorView, autocompletion, startCompletion, syntaxTree } from "../../vendor/codemirror/codemirror.js";
import { blockCompletions } from "./blocks.js";
import { isLiteral } from "./syntax.js";

const LINK = /!?\[\[([^\][\n]*)$/;
const TAG = /(?:^|[\s(])#([\p{L}\p{N}\p{M}_/-]*)$/u;
/** What a link cannot say. */
const SIGNS = /[[\]#|^]/g;

/** Asks the server what could be meant; nothing, where it does not answer: one can always write on. */
function asker(form) {
  const note = form.elements.note?.value ?? form.dataset.note ?? "";
  return async (context, kind, values) => {
    const stop = new AbortController();
    context.addEventListener("abort", () => stop.abort());
    const query = new URLSearchParams({ ...values, note });
    try {
      const answer = await fetch(`${form.dataset.complete}/${kind}?${query}`, {
        headers: { accept: "application/json" },
        signal: stop.signal,
      });
      return answer.ok && !answer.redirected ? await answer.json() : [];
    } catch {
      return [];
    }
  };
}

/** The last link that was completed: what comes next may belong into it. */
const completed = { view: null, doc: null, name: 0, end: 0 };

/** Puts in what a link says from `from` on, closes it where it is open, and goes on behind it. */
function applyLink(view, from, to, name, shown = "") {
  const { doc } = view.state;
  const rest = /^(\|[^\][\n]*)?\]\]/.exec(doc.sliceString(to, doc.lineAt(to).to));
  const insert = rest ? name : `${name}${shown}]]`;
  const end = from + insert.length + (rest?.[0].length ?? 0);
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: end }, userEvent: "input.complete" });
  Object.assign(completed, { view, doc: view.state.doc, name: from + name.length, end });
}

/** A `#` or `|` right behind a link that was just completed goes on within it. */
const goOn = EditorView.inputHandler.of((view, from, to, text) => {
  const { doc, name, end } = completed;
  if (view !== completed.view || view.state.doc !== doc || from !== end || to !== end) return false;
  if (text !== "#" && text !== "|") return false;
  const at = text === "#" ? name : end - 2;
  view.dispatch({ changes: { from: at, insert: text }, selection: { anchor: at + 1 }, userEvent: "input.type" });
  startCompletion(view);
  return true;
});

function noteOption(note) {
  const name = note.alone ? note.link.split("/").at(-1) : note.link;
  const isCalled = name === note.title || SIGNS.test(note.title);
  SIGNS.lastIndex = 0;
  return {
    label: note.title,
    detail: note.folder || undefined,
    type: "note",
    apply: (view, _, from, to) => applyLink(view, from, to, name, isCalled ? "" : `|${note.title}`),
  };
}

function headingOption({ text, level }) {
  const apply = (view, _, from, to) => applyLink(view, from, to, text.replace(SIGNS, " ").replace(/\s+/g, " ").trim());
  return { label: text, detail: "#".repeat(level), apply };
}

function blockOption({ id, text }) {
  return { label: text || id, detail: `^${id}`, apply: (view, _, from, to) => applyLink(view, from, to, id) };
}

/** The headings of the text that is being written. */
function ownHeadings(state) {
  const found = [];
  syntaxTree(state).iterate({
    enter(node) {
      const level = /^(?:ATX|Setext)Heading(\d)$/.exec(node.name)?.[1];
      if (!level) return node.name === "Document";
      const text = state.sliceDoc(node.from, node.to).split("\n")[0].replace(/^#+\s*|\s*#*\s*$/g, "");
      found.push({ text, level: Number(level) });
      return false;
    },
  });
  return found;
}

/** Its named blocks. */
function ownBlocks(state) {
  return [...state.doc.toString().matchAll(/^(.*?)\s*\^([A-Za-z0-9-]+)[ \t]*$/gm)].map(([, text, id]) => ({ id, text }));
}

const held = (texts, written) => {
  const words = written.toLocaleLowerCase().split(/\s+/);
  return texts.filter(({ id = "", text }) => words.every((word) => `${id} ${text}`.toLocaleLowerCase().includes(word)));
};

function linkCompletions(ask) {
  return async (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const found = LINK.exec(line.text.slice(0, context.pos - line.from));
    if (!found || found[1].includes("|") || isLiteral(context.state, context.pos)) return null;
    const [target, ...anchors] = found[1].split("#");
    const written = anchors.at(-1) ?? target;
    const isBlock = anchors.length > 0 && written.startsWith("^");
    const words = isBlock ? written.slice(1) : written;
    const from = context.pos - words.length;
    const answer = (options) => ({ from, options, filter: false });
    if (anchors.length === 0) {
      return answer((await ask(context, "notes", { q: target })).map(noteOption));
    }
    if (isBlock) {
      const blocks = target ? await ask(context, "blocks", { of: target, q: words }) : held(ownBlocks(context.state), words);
      return answer(blocks.slice(0, 20).map(blockOption));
    }
    const headings = target ? await ask(context, "headings", { of: target, q: words }) : held(ownHeadings(context.state), words);
    return answer(headings.slice(0, 20).map(headingOption));
  };
}

/** Whether the cursor stands where front matter lists tags. */
function inTagList(state, line) {
  if (!/FrontMatter/.test(syntaxTree(state).resolveInner(line.from, 1).name)) return false;
  for (let number = line.number; number > 1; number -= 1) {
    const { text } = state.doc.line(number);
    if (/^tags\s*:/.test(text)) return true;
    if (number < line.number || !/^\s*-\s/.test(text)) if (!/^\s*-\s/.test(text)) return false;
  }
  return false;
}

function tagCompletions(ask, say) {
  return async (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    let written = TAG.exec(before)?.[1];
    if (inTagList(context.state, line)) written = /[^\s,[\]"'#:]*$/.exec(before)[0];
    else if (written === undefined || isLiteral(context.state, context.pos)) return null;
    // A number sign alone at the beginning of a line becomes a heading more often than a tag.
    else if (written === "" && before.trim() === "#" && !context.explicit) return null;
    const tags = await ask(context, "tags", { q: written });
    const options = tags.map(({ name, notes }) => ({ label: name, detail: say("tagNotes", { count: say.number(notes) }) }));
    return { from: context.pos - written.length, options, filter: false };
  };
}

/** Completion for the text area. */
export function completion(form, say) {
  const ask = asker(form);
  return [
    goOn,
    autocompletion({
      override: [linkCompletions(ask), tagCompletions(ask, say), blockCompletions(say)],
      icons: false,
      activateOnTypingDelay: 60,
      closeOnBlur: true,
    }),
  ];
}
