// Make every vector that node makes: `node tests/crypto/vectors/make/make.mjs`. Same bytes on every run.
import * as envelope from "./envelope.mjs";

await envelope.make();
await envelope.makeKeys();
