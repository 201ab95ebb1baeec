// Tables, as tables: Tab goes from cell to cell, Enter begins a row, and columns are aligned when they are left.
import { ViewPlugin } from "../../vendor/codemirror/codemirror.js";
import { isLiteral } from "./syntax.js";

const DELIMITER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Scripts and signs that take two columns in letters of one width (UAX 11). */
const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;

function width(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let sum = 0;
  for (const { segment } of graphemes.segment(text)) sum += WIDE.test(segment) ? 2 : 1;
  return sum;
}

/** The cells of a row, each with where it stands in the line. A bar after a backslash divides nothing. */
export function cells(line) {
  const bars = [...line.matchAll(/(?<!\\)(?:\\\\)*\|/g)].map((found) => found.index + found[0].length - 1);
  const first = line.search(/\S/);
  const begins = bars[0] === first;
  const ends = bars.length > (begins ? 1 : 0) && line.slice(bars.at(-1) + 1).trim() === "";
  const edges = [begins ? first : -1, ...bars.slice(begins ? 1 : 0, ends ? -1 : undefined), ends ? bars.at(-1) : line.length];
  return edges.slice(1).map((to, index) => ({ from: edges[index] + 1, to, text: line.slice(edges[index] + 1, to).trim() }));
}

const alignment = (text) => (text.startsWith(":") ? (text.endsWith(":") && text.length > 1 ? "both" : "left") : text.endsWith(":") ? "right" : "");

/** The table around a place: its rows without the delimiter, how columns are aligned, and where the place is in it. */
export function tableAt(state, at = state.selection.main.head) {
  const { doc } = state;
  const here = doc.lineAt(at);
  if (!here.text.includes("|") || isLiteral(state, at)) return null;
  const isRow = (number) => number >= 1 && number <= doc.lines && doc.line(number).text.includes("|");
  let [first, last] = [here.number, here.number];
  while (isRow(first - 1)) first -= 1;
  while (isRow(last + 1)) last += 1;
  // What stands before the head is text with a bar in it.
  let delimiter = first + 1;
  while (delimiter <= last && !DELIMITER.test(doc.line(delimiter).text)) delimiter += 1;
  first = delimiter - 1;
  if (delimiter > last || here.number < first) return null;
  const read = (number) => cells(doc.line(number).text);
  const align = read(delimiter).map((cell) => alignment(cell.text));
  const rows = [];
  for (let number = first; number <= last; number += 1) {
    if (number !== delimiter) rows.push(read(number).map((cell) => cell.text));
  }
  const columns = Math.max(align.length, ...rows.map((row) => row.length));
  for (const row of [...rows, align]) while (row.length < columns) row.push("");
  const offset = at - here.from;
  const column = read(here.number).findIndex((cell) => offset <= cell.to);
  return {
    from: doc.line(first).from,
    to: doc.line(last).to,
    rows,
    align,
    row: here.number <= delimiter ? 0 : here.number - first - 1,
    column: column < 0 ? columns - 1 : Math.min(column, columns - 1),
  };
}

function padded(text, size, align) {
  const space = size - width(text);
  const left = align === "right" ? space : align === "both" ? Math.floor(space / 2) : 0;
  return " ".repeat(left) + text + " ".repeat(space - left);
}

function rule(size, align) {
  const line = "-".repeat(size - (align === "both" ? 2 : align === "" ? 0 : 1));
  return `${align === "left" || align === "both" ? ":" : ""}${line}${align === "right" || align === "both" ? ":" : ""}`;
}

/** The lines of a table, its columns as wide as their widest cell. */
export function written({ rows, align }) {
  const sizes = align.map((_, column) => Math.max(3, ...rows.map((row) => width(row[column]))));
  const line = (texts) => `| ${texts.join(" | ")} |`;
  const lines = rows.map((row) => line(row.map((text, column) => padded(text, sizes[column], align[column]))));
  lines.splice(1, 0, line(sizes.map((size, column) => rule(size, align[column]))));
  return lines;
}

/** Writes a table in place of what stands there, and selects the text of a cell. */
function put(view, table, row = table.row, column = table.column) {
  const lines = written(table);
  const line = row === 0 ? 0 : row + 1;
  const start = table.from + lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
  const cell = cells(lines[line])[column];
  const text = lines[line].slice(cell.from, cell.to);
  const anchor = start + cell.from + (text.trim() === "" ? 1 : text.length - text.trimStart().length);
  const insert = lines.join("\n");
  view.dispatch({
    ...(insert === view.state.sliceDoc(table.from, table.to) ? {} : { changes: { from: table.from, to: table.to, insert } }),
    selection: { anchor, head: anchor + text.trim().length },
    userEvent: "input",
    scrollIntoView: true,
  });
  return true;
}

