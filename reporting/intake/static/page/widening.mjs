/**
 * Changing consents with the code: reporting/intake/{widening,withdrawal}.py.
 *
 * Taking back counts at once; saying yes to more waits (`choicesToday`), so that a worker whose card
 * somebody found can take it back before it counts.
 */
import { LEAVE_OUT, needChoices, PERMISSIONS, POLICE_PARTS, PUBLISH_UNANSWERED, PUBLISH_UNASKED } from "../seal/choices.mjs";
import { MOST_ACKNOWLEDGED } from "../seal/statements.mjs";
import { daysOf, effective, narrowed, sameChoices } from "./consents.mjs";

// Uses that pass on what she sent, and of that no more than her yes covers.
const GIVEN_ON = ["consent_bulletin", "consent_police_report", "consent_police_information"];
// Offered only where a person has reviewed the words: reporting/domain/consent_wording.py.
const CAREFUL = [...PERMISSIONS.filter((name) => name.startsWith("consent_police_")), "consent_partners"];

/**
 * Names what she may be asked to say yes to: permissions, police parts, forces, ways of publishing.
 * @param {object} latest her latest statement
 * @param {{worded: string[], reviewed: string[], forces: string[]}} known permissions that have words in her
 *   statement's version and language, languages that a person has reviewed, slugs of the organisation's forces
 */
export function offeredTo({ language, choices }, { worded, reviewed, forces }) {
  const careful = reviewed.includes(language) ? [] : CAREFUL;
  const asked = PERMISSIONS.filter((name) => worded.includes(name) && !careful.includes(name));
  if (asked.includes("consent_police_report") && choices.consent_police_report) {
    asked.push(...POLICE_PARTS, ...forces.map((force) => LEAVE_OUT + force));
  }
  if (choices.consent_bulletin) asked.push(PUBLISH_UNASKED, PUBLISH_UNANSWERED);
  return asked;
}

/**
 * What the next statement says; what is in both `removed` and `agreed` goes.
 *
 * What staff took back on her word stays taken back unless it is among `agreed`, so that all of it can
 * be acknowledged.
 * @param {{statements: object[], narrowings: object[]}} opened
 * @param {{removed: string[], agreed: string[]}} ticked
 * @param {string[]} offered see `offeredTo`
 * @returns {{choices: object, acknowledged: string[]}|null} null when the latest says all of it already
 * @throws Error for a name that is not offered, or that cannot be taken back
 */
export function changed({ statements, narrowings }, { removed, agreed }, offered) {
  const latest = statements.at(-1);
  let { choices, acknowledged } = latest;
  if (agreed.length > 0) {
    if (!agreed.every((name) => offered.includes(name))) throw new Error("not offered");
    choices = agreedTo(effective(choices, narrowings, acknowledged), agreed);
    acknowledged = [...new Set([...acknowledged, ...narrowings.map(({ digest }) => digest)])].sort();
  }
  choices = narrowed(choices, removed);
  // A statement that nobody can read would end the chain.
  needChoices(choices);
  if (acknowledged.length > MOST_ACKNOWLEDGED) throw new Error("too many narrowings");
  const same = sameChoices(choices, latest.choices) && acknowledged.length === latest.acknowledged.length;
  return same ? null : { choices, acknowledged };
}

/**
 * Whether she said a yes by which something is passed on, and may say it again here.
 *
 * What staff took back on her word is none, what still waits is one.
 * @param {{statements: object[], narrowings: object[]}} opened
 * @param {string[]} offered see `offeredTo`
 */
export function givesOn({ statements, narrowings }, offered) {
  const { choices, acknowledged } = statements.at(-1);
  const now = effective(choices, narrowings, acknowledged);
  const held = GIVEN_ON.filter((name) => now[name]);
  return held.length > 0 && held.every((name) => offered.includes(name));
}

/**
 * What a statement of `today` says that covers more than the newest one: the same; null when there is none.
 *
 * Whether she added something since is known to advocates alone, not to whoever holds her code.
 * @returns {{choices: object, acknowledged: string[]}|null}
 */
export function restated(opened, offered, today) {
  if (!givesOn(opened, offered) || !(daysOf(opened.statements).at(-1) < today)) return null;
  const { choices, acknowledged } = opened.statements.at(-1);
  return { choices, acknowledged };
}

/** Add what was agreed. A new yes to a warning starts with "show me first". */
function agreedTo(before, agreed) {
  const choices = { ...before };
  if (agreed.includes("consent_bulletin") && !before.consent_bulletin) {
    Object.assign(choices, { ask_before_publishing: true, ask_otherwise: "dont" });
  }
  if (agreed.includes(PUBLISH_UNASKED)) choices.ask_before_publishing = false;
  if (agreed.includes(PUBLISH_UNANSWERED)) choices.ask_otherwise = "publish";
  choices.police_leave_out = choices.police_leave_out.filter((force) => !agreed.includes(LEAVE_OUT + force));
  for (const name of agreed) if (PERMISSIONS.includes(name) || POLICE_PARTS.includes(name)) choices[name] = true;
  return choices;
}
