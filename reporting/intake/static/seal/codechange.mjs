/** A worker's new code for an old report: crypto/codechange.py. The keys before sign the keys after. */
import { b64u, hex, sha256, unb64u, unhex, utf8 } from "./bytes.mjs";
import { need } from "./errors.mjs";
import { isCount, needKeys, readObject } from "./json.mjs";
import { reportId } from "./keys.mjs";
import { refuseWeak, verify } from "./signing.mjs";
import { PUBLIC_KEY_BYTES, SealingKey } from "./suite.mjs";

const LABEL = "brolly/code change/v1";
const KIND = "code change";
const NAMES = ["report", "version", "previous", "verifying", "mailbox", "token_hash"];

/**
 * The public side of a code.
 * @typedef {{verifying: Uint8Array, mailbox: SealingKey, tokenHash: Uint8Array}} ReportKeys
 * @typedef {{keys: ReportKeys, version: number, head: string}} Chain where changes lead: the keys now,
 *   how many changes, the hash of the last in hex
 */

export const publicKeys = ({ signer, mailbox, tokenHash }) =>
  ({ verifying: signer.verifyingKey, mailbox: mailbox.sealing, tokenHash });

export const idOf = ({ verifying, mailbox, tokenHash }) => reportId(verifying, mailbox.raw, tokenHash);

export const beginning = (keys) => ({ keys, version: 0, head: "0".repeat(64) });

/**
 * Sign `next` as the keys that follow `chain`; `signer` is the key in force before.
 * @returns {Promise<{statement: Uint8Array, signature: Uint8Array}>}
 * @throws SealingError BadSignature when it is not: such a change would only be refused later
 */
export async function signChange(signer, report, chain, next) {
  need(hex(signer.verifyingKey) === hex(chain.keys.verifying), "BadSignature");
  const value = {
    v: 1,
    kind: KIND,
    report: hex(report),
    version: chain.version + 1,
    previous: chain.head,
    verifying: b64u(next.verifying),
    mailbox: b64u(next.mailbox.raw),
    token_hash: hex(next.tokenHash),
  };
  const statement = utf8(JSON.stringify(value));
  return { statement, signature: await signer.sign(LABEL, statement) };
}

/**
 * Every step from the first keys of a report on, the first keys themselves included.
 * @param {ReportKeys} first
 * @param {{statement: Uint8Array, signature: Uint8Array}[]} changes in their order
 * @param {number} [minimum] the highest version that was seen
 * @returns {Promise<Chain[]>} the last one is in force
 * @throws SealingError BadSignature, WeakKey, Malformed, UnknownVersion, RolledBack
 */
export async function followChain(first, changes, minimum = 0) {
  const report = hex(await idOf(first));
  const steps = [beginning(first)];
  for (const change of changes) steps.push(await follow(report, steps.at(-1), change));
  need(steps.length > minimum, "RolledBack");
  return steps;
}

async function follow(report, chain, { statement, signature }) {
  await verify(chain.keys.verifying, LABEL, statement, signature);
  const value = readObject(statement);
  needKeys(value, "v", "kind", ...NAMES);
  need(value.kind === KIND && isCount(value.version, 1), "Malformed");
  need(hex(unhex(value.report, 16)) === report, "BadSignature");
  need(hex(unhex(value.previous, 32)) === chain.head && value.version === chain.version + 1, "BadSignature");
  const verifying = unb64u(value.verifying, 32);
  refuseWeak(verifying);
  const mailbox = await SealingKey.from(unb64u(value.mailbox, PUBLIC_KEY_BYTES));
  const keys = { verifying, mailbox, tokenHash: unhex(value.token_hash, 32) };
  return { keys, version: value.version, head: hex(await sha256(statement)) };
}
