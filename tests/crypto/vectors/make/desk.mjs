// What advocates keep for themselves: epoch secrets, vault rows, sessions, the record. Written from SECURITY.md.
import { b64u, concat, hex, prefixed, sha256, u32, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { Place, wrapInfo } from "../../../../reporting/intake/static/seal/envelope.mjs";
import { Signer } from "../../../../reporting/intake/static/seal/signing.mjs";
import { aeadSeal, hkdf, OpeningKey } from "../../../../reporting/intake/static/seal/suite.mjs";
import { fixed, flipped, INSTALLATION, Vectors, withByte, wrapJson } from "./lib.mjs";

const NUMBER = 3;

/** The three keys of an epoch's secret. */
async function epochKeys(secret, circle = "main", number = NUMBER) {
  const derive = (label) => hkdf(secret, label, [utf8(circle), u32(number)]);
  return {
    opening: await OpeningKey.from(await derive("brolly/epoch seal/v1")),
    signer: await Signer.from(await derive("brolly/epoch sign/v1")),
    vault: await derive("brolly/epoch vault/v1"),
  };
}

export async function makeEpochs() {
  const vectors = new Vectors("epoch", "crypto.private.epochs.EpochSecret.open: an epoch's secret sealed to a member");
  const secret = fixed("epoch secret");
  const keys = await epochKeys(secret);
  const member = await OpeningKey.from(fixed("wren seal"));
  const wrap = (what, circle = "main", number = NUMBER, installation = INSTALLATION) => {
    const info = prefixed("brolly/epoch secret/v1", installation, circle, u32(number), member.sealing.keyId);
    return member.sealing.wrap(what, info, fixed("epoch ekm", 64));
  };
  const add = (name, outcome, error, sealed, change = {}) =>
    vectors.add(name, outcome, error, {
      installation: hex(INSTALLATION),
      circle: "main",
      number: NUMBER,
      seed: b64u(fixed("wren seal")),
      seal: b64u(keys.opening.sealing.raw),
      sign: b64u(keys.signer.verifyingKey),
      sealed: b64u(sealed),
      ...change,
    });
  const sealed = await wrap(secret);
  add("a secret", "opens", null, sealed);
  add("another member", "wrong key", "CannotOpen", sealed, { seed: b64u(fixed("heron seal")) });
  add("cut", "truncated", "CannotOpen", sealed.slice(0, -1));
  add("empty", "truncated", "CannotOpen", new Uint8Array());
  add("turned", "tampered body", "CannotOpen", flipped(sealed, -1));
  add("a planted secret", "swapped content", "CannotOpen", await wrap(fixed("planted")));
  add("a planted secret of 31 bytes", "swapped content", "CannotOpen", await wrap(fixed("planted", 31)));
  add("sealed for another circle", "wrong context", "CannotOpen", await wrap(secret, "north"));
  add("sealed for another epoch", "wrong context", "CannotOpen", await wrap(secret, "main", 4));
  const elsewhere = await wrap(secret, "main", NUMBER, fixed("elsewhere", 16));
  add("sealed for another installation", "wrong context", "CannotOpen", elsewhere);
  add("read as another epoch", "wrong context", "CannotOpen", sealed, { number: 4 });
  add("version 2", "unknown version", "UnknownVersion", withByte(sealed, 0, 2));
  vectors.write();
}

export async function makeOrganisation() {
  const vectors = new Vectors("organisation", "crypto.private.organisation.Organisation.open: its seed sealed to a coordinator");
  const seed = fixed("organisation");
  const { verifyingKey } = await Signer.from(seed);
  const member = await OpeningKey.from(fixed("wren seal"));
  const wrap = (what, key = verifyingKey, installation = INSTALLATION) => {
    const info = prefixed("brolly/organisation seed/v1", installation, key, member.sealing.keyId);
    return member.sealing.wrap(what, info, fixed("organisation ekm", 64));
  };
  const add = (name, outcome, error, sealed, change = {}) =>
    vectors.add(name, outcome, error, {
      installation: hex(INSTALLATION),
      organisation: b64u(verifyingKey),
      seed: b64u(fixed("wren seal")),
      sealed: b64u(sealed),
      ...change,
    });
  const sealed = await wrap(seed);
  add("a seed", "opens", null, sealed);
  add("another coordinator", "wrong key", "CannotOpen", sealed, { seed: b64u(fixed("heron seal")) });
  add("cut", "truncated", "CannotOpen", sealed.slice(0, -1));
  add("turned", "tampered body", "CannotOpen", flipped(sealed, -1));
  add("a planted seed", "swapped content", "CannotOpen", await wrap(fixed("planted")));
  const foreign = await wrap(fixed("planted"), (await Signer.from(fixed("planted"))).verifyingKey);
  add("a planted organisation", "wrong context", "CannotOpen", foreign);
  add("another installation", "wrong context", "CannotOpen", await wrap(seed, verifyingKey, fixed("elsewhere", 16)));
  add("version 2", "unknown version", "UnknownVersion", withByte(sealed, 0, 2));
  vectors.write();
}

const padded = (body, total) => concat(u32(body.length), body, new Uint8Array(total - 4 - body.length));

export async function makeVault() {
  const vectors = new Vectors("vault", "crypto.private.vault.Vault.open: one cell of one row");
  const secret = fixed("epoch secret");
  const body = utf8('{"status":"open"}');
  const row = fixed("row", 16);
  const nonce = fixed("cell nonce", 12);
  const cell = async (plaintext, { column = "card", at = row, circle = "main", number = NUMBER, table = "card" } = {}) => {
    const { vault } = await epochKeys(secret, circle, number);
    const where = [utf8(table), utf8(column), at];
    const key = await hkdf(vault, "brolly/row/v1", where);
    const extra = prefixed("brolly/row/v1", circle, u32(number), ...where);
    return concat(Uint8Array.of(1), nonce, await aeadSeal(key, nonce, plaintext, extra));
  };
  const add = (name, outcome, error, sealed, change = {}) =>
    vectors.add(name, outcome, error, {
      secret: b64u(secret),
      circle: "main",
      number: NUMBER,
      table: "card",
      column: "card",
      row: hex(row),
      sealed: b64u(sealed),
      body: error ? null : b64u(body),
      ...change,
    });
  const sealed = await cell(padded(body, 8192));
  add("a card", "opens", null, sealed);
  const column = { column: "content_key" };
  const key = fixed("filed content key");
  add("a content key", "opens", null, await cell(padded(key, 36), column), { ...column, body: b64u(key) });
  const other = { column: "anything" };
  add("a column without a class", "opens", null, await cell(padded(body, 1024), other), other);
  add("another epoch's secret", "wrong key", "CannotOpen", sealed, { secret: b64u(fixed("another secret")) });
  add("cut", "truncated", "CannotOpen", sealed.slice(0, -1));
  add("nonce cut", "truncated", "CannotOpen", sealed.slice(0, 12));
  add("empty", "truncated", "CannotOpen", new Uint8Array());
  add("turned", "tampered body", "CannotOpen", flipped(sealed, 20));
  add("nonce turned", "tampered body", "CannotOpen", flipped(sealed, 1));
  add("another row's cell", "swapped content", "CannotOpen", await cell(padded(body, 8192), { at: fixed("other row", 16) }));
  add("read at another row", "wrong context", "CannotOpen", sealed, { row: hex(fixed("other row", 16)) });
  add("read in another column", "wrong context", "CannotOpen", sealed, { column: "other" });
  add("read in another table", "wrong context", "CannotOpen", sealed, { table: "note" });
  add("read as another epoch's", "wrong context", "CannotOpen", sealed, { number: 4 });
  add("read as another circle's", "wrong context", "CannotOpen", sealed, { circle: "north" });
  add("version 2", "unknown version", "UnknownVersion", withByte(sealed, 0, 2));
  add("size of no class", "bad padding", "CannotOpen", await cell(padded(body, 8191)));
  const late = padded(body, 8192);
  late[8191] = 1;
  add("padding not zero", "bad padding", "CannotOpen", await cell(late));
  vectors.write();
}

export async function makeSession() {
  const vectors = new Vectors("session", "crypto.private.sessions.open_session");
  const token = fixed("session token");
  const id = await sha256(concat(utf8("sid"), token));
  const nonce = fixed("session nonce", 12);
  const payload = {
    v: 1,
    handle: "wren",
    opening: hex(fixed("wren seal")),
    signing: hex(fixed("wren sign")),
    started: 1772700000,
    seen: 1772700600,
    extra: { flash: "é" },
  };
  const cell = async (value, total = 2048, by = token) => {
    const row = await sha256(concat(utf8("sid"), by));
    const key = await hkdf(by, "brolly/session/v1", [row]);
    const plaintext = padded(typeof value === "string" ? utf8(value) : utf8(JSON.stringify(value)), total);
    return concat(Uint8Array.of(1), nonce, await aeadSeal(key, nonce, plaintext, prefixed("brolly/session/v1", row)));
  };
  const add = (name, outcome, error, sealed, change = {}) =>
    vectors.add(name, outcome, error, {
      token: b64u(token),
      row_id: hex(id),
      sealed: b64u(sealed),
      payload: error ? null : payload,
      ...change,
    });
  const sealed = await cell(payload);
  add("a session", "opens", null, sealed);
  add("another token", "wrong key", "CannotOpen", sealed, { token: b64u(fixed("other token")) });
  add("a token cut", "truncated", "Malformed", sealed, { token: b64u(token.slice(1)) });
  add("cut", "truncated", "CannotOpen", sealed.slice(0, -1));
  add("turned", "tampered body", "CannotOpen", flipped(sealed, 20));
  add("another session's row", "swapped content", "CannotOpen", await cell(payload, 2048, fixed("other token")));
  add("version 2", "unknown version", "UnknownVersion", withByte(sealed, 0, 2));
  add("payload of version 2", "unknown version", "CannotOpen", await cell({ ...payload, v: 2 }));
  add("payload is no object", "malformed", "CannotOpen", await cell("[1]"));
  add("payload is no JSON", "malformed", "CannotOpen", await cell("{"));
  add("a seed cut", "malformed", "CannotOpen", await cell({ ...payload, opening: "00" }));
  add("a moment of no year", "malformed", "CannotOpen", await cell({ ...payload, seen: 10 ** 18 }));
  add("size of no class", "bad padding", "CannotOpen", await cell(payload, 2047));
  vectors.write();
}

export async function makeRecord() {
  const vectors = new Vectors("audit", "crypto.private.audit.verify_chain: entries in order, from 32 zero bytes");
  const signers = { wren: await Signer.from(fixed("wren sign")), jay: await Signer.from(fixed("jay sign")) };
  const u64 = (value) => concat(u32(0), u32(value));
  const statementOf = ({ number, previous, day, actor, digest }, installation = INSTALLATION) =>
    prefixed(installation, u64(number), previous, day, actor, digest);
  const hashOf = (it) => sha256(prefixed("brolly/audit entry/v1", statementOf(it), it.signature));
  const entry = async (number, previous, day, actor, { by = signers[actor], label = "brolly/audit/v1", at } = {}) => {
    const digest = await sha256(fixed(`ciphertext ${number}`, 50));
    const it = { number, previous, day, actor, digest };
    return { ...it, signature: await by.sign(label, statementOf(it, at)) };
  };
  const chain = async (...makers) => {
    const entries = [];
    let previous = new Uint8Array(32);
    for (const [day, actor, options] of makers) {
      const it = await entry(entries.length + 1, previous, day, actor, options);
      entries.push(it);
      previous = await hashOf(it);
    }
    return entries;
  };
  const json = (it) => ({
    number: it.number,
    previous: hex(it.previous),
    day: it.day,
    actor: it.actor,
    digest: hex(it.digest),
    signature: b64u(it.signature),
  });
  const members = Object.entries(signers).map(([handle, { verifyingKey }]) => ({
    handle,
    sign: b64u(verifyingKey),
    removed: handle === "jay" ? "2026-02-01" : null,
  }));
  vectors.document.members = members;
  vectors.document.installation = hex(INSTALLATION);
  const good = await chain(["2026-01-30", "wren"], ["2026-02-01", "jay"], ["2026-02-02", "wren"]);
  const head = { number: 3, hash: hex(await hashOf(good[2])) };
  const opens = (name, known = null) =>
    vectors.add(name, "opens", null, { entries: good.map(json), known, head });
  const add = (name, outcome, fault, entries, known = null) =>
    vectors.add(name, outcome, "BrokenRecord", { fault, entries: entries.map(json), known, head: null });
  opens("three entries");
  opens("three entries, the last seen before", head);
  const second = { number: 2, hash: hex(await hashOf(good[1])) };
  opens("three entries, the second seen before", second);
  add("the last is missing", "rolled back", "gone back", good.slice(0, 2), head);
  add("none is left", "rolled back", "gone back", [], head);
  const forked = await chain(["2026-01-30", "wren"], ["2026-01-31", "jay"], ["2026-02-02", "wren"]);
  add("another second than seen before", "rolled back", "gone back", forked, second);
  add("the first is missing", "truncated", "truncated", good.slice(1));
  add("the second is missing", "truncated", "truncated", [good[0], good[2]]);
  add("two change places", "reordered", "reordered", [good[0], good[2], good[1]]);
  add("one stands twice", "reordered", "reordered", [good[0], good[0], good[1]]);
  add("one of another chain", "swapped content", "forged", [good[0], forked[1], good[2]]);
  add("day changed", "tampered body", "forged", [{ ...good[0], day: "2026-01-29" }]);
  add("actor changed", "tampered body", "forged", [{ ...good[0], actor: "jay" }]);
  add("digest changed", "tampered body", "forged", [{ ...good[0], digest: fixed("digest") }]);
  add("signed by a colleague", "wrong key", "forged", await chain(["2026-01-30", "wren", { by: signers.jay }]));
  add("signed after her removal", "wrong key", "forged", await chain(["2026-02-02", "jay"]));
  const backdated = await chain(["2026-02-02", "wren"], ["2026-02-01", "jay"]);
  add("signed after her removal, dated before", "wrong key", "forged", backdated);
  const stranger = await Signer.from(fixed("stranger"));
  add("signed by nobody listed", "wrong key", "forged", await chain(["2026-01-30", "crow", { by: stranger }]));
  const role = await chain(["2026-01-30", "wren", { label: "brolly/edition/v1" }]);
  add("signed in another role", "wrong context", "forged", role);
  const elsewhere = await chain(["2026-01-30", "wren", { at: fixed("elsewhere", 16) }]);
  add("of another installation", "wrong context", "forged", elsewhere);
  vectors.write();
  await makeDetails();
}

async function makeDetails() {
  const vectors = new Vectors("audit_details", "crypto.private.audit.open_details: what was done, sealed to the circle");
  const seed = fixed("epoch seal seed");
  const { sealing } = await OpeningKey.from(seed);
  const number = 7;
  const item = concat(new Uint8Array(8), u32(0), u32(number));
  const place = new Place(INSTALLATION, new Uint8Array(16), "audit", item);
  const body = utf8('{"did":"opened contact"}');
  const contentKey = fixed("details key");
  const sealed = await aeadSeal(contentKey, new Uint8Array(12), padded(body, 1024), place.aad);
  const ciphertext = concat(Uint8Array.of(1), sealed);
  const { keyId } = sealing;
  const info = wrapInfo(place, "main", NUMBER, keyId);
  const wrap = { circle: "main", epoch: NUMBER, keyId, sealed: await sealing.wrap(contentKey, info, fixed("details ekm", 64)) };
  const digest = hex(await sha256(ciphertext));
  const add = (name, outcome, error, change = {}) =>
    vectors.add(name, outcome, error, {
      installation: hex(INSTALLATION),
      number,
      digest,
      seed: b64u(seed),
      ciphertext: b64u(ciphertext),
      wrap: wrapJson(wrap),
      packed_wrap: b64u(concat(Uint8Array.of(4), utf8("main"), u32(NUMBER), keyId, wrap.sealed)),
      body: error ? null : b64u(body),
      ...change,
    });
  add("details", "opens", null);
  add("other details", "swapped content", "BrokenRecord", { fault: "forged", ciphertext: b64u(flipped(ciphertext, 9)) });
  add("another entry", "wrong context", "CannotOpen", { number: 8 });
  add("another key", "wrong key", "CannotOpen", { seed: b64u(fixed("another seed")) });
  vectors.write();
}
