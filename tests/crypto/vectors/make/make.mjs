// Make every vector that node makes: `node tests/crypto/vectors/make/make.mjs`. Same bytes on every run.
import * as change from "./change.mjs";
import * as code from "./code.mjs";
import * as desk from "./desk.mjs";
import * as envelope from "./envelope.mjs";
import * as manifest from "./manifest.mjs";
import * as part from "./part.mjs";
import * as open from "./public.mjs";

await envelope.make();
await envelope.makeKeys();
await part.makeParts();
await part.makeReplies();
await manifest.makeManifest();
await manifest.makeRoster();
await desk.makeEpochs();
await desk.makeOrganisation();
await desk.makeVault();
await desk.makeSession();
await desk.makeRecord();
await code.makeCodes();
await code.makeNonces();
await code.makeKeys();
await change.makeChanges();
await change.makeEditions();
await change.makeStops();
await open.makeSettings();
await open.makeRecalls();
