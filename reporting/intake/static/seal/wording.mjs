/**
 * A warning's words laid before the worker it is about: reporting/sealed/wording.py.
 *
 * She must not approve what she does not see: the body has only fields that the page knows how to
 * show, and the digest that her answer names is made of exactly these. Which options a field has is
 * for the advocates' program, which signed it, to keep to: no list of them is here.
 */
import { hex, sha256, utf8 } from "./bytes.mjs";
import { isBlank, isHash, isId, isText, load, reading } from "./documents.mjs";
import { need } from "./errors.mjs";
import { isDay, isObject, needKeys } from "./json.mjs";

const WORDING = ["report", "day", "answer_by", "draft", "digest", "body"];
const BODY = ["facts", "summary", "urgent", "unconfirmed", "expires"];
const LANGUAGES = ["en", "fr"];
const LONGEST_SUMMARY = 1_200;
const MOST = 10;
// In the order of the sheet: reporting/domain/bulletin_facts.py.
const HAPPENING = /* @__PURE__ */ "incident_types severity when area region part_of_day place completed weapon injuries drugs happened_before report_kind first_contact ad_site ad_handle".split(" ");
const VEHICLE = /* @__PURE__ */ "vehicle_make vehicle_model vehicle_colour vehicle_type vehicle_plate vehicle_region vehicle_detail".split(" ");
const PERSON = /* @__PURE__ */ "person_name person_role person_gender person_build person_age person_height person_appearance_race person_hair person_hair_length person_facial_hair person_eyes person_glasses person_marks person_accent person_behaviour person_clothing person_smell".split(" ");

// Controls but newline, signs without width or meaning, letters that nobody sees. What this browser does not know yet may be an emoji.
const isPlain = (value, longest) => isText(value, longest) && !/[\p{Cc}\p{Cf}\p{Co}\u115f\u1160\u2800\u3164\uffa0]/u.test(value.replaceAll("\n", ""));
const isValue = (value) => isPlain(value) && !isBlank(value);
const isAnswer = (value) => (Array.isArray(value) ? value.length > 0 && value.every(isValue) : isValue(value));

function needAnswers(answers, names) {
  need(isObject(answers), "Malformed");
  for (const [name, value] of Object.entries(answers)) need(names.includes(name) && isAnswer(value), "Malformed");
}

function needGroup(group, check) {
  need(Array.isArray(group) && group.length <= MOST, "Malformed");
  group.forEach(check);
}

function needFacts(facts) {
  needKeys(facts, "happening", "persons", "vehicles", "identifiers");
  needAnswers(facts.happening, HAPPENING);
  needGroup(facts.persons, (answers) => needAnswers(answers, PERSON));
  needGroup(facts.vehicles, (answers) => needAnswers(answers, VEHICLE));
  needGroup(facts.identifiers, (one) => {
    needKeys(one, "kind", "value", "partial");
    need(isValue(one.kind) && isValue(one.value) && typeof one.partial === "boolean", "Malformed");
  });
}

function needBody(body) {
  needKeys(body, ...BODY);
  needFacts(body.facts);
  need(isObject(body.summary) && Object.keys(body.summary).every((name) => LANGUAGES.includes(name)), "Malformed");
  need(Object.values(body.summary).every((text) => isPlain(text, LONGEST_SUMMARY)), "Malformed");
  need(typeof body.urgent === "boolean" && typeof body.unconfirmed === "boolean" && isDay(body.expires), "Malformed");
}

/** JSON as Python's `json.dumps` with sorted keys writes it: `", "` and `": "`, ASCII. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(", ")}]`;
  if (isObject(value)) {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${canonical(name)}: ${canonical(value[name])}`).join(", ")}}`;
  }
  const escaped = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[\x7f-\uffff]/g, escaped);
}

/** SHA-256 of a body, in hex: what a worker approves, word for word. */
export const digestOf = async (body) => hex(await sha256(utf8(canonical(body))));

// An empty one is none.
const written = (summary) => Object.fromEntries(Object.entries(summary).filter(([, text]) => text));

/** The question in a verified reply. @throws SealingError NotDecodable, also when the digest is not that of the body */
export async function readWording(content) {
  const value = load("wording", WORDING, content);
  reading(() => {
    need(isId(value.report) && isDay(value.day) && isDay(value.answer_by), "Malformed");
    need(isId(value.draft) && isHash(value.digest), "Malformed");
    needBody(value.body);
  });
  const body = { ...value.body, summary: written(value.body.summary) };
  need(value.digest === (await digestOf(body)), "NotDecodable");
  return { ...value, body };
}

/** The fields of a body as a sheet prints them; `instance` counts vehicles and persons from 1, else 0. */
export function factRows({ facts }) {
  const rows = (answers, names, instance) =>
    names.filter((name) => Object.hasOwn(answers, name)).map((name) => ({ name, value: answers[name], instance }));
  return [
    ...rows(facts.happening, HAPPENING, 0),
    ...facts.vehicles.flatMap((answers, at) => rows(answers, VEHICLE, at + 1)),
    ...facts.persons.flatMap((answers, at) => rows(answers, PERSON, at + 1)),
  ];
}

/** The newest words of each draft, oldest question first, with her first answer to exactly these. */
export function wordingsOf({ wordings, said }) {
  const newest = new Map(wordings.map((wording) => [wording.draft, wording]));
  const answerTo = ({ draft, digest }) =>
    said.find((one) => one.kind === "wording answer" && one.draft === draft && one.digest === digest) ?? null;
  return wordings
    .filter((wording) => newest.get(wording.draft) === wording)
    .map((wording) => ({ ...wording, answer: answerTo(wording) }));
}
