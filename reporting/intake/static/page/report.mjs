/** The report form when scripts run: it is sealed here, and the receipt is shown in this same page. */
import { hex, partJson, randomCode, sealAddition, sealPart, sealReport, wordsOf } from "../seal/index.mjs";
import { FIELDS } from "./catalogue.mjs";
import { blocksFor, countSigns, dontKnow, firstOnly, addBlock } from "./repeats.mjs";
import { entriesOf, fill, optionsOf, readable } from "./controls.mjs";
import { all, arrive, fetchPage, one, Pieces } from "./dom.mjs";
import { readForm } from "./form.mjs";
import { empty } from "./leave.mjs";
import { fetchKeys, kindOf, post } from "./network.mjs";
import { Panel } from "./panel.mjs";
import { clearProblems, showProblems } from "./problems.mjs";
import { gist, printAccount, receipt } from "./receipt.mjs";

// How long until a report that could not be sent is tried again by itself.
const AGAIN = 10_000;
// The day and the list of keys are asked for anew when the page has been open for this long.
const FRESH = 15 * 60_000;
// For a word list; without it the receipt shows digits, which are the same code.
const LONGEST_WAIT = 5_000;

/**
 * One showing of the form. `visit` is whose report it is, once there is one: `code`, `keys`, `report`
 * (id) and `told` (the gist for the receipt); all of it lives in this page alone.
 */
export class ReportPage {
  visit = null;
  sealed = null;
  maybe = false;
  addition = false;

  /** @param {DOMStringMap} facts what the page tells its scripts: pins, and a few words */
  constructor(main, form, facts) {
    Object.assign(this, { main, form, facts, panel: new Panel(form), page: [...main.childNodes] });
    this.heading = one("h1", main);
    form.addEventListener("submit", (event) => this.submitted(event));
    for (const happens of ["input", "change"]) form.addEventListener(happens, (event) => this.touched(event));
    countSigns(form, () => this.pieces, (name) => FIELDS.get(name.replace(/-\d+$/, ""))?.most);
    dontKnow(form);
    this.sayWay(facts.waySealed);
    this.keys().catch((error) => kindOf(error) === "untrusted" && this.sayUntrusted());
  }

  /** Say on the page which of the two ways is in use. */
  sayWay(words) {
    for (const place of all("[data-way]", this.main)) place.textContent = words;
  }

  async sayUntrusted() {
    const pieces = await this.fetchPieces();
    this.sayWay(pieces ? pieces.say("way_untrusted") : this.facts.offline);
  }

  /** The words for everything that can happen; asked for when somebody starts to type. */
  async fetchPieces() {
    this.asked ??= fetchPage(`/report/pieces?lang=${document.documentElement.lang}`);
    try {
      this.pieces = new Pieces(await this.asked);
    } catch {
      this.asked = undefined;
    }
    return this.pieces;
  }

  /** What takes care of files, fetched once somebody chooses one. Rejects without a connection. */
  openBox() {
    this.opened ??= import(new URL("files.mjs", import.meta.url))
      .then(({ openBox }) => openBox(this, { sealPart, partJson }))
      .then((box) => (this.files = box));
    this.opened.catch(() => (this.opened = undefined));
    return this.opened;
  }

  /** Whether nothing that was chosen is in the way of sending. */
  async filesReady() {
    if (!this.opened && !one("[type=file]", this.form)?.value) return true;
    try {
      return await (await this.openBox()).ready();
    } catch {
      this.panel.say(this.facts.offline, "");
      return false;
    }
  }

  /** Who to seal to and what day it is; asked for once, and anew when that is long ago. */
  keys() {
    if (!this.known || Date.now() - this.known.at > FRESH) {
      const asked = fetchKeys(this.facts);
      this.known = { asked, at: Date.now() };
      asked.catch(() => (this.known = null));
    }
    return this.known.asked;
  }

