/** A report that a code has opened: its rooms, shown and acted in. Its words are those of mailbox_rooms.html. */
import { randomBytes, wordsOf } from "../seal/index.mjs";
import { addMore } from "./adding.mjs";
import { entriesOf, fill } from "./controls.mjs";
import { all, arrive, one } from "./dom.mjs";
import { ask, keep } from "./ending.mjs";
import { fillIn } from "./fill.mjs";
import { happenedWith } from "./happened.mjs";
import { kindOf } from "./network.mjs";
import { change, showCode } from "./newcode.mjs";
import { Panel } from "./panel.mjs";
import { consentsOf, restate, save } from "./rows.mjs";
import { answer, conversationOf } from "./talk.mjs";
import { clearTold, tell, Told } from "./told.mjs";
import { verdict, wordingsFor } from "./wordings.mjs";

const NONCE_BYTES = 16;
// What has no heading of its own in the words for failures.
const NOT_SAVED = ["conflict", "kept_back"];
// What does not get better by itself.
const OWN_WORDS = { too_large: "too_large", full: "no_room" };

/**
 * What the buttons do. Each takes the page and what the button is about, and returns what the page
 * says then (`done`) and which controls are done with (`spent`).
 */
const DEEDS = {
  answer,
  approve: verdict("approve"),
  correct: verdict("correct"),
  refuse: verdict("refuse"),
  consent: save,
  restate,
  delete: ask,
  keep,
  code: change,
};

/** Where the page says what was done: beside what it was done to, else on top. */
const BESIDE = {
  saved: "#choices",
  agreed: "#choices",
  nothing: "#choices",
  restated: "#choices",
  sent: "#messages ~ article:last-of-type",
};

export class OpenedPage {
  fresh = null;
  adding = null;
  // What was typed into the rooms before she went on to add something.
  typed = [];
  busy = false;
  nonce = randomBytes(NONCE_BYTES);

  /** @param {import("./visit.mjs").Visit} visit that has looked */
  constructor(main, pieces, visit) {
    Object.assign(this, { main, pieces, visit, language: document.documentElement.lang });
  }

  say = (name, params) => this.pieces.say(name, params);

  titleOf = (kind) => this.say(`${NOT_SAVED.includes(kind) ? "refused" : kind}_title`);

  /** The word list of the page's language, null when it cannot be had. */
  words = () => wordsOf(this.language, this.pieces.facts.words).catch(() => null);

  /** The words of her latest statement, in its version and language; null for one that there never was. */
  wording() {
    const latest = this.visit.opened.statements?.at(-1);
    const list = latest && one(`[data-wording="${CSS.escape(latest.wording)} ${CSS.escape(latest.language)}"]`, this.pieces.holds);
    if (!list) return null;
    const named = all("[data-consent]", list).map((entry) => [entry.dataset.consent, all("p", entry).map((p) => p.textContent)]);
    return {
      language: latest.language,
      yes: Object.fromEntries(named.map(([name, [yes]]) => [name, yes])),
      more: Object.fromEntries(named.map(([name, [, more]]) => [name, more])),
      risks: all("[data-risk]", list).map((risk) => risk.textContent),
      interpreter: one("[data-interpreter]", list).textContent,
    };
  }

  model() {
    const { visit, pieces } = this;
    const consents = consentsOf(visit, this.wording());
    return {
      ...happenedWith(visit),
      ...wordingsFor(visit, pieces),
      ...conversationOf(visit),
      ...consents,
      kept_back: visit.opened.keptBack || consents.consents === null,
    };
  }

  /**
   * Show the report as it is now.
   * @param {{done?: string, about?: string}} [did] what was just done
   * @param {[string, string][]} [entries] what was typed and ticked and is not done with
   */
  show({ done = "", about = "" } = {}, entries = []) {
    const piece = document.importNode(one('[data-piece="mailbox"]', this.pieces.holds), true);
    const made = fillIn(piece, { ...this.model(), [`done ${done}`]: true });
    this.form = one("form", made);
    this.form.addEventListener("submit", (event) => this.act(event));
    this.adding = null;
    this.main.replaceChildren(made);
    fill(this.form, entries);
    openFilled(this.form);
    if (this.visit.opened.witnessed) one("#code", made).open = true;
    for (const link of all('a[href^="#"]', made)) link.addEventListener("click", (event) => goTo(event, link, made));
    this.nonce = randomBytes(NONCE_BYTES);
    arrive(this.place(made, done, about));
  }

