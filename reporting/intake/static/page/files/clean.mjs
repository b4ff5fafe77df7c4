/** One chosen file, made ready to be sealed. */
import { cleanText } from "../text.mjs";
import { kindOf, Refused } from "./kinds.mjs";
import { cleanPicture } from "./pictures.mjs";

const PICTURES = ["jpeg", "png", "webp", "heic"];
/** A picture becomes smaller here, so that a larger one may come. */
const PICTURE_BYTES = 40 * 1024 * 1024;
const TEXT_BYTES = 1024 * 1024;

/**
 * @param {File} file @param {number} most bytes of a file that stays as large as it is
 * @param {(part: number) => void} tell
 * @returns {Promise<{mediaType: string, data: Uint8Array, kind: string}>}
 * @throws Refused
 */
export async function clean(file, most, tell) {
  if (file.size > PICTURE_BYTES) throw new Refused("too_large");
  const bytes = await contentOf(file);
  const kind = kindOf(bytes, file.type);
  if (PICTURES.includes(kind)) return { ...(await cleanPicture(file, bytes, kind, tell)), kind };
  if (bytes.length > most) throw new Refused("too_large");
  return kind === "pdf" ? { ...checkedPdf(bytes), kind } : { ...plainText(bytes), kind };
}

async function contentOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    // It was moved, or its card is out.
    throw new Refused("damaged");
  }
}

/** Sealed as it is: no browser can clean one. Review does, before it shows it; of these it could not. */
function checkedPdf(bytes) {
  if (new TextDecoder("latin1").decode(bytes).includes("/Encrypt")) throw new Refused("encrypted");
  return { mediaType: "application/pdf", data: bytes };
}

function plainText(bytes) {
  if (bytes.length > TEXT_BYTES) throw new Refused("long_text");
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("not_utf8");
  }
  const data = new TextEncoder().encode(cleanText(text));
  if (data.length === 0) throw new Refused("empty");
  return { mediaType: "text/plain", data };
}
