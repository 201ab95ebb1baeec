/** What the editor says, in the reader's language: the page carries it, with `{name}` where something is filled in. */
export function wordsOf(form) {
  const words = JSON.parse(form.dataset.words ?? "{}");
  const say = (name, values = {}) =>
    (words[name] ?? name).replace(/\{(\w+)\}/g, (hole, value) => values[value] ?? hole);
  /** CodeMirror's own phrases, by their English. */
  say.phrases = words.phrases ?? {};
  const language = document.documentElement.lang;
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const number = new Intl.NumberFormat(language);
  say.time = (date) => time.format(date);
  say.moment = (date) => moment.format(date);
  say.number = (count) => number.format(count);
  return say;
}
