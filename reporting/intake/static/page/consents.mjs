/** What holds of her consents today, and what taking back makes of them: reporting/domain/consent.py. */
import { FLAGS, isNarrowable, LEAVE_OUT, PUBLISH_UNANSWERED, PUBLISH_UNASKED } from "../seal/choices.mjs";
import { daysAfter } from "./calendar.mjs";
import { PERMISSIONS, POLICE_PARTS } from "./choices.mjs";

export { LEAVE_OUT, PUBLISH_UNANSWERED, PUBLISH_UNASKED };
const DAY = 24 * 60 * 60 * 1000;

const union = (...lists) => [...new Set(lists.flat())].sort();

/** Choices without the uses in `removed`; never adds one. @throws Error for a name that is none */
export function narrowed(choices, removed) {
  if (!removed.every(isNarrowable)) throw new Error("not a use");
  const forces = removed.filter((name) => name.startsWith(LEAVE_OUT)).map((name) => name.slice(LEAVE_OUT.length));
  const uses = removed.filter((name) => !name.startsWith(LEAVE_OUT));
  const result = { ...choices, police_leave_out: union(choices.police_leave_out, forces) };
  const unasked = uses.includes(PUBLISH_UNASKED) && !choices.ask_before_publishing;
  if (uses.includes(PUBLISH_UNANSWERED) || unasked) {
    Object.assign(result, { ask_before_publishing: true, ask_otherwise: "dont" });
  }
  for (const name of uses) if (FLAGS.includes(name)) result[name] = false;
  return result;
}

/** What both allow. */
export function meet(first, second) {
  const both = { ...first };
  for (const name of FLAGS) both[name] = first[name] && second[name];
  const sameForce = first.police_force === second.police_force;
  both.consent_police_report &&= sameForce;
  both.ask_before_publishing ||= second.ask_before_publishing;
  both.ask_otherwise = first.ask_otherwise === "publish" && second.ask_otherwise === "publish" ? "publish" : "dont";
  both.ask_days = Math.max(first.ask_days, second.ask_days);
  both.police_force = sameForce ? first.police_force : "";
  both.police_leave_out = union(first.police_leave_out, second.police_leave_out);
  return both;
}

/** Names of what `next` allows more than `old`: a permission, or a limit of one that stands in both. */
export function widens(old, next) {
  const wider = PERMISSIONS.filter((name) => next[name] && !old[name]);
  if (old.consent_bulletin && next.consent_bulletin) wider.push(...publishingWidened(old, next));
  if (old.consent_police_report && next.consent_police_report) {
    wider.push(...POLICE_PARTS.filter((name) => next[name] && !old[name]));
    if (next.police_force !== old.police_force) wider.push("police_force");
    if (old.police_leave_out.some((force) => !next.police_leave_out.includes(force))) wider.push("police_leave_out");
  }
  return wider.sort();
}

/** What makes it easier to publish without her word. */
function publishingWidened(old, next) {
  if (!old.ask_before_publishing) return [];
  if (!next.ask_before_publishing) return ["ask_before_publishing"];
  if (next.ask_otherwise === "dont") return [];
  if (old.ask_otherwise === "dont") return ["ask_otherwise"];
  return next.ask_days < old.ask_days ? ["ask_days"] : [];
}

/** What is left of choices when each narrowing that she has not acknowledged is taken off. */
export function effective(choices, narrowings, acknowledged) {
  const standing = narrowings.filter(({ digest }) => !acknowledged.includes(digest));
  return narrowed(choices, standing.flatMap(({ removed }) => removed));
}

/** On which day each statement arrived: none before the one that it follows. */
export function daysOf(statements) {
  const days = [];
  for (const { arrived } of statements) days.push(arrived < days.at(-1) ? days.at(-1) : arrived);
  return days;
}

const isOld = (day, today, wait) => Date.parse(day) + wait * DAY <= Date.parse(today);

const countsOn = (days, today, wait) => days.map((day) => day === days[0] || isOld(day, today, wait));

/** The day by which she had sent what her yes covers: that of the newest statement that counts in full. */
export function coveredTo(statements, today, wait) {
  const days = daysOf(statements);
  return days[countsOn(days, today, wait).lastIndexOf(true)];
}

/**
 * What she allows today: statements oldest first, wider uses after `wait` days, less every narrowing
 * that she has not acknowledged in a statement old enough.
 */
export function choicesToday(statements, narrowings, today, wait) {
  const counts = countsOn(daysOf(statements), today, wait);
  let current = statements[0].choices;
  for (const [at, { choices }] of statements.entries()) current = counts[at] ? choices : meet(current, choices);
  return effective(current, narrowings, statements[counts.lastIndexOf(true)].acknowledged);
}

/**
 * The day from which all counts by which the newest statement is wider in `names`: a later one that says
 * the same makes it no later.
 */
export function widerFrom(statements, narrowings, names, wait) {
  const { choices } = statements.at(-1);
  const days = daysOf(statements).map((day) => daysAfter(day, wait));
  const isMet = (day) => !widens(choicesToday(statements, narrowings, day, wait), choices).some((name) => names.includes(name));
  return days.find(isMet) ?? days.at(-1);
}

/** What boxes take back; without the police report its parts must not come back with a later yes. */
export const removalsOf = (ticked) => [
  ...new Set(ticked.includes("consent_police_report") ? [...ticked, ...POLICE_PARTS] : ticked),
];

const plain = (value) => (Array.isArray(value) ? [...value].sort().join() : String(value));

/** Whether two choices say the same. */
export const sameChoices = (a, b) => Object.keys(a).every((name) => plain(a[name]) === plain(b[name]));
