// Block Kit as elements. `view` is what surrounds the blocks: `names` for mentions and emoji, `form` that
// collects what inputs hold, `act` and `suggest` that ask the app, `confirm` that asks the person.

import { control } from "./controls.js";
import { el } from "./dom.js";
import { link, mention, mrkdwn, plain } from "./mrkdwn.js";

const BLOCKS = { section, header, divider, context, actions, input, image, rich_text, table };
const RICH = { rich_text_section, rich_text_list, rich_text_quote, rich_text_preformatted };
const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

/** Return blocks as elements. */
export function renderBlocks(blocks, view) {
  return blocks.map((block) => BLOCKS[block.type](block, view));
}

/** Return a text object as nodes. */
export function renderText(text, names) {
  return text.type === "mrkdwn" ? mrkdwn(text.text, names) : plain(text.text, names);
}

function section(block, view) {
  const body = el("div", { class: "section-body" });
  if (block.text) body.append(el("div", { class: "text" }, renderText(block.text, view.names)));
  if (block.fields) {
    const fields = block.fields.map((field) => el("div", { class: "text" }, renderText(field, view.names)));
    body.append(el("div", { class: "fields" }, fields));
  }
  const beside =
    block.accessory && el("div", { class: "accessory" }, elementOf(block.accessory, block, view));
  return el("div", { class: "block section" }, body, beside);
}

function header(block, view) {
  return el("h3", { class: "block header" }, renderText(block.text, view.names));
}

function divider() {
  return el("hr", { class: "block" });
}

function context(block, view) {
  const items = block.elements.map((item) =>
    item.type === "image" ? picture(item) : el("span", { class: "text" }, renderText(item, view.names)),
  );
  return el("div", { class: "block context" }, items);
}

function actions(block, view) {
  const items = block.elements.map((element) => elementOf(element, block, view));
  return el("div", { class: "block actions" }, items);
}

function input(block, view) {
  const field = control(block.element, block, view, block.label.text);
  const error = el("p", { class: "error", role: "alert", hidden: true });
  view.form.onError(block.block_id, (message) => {
    error.hidden = !message;
    error.textContent = message;
    field.setAttribute("aria-invalid", String(Boolean(message)));
  });
  const optional = block.optional && el("span", { class: "optional" }, " (optional)");
  const label = el("span", { class: "label" }, plain(block.label.text, view.names), optional);
  const hint = block.hint && el("p", { class: "hint" }, plain(block.hint.text, view.names));
  return el("div", { class: "block input" }, label, field, hint, error);
}

function image(block, view) {
  const title = block.title && el("figcaption", {}, plain(block.title.text, view.names));
  return el("figure", { class: "block image" }, picture(block), title);
}

function table(block, view) {
  const cell = (tag) => (item, column) => {
    const align = block.column_settings?.[column]?.align ?? "left";
    const content = item.type === "rich_text" ? rich_text(item, view) : item.text;
    return el(tag, { class: `align-${align}` }, content);
  };
  const rows = block.rows.map((row, number) => el("tr", {}, row.map(cell(number ? "td" : "th"))));
  return el("div", { class: "block table" }, el("table", {}, rows));
}

function rich_text(block, view) {
  return el(
    "div",
    { class: "block rich" },
    block.elements.map((part) => RICH[part.type](part, view.names)),
  );
}

function rich_text_section(part, names) {
  return el(
    "div",
    { class: "text" },
    part.elements.map((item) => richSpan(item, names)),
  );
}

function rich_text_list(part, names) {
  const items = part.elements.map((item) =>
    el(
      "li",
      {},
      item.elements.map((inner) => richSpan(inner, names)),
    ),
  );
  const ordered = part.style === "ordered";
  const list = ordered ? el("ol", { start: (part.offset ?? 0) + 1 }, items) : el("ul", {}, items);
  list.classList.add(`indent-${Math.min(part.indent ?? 0, 4)}`);
  return list;
}

function rich_text_quote(part, names) {
  return el(
    "blockquote",
    {},
    part.elements.map((item) => richSpan(item, names)),
  );
}

function rich_text_preformatted(part, names) {
  return el(
    "pre",
    {},
    part.elements.map((item) => richSpan(item, names)),
  );
}

function richSpan(item, names) {
  let node = richWords(item, names);
  for (const [style, tag] of Object.entries(STYLES)) {
    if (item.style?.[style]) node = el(tag, {}, node);
  }
  return node;
}

function richWords(item, names) {
  switch (item.type) {
    case "link":
      return link(item.url, item.text || item.url);
    case "user":
      return mention("@", names.users[item.user_id]?.name ?? item.user_id);
    case "channel":
      return mention("#", names.channels[item.channel_id]?.name ?? item.channel_id);
    case "emoji":
      return names.emoji[item.name] ?? `:${item.name}:`;
    default:
      return item.text;
  }
}

function elementOf(element, block, view) {
  return element.type === "image" ? picture(element) : control(element, block, view, "");
}

// Nothing is loaded from other hosts, so a picture is shown as the words that stand for it.
function picture(item) {
  return el(
    "span",
    { class: "picture", role: "img", "aria-label": item.alt_text, title: item.image_url },
    item.alt_text,
  );
}
