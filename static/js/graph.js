/** Lets a graph be moved, drawn closer and pulled apart, and shows what a point is linked with. */
const STEP = 1.3;
const CLOSEST = 8;

class Graph {
  constructor(frame) {
    this.frame = frame;
    this.svg = frame.querySelector("svg");
    this.nodes = [...frame.querySelectorAll(".graph-node")];
    this.lines = [...frame.querySelectorAll("line")];
    const { width, height } = this.svg.viewBox.baseVal;
    this.whole = { x: 0, y: 0, width, height };
    this.view = { ...this.whole };
    this.neighbours = this.nodes.map(() => new Set());
    for (const line of this.lines) {
      const [from, to] = [Number(line.dataset.from), Number(line.dataset.to)];
      this.neighbours[from].add(to);
      this.neighbours[to].add(from);
    }
    this.tools();
    this.highlight();
    this.drag();
    this.wheel();
    frame.classList.add("moving");
    // On a phone the picture is wider than its frame: what it is about lies in the middle.
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  }

  tools() {
    const tools = document.createElement("div");
    tools.className = "graph-tools";
    const { in: closer, out, whole } = this.frame.dataset;
    const buttons = [
      ["+", closer, () => this.zoom(1 / STEP)],
      ["−", out, () => this.zoom(STEP)],
      ["⤢", whole, () => this.show({ ...this.whole })],
    ];
    for (const [sign, words, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = words;
      button.setAttribute("aria-label", words);
      button.addEventListener("click", act);
      tools.append(button);
    }
    this.frame.prepend(tools);
  }

  show(view) {
    this.view = view;
    this.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  }

  /** A place of the window, in the picture. */
  at(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
  }

  zoom(factor, around) {
    const { x, y, width, height } = this.view;
    const wide = Math.min(this.whole.width * 1.5, Math.max(this.whole.width / CLOSEST, width * factor));
    const share = wide / width;
    const centre = around ?? { x: x + width / 2, y: y + height / 2 };
    this.show({
      x: centre.x - (centre.x - x) * share,
      y: centre.y - (centre.y - y) * share,
      width: wide,
      height: height * share,
    });
  }

  /** Scrolling stays the page's; with Ctrl, as pinching is told, the picture comes closer. */
  wheel() {
    this.svg.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.zoom(event.deltaY > 0 ? STEP : 1 / STEP, this.at(event));
      },
      { passive: false },
    );
  }

  highlight() {
    const look = (event) => {
      const node = event.target.closest?.(".graph-node");
      if (node) this.look(this.nodes.indexOf(node));
    };
    const away = () => this.look(-1);
    this.svg.addEventListener("pointerover", look);
    this.svg.addEventListener("pointerleave", away);
    this.svg.addEventListener("pointerout", (event) => {
      if (!event.relatedTarget?.closest?.(".graph-node")) away();
    });
    this.svg.addEventListener("focusin", look);
    this.svg.addEventListener("focusout", away);
  }

  look(index) {
    this.frame.classList.toggle("looking", index >= 0);
    const near = this.neighbours[index];
    this.nodes.forEach((node, other) => node.classList.toggle("near", other === index || near?.has(other) === true));
    for (const line of this.lines) {
      const isEnd = [line.dataset.from, line.dataset.to].includes(String(index));
      line.classList.toggle("near", isEnd);
    }
  }

  drag() {
    let held;
    this.svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const node = event.target.closest(".graph-node");
      held = { node, from: this.at(event), start: [event.clientX, event.clientY], moved: false };
    });
    this.svg.addEventListener("dragstart", (event) => event.preventDefault());
    this.svg.addEventListener("pointermove", (event) => {
      if (!held) return;
      // A hand that trembles still presses.
      if (!held.moved && Math.hypot(event.clientX - held.start[0], event.clientY - held.start[1]) < 5) return;
      if (!held.moved) this.svg.setPointerCapture(event.pointerId);
      held.moved = true;
      const now = this.at(event);
      const [dx, dy] = [now.x - held.from.x, now.y - held.from.y];
      if (held.node) {
        this.move(held.node, dx, dy);
        held.from = now;
      } else {
        this.show({ ...this.view, x: this.view.x - dx, y: this.view.y - dy });
      }
    });
    const drop = (event) => {
      if (held?.moved && this.svg.hasPointerCapture(event.pointerId)) this.svg.releasePointerCapture(event.pointerId);
      if (held) setTimeout(() => (held = undefined));
    };
    this.svg.addEventListener("pointerup", drop);
    this.svg.addEventListener("pointercancel", drop);
    this.svg.addEventListener("click", (event) => held?.moved && event.preventDefault(), true);
  }

  move(node, dx, dy) {
    const shift = (element, name, by) => element.setAttribute(name, Number(element.getAttribute(name)) + by);
    const index = String(this.nodes.indexOf(node));
    shift(node.querySelector("circle"), "cx", dx);
    shift(node.querySelector("circle"), "cy", dy);
    shift(node.querySelector("text"), "x", dx);
    shift(node.querySelector("text"), "y", dy);
    for (const line of this.lines) {
      for (const [end, x, y] of [["from", "x1", "y1"], ["to", "x2", "y2"]]) {
        if (line.dataset[end] !== index) continue;
        shift(line, x, dx);
        shift(line, y, dy);
      }
    }
  }
}

/** The graphs of the page. */
export function liveGraphs() {
  for (const frame of document.querySelectorAll(".graph")) new Graph(frame);
}
