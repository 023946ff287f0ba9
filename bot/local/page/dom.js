// Building the page: elements with text that is never read as HTML, icons, menus and lists that keep
// what has not changed.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  more: "M5 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M17 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
  reply: "M4 5h16v11h-9l-5 4v-4H4z",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7z M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 1 0 0-5",
  file: "M6 3h8l5 5v13H6z M14 3v5h5",
  attach: "M8 12.5l6.5-6.5a3.5 3.5 0 0 1 5 5l-8.5 8.5a5.5 5.5 0 0 1-8-8L11 4",
  send: "M4 12l16-7-6 15-3-6z",
};

let serial = 0;

/** Return a new id for an element. */
export function uniqueId(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}

/**
 * Return an element. Of `props`, functions named on… become listeners, `class` and whatever has a dash become
 * attributes, the rest properties; strings among the children become text.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class" || name === "role" || name.includes("-")) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Return one of the icons, for the eye only: what it stands on needs a name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Return a button that shows an icon and is called `label`. */
export function iconButton(name, label, onclick) {
  return el(
    "button",
    { type: "button", class: "quiet", "aria-label": label, title: label, onclick },
    icon(name),
  );
}

/** Return a button with a menu behind it; `items` are pairs of a label and what choosing it does. */
export function menuButton(name, label, items) {
  const menu = el("ul", { role: "menu", class: "menu", hidden: true });
  const button = iconButton(name, label, () => toggle(menu.hidden));
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  const box = el("span", { class: "menu-box" }, button, menu);

  function toggle(open) {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) menu.querySelector("button")?.focus();
  }

  for (const [text, choose] of items) {
    const onclick = () => {
      toggle(false);
      choose();
    };
    menu.append(
      el("li", { role: "none" }, el("button", { type: "button", role: "menuitem", onclick }, text)),
    );
  }
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) toggle(false);
  });
  box.addEventListener("keydown", (event) => {
    const entries = [...menu.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !menu.hidden) {
      event.stopPropagation();
      toggle(false);
      button.focus();
    } else if (step && !menu.hidden) {
      event.preventDefault();
      const next = entries.indexOf(document.activeElement) + step;
      entries[(next + entries.length) % entries.length].focus();
    }
  });
  return box;
}

/**
 * Make the children of `parent` show `items`, in order. What has the same key and the same JSON as before
 * keeps its element, and with it focus, selection and half-made choices.
 */
export function reconcile(parent, items, keyOf, build) {
  const before = parent.shown ?? new Map();
  parent.shown = new Map();
  const nodes = items.map((item) => {
    const key = keyOf(item);
    const json = JSON.stringify(item);
    const old = before.get(key);
    const node = old?.json === json ? old.node : build(item);
    parent.shown.set(key, { json, node });
    return node;
  });
  // What is gone goes first: moving an element would take the focus from it.
  const kept = new Set(nodes);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  nodes.forEach((node, place) => {
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
}
