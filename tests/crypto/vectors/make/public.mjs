// What the organisation says to everybody, and what a member takes back again.
import { b64u, hex, prefixed, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { Signer } from "../../../../reporting/intake/static/seal/signing.mjs";
import { fixed, flipped, INSTALLATION, Vectors, withMembers } from "./lib.mjs";
import { SMALL_ORDER } from "./weak.mjs";

const SEQUENCE = 20517003;

const settingsValue = () => ({
  v: 1,
  kind: "settings",
  installation: hex(INSTALLATION),
  sequence: SEQUENCE,
  settings: [
    { name: "help_numbers", value: '[{"label": {"en": "Office"}, "phone": "604 555-0100"}]' },
    { name: "widening_days", value: "3" },
  ],
  pages: [
    { slug: "support", language: "en", body: "# Open at six\n\nKnock twice." },
    { slug: "support", language: "fr", body: "# Ouvert dès six heures" },
  ],
});

export async function makeSettings() {
  const vectors = new Vectors("settings", "crypto.settings.verify_settings: what the organisation says to everybody");
  const signer = await Signer.from(fixed("organisation"));
  const pins = (change = {}) => ({
    installation: hex(INSTALLATION),
    organisation: b64u(signer.verifyingKey),
    minimum_sequence: SEQUENCE,
    ...change,
  });
  const { sequence, settings, pages } = settingsValue();
  const expected = { sequence, settings, pages };
  const add = async (name, outcome, error, value, options = {}) => {
    const { pinned = {}, by = signer, label = "brolly/settings/v1", turn } = options;
    const raw = utf8(typeof value === "string" ? value : JSON.stringify(value));
    const signature = await by.sign(label, raw);
    vectors.add(name, outcome, error, {
      body: b64u(turn === "body" ? flipped(raw, raw.length - 40) : raw),
      signature: b64u(turn === "signature" ? flipped(signature, 5) : turn === "cut" ? signature.slice(0, -1) : signature),
      pins: pins(pinned),
      ...(error ? {} : { expected }),
    });
  };
  const value = settingsValue();
  const changed = (change) => ({ ...settingsValue(), ...change });
  const text = JSON.stringify(value);
  await add("as signed", "opens", null, value);
  await add("newer than what was seen", "opens", null, value, { pinned: { minimum_sequence: 0 } });
  await add("spaced and escaped", "opens", null, text.replace('"v":1', '"v" : 1').replace("kind", "k\\u0069nd"));
  const stranger = await Signer.from(fixed("another organisation"));
  await add("another organisation", "wrong key", "BadSignature", value, { by: stranger });
  await add("a coordinator's own key", "wrong key", "BadSignature", value, { by: await Signer.from(fixed("crow sign")) });
  await add("another number to call", "tampered body", "BadSignature", value, { turn: "body" });
  await add("signature turned", "tampered body", "BadSignature", value, { turn: "signature" });
  await add("signature cut", "truncated", "BadSignature", value, { turn: "cut" });
  await add("signed in another role", "wrong context", "BadSignature", value, { label: "brolly/manifest/v1" });
  const elsewhere = { pinned: { installation: hex(fixed("elsewhere", 16)) } };
  await add("another installation", "wrong context", "BadSignature", value, elsewhere);
  await add("version 2", "unknown version", "UnknownVersion", changed({ v: 2 }));
  await add("older than what was seen", "rolled back", "RolledBack", value, { pinned: { minimum_sequence: SEQUENCE + 1 } });
  for (const [name, key] of Object.entries(SMALL_ORDER)) {
    await add(`pinned key: ${name}`, "small order key", "WeakKey", value, { pinned: { organisation: b64u(key) } });
  }
  const bad = (name, body) => add(name, "malformed", "Malformed", body);
  await bad("another kind", changed({ kind: "manifest" }));
  await bad("a sequence of 0", changed({ sequence: 0 }));
  await bad("one setting twice", changed({ settings: [settings[1], settings[1]] }));
  await bad("one page twice", changed({ pages: [pages[0], pages[0]] }));
  await bad("a value that is no text", changed({ settings: [{ name: "widening_days", value: 3 }] }));
  await bad("a setting without a name", changed({ settings: [{ name: "", value: "3" }] }));
  await bad("a setting that says more", changed({ settings: [{ ...settings[1], more: 1 }] }));
  await bad("settings as an object", changed({ settings: { widening_days: "3" } }));
  await bad("an unknown member", changed({ more: 1 }));
  await bad("without pages", JSON.stringify({ ...value, pages: undefined }));
  await bad("a member twice", text.replace('"v":1', '"v":1,"v":1'));
  vectors.write();
}

export async function makeRecalls() {
  const vectors = new Vectors("recall", "crypto.recalls.verify_recall: a member takes a bulletin back");
  const signers = await withMembers(vectors);
  const u32 = (number) => new Uint8Array([number >>> 24, number >>> 16, number >>> 8, number]);
  const add = async (name, outcome, error, handle, change = {}, options = {}) => {
    const { by = handle, label = "brolly/recall/v1", at = INSTALLATION, says = {}, cut = false } = options;
    const recall = { number: 12, edition: 2, day: "2026-03-05", handle, ...change };
    const said = { ...recall, ...says };
    const statement = prefixed(at, u32(said.number), u32(said.edition), said.day, said.handle);
    const signature = await signers[by].sign(label, statement);
    vectors.add(name, outcome, error, { ...recall, signature: b64u(cut ? signature.slice(1) : signature) });
  };
  await add("an advocate", "opens", null, "wren");
  await add("a coordinator", "opens", null, "crow");
  await add("on the day of a removal", "opens", null, "jay", { day: "2026-02-01" });
  await add("the largest number", "opens", null, "wren", { number: 2 ** 32 - 1 });
  await add("a day after a removal", "wrong key", "BadSignature", "jay", { day: "2026-02-02" });
  await add("an outreach worker", "wrong key", "BadSignature", "heron");
  await add("a handle nobody has", "wrong key", "NotListed", "robin", {}, { by: "wren" });
  await add("signed for somebody else", "wrong key", "BadSignature", "wren", {}, { by: "crow" });
  await add("of another bulletin", "swapped content", "BadSignature", "wren", {}, { says: { number: 13 } });
  await add("of an earlier edition", "swapped content", "BadSignature", "wren", {}, { says: { edition: 1 } });
  await add("of another day", "swapped content", "BadSignature", "wren", {}, { says: { day: "2026-03-04" } });
  await add("number and edition changed over", "swapped content", "BadSignature", "wren", {}, { says: { number: 2, edition: 12 } });
  await add("another installation", "wrong context", "BadSignature", "wren", {}, { at: fixed("elsewhere", 16) });
  await add("signed in another role", "wrong context", "BadSignature", "wren", {}, { label: "brolly/edition/v1" });
  await add("a signature cut", "truncated", "BadSignature", "wren", {}, { cut: true });
  await add("number 0", "malformed", "Malformed", "wren", { number: 0 });
  await add("edition 0", "malformed", "Malformed", "wren", { edition: 0 });
  vectors.write();
}
