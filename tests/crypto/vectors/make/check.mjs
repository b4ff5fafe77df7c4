// Read every vector that a browser would meet, whoever made it: `node tests/crypto/vectors/make/check.mjs`.
import { readdirSync, readFileSync } from "node:fs";
import { b64u, concat, hex, sha256, unb64u, unhex, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { canonical, codeFromNonce, digitsOf, parseCode } from "../../../../reporting/intake/static/seal/code.mjs";
import { open, openMailbox, Place } from "../../../../reporting/intake/static/seal/envelope.mjs";
import { SealingError } from "../../../../reporting/intake/static/seal/errors.mjs";
import { keysOf, reportId } from "../../../../reporting/intake/static/seal/keys.mjs";
import { pad } from "../../../../reporting/intake/static/seal/padding.mjs";
import { readPart, readReply } from "../../../../reporting/intake/static/seal/parts.mjs";
import { openOwn } from "../../../../reporting/intake/static/seal/report.mjs";
import { verify } from "../../../../reporting/intake/static/seal/signing.mjs";
import { aeadSeal, OpeningKey, SealingKey } from "../../../../reporting/intake/static/seal/suite.mjs";
import { wordsOf } from "../../../../reporting/intake/static/seal/words.mjs";
import * as all from "../../../../reporting/intake/static/seal/index.mjs";
import { manifestOf, readers as items } from "./read_items.mjs";

const FOLDER = new URL("../", import.meta.url);

const lists = { en: await wordsOf("en"), fr: await wordsOf("fr") };

/** Formats that no browser reads: advocates' own, and what intake keeps for itself. */
const NOT_IN_A_BROWSER = new Set([
  "audit",
  "audit_details",
  "edition",
  "epoch",
  "key_file",
  "key_file_v3",
  "organisation",
  "page_phrase",
  "page_state",
  "printed_codes",
  "profile",
  "recall",
  "recovery_shares",
  "roster",
  "session",
  "settings",
  "stop_token",
  "vault",
]);

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

/** The opened content of one part as it stands in a document. */
async function openPart(keys, installation, report, part) {
  const wrap = wrapOf(part.wraps.find(({ circle }) => circle === ""));
  const item = unhex(part.item);
  const own = { item, compartment: part.compartment, ciphertext: unb64u(part.ciphertext), wrap };
  return openOwn(keys, installation, report, own);
}

const readers = {
  ...items,

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

  async part(it) {
    equal(b64u(await readPart(placeOf(it), unb64u(it.key), unb64u(it.body))), it.content, "content");
  },

  async reply(it, { manifest }) {
    const read = await readReply(placeOf(it), await manifestOf(manifest), unb64u(it.body), it.day);
    equal(b64u(read), it.content, "content");
  },

  async manifest(it) {
    const manifest = await manifestOf(it);
    const { epoch, key } = manifest.recipient();
    const { sequence, validUntil } = manifest;
    equal({ sequence, valid_until: validUntil, current: epoch, seal: b64u(key.raw) }, it.expected, "manifest");
  },

  async sealed_report(it, { manifest }) {
    const { installation } = await manifestOf(manifest);
    const keys = await keysOf(it.code, installation);
    const { id, parts } = JSON.parse(it.body);
    const report = await reportId(keys.signer.verifyingKey, keys.mailbox.sealing.raw, keys.tokenHash);
    equal(hex(report), id, "report id");
    const consents = [...parts, ...it.later].filter(({ compartment }) => compartment === "consent");
    const read = [];
    for (const part of consents) {
      read.push(JSON.parse(new TextDecoder().decode(await openPart(keys, installation, report, part))));
    }
    const choices = read.map((statement) => Object.entries(statement.choices).sort());
    const expected = [it.choices, it.statement.choices].map((each) => Object.entries(each).sort());
    equal(choices, expected, "choices");
  },

  async from_python(it) {
    const manifest = await manifestOf(it.manifest);
    const keys = await keysOf(it.numbers, manifest.installation);
    const report = unhex(it.report);
    for (const part of it.parts) {
      const item = unhex(part.item);
      const place = new Place(manifest.installation, report, part.compartment, item);
      const wrap = { circle: "", epoch: 0, keyId: unhex(part.key_id), sealed: unb64u(part.sealed) };
      const body = await openMailbox(place, unb64u(part.ciphertext), wrap, keys.mailbox);
      const content =
        part.compartment === "consent"
          ? await readPart(place, keys.signer.verifyingKey, body)
          : await readReply(place, manifest, body, it.manifest.today);
      equal(b64u(content), part.content, "content");
    }
    const { statement, signature, digest } = it.change;
    await verify(keys.signer.verifyingKey, "brolly/code change/v1", unb64u(statement), unb64u(signature));
    equal(hex(await sha256(unb64u(statement))), digest, "digest");
  },

  code(it) {
    const chosen = it.language ? { [it.language]: lists[it.language] } : lists;
    try {
      const numbers = parseCode(it.text, chosen);
      equal(numbers, it.numbers, "code");
      equal(digitsOf(numbers), it.digits, "digits");
      equal(hex(canonical(numbers)), it.canonical, "canonical form");
      for (const [language, words] of Object.entries(it.words)) {
        equal(numbers.map((n) => lists[language][n]), words, "words");
      }
    } catch (error) {
      if (error.kind === "AmbiguousCode") equal(error.details.lists, it.lists, "lists");
      throw error;
    }
  },

  async nonce(it) {
    equal(await codeFromNonce(unhex(it.nonce)), it.numbers, "code");
  },

  async worker_keys(it) {
    const { token, tokenHash, mailbox, signer } = await keysOf(it.numbers, unhex(it.installation), it.own_word);
    equal(b64u(token), it.token, "token");
    const derived = await all.keysOf(it.numbers, unhex(it.installation), it.own_word);
    equal(b64u(derived.token), it.token, "token from what pages import");
    equal(hex(tokenHash), it.token_hash, "token hash");
    equal(b64u(signer.verifyingKey), it.verifying_key, "verifying key");
    equal(b64u(mailbox.sealing.raw), it.mailbox_key, "mailbox key");
    equal(b64u(await signer.sign("brolly/test/v1", utf8("statement"))), it.signature, "signature");
    equal(hex(await reportId(signer.verifyingKey, mailbox.sealing.raw, tokenHash)), it.report, "report id");
  },
};

const equal = (a, b, what) => expect(JSON.stringify(a) === JSON.stringify(b), `another ${what}`);

let failed = 0;
let passed = 0;
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
  const document = JSON.parse(readFileSync(new URL(file, FOLDER)));
  const { format, cases } = document;
  if (NOT_IN_A_BROWSER.has(format)) continue;
  for (const it of cases.filter(({ only_advocates_read: theirs }) => !theirs)) {
    let met = null;
    try {
      await readers[format](it, document);
    } catch (error) {
      met = error instanceof SealingError ? error.kind : String(error.stack ?? error);
    }
    // A browser has no list of members: what only that refuses, it takes.
    const expected = it.only_with_roster ? null : it.error;
    if (met === expected) passed++;
    else {
      failed++;
      console.log(`${format}: ${it.name}: expected ${expected}, met ${met}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
