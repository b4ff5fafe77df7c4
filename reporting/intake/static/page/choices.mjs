/** The questions of consent: reporting/domain/form_choices.py. What was not ticked is no. */
import { isSlug, MAX_LEFT_OUT, PERMISSIONS, POLICE_PARTS } from "../seal/choices.mjs";
import { cleanLine } from "./text.mjs";

export { PERMISSIONS, POLICE_PARTS };
const ASK = "ask_before_publishing";
const TICKED = ["yes", "on", "1", "true"];
const NOT_TICKED = ["", "no", "off", "0", "false"];

/**
 * All choices, every one of them there.
 * @param {Map<string, string[]>} typed
 * @param {(name: string) => string[]} options
 * @param {(field: string, message: string, instance?: number, params?: object) => void} add a problem
 */
export function readChoices(typed, options, add) {
  const all = (name) => typed.get(name) ?? [];
  const flag = (name) => {
    const values = all(name).map((value) => value.trim().toLowerCase());
    if (values.every((value) => TICKED.includes(value) || NOT_TICKED.includes(value))) {
      return values.some((value) => TICKED.includes(value));
    }
    add(name, "not_an_option");
    return false;
  };
  const one = (name) => {
    const values = [...new Set(all(name))].filter(Boolean);
    if (values.length === 0) return "";
    if (values.length === 1 && options(name).includes(values[0])) return values[0];
    add(name, "not_an_option");
    return "";
  };
  const choices = Object.fromEntries([...PERMISSIONS, ...POLICE_PARTS, ASK].map((name) => [name, flag(name)]));
  const warn = one("warn_others");
  if (warn === "no" || warn === "unknown") {
    if (choices.consent_bulletin) add("warn_others", "two_answers");
    choices.consent_bulletin = false;
  } else if (warn) {
    choices.consent_bulletin = true;
    choices[ASK] ||= warn === "first";
  }
  choices.ask_otherwise = one("ask_otherwise") || "dont";
  choices.ask_days = Number(one("ask_days") || 7);
  const force = cleanLine(all("police_force").find(Boolean) ?? "");
  choices.police_force = isSlug(force) && force !== "unknown" ? force : "";
  if (force && !isSlug(force)) add("police_force", "not_an_option");
  choices.police_leave_out = leftOut(all("police_leave_out"), add);
  return choices;
}

/** One that cannot be read is a problem: it must not be overlooked. */
function leftOut(values, add) {
  const forces = [...new Set(values.filter(Boolean).map(cleanLine))].filter((force) => force !== "unknown");
  if (!forces.every(isSlug)) add("police_leave_out", "not_an_option");
  if (forces.length > MAX_LEFT_OUT) {
    add("police_leave_out", "too_many_forces", 1, { most: MAX_LEFT_OUT });
    return [];
  }
  return forces.filter(isSlug).sort();
}

/** Whether a permission, or a part of the police report, was said yes to. */
export const allows = (choices, name) =>
  choices[name] === true && (!POLICE_PARTS.includes(name) || choices.consent_police_report);
