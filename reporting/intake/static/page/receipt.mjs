/** The receipt, made and shown here: the code never leaves this page. */
import { digitsOf } from "../seal/index.mjs";
import { allows, PERMISSIONS } from "./choices.mjs";
import { all, el, one } from "./dom.mjs";
import { dangerNow, urgentCare } from "./needs.mjs";

const MORNING = 6;

/** What a receipt says of a report, without anything that was told. */
export function gist({ account, choices }, today) {
  const yes = PERMISSIONS.filter((name) => allows(choices, name));
  if (choices.ask_before_publishing) yes.push("ask_before_publishing");
  return { care: urgentCare(account, today), danger: dangerNow(account), yes };
}

/**
 * The receipt as an element.
 * @param {import("./dom.mjs").Pieces} pieces
 * @param {{code: number[], words: string[]|null, told: object, added?: boolean}} shown
 *   words: the list of the page's language, null when it could not be had
 * @param {(name: string) => string} wordingOf the words beside a box of the form
 */
export function receipt(pieces, { code, words, told, added }, wordingOf) {
  const police = told.yes.some((name) => name.startsWith("consent_police"));
  const made = pieces.piece("receipt", {
    new: !added,
    added,
    code: code !== null,
    back: code === null,
    danger: told.danger,
    words: words !== null,
    care: told.care,
    yes: !added && told.yes.length > 0,
    no: !added && told.yes.length === 0,
    crisis: police && (told.care || told.danger || isNight(pieces.facts.zone)),
  });
  if (code) show(made, "digits", digitsOf(code));
  if (code && words) show(made, "words", code.map((number) => words[number]));
  const list = one("[data-yes]", made);
  for (const name of added ? [] : told.yes) list.append(el("li", {}, wordingOf(name)));
  return made;
}

function show(made, kind, groups) {
  const place = one(`[data-code=${kind}]`, made);
  place.dataset.receipt = kind;
  place.textContent = groups.join(" ");
}

/** The hour where the organisation is. */
function isNight(zone) {
  const hour = new Intl.DateTimeFormat("en", { timeZone: zone, hour: "numeric", hourCycle: "h23" }).format(new Date());
  return Number(hour) < MORNING;
}

/** Print what she told, on her own paper: the page holds it while it prints and no longer. */
export function printAccount(heading, told) {
  const rows = told.flatMap(([question, answers]) => [el("dt", {}, question), el("dd", {}, answers.join(", "))]);
  const paper = el("section", { class: "own-print" }, el("h1", {}, heading), el("dl", {}, ...rows));
  document.body.append(paper);
  document.body.classList.add("printing");
  print();
  document.body.classList.remove("printing");
  for (const left of all(".own-print")) left.remove();
}