const empty = (table) => table.align.map(() => "");

function step(by) {
  return (view) => {
    const table = tableAt(view.state);
    if (!table) return false;
    const columns = table.align.length;
    const place = table.row * columns + table.column + by;
    if (place < 0) return put(view, table, 0, 0);
    if (place >= table.rows.length * columns) table.rows.push(empty(table));
    return put(view, table, Math.floor(place / columns), place % columns);
  };
}

/** A row below; from an empty last row, out of the table. */
function enter(view) {
  const table = tableAt(view.state);
  if (!table || !view.state.selection.main.empty && view.state.doc.lineAt(view.state.selection.main.from).number !== view.state.doc.lineAt(view.state.selection.main.to).number) return false;
  const { rows, row } = table;
  if (row > 0 && row === rows.length - 1 && rows[row].every((text) => text === "")) {
    rows.pop();
    const insert = `${written(table).join("\n")}\n\n`;
    view.dispatch({
      changes: { from: table.from, to: table.to, insert },
      selection: { anchor: table.from + insert.length },
      userEvent: "input",
      scrollIntoView: true,
    });
    return true;
  }
  rows.splice(row + 1, 0, empty(table));
  return put(view, table, row + 1, 0);
}

const changed = (change) => (view) => {
  const table = tableAt(view.state);
  if (table) put(view, table, ...(change(table) ?? []));
  view.focus();
  return table !== null;
};

/** What can be done to the table at the cursor. */
export const deeds = {
  rowAbove: changed((table) => {
    const row = Math.max(1, table.row);
    table.rows.splice(row, 0, empty(table));
    return [row, table.column];
  }),
  rowBelow: changed((table) => {
    table.rows.splice(table.row + 1, 0, empty(table));
    return [table.row + 1, table.column];
  }),
  removeRow: changed((table) => {
    // The head stays: a table has one.
    if (table.row === 0) return undefined;
    table.rows.splice(table.row, 1);
    return [Math.min(table.row, table.rows.length - 1), table.column];
  }),
  columnBefore: changed((table) => {
    for (const row of [...table.rows, table.align]) row.splice(table.column, 0, "");
    return [table.row, table.column];
  }),
  columnAfter: changed((table) => {
    for (const row of [...table.rows, table.align]) row.splice(table.column + 1, 0, "");
    return [table.row, table.column + 1];
  }),
  removeColumn: changed((table) => {
    if (table.align.length === 1) return undefined;
    for (const row of [...table.rows, table.align]) row.splice(table.column, 1);
    return [table.row, Math.min(table.column, table.align.length - 1)];
  }),
  align: changed((table) => {
    const ways = ["", "left", "both", "right"];
    table.align[table.column] = ways[(ways.indexOf(table.align[table.column]) + 1) % ways.length];
  }),
};

export const keys = [
  { key: "Tab", run: step(1) },
  { key: "Shift-Tab", run: step(-1) },
  { key: "Enter", run: enter },
];

/** Aligns the columns of a table that was written in and is left; tells `onTable` whether the cursor is in one. */
export const following = (onTable) =>
  ViewPlugin.fromClass(
    class {
      constructor(view) {
        this.within = tableAt(view.state);
        onTable(this.within !== null);
      }
      update(update) {
        if (!update.docChanged && !update.selectionSet) return;
        const before = this.within;
        this.within = tableAt(update.state);
        if ((before === null) !== (this.within === null)) onTable(this.within !== null);
        if (this.within) {
          this.within.touched = update.docChanged || (before?.touched ?? false);
        } else if (before?.touched && !update.transactions.some((step) => step.isUserEvent("undo") || step.isUserEvent("redo"))) {
          const at = update.changes.mapPos(before.from, 1);
          // Not while the view is being updated.
          queueMicrotask(() => tidy(update.view, at));
        }
      }
    },
  );

function tidy(view, at) {
  if (at > view.state.doc.length) return;
  const table = tableAt(view.state, at);
  if (!table) return;
  const insert = written(table).join("\n");
  if (insert === view.state.sliceDoc(table.from, table.to)) return;
  view.dispatch({ changes: { from: table.from, to: table.to, insert }, userEvent: "input.tidy" });
}
