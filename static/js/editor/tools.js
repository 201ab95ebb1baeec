// The tool bar over the text: one stop for the tab key, arrows within (ARIA Authoring Practices, toolbar).
import { openSearchPanel, redo, undo } from "../../vendor/codemirror/codemirror.js";
import { icon, make } from "./make.js";
import * as marks from "./marks.js";
import { deeds } from "./tables.js";

/** Name of the words and of the icon, what it does, and its keys. The first ones fit on a phone. */
const FIRST = [
  ["bold", marks.around("**"), "Control+B"],
  ["italic", marks.around("*"), "Control+I"],
  ["heading", marks.nextHeading, "Control+Shift+1"],
  ["bullets", marks.bullets, "Control+Shift+8"],
  ["link", marks.link, "Control+K"],
];
const REST = [
  ["numbers", marks.numbers, "Control+Shift+7"],
  ["tasks", marks.tasks, "Control+Shift+9"],
  ["quote", marks.quote],
  ["code", marks.around("`"), "Control+E"],
  ["table", (view) => marks.insertBlock(view, "| ", "    |     |\n| --- | --- |\n|     |     |\n\n")],
  ["undo", undo, "Control+Z"],
  ["redo", redo, "Control+Shift+Z"],
  ["find", openSearchPanel, "Control+F"],
];
const TABLE = ["rowAbove", "rowBelow", "removeRow", "columnBefore", "columnAfter", "removeColumn", "align"];
const ICONS = {
  bullets: "list", find: "search", rowAbove: "row-above", rowBelow: "row-below", removeRow: "row-remove",
  columnBefore: "column-before", columnAfter: "column-after", removeColumn: "column-remove", focusMode: "focus",
  fullScreen: "expand", preview: "eye",
};

function button(say, name, press, keys) {
  const words = say(name);
  const shown = keys ? `${words} (${keys.replaceAll("Control", "Ctrl")})` : words;
  const made = make("button", { type: "button", class: "desk-tool", title: shown, "aria-label": words }, icon(ICONS[name] ?? name));
  if (keys) made.setAttribute("aria-keyshortcuts", keys);
  made.addEventListener("click", () => press(made));
  return made;
}

/** A button that is pressed or not; `turn` hears which. */
function toggle(say, name, turn) {
  const made = button(say, name, () => made.turn(made.getAttribute("aria-pressed") !== "true"));
  made.turn = (on) => {
    made.setAttribute("aria-pressed", on);
    turn(on);
  };
  made.setAttribute("aria-pressed", "false");
  return made;
}

/** The bar of a text area. `attach` lets files be chosen, if any may come; `turns` are what the buttons that stay pressed do. */
export function toolBar(say, view, attach, turns) {
  const act = ([name, deed, keys]) => button(say, name, () => deed(view), keys);
  const first = [...FIRST.map(act), ...(attach ? [button(say, "attach", () => attach(view))] : [])];
  const toggles = Object.fromEntries(Object.entries(turns).map(([name, turn]) => [name, toggle(say, name, turn)]));
  const rest = make("div", { class: "desk-rest" }, ...REST.map(act), toggles.focusMode, toggles.fullScreen);
  const more = toggle(say, "more", (on) => rest.classList.toggle("open", on));
  more.classList.add("desk-more");
  const table = make("div", { class: "desk-table-tools", role: "group", "aria-label": say("tableTools"), hidden: true });
  table.append(...TABLE.map((name) => button(say, name, () => deeds[name](view))));
  const bar = make("div", { class: "desk-tools", role: "toolbar", "aria-label": say("tools") });
  bar.append(...first, toggles.preview, more, rest, table);
  rove(bar);
  return { bar, toggles, showTable: (on) => (table.hidden = !on) };
}

/** One of the buttons can be reached by the tab key; arrows, Home and End lead to the others. */
function rove(bar) {
  const all = () => [...bar.querySelectorAll("button")].filter((each) => each.offsetParent !== null);
  const choose = (chosen) => {
    for (const each of bar.querySelectorAll("button")) each.tabIndex = each === chosen ? 0 : -1;
  };
  choose(bar.querySelector("button"));
  bar.addEventListener("focusin", ({ target }) => choose(target));
  bar.addEventListener("keydown", (event) => {
    const buttons = all();
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    buttons.at(to % buttons.length).focus();
  });
  // What is written in keeps its cursor, and a phone its keyboard.
  bar.addEventListener("pointerdown", (event) => event.target.closest("button") && event.preventDefault());
}
