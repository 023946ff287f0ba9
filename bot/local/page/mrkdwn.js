// Slack's markup as elements: *bold*, _italic_, ~strike~, code, quotes, links and mentions. Text becomes text
// nodes, a link only what leads to the web or to a mailbox.

import { el } from "./dom.js";

const styled = (name, mark) => {
  const inside = `(?:<[^<>\\n]*>|[^${mark}<\\n])+?`;
  const edge = `[\\p{L}\\p{N}_${mark}]`;
  return `(?<!${edge})${mark}(?=\\S)(?<${name}>${inside})(?<=\\S)${mark}(?!${edge})`;
};
const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<token>[^<>\\n]+)>",
    styled("bold", "\\*"),
    styled("italic", "_"),
    styled("strike", "~"),
  ].join("|"),
  "gu",
);
const TAGS = { bold: "strong", italic: "em", strike: "s" };
const FENCE = /```\n?([^]+?)\n?```/g;
const QUOTE = /(?:^(?:&gt;|>) ?.*(?:\n|$))+/gm;
const SAFE = /^(?:https?|mailto|tel):/i;

/** Return marked-up text as nodes; `names` has `users`, `channels` and `emoji`. */
export function mrkdwn(text, names) {
  const nodes = [];
  split(
    text,
    FENCE,
    (plain) => nodes.push(...quoted(plain, names)),
    (fence) => {
      nodes.push(el("pre", {}, unescape(fence[1])));
    },
  );
  return nodes;
}

/** Return plain text as nodes: nothing in it is markup but the short names of emoji. */
export function plain(text, names) {
  return [withEmoji(text, names)];
}

/** Return a link, or where the address leads neither to the web nor to a mailbox, its words alone. */
export function link(url, label) {
  if (!SAFE.test(url)) return el("span", {}, label);
  return el("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, label);
}

/** Return text with the short names of common emoji replaced. */
export function withEmoji(text, names) {
  return text.replace(/:([a-z0-9_+-]+):/g, (all, name) => names.emoji[name] ?? all);
}

/** Return a mention of a user or a channel. */
export function mention(sign, name) {
  return el("span", { class: "mention" }, sign + name);
}

function split(text, pattern, onPlain, onMatch) {
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) onPlain(text.slice(end, match.index));
    onMatch(match);
    end = match.index + match[0].length;
  }
  if (end < text.length) onPlain(text.slice(end));
}

function quoted(text, names) {
  const nodes = [];
  split(
    text,
    QUOTE,
    (plain) => nodes.push(...inline(plain, names)),
    (quote) => {
      const words = quote[0].replace(/^(?:&gt;|>) ?/gm, "").replace(/\n$/, "");
      nodes.push(el("blockquote", {}, inline(words, names)));
    },
  );
  return nodes;
}

function inline(text, names) {
  const nodes = [];
  split(
    text,
    INLINE,
    (plain) => nodes.push(withEmoji(unescape(plain), names)),
    ({ groups }) => {
      const [kind, value] = Object.entries(groups).find(([, found]) => found !== undefined);
      if (kind === "code") nodes.push(el("code", {}, unescape(value)));
      else if (kind === "token") nodes.push(token(value, names));
      else nodes.push(el(TAGS[kind], {}, inline(value, names)));
    },
  );
  return nodes;
}

function token(text, names) {
  const bar = text.indexOf("|");
  const target = bar < 0 ? text : text.slice(0, bar);
  const label = bar < 0 ? "" : withEmoji(unescape(text.slice(bar + 1)), names);
  if (target[0] === "@") return mention("@", label || names.users[target.slice(1)]?.name || target.slice(1));
  if (target[0] === "#")
    return mention("#", label || names.channels[target.slice(1)]?.name || target.slice(1));
  if (target.startsWith("!date^")) return el("span", {}, label);
  if (target[0] === "!") return mention("@", label || target.slice(1));
  return link(unescape(target), label || unescape(target).replace(/^mailto:/, ""));
}

function unescape(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
