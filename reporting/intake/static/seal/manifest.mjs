/** The organisation's signed list of keys that may be sealed to. */
import { hex, text, unb64u, unhex, utf8 } from "./bytes.mjs";
import { need } from "./errors.mjs";
import { isCount, isDay, isName, needKeys, readObject } from "./json.mjs";
import { refuseWeak, verify } from "./signing.mjs";
import { PUBLIC_KEY_BYTES, SealingKey } from "./suite.mjs";

const LABEL = "brolly/manifest/v1";
const STATES = ["current", "previous", "retired"];

export class Manifest {
  constructor(values) {
    Object.assign(this, values);
    Object.freeze(this);
  }

  /** The circle's newest epoch, as a recipient. @throws SealingError NotListed */
  recipient(circle = "main") {
    const found = this.epochs.find((epoch) => epoch.circle === circle && epoch.state === "current");
    need(found, "NotListed");
    return { circle, epoch: found.number, key: found.seal };
  }

  /**
   * The key that signs for an epoch on `day` (ISO text); a retired one counts up to its last day.
   * @throws SealingError NotListed, BadSignature
   */
  signingKey(circle, number, day) {
    const found = this.epochs.find((epoch) => epoch.circle === circle && epoch.number === number);
    need(found, "NotListed");
    need(found.until === null || day <= found.until, "BadSignature");
    return found.sign;
  }
}

/**
 * The manifest, if the pinned organisation signed exactly these bytes.
 * @param {{installation: Uint8Array, organisation: Uint8Array, minimumSequence: number}} pins
 * @param {string} today ISO day, told by the page: a phone's clock may be wrong
 * @throws SealingError BadSignature, WeakKey, Malformed, UnknownVersion, RolledBack, Expired
 */
export async function readManifest(body, signature, pins, today) {
  await verify(pins.organisation, LABEL, body, signature);
  const value = readObject(body);
  needKeys(value, "v", "kind", "installation", "sequence", "valid_until", "epochs");
  need(value.kind === "manifest" && isCount(value.sequence) && isDay(value.valid_until), "Malformed");
  need(hex(unhex(value.installation, 16)) === hex(pins.installation), "BadSignature");
  need(value.sequence >= pins.minimumSequence, "RolledBack");
  need(today <= value.valid_until, "Expired");
  need(Array.isArray(value.epochs) && value.epochs.length > 0, "Malformed");
  const epochs = [];
  for (const entry of value.epochs) epochs.push(await readEpoch(entry));
  refuseTwins(epochs);
  return new Manifest({
    installation: pins.installation,
    sequence: value.sequence,
    validUntil: value.valid_until,
    epochs,
  });
}

/** `/keys.json` carries `body` (text), `signature` (base64url) and the day that intake goes by. */
export const readKeys = (bytes) => {
  const { body, signature, today } = JSON.parse(text(bytes));
  need(typeof body === "string", "Malformed");
  return { body: utf8(body), signature: unb64u(signature, 64), today };
};

async function readEpoch(entry) {
  needKeys(entry, "circle", "epoch", "seal", "sign", "state", "until");
  need(isName(entry.circle) && isCount(entry.epoch, 1) && entry.epoch < 2 ** 32, "Malformed");
  need(STATES.includes(entry.state), "Malformed");
  need(entry.state === "current" ? entry.until === null : isDay(entry.until), "Malformed");
  const sign = unb64u(entry.sign, 32);
  refuseWeak(sign);
  return Object.freeze({
    circle: entry.circle,
    number: entry.epoch,
    seal: await SealingKey.from(unb64u(entry.seal, PUBLIC_KEY_BYTES)),
    sign,
    state: entry.state,
    until: entry.until,
  });
}

function refuseTwins(epochs) {
  const names = new Set(epochs.map(({ circle, number }) => `${number} ${circle}`));
  const current = epochs.filter(({ state }) => state === "current").map(({ circle }) => circle);
  need(names.size === epochs.length && new Set(current).size === current.length, "Malformed");
}
