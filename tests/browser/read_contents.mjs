// Which contents the browser's readers take, for test_sealed_readers.py: [[reader, base64url], …] in, true or false out.
import { readFileSync } from "node:fs";
import { unb64u } from "../../reporting/intake/static/seal/bytes.mjs";
import { SealingError } from "../../reporting/intake/static/seal/errors.mjs";
import { readHers, readOurs } from "../../reporting/intake/static/seal/said.mjs";
import { readConsent } from "../../reporting/intake/static/seal/statements.mjs";
import { readNarrowing, readStatusItem } from "../../reporting/intake/static/seal/status.mjs";
import { readWording } from "../../reporting/intake/static/seal/wording.mjs";

const READERS = {
  message: readOurs,
  hers: readHers,
  status: readStatusItem,
  narrowing: readNarrowing,
  wording: readWording,
  consent: readConsent,
};

const taken = [];
for (const [reader, content] of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    await READERS[reader](unb64u(content));
    taken.push(true);
  } catch (error) {
    if (!(error instanceof SealingError)) throw error;
    taken.push(false);
  }
}
console.log(JSON.stringify(taken));
