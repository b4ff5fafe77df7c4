/** All choices of one consent statement: reporting/domain/consent_choices.py. */
import { need } from "./errors.mjs";
import { isCount, needKeys } from "./json.mjs";

export const PERMISSIONS = [
  "consent_statistics",
  "consent_compare",
  "consent_bulletin",
  "consent_partners",
  "consent_contact",
  "consent_police_report",
  "consent_police_information",
  "consent_police_questions",
];
export const POLICE_PARTS = ["police_place_exact", "police_time_exact", "police_pictures", "police_own_words"];
export const FLAGS = [...PERMISSIONS, ...POLICE_PARTS];
export const MAX_LEFT_OUT = 20;
export const LEAVE_OUT = "police_leave_out:";
export const PUBLISH_UNASKED = "publish_unasked";
export const PUBLISH_UNANSWERED = "publish_unanswered";

const SWITCHES = [...FLAGS, "ask_before_publishing"];
const NARROWABLE = [...FLAGS, PUBLISH_UNASKED, PUBLISH_UNANSWERED];

/** A name of an entry of the organisation's lists. */
export const isSlug = (text) => typeof text === "string" && /^[a-z0-9][a-z0-9_-]{0,39}$/.test(text);

/** Whether a name says what can be taken back. */
export const isNarrowable = (name) =>
  name.startsWith(LEAVE_OUT) ? isSlug(name.slice(LEAVE_OUT.length)) : NARROWABLE.includes(name);

/**
 * Exactly the known members: a missing one is not a no that she signed, and one that is not known
 * here could be a limit, which must not be overlooked.
 * @throws SealingError Malformed
 */
export function needChoices(choices) {
  needKeys(choices, ...SWITCHES, "ask_otherwise", "ask_days", "police_force", "police_leave_out");
  need(SWITCHES.every((name) => typeof choices[name] === "boolean"), "Malformed");
  need(["publish", "dont"].includes(choices.ask_otherwise), "Malformed");
  need(isCount(choices.ask_days, 1) && choices.ask_days <= 60, "Malformed");
  need(choices.police_force === "" || isSlug(choices.police_force), "Malformed");
  const out = choices.police_leave_out;
  need(Array.isArray(out) && out.length <= MAX_LEFT_OUT && out.every(isSlug), "Malformed");
  need(new Set(out).size === out.length, "Malformed");
}
