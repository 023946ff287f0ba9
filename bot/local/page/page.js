// The page: one person's view of the workspace. The server pushes a snapshot whenever something changed; what
// the person does is posted back, and shows once it is in a snapshot.

import { renderBlocks } from "./blocks.js";
import { createComposer } from "./composer.js";
import { Form } from "./controls.js";
import { el, icon, reconcile } from "./dom.js";
import { showMessages } from "./messages.js";
import { askToConfirm, Modal } from "./modal.js";
import { showEnd, steady } from "./scroll.js";

const boot = JSON.parse(document.getElementById("boot").textContent);
const query = new URLSearchParams(location.search);
const $ = (id) => document.getElementById(id);

const ui = {
  me: (boot.people.find(({ name }) => name === query.get("person")) ?? boot.people[0]).id,
  channel: query.get("channel"),
  thread: null,
  tab: "messages",
  target: query.get("ts"),
};
let state = null;
let feed = null;

const client = {
  names: () => ({
    users: state.users,
    channels: Object.fromEntries(state.channels.map((channel) => [channel.id, channel])),
    emoji: boot.emoji,
  }),
  appName: () => state.app.name,
  shortcuts: () => state.shortcuts.filter((each) => each.on_message),
  // What a slash begins: the commands, and the shortcuts that need no message.
  invokable: () => [
    ...state.commands,
    ...state.shortcuts
      .filter((each) => !each.on_message)
      .map((each) => ({ name: `/${each.name}`, description: "Shortcut", run: () => client.shortcut(each) })),
  ],
  mentionable: () =>
    Object.values(state.users)
      .filter(({ id }) => id !== ui.me && id !== "USLACKBOT")
      .map((user) => ({ name: `@${user.name}`, description: user.real_name })),
  post,
  toast,
  openThread,
  async shortcut(shortcut, place) {
    const { failure } = await post("shortcut", { callback_id: shortcut.callback_id, place });
    if (failure) toast(`The app did not answer (${failure}).`);
  },
  // What blocks need to know of the place that they stand in.
  around: (place, form, complain) => ({
    names: client.names(),
    form,
    confirm: (question) => askToConfirm($("confirm"), question, client.names()),
    suggest: async (block, element, text) => {
      const asked = { place, block: block.block_id, action: element.action_id, query: text };
      return (await post("suggest", asked)).options ?? [];
    },
    act: async (block, element, given) => {
      const deed = { place, block: block.block_id, action: element.action_id, given, values: form.values() };
      complain((await post("act", deed)).failure);
    },
  }),
};

const modal = new Modal($("modal"), client);
const composer = createComposer(client, "Message", (text, file) => say(text, file));
const threadComposer = createComposer(client, "Reply…", (text, file) => say(text, file, ui.thread), {
  inThread: true,
});

function post(deed, body) {
  return send(deed, "application/json", JSON.stringify(body));
}

async function send(address, type, body) {
  try {
    const answer = await fetch(`/people/${ui.me}/${address}`, {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    });
    return answer.ok ? await answer.json() : { failure: `http_${answer.status}`, errors: {} };
  } catch {
    return { failure: "connection_failed", errors: {} };
  }
}

async function say(text, file, thread = null) {
  showEnd(thread ? $("thread-scroll") : $("scroll"));
  const said = { text, channel: ui.channel, ...(thread && { thread_ts: thread }) };
  const query = file && new URLSearchParams({ ...said, name: file.name });
  const { failure } = await (file
    ? send(`upload?${query}`, "application/octet-stream", file)
    : post("say", said));
  if (failure) toast(`This could not be sent (${failure}).`);
}

