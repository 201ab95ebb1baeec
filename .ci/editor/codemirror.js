// What the editor uses of CodeMirror 6 and Lezer, and nothing more: what is not named here is shaken off.
export { Compartment, EditorSelection, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
export {
  Decoration, EditorView, ViewPlugin, WidgetType, drawSelection, dropCursor, highlightSpecialChars, keymap,
} from "@codemirror/view";
export {
  defaultKeymap, history, historyKeymap, indentLess, indentMore, redo, undo,
} from "@codemirror/commands";
export {
  HighlightStyle, Language, LanguageSupport, indentUnit, syntaxHighlighting, syntaxTree,
} from "@codemirror/language";
export { commonmarkLanguage, deleteMarkupBackward, insertNewlineContinueMarkup } from "@codemirror/lang-markdown";
export { autocompletion, snippet, startCompletion } from "@codemirror/autocomplete";
export { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
export { goToNextChunk, unifiedMergeView } from "@codemirror/merge";
export { GFM } from "@lezer/markdown";
export { Tag, tags } from "@lezer/highlight";
