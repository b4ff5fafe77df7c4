/** Everything a page may use to seal and to open its own mailbox. */
export { SealingError } from "./errors.mjs";
export { b64u, hex, randomBytes, sha256, unb64u, unhex, utf8 } from "./bytes.mjs";
export { digitsOf, parseCode, randomCode } from "./code.mjs";
export { wordsOf } from "./words.mjs";
export { keysOf, reportId } from "./keys.mjs";
export { readKeys, readManifest } from "./manifest.mjs";
export { openMailbox, Place } from "./envelope.mjs";
export { readReply } from "./parts.mjs";
export { openOwn, sealAddition, sealConsent, sealReport } from "./report.mjs";
export { partJson, sealPart } from "./sealing.mjs";
export { nextStatement } from "./statements.mjs";
export { openReport } from "./opened.mjs";
export { LONGEST_COMMENT, LONGEST_MESSAGE, repliesStopped, sealSaid } from "./said.mjs";
export { factRows, wordingsOf } from "./wording.mjs";
export { sealNewCode } from "./codes.mjs";
