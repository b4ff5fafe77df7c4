// Bundle what the browser seals with. `npm ci && node build.mjs` writes static/vendor; `--to DIR` writes elsewhere,
// so that a test can compare a fresh build with what is committed.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const pages = join(here, "../reporting/intake/static");
const { values } = parseArgs({ options: { to: { type: "string", default: join(pages, "vendor") } } });
mkdirSync(values.to, { recursive: true });

/** What WebCrypto does is not carried along in JavaScript too. */
const webCryptoHkdf = {
  name: "webcrypto-hkdf",
  setup(it) {
    it.onResolve({ filter: /\/hkdfSha256\.js$/ }, () => ({ path: join(here, "native-hkdf.mjs") }));
    it.onResolve({ filter: /\/hash\/hmac\.js$/ }, () => ({ path: join(here, "unused-hmac.mjs") }));
    it.onResolve({ filter: /\/_dnt\.shims\.js$/ }, () => ({ path: join(here, "no-shims.mjs") }));
  },
};

/**
 * The HPKE packages are published with each class field spelled out in six lines; this says the same in
 * one assignment, a twentieth of the bundle. The vectors are read with what comes of it.
 */
const FIELD =
  /Object\.defineProperty\(this, "(\w+)", \{\s*enumerable: true,\s*configurable: true,\s*writable: true,\s*value: ([^{}]+?)\s*\}\);/g;
/** What a compiler asserts of private members that it has written itself. */
const ASSERTION = /^ {4}if \((?:kind ===|typeof state ===) .*throw new TypeError\("(?:Private|Cannot) .*"\);\n/gm;
const shortFields = {
  name: "short-fields",
  setup(it) {
    it.onLoad({ filter: /node_modules\/(@hpke|mlkem)\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(FIELD, "this.$1 = $2;").replace(ASSERTION, ""),
    }));
  },
};

/** Found by trying: a hundred bytes less for a bundle of this size. */
const PACKED = {
  [constants.BROTLI_PARAM_NPOSTFIX]: 3,
  [constants.BROTLI_PARAM_NDIRECT]: 32,
  [constants.BROTLI_PARAM_LGBLOCK]: 16,
};

const common = {
  bundle: true,
  minify: true,
  format: "esm",
  // Browsers of 2021 and later: class fields, top-level await and BigInt are there.
  target: "es2022",
  legalComments: "none",
  charset: "utf8",
  // Private names of the HPKE packages, never spelled as text; nothing of ours begins like this.
  mangleProps: /^_[a-z]/,
  metafile: true,
  write: false,
  absWorkingDir: here,
};

/** `## name version` and the licence's text, for every package in the bundle. */
function licences(metafile) {
  const names = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) names.add(found[1]);
  }
  const sections = [...names].sort().map((name) => {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file`);
    return `## ${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return `primitives.mjs, page.mjs and return.mjs contain these packages.\n\n${sections.join("\n")}`;
}

const primitives = await build({
  ...common,
  entryPoints: [join(here, "primitives.mjs")],
  plugins: [webCryptoHkdf, shortFields],
});
const files = {
  "primitives.mjs": primitives.outputFiles[0].contents,
  "LICENCES.txt": Buffer.from(licences(primitives.metafile)),
};

// Our own modules over the bundle: one request instead of a dozen. The libraries are taken from their sources again,
// so that what nothing uses falls out.
const throughSources = {
  name: "primitives-from-sources",
  setup(it) {
    it.onResolve({ filter: /vendor\/primitives\.mjs$/ }, () => ({ path: join(here, "primitives.mjs") }));
  },
};
for (const [name, entry] of [["page.mjs", "page/start.mjs"], ["return.mjs", "page/back.mjs"], ["files.mjs", "page/files/box.mjs"]]) {
  const made = await build({ ...common, entryPoints: [join(pages, entry)], plugins: [webCryptoHkdf, shortFields, throughSources] });
  files[name] = made.outputFiles[0].contents;
  // A tenth lighter than gzip; sent to browsers that take it, which is all of today's over HTTPS.
  files[`${name}.br`] = brotliCompressSync(files[name], { params: PACKED });
}

const sums = [];
for (const name of Object.keys(files).sort()) {
  writeFileSync(join(values.to, name), files[name]);
  sums.push(`${createHash("sha256").update(files[name]).digest("hex")}  ${name}\n`);
}
writeFileSync(join(values.to, "SHA256SUMS"), sums.join(""));
console.log(`wrote ${Object.keys(files).join(", ")} to ${relative(process.cwd(), values.to) || "."}`);
