/** The words of a warning laid before her, and what she says to them: reporting/intake/wordings.py. */
import { LONGEST_COMMENT, wordingsOf } from "../seal/index.mjs";
import { entryOf } from "./entry.mjs";
import { linesOf } from "./talk.mjs";
import { cleanText, lengthOf } from "./text.mjs";
import { Told } from "./told.mjs";

const COMMENT = "comment_";
// Hex digits of a digest that tell the wordings of one mailbox apart.
const NAME_DIGITS = 16;
const VERDICTS = ["approve", "correct", "refuse"];

/** The short name of a wording on the page. */
const nameOf = ({ digest }) => digest.slice(0, NAME_DIGITS);

/** What the room shows. */
export function wordingsFor({ opened, choices, today }, pieces) {
  const warns = choices?.consent_bulletin;
  const prints = Boolean(warns && (!choices.ask_before_publishing || choices.ask_otherwise === "publish"));
  const now = { prints, today, taken_back: Boolean(choices && !warns) };
  return { wordings: wordingsOf(opened).map((asked) => shown(asked, now, pieces)) };
}

function shown(asked, { prints, today, taken_back }, pieces) {
  const { answer, answer_by, day, body } = asked;
  const late = !answer && today > answer_by;
  return {
    ...entryOf(body, day, pieces),
    ...Object.fromEntries(VERDICTS.map((name) => [name, answer?.answer === name])),
    name: nameOf(asked),
    answer: answer && { comment: linesOf(answer.comment) },
    answered_on: answer?.arrived,
    unanswered: !answer,
    answer_by,
    late,
    in_time: !late,
    prints,
    never_prints: !prints,
    taken_back,
    warns: !taken_back,
  };
}

/** Send her verdict: it names the digest of the words that the page showed, so that a yes to them is none to others. */
export const verdict = (said) =>
  async function send({ form, visit, nonce }, name) {
    const asked = wordingsOf(visit.opened).find((one) => nameOf(one) === name);
    const comment = cleanText(form.elements[COMMENT + name].value);
    if (!asked) throw new Told(COMMENT + name, "wording_gone");
    if (said === "correct" && !comment) throw new Told(COMMENT + name, "say_what");
    if (lengthOf(comment) > LONGEST_COMMENT) throw new Told(COMMENT + name, "too_long_comment", { count: LONGEST_COMMENT });
    const { draft, digest } = asked;
    if (!asked.answer) await visit.say(nonce, "wording answer", { draft, digest, answer: said, comment });
    return { done: "answered", spent: [COMMENT + name] };
  };
