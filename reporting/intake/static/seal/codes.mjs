/** Following the changes of a code, and making one: reporting/sealed/codes.py. */
import { b64u, hex, same, unb64u, unhex } from "./bytes.mjs";
import { followChain, idOf, publicKeys, signChange } from "./codechange.mjs";
import { Place, wrapInfo } from "./envelope.mjs";
import { need, SealingError } from "./errors.mjs";
import { sealConsent } from "./report.mjs";
import { partJson } from "./sealing.mjs";
import { nextStatement } from "./statements.mjs";
import { PUBLIC_KEY_BYTES, SealingKey } from "./suite.mjs";

// More than anybody makes; each is followed at every look at a report.
export const MOST_CHANGES = 20;

const sameKeys = (a, b) =>
  same(a.verifying, b.verifying) && same(a.mailbox.raw, b.mailbox.raw) && same(a.tokenHash, b.tokenHash);

const readKeys = async ({ verifying_key: verifying, mailbox_key: mailbox, token_hash: hash }) => ({
  verifying: unb64u(verifying, 32),
  mailbox: await SealingKey.from(unb64u(mailbox, PUBLIC_KEY_BYTES)),
  tokenHash: unhex(hash, 32),
});

/**
 * Follow the changes from the report's id to the keys that have just opened it.
 * @param {Uint8Array} report
 * @param {object} keys of the code in force
 * @param {{first: object|null, changes: {statement: string, signature: string}[]}} codes as the server sends them
 * @returns {Promise<{chain: import("./codechange.mjs").Chain, verifying: Uint8Array[]}>} `verifying`: the keys of
 *   all her codes, the first to the newest
 * @throws SealingError when somebody has changed them
 */
export async function follow(report, keys, { first, changes }) {
  need(Array.isArray(changes) && changes.length <= MOST_CHANGES && (first || changes.length === 0), "BadSignature");
  const now = publicKeys(keys);
  const begins = first ? await readKeys(first) : now;
  need(same(await idOf(begins), report), "BadSignature");
  const signed = changes.map(({ statement, signature }) => ({ statement: unb64u(statement), signature: unb64u(signature) }));
  const steps = await followChain(begins, signed);
  need(sameKeys(steps.at(-1).keys, now), "BadSignature");
  return { chain: steps.at(-1), verifying: steps.map((step) => step.keys.verifying) };
}

/**
 * Change from the code that opened a mailbox to another: all of it is sealed again to the new key, and
 * the new code states her consents anew.
 *
 * An item that the old code cannot open is left as it is.
 * @param {{old: object, new: object, mailbox: object, opened: object, manifest: object, day: string}} given
 *   mailbox as the server sent it, opened as `openReport` opened it
 * @returns {Promise<string>} what `POST /return/code` takes; send the same again when no answer came
 * @throws SealingError StatementRefused when her consents are not known, BadSignature past the most changes
 */
export async function sealNewCode({ old, new: next, mailbox, opened, manifest, day }) {
  need(opened.statements, "StatementRefused");
  const { report } = opened;
  const { chain } = await follow(report, old, mailbox.codes);
  need(chain.version < MOST_CHANGES, "BadSignature");
  const change = await signChange(old.signer, report, chain, publicKeys(next));
  const latest = opened.statements.at(-1);
  const statement = nextStatement(latest, { choices: latest.choices, day });
  const wraps = [];
  for (const item of mailbox.items) {
    const sealed = await again(old, next, new Place(manifest.installation, report, item.compartment, unhex(item.item, 16)), item);
    if (sealed) wraps.push({ item: item.item, sealed: b64u(sealed) });
  }
  return JSON.stringify({
    v: 1,
    kind: "new code",
    token: hex(old.token),
    new_token: hex(next.token),
    verifying_key: b64u(next.signer.verifyingKey),
    mailbox_key: b64u(next.mailbox.sealing.raw),
    statement: b64u(change.statement),
    signature: b64u(change.signature),
    seen: mailbox.items.map(({ item }) => item),
    wraps,
    parts: [partJson(await sealConsent(next, manifest, statement))],
  });
}

/** The content key of an item, wrapped again; the content stays as it was signed. Null when it does not open. */
async function again(old, next, place, item) {
  try {
    const key = await old.mailbox.unwrap(unb64u(item.sealed), wrapInfo(place, "", 0, old.mailbox.sealing.keyId));
    const { sealing } = next.mailbox;
    return await sealing.wrap(key, wrapInfo(place, "", 0, sealing.keyId));
  } catch (error) {
    if (error instanceof SealingError) return null;
    throw error;
  }
}
