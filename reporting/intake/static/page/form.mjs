/**
 * The form as it is sealed: what reporting/domain/form.py reads, read in the browser.
 *
 * Problems are `{field, message, instance, params}` with the names of the texts in
 * templates/intake/pieces.html.
 */
import { FIELDS, GROUPS } from "./catalogue.mjs";
import { readChoices } from "./choices.mjs";
import { dayText, isAfter, isEmptyDay, readDay } from "./day.mjs";
import { cleanLine, cleanText, isHalved, lengthOf } from "./text.mjs";

export const MAX_REPEATS = 10;
const MAX_VALUES = 2000;
const ACCOUNT_BYTES = 250_000;
const CONTACT_BYTES = 8_000;
const YES = ["yes", "on", "1", "true"];
const DAY_PARTS = ["day", "month", "year"];
const UNSURE = "happened_on_unsure";
const SINGLE = [...DAY_PARTS.map((part) => `happened_on_${part}`), UNSURE];

/**
 * @param {[string, string][]} entries names and values in the order of the page
 * @param {(name: string) => string[]} options the values that a question's list has
 * @param {{addition?: boolean, today?: string}} [how]
 * @returns {{account: object, contact: object, choices: object, problems: object[]}}
 */
export function readForm(entries, options, { addition = false, today } = {}) {
  const form = new Form(entries, options);
  const account = form.account(today);
  const contact = { answers: form.answers("contact") };
  const choices = readChoices(form.typed, options, form.add);
  form.checkSize("what_happened", account, ACCOUNT_BYTES);
  form.checkSize("contact_how", contact, CONTACT_BYTES);
  const { answers, ...groups } = account;
  const told = answers.what_happened || answers.incident_types;
  const any = [answers, contact.answers, ...Object.values(groups)].some((held) => Object.keys(held).length);
  if (addition && !any) form.add("what_happened", "nothing_added");
  if (!addition && !told) form.add("incident_types", "needed");
  return { account, contact, choices, problems: form.sorted() };
}

/** Catalogue name and instance of a form name; null when it is not ours. */
export function splitName(name) {
  const [, bare, number] = /^([a-z0-9_]+?)(?:-([1-9][0-9]{0,3}))?$/.exec(name) ?? [];
  const field = FIELDS.get(bare);
  if (number === undefined) return field || SINGLE.includes(bare) ? [bare, 1] : null;
  return field && GROUPS.includes(field.place) && number !== "1" ? [bare, Number(number)] : null;
}

const formName = (name, instance) => (instance === 1 ? name : `${name}-${instance}`);

class Form {
  problems = [];
  typed = new Map();
  highest = Object.fromEntries(GROUPS.map((group) => [group, 1]));

  constructor(entries, options) {
    this.options = options;
    let room = MAX_VALUES;
    for (const [name, value] of grouped(entries)) {
      for (const [at, one] of value.entries()) if (room - at > 0) this.take(name, one, at);
      room -= value.length;
    }
    if (room < 0) this.add("", "too_much");
    this.checkRepeats();
  }

  add = (field, message, instance = 1, params = {}) => {
    const problem = { field, message, instance, params };
    const known = JSON.stringify(problem);
    if (!this.problems.some((other) => JSON.stringify(other) === known)) this.problems.push(problem);
  };

