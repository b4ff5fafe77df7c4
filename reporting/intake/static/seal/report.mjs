/** A whole report, sealed: what `POST /report/sealed` takes. */
import { b64u, hex, randomBytes, sha256, utf8 } from "./bytes.mjs";
import { openMailbox, Place, seal } from "./envelope.mjs";
import { keysOf, reportId } from "./keys.mjs";
import { readPart, signPart } from "./parts.mjs";

const json = (value) => utf8(JSON.stringify(value));

/** Sign and seal one part. `toMailbox` also lets the code open it again. */
export async function sealPart(keys, report, manifest, compartment, content, toMailbox = false) {
  const item = randomBytes(16);
  const place = new Place(manifest.installation, report, compartment, item);
  const recipients = [manifest.recipient()];
  if (toMailbox) recipients.push({ circle: "", epoch: 0, key: keys.mailbox.sealing });
  const sealed = await seal(place, await signPart(keys.signer, place, content), recipients);
  return { item, compartment, ...sealed };
}

/** The consent statement's bytes. `previous` is the hash of the one before, or null. */
export function consentStatement({ report, version, previous, account, day, language, wording, choices }) {
  const chained = previous && hex(previous);
  const about = { v: 1, kind: "consent", report: hex(report), version, previous: chained, account: hex(account) };
  return json({ ...about, day, language, wording, choices });
}

/**
 * Seal a first report.
 * @param {{code: number[], ownWord?: string, account: object, contact: object, choices: object,
 *   manifest: import("./manifest.mjs").Manifest, day: string, language: string, wording: string}} given
 * @returns {Promise<{keys: object, id: Uint8Array, body: string}>} `body` is the JSON to send
 */
export async function sealReport({ code, ownWord, account, contact, choices, manifest, ...given }) {
  const keys = await keysOf(code, manifest.installation, ownWord);
  const id = await reportId(keys.signer.verifyingKey, keys.mailbox.sealing.raw, keys.tokenHash);
  const accountBytes = json(account);
  const about = { report: id, version: 1, previous: null, account: await sha256(accountBytes) };
  const statement = consentStatement({ ...about, ...given, choices });
  const parts = [
    await sealPart(keys, id, manifest, "account", accountBytes),
    await sealPart(keys, id, manifest, "contact", json(contact)),
    await sealPart(keys, id, manifest, "consent", statement, true),
  ];
  return { keys, id, body: reportJson(keys, id, parts) };
}

export const reportJson = (keys, id, parts) =>
  JSON.stringify({
    v: 1,
    verifying_key: b64u(keys.signer.verifyingKey),
    mailbox_key: b64u(keys.mailbox.sealing.raw),
    token_hash: hex(keys.tokenHash),
    id: hex(id),
    parts: parts.map(partJson),
  });

export const partJson = ({ item, compartment, ciphertext, wraps }) => ({
  item: hex(item),
  compartment,
  ciphertext: b64u(ciphertext),
  wraps: wraps.map(({ circle, epoch, keyId, sealed }) => ({
    circle,
    epoch,
    key_id: hex(keyId),
    sealed: b64u(sealed),
  })),
});

/** The content of a part of her own that her mailbox can open (a consent statement). */
export async function openOwn(keys, installation, report, { item, compartment, ciphertext, wrap }) {
  const place = new Place(installation, report, compartment, item);
  const body = await openMailbox(place, ciphertext, wrap, keys.mailbox);
  return readPart(place, keys.signer.verifyingKey, body);
}
