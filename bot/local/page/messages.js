// Messages in a list: who, when, what, the thread below, and what can be done with it.

import { Form } from "./controls.js";
import { renderBlocks } from "./blocks.js";
import { el, icon, iconButton, menuButton, reconcile } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

/** Show messages in a list element: in a channel with a line where a day begins, in a thread below the first. */
export function showMessages(list, messages, client, { inThread = false } = {}) {
  const items = [];
  let day = "";
  for (const message of messages) {
    const date = DAY.format(dateOf(message.ts));
    if (date !== day && !inThread) items.push({ ts: `day ${message.ts}`, day: date });
    day = date;
    items.push(message);
    if (inThread && message === messages[0] && messages.length > 1) {
      items.push({ ts: "replies", day: counted(messages.length - 1) });
    }
  }
  reconcile(
    list,
    items,
    (item) => item.ts,
    (item) =>
      item.day ? el("p", { class: "day" }, el("span", {}, item.day)) : article(item, client, inThread),
  );
}

function dateOf(ts) {
  return new Date(Number(ts) * 1000);
}

function article(message, client, inThread) {
  const author = client.names().users[message.user];
  const time = TIME.format(dateOf(message.ts));
  const who = author.is_bot ? client.appName() : author.real_name;
  const node = el("article", {
    class: message.ephemeral ? "message ephemeral" : "message",
    "aria-label": `${who}, ${time}`,
  });
  node.dataset.ts = message.ts;
  const content = el(
    "div",
    { class: "content" },
    message.ephemeral && el("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
    el(
      "p",
      { class: "head" },
      el("strong", {}, who),
      author.is_bot && el("span", { class: "badge" }, "App"),
      el("time", { dateTime: dateOf(message.ts).toISOString() }, time),
    ),
    message.text || message.blocks ? body(message, client) : null,
    message.files && el("ul", { class: "files" }, message.files.map(shared)),
    !inThread && message.reply_count ? replies(message, client) : null,
  );
  node.append(avatar(author), content);
  if (!message.ephemeral) node.append(tools(message, client, inThread));
  return node;
}

function body(message, client) {
  const names = client.names();
  if (!message.blocks) {
    const edited = message.edited && !message.ephemeral && el("small", {}, " (edited)");
    return el("div", { class: "text" }, mrkdwn(message.text, names), edited);
  }
  const place = { channel: message.channel, ts: message.ts };
  const around = client.around(
    place,
    new Form(),
    (failure) => failure && client.toast(`The app did not answer (${failure}).`),
  );
  return el("div", { class: "blocks" }, renderBlocks(message.blocks, around));
}

function shared(file) {
  return el("li", {}, icon("file"), el("strong", {}, file.name), el("small", {}, ` ${file.size} bytes`));
}

function avatar(user) {
  const initials = user.real_name
    .split(" ")
    .map((word) => word[0])
    .join("")
    .slice(0, 2);
  const kind = user.is_bot ? "bot" : user.id.toLowerCase();
  return el("span", { class: `avatar ${kind}`, "aria-hidden": "true" }, initials);
}

function replies(message, client) {
  const onclick = () => client.openThread(message.ts);
  return el("button", { type: "button", class: "replies", onclick }, counted(message.reply_count));
}

function counted(replies) {
  return replies === 1 ? "1 reply" : `${replies} replies`;
}

function tools(message, client, inThread) {
  const place = { channel: message.channel, ts: message.ts };
  const shortcuts = client.shortcuts().map((each) => [each.name, () => client.shortcut(each, place)]);
  return el(
    "div",
    { class: "tools" },
    !inThread && iconButton("reply", "Reply in thread", () => client.openThread(message.ts)),
    shortcuts.length ? menuButton("more", "More actions", shortcuts) : null,
  );
}
