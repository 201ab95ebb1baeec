// Turns rich text that is pasted into Markdown.
export { default as TurndownService } from "turndown";
export { highlightedCodeBlock, strikethrough, tables, taskListItems } from "@joplin/turndown-plugin-gfm";
