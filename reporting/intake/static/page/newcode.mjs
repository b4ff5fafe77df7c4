/** A new code for an old report, made in this page: reporting/intake/codes.py. The old one opens nothing any more. */
import { keysOf, randomCode, unhex } from "../seal/index.mjs";
import { all, arrive, el, one } from "./dom.mjs";
import { kindOf } from "./network.mjs";
import { Panel } from "./panel.mjs";
import { receipt } from "./receipt.mjs";
import { cleanLine } from "./text.mjs";

// A word or two that somebody remembers.
const LONGEST_WORD = 60;
// Whatever else goes wrong, the change may have been made.
const NOT_CHANGED = ["untrusted", "refused", "unknown", "busy", "conflict", "too_large", "closed", "full", "left"];
const NOTHING_TOLD = { care: false, danger: false, yes: [] };

/** An own word as it counts: one line, without signs that cannot be seen. */
export const ownWordOf = (typed) => [...cleanLine(typed)].slice(0, LONGEST_WORD).join("");

/**
 * Make a new code and show it. It counts only once she says that she has it: whoever has to leave in
 * between, or loses the connection, must not lose the report.
 */
export async function change(page) {
  const { form, visit } = page;
  const word = ownWordOf(form.elements.new_word.value);
  const code = randomCode();
  const keys = await keysOf(code, unhex(visit.facts.installation, 16), word);
  visit.check(visit.keys);
  page.typed = page.entries();
  page.fresh = { code, keys, word, state: "offered" };
  return { done: "code", shows: () => showCode(page) };
}

/** Show the new code as a receipt does; `fresh.state` is "offered", "maybe" or "counts". */
export async function showCode(page) {
  const { pieces, fresh, main } = page;
  const made = receipt(pieces, { code: fresh.code, words: await page.words(), told: NOTHING_TOLD, added: true }, () => "");
  if (page.fresh !== fresh) return;
  one("h1", made).replaceWith(...above(pieces, fresh));
  page.adding = null;
  main.replaceChildren(made);
  act(page, made);
  arrive(one("h1", made));
}

function above(pieces, { state, word }) {
  if (state === "counts") return [...pieces.piece("changed", { own_word: word }).childNodes];
  return [el("h1", {}, pieces.say(`code_${state}_title`)), el("p", {}, pieces.say(`code_${state}`))];
}

function act(page, made) {
  const { fresh, pieces } = page;
  const buttons = one('[data-do="kept"]', made).parentElement;
  const button = (name, words, kind = null) => el("button", { type: "button", class: kind, "data-do": name }, pieces.say(words));
  if (fresh.state === "offered") buttons.replaceChildren(button("use", "code_use"), button("keep", "code_keep", "second"));
  else if (fresh.state === "maybe") buttons.replaceChildren(button("use", "try_again"));
  else for (const other of all('[data-do="no-code"], [data-do="print"]', buttons)) other.remove();
  const acts = { kept: () => kept(page), add: () => page.addMore(), use: () => use(page), keep: () => keep(page) };
  for (const pressed of all("[data-do]", buttons)) {
    pressed.addEventListener("click", () => tried(page, made, acts[pressed.dataset.do]));
  }
}

/** Put the code in place of the old one, or find out that it is. */
async function use(page) {
  const { visit, fresh } = page;
  try {
    const done = fresh.state === "maybe" && (await visit.changedTo(fresh.keys));
    if (!done) await visit.changeCode(fresh.keys);
    fresh.state = "counts";
  } catch (error) {
    if (fresh.state === "maybe" || NOT_CHANGED.includes(kindOf(error))) throw error;
    fresh.state = "maybe";
  }
  await showCode(page);
}

/** The old code stays. */
function keep(page) {
  page.fresh = null;
  page.show({}, page.typed);
}

/** Do it once at a time; what failed is said beside the button. */
async function tried(page, made, work) {
  if (page.busy) return;
  page.busy = true;
  const trouble = one("[data-trouble]", made);
  trouble.textContent = "";
  const status = new Panel(made);
  status.busy(page.say("saving"));
  try {
    await work();
  } catch (error) {
    const kind = kindOf(error);
    const sure = kind === "offline" && page.fresh?.state !== "maybe";
    if (kind !== "left") trouble.textContent = sure ? page.say("offline") : page.titleOf(kind);
  } finally {
    status.clear();
    page.busy = false;
  }
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
