// The box that messages are typed into: Enter sends, Shift+Enter starts a new line, and what starts with / or @
// is completed from a list.

import { el, icon, uniqueId } from "./dom.js";

/** Return a composer. `client` knows what can be invoked and mentioned; `send` takes the text. */
export function createComposer(client, label, send, { inThread = false } = {}) {
  const list = el("ul", {
    role: "listbox",
    id: uniqueId("complete"),
    class: "menu complete",
    hidden: true,
    "aria-label": "Suggestions",
  });
  const box = el("textarea", {
    rows: 1,
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    placeholder: label,
    oninput: () => refresh(),
    onblur: () => close(),
    onkeydown,
  });
  const button = el(
    "button",
    { type: "submit", class: "send", "aria-label": "Send", title: "Send" },
    icon("send"),
  );
  const waiting = el("p", { class: "waiting", role: "status" });
  const form = el(
    "form",
    { class: "composer", onsubmit: (event) => submit(event) },
    list,
    el("div", { class: "box" }, box, button),
    el(
      "p",
      { class: "keys" },
      el("kbd", {}, "Enter"),
      " to send, ",
      el("kbd", {}, "Shift+Enter"),
      " for a new line",
      waiting,
    ),
  );
  let active = 0;

  async function submit(event) {
    event?.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    refresh();
    waiting.textContent = "Waiting for the app…";
    try {
      await send(text);
    } finally {
      waiting.textContent = "";
    }
  }

  function onkeydown(event) {
    const open = !list.hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (open && (event.key === "Tab" || (event.key === "Enter" && !typed()))) {
      event.preventDefault();
      list.children[active].complete();
    } else if (open && event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      submit(event);
    }
  }

  // A word that is typed in full needs no completion: Enter then sends.
  function typed() {
    const word = wordBefore();
    return matching(word).some(({ name, run }) => name === word && !run);
  }

  function wordBefore() {
    return box.value.slice(0, box.selectionStart).match(/(?:^\/\S*|(?<=^|\s)@[\w.-]*)$/)?.[0] ?? "";
  }

  function matching(word) {
    if (word.startsWith("/"))
      return inThread ? [] : client.invokable().filter(({ name }) => name.startsWith(word));
    if (!word.startsWith("@")) return [];
    return client.mentionable().filter(({ name }) => name.startsWith(word.toLowerCase()));
  }

  function refresh() {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
    const word = wordBefore();
    const found = word ? matching(word) : [];
    if (!found.length) return close();
    list.replaceChildren(...found.map((each) => entry(word, each)));
    list.hidden = false;
    active = 0;
    move(0);
  }

  function entry(word, { name, usage, description, run }) {
    const item = el(
      "li",
      {
        role: "option",
        id: uniqueId("entry"),
        onmousedown: (event) => event.preventDefault(),
        onclick: () => item.complete(),
      },
      el("strong", {}, name),
      usage ? el("code", {}, usage) : null,
      el("span", {}, description),
    );
    item.complete = () => {
      const at = box.selectionStart;
      box.setRangeText(run ? "" : `${name} `, at - word.length, at, "end");
      close();
      box.focus();
      run?.();
    };
    return item;
  }

  function move(step) {
    const items = [...list.children];
    active = (active + step + items.length) % items.length;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
    box.setAttribute("aria-activedescendant", items[active].id);
  }

  function close() {
    list.hidden = true;
    box.removeAttribute("aria-activedescendant");
  }

  form.relabel = (text) => {
    box.placeholder = text;
    box.setAttribute("aria-label", text);
  };
  form.fill = (text) => {
    box.value = text;
    box.focus();
    refresh();
  };
  form.box = box;
  return form;
}
