/** JSON as signed documents carry it: UTF-8, no repeated key, whole numbers only. */
import { text } from "./bytes.mjs";
import { need, SealingError } from "./errors.mjs";

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]|[^\s{}[\],:"]+/g;
const WHOLE = /^-?(?:0|[1-9]\d*)$/;

/**
 * The object that `bytes` spell.
 *
 * A repeated key would let two readers of one signed document believe different things.
 * @param {Uint8Array} bytes
 * @throws SealingError Malformed; UnknownVersion when `v` is a number other than 1
 */
export function readObject(bytes) {
  const source = text(bytes);
  let value;
  try {
    value = JSON.parse(source);
  } catch {
    throw new SealingError("Malformed");
  }
  need(isObject(value), "Malformed");
  refuseRepeats(source.match(TOKENS));
  need(Number.isInteger(value.v), "Malformed");
  need(value.v === 1, "UnknownVersion");
  return value;
}

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whole number from `low` up that every reader holds exactly. */
export const isCount = (value, low = 0) => Number.isSafeInteger(value) && value >= low;

/** A text of 1 to 64 characters, none of them halved. */
export const isName = (value) =>
  typeof value === "string" && value !== "" && [...value].length <= 64 && !/\p{Cs}/u.test(value);

/** A calendar day, `YYYY-MM-DD`, that exists. */
export const isDay = (value) =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !value.startsWith("0000") &&
  !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) &&
  new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);

/** Exactly these keys, no other. @throws SealingError Malformed */
export function needKeys(value, ...names) {
  need(isObject(value), "Malformed");
  const keys = Object.keys(value);
  need(keys.length === names.length && names.every((name) => Object.hasOwn(value, name)), "Malformed");
}

function refuseRepeats(tokens) {
  const open = [];
  tokens.forEach((token, at) => {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token[0] === '"' && tokens[at + 1] === ":") {
      const key = JSON.parse(token);
      need(!open.at(-1).has(key), "Malformed");
      open.at(-1).add(key);
    } else if (/^[-\d]/.test(token)) need(WHOLE.test(token), "Malformed");
  });
}
