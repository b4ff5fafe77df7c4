/**
 * What a code opens: the worker's own consents, and what advocates signed for her.
 *
 * Nothing is shown that does not verify, as in reporting/intake/mailbox.py: what cannot be opened is
 * said to have been kept back.
 */
import { hex, sha256, unb64u, unhex } from "./bytes.mjs";
import { openMailbox, Place } from "./envelope.mjs";
import { need } from "./errors.mjs";
import { isCount, isDay, isName, needKeys, readObject } from "./json.mjs";
import { readPart, readReply } from "./parts.mjs";

const HEAD = ["v", "kind"];
const STATEMENT = ["report", "version", "previous", "day", "wording", "language", "account", "choices", "acknowledged"];
const STATUS = ["report", "sequence", "previous", "day", "stage", "consent_version"];
const NARROWING = ["report", "day", "removed", "recorded_by", "how"];
const STOP = ["number", "edition", "token"];
const EVENT = ["report", "sequence", "previous", "day", "event", "detail"];
// What this page does not show yet; it says that there is more, and where.
const ELSEWHERE = ["message", "wording"];
const WITNESSED = "witnessed consent";
const STAGES = ["received", "looked_at"];
const MOST = 20;

/**
 * Open a mailbox.
 * @param {{keys: object, manifest: import("./manifest.mjs").Manifest, report: Uint8Array, items: object[]}} given
 *   items as `/return/mailbox` sends them
 * @returns {Promise<{statements: object[], narrowings: object[], notes: object[], stops: object[], events: object[],
 *   keptBack: boolean, more: boolean, witnessed: boolean}>}
 *   each with `digest` (hex of its content) and `arrived` (day); `more` is what only the page that
 *   the server opens shows, `witnessed` a consent that staff heard and no code of hers signed
 */
export async function openItems({ keys, manifest, report, items }) {
  const found = {
    statements: [], narrowings: [], notes: [], stops: [], events: [], keptBack: false, more: false, witnessed: false,
  };
  for (const item of items) {
    if (ELSEWHERE.includes(item.compartment)) {
      found.more = true;
      continue;
    }
    try {
      await take(found, { keys, manifest, report }, item);
    } catch {
      found.keptBack = true;
    }
  }
  found.more ||= found.events.length > 0;
  return found;
}

async function take(found, { keys, manifest, report }, item) {
  const place = new Place(manifest.installation, report, item.compartment, unhex(item.item, 16));
  const wrap = { circle: "", epoch: 0, keyId: unhex(item.key_id, 8), sealed: unb64u(item.sealed) };
  const body = await openMailbox(place, unb64u(item.ciphertext), wrap, keys.mailbox);
  const own = item.compartment === "consent";
  const content = await (own
    ? readPart(place, keys.signer.verifyingKey, body)
    : readReply(place, manifest, body, item.day));
  const value = readObject(content);
  if (own && value.kind === WITNESSED) {
    found.witnessed = true;
    return;
  }
  const [list, read] = own ? ["statements", readStatement] : replyOf(item.compartment, value.kind);
  read(value);
  need(list === "stops" || value.report === hex(report), "CannotOpen");
  found[list].push({ ...value, digest: hex(await sha256(content)), arrived: item.day });
}

function replyOf(compartment, kind) {
  if (compartment === "narrowing") return ["narrowings", readNarrowing];
  need(compartment === "status", "Malformed");
  if (kind === "event") return ["events", readEvent];
  return kind === "stop token" ? ["stops", readStop] : ["notes", readStatus];
}

const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isId = (value) => typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
// None before the first of a chain, a hash before every other.
const follows = (value, number) => (number > 1 ? isHash(value) : value === "");
const areNames = (value) =>
  Array.isArray(value) && value.length <= MOST && new Set(value).size === value.length && value.every(isName);

function readStatement(value) {
  needKeys(value, ...HEAD, ...STATEMENT);
  const { version, previous, acknowledged } = value;
  need(value.kind === "consent" && isId(value.report) && isCount(version, 1) && follows(previous, version), "Malformed");
  need(isDay(value.day) && isName(value.wording) && /^[\w-]{1,12}$/.test(value.language), "Malformed");
  need(isHash(value.account) && areNames(acknowledged) && acknowledged.every(isHash), "Malformed");
}

function readStatus(value) {
  needKeys(value, ...HEAD, ...STATUS);
  need(value.kind === "status" && isId(value.report) && isCount(value.sequence, 1), "Malformed");
  need(follows(value.previous, value.sequence) && isDay(value.day), "Malformed");
  need(STAGES.includes(value.stage) && isCount(value.consent_version), "Malformed");
}

function readNarrowing(value) {
  needKeys(value, ...HEAD, ...NARROWING);
  need(value.kind === "narrowing" && isId(value.report) && isDay(value.day), "Malformed");
  need(areNames(value.removed) && value.removed.length > 0, "Malformed");
  need(isName(value.recorded_by) && typeof value.how === "string", "Malformed");
}

function readEvent(value) {
  needKeys(value, ...HEAD, ...EVENT);
  need(isId(value.report) && isCount(value.sequence, 1) && follows(value.previous, value.sequence), "Malformed");
  need(isDay(value.day) && isName(value.event) && typeof value.detail === "string", "Malformed");
}

function readStop(value) {
  needKeys(value, ...HEAD, ...STOP);
  need(value.kind === "stop token" && isCount(value.number, 1) && isCount(value.edition, 1), "Malformed");
  unb64u(value.token, 32);
}

/** In order of `name`, none missing or doubled, each naming the one before; null when that is broken. */
export function chained(links, name) {
  const ordered = [...links].sort((a, b) => a[name] - b[name]);
  let previous = "";
  for (const [at, link] of ordered.entries()) {
    if (link[name] !== at + 1 || link.previous !== previous) return null;
    previous = link.digest;
  }
  return ordered;
}
