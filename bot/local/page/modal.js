// The dialogs over the page: the app's modals, one at a time from the top of their stack, and the question
// that a button asks before it acts.

import { Form } from "./controls.js";
import { renderBlocks, renderText } from "./blocks.js";
import { el, iconButton } from "./dom.js";

/** Shows the topmost view of a stack in a dialog element. */
export class Modal {
  constructor(dialog, client) {
    this.dialog = dialog;
    this.client = client;
    this.forms = new Map();
    this.view = null;
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close(false);
    });
  }

  /** Show this stack of views, the last one on top; an empty stack closes the dialog. */
  show(views) {
    const top = views.at(-1);
    this.forms = new Map(views.map((view) => [view.id, this.forms.get(view.id)]));
    if (!top) {
      this.view = null;
      if (this.dialog.open) this.dialog.close();
      return;
    }
    if (this.view?.hash === top.hash && this.dialog.open) return;
    this.view = top;
    this.draw(top, views.length > 1);
    if (!this.dialog.open) this.dialog.showModal();
    const body = this.dialog.querySelector(".modal-body");
    (body.querySelector("[autofocus], input, select, textarea") ?? body).focus();
  }

  draw(view, stacked) {
    const form = new Form(this.forms.get(view.id));
    this.forms.set(view.id, form);
    const names = this.client.names();
    const around = this.client.around({ view: view.id }, form, (failure) => this.complain(failure));
    const back = stacked && iconButton("back", "Back", () => this.close(false));
    const title = el("h2", { id: "modal-title" }, renderText(view.title, names));
    this.notice = el("p", { class: "error notice", role: "alert", hidden: true });
    const body = el(
      "div",
      { class: "modal-body", tabIndex: -1 },
      this.notice,
      renderBlocks(view.blocks, around),
    );
    this.dialog.replaceChildren(
      el(
        "form",
        { method: "dialog", noValidate: true, onsubmit: (event) => this.submit(event) },
        el(
          "header",
          { class: "bar" },
          back,
          title,
          iconButton("close", "Close", () => this.close(true)),
        ),
        body,
        this.footer(view, names),
      ),
    );
  }

  footer(view, names) {
    const words = view.close ? renderText(view.close, names) : [view.submit ? "Cancel" : "Close"];
    const close = el("button", { type: "button", class: "button", onclick: () => this.close(false) }, words);
    this.button =
      view.submit &&
      el("button", { type: "submit", class: "button primary" }, renderText(view.submit, names));
    return el("footer", {}, close, this.button);
  }

  async submit(event) {
    event.preventDefault();
    if (!this.button || this.button.disabled) return;
    const form = this.forms.get(this.view.id);
    const pressed = this.button; // the answer may come after another view with another button, or none
    pressed.disabled = true;
    const outcome = await this.client.post("submit", { view: this.view.id, values: form.values() });
    pressed.disabled = false;
    form.complain(outcome.errors ?? {});
    this.complain(outcome.failure);
    this.dialog.querySelector("[aria-invalid=true]")?.scrollIntoView({ block: "center" });
  }

  complain(failure) {
    this.notice.hidden = !failure;
    this.notice.textContent = failure ? `The app did not take this (${failure}). Try again.` : "";
  }

  close(everything) {
    if (this.view) this.client.post("close", { view: this.view.id, everything });
  }
}

/** Ask before an action; return whether the person agreed. */
export function askToConfirm(dialog, question, names) {
  return new Promise((resolve) => {
    const style = question.style === "danger" ? "danger" : "primary";
    const answer = (agreed) => () => {
      dialog.close();
      resolve(agreed);
    };
    dialog.oncancel = answer(false);
    dialog.replaceChildren(
      el("h2", { id: "confirm-title" }, renderText(question.title, names)),
      el("div", { class: "text" }, renderText(question.text, names)),
      el(
        "footer",
        {},
        el(
          "button",
          { type: "button", class: "button", onclick: answer(false) },
          renderText(question.deny, names),
        ),
        el(
          "button",
          { type: "button", class: `button ${style}`, onclick: answer(true) },
          renderText(question.confirm, names),
        ),
      ),
    );
    dialog.showModal();
  });
}
