/** A warning in the words of the page, in the order of a printed sheet: reporting/intake/bulletin_words.py. */
import { factRows } from "../seal/index.mjs";
import { dayWords, monthWords } from "./calendar.mjs";
import { all, one } from "./dom.mjs";

const MONTH = /^(?:(early|mid|late)-)?(\d{4}-\d\d)$/;
// Said in the head of an entry, so not again in its list.
const IN_HEAD = ["incident_types", "severity", "when", "part_of_day", "area", "region"];
// True of nearly every entry.
const UNSAID = ["report_kind bad_date", "completed happened"];
const SEVERITIES = ["dangerous", "risky", "unpleasant"];

const listed = (value) => (Array.isArray(value) ? value : [value]);

/**
 * @param {object} body of a wording that was verified
 * @param {string} issued ISO day
 * @param {import("./dom.mjs").Pieces} pieces with the labels of everything that may be published
 */
export function entryOf(body, issued, pieces) {
  const said = new Said(pieces, issued);
  const rows = factRows(body);
  const first = rows.filter(({ instance }) => instance === 0);
  const head = (...names) => names.flatMap((name) => said.answers(first.find((row) => row.name === name))).join(", ");
  const group = (sign) => {
    const hers = rows.filter(({ name, instance }) => instance > 0 && name.startsWith(sign));
    return [...new Set(hers.map(({ instance }) => instance))].map((at) => hers.filter(({ instance }) => instance === at));
  };
  const language = document.documentElement.lang in body.summary ? document.documentElement.lang : Object.keys(body.summary)[0];
  const foreign = language && language !== document.documentElement.lang;
  const { severity } = body.facts.happening;
  return {
    ...Object.fromEntries(SEVERITIES.map((name) => [name, name === severity])),
    entry: {
      types: head("incident_types") || pieces.say("warning"),
      when: head("when", "part_of_day"),
      where: head("area", "region"),
      happening: said.lines(first.filter(({ name }) => !IN_HEAD.includes(name))),
      vehicles: group("vehicle_").map((row) => vehicle(row, said)),
      persons: group("person_").map((row) => said.lines(row)),
      identifiers: body.facts.identifiers.map((one) => said.identifier(one)),
      summary: body.summary[language] ?? "",
      summary_language: language ?? "",
      summary_language_name: foreign ? pieces.say(`name_${language}`) : "",
      unconfirmed: body.unconfirmed,
      issued,
    },
  };
}

/** The plate stands apart, large. */
function vehicle(rows, said) {
  const plate = rows.find(({ name }) => name === "vehicle_plate");
  return { plate: plate ? listed(plate.value)[0] : "", lines: said.lines(rows.filter((row) => row !== plate)) };
}

class Said {
  constructor(pieces, issued) {
    Object.assign(this, { pieces, issued, labels: one("[data-labels]", pieces.holds) });
  }

  question = (name) => one(`[data-name="${CSS.escape(name)}"]`, this.labels);

  lines = (rows) =>
    rows
      .map((row) => ({ label: one("dt", this.question(row.name)).textContent, text: this.answers(row).join(", ") }))
      .filter(({ text }) => text);

  /** The words of one question's answers; what says nothing is left out. */
  answers(row) {
    const says = (value) =>
      value !== "unknown" && (value !== "other" || row.name === "incident_types") && !UNSAID.includes(`${row.name} ${value}`);
    return row ? listed(row.value).filter(says).map((value) => this.word(row.name, value)) : [];
  }

  word(name, value) {
    if (name === "when") return this.when(value);
    const coarse = "coarse" in this.question(name).dataset && this.label("coarse", value);
    return coarse || (this.label(name, value) ?? value);
  }

  label = (name, value) =>
    all("dd", this.question(name)).find((label) => label.dataset.value === value)?.textContent ?? null;

  /** `early-2026-05`, `2026-05`, `2026` or `this_week` in words. */
  when(value) {
    const [, third, month] = MONTH.exec(value) ?? [];
    if (month) return third ? this.label("coarse", third).replace("%(month)s", monthWords(month)) : monthWords(month);
    // Read weeks later, "this week" would be a lie.
    return value === "this_week" ? this.label("coarse", value).replace("%(day)s", dayWords(this.issued)) : value;
  }

  /** A number or a handle with what it is, and that only a part of it is known. */
  identifier({ kind, value, partial }) {
    const known = kind !== "unknown" && this.label("identifiers_kind", kind);
    const label = known || this.pieces.say("number_or_name");
    return { label: partial ? this.pieces.say("part_of_it", { kind: label }) : label, text: value };
  }
}
