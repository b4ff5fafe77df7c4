/** From a code to the keys of its report. Nothing here is ever sent, save public parts and the token. */
import { concat, prefixed, sha256, utf8 } from "./bytes.mjs";
import { canonical } from "./code.mjs";
import { Signer } from "./signing.mjs";
import { hkdf, OpeningKey } from "./suite.mjs";

// The code has 88 bits; these rounds add 15 to a thief's work and cost a cheap phone a blink.
const ROUNDS = 2 ** 15;

/** A word of her own that is not on the card, in one spelling. */
const ownWordBytes = (word) => {
  const spelled = word.replace(/^ +| +$/g, "").normalize("NFC").toLowerCase().normalize("NFC");
  return spelled ? prefixed(utf8(spelled)) : new Uint8Array();
};

/**
 * @param {number[]} code eight numbers
 * @param {Uint8Array} installation 16 bytes, the salt
 * @param {string} [ownWord]
 */
export async function keysOf(code, installation, ownWord = "") {
  const password = concat(canonical(code), ownWordBytes(ownWord));
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const params = { name: "PBKDF2", hash: "SHA-256", salt: installation, iterations: ROUNDS };
  const root = new Uint8Array(await crypto.subtle.deriveBits(params, key, 256));
  const token = await hkdf(root, "brolly/mailbox token/v1");
  return {
    token,
    tokenHash: await sha256(token),
    mailbox: await OpeningKey.from(await hkdf(root, "brolly/mailbox key/v1")),
    signer: await Signer.from(await hkdf(root, "brolly/report key/v1")),
  };
}

/** The report's name commits to its first keys; all lengths are fixed, so nothing is prefixed. */
export async function reportId(verifyingKey, mailboxKey, tokenHash) {
  const committed = concat(utf8("brolly/report/v1"), verifyingKey, mailboxKey, tokenHash);
  return (await sha256(committed)).slice(0, 16);
}
