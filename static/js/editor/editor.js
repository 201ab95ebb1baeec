// The form of a note, made better: what it does without scripts it still does.
import { EditorView, keymap } from "../../vendor/codemirror/codemirror.js";
import { Area } from "./area.js";
import { completion } from "./complete.js";
import { Drafts } from "./drafts.js";
import { attaching } from "./files.js";
import { openAtLines } from "./line.js";
import { offerLost } from "./lost.js";
import { make } from "./make.js";
import { Preview } from "./preview.js";
import { richPaste } from "./rich.js";
import { Status } from "./status.js";
import { following, tableAt } from "./tables.js";
import { toolBar } from "./tools.js";
import { wordsOf } from "./words.js";

/** From this width on the preview has a place beside the text. */
const WIDE = "(width >= 72rem)";
const CHOICE = "quintal-desk-preview";

/** The forms of the page in which a text is written. */
export function editForms() {
  for (const form of document.querySelectorAll("form[data-editor]")) edit(form);
}

function edit(form) {
  const say = wordsOf(form);
  const field = form.elements.source;
  const desk = make("div", { class: "desk" });
  const panes = make("div", { class: "desk-panes" });
  const pane = make("section", { class: "desk-preview", "aria-label": say("preview"), tabIndex: 0, hidden: true });
  field.after(desk);
  const status = new Status(say);
  const files = attaching(form, say, (words) => status.announce(words));
  const text = () => area.text;
  const parts = {};
  const area = new Area(field, panes, say, [
    completion(form, say),
    files.extension,
    richPaste,
    following((isTable) => parts.bar?.showTable(isTable)),
    keymap.of([{ key: "Mod-s", run: () => (drafts.send(true), true), preventDefault: true }]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        drafts.changed();
        status.count(text);
        preview.changed();
        tellProperties();
      } else if (update.selectionSet) preview.follow();
    }),
  ]);
  const tellProperties = keepInStep(form, area);
  const drafts = new Drafts(form, text, (state, values) => status.tell(state, values));
  const preview = new Preview(form, area, pane, say);
  parts.bar = toolBar(say, area.view, form.dataset.files ? files.choose : null, {
    preview(on) {
      pane.hidden = !on;
      desk.classList.toggle("desk-beside", on);
      preview.changed();
    },
    focusMode(on) {
      area.focusMode(on);
      area.view.focus();
    },
    fullScreen: (on) => fillWindow(desk, on),
  });
  panes.append(pane);
  desk.append(parts.bar.bar, panes, status.element);
  // The tool bar has a better way.
  for (const plain of form.querySelectorAll("[data-plain]")) plain.hidden = true;
  leaveByEscape(desk, parts.bar.toggles.fullScreen);
  rememberPreview(parts.bar.toggles.preview);
  submitSafely(form, drafts, status, say);
  parts.bar.showTable(tableAt(area.view.state) !== null);
  status.count(text);
  openAtLines(area);
  drafts.hold(() => status.tellBeside(say("otherTab")));
  offerLost(form, area, drafts, desk, say).finally(() => drafts.begin());
  // For the bench: from here on one can write.
  performance.mark("quintal-editor");
}

/** The fields of the front matter read the form's own field and write into it; both follow the other after a pause. */
function keepInStep(form, area) {
  if (!form.querySelector("[data-properties]")) return () => {};
  let timer;
  form.addEventListener("quintal:text", ({ detail }) => (area.text = detail));
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      area.write();
      form.dispatchEvent(new Event("quintal:typed"));
    }, 500);
  };
}

/** The desk over everything else, which meanwhile cannot be reached. */
function fillWindow(desk, on) {
  desk.classList.toggle("desk-whole", on);
  for (let inner = desk; inner !== document.body; inner = inner.parentElement) {
    for (const other of inner.parentElement.children) {
      if (other !== inner && other.localName !== "script") other.inert = on;
    }
  }
}

function leaveByEscape(desk, whole) {
  desk.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || whole.getAttribute("aria-pressed") !== "true") return;
    whole.turn(false);
  });
}

/** Whether the preview is shown is remembered; at first it is where there is room beside the text. */
function rememberPreview(button) {
  let chosen = null;
  try {
    chosen = localStorage.getItem(CHOICE);
  } catch {
    // A browser that keeps nothing starts anew each time.
  }
  const isWide = matchMedia(WIDE).matches;
  if (isWide && chosen !== "off") button.turn(true);
  button.addEventListener("click", () => {
    if (!matchMedia(WIDE).matches) return;
    try {
      localStorage.setItem(CHOICE, button.getAttribute("aria-pressed") === "true" ? "on" : "off");
    } catch {
      // As above.
    }
  });
}

/**
 * Before the form goes, the server has its text as a draft, so that whatever becomes of it nothing is lost. Where nobody
 * answers it stays: a page of an error were all that is left. Who is signed out is led through the sign-in by the server.
 */
function submitSafely(form, drafts, status, say) {
  let isSure = false;
  form.addEventListener("submit", async (event) => {
    if (isSure || drafts.isSafe) return;
    event.preventDefault();
    status.announce(say("trying"));
    if (!(await drafts.send()) && ["offline", "nowhere"].includes(drafts.state)) return;
    // Not before the event is over: until then the form takes no other.
    setTimeout(() => {
      isSure = true;
      form.requestSubmit(event.submitter);
      isSure = false;
    });
  });
}
