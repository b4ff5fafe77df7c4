// Envelopes: one of every compartment, and every way in which one must not open.
import { b64u, hex, sha256, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { concat, u32 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { Place, seal, wrapInfo } from "../../../../reporting/intake/static/seal/envelope.mjs";
import { CLASSES } from "../../../../reporting/intake/static/seal/padding.mjs";
import { aeadSeal, OpeningKey } from "../../../../reporting/intake/static/seal/suite.mjs";
import { fixed, flipped, INSTALLATION, placeJson, Vectors, withByte, wrapJson } from "./lib.mjs";

// Larger ciphertexts are given by their SHA-256: body and content key make them anew.
const WRITTEN_OUT = 16 * 1024;

export async function make() {
  const vectors = new Vectors("envelope", "crypto.envelope: one ciphertext, opened through one wrap");
  const seed = fixed("epoch seal seed");
  const key = await OpeningKey.from(seed);
  const place = (compartment, item = "item") =>
    new Place(INSTALLATION, fixed("report", 16), compartment, fixed(item, 16));

  const sealed = async (where, name, body, circle = "main", epoch = 3, to = key) => {
    const contentKey = fixed(`${name} content key`);
    const given = { contentKey, ekm: [fixed(`${name} ekm`, 64)] };
    const { ciphertext, wraps } = await seal(where, body, [{ circle, epoch, key: to.sealing }], given);
    return { where, seed, body, contentKey, ciphertext, wrap: wraps[0], large: false };
  };
  const add = async (name, outcome, error, it, change = {}) => {
    const its = { ...it, ...change };
    const large = its.ciphertext.length > WRITTEN_OUT + 64;
    vectors.add(name, outcome, error, {
      place: placeJson(its.where),
      seed: b64u(its.seed),
      wrap: wrapJson(its.wrap),
      ...(large
        ? { content_key: b64u(its.contentKey), ciphertext_sha256: hex(await sha256(its.ciphertext)) }
        : { ciphertext: b64u(its.ciphertext) }),
      body: error === null || large ? b64u(its.body) : null,
    });
  };

  for (const compartment of Object.keys(CLASSES)) {
    const body = utf8(`the body of ${compartment}, with é and 中`);
    await add(`${compartment} opens`, "opens", null, await sealed(place(compartment), compartment, body));
  }
  await add("empty body opens", "opens", null, await sealed(place("message"), "empty", new Uint8Array()));
  const full = fixed("full message", 1020);
  await add("message that fills its class opens", "opens", null, await sealed(place("message"), "full", full));
  const second = fixed("next class", 1021);
  await add("message of the next class opens", "opens", null, await sealed(place("message"), "next", second));

  const it = await sealed(place("message"), "message", utf8("call me at the van"));
  const other = await sealed(place("message", "other item"), "other", utf8("do not call"));
  await add("another key", "wrong key", "CannotOpen", it, { seed: fixed("another seed") });
  const stranger = await OpeningKey.from(fixed("another seed"));
  const strange = await sealed(place("message"), "strange", utf8("x"), "main", 3, stranger);
  const claimed = { ...strange.wrap, keyId: key.sealing.keyId };
  await add("wrap of another key under our key id", "wrong key", "CannotOpen", strange, { wrap: claimed });
  await add("ciphertext cut", "truncated", "CannotOpen", it, { ciphertext: it.ciphertext.slice(0, -1) });
  await add("ciphertext empty", "truncated", "CannotOpen", it, { ciphertext: new Uint8Array() });
  await add("ciphertext only a version", "truncated", "CannotOpen", it, { ciphertext: Uint8Array.of(1) });
  const wrapOf = (change) => ({ wrap: { ...it.wrap, ...change } });
  await add("wrap cut", "truncated", "CannotOpen", it, wrapOf({ sealed: it.wrap.sealed.slice(0, -1) }));
  await add("wrap empty", "truncated", "CannotOpen", it, wrapOf({ sealed: new Uint8Array() }));
  await add("wrap only a version", "truncated", "CannotOpen", it, wrapOf({ sealed: Uint8Array.of(1) }));
  await add("first byte turned", "tampered body", "CannotOpen", it, { ciphertext: flipped(it.ciphertext, 1) });
  await add("tag turned", "tampered body", "CannotOpen", it, { ciphertext: flipped(it.ciphertext, -1) });
  for (const at of [1, 1088, 1089, 1120, 1121, -1]) {
    const turned = wrapOf({ sealed: flipped(it.wrap.sealed, at) });
    await add(`wrap byte ${at} turned`, "tampered body", "CannotOpen", it, turned);
  }
  await add("content of another item", "swapped content", "CannotOpen", it, { ciphertext: other.ciphertext });
  await add("wrap of another item", "swapped content", "CannotOpen", it, { wrap: other.wrap });

  const { installation, report, compartment, item } = it.where;
  const contexts = {
    installation: new Place(fixed("elsewhere", 16), report, compartment, item),
    report: new Place(installation, fixed("another report", 16), compartment, item),
    compartment: new Place(installation, report, "status", item),
    item: new Place(installation, report, compartment, fixed("third item", 16)),
  };
  for (const [name, where] of Object.entries(contexts)) {
    await add(`another ${name}`, "wrong context", "CannotOpen", it, { where });
  }
  await add("another circle", "wrong context", "CannotOpen", it, wrapOf({ circle: "mainx" }));
  await add("another epoch", "wrong context", "CannotOpen", it, wrapOf({ epoch: 4 }));
  await add("another key id", "wrong context", "CannotOpen", it, wrapOf({ keyId: fixed("key id", 8) }));

  const next = withByte(it.ciphertext, 0, 2);
  await add("ciphertext of version 2", "unknown version", "UnknownVersion", it, { ciphertext: next });
  const nextWrap = wrapOf({ sealed: withByte(it.wrap.sealed, 0, 2) });
  await add("wrap of version 2", "unknown version", "UnknownVersion", it, nextWrap);
  const zero = wrapOf({ sealed: withByte(it.wrap.sealed, 0, 0) });
  await add("wrap of version 0", "unknown version", "UnknownVersion", it, zero);

  const padded = async (plaintext) => {
    const ciphertext = await aeadSeal(it.contentKey, new Uint8Array(12), plaintext, it.where.aad);
    return { ciphertext: concat(Uint8Array.of(1), ciphertext) };
  };
  const plaintext = (length, total) => concat(u32(length), new Uint8Array(total - 4));
  const late = plaintext(2, 1024);
  late[1023] = 1;
  await add("last byte of padding not zero", "bad padding", "CannotOpen", it, await padded(late));
  await add("length past the end", "bad padding", "CannotOpen", it, await padded(plaintext(1021, 1024)));
  await add("length of 2^32 - 1", "bad padding", "CannotOpen", it, await padded(plaintext(0xffffffff, 1024)));
  await add("size of no class", "bad padding", "CannotOpen", it, await padded(plaintext(2, 1025)));
  await add("size of another compartment", "bad padding", "CannotOpen", it, await padded(plaintext(2, 8192)));
  await add("nothing inside", "bad padding", "CannotOpen", it, await padded(new Uint8Array()));
  const short = { contentKey: fixed("short", 16), ekm: [fixed("short ekm", 64)] };
  const info = wrapInfo(it.where, "main", 3, key.sealing.keyId);
  const sixteen = wrapOf({ sealed: await key.sealing.wrap(short.contentKey, info, short.ekm[0]) });
  await add("content key of 16 bytes", "wrong key", "CannotOpen", it, sixteen);
  const weak = Uint8Array.from(it.wrap.sealed);
  weak.fill(0, 1 + 1088, 1 + 1120);
  await add("ephemeral point of small order", "small order key", "CannotOpen", it, wrapOf({ sealed: weak }));
  vectors.write();
}

/** Keys that nothing may be sealed to, and one that works. */
export async function makeKeys() {
  const vectors = new Vectors("sealing_key", "crypto.suite.SealingKey: seed to public key, and keys to refuse");
  const seed = fixed("epoch seal seed");
  const { sealing } = await OpeningKey.from(seed);
  const add = (name, outcome, error, raw) =>
    vectors.add(name, outcome, error, { key: b64u(raw), seed: error ? null : b64u(seed), key_id: hex(sealing.keyId) });
  add("seed to key", "opens", null, sealing.raw);
  add("a byte missing", "truncated", "Malformed", sealing.raw.slice(0, -1));
  add("a byte more", "truncated", "Malformed", concat(sealing.raw, Uint8Array.of(0)));
  const high = Uint8Array.from(sealing.raw).fill(255, 0, 3);
  add("coefficient out of range", "tampered body", "Malformed", high);
  // u of the points of order 1, 2, 4 and 8 (RFC 7748 section 6.1; cr.yp.to/ecdh.html)
  const small = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ];
  for (const [at, point] of small.entries()) {
    const raw = concat(sealing.raw.slice(0, 1184), Buffer.from(point, "hex"));
    add(`X25519 point of small order ${at}`, "small order key", "Malformed", raw);
  }
  vectors.write();
}
