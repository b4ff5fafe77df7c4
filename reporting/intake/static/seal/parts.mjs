/** What stands inside a seal: the writer's signature, then the content. */
import { concat, prefixed, sha256, text, u32, utf8 } from "./bytes.mjs";
import { need } from "./errors.mjs";
import { verify } from "./signing.mjs";

const PART = 1;
export const REPLY = 2;
const SIGNATURE_BYTES = 64;

const partStatement = async (place, content) => prefixed(...place.parts, await sha256(content));

const replyStatement = async (place, circle, epoch, content) =>
  prefixed(...place.parts, circle, u32(epoch), await sha256(content));

/** A worker's body: 0x01 ‖ signature ‖ content. */
export async function signPart(signer, place, content) {
  const signature = await signer.sign("brolly/part/v1", await partStatement(place, content));
  return concat(Uint8Array.of(PART), signature, content);
}

/** @throws SealingError Malformed, UnknownVersion, BadSignature, WeakKey */
export async function readPart(place, verifyingKey, body) {
  need(body.length > 0, "Malformed");
  need(body[0] === PART, "UnknownVersion");
  need(body.length >= 1 + SIGNATURE_BYTES, "Malformed");
  const content = body.slice(1 + SIGNATURE_BYTES);
  const signature = body.subarray(1, 1 + SIGNATURE_BYTES);
  await verify(verifyingKey, "brolly/part/v1", await partStatement(place, content), signature);
  return content;
}

/** An advocate's body: 0x02 ‖ u8 ‖ circle ‖ u32 epoch ‖ signature ‖ content. For vectors only here. */
export async function signReply(signer, place, circle, epoch, content) {
  const name = utf8(circle);
  const signature = await signer.sign("brolly/reply/v1", await replyStatement(place, circle, epoch, content));
  return concat(Uint8Array.of(REPLY, name.length), name, u32(epoch), signature, content);
}

/**
 * An advocate's content, if the manifest's key of its epoch signed it.
 * @param {string} day ISO day of the item
 * @throws SealingError Malformed, UnknownVersion, NotListed, BadSignature, WeakKey
 */
export async function readReply(place, manifest, body, day) {
  need(body.length > 1, "Malformed");
  need(body[0] === REPLY, "UnknownVersion");
  const epochAt = 2 + body[1];
  const contentAt = epochAt + 4 + SIGNATURE_BYTES;
  need(body.length >= contentAt, "Malformed");
  const circle = text(body.subarray(2, epochAt));
  const epoch = new DataView(body.buffer, body.byteOffset).getUint32(epochAt);
  const content = body.slice(contentAt);
  const key = manifest.signingKey(circle, epoch, day);
  const statement = await replyStatement(place, circle, epoch, content);
  await verify(key, "brolly/reply/v1", statement, body.subarray(epochAt + 4, contentAt));
  return content;
}
