/** Another person, vehicle or number, here and now, without sending anything. */
import { all, el, one } from "./dom.mjs";
import { MAX_REPEATS } from "./form.mjs";
import { empty } from "./leave.mjs";

/** The blocks of a group. */
const blocks = (form, group) => all(`fieldset.one[id^="${group}-"]`, form);

/** Add a block to a group ("person", "vehicle" or "identifier") and go there. */
export function addBlock(form, group) {
  const known = blocks(form, group);
  const number = known.length + 1;
  if (number > MAX_REPEATS) return;
  const made = known[0].cloneNode(true);
  empty(made);
  for (const old of all(".problem", made)) old.remove();
  for (const bad of all(".bad", made)) bad.classList.remove("bad");
  made.id = `${group}-${number}`;
  for (const part of all("[name], [id], [for], [aria-describedby]", made)) renumber(part, number);
  const legend = one("legend", made);
  legend.textContent = legend.textContent.trim().replace(/\d+$/, String(number));
  legend.classList.remove("sr");
  one("legend", known[0]).classList.remove("sr");
  known.at(-1).after(made);
  one(`button[value="add-${group}"]`, form).hidden = number >= MAX_REPEATS;
  one("input, select, textarea", made).focus();
}

function renumber(part, number) {
  const end = `-${number}`;
  if (part.name) part.name += end;
  // Ids are f-name, f-name-help and f-name-problem.
  const moved = (id) => id.replace(/^(f-[a-z_]+?)((?:-help|-problem)?)$/, `$1${end}$2`);
  if (part.id) part.id = moved(part.id);
  if (part.htmlFor) part.htmlFor = moved(part.htmlFor);
  const described = part.getAttribute("aria-describedby");
  if (described) part.setAttribute("aria-describedby", described.split(" ").map(moved).join(" "));
}

/** Have as many blocks as the entries need. */
export function blocksFor(form, entries) {
  for (const group of ["person", "vehicle", "identifier"]) {
    const first = blocks(form, group)[0];
    if (!first) continue;
    const names = new Set(all("[name]", first).map((control) => control.name));
    const highest = Math.max(1, ...entries.map(([name]) => numberIn(name, names)));
    while (blocks(form, group).length < Math.min(highest, MAX_REPEATS)) addBlock(form, group);
  }
}

function numberIn(name, names) {
  const [, bare, number] = /^(.+)-(\d+)$/.exec(name) ?? [];
  return names.has(bare) ? Number(number) : 1;
}

/** Only the first block of each group, as the page came. */
export function firstOnly(form) {
  for (const block of all("fieldset.one", form)) {
    if (block.id.endsWith("-1")) one("legend", block).classList.add("sr");
    else block.remove();
  }
  for (const button of all('button[value^="add-"]', form)) button.hidden = false;
}

/** Signs left in a long answer, said when it gets tight. */
export function countSigns(form, pieces, mostOf) {
  form.addEventListener("input", ({ target }) => {
    if (target.tagName !== "TEXTAREA") return;
    const most = mostOf(target.name);
    const left = most - [...target.value].length;
    const shown = target.nextElementSibling;
    if (left > most / 10) {
      if (shown?.matches(".count")) shown.remove();
      return;
    }
    const words = shown?.matches(".count") ? shown : el("p", { class: "help count", role: "status" });
    words.textContent = pieces()?.say(left < 0 ? "signs_over" : "signs_left", { count: Math.abs(left) }) ?? "";
    if (words !== shown) target.after(words);
  });
}

/** "I don't know" beside a real answer says nothing: choosing one lets go of the other. */
export function dontKnow(form) {
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    for (const other of all(`input[type=checkbox][name="${target.name}"]`, form)) {
      if (other !== target && (other.value === "unknown") !== (target.value === "unknown")) other.checked = false;
    }
  });
}
