// The box that messages are typed into: Enter sends, Shift+Enter starts a new line, and what starts with / or @
// is completed from a list.

import { el, icon, iconButton, uniqueId } from "./dom.js";

/** Return a composer. `client` knows what can be invoked and mentioned; `send` takes the text and a file. */
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
  const picker = el("input", { type: "file", "aria-label": "File", hidden: true, onchange: () => attach() });
  const attached = el("p", { class: "attached", hidden: true });
  const waiting = el("p", { class: "waiting", role: "status" });
  const form = el(
    "form",
    { class: "composer", onsubmit: (event) => submit(event) },
    list,
    attached,
    el("div", { class: "box" }, iconButton("attach", "Attach a file", () => picker.click()), picker, box, button),
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
    const [file] = picker.files;
    if (!text && !file) return;
    box.value = "";
    picker.value = "";
    attach();
    refresh();
    waiting.textContent = "Waiting for the app…";
    try {
      await send(text, file);
    } finally {
      waiting.textContent = "";
    }
  }

  // Show what is in the file field, with a way to take it out again.
  function attach() {
    const [file] = picker.files;
    attached.hidden = !file;
    const remove = iconButton("close", "Remove the file", () => {
      picker.value = "";
      attach();
    });
    attached.replaceChildren(...(file ? [file.name, remove] : []));
    box.focus();
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
