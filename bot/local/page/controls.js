// Buttons, menus and inputs. What a person gave is kept in the form as plain values: the text of an input, the
// value of an option, a list of values, a day; of an external menu the whole options.

import { el, menuButton, uniqueId } from "./dom.js";
import { plain } from "./mrkdwn.js";

const CONTROLS = {
  button,
  overflow,
  static_select,
  external_select,
  multi_external_select,
  radio_buttons,
  checkboxes,
  datepicker,
  datetimepicker,
  plain_text_input,
};
const SUGGEST_AFTER_MS = 150;

/** Collects what the inputs of one message or modal hold, and shows the errors that came back. */
export class Form {
  constructor(previous) {
    // What an input held goes with it: one of the same name that comes later begins anew.
    const still = [...(previous?.given ?? [])].filter(([key]) => previous.shown.has(key));
    this.given = new Map(still);
    this.shown = new Set();
    this.errors = new Map();
  }

  /** Return what an input holds: what was given before, or how the app wants it to begin. */
  start(block, element, initial) {
    const key = JSON.stringify([block.block_id, element.action_id]);
    this.shown.add(key);
    if (!this.given.has(key)) this.given.set(key, initial);
    return this.given.get(key);
  }

  /** Keep what an input holds now. */
  keep(block, element, value) {
    this.given.set(JSON.stringify([block.block_id, element.action_id]), value);
  }

  /** Return all that was given, by block id and action id. */
  values() {
    const values = {};
    for (const [key, value] of this.given) {
      const [block, action] = JSON.parse(key);
      (values[block] ??= {})[action] = value;
    }
    return values;
  }

  /** Note how an input shows an error. */
  onError(blockId, show) {
    this.errors.set(blockId, show);
  }

  /** Show these errors, by block id, and take away all others. */
  complain(errors) {
    for (const [blockId, show] of this.errors) show(errors[blockId] ?? "");
  }
}

/** Return a control; inside an input block `label` names it, elsewhere its own text or placeholder does. */
export function control(element, block, view, label) {
  const name = label || element.placeholder?.text || "";
  return CONTROLS[element.type](element, block, view, name);
}

async function tell(element, block, view, given) {
  if (element.confirm && !(await view.confirm(element.confirm))) return;
  await view.act(block, element, given);
}

// In an input block a choice waits for the submit button, unless the app asked to hear of it at once.
function changed(element, block, view, value) {
  view.form.keep(block, element, value);
  if (block.type !== "input" || block.dispatch_action) tell(element, block, view, value);
}

