/** The box for files when scripts run: each is made ready here, and none leaves before "Send". */
import { el, fetchPage, one, Pieces } from "../dom.mjs";
import { cleanLine } from "../text.mjs";
import { clean } from "./clean.mjs";
import { Refused } from "./kinds.mjs";
import { Sending } from "./sending.mjs";

const NAMES = { "image/jpeg": ["picture", "jpg"], "image/png": ["picture", "png"], "application/pdf": ["document", "pdf"], "text/plain": ["text", "txt"] };

const wordsOfPage = async () => new Pieces(await fetchPage(`/report/files?lang=${document.documentElement.lang}`));

/**
 * Take over the box of a form.
 * @param {import("../report.mjs").ReportPage} page
 * @param {{sealPart: Function, partJson: Function}} tools of the sealing code, which the page has already
 */
export async function openBox(page, tools) {
  return new FileBox(page, tools, await wordsOfPage());
}

class FileBox {
  items = [];

  constructor(page, tools, words) {
    Object.assign(this, { tools, words, working: Promise.resolve() });
    this.attach(page);
  }

  say = (name, params) => this.words.say(name, params);

  /** Stand in this page's form; what was chosen before stays chosen. */
  attach(page) {
    this.page = page;
    const field = one("#files", page.form);
    this.input = one("[type=file]", field);
    const lines = one("textarea", field);
    this.typed = lines.value.split("\n");
    for (const part of [lines, one(`[for=${lines.id}]`, field)]) part.remove();
    this.list = el("ul", { class: "numbers" });
    this.status = el("p", { role: "status", class: "sr" });
    this.over = el("p", { role: "status", class: "problem" });
    field.append(this.over, this.list, this.status);
    this.input.addEventListener("change", () => this.choose([...this.input.files]));
    for (const item of this.items) this.show(item);
    this.choose([...this.input.files]);
  }

  /** Another language of the page, or another page with the same report. */
  async moveTo(page) {
    this.words = await wordsOfPage();
    this.attach(page);
    this.sending?.moveTo(page, this.words);
    return this;
  }

  get empty() {
    return this.items.length === 0;
  }

  choose(files) {
    const room = Number(this.words.facts.files) - this.items.length;
    for (const file of files.slice(0, room)) {
      const item = { file, state: "new", note: cleanLine(this.typed[this.items.length] ?? "") };
      this.items.push(item);
      this.show(item);
    }
    // So that the same file can be chosen again after it was taken away.
    this.input.value = "";
    this.over.textContent = files.length > room ? this.say("only_five") : "";
    this.working = this.working.then(() => this.work());
  }

  /** One after another: each takes the memory of a whole picture. */
  async work() {
    for (const item of this.items) {
      if (item.state !== "new") continue;
      item.state = "working";
      this.tell(item, 0);
      try {
        Object.assign(item, await clean(item.file, Number(this.words.facts.bytes), (part) => this.tell(item, part)));
        item.state = "ready";
      } catch (error) {
        item.state = "refused";
        item.reason = error instanceof Refused ? error.reason : "damaged";
      }
      this.tell(item, 1);
      if (this.items.includes(item)) this.status.textContent = this.lineOf(item);
    }
  }

  title = (item) => this.say("file", { number: this.items.indexOf(item) + 1 });

  lineOf = (item) => this.say("line", { label: this.title(item), value: this.stateOf(item) });

  stateOf({ state, reason, kind, data }) {
    if (state === "refused") return this.say(`no_${reason}`);
    if (state !== "ready") return this.say("working");
    const size = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(Math.max(0.1, data.length / 1e6));
    return this.say(kind === "pdf" ? "ready_pdf" : kind === "text" ? "ready_text" : "ready_picture", { size });
  }

