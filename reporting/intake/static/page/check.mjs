/** Looking something up in the list that the page holds: what is typed goes nowhere. */

const LEAST = 3; // signs that are known; fewer would find half of the list
const LIKE = { o: "0", q: "0", d: "0", i: "1", l: "1", z: "2", s: "5", b: "8", g: "6" };

/** Signs that can be taken for each other become one; spaces, dots and dashes do not count. */
export function folded(text) {
  const plain = text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}?]/gu, "");
  return [...plain].map((sign) => LIKE[sign] ?? (/\p{Nd}/u.test(sign) ? digitOf(sign) : sign));
}

/** Digits of a script stand in a row of ten, from zero on: phones type ٦, ۶ and ६ as well as 6. */
function digitOf(sign) {
  const at = sign.codePointAt(0);
  let zero = at;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((at - zero) % 10);
}

const isKnown = (sign) => sign !== "?";
const tells = (signs) => signs.filter(isKnown).length >= LEAST;
const same = (one, other) => one === other || one === "?" || other === "?";

/** Does `part` stand somewhere in `whole`, unknown signs standing for any? */
function within(part, whole) {
  for (let at = 0; at + part.length <= whole.length; at += 1) {
    const facing = whole.slice(at, at + part.length);
    const said = part.filter((sign, place) => isKnown(sign) && isKnown(facing[place])).length;
    if (said >= LEAST && part.every((sign, place) => same(sign, facing[place]))) return true;
  }
  return false;
}

/** May what was typed be what a warning names? A part of it, it, or more than a warning knows. */
export function alike(typed, known) {
  const [one, other] = [folded(typed), folded(known)];
  return within(one, other) || within(other, one);
}

export const isEnough = (typed) => tells(folded(typed));

function start(box) {
  const rows = [...document.querySelectorAll("[data-known]")];
  const narrow = () => {
    const asked = isEnough(box.value);
    let found = 0;
    for (const row of rows) {
      row.hidden = asked && !alike(box.value, row.dataset.known);
      if (!row.hidden) found += 1;
    }
    document.querySelector("#found").hidden = !asked || found === 0;
    document.querySelector("#nothing").hidden = !asked || found > 0;
  };
  document.querySelector("#look").hidden = false;
  box.addEventListener("input", narrow);
  // The browser may keep the page for "back": neither the question nor its answer stays.
  addEventListener("pagehide", () => {
    box.value = "";
    narrow();
  });
}

const box = globalThis.document?.querySelector("#f-look");
if (box) start(box);
