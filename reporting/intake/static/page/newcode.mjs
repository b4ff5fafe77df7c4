/** A new code for an old report, made in this page: reporting/intake/codes.py. The old one opens nothing any more. */
import { keysOf, randomCode, unhex } from "../seal/index.mjs";
import { all, arrive, el, one } from "./dom.mjs";
import { kindOf } from "./network.mjs";
import { receipt } from "./receipt.mjs";
import { cleanLine } from "./text.mjs";

// A word or two that somebody remembers.
const LONGEST_WORD = 60;
const NOTHING_TOLD = { care: false, danger: false, yes: [] };

/** An own word as it counts: one line, without signs that cannot be seen. */
export const ownWordOf = (typed) => [...cleanLine(typed)].slice(0, LONGEST_WORD).join("");

/** Put a new code in place of the one that opened this page. */
export async function change(page) {
  const { form, visit } = page;
  const word = ownWordOf(form.elements.new_word.value);
  const code = randomCode();
  const keys = await keysOf(code, unhex(visit.facts.installation, 16), word);
  page.fresh = { code, keys, word, maybe: false };
  try {
    await visit.changeCode(keys);
  } catch (error) {
    // With yet another code the report could be lost: whoever knows neither answer keeps both.
    if (error.maybe !== true) page.fresh = null;
    else page.fresh.maybe = true;
    if (!page.fresh) throw error;
  }
  return { done: "code", shows: () => showCode(page) };
}

/** Show the new code as a receipt does, or both ways out while nobody knows which code counts. */
export async function showCode(page) {
  const { pieces, fresh, main } = page;
  const made = receipt(pieces, { code: fresh.code, words: await page.words(), told: NOTHING_TOLD, added: true }, () => "");
  const heading = fresh.maybe ? unsure(pieces) : [...pieces.piece("changed", { own_word: fresh.word }).childNodes];
  one("h1", made).replaceWith(...heading);
  if (page.fresh !== fresh) return;
  page.adding = null;
  main.replaceChildren(made);
  act(page, made);
  arrive(one("h1", made));
}

const unsure = (pieces) => [el("h1", {}, pieces.say("code_maybe_title")), el("p", {}, pieces.say("code_maybe"))];

function act(page, made) {
  const { fresh } = page;
  const buttons = one('[data-do="kept"]', made).parentElement;
  if (fresh.maybe) {
    buttons.replaceChildren(el("button", { type: "button", "data-do": "again" }, page.pieces.say("try_again")));
  } else {
    for (const other of all('[data-do="no-code"], [data-do="print"]', buttons)) other.remove();
  }
  const acts = { kept: () => kept(page), add: () => page.addMore(), again: () => again(page) };
  for (const button of all("[data-do]", buttons)) {
    button.addEventListener("click", () => tried(page, made, acts[button.dataset.do]));
  }
}

/** Do it once at a time; what failed is said beside the button. */
async function tried(page, made, work) {
  if (page.busy) return;
  page.busy = true;
  const trouble = one("[data-trouble]", made);
  trouble.textContent = "";
  try {
    await work();
  } catch (error) {
    const kind = kindOf(error);
    if (kind !== "left") trouble.textContent = page.pieces.say(kind === "offline" ? "offline" : `${page.titleOf(kind)}`);
  } finally {
    page.busy = false;
  }
}

/** Find out whether the change was made; if not, make it, with the same code. */
async function again(page) {
  const { visit, fresh } = page;
  if (!(await visit.changedTo(fresh.keys))) await visit.changeCode(fresh.keys);
  fresh.maybe = false;
  await showCode(page);
}

/** She has it: the server notes that, and this page forgets it. */
async function kept(page) {
  const { pieces, visit, main } = page;
  await visit.kept();
  page.forget();
  const made = pieces.piece("kept", { kept: true });
  main.replaceChildren(made);
  arrive(one("h1", made));
}
