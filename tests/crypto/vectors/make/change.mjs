// A new code for an old report; who stands behind an edition; the token that hides one; what a person remembers.
import { b64u, hex, prefixed, sha256, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { keysOf, reportId } from "../../../../reporting/intake/static/seal/keys.mjs";
import { fixed, INSTALLATION, Vectors, withMembers } from "./lib.mjs";
import { SMALL_ORDER } from "./weak.mjs";

const json = (value) => utf8(JSON.stringify(value));

export async function makeChanges() {
  const vectors = new Vectors("code_change", "crypto.codechange.follow_chain: from a report's first keys to those in force");
  const codes = [
    [1, 2, 3, 4, 5, 6, 7, 8],
    [9, 10, 11, 12, 13, 14, 15, 16],
    [17, 18, 19, 20, 21, 22, 23, 24],
  ];
  const keys = [];
  for (const code of codes) keys.push(await keysOf(code, INSTALLATION));
  const publicOf = ({ signer, mailbox, tokenHash }) => ({
    verifying: b64u(signer.verifyingKey),
    mailbox: b64u(mailbox.sealing.raw),
    token_hash: hex(tokenHash),
  });
  const report = await reportId(keys[0].signer.verifyingKey, keys[0].mailbox.sealing.raw, keys[0].tokenHash);
  const start = { report: hex(report), previous: "00".repeat(32) };
  const change = async (version, previous, to, { by = version - 1, label = "brolly/code change/v1", set = {} } = {}) => {
    const kind = "code change";
    const value = { v: 1, kind, report: start.report, version, previous, ...publicOf(keys[to]), ...set };
    const statement = json(value);
    return { statement, signature: await keys[by].signer.sign(label, statement) };
  };
  const hashOf = async ({ statement }) => hex(await sha256(statement));
  const first = await change(1, start.previous, 1);
  const second = await change(2, await hashOf(first), 2);
  const add = (name, outcome, error, changes, minimum = 0) =>
    vectors.add(name, outcome, error, {
      first: publicOf(keys[0]),
      changes: changes.map(({ statement, signature }) => ({ statement: b64u(statement), signature: b64u(signature) })),
      minimum,
      ...(error === null && { version: changes.length, keys: publicOf(keys[changes.length]) }),
    });
  add("no change", "opens", null, []);
  add("one change", "opens", null, [first]);
  add("two changes", "opens", null, [first, second], 2);
  add("the second is missing", "rolled back", "RolledBack", [first], 2);
  add("all are missing", "rolled back", "RolledBack", [], 1);
  add("the first is missing", "truncated", "BadSignature", [second]);
  add("in the wrong order", "reordered", "BadSignature", [second, first]);
  add("one twice", "reordered", "BadSignature", [first, first]);
  add("signed by the new key", "wrong key", "BadSignature", [await change(1, start.previous, 1, { by: 1 })]);
  add("signed by a key no longer in force", "wrong key", "BadSignature", [first, await change(2, await hashOf(first), 2, { by: 0 })]);
  const other = { set: { report: hex(fixed("another report", 16)) } };
  add("of another report", "wrong context", "BadSignature", [await change(1, start.previous, 1, other)]);
  add("signed in another role", "wrong context", "BadSignature", [await change(1, start.previous, 1, { label: "brolly/part/v1" })]);
  add("follows another change", "swapped content", "BadSignature", [first, await change(2, start.previous, 2)]);
  add("skips a version", "swapped content", "BadSignature", [await change(2, start.previous, 1, { by: 0 })]);
  add("turned", "tampered body", "BadSignature", [{ ...first, statement: json({}) }]);
  add("version 2 of the format", "unknown version", "UnknownVersion", [await change(1, start.previous, 1, { set: { v: 2 } })]);
  add("an unknown name", "malformed", "Malformed", [await change(1, start.previous, 1, { set: { more: 1 } })]);
  add("another kind", "malformed", "Malformed", [await change(1, start.previous, 1, { set: { kind: "consent" } })]);
  for (const [name, key] of Object.entries(SMALL_ORDER)) {
    const weak = await change(1, start.previous, 1, { set: { verifying: b64u(key) } });
    add(`to a verifying key: ${name}`, "small order key", "WeakKey", [weak]);
  }
  const raw = keys[1].mailbox.sealing.raw.slice().fill(0, 1184);
  const weakMailbox = await change(1, start.previous, 1, { set: { mailbox: b64u(raw) } });
  add("to a mailbox key of small order", "small order key", "Malformed", [weakMailbox]);
  vectors.write();
}

export async function makeEditions() {
  const vectors = new Vectors("edition", "crypto.editions.verify_edition: two members behind one body");
  const signers = await withMembers(vectors);
  const body = json({ v: 1, kind: "edition", number: 12 });
  const sign = async (hand, handle, { by = handle, of = body, label = "brolly/edition/v1", at = INSTALLATION } = {}) =>
    b64u(await signers[by].sign(label, prefixed(at, hand, handle, await sha256(of))));
  const add = async (name, outcome, error, author, approver, change = {}, options = {}) =>
    vectors.add(name, outcome, error, {
      body: b64u(body),
      day: "2026-03-05",
      author,
      author_signature: await sign("author", author, options),
      approver,
      approver_signature: await sign("approver", approver),
      ...change,
    });
  await add("an advocate and a coordinator", "opens", null, "wren", "crow");
  await add("on the day of a removal", "opens", null, "wren", "jay", { day: "2026-02-01" });
  await add("a day after a removal", "wrong key", "BadSignature", "wren", "jay", { day: "2026-02-02" });
  await add("one person twice", "one person", "BadSignature", "wren", "wren");
  await add("an outreach worker", "wrong key", "BadSignature", "wren", "heron");
  await add("another body", "swapped content", "BadSignature", "wren", "crow", { body: b64u(json({})) });
  const swapped = { approver_signature: await sign("author", "crow") };
  await add("an author's signature as the approver's", "wrong context", "BadSignature", "wren", "crow", swapped);
  const lent = { approver_signature: await sign("approver", "wren", { by: "crow" }) };
  await add("signed for somebody else", "wrong key", "BadSignature", "crow", "wren", lent);
  await add("another installation", "wrong context", "BadSignature", "wren", "crow", {}, { at: fixed("elsewhere", 16) });
  await add("signed in another role", "wrong context", "BadSignature", "wren", "crow", {}, { label: "brolly/audit/v1" });
  await add("a signature cut", "truncated", "BadSignature", "wren", "crow", { author_signature: b64u(new Uint8Array(63)) });
  const nobody = { author: "robin", author_signature: await sign("author", "wren") };
  await add("a handle nobody has", "wrong key", "NotListed", "wren", "crow", nobody);
  vectors.write();
}

export async function makeStops() {
  const vectors = new Vectors("stop_token", "crypto.stoptokens.read_stop_token and stops");
  const token = fixed("stop token");
  const value = { v: 1, kind: "stop token", number: 12, edition: 2, token: b64u(token) };
  const add = async (name, outcome, error, content) =>
    vectors.add(name, outcome, error, {
      content: b64u(typeof content === "string" ? utf8(content) : json(content)),
      number: 12,
      edition: 2,
      hash: hex(await sha256(token)),
    });
  await add("a token", "opens", null, value);
  await add("another kind of reply", "wrong context", "Malformed", { ...value, kind: "status" });
  await add("version 2", "unknown version", "UnknownVersion", { ...value, v: 2 });
  await add("a token cut", "truncated", "Malformed", { ...value, token: b64u(token.slice(1)) });
  await add("a name twice", "malformed", "Malformed", JSON.stringify(value).replace('"number":', '"number":1,"number":'));
  await add("no JSON", "malformed", "Malformed", "{");
  await add("bulletin 0", "malformed", "Malformed", { ...value, number: 0 });
  vectors.write();
}
