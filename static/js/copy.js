/** Adds a button that copies the text of each block of code. Its words come from <body data-copy data-copied>. */
export function copyButtons() {
  if (!navigator.clipboard) return;
  const { copy = "Copy", copied = "Copied" } = document.body.dataset;
  for (const block of document.querySelectorAll("pre.code")) {
    const frame = document.createElement("div");
    frame.className = "code-frame";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "code-copy";
    button.textContent = copy;
    button.setAttribute("aria-live", "polite");
    const say = (words, done) => {
      button.textContent = words;
      button.toggleAttribute("data-done", done);
    };
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.innerText);
      say(copied, true);
      setTimeout(() => say(copy, false), 2000);
    });
    block.replaceWith(frame);
    frame.append(block, button);
  }
}
