// Rich text that is pasted becomes Markdown.
import { EditorView } from "../../vendor/codemirror/codemirror.js";
import { isLiteral } from "./syntax.js";

/** Without one of these, what was copied is plain text in a wrapping. */
const RICH = /<(a|b|strong|i|em|h[1-6]|ul|ol|li|table|blockquote|pre|code|img|s|del)[\s>]/i;

let loading;

async function converter() {
  loading ??= import("../../vendor/turndown/turndown.js");
  loading.catch(() => (loading = undefined));
  const { TurndownService, highlightedCodeBlock, strikethrough, tables, taskListItems } = await loading;
  const service = new TurndownService({
    headingStyle: "atx",
    hr: "---",
    bulletListMarker: "-",
    codeBlockStyle: "fenced",
    emDelimiter: "*",
  });
  service.use([highlightedCodeBlock, strikethrough, tables, taskListItems]);
  service.addRule("items", {
    filter: "li",
    replacement(content, node) {
      const list = node.parentNode;
      const number = Number(list.getAttribute("start") ?? 1) + [...list.children].indexOf(node);
      const sign = list.nodeName === "OL" ? `${number}. ` : "- ";
      const text = content.trim().replace(/\n/g, `\n${" ".repeat(sign.length)}`);
      return `${sign}${text}${node.nextElementSibling ? "\n" : ""}`;
    },
  });
  service.addRule("marks", { filter: "mark", replacement: (text) => `==${text}==` });
  // Pictures of pages elsewhere would tell that host who reads; a picture within the text is no text.
  service.addRule("data", { filter: (node) => node.nodeName === "IMG" && /^(data|blob|file):/.test(node.src), replacement: () => "" });
  service.addRule("bold wrappings", {
    // Google's documents lie in a <b> that is not bold.
    filter: (node) => node.nodeName === "B" && /normal/.test(node.style.fontWeight),
    replacement: (text) => text,
  });
  service.remove(["style", "script", "title", "meta"]);
  return service;
}

/** The Markdown of HTML. */
export async function markdownOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const service = await converter();
  return service.turndown(page.body).replace(/\u00a0/g, " ").trim();
}

/** Takes what is pasted as Markdown; as plain text where that cannot be had, or means nothing. */
export const richPaste = EditorView.domEventHandlers({
  paste(event, view) {
    const { clipboardData } = event;
    const html = clipboardData?.getData("text/html") ?? "";
    const plain = clipboardData?.getData("text/plain") ?? "";
    const isCode = clipboardData?.types.includes("vscode-editor-data");
    if (isCode || !RICH.test(html) || isLiteral(view.state, view.state.selection.main.head)) return false;
    event.preventDefault();
    markdownOf(html)
      .catch(() => plain)
      .then((text) => {
        view.dispatch(view.state.replaceSelection(text || plain), { userEvent: "input.paste", scrollIntoView: true });
      });
    return true;
  },
});
