/** What advocates tell of a report: reporting/sealed/{replies,events}.py, crypto/stoptokens.py. */
import { unb64u } from "./bytes.mjs";
import { isNarrowable } from "./choices.mjs";
import { isId, isLink, isText, load, readFirst, reading } from "./documents.mjs";
import { need } from "./errors.mjs";
import { isCount, isDay, isName } from "./json.mjs";

const STATUS = ["report", "sequence", "previous", "day", "stage", "consent_version"];
const NARROWING = ["report", "day", "removed", "recorded_by", "how"];
const STOP = ["number", "edition", "token"];
const EVENT = ["report", "sequence", "previous", "day", "event", "detail"];
const STAGES = ["received", "looked_at"];
export const HAPPENINGS = [
  "compared",
  "bulletin",
  "corrected",
  "recalled",
  "sheet",
  "forwarded",
  "file_number",
  "question",
  "narrowed",
  "deletion_stopped",
];
const MOST_REMOVED = 20;
const LONGEST_HOW = 400;
const LONGEST_DETAIL = 200;
const LARGEST_NUMBER = 2 ** 31 - 1;

const isNumber = (value) => isCount(value, 1) && value <= LARGEST_NUMBER;

function readNote(content) {
  const value = load("status", STATUS, content);
  return reading(() => {
    need(isId(value.report) && isLink(value.sequence, value.previous) && isDay(value.day), "Malformed");
    need(STAGES.includes(value.stage) && isCount(value.consent_version), "Malformed");
    return value;
  });
}

function readEvent(content) {
  const value = load("event", EVENT, content);
  return reading(() => {
    need(isId(value.report) && isLink(value.sequence, value.previous) && isDay(value.day), "Malformed");
    need(HAPPENINGS.includes(value.event) && isText(value.detail, LONGEST_DETAIL), "Malformed");
    return value;
  });
}

function readStop(content) {
  const value = load("stop token", STOP, content);
  return reading(() => {
    need(isNumber(value.number) && isNumber(value.edition), "Malformed");
    unb64u(value.token, 32);
    return value;
  });
}

/** One of the kinds that lie in compartment "status". @throws SealingError NotDecodable */
export const readStatusItem = (content) => readFirst([readNote, readEvent, readStop], content);

/** @throws SealingError NotDecodable */
export function readNarrowing(content) {
  const value = load("narrowing", NARROWING, content);
  return reading(() => {
    const { removed } = value;
    need(isId(value.report) && isDay(value.day) && isName(value.recorded_by), "Malformed");
    need(Array.isArray(removed) && removed.every(isName) && new Set(removed).size === removed.length, "Malformed");
    need(removed.length >= 1 && removed.length <= MOST_REMOVED && removed.every(isNarrowable), "Malformed");
    need(isText(value.how, LONGEST_HOW), "Malformed");
    return value;
  });
}
