// Read every vector that a browser would meet, whoever made it: `node tests/crypto/vectors/make/check.mjs`.
import { readdirSync, readFileSync } from "node:fs";
import { b64u, concat, hex, sha256, unb64u, unhex } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { open, openContent, Place } from "../../../../reporting/intake/static/seal/envelope.mjs";
import { SealingError } from "../../../../reporting/intake/static/seal/errors.mjs";
import { pad } from "../../../../reporting/intake/static/seal/padding.mjs";
import { aeadSeal, OpeningKey, SealingKey } from "../../../../reporting/intake/static/seal/suite.mjs";

const FOLDER = new URL("../", import.meta.url);

/** Formats that no browser reads: advocates' own, and what intake keeps for itself. */
const NOT_IN_A_BROWSER = new Set([]);

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

const placeOf = ({ place }) =>
  new Place(unhex(place.installation), unhex(place.report), place.compartment, unhex(place.item));

const wrapOf = (wrap) => ({
  circle: wrap.circle,
  epoch: wrap.epoch,
  keyId: unhex(wrap.key_id),
  sealed: unb64u(wrap.sealed),
});

const readers = {
  async envelope(it) {
    const place = placeOf(it);
    const key = await OpeningKey.from(unb64u(it.seed));
    let ciphertext = it.ciphertext && unb64u(it.ciphertext);
    if (it.ciphertext_sha256) {
      const padded = pad(place.compartment, unb64u(it.body));
      const sealed = await aeadSeal(unb64u(it.content_key), new Uint8Array(12), padded, place.aad);
      ciphertext = concat(Uint8Array.of(1), sealed);
      expect(hex(await sha256(ciphertext)) === it.ciphertext_sha256, "another ciphertext");
    }
    const body = await open(place, ciphertext, wrapOf(it.wrap), key);
    expect(b64u(body) === it.body, "another body");
  },

  async sealing_key(it) {
    const key = await SealingKey.from(unb64u(it.key));
    await key.wrap(new Uint8Array(32), new Uint8Array());
    const mine = await OpeningKey.from(unb64u(it.seed));
    expect(b64u(mine.sealing.raw) === it.key && hex(key.keyId) === it.key_id, "another key");
  },
};

let failed = 0;
let passed = 0;
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
  const { format, cases } = JSON.parse(readFileSync(new URL(file, FOLDER)));
  if (NOT_IN_A_BROWSER.has(format)) continue;
  for (const it of cases) {
    let met = null;
    try {
      await readers[format](it);
    } catch (error) {
      met = error instanceof SealingError ? error.kind : String(error.stack ?? error);
    }
    if (met === it.error) passed++;
    else {
      failed++;
      console.log(`${format}: ${it.name}: expected ${it.error}, met ${met}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
