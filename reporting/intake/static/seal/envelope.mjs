/** One ciphertext, and its content key wrapped to each recipient. */
import { concat, prefixed, randomBytes, same, u32 } from "./bytes.mjs";
import { need } from "./errors.mjs";
import { pad, unpad } from "./padding.mjs";
import { aeadOpen, aeadSeal, needVersion, VERSION } from "./suite.mjs";

const ID_BYTES = 16;
// The content key is fresh and seals one plaintext, so the nonce carries nothing.
const ZERO_NONCE = new Uint8Array(12);

/** Where a ciphertext belongs. It opens nowhere else. */
export class Place {
  constructor(installation, report, compartment, item) {
    for (const id of [installation, report, item]) need(id.length === ID_BYTES, "Malformed");
    Object.assign(this, { installation, report, compartment, item });
    Object.freeze(this);
  }

  get parts() {
    return [this.installation, this.report, this.compartment, this.item];
  }

  get aad() {
    return prefixed("brolly/content/v1", ...this.parts);
  }
}

/** HPKE info of a wrap: moving it to another place, circle, epoch or key breaks it. */
export const wrapInfo = (place, circle, epoch, keyId) =>
  prefixed("brolly/wrap/v1", ...place.parts, circle, u32(epoch), keyId);

/**
 * Seal `body` to every recipient.
 * @param {{circle: string, epoch: number, key: import("./suite.mjs").SealingKey}[]} recipients
 * @param {{contentKey: Uint8Array, ekm: Uint8Array[]}} [fixed] only to make test vectors
 */
export async function seal(place, body, recipients, fixed) {
  const contentKey = fixed?.contentKey ?? randomBytes(32);
  const sealed = await aeadSeal(contentKey, ZERO_NONCE, pad(place.compartment, body), place.aad);
  const wraps = [];
  for (const [at, { circle, epoch, key }] of recipients.entries()) {
    const info = wrapInfo(place, circle, epoch, key.keyId);
    wraps.push({ circle, epoch, keyId: key.keyId, sealed: await key.wrap(contentKey, info, fixed?.ekm[at]) });
  }
  return { ciphertext: concat(Uint8Array.of(VERSION), sealed), wraps };
}

/**
 * The body, opened with `key` from its wrap.
 * @param {{circle: string, epoch: number, keyId: Uint8Array, sealed: Uint8Array}} wrap
 * @param {import("./suite.mjs").OpeningKey} key
 * @throws SealingError UnknownVersion, CannotOpen
 */
export async function open(place, ciphertext, wrap, key) {
  need(same(wrap.keyId, key.sealing.keyId), "CannotOpen");
  const contentKey = await key.unwrap(wrap.sealed, wrapInfo(place, wrap.circle, wrap.epoch, wrap.keyId));
  return openContent(place, ciphertext, contentKey);
}

/** What a mailbox opens was wrapped to a mailbox, not to a circle. */
export function openMailbox(place, ciphertext, wrap, key) {
  need(wrap.circle === "" && wrap.epoch === 0, "CannotOpen");
  return open(place, ciphertext, wrap, key);
}

/** @throws SealingError UnknownVersion by the first byte, else CannotOpen */
export async function openContent(place, ciphertext, contentKey) {
  needVersion(ciphertext);
  const padded = await aeadOpen(contentKey, ZERO_NONCE, ciphertext.subarray(1), place.aad);
  return unpad(place.compartment, padded);
}
