/** A whole report, sealed: what `POST /report/sealed` takes. */
import { b64u, hex, prefixed, sha256, u32, unhex } from "./bytes.mjs";
import { dump } from "./documents.mjs";
import { openMailbox, Place } from "./envelope.mjs";
import { keysOf, reportId } from "./keys.mjs";
import { readPart } from "./parts.mjs";
import { partJson, sealPart } from "./sealing.mjs";
import { statementBytes } from "./statements.mjs";

/**
 * Seal a first report.
 * @param {{code: number[], ownWord?: string, account: object, contact: object, choices: object,
 *   manifest: import("./manifest.mjs").Manifest, day: string, language: string, wording: string}} given
 *   account: answers, persons, vehicles, identifiers; contact: answers; choices: every one of them
 * @returns {Promise<{keys: object, id: Uint8Array, body: string}>} `body` is the JSON to send
 */
export async function sealReport({ code, ownWord, account, contact, choices, manifest, ...told }) {
  const { day, language, wording } = told;
  const keys = await keysOf(code, manifest.installation, ownWord);
  const id = await reportId(keys.signer.verifyingKey, keys.mailbox.sealing.raw, keys.tokenHash);
  const accountBytes = dump("account", { language, day, account });
  const statement = statementBytes({
    report: hex(id),
    version: 1,
    previous: "",
    day,
    wording,
    language,
    account: hex(await sha256(accountBytes)),
    choices,
    acknowledged: [],
  });
  const parts = [
    await sealPart(keys, id, manifest, "account", accountBytes),
    await sealPart(keys, id, manifest, "contact", dump("contact", { contact })),
    await sealPart(keys, id, manifest, "consent", statement, true),
  ];
  return { keys, id, body: reportJson(keys, id, parts) };
}

/** Seal what she adds later. @returns {Promise<object[]>} parts; the contact only when it says something */
export async function sealAddition({ keys, report, account, contact, manifest, day, language }) {
  const addition = dump("addition", { language, day, account });
  const parts = [await sealPart(keys, report, manifest, "addition", addition)];
  if (Object.keys(contact.answers).length > 0) {
    parts.push(await sealPart(keys, report, manifest, "contact", dump("contact", { contact })));
  }
  return parts;
}

/**
 * Seal a later consent statement to the circle and to her own mailbox.
 *
 * Its item id comes of report and version: of two that are sent at once the store keeps one, and
 * the chain stays whole. And of her token, so that nobody else can take that id first.
 */
export async function sealConsent(keys, manifest, statement) {
  const report = unhex(statement.report);
  const numbered = prefixed("brolly/statement item/v2", keys.token, report, u32(statement.version));
  const item = (await sha256(numbered)).slice(0, 16);
  return sealPart(keys, report, manifest, "consent", statementBytes(statement), true, item);
}

const reportJson = (keys, id, parts) =>
  JSON.stringify({
    v: 1,
    kind: "sealed report",
    id: hex(id),
    verifying_key: b64u(keys.signer.verifyingKey),
    mailbox_key: b64u(keys.mailbox.sealing.raw),
    token_hash: hex(keys.tokenHash),
    parts: parts.map(partJson),
  });

/** The content of a part of her own that her mailbox can open (a consent statement). */
export async function openOwn(keys, installation, report, { item, compartment, ciphertext, wrap }) {
  const place = new Place(installation, report, compartment, item);
  const body = await openMailbox(place, ciphertext, wrap, keys.mailbox);
  return readPart(place, keys.signer.verifyingKey, body);
}
