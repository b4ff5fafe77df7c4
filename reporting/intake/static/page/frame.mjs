/** Another page's content in this one's place: no navigation, so that nothing is lost or left. */
import { one } from "./dom.mjs";

const PARTS = ["a.leave", "a.skip", "body > header", "main", "footer"];

/** What the page tells its scripts. */
export const factsOf = (doc) => ({ ...one("#facts", doc).dataset });

/** Take over title, language and every part of the frame. */
export function adopt(doc) {
  document.title = doc.title;
  document.documentElement.lang = doc.documentElement.lang;
  const facts = one("#facts", doc);
  if (facts) Object.assign(one("#facts").dataset, facts.dataset);
  for (const part of PARTS) {
    const [old, fresh] = [one(part), one(part, doc)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
}

/** Have the language buttons of the page call `change(language)` instead of sending what was typed. */
export function onLanguage(change) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.('button[name="switch_lang"], nav.languages a');
    if (button && change(button.value || button.lang)) event.preventDefault();
  });
}
