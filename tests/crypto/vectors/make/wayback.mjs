// What a worker writes on her way back: answers, verdicts on words, wishes to delete. Same bytes on every run.
import { b64u, concat, hex, u32, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { Place } from "../../../../reporting/intake/static/seal/envelope.mjs";
import { fileContent } from "../../../../reporting/intake/static/seal/file.mjs";
import { keysOf, reportId } from "../../../../reporting/intake/static/seal/keys.mjs";
import { signPart, signReply } from "../../../../reporting/intake/static/seal/parts.mjs";
import { wordBytes } from "../../../../reporting/intake/static/seal/said.mjs";
import { fixed, flipped, INSTALLATION, Vectors, withByte } from "./lib.mjs";
import { signedManifest, TODAY } from "./manifest.mjs";
import { SMALL_ORDER } from "./weak.mjs";

const keys = await keysOf([12, 345, 678, 901, 1234, 1567, 1890, 3], INSTALLATION);
const changed = await keysOf([1, 2, 3, 4, 5, 6, 7, 8], INSTALLATION, "Maple");
const stranger = await keysOf([9, 9, 9, 9, 9, 9, 9, 9], INSTALLATION);
const report = await reportId(keys.signer.verifyingKey, keys.mailbox.sealing.raw, keys.tokenHash);
const { manifest, signers } = await signedManifest();

const place = (name = "item", of = report) => new Place(INSTALLATION, of, "message", fixed(`her ${name}`, 16));

class Words extends Vectors {
  constructor(format, about) {
    super(format, about);
    this.document.manifest = manifest;
  }

  body(name, outcome, error, body, { where = place(), by = [keys] } = {}) {
    this.add(name, outcome, error, {
      report: hex(where.report),
      keys: by.map(({ signer }) => b64u(signer.verifyingKey)),
      items: [{ item: hex(where.item), compartment: "message", day: TODAY, body: b64u(body) }],
    });
  }

  async malformed(name, content) {
    const raw = typeof content === "string" ? utf8(content) : utf8(JSON.stringify(content));
    this.body(name, "malformed", "NotDecodable", await signPart(keys.signer, place(), raw));
  }

  /** What must be refused whatever she says, and what a change of code leaves standing. */
  async everyFailure(kind, values) {
    const content = wordBytes(kind, values);
    const body = await signPart(keys.signer, place(), content);
    const both = { by: [keys, changed] };
    this.body("by her code", "opens", null, body);
    this.body("by her first code, changed since", "opens", null, body, both);
    this.body("by a new code with an own word", "opens", null, await signPart(changed.signer, place(), content), both);
    this.body("by the new code before the change", "wrong key", "BadSignature", await signPart(changed.signer, place(), content));
    this.body("by a stranger", "wrong key", "BadSignature", await signPart(stranger.signer, place(), content), both);
    this.body("moved to another item", "wrong context", "BadSignature", body, { where: place("other item") });
    this.body("moved to another report", "wrong context", "BadSignature", body, { where: place("item", fixed("another report", 16)) });
    const about = wordBytes(kind, { ...values, report: "11".repeat(16) });
    this.body("about another report", "swapped content", "NotDecodable", await signPart(keys.signer, place(), about));
    this.body("in advocates' name", "wrong context", "NotDecodable", await signReply(signers[3], place(), "main", 3, content));
    this.body("turned", "tampered body", "BadSignature", flipped(body, -3));
    this.body("signature turned", "tampered body", "BadSignature", flipped(body, 5));
    this.body("cut", "truncated", "BadSignature", body.slice(0, -1));
    this.body("signature cut", "truncated", "Malformed", body.slice(0, 64));
    this.body("version 3 of what stands in a seal", "unknown version", "UnknownVersion", withByte(body, 0, 3));
    const weak = { signer: { verifyingKey: Object.values(SMALL_ORDER)[0] } };
    this.body("a code whose key is of small order", "small order key", "WeakKey", body, { by: [weak] });
    const value = { v: 1, kind, ...values };
    const v2 = await signPart(keys.signer, place(), utf8(JSON.stringify({ ...value, v: 2 })));
    this.body("version 2 of the document", "unknown version", "NotDecodable", v2);
    await this.malformed("an unknown name", { ...value, more: 1 });
    await this.malformed("a day missing", Object.fromEntries(Object.entries(value).filter(([name]) => name !== "day")));
    await this.malformed("a name twice", JSON.stringify(value).replace('"day":', '"day":"2026-03-04","day":'));
    await this.malformed("a day that is none", { ...value, day: "2026-02-30" });
    await this.malformed("another kind", { ...value, kind: "wish" });
    return value;
  }

  async opens(name, kind, values) {
    this.body(name, "opens", null, await signPart(keys.signer, place(), wordBytes(kind, values)));
  }
}

export async function makeAnswers() {
  const words = new Words("answer", "reporting.sealed.messages.Answer: what a worker writes back");
  const values = { report: hex(report), day: TODAY, language: "fr", text: "Oui, « lundi ».\n🦉 \u0000\u007f\u2028", stop_replies: false };
  const value = await words.everyFailure("answer", values);
  await words.opens("no more replies, without a word", "answer", { ...values, text: "", stop_replies: true });
  await words.opens("the longest", "answer", { ...values, text: `🦉${"x".repeat(9_999)}` });
  await words.malformed("nothing said", { ...value, text: " \u3000" });
  await words.malformed("longer than the longest", { ...value, text: "x".repeat(10_001) });
  await words.malformed("a wish that is no yes or no", { ...value, stop_replies: 1 });
  await words.malformed("half a character", JSON.stringify(value).replace("🦉", "\\ud83e"));
  await words.malformed("no report", { ...value, report: "" });
  words.write();
}

export async function makeVerdicts() {
  const words = new Words("wording_answer", "reporting.sealed.wording.WordingAnswer: what a worker says to words");
  const values = {
    report: hex(report), day: TODAY, draft: hex(fixed("draft", 16)), digest: hex(fixed("digest")), answer: "correct", comment: "Pas « gris ».",
  };
  const value = await words.everyFailure("wording answer", values);
  await words.opens("approved", "wording answer", { ...values, answer: "approve", comment: "" });
  await words.opens("refused, with a word", "wording answer", { ...values, answer: "refuse", comment: "🦉".repeat(2_000) });
  await words.malformed("corrected without a word", { ...value, comment: "\n" });
  await words.malformed("a comment too long", { ...value, comment: "x".repeat(2_001) });
  await words.malformed("another verdict", { ...value, answer: "yes" });
  await words.malformed("a digest cut", { ...value, digest: value.digest.slice(2) });
  await words.malformed("a draft in capitals", { ...value, draft: value.draft.toUpperCase() });
  words.write();
}

export async function makeWishes() {
  const words = new Words("deletion", "reporting.sealed.deletion.Deletion: asked for, or stopped");
  const values = { report: hex(report), day: TODAY, scope: "all", action: "ask" };
  const value = await words.everyFailure("deletion", values);
  await words.opens("stopped, of the contact", "deletion", { ...values, scope: "contact", action: "stop" });
  await words.malformed("something else", { ...value, scope: "account" });
  await words.malformed("done at once", { ...value, action: "do" });
  words.write();
}

export function makeFiles() {
  const vectors = new Vectors("file", "reporting.sealed.files.read_file: u32 length, header, the file's bytes");
  const about = { day: TODAY, mediaType: "image/jpeg", name: "picture-1.jpg", note: "Sa voiture, « grise » 🦉" };
  const data = fixed("picture", 200);
  const value = { v: 1, kind: "file", day: TODAY, media_type: about.mediaType, name: about.name, note: about.note };
  const opens = (name, change = {}, bytes = data) => {
    const given = { ...about, ...change };
    vectors.add(name, "opens", null, { about: given, data: b64u(bytes), content: b64u(fileContent(given, bytes)) });
  };
  const refused = (name, outcome, content) => vectors.add(name, outcome, "NotDecodable", { content: b64u(content), only_advocates_read: true });
  const wrong = (name, change) => {
    const header = utf8(JSON.stringify({ ...value, ...change }));
    refused(name, "malformed", concat(u32(header.length), header, data));
  };
  opens("a picture");
  opens("a document without a note", { mediaType: "application/pdf", name: "document-5.pdf", note: "" });
  opens("a text", { mediaType: "text/plain", name: "text-2.txt" }, utf8("613-555-0142, é"));
  const whole = fileContent(about, data);
  refused("empty", "truncated", new Uint8Array());
  refused("cut in the header", "truncated", whole.slice(0, 40));
  refused("no header", "malformed", Uint8Array.from([0, 0, 0, 0, ...data]));
  refused("a header longer than all of it", "malformed", withByte(whole, 1, 1));
  refused("turned in the header", "tampered body", flipped(whole, 8));
  wrong("version 2", { v: 2 });
  wrong("another kind", { kind: "picture" });
  wrong("a name of her own", { name: "me-at-work.jpg" });
  wrong("a sixth", { name: "picture-6.jpg" });
  wrong("a page with scripts", { media_type: "text/html" });
  wrong("a name of another type", { media_type: "application/pdf" });
  wrong("a note too long", { note: "x".repeat(501) });
  vectors.write();
}
