// What stands inside a seal: a worker's signed part, and an advocate's signed reply.
import { b64u, concat, prefixed, sha256, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { Place } from "../../../../reporting/intake/static/seal/envelope.mjs";
import { signPart, signReply } from "../../../../reporting/intake/static/seal/parts.mjs";
import { Signer } from "../../../../reporting/intake/static/seal/signing.mjs";
import { fixed, flipped, INSTALLATION, placeJson, Vectors, withByte } from "./lib.mjs";
import { signedManifest } from "./manifest.mjs";
import { forgedUnderNeutral, SMALL_ORDER, unreduced, withNeutralR } from "./weak.mjs";

const CONTENT = utf8('{"what_happened":"é, 中, \\u0000"}');

function places() {
  const place = (compartment = "account", item = "item", report = "report", installation = INSTALLATION) =>
    new Place(installation, fixed(report, 16), compartment, fixed(item, 16));
  const others = {
    installation: place("account", "item", "report", fixed("elsewhere", 16)),
    report: place("account", "item", "another report"),
    compartment: place("addition"),
    item: place("account", "other item"),
  };
  return { place: place(), others };
}

export async function makeParts() {
  const vectors = new Vectors("part", "crypto.parts.read_part: 0x01, signature, content");
  const seed = fixed("report key");
  const signer = await Signer.from(seed);
  const stranger = await Signer.from(fixed("another report key"));
  const { place, others } = places();
  const add = (name, outcome, error, body, key = signer.verifyingKey, where = place) =>
    vectors.add(name, outcome, error, {
      place: placeJson(where),
      key: b64u(key),
      body: b64u(body),
      content: error ? null : b64u(CONTENT),
    });
  const body = await signPart(signer, place, CONTENT);
  const swap = (signature) => concat(Uint8Array.of(1), signature, CONTENT);
  add("a part", "opens", null, body);
  add("key of another report", "wrong key", "BadSignature", body, stranger.verifyingKey);
  add("empty", "truncated", "Malformed", new Uint8Array());
  add("only a version", "truncated", "Malformed", body.slice(0, 1));
  add("signature cut", "truncated", "Malformed", body.slice(0, 64));
  add("content cut", "truncated", "BadSignature", body.slice(0, -1));
  add("content turned", "tampered body", "BadSignature", flipped(body, -1));
  add("R turned", "tampered body", "BadSignature", flipped(body, 1));
  add("S turned", "tampered body", "BadSignature", flipped(body, 40));
  const other = await signPart(signer, place, utf8("other content"));
  add("signature of other content", "swapped content", "BadSignature", swap(other.slice(1, 65)));
  for (const [name, where] of Object.entries(others)) {
    add(`another ${name}`, "wrong context", "BadSignature", body, signer.verifyingKey, where);
  }
  const statement = prefixed(...place.parts, await sha256(CONTENT));
  const reply = await signer.sign("brolly/reply/v1", statement);
  add("signed in another role", "wrong context", "BadSignature", swap(reply));
  add("version 3", "unknown version", "UnknownVersion", withByte(body, 0, 3));
  add("a reply where a part belongs", "unknown version", "UnknownVersion", withByte(body, 0, 2));
  for (const [name, key] of Object.entries(SMALL_ORDER)) {
    add(`key: ${name}`, "small order key", "WeakKey", swap(forgedUnderNeutral()), key);
    add(`R: ${name}`, "small order key", "WeakKey", swap(concat(key, body.slice(33, 65))));
  }
  const neutral = withNeutralR(seed, "brolly/part/v1", statement);
  add("R is the neutral point and fits", "small order key", "WeakKey", swap(neutral));
  add("S is not reduced", "tampered body", "BadSignature", swap(unreduced(body.slice(1, 65))));
  add("key is not on the curve", "wrong key", "BadSignature", body, withByte(new Uint8Array(32), 0, 2));
  vectors.write();
}

export async function makeReplies() {
  const vectors = new Vectors("reply", "crypto.parts.read_reply: 0x02, circle, epoch, signature, content");
  const { place, others } = places();
  const { manifest, signers } = await signedManifest();
  vectors.document.manifest = manifest;
  const add = (name, outcome, error, body, day = "2026-03-05", where = place) =>
    vectors.add(name, outcome, error, {
      place: placeJson(where),
      day,
      body: b64u(body),
      content: error ? null : b64u(CONTENT),
    });
  const reply = (epoch, circle = "main", signer = signers[epoch]) =>
    signReply(signer, place, circle, epoch, CONTENT);
  const body = await reply(3);
  add("current epoch", "opens", null, body);
  add("previous epoch", "opens", null, await reply(2));
  add("retired epoch, on its last day", "opens", null, await reply(1), "2026-01-10");
  add("retired epoch, a day later", "retired", "BadSignature", await reply(1), "2026-01-11");
  add("signed by another epoch", "wrong key", "BadSignature", await reply(3, "main", signers[2]));
  add("epoch that is not listed", "wrong key", "NotListed", await reply(4, "main", signers[3]));
  add("circle that is not listed", "wrong key", "NotListed", await reply(3, "other"));
  add("empty", "truncated", "Malformed", new Uint8Array());
  add("only a version", "truncated", "Malformed", body.slice(0, 1));
  add("circle cut", "truncated", "Malformed", body.slice(0, 4));
  add("epoch cut", "truncated", "Malformed", body.slice(0, 8));
  add("signature cut", "truncated", "Malformed", body.slice(0, 73));
  add("content cut", "truncated", "BadSignature", body.slice(0, -1));
  add("circle longer than the body", "truncated", "Malformed", withByte(body, 1, 255));
  add("circle is not UTF-8", "tampered body", "Malformed", withByte(body, 2, 255));
  add("content turned", "tampered body", "BadSignature", flipped(body, -1));
  for (const [name, where] of Object.entries(others)) {
    add(`another ${name}`, "wrong context", "BadSignature", body, "2026-03-05", where);
  }
  add("version 3", "unknown version", "UnknownVersion", withByte(body, 0, 3));
  add("a part where a reply belongs", "unknown version", "UnknownVersion", withByte(body, 0, 1));
  vectors.write();
}
