/** Coming back with a code when scripts run: the code is read here, and only its token is sent. */
import { keysOf, parseCode, SealingError, unhex, wordsOf } from "../seal/index.mjs";
import { all, fetchPage, one, Pieces } from "./dom.mjs";
import { Failure, kindOf } from "./network.mjs";
import { ownWordOf } from "./newcode.mjs";
import { OpenedPage } from "./opened.mjs";
import { Panel } from "./panel.mjs";
import { Visit } from "./visit.mjs";

const LANGUAGES = ["en", "fr"];
const PROBLEM = "problem";

/** One showing of the page that asks for a code, and then of what it opens (`shown`). */
export class MailboxPage {
  shown = null;
  visit = null;

  constructor(main, form, facts) {
    Object.assign(this, { main, form, facts, panel: new Panel(form), page: [...main.childNodes] });
    this.box = one("[name=code]", form);
    this.word = one("[name=own_word]", form);
    for (const place of all("[data-way]", form)) place.textContent = facts.way;
    form.addEventListener("submit", (event) => this.submitted(event));
    form.addEventListener("input", () => this.prepare());
  }

  say = (name, params) => this.pieces.say(name, params);

  /** Fetch words and lists while she types. */
  async prepare() {
    this.asked ??= fetchPage(`/return/pieces?lang=${document.documentElement.lang}`);
    this.lists ??= Promise.all(LANGUAGES.map((lang) => wordsOf(lang, this.facts[`words${lang}`])));
    try {
      this.pieces = new Pieces(await this.asked);
      return Object.fromEntries((await this.lists).map((list, at) => [LANGUAGES[at], list]));
    } catch {
      [this.asked, this.lists] = [undefined, undefined];
      return null;
    }
  }

  async submitted(event) {
    // The code must not leave: whatever goes wrong below, the form is not sent.
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    try {
      await this.read();
    } finally {
      this.busy = false;
    }
  }

  async read(only = LANGUAGES) {
    const lists = await this.prepare();
    if (!lists) {
      this.panel.say(this.facts.offline, "");
      return;
    }
    this.mark(false);
    this.panel.busy(this.say("opening"));
    try {
      const code = parseCode(this.box.value, Object.fromEntries(only.map((lang) => [lang, lists[lang]])));
      const keys = await keysOf(code, unhex(this.facts.installation, 16), ownWordOf(this.word.value));
      this.visit = new Visit(keys, this.facts, rulesOf(this.pieces));
      await this.visit.look();
      this.open().show();
    } catch (error) {
      this.visit = null;
      this.refused(error);
    }
  }

  /** Go on with what the code opened; the code itself is not needed any more. */
  open() {
    [this.box.value, this.word.value] = ["", ""];
    this.clear();
    this.shown = new OpenedPage(this.main, this.pieces, this.visit);
    return this.shown;
  }

  refused(error) {
    if (error instanceof SealingError && error.kind === "AmbiguousCode") {
      const choices = error.details.lists.map((lang) => ({ text: this.facts[`name${lang}`], do: () => this.read([lang]) }));
      this.panel.say(this.say("ambiguous_title"), this.say("ambiguous"), choices);
      this.mark(true);
    } else if (error instanceof SealingError && error.kind === "NotACode") {
      const { position } = error.details;
      const misfit = position ? `${this.say("misfit", { place: position })} ` : "";
      this.panel.say(this.say("not_a_code_title"), misfit + this.say("not_a_code"));
      this.mark(true);
    } else {
      this.trouble(kindOf(error));
    }
  }

  trouble(kind) {
    if (kind === "left") return;
    const text = kind === "unknown" ? `${this.say("no_code")} ${this.say("no_code_word")}` : this.say("unchanged");
    this.panel.say(this.say(`${kind}_title`), text, [], [this.pieces.piece("call")]);
    if (kind === "unknown") this.mark(true);
  }

  /** Say of the box whether what the panel says is about it, as the page without scripts does; go there if so. */
  mark(wrong) {
    const about = this.box.getAttribute("aria-describedby").replace(` ${PROBLEM}`, "");
    this.box.closest(".field").classList.toggle("bad", wrong);
    this.box.setAttribute("aria-describedby", wrong ? `${about} ${PROBLEM}` : about);
    if (!wrong) {
      this.box.removeAttribute("aria-invalid");
      return;
    }
    this.panel.shown.id = PROBLEM;
    this.box.setAttribute("aria-invalid", "true");
    // The next thing to do is a choice of the panel, or typing.
    if (!one("button", this.panel.shown)) this.box.focus({ preventScroll: true });
  }

  clear() {
    this.mark(false);
    this.panel.clear();
  }

  /** What another language of this page goes on with. */
  carried() {
    return { typed: this.box.value, word: this.word.value, visit: this.visit, shown: this.shown?.carried() };
  }

  /** Go on where another language of this page stood; without a connection, when there is one again. */
  async resume(carried) {
    const { typed, word, visit, shown } = carried;
    [this.box.value, this.word.value] = [typed, word];
    if (!shown) return;
    this.visit = visit;
    try {
      if (!(await this.prepare())) throw new Failure("offline");
      visit.check(visit.keys);
      visit.rules = rulesOf(this.pieces);
      await this.open().resume(shown);
    } catch (error) {
      if (kindOf(error) === "left") return;
      this.main.replaceChildren(...this.page);
      this.panel.say(this.facts.offline, "", [{ text: this.facts.again, do: () => this.resume(carried) }]);
    }
  }

  /** Nothing stays: no code, no keys, nothing that was opened. */
  forget() {
    this.visit?.forget();
    this.shown?.forget();
    [this.visit, this.shown] = [null, null];
    this.main.replaceChildren(...this.page);
    [this.box.value, this.word.value] = ["", ""];
    this.clear();
  }
}

/** What the organisation decides, and the words there are. */
function rulesOf({ holds }) {
  const { wait, reviewed } = one("[data-facts]", holds).dataset;
  const worded = ({ wording, language }) =>
    all(`[data-wording="${CSS.escape(wording)} ${CSS.escape(language)}"] [data-consent]`, holds).map((entry) => entry.dataset.consent);
  return {
    wait: Number(wait),
    reviewed: reviewed.split(" ").filter(Boolean),
    forces: Object.fromEntries(all("[data-forces] > li", holds).map((force) => [force.dataset.value, force.textContent])),
    worded,
  };
}
