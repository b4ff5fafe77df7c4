// Stands in for @hpke/common's HMAC in JavaScript, whose only caller native-hkdf.mjs has replaced.
export const hmac = undefined;
