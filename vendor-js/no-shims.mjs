// Stands in for the shims of the HPKE packages, which wrap a global object that every browser has.
export const dntGlobalThis = globalThis;
