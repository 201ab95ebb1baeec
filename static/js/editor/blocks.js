// `/` at the beginning of a line: blocks to put there.
import { snippet, startCompletion } from "../../vendor/codemirror/codemirror.js";

/** These do not begin right below a line of text. */
const APART = ["Table", "Code", "Maths", "Diagram", "Rule"];

/** Name of the words (`block…`) and what is put there; `#{…}` is where the cursor goes, one after the other. */
const BLOCKS = [
  ["Heading1", "# #{}"],
  ["Heading2", "## #{}"],
  ["Heading3", "### #{}"],
  ["List", "- #{}"],
  ["Numbers", "1. #{}"],
  ["Tasks", "- [ ] #{}"],
  ["Quote", "> #{}"],
  ["Callout", "> [!#{note}] #{}\n> #{}"],
  // With an empty line, so that what comes next is none of its rows.
  ["Table", "| #{}    |     |\n| --- | --- |\n|     |     |\n\n"],
  ["Code", "```#{}\n#{}\n```\n"],
  ["Maths", "$$\n#{}\n$$\n"],
  ["Diagram", "```mermaid\ngraph LR\n  #{A} --> #{B}\n```\n"],
  ["Embed", "![[#{}]]"],
  ["Footnote", "[^#{1}]: #{}"],
  ["Rule", "---\n\n#{}"],
];

/** Completes the names of blocks after a `/` that begins a line. */
export function blockCompletions(say) {
  const options = BLOCKS.map(([name, text]) => {
    const [put, putApart] = [snippet(text), snippet(`\n${text}`)];
    return {
      label: say(`block${name}`),
      detail: text.split("\n")[0].replace(/#\{(.*?)\}/g, "$1").trim(),
      apply(view, completion, from, to) {
        const { number } = view.state.doc.lineAt(from);
        const isBelowText = number > 1 && view.state.doc.line(number - 1).text.trim() !== "";
        (isBelowText && APART.includes(name) ? putApart : put)(view, completion, from - 1, to);
        if (name === "Embed") startCompletion(view);
      },
    };
  });
  return (context) => {
    const found = context.matchBefore(/^\s*\/[\p{L}\p{N} ]*$/u);
    if (!found) return null;
    return { from: found.to - found.text.trimStart().length + 1, options, validFor: /^[\p{L}\p{N} ]*$/u };
  };
}
