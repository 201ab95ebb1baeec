// Buttons that copy. Their words come from <body data-copy data-copied>.
const { copy = "Copy", copied = "Copied" } = document.body.dataset;

/** A button that copies what `read` gives. */
function copyButton(className, read) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = copy;
  button.setAttribute("aria-live", "polite");
  const say = (words, done) => {
    button.textContent = words;
    button.toggleAttribute("data-done", done);
  };
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(read());
    say(copied, true);
    setTimeout(() => say(copy, false), 2000);
  });
  return button;
}

/** Adds one to each block of code, and to each field whose value is there to be copied. */
export function copyButtons() {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll("pre.code")) {
    const frame = document.createElement("div");
    frame.className = "code-frame";
    block.replaceWith(frame);
    frame.append(block, copyButton("code-copy", () => block.innerText));
  }
  for (const field of document.querySelectorAll("input[data-copy-value]")) {
    field.after(copyButton("button button-quiet button-small", () => field.value));
  }
}