function button(element, block, view) {
  const onclick = async () => {
    node.disabled = true;
    await tell(element, block, view, null);
    node.disabled = false;
  };
  const props = {
    class: `button ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
    onclick,
  };
  const words = plain(element.text.text, view.names);
  const node = element.url
    ? el("a", { ...props, href: element.url, target: "_blank", rel: "noreferrer noopener" }, words)
    : el("button", { ...props, type: "button" }, words);
  return node;
}

function overflow(element, block, view) {
  const items = element.options.map((option) => [
    plain(option.text.text, view.names)[0],
    () => {
      if (option.url) window.open(option.url, "_blank", "noreferrer");
      tell(element, block, view, option.value);
    },
  ]);
  return menuButton("more", "More", items);
}

function static_select(element, block, view, label) {
  const start = view.form.start(block, element, element.initial_option?.value ?? "");
  const choice = (option) =>
    el(
      "option",
      { value: option.value, selected: option.value === start },
      plain(option.text.text, view.names),
    );
  const first = el(
    "option",
    { value: "", disabled: !block.optional, selected: !start },
    element.placeholder?.text ?? "Choose…",
  );
  const grouped = (element.option_groups ?? []).map((group) =>
    el("optgroup", { label: group.label.text }, group.options.map(choice)),
  );
  const onchange = (event) => changed(element, block, view, event.target.value);
  return el("select", { "aria-label": label, onchange }, first, (element.options ?? []).map(choice), grouped);
}

function radio_buttons(element, block, view, label) {
  const start = view.form.start(block, element, element.initial_option?.value ?? "");
  const name = uniqueId("radio");
  return choices("radiogroup", label, element.options, view, (option) => ({
    type: "radio",
    name,
    checked: option.value === start,
    onchange: () => changed(element, block, view, option.value),
  }));
}

function checkboxes(element, block, view, label) {
  const start = (element.initial_options ?? []).map((option) => option.value);
  const ticked = new Set(view.form.start(block, element, start));
  return choices("group", label, element.options, view, (option) => ({
    type: "checkbox",
    checked: ticked.has(option.value),
    onchange: (event) => {
      if (event.target.checked) ticked.add(option.value);
      else ticked.delete(option.value);
      changed(element, block, view, [...ticked]);
    },
  }));
}

function choices(role, label, options, view, props) {
  const rows = options.map((option) => {
    const more = option.description && el("small", {}, plain(option.description.text, view.names));
    return el(
      "label",
      { class: "choice" },
      el("input", props(option)),
      el("span", {}, plain(option.text.text, view.names), more),
    );
  });
  return el("div", { role, class: "choices", "aria-label": label }, rows);
}

function datepicker(element, block, view, label) {
  const value = view.form.start(block, element, element.initial_date ?? "");
  const onchange = (event) => changed(element, block, view, event.target.value);
  return el("input", { type: "date", "aria-label": label, value, onchange });
}

// Slack keeps seconds since the epoch and shows the person's own time; so does this.
function datetimepicker(element, block, view, label) {
  const start = view.form.start(block, element, element.initial_date_time ?? null);
  const local = (seconds) => {
    const moment = new Date(seconds * 1000);
    return new Date(moment - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  };
  const onchange = (event) => {
    const seconds = event.target.value ? Math.floor(new Date(event.target.value) / 1000) : null;
    changed(element, block, view, seconds);
  };
  const value = start ? local(start) : "";
  return el("input", { type: "datetime-local", "aria-label": label, value, onchange });
}

function plain_text_input(element, block, view, label) {
  const value = view.form.start(block, element, element.initial_value ?? "");
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const hears = (moment) => block.dispatch_action && on.includes(moment);
  const node = el(element.multiline ? "textarea" : "input", {
    "aria-label": label,
    value,
    placeholder: element.placeholder?.text ?? "",
    maxLength: element.max_length ?? 3000,
    oninput: () => {
      view.form.keep(block, element, node.value);
      if (hears("on_character_entered")) tell(element, block, view, node.value);
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || !hears("on_enter_pressed")) return;
      event.preventDefault();
      tell(element, block, view, node.value);
    },
  });
  if (element.multiline) node.rows = 4;
  if (element.focus_on_load) node.autofocus = true;
  return node;
}

// What was typed and not chosen is no choice; an emptied field is none either.
function external_select(element, block, view, label) {
  let chosen = view.form.start(block, element, element.initial_option ?? null);
  const choose = (option) => {
    chosen = option;
    changed(element, block, view, chosen);
  };
  return combobox(element, block, view, label, { choose, shows: () => chosen?.text.text ?? "" });
}

// Each of those chosen stands before the field with a button that takes it away; Backspace takes the last.
function multi_external_select(element, block, view, label) {
  let chosen = view.form.start(block, element, element.initial_options ?? []);
  const chips = el("ul", { class: "chips", "aria-label": `${label}, chosen` });
  const draw = () => chips.replaceChildren(...chosen.map(chip));
  const hold = (options) => {
    chosen = options;
    draw();
    changed(element, block, view, chosen);
  };
  const without = (option) => hold(chosen.filter((each) => each.value !== option.value));
  const most = element.max_selected_items ?? Infinity;

  function chip(option) {
    const name = option.text.text;
    const onclick = () => without(option);
    const remove = el("button", { type: "button", "aria-label": `Remove ${name}`, onclick }, "×");
    return el("li", {}, plain(name, view.names), remove);
  }

  const choose = (option) => {
    const isNew = option && !chosen.some((each) => each.value === option.value);
    if (isNew && chosen.length < most) hold([...chosen, option]);
  };
  const erase = () => chosen.length && without(chosen.at(-1));
  draw();
  return el("div", { class: "several" }, chips, combobox(element, block, view, label, { choose, erase }));
}

// A field whose options come from the app while the person types (the combobox pattern of WAI-ARIA).
function combobox(element, block, view, label, { choose, shows = () => "", erase = () => {} }) {
  const list = el("ul", { role: "listbox", id: uniqueId("options"), class: "menu", hidden: true });
  const field = el("input", {
    role: "combobox",
    "aria-label": label,
    "aria-expanded": "false",
    "aria-controls": list.id,
    "aria-autocomplete": "list",
    autocomplete: "off",
    placeholder: element.placeholder?.text ?? "",
    value: shows(),
    oninput: () => ask(),
    onfocus: () => ask(),
    onblur: () => leave(),
    onkeydown,
  });
  let waiting = 0;
  let active = -1;

  function open(shown) {
    list.hidden = !shown;
    active = -1;
    field.setAttribute("aria-expanded", String(shown));
    field.removeAttribute("aria-activedescendant");
  }

  function leave() {
    clearTimeout(waiting);
    open(false);
    if (!field.value && shows()) choose(null);
    field.value = shows();
  }

  function ask() {
    clearTimeout(waiting);
    if (field.value.length < (element.min_query_length ?? 3)) return open(false);
    waiting = setTimeout(async () => show(await view.suggest(block, element, field.value)), SUGGEST_AFTER_MS);
  }

  function show(options) {
    const items = options.map((option) => {
      const onmousedown = (event) => {
        event.preventDefault();
        take(option);
      };
      return el(
        "li",
        { role: "option", id: uniqueId("option"), onmousedown },
        plain(option.text.text, view.names),
      );
    });
    list.replaceChildren(...(items.length ? items : [el("li", { class: "nothing" }, "No results")]));
    list.choose = (number) => take(options[number]);
    open(document.activeElement === field);
  }

  function take(option) {
    choose(option);
    field.value = shows();
    open(false);
  }

  function onkeydown(event) {
    const items = [...list.querySelectorAll("[role=option]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Backspace" && !field.value) erase();
    if (list.hidden || !items.length) return;
    if (step) {
      event.preventDefault();
      active = (active + step + items.length) % items.length;
      items.forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
      field.setAttribute("aria-activedescendant", items[active].id);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      list.choose(active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      open(false);
    }
  }

  return el("div", { class: "combobox" }, field, list);
}
