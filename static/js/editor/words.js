/** What the editor says, in the reader's language: the page carries it, with `{name}` where something is filled in. */
export function wordsOf(form) {
  const words = JSON.parse(form.dataset.words ?? "{}");
  const say = (name, values = {}) =>
    (words[name] ?? name).replace(/\{(\w+)\}/g, (hole, value) => values[value] ?? hole);
  /** CodeMirror's own phrases, by their English. */
  say.phrases = words.phrases ?? {};
  // As the server says dates and times: the day before the month, on the writer's clock.
  const { lang } = document.documentElement;
  const language = lang === "en" ? "en-GB" : lang;
  const clock = { timeZone: knownZone(form.dataset.zone), hourCycle: "h23" };
  const time = new Intl.DateTimeFormat(language, { ...clock, hour: "2-digit", minute: "2-digit" });
  const moment = new Intl.DateTimeFormat(language, { ...clock, dateStyle: "long", timeStyle: "short" });
  const number = new Intl.NumberFormat(language);
  say.time = (date) => time.format(date);
  say.moment = (date) => moment.format(date);
  say.number = (count) => number.format(count);
  return say;
}

/** A zone, or the browser's own where it does not know that one. */
function knownZone(name) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
