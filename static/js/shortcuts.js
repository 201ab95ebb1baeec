const PAGE = "/shortcuts";

let dialog;

/** Shows the list of shortcuts over the page; where it cannot be had, goes to the page that has it. */
export async function showShortcuts() {
  try {
    dialog ??= await make();
    dialog.showModal();
  } catch {
    location.assign(PAGE);
  }
}

async function make() {
  const answer = await fetch(PAGE);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.getElementById("shortcuts");
  const made = document.createElement("dialog");
  made.className = "shortcuts";
  made.setAttribute("aria-labelledby", "shortcuts-title");
  const close = document.createElement("button");
  close.className = "button button-quiet";
  close.textContent = list.dataset.close;
  close.addEventListener("click", () => made.close());
  made.append(document.adoptNode(list), close);
  document.body.append(made);
  return made;
}
