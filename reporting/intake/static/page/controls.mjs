/** The form's controls: what is in them, what they may hold, and filling them again. */
import { all, labelOf, one } from "./dom.mjs";

const OURS = ["lang", "nonce", "state", "do", "code", "switch_lang"];

/** Names and values as a post would carry them, without the page's own. */
export const entriesOf = (form) =>
  [...new FormData(form)].filter(([name, value]) => !OURS.includes(name) && typeof value === "string");

/** What the list of a question offers; the list of the first person is that of the next. */
export const optionsOf = (form) => (name) =>
  all(`[name="${name}"]`, form)
    .flatMap((control) => {
      if (control.tagName === "SELECT") return [...control.options].map((option) => option.value);
      return ["checkbox", "radio"].includes(control.type) ? [control.value] : [];
    })
    .filter(Boolean);

/** Put entries back into a form that has a control for each. */
export function fill(form, entries) {
  const left = new Map();
  for (const [name, value] of entries) left.set(name, [...(left.get(name) ?? []), value]);
  for (const control of form.elements) {
    const values = left.get(control.name);
    if (!values || control.type === "hidden" || control.tagName === "BUTTON") continue;
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = values.includes(control.value);
      // A box for her own words may follow under the same name.
      if (control.checked && control.type === "radio") values.splice(values.indexOf(control.value), 1);
    } else if (control.tagName === "SELECT") {
      const at = values.findIndex((value) => [...control.options].some((option) => option.value === value));
      control.value = at < 0 ? "" : values.splice(at, 1)[0];
    } else {
      control.value = values.shift() ?? "";
    }
  }
}

/** Everything that was answered, as people read it: question and answers. For her own print only. */
export function readable(form) {
  const told = new Map();
  for (const control of form.elements) {
    if (OURS.includes(control.name) || control.type === "hidden" || !control.name) continue;
    const ticked = control.type === "checkbox" || control.type === "radio";
    const value = ticked ? control.checked && control.labels[0].textContent.trim() : shownValue(control);
    if (!value) continue;
    const question = (ticked && control.closest("fieldset.field") ? labelOf(control) : "") || named(control) || value;
    told.set(question, [...(told.get(question) ?? []), value]);
  }
  return [...told];
}

const shownValue = (control) =>
  control.tagName === "SELECT" ? control.selectedOptions[0]?.textContent.trim() : control.value.trim();

/** The question, with the number of the person or vehicle it is about. */
function named(control) {
  const group = control.closest("fieldset.one");
  const number = group ? `${one("legend", group).textContent.trim()}: ` : "";
  return number + labelOf(control);
}
