// The organisation's two signed documents.
import { b64u, hex, unb64u, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { Signer } from "../../../../reporting/intake/static/seal/signing.mjs";
import { OpeningKey } from "../../../../reporting/intake/static/seal/suite.mjs";
import { fixed, flipped, INSTALLATION, Vectors } from "./lib.mjs";
import { SMALL_ORDER } from "./weak.mjs";

// 2026-03-05 is day 20517 since 1970-01-01.
export const TODAY = "2026-03-05";
const SEQUENCE = 20517001;

const organisation = () => Signer.from(fixed("organisation"));
const sealKey = async (name) => b64u((await OpeningKey.from(fixed(name))).sealing.raw);
const signKey = async (name) => b64u((await Signer.from(fixed(name))).verifyingKey);

async function epoch(number, state, until, circle = "main") {
  const name = `${circle} epoch ${number}`;
  return { circle, epoch: number, seal: await sealKey(`${name} seal`), sign: await signKey(`${name} sign`), state, until };
}

async function manifestValue() {
  const epochs = [
    await epoch(1, "retired", "2026-01-10"),
    await epoch(2, "previous", "2026-03-08"),
    await epoch(3, "current", null),
  ];
  const installation = hex(INSTALLATION);
  return { v: 1, kind: "manifest", installation, sequence: SEQUENCE, valid_until: "2026-08-31", epochs };
}

async function rosterValue() {
  const member = async (handle, roles, circles, removed = null) => ({
    handle,
    seal: await sealKey(`${handle} seal`),
    sign: await signKey(`${handle} sign`),
    roles,
    circles,
    removed,
  });
  const members = [
    await member("wren", ["advocate", "coordinator"], ["main"]),
    await member("heron", ["outreach"], []),
    await member("jay", ["advocate"], ["main"], "2026-02-01"),
  ];
  const installation = hex(INSTALLATION);
  const about = { v: 1, kind: "roster", installation, sequence: SEQUENCE, valid_until: "2026-08-31", members };
  return { ...about, recovery: await sealKey("recovery") };
}

/** A manifest as `/keys.json` carries it, with what a reader pins, and the epochs' signers by number. */
export async function signedManifest() {
  const signer = await organisation();
  const body = utf8(JSON.stringify(await manifestValue()));
  const signature = await signer.sign("brolly/manifest/v1", body);
  const signers = {};
  for (const number of [1, 2, 3]) signers[number] = await Signer.from(fixed(`main epoch ${number} sign`));
  const manifest = { body: b64u(body), signature: b64u(signature), pins: pinsJson(signer), today: TODAY };
  return { manifest, signers };
}

const pinsJson = (signer, change = {}) => ({
  installation: hex(INSTALLATION),
  organisation: b64u(signer.verifyingKey),
  minimum_sequence: SEQUENCE,
  ...change,
});

const swapText = (from, to) => (text) => {
  if (!text.includes(from)) throw new Error(`no ${from}`);
  return text.replace(from, to);
};

/** Spellings of JSON that some reader would accept: the value is right, the bytes are not ours. */
const SPELLINGS = {
  "a key twice": swapText('"v":1', '"v":1,"v":1'),
  "a key twice inside": swapText('"seal":', '"sign":"","seal":'),
  "a key twice, once escaped": swapText('"sequence":', '"\\u0073equence":99999999,"sequence":'),
  "a byte order mark": (text) => `\ufeff${text}`,
  "a sequence with a fraction": swapText(`${SEQUENCE}`, `${SEQUENCE}.0`),
  "a sequence with an exponent": swapText(`${SEQUENCE}`, "99e6"),
  "a sequence past 2^53": swapText(`${SEQUENCE}`, "9007199254740993"),
  "a sequence that is true": swapText(`${SEQUENCE}`, "true"),
  "a sequence as text": swapText(`${SEQUENCE}`, `"${SEQUENCE}"`),
  "a sequence that is NaN": swapText(`${SEQUENCE}`, "NaN"),
  "a comma at the end": (text) => `${text.slice(0, -1)},}`,
  "something after the end": (text) => `${text} {}`,
  "no day": swapText("2026-08-31", "2026-02-30"),
  "a day in another spelling": swapText("2026-08-31", "20260831"),
  "an unknown key": swapText('"v":1', '"v":1,"more":1'),
  "a key missing": swapText(`"sequence":${SEQUENCE},`, ""),
  "an installation in capitals": (text) => text.replace(hex(INSTALLATION), hex(INSTALLATION).toUpperCase()),
  "the other kind": (text) => text.replace(/"kind":"\w+"/, '"kind":"sheet"'),
  "base64 with padding": (text) => text.replace(/"sign":"([^"]+)"/, '"sign":"$1="'),
  "base64 with stray bits": (text) => text.replace(/"sign":"([^"]+)."/, '"sign":"$1_"'),
  "not an object": () => "[]",
  "empty": () => "",
};

