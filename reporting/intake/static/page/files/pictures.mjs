/**
 * A picture, decoded to bare pixels and encoded anew: nothing but the pixels comes through.
 *
 * It becomes small enough for 1 MiB, the second size that a sealed file can have: twenty seconds on a
 * network of 400 kbit/s. A plate and a face stay readable at that.
 */
import { barePng, bareJpeg } from "./bare.mjs";
import { Refused, sizeOf } from "./kinds.mjs";

const MEGA = 1_000_000;
// As reporting/files/pictures.py: what a decoder may be handed.
const MOST_PIXELS = { jpeg: 50 * MEGA, png: 24 * MEGA, webp: 10 * MEGA };
const LONGEST_SIDE = 30_000;

/** Pixels that are kept; more of a screenshot, whose letters are small. */
const PHOTO = 5 * MEGA;
const SCREEN = 12 * MEGA;
/** Below the widest side of any browser's canvas. */
const WIDEST = 8192;
/** 1 MiB, less what stands around a file inside its seal. */
const ROOM = 1024 * 1024 - 8 * 1024;
const QUALITIES = [0.86, 0.76, 0.66];
const SMALLER = 0.7;
/** Rows painted at once: the page answers to fingers in between. */
const STRIP = 128;

/** Let the page answer to what she does. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/**
 * @param {Blob} file @param {Uint8Array} bytes its content @param {string} kind of `kindOf`
 * @param {(part: number) => void} tell how much of the work is done, 0 to 1
 * @returns {Promise<{mediaType: string, data: Uint8Array}>}
 * @throws Refused
 */
export async function cleanPicture(file, bytes, kind, tell) {
  const said = sizeOf(bytes, kind);
  if (said && (said[0] * said[1] > MOST_PIXELS[kind] || Math.max(...said) > LONGEST_SIDE)) {
    throw new Refused("too_many_pixels");
  }
  if (!canvasIsHonest()) throw new Refused("canvas");
  tell(0.1);
  const bitmap = await decoded(file, kind);
  try {
    return await encoded(bitmap, kind, tell);
  } finally {
    bitmap.close();
  }
}

/** Upright: the orientation that the file names is applied, and then forgotten. */
async function decoded(file, kind) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new Refused(kind === "heic" ? "heic" : "damaged");
  }
}

async function encoded(bitmap, kind, tell) {
  const most = kind === "png" ? SCREEN : PHOTO;
  const { width, height } = bitmap;
  let scale = Math.min(1, Math.sqrt(most / (width * height)), WIDEST / Math.max(width, height));
  for (; scale * Math.max(width, height) >= 1; scale *= SMALLER) {
    const canvas = await painted(bitmap, scale, (part) => tell(0.3 + part * 0.3));
    tell(0.6);
    if (kind === "png") {
      const png = barePng(await written(canvas, "image/png"));
      if (png.length <= ROOM) return { mediaType: "image/png", data: png };
    }
    for (const [at, quality] of QUALITIES.entries()) {
      tell(0.7 + at * 0.1);
      const jpeg = bareJpeg(await written(canvas, "image/jpeg", quality));
      if (jpeg.length <= ROOM) return { mediaType: "image/jpeg", data: jpeg };
    }
    canvas.width = canvas.height = 0;
  }
  throw new Refused("too_heavy");
}

/** On white, so that nothing hides in what is transparent; strip by strip. */
async function painted(bitmap, scale, tell) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const brush = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!brush) throw new Refused("too_heavy");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.imageSmoothingQuality = "high";
  const up = bitmap.height / canvas.height;
  for (let top = 0; top < canvas.height; top += STRIP) {
    const rows = Math.min(STRIP, canvas.height - top);
    brush.drawImage(bitmap, 0, top * up, bitmap.width, rows * up, 0, top, canvas.width, rows);
    brush.getImageData(0, top, 1, 1); // paints now, not all strips at the end
    tell((top + rows) / canvas.height);
    await breathe();
  }
  return canvas;
}

async function written(canvas, mediaType, quality) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, mediaType, quality));
  if (blob?.type !== mediaType) throw new Refused("too_heavy");
  return new Uint8Array(await blob.arrayBuffer());
}

const COLOURS = [
  [255, 0, 0],
  [0, 128, 0],
  [0, 0, 255],
  [200, 150, 100],
];
const NEAR = 8;

/** Some browsers hand noise to pages that read a canvas (Tor Browser does): then pictures would be noise. */
function canvasIsHonest() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 16;
  const brush = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!brush) return false;
  return COLOURS.every((colour, at) => {
    brush.fillStyle = `rgb(${colour.join()})`;
    brush.fillRect(at * 4, 0, 4, 16);
    const { data } = brush.getImageData(at * 4, 0, 4, 16);
    return data.every((value, where) => where % 4 === 3 || Math.abs(value - colour[where % 4]) <= NEAR);
  });
}
