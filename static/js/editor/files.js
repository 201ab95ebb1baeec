// Pictures and files that are pasted, dropped or chosen: sent to the server, and their Markdown put into the text.
import { Decoration, EditorView, StateEffect, StateField, WidgetType } from "../../vendor/codemirror/codemirror.js";
import { make } from "./make.js";

const begun = StateEffect.define({ map: (value, changes) => ({ ...value, at: changes.mapPos(value.at, 1) }) });
const ended = StateEffect.define();

/** How far a file is, where it will stand. */
class Progress extends WidgetType {
  constructor(upload) {
    super();
    this.upload = upload;
  }
  eq(other) {
    return other.upload === this.upload;
  }
  toDOM() {
    return this.upload.element;
  }
  ignoreEvent() {
    return true;
  }
}

const uploads = StateField.define({
  create: () => Decoration.none,
  update(shown, transaction) {
    let now = shown.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(begun)) {
        const { at, upload } = effect.value;
        now = now.update({ add: [Decoration.widget({ widget: new Progress(upload), side: 1 }).range(at)] });
      } else if (effect.is(ended)) {
        now = now.update({ filter: (_from, _to, { spec }) => spec.widget.upload !== effect.value });
      }
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function placeOf(state, upload) {
  let found = null;
  state.field(uploads).between(0, state.doc.length, (from, _to, { spec }) => {
    if (spec.widget.upload === upload) found = from;
  });
  return found;
}

/** A new line where the one before the cursor would suffer: a fence, or another file. */
function breakBefore(state, place) {
  const line = state.doc.lineAt(place);
  return /^\s*(?:`{3,}|~{3,})|\]\]$/.test(line.text.slice(0, place - line.from)) ? "\n" : "";
}

/** Sends one file. There is no other way to know how far it is than this old one. */
function send(address, form, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener("load", () => {
      const { status, response } = request;
      if (status >= 200 && status < 300 && response) resolve(response);
      else reject(Object.assign(new Error(response?.message ?? ""), { status, told: response?.message }));
    });
    for (const kind of ["error", "abort", "timeout"]) request.addEventListener(kind, () => reject(new Error(kind)));
    const body = new FormData();
    for (const name of ["note", "vault", "place", "draft"]) {
      if (form.elements[name]) body.append(name, form.elements[name].value);
    }
    body.append("file", file, file.name);
    request.send(body);
  });
}

/** What a picture from the clipboard is called, which all call image.png. */
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  const time = `${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`;
  return new File([file], `${day}-${time}.${file.name.split(".").pop()}`, { type: file.type });
}

/** Takes files into the text. `tell(words)` says how it goes to those who do not see it. */
export function attaching(form, say, tell) {
  async function attach(view, file, at) {
    const upload = {};
    const bar = make("progress", { max: 1, value: 0, "aria-label": say("uploading", { name: file.name }) });
    upload.element = make("span", { class: "ed-upload" }, file.name, bar);
    view.dispatch({ effects: begun.of({ at, upload }) });
    tell(say("uploading", { name: file.name }));
    try {
      const sent = await send(form.dataset.files, form, file, (share) => (bar.value = share));
      const place = placeOf(view.state, upload) ?? view.state.selection.main.head;
      const markdown = breakBefore(view.state, place) + sent.markdown;
      view.dispatch({
        changes: { from: place, insert: markdown },
        effects: ended.of(upload),
        userEvent: "input.paste",
        ...(view.state.selection.main.head === place ? { selection: { anchor: place + markdown.length } } : {}),
      });
      tell(say("uploaded", { name: file.name }));
    } catch (error) {
      const words = error.told ?? say(error.status === 413 ? "uploadTooLarge" : "uploadFailed", { name: file.name });
      const again = make("button", { type: "button", textContent: say("uploadAgain") });
      const drop = make("button", { type: "button", textContent: say("uploadDrop") });
      const end = () => {
        const place = placeOf(view.state, upload);
        view.dispatch({ effects: ended.of(upload) });
        view.focus();
        return place ?? view.state.selection.main.head;
      };
      again.addEventListener("click", () => attach(view, file, end()));
      drop.addEventListener("click", end);
      upload.element.replaceChildren(words, again, drop);
      tell(words);
    }
  }

  function take(view, files, at) {
    if (files.length === 0 || !form.dataset.files) return false;
    for (const file of files) attach(view, named(file), at);
    return true;
  }

  const extension = [
    uploads,
    EditorView.domEventHandlers({
      paste(event, view) {
        // A table that is copied comes as a picture as well.
        if (event.clipboardData?.types.includes("text/plain")) return false;
        return take(view, [...(event.clipboardData?.files ?? [])], view.state.selection.main.head);
      },
      drop(event, view) {
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0) return false;
        event.preventDefault();
        return take(view, files, view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.head);
      },
      dragover(event) {
        if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
        return false;
      },
    }),
  ];

  /** Lets files be chosen, and takes them where the cursor is. */
  function choose(view) {
    const field = make("input", { type: "file", multiple: true });
    field.addEventListener("change", () => take(view, [...field.files], view.state.selection.main.head));
    field.click();
  }

  return { extension, choose };
}
