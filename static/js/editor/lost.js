// A text that this browser keeps and the server does not have: offered, compared, taken over or thrown away.
import { goToNextChunk, unifiedMergeView } from "../../vendor/codemirror/codemirror.js";
import { icon, make } from "./make.js";

/** Asks what is to become of a text that was kept, before anything is written over it. */
export async function offerLost(form, area, drafts, desk, say) {
  const record = await drafts.lost().catch(() => null);
  if (!record) return;
  const given = area.text;
  const notice = make("section", { class: "notice desk-lost", "aria-label": say("lost") });
  const press = (name, act, look = "button-quiet") => {
    const button = make("button", { type: "button", class: `button ${look} button-small`, textContent: say(name) });
    button.addEventListener("click", act);
    return button;
  };
  const take = () => {
    const { base, vault, place, summary } = form.elements;
    // What was written on an older text is saved as such, so that nothing newer is written over.
    if (base && record.note) base.value = record.base;
    if (place && record.place) place.value = record.place;
    if (summary && record.summary) summary.value = record.summary;
    if (vault && !record.note) vault.value = record.vault;
    area.text = record.source;
    drafts.adopt(record);
    notice.remove();
    area.view.focus();
  };
  const compare = () => {
    take();
    area.extend([unifiedMergeView({ original: given, mergeControls: true, gutter: false })]);
    goToNextChunk(area.view);
    const end = press("compareEnd", () => {
      area.extend([]);
      bar.remove();
      area.view.focus();
    });
    const bar = make("div", { class: "notice desk-lost" }, icon("info"), make("p", { textContent: say("comparing") }), make("p", { class: "actions" }, end));
    desk.before(bar);
  };
  const discard = () => {
    drafts.forget(record);
    notice.remove();
    area.view.focus();
  };
  notice.append(
    icon("info"),
    make("p", { textContent: say("lostText", { moment: say.moment(new Date(record.at)) }) }),
    make("p", { class: "actions" }, press("restore", take, ""), press("compare", compare), press("discard", discard, "button-danger")),
  );
  desk.before(notice);
}
