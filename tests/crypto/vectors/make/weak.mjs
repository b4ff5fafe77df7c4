// Keys and signatures that a verifier of Ed25519 may accept, and must not.
import { createHash } from "node:crypto";
import { etc, Point } from "../../../../vendor-js/node_modules/@noble/ed25519/index.js";
import { concat, prefixed } from "../../../../reporting/intake/static/seal/bytes.mjs";

const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const FIELD = 2n ** 255n - 19n;

const little = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
const bytesOf = (value) => new Uint8Array(Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse());

/** Points of order 1, 2, 4, 4, 8 and 8, canonical; then encodings that are not canonical. */
export const SMALL_ORDER = {
  "order 1": bytesOf(1n),
  "order 2": bytesOf(FIELD - 1n),
  "order 4": bytesOf(0n),
  "order 4, other sign": bytesOf(1n << 255n),
  "order 8": Uint8Array.from(Buffer.from("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "hex")),
  "order 8, other sign": Uint8Array.from(Buffer.from("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", "hex")),
  "order 8, other y": Uint8Array.from(Buffer.from("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "hex")),
  "y is the field's size": bytesOf(FIELD),
  "y is one above the field's size": bytesOf(FIELD + 1n),
  "x zero, sign set": bytesOf((1n << 255n) | 1n),
};

/** A signature that the neutral point as key "made" over anything: R = B·s, S = s. */
export function forgedUnderNeutral() {
  const r = 7n;
  return concat(Point.BASE.multiply(r).toBytes(), bytesOf(r));
}

/** The same signature with S + L: a second spelling (RFC 8032 section 5.1.7 forbids it). */
export function unreduced(signature) {
  return concat(signature.slice(0, 32), bytesOf(little(signature.slice(32)) + L));
}

/** A signature whose R is the neutral point, valid by the equation: S = k·s. */
export function withNeutralR(seed, label, statement) {
  const hash = createHash("sha512").update(seed).digest();
  hash[0] &= 248;
  hash[31] = (hash[31] & 127) | 64;
  const s = etc.mod(little(hash.subarray(0, 32)), L);
  const key = Point.BASE.multiply(s).toBytes();
  const r = SMALL_ORDER["order 1"];
  const k = createHash("sha512").update(concat(r, key, prefixed(label, statement))).digest();
  return concat(r, bytesOf(etc.mod(etc.mod(little(k), L) * s, L)));
}
