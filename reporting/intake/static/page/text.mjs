/** Text as people type it, made safe to store: the same rules as reporting/domain/report_text.py. */

const LINE_ENDS = /\r\n|[\r\v\f\x1c-\x1f\x85\u2028\u2029]/g;
// Controls that neither are a tab nor end a line, bidirectional controls, signs without width. U+200C and U+200D stay.
const REMOVED =
  /[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\xad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const HALVES = /\p{Cs}/gu;

export const isHalved = (text) => text.search(HALVES) >= 0;

/** NFC, newlines as U+000A, nothing that cannot be seen, no blanks at the ends. */
export const cleanText = (text) =>
  text.replace(HALVES, "\ufffd").replace(LINE_ENDS, "\n").replace(REMOVED, "").normalize("NFC").trim();

/** Cleaned text in one line. */
export const cleanLine = (text) => cleanText(text).replace(/\s+/g, " ").trim();

/** Length as Python counts it: in code points. */
export const lengthOf = (text) => [...text].length;

/** The number that up to four decimal digits of any script spell; NaN for anything else. */
export const numberOf = (text) =>
  /^\p{Nd}{1,4}$/u.test(text) ? Number([...text].map(digitOf).join("")) : NaN;

/** Digits of a script stand in a row of ten, from zero on. */
function digitOf(sign) {
  const at = sign.codePointAt(0);
  let zero = at;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (at - zero) % 10;
}
