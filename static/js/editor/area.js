// The text area itself: CodeMirror in a shadow root, where its styles are sheets of the script's making, which a policy
// without inline styles allows.
import {
  Compartment, Decoration, EditorState, EditorView, Prec, ViewPlugin, defaultKeymap, deleteMarkupBackward, drawSelection,
  dropCursor, highlightSelectionMatches, highlightSpecialChars, history, historyKeymap, indentUnit,
  insertNewlineContinueMarkup, keymap, search, searchKeymap,
} from "../../vendor/codemirror/codemirror.js";
import { columns, dialectSupport } from "./syntax.js";
import { keys as marks } from "./marks.js";
import { looks } from "./theme.js";
import { keys as tables } from "./tables.js";

/** What holds the shadow root; focus given to it goes to the text. */
class TextArea extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: "open", delegatesFocus: true });
  }
}

customElements.define("quintal-text", TextArea);

/** The paragraph that is being written, for those who want to see nothing else. */
const here = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = paragraph(view.state);
    }
    update(update) {
      if (update.docChanged || update.selectionSet) this.decorations = paragraph(update.state);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const line = Decoration.line({ class: "ed-here" });

function paragraph({ doc, selection }) {
  const at = doc.lineAt(selection.main.head).number;
  let [first, last] = [at, at];
  // Bounded, so that a text without empty lines costs no more.
  while (first > 1 && at - first < 100 && doc.line(first).text.trim() && doc.line(first - 1).text.trim()) first -= 1;
  while (last < doc.lines && last - at < 100 && doc.line(last).text.trim() && doc.line(last + 1).text.trim()) last += 1;
  const ranges = [];
  for (let number = first; number <= last; number += 1) ranges.push(line.range(doc.line(number).from));
  return Decoration.set(ranges);
}

const inFocus = [here, EditorView.editorAttributes.of({ class: "ed-focus" })];

/** A text area in place of a field of a form. */
export class Area {
  #focus = new Compartment();
  #extra = new Compartment();
  #field;

  constructor(field, parent, say, extensions) {
    this.#field = field;
    this.host = document.createElement("quintal-text");
    this.host.className = "desk-text";
    parent.append(this.host);
    const label = field.labels?.[0];
    this.view = new EditorView({
      parent: this.host.shadowRoot,
      root: this.host.shadowRoot,
      state: EditorState.create({
        doc: field.value,
        extensions: [
          EditorState.phrases.of(say.phrases),
          EditorState.allowMultipleSelections.of(true),
          EditorState.tabSize.of(4),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            "aria-label": label?.textContent.trim() || say("text"),
            "aria-description": say("leaveByKeys"),
            "aria-keyshortcuts": "Control+F",
            tabindex: "0",
            spellcheck: "true",
            autocapitalize: "sentences",
            autocorrect: "on",
            lang: field.lang,
            dir: field.matches(":dir(rtl)") ? "rtl" : "ltr",
          }),
          indentUnit.of("    "),
          history(),
          drawSelection(),
          dropCursor(),
          highlightSpecialChars(),
          highlightSelectionMatches(),
          search({ top: true }),
          dialectSupport(),
          columns,
          extensions,
          this.#focus.of([]),
          this.#extra.of([]),
          looks,
          Prec.high(keymap.of([...tables, { key: "Enter", run: insertNewlineContinueMarkup }, { key: "Backspace", run: deleteMarkupBackward }])),
          keymap.of([...marks, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        ],
      }),
    });
    field.hidden = true;
    // Whoever presses the label means the text.
    label?.addEventListener("click", () => this.view.focus());
    field.form.addEventListener("formdata", ({ formData }) => formData.set(field.name, this.text));
    field.form.addEventListener("submit", () => this.write());
  }

  /** The whole text. */
  get text() {
    return this.view.state.doc.toString();
  }

  /** Another text, in one step that can be undone. Selection and scroll stay as far as they can. */
  set text(text) {
    const { doc, selection } = this.view.state;
    if (doc.eq(this.view.state.toText(text))) return;
    const anchor = Math.min(selection.main.head, text.length);
    this.view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, selection: { anchor } });
  }

  /** Puts the text into the field that it stands for. */
  write() {
    this.#field.value = this.text;
  }

  /** Dims what is not being written, or shows all of it again. */
  focusMode(on) {
    this.view.dispatch({ effects: this.#focus.reconfigure(on ? inFocus : []) });
  }

  /** Extends the area for a while, as for a comparison; by nothing to end that. */
  extend(extensions) {
    this.view.dispatch({ effects: this.#extra.reconfigure(extensions) });
  }
}
