/** The primitives, each behind one name: HKDF, AES-256-GCM, and sealing to an X-Wing key. */
import { Aes256Gcm, CipherSuite, HkdfSha256, XWing } from "../vendor/primitives.mjs";
import { concat, hex, prefixed, sha256 } from "./bytes.mjs";
import { as, need } from "./errors.mjs";

/** First byte of a wrap and of a ciphertext: the format's version. */
export const VERSION = 1;
/** X-Wing: ML-KEM-768 encapsulation key (1184) and X25519 public key (32). */
export const PUBLIC_KEY_BYTES = 1216;
/** X-Wing: ML-KEM-768 ciphertext (1088) and X25519 ephemeral key (32). */
const ENC_BYTES = 1120;

const MLKEM_BYTES = 1184;
const MODULUS = 3329;
const FIELD = 2n ** 255n - 19n;
/** u of the points of order 1, 2, 4 and 8 (cr.yp.to/ecdh.html): a seal to one would have only half its strength. */
const SMALL_ORDER_U = [
  0n,
  1n,
  FIELD - 1n,
  0xb8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0n,
  0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
];

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** An ArrayBuffer that holds exactly these bytes: the HPKE library wants no views. */
const buffer = (bytes) => Uint8Array.from(bytes).buffer;

/** HKDF-SHA256, empty salt, info = prefixed(label, ...context) (RFC 5869). */
export async function hkdf(secret, label, context = [], length = 32) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const info = prefixed(label, ...context);
  const params = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(params, key, length * 8));
}

const gcm = (iv, additionalData) => ({ name: "AES-GCM", iv, additionalData });

export async function aeadSeal(secret, nonce, plaintext, aad) {
  const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt"]);
  return new Uint8Array(await crypto.subtle.encrypt(gcm(nonce, aad), key, plaintext));
}

/** @throws SealingError CannotOpen */
export const aeadOpen = (secret, nonce, ciphertext, aad) =>
  as("CannotOpen", async () => {
    const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["decrypt"]);
    return new Uint8Array(await crypto.subtle.decrypt(gcm(nonce, aad), key, ciphertext));
  });

/** @throws SealingError CannotOpen when empty, UnknownVersion */
export function needVersion(sealed) {
  need(sealed.length > 0, "CannotOpen");
  need(sealed[0] === VERSION, "UnknownVersion");
}

/** FIPS 203 section 7.2: the 768 coefficients of 12 bits are below the modulus. */
function inRange(raw) {
  for (let at = 0; at < MLKEM_BYTES - 32; at += 3) {
    const pair = raw[at] | (raw[at + 1] << 8) | (raw[at + 2] << 16);
    if ((pair & 4095) >= MODULUS || pair >> 12 >= MODULUS) return false;
  }
  return true;
}

/** The u-coordinate as X25519 takes it: little-endian, without the highest bit, modulo the field. */
const little = (u) => (BigInt(`0x${hex(u.reverse())}`) & (2n ** 255n - 1n)) % FIELD;

/** Somebody's public key: secrets can be wrapped to it, nothing can be opened with it. */
export class SealingKey {
  constructor(raw, keyId) {
    this.raw = raw;
    this.keyId = keyId;
  }

  /**
   * @param {Uint8Array} raw 1216 bytes
   * @throws SealingError Malformed also for ML-KEM coefficients out of range and X25519 points of small order
   */
  static async from(raw) {
    need(raw instanceof Uint8Array && raw.length === PUBLIC_KEY_BYTES, "Malformed");
    need(inRange(raw) && !SMALL_ORDER_U.includes(little(raw.slice(MLKEM_BYTES))), "Malformed");
    return new SealingKey(raw, (await sha256(raw)).slice(0, 8));
  }

  /**
   * 0x01 ‖ enc ‖ ct: HPKE base mode (RFC 9180), empty additional data.
   * @param {Uint8Array} [ekm] 64 bytes, only to make reproducible test vectors
   */
  wrap(secret, info, ekm) {
    return as("Malformed", async () => {
      const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(this.raw));
      const params = { recipientPublicKey, info: buffer(info), ...(ekm && { ekm: buffer(ekm) }) };
      const context = await suite.createSenderContext(params);
      const sealed = await context.seal(buffer(secret));
      return concat(Uint8Array.of(VERSION), new Uint8Array(context.enc), new Uint8Array(sealed));
    });
  }
}

/** A private X-Wing key from its 32-byte seed. In the browser only the mailbox's. */
export class OpeningKey {
  constructor(key, sealing) {
    this.key = key;
    this.sealing = sealing;
  }

  static async from(seed) {
    const pair = await suite.kem.generateKeyPairDerand(Uint8Array.from(seed));
    const raw = new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey));
    return new OpeningKey(pair.privateKey, await SealingKey.from(raw));
  }

  /** The secret inside a wrap. @throws SealingError UnknownVersion by the first byte, else CannotOpen */
  async unwrap(wrap, info) {
    needVersion(wrap);
    return as("CannotOpen", async () => {
      const enc = buffer(wrap.subarray(1, 1 + ENC_BYTES));
      const context = await suite.createRecipientContext({ recipientKey: this.key, enc, info: buffer(info) });
      return new Uint8Array(await context.open(buffer(wrap.subarray(1 + ENC_BYTES))));
    });
  }
}
