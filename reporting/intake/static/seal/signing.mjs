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
const ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7n;
/** The y of the eight points of small order. */
const SMALL_ORDER_Y = [0n, 1n, FIELD - 1n, ORDER_8, FIELD - ORDER_8];

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

function checkPoint(encoded) {
  const y = BigInt(`0x${hex(Uint8Array.from(encoded).reverse())}`) & (2n ** 255n - 1n);
  need(y < FIELD && !SMALL_ORDER_Y.includes(y), "WeakKey");
  let whole = false;
  try {
    whole = Point.fromBytes(encoded).isTorsionFree();
  } catch {
    // not on the curve
  }
  need(whole, "BadSignature");
}