function toast(text) {
  const note = el("p", { class: "toast" }, text);
  $("toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}

function connect() {
  feed?.close();
  feed = new EventSource(`/people/${ui.me}/feed`);
  feed.onopen = () => ($("connection").textContent = "");
  feed.onerror = () => ($("connection").textContent = "Not connected. Trying again…");
  feed.onmessage = (event) => {
    state = JSON.parse(event.data);
    render();
  };
}

function openChannel(id) {
  ui.channel = id;
  ui.thread = null;
  ui.tab = "messages";
  render();
  composer.box.focus();
  if (current().im) post("tab", { tab: "messages" });
}

function openThread(ts) {
  ui.thread = ts;
  render();
  threadComposer.box.focus();
}

function closeThread() {
  ui.thread = null;
  render();
  composer.box.focus();
}

function openTab(tab) {
  ui.tab = tab;
  render();
  post("tab", { tab });
}

function current() {
  return state.channels.find(({ id }) => id === ui.channel) ?? state.channels[0];
}

function titleOf(channel) {
  if (channel.mpim) return channel.name;
  return channel.im ? state.app.name : `# ${channel.name}`;
}

function render() {
  const channel = current();
  const fresh = ui.channel !== $("messages").dataset.channel;
  ui.channel = channel.id;
  renderSidebar(channel);
  renderBar(channel);
  const settle = [
    steady($("scroll"), fresh),
    steady($("thread-scroll"), ui.thread !== $("thread").dataset.ts),
  ];
  if (fresh) renderWelcome(channel);
  const top = state.messages[channel.id].filter((each) => !each.thread_ts || each.thread_ts === each.ts);
  showMessages($("messages"), top, client);
  $("messages").dataset.channel = channel.id;
  renderHome(channel);
  renderThread(channel);
  settle.forEach((go) => go());
  modal.show(state.views);
  goToTarget();
  if (channel.unread && !document.hidden && ui.tab === "messages") post("read", { channel: channel.id });
  document.title = `${titleOf(channel)} · Local Slack`;
}

function renderSidebar(channel) {
  const entries = state.channels.map((each) => ({ ...each, current: each.id === channel.id }));
  const ofKind = (direct) => entries.filter((each) => (each.im || each.mpim) === direct);
  reconcile($("channels"), ofKind(false), ({ id }) => id, sidebarEntry);
  reconcile($("direct"), ofKind(true), ({ id }) => id, sidebarEntry);
}

function sidebarEntry(channel) {
  const { id, unread, current } = channel;
  const kind = unread ? "entry unread" : "entry";
  const button = el("button", { type: "button", class: kind, onclick: () => openChannel(id) });
  button.append(el("span", {}, titleOf(channel)));
  if (unread) button.append(el("span", { class: "count", "aria-label": `${unread} unread` }, String(unread)));
  if (current) button.setAttribute("aria-current", "page");
  return el("li", {}, button);
}

function renderBar(channel) {
  $("title").textContent = titleOf(channel);
  $("tabs").hidden = !(channel.im && state.app.home);
  if ($("tabs").hidden) ui.tab = "messages";
  for (const tab of $("tabs").children) tab.setAttribute("aria-selected", String(tab.value === ui.tab));
  composer.relabel(`Message ${titleOf(channel).replace("# ", "#")}`);
}

function renderWelcome(channel) {
  const hint = (words, text) =>
    el("button", { type: "button", class: "button", onclick: () => composer.fill(text) }, words);
  const hints = state.commands.map(({ name, usage }) => hint(usage ? `${name} ${usage}` : name, `${name} `));
  if (!channel.im) hints.push(hint(`@${state.app.handle} …`, `@${state.app.handle} `));
  const about = channel.im
    ? `This is between you and ${state.app.name}. No mention is needed here.`
    : `This is the start of ${titleOf(channel).replace("# ", "#")}. ${state.app.name} is here, and answers when mentioned.`;
  $("welcome").replaceChildren(
    el("h3", {}, titleOf(channel)),
    el("p", {}, about),
    el("div", { class: "hints" }, hints),
  );
}

function renderHome(channel) {
  const shown = channel.im && ui.tab === "home";
  $("home").hidden = !shown;
  $("scroll").hidden = shown;
  $("composer").hidden = shown;
  if (!shown || $("home").dataset.hash === state.home?.hash) return;
  if (!state.home) return $("home").replaceChildren(el("p", { class: "hint" }, "Nothing here yet."));
  const around = client.around(
    { view: state.home.id },
    new Form(),
    (failure) => failure && toast(`The app did not answer (${failure}).`),
  );
  $("home").replaceChildren(el("div", { class: "blocks" }, renderBlocks(state.home.blocks, around)));
  $("home").dataset.hash = state.home.hash;
}

function renderThread(channel) {
  const all = state.messages[channel.id];
  const parent = all.find(({ ts }) => ts === ui.thread);
  $("thread").hidden = !parent;
  $("thread").dataset.ts = ui.thread;
  document.body.classList.toggle("with-thread", Boolean(parent));
  if (!parent) return;
  $("thread-channel").textContent = titleOf(channel);
  const replies = all.filter((each) => each.thread_ts === parent.ts && each.ts !== parent.ts);
  showMessages($("thread-messages"), [parent, ...replies], client, { inThread: true });
}

// A permalink leads to one message: show it, once, in its thread where it is a reply.
function goToTarget() {
  if (!ui.target) return;
  const message = state.messages[ui.channel].find(({ ts }) => ts === ui.target);
  ui.target = null;
  if (message?.thread_ts && message.thread_ts !== message.ts) openThread(message.thread_ts);
  const node = message && document.querySelector(`[data-ts="${message.ts}"]`);
  node?.classList.add("target");
  node?.scrollIntoView({ block: "center" });
}

function start() {
  $("person").append(
    ...boot.people.map(({ id, real_name }) => el("option", { value: id, selected: id === ui.me }, real_name)),
  );
  $("person").addEventListener("change", (event) => {
    ui.me = event.target.value;
    ui.channel = state.channels.find(({ id, im }) => id === ui.channel && !im)?.id ?? null;
    ui.thread = null;
    delete $("messages").dataset.channel;
    connect();
  });
  for (const tab of $("tabs").children) tab.addEventListener("click", () => openTab(tab.value));
  $("thread-close").append(icon("close"));
  $("thread-close").addEventListener("click", closeThread);
  $("composer").append(composer);
  $("thread-composer").append(threadComposer);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && ui.thread && !document.querySelector("dialog[open]")) closeThread();
  });
  document.addEventListener("visibilitychange", () => state && render());
  connect();
  composer.box.focus();
}

start();
