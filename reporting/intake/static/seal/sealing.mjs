/** One part of hers, signed and sealed, and as it stands in what is sent: reporting/sealed/{seal,wire}.py. */
import { b64u, hex, randomBytes } from "./bytes.mjs";
import { Place, seal } from "./envelope.mjs";
import { signPart } from "./parts.mjs";

/** Sign and seal one part. `toMailbox` also lets the code open it again: never account or contact. */
export async function sealPart(keys, report, manifest, compartment, content, toMailbox = false, item = randomBytes(16)) {
  const place = new Place(manifest.installation, report, compartment, item);
  const recipients = [manifest.recipient()];
  if (toMailbox) recipients.push({ circle: "", epoch: 0, key: keys.mailbox.sealing });
  const sealed = await seal(place, await signPart(keys.signer, place, content), recipients);
  return { item, compartment, ...sealed };
}

export const partJson = ({ item, compartment, ciphertext, wraps }) => ({
  item: hex(item),
  compartment,
  ciphertext: b64u(ciphertext),
  wraps: wraps.map(({ circle, epoch, keyId, sealed }) => ({
    circle,
    epoch,
    key_id: hex(keyId),
    sealed: b64u(sealed),
  })),
});