  /** In the order of the questions. */
  sorted() {
    const order = [...FIELDS.keys()];
    return this.problems.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field) || a.instance - b.instance);
  }

  /** `at` counts the values of one name: the bare name again means the next person or vehicle. */
  take(name, value, at) {
    const place = splitName(name);
    if (!place) return;
    const [bare, number] = place;
    const group = FIELDS.get(bare)?.place;
    const instance = number === 1 && group in this.highest ? at + 1 : number;
    const key = formName(bare, instance);
    if (isHalved(value)) this.add(SINGLE.includes(bare) ? "happened_on" : bare, "unreadable", instance);
    this.typed.set(key, [...(this.typed.get(key) ?? []), cleanText(value)]);
    if (group in this.highest) this.highest[group] = Math.max(this.highest[group], instance);
  }

  checkRepeats() {
    const over = {};
    for (const [name, values] of this.typed) {
      const [bare, instance] = splitName(name);
      if (instance <= MAX_REPEATS || !values.some(Boolean)) continue;
      const group = FIELDS.get(bare).place;
      over[group] = Math.min(instance, over[group] ?? instance);
    }
    for (const [group, instance] of Object.entries(over)) {
      const [first] = [...FIELDS].find(([, field]) => field.place === group);
      this.add(first, "too_many", instance, { most: MAX_REPEATS });
    }
  }

  values(name, instance = 1) {
    return [...new Set(this.typed.get(formName(name, instance)))].filter(Boolean);
  }

  answers(place, instance = 1) {
    const answers = {};
    for (const [name, field] of FIELDS) {
      if (field.place !== place) continue;
      const answer = this.answer(name, field, instance);
      if (answer.length > 0) answers[name] = answer;
    }
    return answers;
  }

  answer(name, field, instance) {
    const values = this.values(name, instance);
    if (field.kind === "choices") {
      return inOrder(this.options(name), values.map((value) => this.option(name, value, instance)).filter(Boolean));
    }
    if (values.length === 0 || field.kind === "day" || name === "area") return "";
    if (values.length > 1) this.add(name, "one_only", instance);
    if (field.kind === "choice") return this.option(name, values[0], instance);
    if (field.kind === "flag") return YES.includes(values[0]) ? "yes" : "";
    return this.words(name, values[0], instance);
  }

  words(name, typed, instance = 1) {
    const { kind, most } = FIELDS.get(name);
    const text = kind === "text" ? cleanText(typed) : cleanLine(typed);
    this.checkLength(name, text, most, instance);
    return text;
  }

  /** A chosen option; where the organisation has the list, text is taken as it is. */
  option(name, typed, instance = 1, keep = false) {
    const text = cleanLine(typed);
    if (text === "" || this.options(name).includes(text)) return text;
    const { list, most } = FIELDS.get(name);
    if (list) return this.checkLength(name, text, most, instance) || keep ? text : "";
    this.add(name, "not_an_option", instance);
    return "";
  }

  checkLength(name, text, most, instance) {
    const length = lengthOf(text);
    if (length > most) this.add(name, "too_long", instance, { length, most });
    return length <= most;
  }

  /** `size` as Python's json.dumps writes it, which puts a space behind each comma and colon. */
  checkSize(name, document, most) {
    const size = new TextEncoder().encode(JSON.stringify(document)).length + spaces(document);
    if (size > most) this.add(name, "account_too_large", 1, { size: Math.ceil(size / 1000), most: most / 1000 });
  }

  account(today) {
    return {
      answers: { ...this.answers("account"), ...this.area(), ...this.day(today) },
      persons: this.repeated("person"),
      vehicles: this.repeated("vehicle"),
      identifiers: this.identifiers(),
    };
  }

  /** An entry of the list, words of her own, or both under one name. */
  area() {
    const given = this.values("area");
    const values = given.filter((value) => value !== "unknown");
    if (values.length === 0) return given.length ? { area: "unknown" } : {};
    const area = this.option("area", values[0], 1, values.length === 1);
    if (values.length === 1) return { area };
    const own = [...values.slice(1), ...this.values("area_other")].join(" ");
    return { area, area_other: this.words("area_other", own) };
  }

  day(today) {
    const first = (name) => this.typed.get(name)?.[0] ?? "";
    const typed = Object.fromEntries(DAY_PARTS.map((part) => [part, first(`happened_on_${part}`)]));
    const unsure = YES.includes(first(UNSURE));
    const day = readDay(typed, unsure);
    if (day === null) {
      this.add("happened_on", "no_such_day");
      return {};
    }
    if (isEmptyDay(day)) {
      return unsure || Object.values(typed).includes("unknown") ? { happened_on: "unknown" } : {};
    }
    if (today && isAfter(day, today)) this.add("happened_on", "not_yet");
    return { happened_on: dayText(day) };
  }

  instances(group, read) {
    const count = Math.min(this.highest[group], MAX_REPEATS);
    return Array.from({ length: count }, (_, at) => read(at + 1)).filter(Boolean);
  }

  /** Persons or vehicles; blocks that were left empty close up. */
  repeated(group) {
    return this.instances(group, (number) => this.answers(group, number)).filter((one) => Object.keys(one).length);
  }

  /** A kind without a value says nothing. */
  identifiers() {
    return this.instances("identifier", (number) => {
      const { identifiers_kind: kind = "unknown", identifiers_value: value, identifiers_partial: partial } =
        this.answers("identifier", number);
      return value && { kind, value, partial: partial !== undefined };
    });
  }
}

function grouped(entries) {
  const names = new Map();
  for (const [name, value] of entries) names.set(name, [...(names.get(name) ?? []), value]);
  return names;
}

/** Each once, in the order of the list; "I don't know" beside a real answer says nothing. */
function inOrder(order, chosen) {
  const result = [...order.filter((value) => chosen.includes(value)), ...chosen.filter((value) => !order.includes(value))];
  return [...new Set(result)].filter((value, _, all) => all.length === 1 || value !== "unknown");
}

function spaces(value) {
  if (typeof value !== "object") return 0;
  const held = Object.values(value);
  const own = Math.max(held.length - 1, 0) + (Array.isArray(value) ? 0 : held.length);
  return held.reduce((sum, one) => sum + spaces(one), own);
}