  /** What changed: the notice of it stands beside its room. */
  place(made, done, about) {
    if (done === "deleting") return one("#deletions", made);
    const notice = done && one(":scope > .notice[role=status], :scope > .problems", made);
    if (!notice) return one("h1", made);
    const room = done === "answered" ? `#w-${CSS.escape(about)}` : BESIDE[done];
    if (room) one(room, made)?.after(notice);
    return notice;
  }

  act(event) {
    // Nothing of this form is ever sent as it stands.
    event.preventDefault();
    const [deed, about = ""] = (event.submitter?.value ?? "").split(" ");
    const near = event.submitter?.closest("p");
    if (deed === "add") this.doing(near, () => this.addMore());
    else if (Object.hasOwn(DEEDS, deed)) this.doing(near, () => this.does(DEEDS[deed], about));
  }

  /** Do one thing at a time; if it fails, everything typed is still there, and the way to try again. */
  async doing(near, work) {
    if (this.busy) return;
    const { form } = this;
    const status = new Panel(form);
    this.panel?.clear();
    this.panel = new Panel(near);
    clearTold(form);
    for (const notice of all(".notice[role=status]", this.main)) notice.remove();
    this.busy = true;
    form.inert = true;
    status.busy(this.say("saving"));
    let failed = null;
    try {
      await work();
    } catch (error) {
      failed = error;
    }
    this.busy = false;
    form.inert = false;
    status.clear();
    if (failed) this.failed(failed, () => this.doing(near, work));
  }

  async does(deed, about) {
    const { done, spent = [], looked = false, shows } = await deed(this, about);
    if (shows) {
      await shows();
      return;
    }
    const entries = entriesOf(this.form).filter(([name]) => !spent.includes(name));
    const again = async () => {
      if (!looked) await this.visit.look();
      this.show({ done, about }, entries);
    };
    await again().catch((error) => this.unshown(error, again));
  }

  failed(error, again) {
    const kind = kindOf(error);
    if (kind === "left") return;
    if (error instanceof Told) {
      tell(this.form, one(`[name="${CSS.escape(error.name)}"]`, this.form), this.say(error.text, error.params));
      return;
    }
    const text = error.maybe ? "maybe" : OWN_WORDS[kind] ?? "unchanged";
    const choices = kind === "full" ? [] : [{ text: this.say("try_again"), do: again }];
    this.panel.say(this.titleOf(kind), `${this.say(text)} ${this.say("still_here")}`, choices, [this.pieces.piece("call")]);
  }

  /** It was done, and then the report could not be shown again. */
  unshown(error, again) {
    if (kindOf(error) === "left") return;
    const show = () => again().catch((failure) => this.unshown(failure, again));
    this.panel.say(this.say("did_title"), this.say("did"), [{ text: this.say("show_again"), do: show }], [], "notice");
  }

  addMore = (carried) => addMore(this, carried);

  /** What stands in the rooms. */
  entries = () => (this.form?.isConnected ? entriesOf(this.form) : this.typed);

  /** What another language of this page goes on with; null once she is done. */
  carried() {
    const { fresh, adding, visit } = this;
    return visit.keys && { fresh, typed: this.entries(), adding: adding?.carried() ?? null };
  }

  /** Go on where another language of this page stood. @throws Failure when there is no connection */
  async resume({ fresh, typed, adding }) {
    Object.assign(this, { fresh, typed });
    if (adding) await this.addMore(adding);
    else if (fresh) await showCode(this);
    else this.show({}, typed);
  }

  /** Nothing stays: no keys, no new code, nothing that was opened. */
  forget() {
    this.adding?.forget();
    this.visit.forget();
    [this.fresh, this.adding, this.form] = [null, null, null];
  }
}

/** What holds something typed or ticked is shown. */
function openFilled(form) {
  for (const control of all("input, textarea", form)) {
    const filled = ["checkbox", "radio"].includes(control.type) ? control.checked : control.value;
    for (let part = filled && control.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  }
}

/** A link within the page: without an address of its own in the browser's history. */
function goTo(event, link, made) {
  const target = one(link.getAttribute("href"), made);
  if (!target) return;
  event.preventDefault();
  target.open = true;
  const heading = one("summary", target) ?? target;
  heading.focus();
  heading.scrollIntoView({ block: "start" });
}
