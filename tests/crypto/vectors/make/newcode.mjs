// A whole report from the browser: sealed, answered, its code changed. Its randomness is real: made once, kept.
import { writeFileSync } from "node:fs";
import { hex, randomBytes, sha256, unb64u } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { sealNewCode } from "../../../../reporting/intake/static/seal/codes.mjs";
import { keysOf } from "../../../../reporting/intake/static/seal/keys.mjs";
import { openReport } from "../../../../reporting/intake/static/seal/opened.mjs";
import { sealConsent, sealReport } from "../../../../reporting/intake/static/seal/report.mjs";
import { sealSaid } from "../../../../reporting/intake/static/seal/said.mjs";
import { partJson } from "../../../../reporting/intake/static/seal/sealing.mjs";
import { nextStatement } from "../../../../reporting/intake/static/seal/statements.mjs";
import { INSTALLATION } from "./lib.mjs";
import { signedManifest, TODAY } from "./manifest.mjs";
import { manifestOf } from "./read_items.mjs";
import { edited, summaryOf } from "./read_mailbox.mjs";

const { manifest: signed } = await signedManifest();
const manifest = await manifestOf(signed);
const codes = [
  [[12, 345, 678, 901, 1234, 1567, 1890, 3], ""],
  [[1, 2, 3, 4, 5, 6, 7, 8], "Érable rouge"],
  [[9, 10, 11, 12, 13, 14, 15, 16], "Maple"],
];
const keys = [];
for (const [code, word] of codes) keys.push(await keysOf(code, INSTALLATION, word));

const { default: first } = await import("../sealed_report.json", { with: { type: "json" } });
const { choices, account, contact } = first.cases[0];
const told = { manifest, day: TODAY, language: "fr", wording: "2026-11" };
const sealed = await sealReport({ ...told, code: codes[0][0], account, contact, choices });

/** What a mailbox shows of a part: the wrap to it alone. */
const itemOf = ({ item, compartment, ciphertext, wraps }, day = TODAY) => {
  const { key_id: keyId, sealed: wrap } = wraps.find(({ circle }) => circle === "");
  return { item, compartment, day, ciphertext, key_id: keyId, sealed: wrap };
};

const named = {};
const put = (box, name, part) => {
  named[name] = part.item;
  // By day, then id, as the store sends them.
  const items = [...box.items, itemOf(part)].sort((a, b) => (`${a.day} ${a.item}` < `${b.day} ${b.item}` ? -1 : 1));
  return { ...box, items };
};

const consent = JSON.parse(sealed.body).parts.find(({ compartment }) => compartment === "consent");
let box = {
  v: 1, kind: "mailbox", report: hex(sealed.id), received: TODAY, kept: false, items: [],
  codes: { first: null, changes: [] }, deletions: [{ scope: "all", due: "2026-03-08" }],
};
box = put(box, "consent 1", consent);

const say = async (name, at, kind, values) => {
  const part = await sealSaid(keys[at], manifest, sealed.id, randomBytes(16), kind, { day: TODAY, ...values });
  box = put(box, name, partJson(part));
};

/** Change the code and do with the mailbox what the store does. */
async function change(name, at) {
  const opened = await openReport({ keys: keys[at], manifest, mailbox: box });
  const body = await sealNewCode({ old: keys[at], new: keys[at + 1], mailbox: box, opened, manifest, day: TODAY });
  const posted = JSON.parse(body);
  const before = {
    verifying_key: JSON.parse(sealed.body).verifying_key,
    mailbox_key: JSON.parse(sealed.body).mailbox_key,
    token_hash: hex(keys[0].tokenHash),
  };
  const keyId = hex((await sha256(unb64u(posted.mailbox_key))).slice(0, 8));
  const wraps = new Map(posted.wraps.map(({ item, sealed: wrap }) => [item, wrap]));
  const items = box.items.map((item) => ({ ...item, key_id: keyId, sealed: wraps.get(item.item) }));
  const changes = [...box.codes.changes, { statement: posted.statement, signature: posted.signature }];
  const mailbox = box;
  box = put({ ...box, items, codes: { first: before, changes } }, name, posted.parts[0]);
  return { mailbox, body };
}

await say("answer 1", 0, "answer", { language: "fr", text: "Oui, lundi. 🦉", stop_replies: false });
const changed = [await change("consent 2", 0)];
await say("wish", 1, "deletion", { scope: "all", action: "ask" });
changed.push(await change("consent 3", 1));
await say("verdict", 2, "wording answer", { draft: "22".repeat(16), digest: "33".repeat(32), answer: "refuse", comment: "" });
const opened = await openReport({ keys: keys[2], manifest, mailbox: box });
const latest = opened.statements.at(-1);
const less = nextStatement(latest, { choices: { ...latest.choices, consent_bulletin: false }, day: TODAY });
box = put(box, "consent 4", partJson(await sealConsent(keys[2], manifest, less)));

const cases = [];
async function add(name, outcome, error, more = {}, at = 2) {
  const [numbers, word] = codes[at];
  const it = { numbers, own_word: word, ...more };
  const given = { keys: await keysOf(it.numbers, INSTALLATION, it.own_word), manifest, mailbox: edited(box, it), today: TODAY };
  const expected = error ? {} : { expected: await summaryOf(given) };
  cases.push({ name, outcome, error, ...it, ...expected });
}

const { first: begins, changes } = box.codes;
await add("by the newest code", "opens", null);
await add("the own word in capitals", "opens", null, { own_word: " MAPLE" });
await add("without the own word", "wrong key", "BadSignature", { own_word: "" });
await add("by the first code", "wrong key", "BadSignature", {}, 0);
await add("by the second code", "wrong key", "BadSignature", {}, 1);
await add("the second change is hidden", "rolled back", "BadSignature", { codes: { first: begins, changes: changes.slice(0, 1) } });
await add("both changes are hidden", "rolled back", "BadSignature", { codes: { first: null, changes: [] } });
await add("the first change is hidden", "truncated", "BadSignature", { codes: { first: begins, changes: changes.slice(1) } });
await add("in the wrong order", "reordered", "BadSignature", { codes: { first: begins, changes: [...changes].reverse() } });
await add("changes without a beginning", "truncated", "BadSignature", { codes: { first: null, changes } });
for (const name of ["consent 1", "consent 2", "consent 3", "consent 4", "answer 1"]) {
  await add(`${name} is hidden`, "truncated", null, { drop: [named[name]] });
}
const other = box.items.find(({ item }) => item === named["consent 1"]);
await add("the first consent in place of the last", "rolled back", null, {
  set: [[named["consent 4"], "ciphertext", other.ciphertext], [named["consent 4"], "sealed", other.sealed]],
});
const old = changed[1].mailbox.items.find(({ item }) => item === named["answer 1"]);
await add("an answer still wrapped to the code before", "wrong key", null, {
  set: [[named["answer 1"], "key_id", old.key_id], [named["answer 1"], "sealed", old.sealed]],
});
const document = {
  format: "new_code",
  maker: "node",
  about: "reporting.intake.mailbox.Reader, sealed.codewire.read_new_code: a report whose code was changed twice in a browser",
  manifest: signed,
  mailbox: box,
  posted: changed,
  known_codes: codes,
  cases,
};
writeFileSync(new URL("../new_code.json", import.meta.url), `${JSON.stringify(document, null, 1)}\n`);
console.log(`new_code: ${cases.length}`);
