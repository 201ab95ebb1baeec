// Opens the text at a line: the one that the address names (`?line=12`), or one that something on the page leads to.
import { EditorView } from "../../vendor/codemirror/codemirror.js";

/** Goes to the line that is asked for, now and whenever a finding is followed. */
export function openAtLines({ view }) {
  const go = (number) => {
    const { doc } = view.state;
    const { from } = doc.line(Math.min(Math.max(1, number), doc.lines));
    view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    view.focus();
  };
  const asked = Number.parseInt(new URLSearchParams(location.search).get("line"), 10);
  if (asked > 0) go(asked);
  for (const link of document.querySelectorAll(".findings a[data-line]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(Number(link.dataset.line));
    });
  }
}
