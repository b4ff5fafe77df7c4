/** Size classes: what was written is rounded up, so that its length says little. */
import { concat, u32 } from "./bytes.mjs";
import { need, SealingError } from "./errors.mjs";

const KIB = 1024;

/** Total sizes in bytes, length field included, by compartment. */
export const CLASSES = {
  account: [4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB],
  addition: [4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB],
  contact: [8 * KIB],
  message: [KIB, 4 * KIB, 16 * KIB],
  consent: [4 * KIB],
  status: [KIB],
  narrowing: [KIB],
  wording: [16 * KIB, 64 * KIB],
  file: [256 * KIB, 1024 * KIB, 2048 * KIB, 4096 * KIB, 10240 * KIB],
};

const LENGTH_BYTES = 4;

function classesOf(compartment) {
  need(Object.hasOwn(CLASSES, compartment), "Malformed");
  return CLASSES[compartment];
}

/** length (u32) ‖ body ‖ zeros. @throws SealingError TooLarge with size and limit */
export function pad(compartment, body) {
  const classes = classesOf(compartment);
  const total = classes.find((size) => LENGTH_BYTES + body.length <= size);
  if (total === undefined) {
    throw new SealingError("TooLarge", { size: body.length, limit: classes.at(-1) - LENGTH_BYTES });
  }
  return concat(u32(body.length), body, new Uint8Array(total - LENGTH_BYTES - body.length));
}

/** The body. A class larger than needed is the sender's choice. @throws SealingError CannotOpen */
export function unpad(compartment, padded) {
  const classes = classesOf(compartment);
  need(classes.includes(padded.length), "CannotOpen");
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const end = LENGTH_BYTES + length;
  need(end <= padded.length, "CannotOpen");
  need(padded.subarray(end).every((value) => value === 0), "CannotOpen");
  return padded.slice(LENGTH_BYTES, end);
}
