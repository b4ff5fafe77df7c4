/** A file inside its seal, and as it is posted: reporting/sealed/files.py and filewire.py. */
import { concat, hex, u32, utf8 } from "./bytes.mjs";

const headed = (header, bytes) => concat(u32(header.length), header, bytes);

const json = (kind, values) => utf8(JSON.stringify({ v: 1, kind, ...values }));

/**
 * What is sealed.
 * @param {{day: string, mediaType: string, name: string, note: string}} about a neutral name, a clean line
 * @param {Uint8Array} data the file, cleaned
 */
export const fileContent = ({ day, mediaType, name, note }, data) =>
  headed(json("file", { day, media_type: mediaType, name, note }), data);

/** What is posted: @param {{item: string, wraps: object[]}} sealed as `partJson` has them */
export const fileBody = (token, { item, wraps }, ciphertext) =>
  headed(json("sealed file", { token: hex(token), item, wraps }), ciphertext);
