/** Deleting, and stopping it: reporting/intake/deletions.py. */
import { Told } from "./told.mjs";

/** Have everything or the contact deleted after the wait. */
export async function ask({ form, visit, nonce }) {
  const scope = form.elements.scope.value;
  if (!scope) throw new Told("scope", "which");
  await visit.askDeletion(nonce, scope);
  return { done: "deleting", spent: ["scope"] };
}

/** Keep everything after all. */
export async function keep({ visit, nonce }) {
  await visit.stopDeletion(nonce);
  return { done: "deletion stopped" };
}
