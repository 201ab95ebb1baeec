// What is typed into a field for a password can be looked at. Its words: <input data-show data-hide>.

/** Adds a button to each such field. */
export function showPasswords() {
  for (const field of document.querySelectorAll("input[data-show]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet button-small show-password";
    button.setAttribute("aria-controls", field.id);
    const show = (isShown) => {
      field.type = isShown ? "text" : "password";
      button.textContent = isShown ? field.dataset.hide : field.dataset.show;
    };
    show(false);
    field.after(button);
    button.addEventListener("click", () => show(field.type === "password"));
    // A browser keeps passwords, and no texts.
    field.form?.addEventListener("submit", () => show(false));
  }
}
