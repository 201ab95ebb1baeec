const menus = () => document.querySelectorAll("details.menu[open]");

/** Closes open menus on Escape (focus goes back to the button), on a press elsewhere, and when focus leaves. */
export function closeMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
  const leave = (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);
}
