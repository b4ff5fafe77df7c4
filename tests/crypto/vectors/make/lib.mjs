// What every maker of vectors shares: bytes that are the same on every run, and one way to write them down.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { b64u, hex } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { Signer } from "../../../../reporting/intake/static/seal/signing.mjs";

const FOLDER = new URL("../", import.meta.url);

/** `length` bytes that depend on `name` alone: SHA-256("brolly vector ‖ name ‖ counter"), joined. */
export function fixed(name, length = 32) {
  const blocks = [];
  for (let at = 0; at * 32 < length; at++) {
    blocks.push(createHash("sha256").update(`brolly vector ${name} ${at}`).digest());
  }
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
}

export const INSTALLATION = fixed("installation", 16);

/** A copy with one bit of byte `at` turned (from the end when negative). */
export function flipped(bytes, at) {
  const copy = Uint8Array.from(bytes);
  copy[at < 0 ? copy.length + at : at] ^= 1;
  return copy;
}

export function withByte(bytes, at, value) {
  const copy = Uint8Array.from(bytes);
  copy[at] = value;
  return copy;
}

export const placeJson = (place) => ({
  installation: hex(place.installation),
  report: hex(place.report),
  compartment: place.compartment,
  item: hex(place.item),
});

export const wrapJson = (wrap) => ({
  circle: wrap.circle,
  epoch: wrap.epoch,
  key_id: hex(wrap.keyId),
  sealed: b64u(wrap.sealed),
});

/**
 * Collects the cases of one format.
 *
 * `outcome` is one of: opens, wrong key, truncated, tampered body, swapped content, wrong context,
 * unknown version, bad padding, rolled back, small order key; or another condition in words.
 * `error` names the error a reader must raise, null when it opens.
 */
export class Vectors {
  constructor(format, about) {
    this.document = { format, maker: "node", about, cases: [] };
  }

  add(name, outcome, error, fields) {
    this.document.cases.push({ name, outcome, error, ...fields });
  }

  write() {
    const { format, cases } = this.document;
    const names = new Set(cases.map(({ name }) => name));
    if (names.size !== cases.length) throw new Error(`${format}: two cases of one name`);
    writeFileSync(new URL(`${format}.json`, FOLDER), `${JSON.stringify(this.document, null, 1)}\n`);
    console.log(`${format}: ${cases.length}`);
  }
}

/** Write an organisation's members into the vectors, one of them removed; returns what each signs with, by handle. */
export async function withMembers(vectors) {
  const handles = { wren: ["advocate"], crow: ["coordinator"], heron: ["outreach"], jay: ["advocate"] };
  const signers = {};
  for (const handle of Object.keys(handles)) signers[handle] = await Signer.from(fixed(`${handle} sign`));
  vectors.document.installation = hex(INSTALLATION);
  vectors.document.members = Object.entries(handles).map(([handle, roles]) => ({
    handle,
    roles,
    sign: b64u(signers[handle].verifyingKey),
    removed: handle === "jay" ? "2026-02-01" : null,
  }));
  return signers;
}
