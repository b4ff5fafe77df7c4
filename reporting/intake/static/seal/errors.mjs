/**
 * What can go wrong while sealing or opening, named as the Python package names it.
 *
 * One class and a `kind`, so that a minified page can still tell conditions apart.
 */

/** @typedef {"Malformed"|"UnknownVersion"|"CannotOpen"|"BadSignature"|"WeakKey"|"NotListed"|"RolledBack"|"Expired"|"TooLarge"|"NotACode"|"AmbiguousCode"|"NotDecodable"|"StatementRefused"} Kind */

export class SealingError extends Error {
  /**
   * @param {Kind} kind the condition
   * @param {object} [details] facts the page may show (never a secret)
   */
  constructor(kind, details = {}) {
    super(kind);
    this.name = "SealingError";
    this.kind = kind;
    this.details = details;
  }
}

/** Stop with `kind` unless `condition` holds. */
export function need(condition, kind, details) {
  if (!condition) throw new SealingError(kind, details);
}

/** Run `work`; whatever it throws becomes `kind` (errors of ours pass unchanged). */
export async function as(kind, work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SealingError) throw error;
    throw new SealingError(kind);
  }
}
