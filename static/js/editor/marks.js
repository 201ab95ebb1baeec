// What buttons and keys do to the text: marks around words, signs before lines.
import { EditorSelection, indentLess, indentMore, syntaxTree } from "../../vendor/codemirror/codemirror.js";

/** The word at a place, or the place itself where none is. */
const wordOr = (state, range) => (range.empty ? (state.wordAt(range.head) ?? range) : range);

/** Puts a mark around what is selected, or the word at the cursor; takes it off where it is there. */
export const around = (mark) => (view) => {
  const { state } = view;
  const change = state.changeByRange((range) => {
    const { from, to } = wordOr(state, range);
    const [size, text] = [mark.length, state.sliceDoc(from, to)];
    if (state.sliceDoc(from - size, from) === mark && state.sliceDoc(to, to + size) === mark) {
      return {
        changes: [{ from: from - size, to: from }, { from: to, to: to + size }],
        range: EditorSelection.range(range.anchor - size, range.head - size),
      };
    }
    if (text.length >= 2 * size && text.startsWith(mark) && text.endsWith(mark)) {
      return {
        changes: { from, to, insert: text.slice(size, -size) },
        range: EditorSelection.range(from, to - 2 * size),
      };
    }
    return {
      changes: [{ from, insert: mark }, { from: to, insert: mark }],
      range: range.empty && from === to
        ? EditorSelection.cursor(from + size)
        : EditorSelection.range(range.anchor + size, range.head + size),
    };
  });
  view.dispatch(state.update(change, { userEvent: "input", scrollIntoView: true }));
  view.focus();
  return true;
};

/** The lines that the selection touches. */
function touched(state) {
  const lines = new Map();
  for (const { from, to } of state.selection.ranges) {
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      lines.set(line.number, line);
      at = line.to + 1;
    }
  }
  return [...lines.values()];
}

/** Changes the signs at the beginning of each line that is selected. */
const lines = (turn) => (view) => {
  const all = touched(view.state);
  const changes = view.state.changes(all.map((line, index) => {
    const [indent, signs, text] = split(line.text);
    const turned = turn(signs, all.map((each) => split(each.text)[1]), index, text);
    return { from: line.from + indent.length, to: line.from + indent.length + signs.length, insert: turned };
  }));
  // The cursor of an empty line stands behind its sign.
  const selection = view.state.selection.map(changes, 1);
  view.dispatch({ changes, selection, userEvent: "input", scrollIntoView: true });
  view.focus();
  return true;
};

/** Indent, signs (of a heading, list or quote), text. */
function split(line) {
  const [, indent, signs, text] =
    /^(\s*)((?:#{1,6} |> ?|[-*+] \[.\] |[-*+] |\d+[.)] )?)(.*)$/s.exec(line);
  return [indent, signs, text];
}

/** Makes a heading of a level, or plain text of a heading that is of it. */
export const heading = (level) => lines((signs) => (signs === `${"#".repeat(level)} ` ? "" : `${"#".repeat(level)} `));

/** The next level down from plain text, and back to it after the third. */
export const nextHeading = lines((signs) => ({ "# ": "## ", "## ": "### ", "### ": "" })[signs] ?? "# ");

const toggled = (pattern, sign) =>
  lines((_, all, index, text) => {
    const all_are = all.every((signs) => pattern.test(signs));
    if (all_are) return "";
    return text === "" && all.length > 1 ? "" : typeof sign === "function" ? sign(index) : sign;
  });

export const bullets = toggled(/^[-*+] (?!\[)/, "- ");
export const numbers = toggled(/^\d/, (index) => `${index + 1}. `);
export const tasks = toggled(/^[-*+] \[/, "- [ ] ");
export const quote = toggled(/^>/, "> ");

/** Ticks or unticks the tasks that are selected; others become tasks. */
export function tick(view) {
  const changes = touched(view.state).flatMap((line) => {
    const found = /^(\s*(?:[-*+]|\d+[.)]) \[)(.)\]/.exec(line.text);
    if (!found) return [];
    const from = line.from + found[1].length;
    return [{ from, to: from + 1, insert: found[2] === " " ? "x" : " " }];
  });
  if (changes.length === 0) return tasks(view);
  view.dispatch({ changes, userEvent: "input" });
  return true;
}

/** A link around what is selected; the cursor goes where the address is to be written. */
export function link(view) {
  const { state } = view;
  const change = state.changeByRange((range) => {
    const { from, to } = wordOr(state, range);
    const text = state.sliceDoc(from, to);
    const isAddress = /^(https?:\/\/|mailto:|\/)\S+$/.test(text);
    const insert = isAddress ? `[](${text})` : `[${text}]()`;
    const cursor = isAddress || text === "" ? from + 1 : from + insert.length - 1;
    return { changes: { from, to, insert }, range: EditorSelection.cursor(cursor) };
  });
  view.dispatch(state.update(change, { userEvent: "input", scrollIntoView: true }));
  view.focus();
  return true;
}

/** Puts a block on lines of its own where the cursor is, which goes on between its two parts. */
export function insertBlock(view, before, after) {
  const { state } = view;
  const line = state.doc.lineAt(state.selection.main.head);
  const isEmpty = line.text.trim() === "";
  const isBelowText = line.number > 1 && state.doc.line(line.number - 1).text.trim() !== "";
  const lead = isEmpty ? (isBelowText ? "\n" : "") : "\n\n";
  const at = isEmpty ? line.from : line.to;
  const follows = line.number < state.doc.lines && state.doc.line(line.number + 1).text.trim() !== "";
  view.dispatch({
    changes: { from: at, to: line.to, insert: `${lead}${before}${after}${follows ? "\n" : ""}` },
    selection: { anchor: at + lead.length + before.length },
    userEvent: "input",
    scrollIntoView: true,
  });
  view.focus();
}

/** Whether the cursor is in a list, where Tab indents; elsewhere Tab leaves the text, as in any field. */
function inList(state) {
  if (state.selection.ranges.some((range) => !range.empty)) return true;
  for (let node = syntaxTree(state).resolveInner(state.selection.main.head, -1); node; node = node.parent) {
    if (node.name === "ListItem" || node.name === "FencedCode") return true;
  }
  return false;
}

export const indent = (view) => inList(view.state) && indentMore(view);
export const outdent = (view) => inList(view.state) && indentLess(view);

/** The keys, for CodeMirror's keymap. */
export const keys = [
  { key: "Mod-b", run: around("**") },
  { key: "Mod-i", run: around("*") },
  { key: "Mod-e", run: around("`") },
  { key: "Mod-Shift-x", run: around("~~") },
  { key: "Mod-k", run: link, preventDefault: true },
  { key: "Ctrl-Shift-1", run: heading(1) },
  { key: "Ctrl-Shift-2", run: heading(2) },
  { key: "Ctrl-Shift-3", run: heading(3) },
  { key: "Ctrl-Shift-7", run: numbers },
  { key: "Ctrl-Shift-8", run: bullets },
  { key: "Ctrl-Shift-9", run: tasks },
  { key: "Mod-Enter", run: tick },
  { key: "Tab", run: indent },
  { key: "Shift-Tab", run: outdent },
];
