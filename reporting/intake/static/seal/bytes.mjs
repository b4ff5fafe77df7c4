/** Bytes in, bytes out: the few encodings that every format uses. */
import { need, SealingError } from "./errors.mjs";

const encoder = new TextEncoder();
// ignoreBOM keeps a byte order mark in the text, where JSON refuses it, as Python does.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text) => encoder.encode(text);

/** Text of UTF-8 bytes. @throws SealingError Malformed */
export function text(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new SealingError("Malformed");
  }
}

export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** `value` as four bytes, big-endian. */
export const u32 = (value) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

/** For each part: its length (u32) and its bytes. Strings are UTF-8. Nothing can shift between parts. */
export const prefixed = (...parts) =>
  concat(
    ...parts.flatMap((part) => {
      const raw = typeof part === "string" ? utf8(part) : part;
      return [u32(raw.length), raw];
    }),
  );

export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

/** Bytes of lower-case hex, `length` of them if given. @throws SealingError Malformed */
export function unhex(value, length) {
  need(typeof value === "string" && /^(?:[0-9a-f]{2})*$/.test(value), "Malformed");
  need(length === undefined || value.length === 2 * length, "Malformed");
  return Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** base64url without padding. */
export function b64u(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Bytes of base64url without padding; one spelling per value. @throws SealingError Malformed */
export function unb64u(value, length) {
  need(typeof value === "string" && /^[A-Za-z0-9_-]*$/.test(value) && value.length % 4 !== 1, "Malformed");
  const binary = atob(value.replaceAll("-", "+").replaceAll("_", "/"));
  const out = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  // Stray bits in the last sign would let two texts mean the same bytes.
  need(b64u(out) === value && (length === undefined || out.length === length), "Malformed");
  return out;
}

export const same = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);

export const randomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

export const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));
