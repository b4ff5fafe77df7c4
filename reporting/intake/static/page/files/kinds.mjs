/** What a file is by its first bytes, and how large a picture says it is: reporting/files/kinds.py. */

/** A file that is not taken; `reason` names the words. */
export class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const HEAD = 1024;
const UNSAID = ["", "application/octet-stream", "text/plain"];
const KINDS = [
  [/^\xff\xd8\xff/, "jpeg"],
  [/^\x89PNG\r\n\x1a\n/, "png"],
  [/^RIFF[^]{4}WEBPVP8/, "webp"],
  [/^%PDF-[12]\.\d/, "pdf"],
  [/^[^]{4}ftyp(heic|heix|hevc|hevx|heim|heis|mif1|msf1|avif|avis)/, "heic"],
];
const MARKUP = /^(\xef\xbb\xbf)?\s*(<!|<\?|<(html|head|body|svg|script|iframe|xml)\b|\{\\rtf|#!)/i;

/**
 * @param {Uint8Array} bytes @param {string} claimed the media type that the phone names
 * @returns {"jpeg"|"png"|"webp"|"heic"|"pdf"|"text"}
 * @throws Refused
 */
export function kindOf(bytes, claimed) {
  if (bytes.length === 0) throw new Refused("empty");
  const head = String.fromCharCode(...bytes.subarray(0, HEAD));
  const found = KINDS.find(([magic]) => magic.test(head));
  if (found) return found[1];
  if (/^(\xff\xfe|\xfe\xff)/.test(head)) throw new Refused("not_utf8");
  const other = !UNSAID.includes(claimed.split(";")[0].trim().toLowerCase());
  if (other || MARKUP.test(head) || head.includes("%PDF-") || bytes.includes(0)) throw new Refused("other_kind");
  return "text";
}

/** Width and height as the file says, before anything is decoded; null where that is not read. */
export function sizeOf(bytes, kind) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    if (kind === "png") return [view.getUint32(16), view.getUint32(20)];
    if (kind === "webp") return webpSize(view);
    return kind === "jpeg" ? jpegSize(view) : null;
  } catch {
    throw new Refused("damaged");
  }
}

function jpegSize(view) {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    while (view.getUint8(at + 1) === 0xff) at++;
    const marker = view.getUint8(at + 1);
    // SOF0 to SOF15, without the tables that lie between them.
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    if (view.getUint8(at) !== 0xff || marker === 0xda) throw new Refused("damaged");
  }
}

function webpSize(view) {
  const little = (at) => view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
  const chunk = view.getUint8(15);
  if (chunk === 0x58) return [little(24) + 1, little(27) + 1]; // VP8X
  if (chunk !== 0x4c) return [little(26) & 0x3fff, little(28) & 0x3fff]; // VP8
  const bits = view.getUint32(21, true); // VP8L
  return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
}
