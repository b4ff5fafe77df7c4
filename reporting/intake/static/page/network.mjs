/** What goes over the network, and what can come of it. */
import { readKeys, readManifest, SealingError, unb64u, unhex } from "../seal/index.mjs";

/** How long an answer may take, and for each byte sent: the server waits for 32 kbit/s as well. */
const WAIT = 60_000;
const WAIT_BYTE = 0.25;

/**
 * Something was not done. `kind` names the words for it; `maybe` is true when it may have arrived
 * all the same, so that only the same bytes may be sent again.
 */
export class Failure extends Error {
  constructor(kind, maybe = false) {
    super(kind);
    this.kind = kind;
    this.maybe = maybe;
  }
}

/** The kind of words for anything that was thrown. */
export const kindOf = (error) => {
  if (error instanceof Failure) return error.kind;
  if (error instanceof SealingError) return error.kind === "TooLarge" ? "too_large" : "untrusted";
  return "broken";
};

const BY_STATUS = { 404: "unknown", 409: "conflict", 413: "too_large", 429: "busy", 503: "store" };

async function ask(address, options) {
  let answer;
  try {
    const signal = AbortSignal.timeout(WAIT + (options.body?.length ?? 0) * WAIT_BYTE);
    answer = await fetch(address, { credentials: "omit", cache: "no-store", signal, ...options });
  } catch {
    throw new Failure("offline", true);
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  const kind = ["closed", "full"].includes(said.error) ? said.error : BY_STATUS[answer.status];
  throw new Failure(kind ?? (answer.status < 500 ? "refused" : "broken"), answer.status === 500 || answer.status === 502);
}

/** Post a document; the answer's JSON. @throws Failure */
export async function post(address, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await ask(address, { method: "POST", headers, body });
  const said = await answer.json().catch(() => null);
  // What stands between her and the site may answer anything; it has stored nothing.
  if (said?.v !== 1) throw new Failure("offline", true);
  return said;
}

/**
 * Who may be sealed to today, if the organisation that this page names says so.
 * @param {DOMStringMap} facts of the page's template
 * @returns {Promise<{manifest: import("../seal/manifest.mjs").Manifest, today: string}>}
 * @throws Failure "offline", "store"; SealingError when it cannot be believed
 */
export async function fetchKeys({ installation, organisation, sequence }) {
  const answer = await ask("/keys.json", {});
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const pins = {
    installation: unhex(installation, 16),
    organisation: unb64u(organisation, 32),
    minimumSequence: Number(sequence),
  };
  const { body, signature, today } = readKeys(bytes);
  if (!/^\d{4}-\d\d-\d\d$/.test(today)) throw new Failure("untrusted");
  return { manifest: await readManifest(body, signature, pins, today), today };
}
