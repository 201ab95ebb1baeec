// The dialect of the garden, as far as it is to be seen while writing: CommonMark and GitHub's, with wiki links, tags,
// marks, comments, formulas, block names and front matter.
import {
  Decoration, GFM, Language, LanguageSupport, Tag, ViewPlugin, commonmarkLanguage, syntaxTree, tags,
} from "../../vendor/codemirror/codemirror.js";

export const own = {
  link: Tag.define(),
  tag: Tag.define(),
  mark: Tag.define(),
  comment: Tag.define(),
  formula: Tag.define(),
  name: Tag.define(),
  matter: Tag.define(),
};

const code = (letter) => letter.charCodeAt(0);
const isSpace = (number) => number === 32 || number === 9 || number === 10 || number === -1;

/** An inline element that a pattern finds where a character stands; `Start` and `End` have their length in characters. */
function inline(name, letters, pattern, isHere = () => true) {
  const numbers = [...letters].map(code);
  return {
    name,
    before: "Link",
    parse(context, next, at) {
      if (!numbers.includes(next) || !isHere(context, at)) return -1;
      pattern.lastIndex = 0;
      const found = pattern.exec(context.slice(at, Math.min(context.end, at + 2000)));
      return found ? context.addElement(context.elt(name, at, at + found[0].length)) : -1;
    },
  };
}

const afterSpace = (context, at) => isSpace(at === context.offset ? -1 : context.char(at - 1));

const marked = { resolve: "Marked", mark: "MarkedMark" };

const dialect = {
  defineNodes: [
    { name: "FrontMatter", block: true, style: { "FrontMatter/...": own.matter } },
    { name: "WikiLink", style: own.link },
    { name: "GardenTag", style: own.tag },
    { name: "Comment", style: own.comment },
    { name: "Formula", style: own.formula },
    { name: "BlockName", style: own.name },
    { name: "Marked", style: { "Marked/...": own.mark } },
    { name: "MarkedMark", style: tags.processingInstruction },
  ],
  parseBlock: [
    {
      name: "FrontMatter",
      before: "HorizontalRule",
      parse(context, line) {
        if (context.lineStart !== 0 || !/^---\s*$/.test(line.text)) return false;
        while (context.nextLine() && !/^(---|\.\.\.)\s*$/.test(line.text));
        context.nextLine();
        context.addElement(context.elt("FrontMatter", 0, context.prevLineEnd()));
        return true;
      },
    },
  ],
  parseInline: [
    inline("WikiLink", "![", /^!?\[\[[^\][\n]+\]\]/),
    inline("GardenTag", "#", /^#(?=[^\s#]*[^\d\s#/])[\p{L}\p{N}\p{M}_/-]+/u, afterSpace),
    inline("Comment", "%", /^%%[^]*?%%/),
    inline("Formula", "$", /^(\$\$[^]+?\$\$|\$(?! )[^$\n]*[^$\s]\$(?!\d))/),
    inline("BlockName", "^", /^\^[A-Za-z0-9-]+(?=\s*(\n|$))/, afterSpace),
    {
      name: "Marked",
      after: "Emphasis",
      parse(context, next, at) {
        if (next !== code("=") || context.char(at + 1) !== next || context.char(at + 2) === next) return -1;
        const [before, after] = [context.slice(at - 1, at), context.slice(at + 2, at + 3)];
        return context.addDelimiter(marked, at, at + 2, !/^\s?$/.test(after), !/^\s?$/.test(before));
      },
    },
  ],
};

/** The language, for the text area. */
export function dialectSupport() {
  const parser = commonmarkLanguage.parser.configure([GFM, dialect]);
  return new LanguageSupport(new Language(commonmarkLanguage.data, parser, [], "markdown"));
}

const BLOCKS = { FencedCode: "ed-code", CodeBlock: "ed-code", FrontMatter: "ed-matter", Table: "ed-table" };
const lines = Object.fromEntries(
  Object.values(BLOCKS).map((name) => [name, Decoration.line({ class: name, attributes: { spellcheck: "false" } })]),
);

function decorate(view) {
  const ranges = [];
  let last = -1;
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        const name = BLOCKS[node.name];
        if (!name) return node.name === "Document" || /^(Bullet|Ordered|List|Blockquote)/.test(node.name);
        const end = Math.min(node.to, to);
        for (let at = Math.max(node.from, from); at <= end; ) {
          const line = view.state.doc.lineAt(at);
          if (line.from > last) ranges.push(lines[name].range((last = line.from)));
          at = line.to + 1;
        }
        return false;
      },
    });
  }
  return Decoration.set(ranges);
}

/** What stands in columns is set in letters of one width, and its words are not spelt. */
export const columns = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = decorate(view);
    }
    update(update) {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || parsed) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Whether a place lies in code, a formula or front matter, where Markdown means nothing. */
export function isLiteral(state, at) {
  for (let node = syntaxTree(state).resolveInner(at, -1); node; node = node.parent) {
    if (/^(FencedCode|CodeBlock|CodeText|InlineCode|Formula|Comment|FrontMatter|HTMLBlock)$/.test(node.name)) return true;
  }
  return false;
}
