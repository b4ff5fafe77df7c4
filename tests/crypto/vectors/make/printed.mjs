// Codes on paper for people without a phone. Written from SECURITY.md.
import { b64u, hex } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { hkdf } from "../../../../reporting/intake/static/seal/suite.mjs";
import { fixed, Vectors } from "./lib.mjs";

const CODES = 10;

/** The ten codes of a secret, and what the set is known by. */
async function setOf(secret) {
  const codes = [];
  for (let number = 0; number < CODES; number++) {
    const derived = await hkdf(secret, "brolly/printed code/v1", [Uint8Array.of(number)]);
    codes.push((BigInt(`0x${hex(derived)}`) % 10n ** 10n).toString().padStart(10, "0"));
  }
  const id = await hkdf(secret, "brolly/printed codes id/v1", []);
  return { codes, set_id: hex(id.slice(0, 16)) };
}

/** A secret of whose codes one begins with a zero, which is not to be lost. */
async function withLeadingZero() {
  for (let at = 0; ; at++) {
    const secret = fixed(`printed codes ${at}`);
    const { codes } = await setOf(secret);
    if (codes.some((code) => code.startsWith("00"))) return secret;
  }
}

export async function makePrintedCodes() {
  const vectors = new Vectors("printed_codes", "crypto.private.printedcodes: ten codes that come of one secret");
  const secret = fixed("printed codes");
  const add = async (name, outcome, error, bytes, typed = "", number = null) => {
    const set = error ? { codes: null, set_id: null } : await setOf(bytes);
    vectors.add(name, outcome, error, { secret: b64u(bytes), ...set, typed, number });
  };
  const { codes } = await setOf(secret);
  await add("the first", "opens", null, secret, codes[0], 0);
  await add("the last", "opens", null, secret, codes[9], 9);
  const zeros = await withLeadingZero();
  const leading = (await setOf(zeros)).codes;
  const at = leading.findIndex((code) => code.startsWith("00"));
  await add("with zeros in front", "opens", null, zeros, leading[at], at);
  await add("its zeros left out", "no code of the set", null, zeros, String(Number(leading[at])));
  await add("of another set", "no code of the set", null, zeros, codes[0]);
  await add("one digit short", "no code of the set", null, secret, codes[0].slice(1));
  await add("one digit more", "no code of the set", null, secret, `${codes[0]}0`);
  await add("two at once", "no code of the set", null, secret, codes[0] + codes[1]);
  await add("nothing", "no code of the set", null, secret);
  await add("other digits", "no code of the set", null, secret, "١٢٣٤٥٦٧٨٩٠");
  await add("half a surrogate pair", "no code of the set", null, secret, "\ud800");
  await add("a secret cut", "truncated", "Malformed", secret.slice(1));
  await add("no secret", "truncated", "Malformed", new Uint8Array());
  vectors.write();
}
