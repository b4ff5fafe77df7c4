/**
 * Of what the browser's encoder wrote, only what a decoder needs: some write profiles, or EXIF, anew.
 * The rules are those of reporting/files/jpeg.py and png.py.
 */
import { Refused } from "./kinds.mjs";
import { concat } from "../../seal/bytes.mjs";

const [SOI, EOI, SOS] = [0xd8, 0xd9, 0xda];
// Frames (baseline to progressive), Huffman and quantization tables, restart intervals, scans.
const NEEDED = [0xc0, 0xc1, 0xc2, 0xc4, 0xdb, 0xdd, SOS];
// JFIF 1.01, no unit, 1:1, no thumbnail.
const JFIF = Uint8Array.of(0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
const CHUNKS = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];
const SIGNATURE = 8;
const AROUND = 12; // length, name and check sum of a chunk

/** @throws Refused "damaged" when it is not one whole JPEG */
export function bareJpeg(bytes) {
  const kept = [Uint8Array.of(0xff, SOI), JFIF];
  for (let at = 2; ; ) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) throw new Refused("damaged");
    if (marker === EOI) return concat(...kept, Uint8Array.of(0xff, EOI));
    let end = at + 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
    if (marker === SOS) end = endOfScan(bytes, end);
    if (NEEDED.includes(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
}

/** Within a scan 0xFF is followed by 0 (a plain byte), by a restart, or by the next segment. */
function endOfScan(bytes, from) {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new Refused("damaged");
}

/** @throws Refused "damaged" */
export function barePng(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept = [bytes.subarray(0, SIGNATURE)];
  for (let at = SIGNATURE; at + AROUND <= bytes.length; ) {
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + AROUND + view.getUint32(at);
    if (CHUNKS.includes(name)) kept.push(bytes.subarray(at, end));
    if (name === "IEND") return concat(...kept);
    at = end;
  }
  throw new Refused("damaged");
}
