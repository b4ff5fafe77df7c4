/** The worker's code: eight numbers from 0 to 2047, read as words or as four-digit groups. */
import { randomBytes } from "./bytes.mjs";
import { need, SealingError } from "./errors.mjs";
import { hkdf } from "./suite.mjs";

const NUMBERS = 8;
const BITS = 11;
const CODE_BYTES = 11;
// Four letters tell every word of these lists from every other.
const PREFIX = 4;
// Digits of one group: 2047 has four.
const GROUP = 4;

/** A new code, as eight numbers. */
export const randomCode = () => fromBytes(randomBytes(CODE_BYTES));

/** The code of a form's 16-byte nonce; the same nonce gives the same code. */
export const codeFromNonce = async (nonce) => fromBytes(await hkdf(nonce, "brolly/code/v1", [], CODE_BYTES));

/** Eight 11-bit groups, the first in the highest bits. */
function fromBytes(bytes) {
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const numbers = [];
  for (let at = 0; at < NUMBERS; at++, value >>= BigInt(BITS)) numbers.unshift(Number(value & 2047n));
  return numbers;
}

/** Sixteen bytes: eight u16, big-endian. */
export const canonical = (numbers) => Uint8Array.from(numbers.flatMap((n) => [n >> 8, n & 255]));

export const digitsOf = (numbers) => numbers.map((n) => String(n).padStart(4, "0"));

// A code has fewer than 100 characters.
const LONGEST_TYPED = 1000;

/** Zero in Arabic, Persian, Devanagari, Bengali, Gurmukhi and Thai; nine more follow each. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xe50];

/** One spelling: no accents, no full-width forms, small letters, ASCII digits. */
const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/\p{Nd}/gu, (digit) => {
      const value = digit.codePointAt(0);
      const zero = ZEROS.find((start) => value >= start && value < start + 10);
      return zero === undefined ? digit : String(value - zero);
    });

/**
 * The code that somebody typed, forgivingly: case, accents, commas, first four letters.
 * @param {string} text
 * @param {Record<string, string[]>} lists words by language
 * @returns {number[]}
 * @throws SealingError NotACode, with `position` (from 1) where one alone does not fit; AmbiguousCode
 *   with `lists` when two languages fit
 */
export function parseCode(text, lists) {
  need(text.length <= LONGEST_TYPED, "NotACode");
  const tokens = plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (tokens.every((token) => /^\d+$/.test(token))) return fromDigits(tokens);
  need(tokens.length === NUMBERS, "NotACode");
  const read = Object.entries(lists).map(([language, words]) => [language, fromWords(tokens, words.map(plain))]);
  const found = read.filter(([, numbers]) => !numbers.includes(-1));
  if (found.length > 1) throw new SealingError("AmbiguousCode", { lists: found.map(([name]) => name) });
  need(found.length === 1, "NotACode", { position: firstMisfit(read.map(([, numbers]) => numbers)) });
  return found[0][1];
}

/** Where the list that fits best first fails, null when no list fits at all. */
function firstMisfit(readings) {
  const misfits = (numbers) => numbers.filter((number) => number < 0).length;
  const [best] = [...readings].sort((a, b) => misfits(a) - misfits(b));
  return misfits(best) < NUMBERS ? best.indexOf(-1) + 1 : null;
}

function fromDigits(tokens) {
  const groups = tokens.length === NUMBERS ? tokens : (tokens.join("").match(/\d{4}/g) ?? []);
  need(groups.length === NUMBERS && groups.every((group) => group.length <= GROUP), "NotACode");
  need(groups === tokens || tokens.join("").length === NUMBERS * GROUP, "NotACode");
  const numbers = groups.map(Number);
  const beyond = numbers.findIndex((n) => n >= 1 << BITS);
  need(beyond < 0, "NotACode", { position: beyond + 1 });
  return numbers;
}

function fromWords(tokens, words) {
  return tokens.map((token) => {
    const exact = words.indexOf(token);
    if (exact >= 0 || token.length < PREFIX) return exact;
    return words.findIndex((word) => word.startsWith(token));
  });
}