  show(item) {
    const id = `file-note-${(this.number = (this.number ?? 0) + 1)}`;
    item.title = el("strong");
    item.bar = el("progress", { max: "1", value: "0" });
    item.words = el("p", { class: "help" });
    const note = el("input", { id, maxlength: this.words.facts.note, autocomplete: "off" });
    note.value = item.note;
    note.addEventListener("input", () => (item.note = cleanLine(note.value)));
    item.beside = el("div", { class: "field" }, el("label", { for: id }, this.say("note")), note);
    item.away = el("button", { type: "button", class: "plain" });
    item.away.addEventListener("click", () => this.remove(item));
    item.bar.style.inlineSize = "100%";
    item.beside.style.margin = "0";
    item.element = el("li", { class: "field" }, item.title, ` (${item.file.name})`, item.bar, item.words, item.beside, item.away);
    this.list.append(item.element);
    this.rename();
    this.tell(item, item.state === "ready" ? 1 : 0);
  }

  rename() {
    for (const item of this.items) {
      item.title.textContent = this.title(item);
      item.bar.setAttribute("aria-label", this.title(item));
      item.away.textContent = this.say("remove", { file: this.title(item) });
    }
  }

  /** How far one file is. */
  tell(item, part) {
    const refused = item.state === "refused";
    item.bar.value = part;
    item.bar.hidden = !["new", "working"].includes(item.state);
    item.words.textContent = this.stateOf(item);
    item.words.className = refused ? "problem" : "help";
    item.element.classList.toggle("bad", refused);
    item.beside.hidden = refused;
  }

  remove(item) {
    this.items = this.items.filter((other) => other !== item);
    item.element.remove();
    this.rename();
    this.status.textContent = this.say("removed");
    this.input.focus();
  }

  /** Whether all that is chosen can be sent; else it is said what cannot. */
  async ready() {
    if (this.items.some(({ state }) => state === "new" || state === "working")) this.page.panel.busy(this.say("preparing"));
    await this.working;
    this.page.panel.clear();
    const refused = this.items.filter(({ state }) => state === "refused");
    if (refused.length === 0) return true;
    const choices = [{ text: this.say("show"), do: () => refused[0].away.focus() }];
    // What this browser will not paint, the server can: her choice, with what it means.
    const { addition, visit } = this.page;
    if (refused.some(({ reason }) => reason === "canvas") && (!addition || visit.code)) {
      const [text, about] = [this.page.say("unsealed"), this.page.say(addition ? "unsealed_code" : "unsealed_means")];
      choices.push({ text, about, kind: "second", do: () => this.page.sendUnsealed() });
    }
    const words = refused.map((item) => el("p", {}, this.lineOf(item)));
    this.page.panel.say(this.say("refused_title"), this.say("refused"), choices, words);
    return false;
  }

  /** Put what was chosen into the form as a browser without scripts posts it. */
  fill(body) {
    body.delete("attachments");
    for (const { file } of this.items) body.append("attachments", file, "file");
    body.set("attachments_note", this.items.map(({ note }) => note).join("\n"));
  }

  /** Send what is ready with the report of `visit`, which is stored already. */
  send(visit, alone) {
    const { page, tools, words } = this;
    this.sending = this.empty ? null : new Sending({ page, tools, words, files: this.taken(), visit, alone });
    this.clear();
  }

  taken() {
    return this.items.map(({ mediaType, data, note }, at) => {
      const [what, ending] = NAMES[mediaType];
      const title = this.say("file", { number: at + 1 });
      return { mediaType, data, note, name: `${what}-${at + 1}.${ending}`, title };
    });
  }

  /** Say on a receipt how far they are, and go on. */
  shown(receipt) {
    this.sending?.show(receipt);
  }

  holds = () => Boolean(this.sending?.holds());

  online() {
    this.sending?.online();
  }

  /** Nothing stays chosen. */
  clear() {
    for (const { element } of this.items) element.remove();
    this.items = [];
    this.status.textContent = "";
  }

  forget() {
    this.sending?.forget();
    this.sending = null;
    this.clear();
  }
}
