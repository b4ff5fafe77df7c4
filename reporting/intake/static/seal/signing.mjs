/** Ed25519 over prefixed(label, statement): a signature made for one purpose fits no other. */
import { getPublicKeyAsync, Point, signAsync, verifyAsync } from "../vendor/primitives.mjs";
import { hex, prefixed } from "./bytes.mjs";
import { need } from "./errors.mjs";

export class Signer {
  #seed;

  constructor(seed, verifyingKey) {
    this.#seed = seed;
    this.verifyingKey = verifyingKey;
  }

  /** @param {Uint8Array} seed 32 bytes */
  static async from(seed) {
    return new Signer(seed, await getPublicKeyAsync(seed));
  }

  sign(label, statement) {
    return signAsync(prefixed(label, statement), this.#seed);
  }
}

const FIELD = 2n ** 255n - 19n;

/**
 * Return if `signature` is `key`'s over the statement.
 *
 * Points of small order, and encodings that are not canonical, are refused: with those one signature
 * fits many statements. So are points of mixed order, where this library's equation would accept
 * what others refuse ("Taming the many EdDSAs", SSR 2020).
 * @throws SealingError BadSignature, WeakKey
 */
export async function verify(key, label, statement, signature) {
  need(key.length === 32 && signature.length === 64, "BadSignature");
  checkPoint(key);
  checkPoint(signature.subarray(0, 32));
  const fits = await verifyAsync(signature, prefixed(label, statement), key, { zip215: false });
  need(fits, "BadSignature");
}

/**
 * Refuse a point under which anybody could sign.
 * @throws SealingError WeakKey
 */
export function refuseWeak(encoded) {
  // The sign bit is no part of y; with it cleared, the neutral point's second spelling shows too.
  const positive = Uint8Array.from(encoded);
  positive[31] &= 0x7f;
  need(BigInt(`0x${hex(positive.slice().reverse())}`) < FIELD, "WeakKey");
  need(!decoded(positive)?.isSmallOrder(), "WeakKey");
}

function checkPoint(encoded) {
  refuseWeak(encoded);
  need(decoded(encoded)?.isTorsionFree(), "BadSignature");
}

function decoded(encoded) {
  try {
    return Point.fromBytes(encoded);
  } catch {
    return null; // not on the curve
  }
}
