// Stands in for @hpke/dhkem-x25519's HKDF, which carries SHA-256 in JavaScript for salts that WebCrypto will not take.
// X-Wing never derives with it, and @hpke/core brings the same native class, so 8 kB fall out of the bundle.
export { HkdfSha256Native as HkdfSha256 } from "@hpke/common";