  /** The words of the page's language, null when they cannot be had. */
  words() {
    const { lang } = document.documentElement;
    this.list ??= this.fetchPieces().then((pieces) => wordsOf(lang, pieces.facts.words));
    this.list.catch(() => (this.list = undefined));
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT, null));
    return Promise.race([this.list, late]).catch(() => null);
  }

  /** Something was typed: what was sealed before is not what she wants to say now. */
  touched({ target }) {
    if (target.type === "file") this.openBox();
    this.words();
    if (!this.maybe) this.sealed = null;
  }

  async submitted(event) {
    // Before anything else: whatever goes wrong below, nothing leaves unsealed.
    event.preventDefault();
    if (!(await this.fetchPieces())) {
      this.panel.say(this.facts.offline, "");
      return;
    }
    const action = event.submitter?.value ?? "again";
    if (action.startsWith("add-")) addBlock(this.form, action.slice(4));
    else if (action === "send") this.send();
    else this.panel.say(this.pieces.say("again"), this.pieces.say("again_how"), [], [], "notice");
  }

  async send() {
    if (this.busy) return;
    const today = await this.keys().then((known) => known.today, () => undefined);
    if (!(await this.filesReady()) || this.busy) return;
    clearProblems(this.form);
    this.panel.clear();
    const how = { addition: this.addition, today };
    const { problems, ...draft } = readForm(entriesOf(this.form), optionsOf(this.form), how);
    // Files alone are something to add.
    this.alone = this.files?.empty === false && problems.length === 1 && problems[0].message === "nothing_added";
    if (problems.length > 0 && !this.alone) {
      showProblems(this.form, this.pieces, problems);
      return;
    }
    this.draft = draft;
    await this.attempt();
  }

  /** Seal unless it is sealed already, and send; a second press while this runs does nothing. */
  async attempt() {
    if (this.busy || !(await this.filesReady()) || this.busy) return;
    clearTimeout(this.timer);
    this.waiting = false;
    this.busy = true;
    this.form.inert = true;
    try {
      this.panel.busy(this.pieces.say("sealing"));
      this.sealed ??= await this.seal();
      this.panel.busy(this.pieces.say("sending"));
      if (this.sealed.post) await post(...this.sealed.post);
      this.busy = false;
      this.done();
    } catch (error) {
      this.busy = false;
      this.failed(kindOf(error), error.maybe === true);
    }
  }

  async seal() {
    if (this.alone) return { visit: this.visit };
    const { manifest, today } = await this.keys();
    const { account, contact, choices } = this.draft;
    const language = document.documentElement.lang;
    if (this.addition) {
      const { keys, report } = this.visit;
      const parts = await sealAddition({ keys, report, account, contact, manifest, day: today, language });
      return { visit: this.visit, post: ["/return/add", partsJson(keys, parts)] };
    }
    const code = randomCode();
    const { wording } = this.facts;
    const made = await sealReport({ code, account, contact, choices, manifest, day: today, language, wording });
    await this.words();
    const visit = { code, keys: made.keys, report: made.id, told: gist(this.draft, today) };
    return { visit, post: ["/report/sealed", made.body] };
  }

  failed(kind, maybe) {
    // Something there has the same number: sealed anew, it gets another.
    if (kind === "conflict") kind = "refused";
    this.maybe ||= maybe && this.sealed !== null;
    if (["refused", "untrusted"].includes(kind)) [this.sealed, this.known] = [null, null];
    if (kind === "untrusted") this.sayUntrusted();
    if (kind === "offline") {
      this.wait();
      return;
    }
    this.form.inert = this.maybe;
    // Another try, or another way, finds it as full.
    const full = kind === "full";
    const choices = full ? [] : [{ text: this.say("try_again"), do: () => this.attempt() }];
    if (this.maybe) choices.push(this.changeWords());
    // An addition needs the code, which is here until it is said to be kept.
    if (!full && (!this.addition || this.visit.code)) {
      const [text, about] = [this.say("unsealed"), this.say(this.addition ? "unsealed_code" : "unsealed_means")];
      choices.push({ text, about, kind: "second", do: () => this.sendUnsealed() });
    }
    const call = this.pieces.piece("call");
    this.panel.say(this.say(`${kind}_title`), `${this.say(kind)} ${this.say("still_here")}`, choices, [call]);
  }

  say = (name, params) => this.pieces.say(name, params);

  /** No connection: what is sealed stays in this page's memory until there is one. */
  wait() {
    this.waiting = true;
    this.timer = setTimeout(() => this.attempt(), AGAIN);
    const choices = [{ text: this.say("try_now"), do: () => this.attempt() }, this.changeWords()];
    const name = this.sealed ? "waiting" : "waiting_open";
    this.panel.say(this.say("waiting_title"), this.say(name), choices, [], "notice waiting");
  }

  /** Let her go back to her words; what may have arrived stays a report of its own. */
  changeWords() {
    const change = () => {
      clearTimeout(this.timer);
      [this.waiting, this.sealed, this.maybe, this.form.inert] = [false, null, false, false];
      this.panel.clear();
    };
    const about = this.maybe ? this.say("change_means") : "";
    return { text: this.say("change"), about, kind: "second", do: change };
  }

  /** Her own choice, said with what it means: the server reads the words while it seals them. */
  sendUnsealed() {
    this.unsealed(this.form);
  }

  done() {
    this.visit = { ...this.sealed.visit, own: readable(this.form) };
    [this.sealed, this.draft, this.maybe] = [null, null, false];
    this.files?.send(this.visit, this.alone);
    this.clean();
    this.showReceipt(this.addition);
  }

  /** An empty form, as it came. */
  clean() {
    clearTimeout(this.timer);
    empty(this.form);
    clearProblems(this.form);
    firstOnly(this.form);
    this.panel.clear();
    this.form.inert = false;
  }

  async showReceipt(added = false) {
    await Promise.all([this.fetchPieces(), this.opened]);
    const { code, told } = this.visit;
    const words = code && (await this.words());
    const wordingOf = (name) => one(`[name="${name}"]`, this.form).closest("label").textContent.trim();
    this.show(receipt(this.pieces, { code, words, told, added }, wordingOf), {
      kept: () => this.close("kept"),
      "no-code": () => this.close("no_code"),
      add: () => this.files?.holds() || this.addMore(),
      print: () => printAccount(this.say("own_title"), this.visit.own),
      back: () => this.files?.holds() || this.back?.(),
    });
    this.files?.shown(this.shown);
  }

  /** Show a piece in place of the page, its buttons doing what `acts` says. */
  show(piece, acts = {}) {
    this.shown = piece;
    this.main.replaceChildren(piece);
    for (const button of all("[data-do]", piece)) button.addEventListener("click", acts[button.dataset.do]);
    arrive(one("h1", piece));
  }

  /** She has her code, or wants none: the server notes it, and this page forgets it. */
  async close(how) {
    if (this.files?.holds()) return;
    try {
      await post("/return/kept", JSON.stringify({ v: 1, kind: "code kept", token: hex(this.visit.keys.token) }));
    } catch (error) {
      const kind = kindOf(error);
      one("[data-trouble]", this.shown).textContent = this.say(kind === "offline" ? "offline" : kind);
      return;
    }
    this.visit = null;
    this.show(this.pieces.piece("kept", { [how]: true }));
  }

  /** The same questions again, for the same report. */
  async addMore() {
    await this.fetchPieces();
    this.addition = true;
    this.main.replaceChildren(...this.page);
    for (const part of all("[data-first]", this.main)) part.hidden = true;
    this.heading.textContent = this.say("add_title");
    this.sayWay(this.facts.waySealed);
    arrive(this.heading);
  }

  /** Nothing stays: no words, no code, no keys. */
  forget() {
    this.files?.forget();
    [this.visit, this.sealed, this.draft, this.maybe, this.addition] = [null, null, null, false, false];
    this.main.replaceChildren(...this.page);
    for (const part of all("[data-first]", this.main)) part.hidden = false;
    this.clean();
  }

  /** Nothing of this page goes on by itself. */
  stop() {
    clearTimeout(this.timer);
  }

  /** The network is back: what waits is sent now. */
  online() {
    if (this.waiting) this.attempt();
    this.files?.online();
  }

  /** What another language of this page goes on with. */
  carried() {
    const { visit, addition, sealed, maybe, files } = this;
    return { visit, addition, sealed, maybe, files, entries: entriesOf(this.form), receipt: Boolean(this.shown?.isConnected) };
  }

  /** Go on where another language of this page stood. */
  resume({ entries, receipt: onReceipt, ...carried }) {
    Object.assign(this, carried);
    this.opened = this.files?.moveTo(this);
    blocksFor(this.form, entries);
    fill(this.form, entries);
    for (const control of this.form.elements) {
      if (control.closest("details") && (control.checked || (control.type !== "checkbox" && control.type !== "radio" && control.value))) {
        control.closest("details").open = true;
      }
    }
    if (onReceipt && this.visit) this.showReceipt(this.addition);
    else if (this.addition) this.addMore();
  }
}

const partsJson = (keys, parts) =>
  JSON.stringify({ v: 1, kind: "sealed parts", token: hex(keys.token), parts: parts.map(partJson) });
