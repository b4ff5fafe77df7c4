/** What is going on with a report, in one place above the form: sealing, waiting, what failed. */
import { arrive, el } from "./dom.mjs";

/** @typedef {{text: string, do: () => void, kind?: "second"|"plain", about?: string}} Choice */

export class Panel {
  constructor(form) {
    this.form = form;
  }

  /** Say something short that passes, over the page. */
  busy(text) {
    this.#put(el("div", { class: "toast", role: "status" }, text));
  }

  /**
   * Say what happened and what can be done now.
   * @param {string} heading @param {string} text
   * @param {Choice[]} choices @param {Node[]} [more] for instance who to call
   */
  say(heading, text, choices = [], more = [], kind = "problems") {
    const title = el("h2", {}, heading);
    this.#put(el("div", { class: kind, role: "alert" }, title, el("p", {}, text), ...more, ...choices.map(button)));
    arrive(title);
  }

  clear() {
    this.shown?.remove();
  }

  #put(element) {
    this.clear();
    this.shown = element;
    this.form.before(element);
  }
}

function button({ text, about, kind, do: act }) {
  const made = el("button", { type: "button", class: kind ?? null }, text);
  made.addEventListener("click", act);
  return el("div", { class: "choice" }, ...(about ? [el("p", {}, about)] : []), made);
}
