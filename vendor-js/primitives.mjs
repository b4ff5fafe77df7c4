// The only third-party code in a worker's browser.
export { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
export { XWing } from "@hpke/hybridkem-x-wing";
export { getPublicKeyAsync, Point, signAsync, verifyAsync } from "@noble/ed25519";
