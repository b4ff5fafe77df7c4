/** Each consent as the page shows it, and changing them: reporting/intake/consent_rows.py. */
import { allows, PERMISSIONS, POLICE_PARTS } from "./choices.mjs";
import { daysAfter } from "./calendar.mjs";
import { coveredTo, daysOf, PUBLISH_UNANSWERED, PUBLISH_UNASKED, removalsOf, widerFrom, widens } from "./consents.mjs";
import { stepOf } from "./happened.mjs";
import { Failure } from "./network.mjs";
import { givesOn, restated } from "./widening.mjs";

const STATES = ["yes", "no", "waits", "withdrawn", "taken back"];
const TAKEN = ["withdrawn", "taken back"];
// What was done by a consent that is out in the world, on paper or with somebody else.
const PAST = { consent_bulletin: ["sheet"], consent_police_report: ["forwarded", "file_number"] };
const PUBLISHING = ["ask_before_publishing", "ask_otherwise", "ask_days"];
const LEAVING_OUT = ["police_leave_out"];

/**
 * What the room shows; `consents` is null when they are not known.
 * @param {import("./visit.mjs").Visit} visit
 * @param {{language: string, yes: object, more: object, risks: string[], interpreter: string}|null} words
 *   the words that she signed, in the version and language of her latest statement
 */
export function consentsOf(visit, words) {
  const { opened, choices, today, rules } = visit;
  const counts = daysAfter(today, rules.wait);
  if (!choices || !words) return { consents: null, counts, only_stop: opened.stops.length > 0 };
  const rows = new Rows(visit, words);
  const made = PERMISSIONS.map((name) => rows.row(name));
  const any = made.some((row) => row.take_back);
  const consents = {
    language: words.language,
    version: opened.statements.at(-1).version,
    any_yes: any,
    rows: parted(made),
    warn: rows.warn(),
    covers: rows.covers(today),
    interpreter: !today || PERMISSIONS.every((name) => rows.offered.includes(name)) ? "" : words.interpreter,
    ...rows.forces(),
  };
  const gone = !any && made.some(({ state }) => TAKEN.includes(state));
  return { consents, counts, no_yes: !any && !gone, all_taken_back: gone, no_warning: !choices.consent_bulletin };
}

/** What she said yes to first: that is what can be taken back. */
const parted = (rows) => ({ yes: rows.filter(({ state }) => state !== "no"), no: rows.filter(({ state }) => state === "no") });

class Rows {
  constructor(visit, words) {
    const { opened, choices, rules } = visit;
    const chain = opened.statements;
    const offered = visit.today ? visit.offered() : [];
    Object.assign(this, { opened, choices, rules, words, chain, latest: chain.at(-1), offered });
  }

  row(name) {
    const state = this.state(name);
    const can = state === "yes" || state === "waits";
    const police = name === "consent_police_report" && state === "yes";
    const agree = !can && this.offered.includes(name) ? name : "";
    // Every name is said, so that a part never shows what belongs to the row around it.
    return {
      ...Object.fromEntries(STATES.map((one) => [`is ${one}`, one === state])),
      ...Object.fromEntries(PERMISSIONS.map((one) => [`of ${one}`, one === name])),
      state,
      words: this.words.yes[name],
      more: this.words.more[name],
      since: this.since(name, state),
      counts_from: state === "waits" ? this.countsFrom(name) : "",
      past: this.opened.events.filter(({ event }) => PAST[name]?.includes(event)).map((event) => stepOf(event, this.rules.forces)),
      take_back: can ? name : "",
      agree,
      risks: name.startsWith("consent_police") ? this.words.risks : [],
      parts: police ? parted(POLICE_PARTS.map((part) => this.row(part))) : null,
      ...this.warning(name === "consent_bulletin" && this.choices.consent_bulletin),
      forces: police && Object.keys(this.rules.forces).length > 0,
    };
  }

  warning(warns) {
    const { ask_before_publishing: asks, ask_otherwise: otherwise } = this.choices;
    return { warns, publishes: otherwise === "publish", asks_always: otherwise !== "publish", never_asks: !asks };
  }

