/** Coming back with a code when scripts run: the code is read here, and only its token is sent. */
import {
  chained, hex, keysOf, openItems, parseCode, partJson, reportId, sealConsent, SealingError, unhex, unb64u, wordsOf,
} from "../seal/index.mjs";
import { PERMISSIONS, POLICE_PARTS } from "./choices.mjs";
import {
  choicesToday, LEAVE_OUT, narrowed, PUBLISH_UNANSWERED, PUBLISH_UNASKED, removalsOf, rowOf, sameChoices,
} from "./consents.mjs";
import { all, arrive, fetchPage, one, Pieces } from "./dom.mjs";
import { factsOf } from "./frame.mjs";
import { fetchKeys, kindOf, post } from "./network.mjs";
import { Panel } from "./panel.mjs";
import { ReportPage } from "./report.mjs";

const LANGUAGES = ["en", "fr"];
// Somebody else may have saved in the same moment; three in a row is no accident.
const TRIES = 3;

/** One showing of the page that asks for a code, and then of what it opens. */
export class MailboxPage {
  keys = null;

  constructor(main, form, facts) {
    Object.assign(this, { main, form, facts, panel: new Panel(form), page: [...main.childNodes] });
    this.box = one("[name=code]", form);
    this.plain = one("[data-plain]", form);
    if (this.plain) this.plain.closest("[hidden]").hidden = false;
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
    // She has chosen to have the server open all of it, and the words beside the button say so.
    if (this.plain && event.submitter === this.plain) return;
    // The code must not leave: whatever goes wrong below, the form is not sent.
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    try {
      // An own word stands for a code that was changed, and only the server follows changes.
      await (one("[name=own_word]", this.form)?.value.trim() ? this.offerAll() : this.read());
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
    this.panel.busy(this.say("opening"));
    try {
      const code = parseCode(this.box.value, Object.fromEntries(only.map((lang) => [lang, lists[lang]])));
      this.keys = await keysOf(code, unhex(this.facts.installation, 16));
      await this.open();
    } catch (error) {
      this.keys = null;
      this.refused(error);
    }
  }

  async offerAll() {
    if (!(await this.prepare())) {
      this.panel.say(this.facts.offline, "");
      return;
    }
    const choice = { text: this.say("all_do"), do: () => this.form.requestSubmit(this.plain) };
    this.panel.say(this.say("all_title"), this.say("all"), [choice]);
  }

  refused(error) {
    if (error instanceof SealingError && error.kind === "AmbiguousCode") {
      const choices = error.details.lists.map((lang) => ({ text: this.facts[`name${lang}`], do: () => this.read([lang]) }));
      this.panel.say(this.say("ambiguous_title"), this.say("ambiguous"), choices);
    } else if (error instanceof SealingError && error.kind === "NotACode") {
      this.panel.say(this.say("not_a_code_title"), this.say("not_a_code"));
    } else {
      this.trouble(kindOf(error));
    }
  }

  trouble(kind) {
    const text = kind === "unknown" ? this.say("no_code") : this.say("unchanged");
    this.panel.say(this.say(`${kind}_title`), text, [], [this.pieces.piece("call")]);
  }

  /** Who signs for advocates, and what day it is; without that, nothing of theirs is believed. */
  async believed() {
    try {
      return await fetchKeys(this.facts);
    } catch (error) {
      if (kindOf(error) === "offline") throw error;
      const nobody = () => {
        throw new SealingError("NotListed");
      };
      return { manifest: { installation: unhex(this.facts.installation, 16), signingKey: nobody }, today: "" };
    }
  }

  /** Ask for the mailbox, open it here, and show it. */
  async open(done = {}) {
    await this.look();
    this.show(done);
    const { choices, stops } = this.seen;
    // A warning she has taken back is stopped again: it may have come out since she said so.
    if (choices && !choices.consent_bulletin) await this.stop(stops);
  }

  async look() {
    const { keys } = this;
    const believed = await this.believed();
    const mailbox = await post("/return/mailbox", tokenJson("open mailbox", keys));
    const own = await reportId(keys.signer.verifyingKey, keys.mailbox.sealing.raw, keys.tokenHash);
    // The id commits to the keys: a changed row shows nothing, and gets nothing of hers.
    const hers = mailbox.report === hex(own);
    const found = await openItems({ keys, manifest: believed.manifest, report: own, items: hers ? mailbox.items : [] });
    // A code that was changed has another id: only the chain of changes, which the server follows, tells.
    found.elsewhere = !hers || found.witnessed;
    this.seen = { ...believed, ...found, report: own, received: mailbox.received, ...this.settled(found, believed.today) };
  }

  /** Her consents and the last note, as far as each chain is whole. */
  settled({ statements, notes, narrowings, keptBack, elsewhere }, today) {
    const status = chained(notes, "sequence");
    if (elsewhere) return { status: status?.at(-1), chain: null, choices: null, keptBack };
    const chain = chained(statements, "version");
    const last = status?.at(-1);
    try {
      const whole = chain.every(({ account }) => account === chain[0].account);
      if (!whole || chain.length < (last?.consent_version ?? 0) || chain.length === 0) throw new Error("not whole");
      const wait = Number(one("[data-wait]", this.pieces.holds).dataset.wait);
      const choices = choicesToday(chain, narrowings, today || chain.at(-1).arrived, wait);
      return { status: last, chain, choices, keptBack: keptBack || status === null };
    } catch {
      return { status: last, chain: null, choices: null, keptBack: true };
    }
  }

  async stop(stops) {
    if (stops.length === 0) return;
    const tokens = stops.map(({ token }) => hex(unb64u(token)));
    await post("/return/stop", JSON.stringify({ v: 1, kind: "stop warnings", tokens }));
  }

  show(done) {
    const { chain, choices, status, keptBack, stops, received, more, elsewhere } = this.seen;
    const rows = chain ? PERMISSIONS.map((name) => this.row(name)) : [];
    const any = rows.some(({ can }) => can);
    const made = this.pieces.piece("mailbox", {
      ...done,
      stopped: choices && !choices.consent_bulletin,
      kept_back: keptBack,
      more: more && !elsewhere,
      elsewhere,
      looked_at: status?.stage === "looked_at",
      not_looked_at: status?.stage !== "looked_at",
      consents: chain !== null,
      seen: status?.consent_version > 0,
      not_seen: !status?.consent_version,
      any_yes: any,
      no_yes: !any,
      only_stop: chain === null && stops.length > 0,
    });
    const days = { received, looked_at: status?.day };
    for (const place of all("[data-day]", made)) place.textContent = dayWords(days[place.dataset.day]);
    fillPlaces(made, { version: chain?.length, seen: status?.consent_version });
    for (const { element, state } of rows) one(`[data-rows=${state === "no" ? "no" : "yes"}]`, made).append(element);
    const rest = one("[data-rows=no]", made);
    if (rest && !rest.childElementCount) rest.parentElement.remove();
    this.main.replaceChildren(made);
    this.acts(made);
    arrive(one("h1", made));
  }

  acts(made) {
    const acts = { add: () => this.addMore(), stop: () => this.save(["consent_bulletin"]), all: () => this.openAll() };
    for (const button of all("[data-do]", made)) button.addEventListener("click", acts[button.dataset.do]);
    this.shownPanel = new Panel(one("form", made));
    one("form", made).addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(all("[name=take_back]:checked", made).map(({ value }) => value));
    });
  }

  /** Send the code after all, since she pressed the button that says so. */
  openAll() {
    this.main.replaceChildren(...this.page);
    this.form.requestSubmit(this.plain);
  }

  /** One consent as a list entry. */
  row(name) {
    const { chain, choices, narrowings } = this.seen;
    const { state, since } = rowOf(name, choices, chain, narrowings);
    const can = state === "yes" || state === "waits";
    const warn = name === "consent_bulletin" && choices.consent_bulletin;
    const police = name === "consent_police_report" && state === "yes";
    const asks = choices.ask_before_publishing;
    const publish = asks && choices.ask_otherwise === "publish";
    const askFirst = !asks ? PUBLISH_UNASKED : publish ? PUBLISH_UNANSWERED : "";
    const element = this.pieces.piece("row", {
      can, warn, asks, publish, dont: asks && !publish, unasked: !asks, ask_first: askFirst, parts: police, forces: police,
    });
    const [words, more] = this.wordsFor(name);
    one("[data-words]", element).textContent = words;
    one("[data-state]", element).textContent = this.say(state);
    one("[data-since]", element).textContent = since ? dayWords(since) : "";
    if (can) {
      one("[data-more]", element).textContent = more;
      one("[data-if=can] input", element).value = name;
    }
    fillPlaces(element, { days: choices.ask_days });
    if (warn && askFirst) one("[data-if=ask_first] input", element).value = askFirst;
    if (police) {
      one("[data-parts]", element).append(...POLICE_PARTS.map((part) => this.row(part).element));
      for (const force of all("[data-force]", element)) this.force(force, choices);
    }
    return { element, state, can };
  }

  force(element, choices) {
    const slug = element.dataset.force;
    const out = choices.police_leave_out.includes(slug);
    if (!out) one("[data-out]", element).remove();
    const may = !out && ["", slug].includes(choices.police_force);
    if (!may) one("[data-in]", element).remove();
    else one("input", element).value = LEAVE_OUT + slug;
  }

  /** The words she signed, in the version and the language of her latest statement. */
  wordsFor(name) {
    const { wording, language } = this.seen.chain.at(-1);
    const known = one(`[data-wording="${CSS.escape(wording)} ${CSS.escape(language)}"] [data-consent=${name}]`, this.pieces.holds);
    const found = known ?? one(`[data-consent=${name}]`, this.pieces.holds);
    return all("p", found).map((words) => words.textContent);
  }

  /** Sign and store a statement without what was ticked. */
  async save(ticked) {
    if (this.busy) return;
    if (ticked.length === 0) {
      this.show({ nothing: true });
      return;
    }
    this.busy = true;
    this.shownPanel.busy(this.say("saving"));
    try {
      const removed = removalsOf(ticked);
      // First, and whatever becomes of the statement: she wants the warning gone.
      if (removed.includes("consent_bulletin")) await this.stop(this.seen.stops);
      for (let tried = 0; tried < TRIES && (await this.take(removed)); tried++) await this.look();
      await this.open({ saved: true });
    } catch (error) {
      this.shownPanel.say(this.say("not_saved_title"), this.say("unchanged"), [], [this.pieces.piece("call")]);
      this.failedWith = kindOf(error);
    } finally {
      this.busy = false;
    }
  }

  /** Store the next statement; false when the latest allows nothing of it any more. */
  async take(removed) {
    const { chain, manifest, today } = this.seen;
    if (!chain) return false;
    const { report, version, wording, language, account, acknowledged, digest, choices: said } = chain.at(-1);
    const choices = narrowed(said, removed);
    if (sameChoices(choices, said)) return false;
    const statement = {
      report, version: version + 1, previous: digest, day: today, wording, language, account, choices, acknowledged,
    };
    const part = await sealConsent(this.keys, manifest, statement);
    await post("/return/add", tokenJson("sealed parts", this.keys, { parts: [partJson(part)] }));
    return true;
  }

  /** The form for what she adds, in this same page; its code stays here. */
  async addMore() {
    const doc = await fetchPage(`/report?lang=${document.documentElement.lang}`).catch(() => null);
    const form = doc && one("form#report", doc);
    if (!form) {
      this.shownPanel.say(this.facts.offline, "");
      return;
    }
    const fresh = document.adoptNode(one("main", doc));
    this.adding = new ReportPage(fresh, form, factsOf(doc));
    // All is there before it is shown: nothing moves under her fingers.
    await this.adding.fetchPieces();
    this.adding.main = this.main;
    this.adding.visit = { code: null, keys: this.keys, report: this.seen.report, told: { care: false, danger: false, yes: [] } };
    this.adding.back = () => this.open().catch((error) => this.trouble(kindOf(error)));
    this.adding.addMore();
  }

  /** Nothing stays: no code, no keys, nothing that was opened. */
  forget() {
    this.adding?.forget();
    [this.keys, this.seen, this.adding] = [null, null, null];
    this.main.replaceChildren(...this.page);
    this.box.value = "";
    this.panel.clear();
  }
}

const tokenJson = (kind, keys, more = {}) => JSON.stringify({ v: 1, kind, token: hex(keys.token), ...more });

const dayWords = (day) =>
  day ? new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`)) : "";

/** Put values into the `%(places)s` of texts. */
function fillPlaces(within, values) {
  for (const place of all("[data-fill]", within)) {
    place.textContent = place.textContent.replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
  }
}
