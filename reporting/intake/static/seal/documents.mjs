/** The JSON documents inside a seal, written and read strictly: reporting/sealed/documents.py. */
import { utf8 } from "./bytes.mjs";
import { need, SealingError } from "./errors.mjs";
import { isCount, needKeys, readObject } from "./json.mjs";

/** A document that is sealed: version and kind first, then its values in the order given. */
export const dump = (kind, values) => utf8(JSON.stringify({ v: 1, kind, ...values }));

/**
 * The fields of a document of this kind with exactly these keys.
 * @throws SealingError NotDecodable for any other kind, version or shape
 */
export const load = (kind, keys, content) =>
  reading(() => {
    const value = readObject(content);
    needKeys(value, "v", "kind", ...keys);
    need(value.kind === kind, "Malformed");
    return value;
  });

/** Whatever a reader refuses becomes NotDecodable. */
export function reading(work) {
  try {
    return work();
  } catch (error) {
    throw error instanceof SealingError ? new SealingError("NotDecodable", error.details) : error;
  }
}

/** What the first reader that takes it makes of a content; the last one's refusal when none does. */
export function readFirst(readers, content) {
  for (const read of readers.slice(0, -1)) {
    try {
      return read(content);
    } catch (error) {
      if (error.kind !== "NotDecodable") throw error;
    }
  }
  return readers.at(-1)(content);
}

/** A text of at most `longest` characters, counted as Python counts them, none of them halved. */
export const isText = (value, longest = 4096) =>
  typeof value === "string" && [...value].length <= longest && !/\p{Cs}/u.test(value);

export const isTag = (value) => isText(value, 12);

/** Nothing but what Python calls a blank. */
export const isBlank = (value) =>
  /^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/.test(value);

export const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

export const isId = (value) => typeof value === "string" && /^[0-9a-f]{32}$/.test(value);

/** A number of a chain, and the digest before it: none for the first, a hash for every other. */
export const isLink = (number, previous) => isCount(number, 1) && (number > 1 ? isHash(previous) : previous === "");
