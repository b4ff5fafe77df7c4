/** The conversation, and her answer: reporting/intake/conversation.py. Days, not times; reading leaves no trace. */
import { LONGEST_MESSAGE, repliesStopped, SealingError } from "../seal/index.mjs";
import { cleanText, lengthOf } from "./text.mjs";
import { Told } from "./told.mjs";

const VOICES = { message: "ours", question: "police", answer: "hers" };
const LINE_ENDS = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/;

/** The lines of a text, for paragraphs. */
export const linesOf = (text) => (text ? text.split(LINE_ENDS) : []);

/** What the room shows. */
export function conversationOf({ opened: { said } }) {
  const lines = said.filter(({ kind }) => VOICES[kind]).map(lineOf);
  return {
    talk: { lines, stopped: repliesStopped(said) },
    silence: lines.length === 0,
    police_asked: lines.some(({ police }) => police),
  };
}

function lineOf({ kind, day, arrived, language, text, stop_replies: stops }) {
  const voice = VOICES[kind];
  const hers = voice === "hers";
  const voices = { ours: voice === "ours", police: voice === "police", hers };
  return { ...voices, voice, day: hers ? arrived : day, language, text: linesOf(text), stops: stops === true };
}

/** Send what she wrote. */
export async function answer({ form, visit, nonce, language }) {
  const { answer_text: box, stop_replies: stop } = form.elements;
  const text = cleanText(box.value);
  const tooLong = (count) => new Told("answer_text", "too_long_message", { count });
  if (lengthOf(text) > LONGEST_MESSAGE) throw tooLong(LONGEST_MESSAGE);
  if (!text && !stop.checked) throw new Told("answer_text", "nothing_said");
  try {
    await visit.say(nonce, "answer", { language, text, stop_replies: stop.checked });
  } catch (error) {
    // Wide signs fill a message with fewer of them.
    if (error instanceof SealingError && error.kind === "TooLarge") throw tooLong(Math.floor(LONGEST_MESSAGE / 3));
    throw error;
  }
  return { done: "sent", spent: ["answer_text", "stop_replies"] };
}
