/** Scrolls the box around a link, and nothing else, until the link can be seen. */
function keepInSight(link) {
  let box = link.parentElement;
  while (box && !(box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY === "auto")) {
    box = box.parentElement;
  }
  if (!box) return;
  const [inner, outer] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
  }
}

/** Marks in the contents the section that is being read, and closes the panel when a section is chosen. */
export function followContents() {
  const contents = document.getElementById("contents");
  if (!contents) return;
  const links = [...contents.querySelectorAll("a[href^='#']")];
  const heads = links
    .map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))))
    .filter((head) => head !== null);
  if (heads.length === 0) return;

  const mark = () => {
    const line = innerHeight * 0.25;
    // Before the first heading no section is being read.
    const current = heads.findLast((head) => head.getBoundingClientRect().top <= line);
    for (const link of links) {
      if (decodeURIComponent(link.hash.slice(1)) !== current?.id) link.removeAttribute("aria-current");
      else if (!link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "location");
        keepInSight(link);
      }
    }
  };
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();

  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
  });
}
