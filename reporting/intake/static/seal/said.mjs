/** The conversation, and what she says to words and wishes: reporting/sealed/{messages,wording,deletion,seal}.py. */
import { hex, prefixed, sha256, unhex } from "./bytes.mjs";
import { dump, isBlank, isHash, isId, isLink, isTag, isText, load, readFirst, reading } from "./documents.mjs";
import { need, SealingError } from "./errors.mjs";
import { isDay } from "./json.mjs";
import { sealPart } from "./sealing.mjs";

export const LONGEST_MESSAGE = 10_000;
export const LONGEST_COMMENT = 2_000;
const MESSAGE = ["report", "sequence", "previous", "day", "language", "text"];

function readMessage(kind, content) {
  const value = load(kind, MESSAGE, content);
  return reading(() => {
    need(isId(value.report) && isLink(value.sequence, value.previous) && isDay(value.day), "Malformed");
    need(isTag(value.language) && isText(value.text, LONGEST_MESSAGE) && !isBlank(value.text), "Malformed");
    return value;
  });
}

/** An advocates' message, or a question that police asked through them. @throws SealingError NotDecodable */
export const readOurs = (content) =>
  readFirst([(raw) => readMessage("message", raw), (raw) => readMessage("question", raw)], content);

/** Names of each kind of hers behind the report, in the order in which they are written, and what they may hold. */
const HERS = {
  answer: {
    names: ["day", "language", "text", "stop_replies"],
    fits: ({ day, language, text, stop_replies: stop }) =>
      isDay(day) && isTag(language) && isText(text, LONGEST_MESSAGE) && typeof stop === "boolean" && (stop || !isBlank(text)),
  },
  "wording answer": {
    names: ["day", "draft", "digest", "answer", "comment"],
    fits: ({ day, draft, digest, answer, comment }) =>
      isDay(day) && isId(draft) && isHash(digest) && isText(comment, LONGEST_COMMENT) &&
      (["approve", "refuse"].includes(answer) || (answer === "correct" && !isBlank(comment))),
  },
  deletion: {
    names: ["day", "scope", "action"],
    fits: ({ day, scope, action }) =>
      isDay(day) && ["all", "contact"].includes(scope) && ["ask", "stop"].includes(action),
  },
};

function readWord(kind, content) {
  const { names, fits } = HERS[kind];
  const value = load(kind, ["report", ...names], content);
  return reading(() => {
    need(isId(value.report) && fits(value), "Malformed");
    return value;
  });
}

/** What a worker's verified message says. @throws SealingError NotDecodable */
export const readHers = (content) =>
  readFirst(Object.keys(HERS).map((kind) => (raw) => readWord(kind, raw)), content);

/**
 * Sign what she says and seal it to the circle and to her own mailbox.
 *
 * The same words with the same `nonce` are the same item, which the store keeps once, however often
 * they are sent.
 * @param {object} keys of the code in force
 * @param {Uint8Array} report
 * @param {Uint8Array} nonce 16 random bytes, secret, new for each thing she says
 * @param {"answer"|"wording answer"|"deletion"} kind
 * @param {object} values the members of that kind: see HERS
 * @returns {Promise<object>} a part, for `partJson`
 * @throws SealingError Malformed for what no reader would take, TooLarge
 */
export async function sealSaid(keys, manifest, report, nonce, kind, values) {
  const content = wordBytes(kind, { report: hex(report), ...values });
  const named = prefixed("brolly/item/v1", nonce, "message", content);
  const item = (await sha256(named)).slice(0, 16);
  return sealPart(keys, report, manifest, "message", content, true, item);
}

/** The bytes of what she says. @throws SealingError Malformed */
export function wordBytes(kind, values) {
  const { names, fits } = HERS[kind];
  if (!fits(values)) throw new SealingError("Malformed");
  unhex(values.report, 16);
  return dump(kind, Object.fromEntries(["report", ...names].map((name) => [name, values[name]])));
}

/** Whether she wants no replies: the newest day of her answers decides, and where one of them says stop, it is stop. */
export function repliesStopped(said) {
  const answers = said.filter(({ kind }) => kind === "answer");
  const newest = answers.map(({ arrived }) => arrived).sort().at(-1);
  return answers.some(({ arrived, stop_replies: stop }) => arrived === newest && stop);
}
