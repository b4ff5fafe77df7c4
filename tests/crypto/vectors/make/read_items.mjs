// How the browser's code reads what a mailbox holds: the formats of test_sealed_vectors.py.
import { b64u, hex, unb64u, unhex } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { followChain } from "../../../../reporting/intake/static/seal/codechange.mjs";
import { Place } from "../../../../reporting/intake/static/seal/envelope.mjs";
import { need } from "../../../../reporting/intake/static/seal/errors.mjs";
import { fileContent } from "../../../../reporting/intake/static/seal/file.mjs";
import { keysOf } from "../../../../reporting/intake/static/seal/keys.mjs";
import { readManifest } from "../../../../reporting/intake/static/seal/manifest.mjs";
import { readItem, unbroken } from "../../../../reporting/intake/static/seal/opened.mjs";
import { wordBytes } from "../../../../reporting/intake/static/seal/said.mjs";
import { consentChain } from "../../../../reporting/intake/static/seal/statements.mjs";
import { SealingKey } from "../../../../reporting/intake/static/seal/suite.mjs";
import { edited, summaryOf } from "./read_mailbox.mjs";

export const manifestOf = ({ body, signature, pins, today }) => {
  const pinned = {
    installation: unhex(pins.installation),
    organisation: unb64u(pins.organisation),
    minimumSequence: pins.minimum_sequence,
  };
  return readManifest(unb64u(body), unb64u(signature), pinned, today);
};

/** Each item as [the name of its list, what it says]. */
async function readAll(it, document) {
  const manifest = await manifestOf(document.manifest);
  const verifying = it.keys.map((key) => unb64u(key));
  const found = [];
  for (const { item, compartment, day, body } of it.items) {
    const place = new Place(manifest.installation, unhex(it.report), compartment, unhex(item));
    found.push(await readItem({ place, manifest, verifying, day }, unb64u(body)));
  }
  return found;
}

function equal(a, b) {
  if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error(`${JSON.stringify(a)} is not ${JSON.stringify(b)}`);
}

/** What was read says all that was signed; and what is hers is written the same again. */
function isWhatWasSigned(said, body) {
  const isHers = HERS.has(said.kind);
  const content = body.slice(isHers ? 65 : 2 + body[1] + 4 + 64);
  const { v, kind, ...values } = JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(content));
  for (const [name, value] of Object.entries({ v, kind, ...values })) equal(said[name], value);
  if (isHers) equal(b64u(wordBytes(kind, values)), b64u(content));
}

async function readSaid(it, document) {
  const found = await readAll(it, document);
  found.forEach(([, said], at) => isWhatWasSigned(said, unb64u(it.items[at].body)));
  const chained = found.map(([, said]) => said).filter(({ sequence }) => sequence !== undefined);
  need(unbroken(chained), "NotDecodable");
}

const HERS = new Set(["answer", "wording answer", "deletion"]);

async function readConsents(it, document) {
  const found = await readAll(it, document);
  consentChain(found.map(([, statement]) => statement), { seen: it.seen, code: it.code });
}

/** A browser writes files and reads none: what it writes is the same again. */
function writeFile({ about, data, content }) {
  equal(b64u(fileContent(about, unb64u(data))), content);
}

const publicOf = async ({ verifying, mailbox, token_hash: hash }) =>
  ({ verifying: unb64u(verifying), mailbox: await SealingKey.from(unb64u(mailbox)), tokenHash: unhex(hash) });

async function followChanges(it) {
  const changes = it.changes.map(({ statement, signature }) => ({ statement: unb64u(statement), signature: unb64u(signature) }));
  const { keys, version } = (await followChain(await publicOf(it.first), changes, it.minimum)).at(-1);
  const { verifying, mailbox, tokenHash } = keys;
  equal({ verifying: b64u(verifying), mailbox: b64u(mailbox.raw), token_hash: hex(tokenHash) }, it.keys);
  equal(version, it.version);
}

async function openWhole(it, document) {
  const manifest = await manifestOf(document.manifest);
  const keys = await keysOf(it.numbers, manifest.installation, it.own_word);
  const mailbox = edited(document.mailbox, it);
  equal(await summaryOf({ keys, manifest, mailbox, today: document.manifest.today }), it.expected);
}

export const readers = {
  mailbox: openWhole,
  new_code: openWhole,
  code_change: followChanges,
  file: writeFile,
  message: readSaid,
  answer: readSaid,
  wording_answer: readSaid,
  deletion: readSaid,
  event: readSaid,
  wording: readSaid,
  witnessed_consent: readConsents,
};
