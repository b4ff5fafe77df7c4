/** What holds of her consents today, and what taking back makes of them: reporting/domain/consent.py. */
import { allows, PERMISSIONS, POLICE_PARTS } from "./choices.mjs";
import { isSlug } from "./text.mjs";

export const LEAVE_OUT = "police_leave_out:";
export const PUBLISH_UNASKED = "publish_unasked";
export const PUBLISH_UNANSWERED = "publish_unanswered";
const FLAGS = [...PERMISSIONS, ...POLICE_PARTS];
const NARROWABLE = [...FLAGS, PUBLISH_UNASKED, PUBLISH_UNANSWERED];
const DAY = 24 * 60 * 60 * 1000;

const union = (...lists) => [...new Set(lists.flat())].sort();

/** Choices without the uses in `removed`; never adds one. @throws Error for a name that is none */
export function narrowed(choices, removed) {
  const forces = removed.filter((name) => name.startsWith(LEAVE_OUT)).map((name) => name.slice(LEAVE_OUT.length));
  const uses = removed.filter((name) => !name.startsWith(LEAVE_OUT));
  if (!uses.every((name) => NARROWABLE.includes(name)) || !forces.every(isSlug)) throw new Error("not a use");
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

const isOld = (day, today, wait) => Date.parse(day) + wait * DAY <= Date.parse(today);

/**
 * What she allows today: statements oldest first, wider uses after `wait` days, less every narrowing
 * that she has not acknowledged in a statement old enough.
 */
export function choicesToday(statements, narrowings, today, wait) {
  const first = statements[0].arrived;
  const counts = ({ arrived }) => arrived === first || isOld(arrived, today, wait);
  let current = statements[0].choices;
  for (const statement of statements.slice(1)) {
    current = counts(statement) ? statement.choices : meet(current, statement.choices);
  }
  const acknowledged = [...statements].reverse().find(counts)?.acknowledged ?? [];
  const standing = narrowings.filter(({ digest }) => !acknowledged.includes(digest));
  return narrowed(current, standing.flatMap(({ removed }) => removed));
}

/** What boxes take back; without the police report its parts must not come back with a later yes. */
export const removalsOf = (ticked) => [
  ...new Set(ticked.includes("consent_police_report") ? [...ticked, ...POLICE_PARTS] : ticked),
];

/**
 * One consent as the page shows it.
 * @returns {{name: string, state: "yes"|"no"|"waits"|"withdrawn"|"taken_back", since: string|null}}
 */
export function rowOf(name, choices, statements, narrowings) {
  const said = statements.map((statement) => allows(statement.choices, name));
  const noted = narrowings.find(({ removed }) => removed.includes(name));
  const latest = said.at(-1);
  let state = latest ? (noted ? "taken_back" : "waits") : said.includes(true) ? "withdrawn" : "no";
  if (allows(choices, name)) state = "yes";
  if (state === "taken_back") return { name, state, since: noted.day };
  if (state === "no") return { name, state, since: null };
  let at = said.length - 1;
  while (at > 0 && said[at - 1] === latest) at--;
  return { name, state, since: statements[at].day };
}

/** Whether two choices say the same. */
export const sameChoices = (a, b) => Object.keys(a).every((name) => String(a[name]) === String(b[name]));