async function addShared(vectors, value, small, label, extra) {
  const signer = await organisation();
  const whole = JSON.stringify(value);
  const text = JSON.stringify(small);
  const add = async (name, outcome, error, body, { pins = {}, today = TODAY, by = signer, as = label, turn } = {}) => {
    const raw = typeof body === "string" ? utf8(body) : body;
    const signature = await by.sign(as, raw);
    vectors.add(name, outcome, error, {
      body: b64u(turn === "body" ? flipped(raw, 20) : raw),
      signature: b64u(turn === "signature" ? flipped(signature, 5) : turn === "cut" ? signature.slice(0, -1) : signature),
      pins: pinsJson(signer, pins),
      today,
      ...(error ? {} : extra),
    });
  };
  await add("as signed", "opens", null, whole);
  await add("on its last day", "opens", null, whole, { today: "2026-08-31" });
  await add("newer than the pin", "opens", null, whole, { pins: { minimum_sequence: SEQUENCE - 1 } });
  await add("spaced and escaped", "opens", null, whole.replaceAll(":", " : ").replace("v", "\\u0076"));
  const stranger = await Signer.from(fixed("another organisation"));
  await add("another organisation", "wrong key", "BadSignature", text, { by: stranger });
  await add("signature cut", "truncated", "BadSignature", text, { turn: "cut" });
  await add("body turned", "tampered body", "BadSignature", text, { turn: "body" });
  await add("signature turned", "tampered body", "BadSignature", text, { turn: "signature" });
  await add("signed in another role", "wrong context", "BadSignature", text, { as: "brolly/edition/v1" });
  const elsewhere = { pins: { installation: hex(fixed("elsewhere", 16)) } };
  await add("another installation", "wrong context", "BadSignature", text, elsewhere);
  await add("version 2", "unknown version", "UnknownVersion", text.replace('"v":1', '"v":2'));
  const newer = { pins: { minimum_sequence: SEQUENCE + 1 } };
  await add("older than the pin", "rolled back", "RolledBack", text, newer);
  await add("a day after its last", "expired", "Expired", text, { today: "2026-09-01" });
  for (const [name, key] of Object.entries(SMALL_ORDER)) {
    await add(`pinned key: ${name}`, "small order key", "WeakKey", text, { pins: { organisation: b64u(key) } });
  }
  for (const [name, spell] of Object.entries(SPELLINGS)) {
    await add(name, "malformed", "Malformed", spell(text));
  }
  const invalid = Uint8Array.from(Buffer.from(text));
  invalid[text.indexOf("main")] = 0xff;
  await add("not UTF-8", "malformed", "Malformed", invalid);
  await add("UTF-16", "malformed", "Malformed", Uint8Array.from(Buffer.from(text, "utf16le")));
  return (name, outcome, error, change, from = small) =>
    add(name, outcome, error, JSON.stringify(change(structuredClone(from))));
}

/** A change to the value, which is then signed rightly. */
const set = (path, to) => (value) => {
  const keys = path.split(".");
  const last = keys.pop();
  keys.reduce((at, key) => at[key], value)[last] = to;
  return value;
};

export async function makeManifest() {
  const vectors = new Vectors("manifest", "crypto.manifest.read_manifest");
  const value = await manifestValue();
  const expected = { sequence: SEQUENCE, valid_until: "2026-08-31", current: 3, seal: value.epochs[2].seal };
  const small = { ...value, epochs: value.epochs.slice(2) };
  const add = await addShared(vectors, value, small, "brolly/manifest/v1", { expected });
  const bad = (name, change, from) => add(name, "malformed", "Malformed", change, from);
  await bad("no epochs", set("epochs", []));
  await bad("epochs that are no list", set("epochs", {}));
  await bad("two current epochs", set("epochs.1", { ...value.epochs[1], state: "current", until: null }), value);
  await bad("one epoch twice", set("epochs.1", value.epochs[0]), value);
  await bad("a state we do not know", set("epochs.0.state", "lost"), value);
  await bad("current with a last day", set("epochs.0.until", "2026-04-01"));
  await bad("retired without a last day", set("epochs.0.until", null), value);
  await bad("epoch 0", set("epochs.0.epoch", 0));
  await bad("epoch past 32 bits", set("epochs.0.epoch", 2 ** 32));
  await bad("a circle without a name", set("epochs.0.circle", ""));
  await bad("a sealing key cut", set("epochs.0.seal", value.epochs[2].seal.slice(0, -4)));
  await bad("a verifying key cut", set("epochs.0.sign", value.epochs[2].sign.slice(0, -4)));
  await bad("a circle of 65 letters", set("epochs.0.circle", "x".repeat(65)));
  await bad("a circle with half a character", set("epochs.0.circle", "\ud800"));
  const changed = (change) => b64u(change(unb64u(small.epochs[0].seal)));
  await bad("a sealing key out of range", set("epochs.0.seal", changed((raw) => raw.fill(255, 0, 3))));
  const weakSeal = set("epochs.0.seal", changed((raw) => raw.fill(0, 1184)));
  await add("a sealing key of small order", "small order key", "Malformed", weakSeal);
  for (const [name, key] of Object.entries(SMALL_ORDER)) {
    await add(`a verifying key: ${name}`, "small order key", "WeakKey", set("epochs.0.sign", b64u(key)));
  }
  vectors.write();
}

export async function makeRoster() {
  const vectors = new Vectors("roster", "crypto.manifest.read_roster");
  const value = await rosterValue();
  const expected = { sequence: SEQUENCE, valid_until: "2026-08-31", handles: ["wren", "heron", "jay"], recovery: value.recovery };
  const small = { ...value, members: value.members.slice(0, 1) };
  const add = await addShared(vectors, value, small, "brolly/roster/v1", { expected });
  const bad = (name, change) => add(name, "malformed", "Malformed", change);
  await bad("members that are no list", set("members", {}));
  await bad("a handle that is a number", set("members.0.handle", 7));
  await bad("roles that are text", set("members.0.roles", "advocate"));
  await bad("a removal that is no day", set("members.0.removed", "yesterday"));
  await bad("two lines under one handle", (it) => ({ ...it, members: [it.members[0], it.members[0]] }));
  await bad("one role twice", set("members.0.roles", ["advocate", "advocate"]));
  await bad("a handle of no letters", set("members.0.handle", ""));
  const order8 = set("members.0.sign", b64u(SMALL_ORDER["order 8"]));
  await add("a verifying key of small order", "small order key", "WeakKey", order8);
  await bad("a recovery key cut", set("recovery", value.recovery.slice(0, -4)));
  vectors.write();
}
