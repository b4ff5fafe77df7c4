/**
 * A mailbox as far as it verifies: reporting/intake/mailbox.py, reporting/sealed/items.py.
 *
 * Nothing is shown that does not verify. What cannot be opened, is missing from a chain or is signed
 * by nobody we know is said to have been kept back, never passed over.
 */
import { hex, sha256, unb64u, unhex } from "./bytes.mjs";
import { follow } from "./codes.mjs";
import { openMailbox, Place } from "./envelope.mjs";
import { need, SealingError } from "./errors.mjs";
import { isDay } from "./json.mjs";
import { readPart, readReply, REPLY } from "./parts.mjs";
import { readHers, readOurs } from "./said.mjs";
import { consentChain, readConsent } from "./statements.mjs";
import { readNarrowing, readStatusItem } from "./status.mjs";
import { readWording } from "./wording.mjs";

/**
 * Open what `POST /return/mailbox` sent.
 * @param {{keys: object, manifest: import("./manifest.mjs").Manifest, mailbox: object}} given
 * @returns {Promise<object>} see the end of this function; each thing has the members that were signed, `digest`
 *   (hex of its content; of a wording that of its body) and `arrived` (the day that the store says)
 * @throws SealingError when the changes of code do not lead from the report's id to these keys: nothing of
 *   such a row is shown, and nothing of hers is sent to it
 */
export async function openReport({ keys, manifest, mailbox }) {
  const report = unhex(mailbox.report, 16);
  const { chain, verifying } = await follow(report, keys, mailbox.codes);
  const reader = { keys, manifest, report, verifying };
  const found = { statements: [], narrowings: [], notes: [], stops: [], events: [], said: [], wordings: [] };
  let keptBack = false;
  for (const item of mailbox.items) {
    try {
      const [list, one] = await read(reader, item);
      found[list].push({ ...one, arrived: item.day });
    } catch (error) {
      if (!(error instanceof SealingError)) throw error;
      keptBack = true;
    }
  }
  const chains = [found.notes, found.events, found.said.filter(isOurs)].map(unbroken);
  const status = chains[0]?.at(-1) ?? null;
  const statements = known(found.statements, { seen: status?.consent_version ?? 0, code: chain.version });
  return {
    report,
    received: mailbox.received,
    kept: mailbox.kept,
    codes: chain.version,
    deletions: mailbox.deletions,
    status,
    statements,
    // Staff who took a report down still know its code until she changes it.
    witnessed: Boolean(statements?.[0].attested) && chain.version === 0,
    narrowings: found.narrowings.sort(by(({ day }) => day)),
    stops: found.stops,
    events: found.events.sort(by(({ sequence }) => sequence)),
    said: found.said.sort(by(placeInConversation)),
    wordings: found.wordings.sort(by(({ day }) => day)),
    keptBack: keptBack || chains.includes(null) || statements === null,
  };
}

/** Which list one item belongs to, and what it says. */
async function read({ keys, manifest, report, verifying }, item) {
  need(isDay(item.day) && typeof item.compartment === "string", "Malformed");
  const place = new Place(manifest.installation, report, item.compartment, unhex(item.item, 16));
  const wrap = { circle: "", epoch: 0, keyId: unhex(item.key_id, 8), sealed: unb64u(item.sealed) };
  const body = await openMailbox(place, unb64u(item.ciphertext), wrap, keys.mailbox);
  return readItem({ place, manifest, verifying, day: item.day }, body);
}

/**
 * What an opened item says.
 * @param {{place: Place, manifest: object, verifying: Uint8Array[], day: string}} where
 * @returns {Promise<[string, object]>} the name of its list, and its members with `digest`
 * @throws SealingError
 */
export async function readItem({ place, manifest, verifying, day }, body) {
  const { compartment } = place;
  if (compartment === "consent") {
    const { content, code } = await readHerPart(place, verifying, body);
    const statement = await readConsent(content);
    return ["statements", ofThis(place, { ...statement, code }, "StatementRefused")];
  }
  const ours = compartment !== "message" || body[0] === REPLY;
  const content = ours
    ? await readReply(place, manifest, body, day)
    : (await readHerPart(place, verifying, body)).content;
  const digest = hex(await sha256(content));
  if (compartment === "message") return ["said", ofThis(place, { digest, ...(ours ? readOurs : readHers)(content) })];
  if (compartment === "narrowing") return ["narrowings", ofThis(place, { ...readNarrowing(content), digest }, "StatementRefused")];
  if (compartment === "wording") return ["wordings", ofThis(place, await readWording(content))];
  const note = { ...readStatusItem(content), digest };
  // A stop token names no report: it is worth something to whoever holds it.
  if (note.kind === "stop token") return ["stops", note];
  return [note.kind === "event" ? "events" : "notes", ofThis(place, note)];
}

/** The content of a part that one of her codes signed, and which, the newest tried first. */
async function readHerPart(place, verifying, body) {
  let refused = new SealingError("BadSignature");
  for (let code = verifying.length - 1; code >= 0; code--) {
    try {
      return { content: await readPart(place, verifying[code], body), code };
    } catch (error) {
      if (!["BadSignature", "WeakKey"].includes(error.kind)) throw error;
      refused = error;
    }
  }
  throw refused;
}

function ofThis(place, value, kind = "NotDecodable") {
  need(value.report === hex(place.report), kind);
  return value;
}

const isOurs = ({ kind }) => kind === "message" || kind === "question";

/** In order of sequence, none missing or doubled, each naming the one before; null when that is broken. */
export function unbroken(links) {
  const ordered = [...links].sort(by(({ sequence }) => sequence));
  let previous = "";
  for (const [at, link] of ordered.entries()) {
    if (link.sequence !== at + 1 || link.previous !== previous) return null;
    previous = link.digest;
  }
  return ordered;
}

function known(statements, subject) {
  try {
    return consentChain(statements, subject);
  } catch (error) {
    if (error.kind !== "StatementRefused") throw error;
    return null;
  }
}

/** By day; within a day ours come first, in their order: that of hers is not kept. */
const placeInConversation = (one) =>
  isOurs(one) ? `${one.day} 0 ${String(one.sequence).padStart(16, "0")}` : `${one.arrived} 1`;

const by = (key) => (a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b)));