  state(name) {
    if (allows(this.choices, name)) return "yes";
    const said = this.chain.map(({ choices }) => allows(choices, name));
    if (!said.at(-1)) return said.includes(true) ? "withdrawn" : "no";
    return this.takenBack(name) ? "taken back" : "waits";
  }

  /** The day on which it became what it is. */
  since(name, state) {
    if (state === "taken back") return this.takenBack(name);
    if (state === "no") return "";
    const latest = allows(this.latest.choices, name);
    const other = this.chain.map(({ choices }) => allows(choices, name) !== latest).lastIndexOf(true);
    return this.chain[other + 1].day;
  }

  /** The day on which staff noted that she took it back, undefined when nobody did. */
  takenBack = (name) =>
    this.opened.narrowings.find(
      ({ removed, digest }) => removed.includes(name) && !this.latest.acknowledged.includes(digest),
    )?.day;

  /** The day from which a yes counts that has been said without a break since. */
  countsFrom(name) {
    const lifts = this.opened.narrowings.filter(({ removed }) => removed.includes(name)).map(({ digest }) => digest);
    const holds = ({ choices, acknowledged }) => allows(choices, name) && lifts.every((digest) => acknowledged.includes(digest));
    const broken = this.chain.map(holds).lastIndexOf(false);
    return daysAfter((this.chain[broken + 1] ?? this.latest).arrived, this.rules.wait);
  }

  widerFrom = (names) => widerFrom(this.chain, this.opened.narrowings, names, this.rules.wait);

  /** How publishing is asked for today, and from when more easily. */
  warn() {
    const { consent_bulletin: warns, ask_before_publishing: asks, ask_otherwise: otherwise, ask_days: days } = this.choices;
    if (!warns) return null;
    const waits = widens(this.choices, this.latest.choices).some((name) => PUBLISHING.includes(name));
    const back = !asks ? PUBLISH_UNASKED : otherwise === "publish" ? PUBLISH_UNANSWERED : waits ? PUBLISH_UNANSWERED : "";
    const agree = asks && !waits && this.offered.includes(PUBLISH_UNASKED) ? PUBLISH_UNASKED : "";
    return { asks, days, take_back: back, agree, wider_from: waits ? this.widerFrom(PUBLISHING) : "" };
  }

  /** How far a yes reaches by which something is passed on; null where that is all that there can be. */
  covers(today) {
    const { opened, chain, rules, offered } = this;
    const by = today && coveredTo(chain, today, rules.wait);
    if (!(by < today) || !givesOn(opened, offered)) return null;
    const newest = daysOf(chain).at(-1);
    const soon = newest > by ? newest : "";
    return { by, soon, soon_from: daysAfter(soon, rules.wait), again: restated(opened, offered, today) !== null };
  }

  forces() {
    const { police_leave_out: out, police_force: only, consent_police_report: report } = this.choices;
    const named = Object.entries(this.rules.forces).map(([slug, label]) => ({ slug, label }));
    const left = named.filter(({ slug }) => out.includes(slug));
    return {
      left_out: left,
      left_out_names: left.map(({ label }) => label).join(", "),
      to_leave_out: named.filter(({ slug }) => report && !out.includes(slug) && ["", slug].includes(only)),
      forces_from: out.some((slug) => !this.latest.choices.police_leave_out.includes(slug)) ? this.widerFrom(LEAVING_OUT) : "",
    };
  }
}

/** Say that her yes also holds for what she added since. */
export const restate = async ({ visit }) => ({ done: (await visit.restate()) ? "restated" : "nothing" });

/** Sign what was ticked: taking back counts at once, a yes to more waits. */
export async function save({ form, visit }) {
  const ticked = new FormData(form);
  const agreed = ticked.getAll("agree");
  const removed = removalsOf(ticked.getAll("take_back"));
  if (removed.length + agreed.length === 0) return { done: "nothing" };
  try {
    await visit.change(removed, agreed);
  } catch (error) {
    // Her consents are not known here; the warning is off the site all the same.
    if (error instanceof Failure && error.kind === "kept_back") return { done: "kept_back" };
    throw error;
  }
  return { done: removed.length > 0 ? "saved" : "agreed", spent: ["take_back", "agree"] };
}
