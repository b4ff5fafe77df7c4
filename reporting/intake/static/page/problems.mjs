/** What has to be looked at again: a list on top that leads to each place, and words beside it. */
import { all, arrive, el, labelOf, one } from "./dom.mjs";

const idOf = ({ field, instance }) => `f-${field}${instance > 1 ? `-${instance}` : ""}`;
// Her own words about a place have no box of their own in a list of questions.
const BESIDE = { area_other: "area" };

const warned = (text) => [el("span", { class: "icon", "aria-hidden": "true" }, "⚠"), ` ${text}`];

/** Take away what `showProblems` showed. */
export function clearProblems(form) {
  for (const shown of all(".problems, .problem", form.parentElement)) shown.remove();
  for (const bad of all(".bad", form)) bad.classList.remove("bad");
  for (const control of all("[aria-invalid]", form)) control.removeAttribute("aria-invalid");
}

/** Show problems of `readForm`; everything typed stays. */
export function showProblems(form, pieces, problems) {
  clearProblems(form);
  const list = el("ul");
  for (const problem of problems) {
    const text = pieces.say(problem.message, problem.params);
    const control = document.getElementById(idOf({ ...problem, field: BESIDE[problem.field] ?? problem.field }));
    list.append(el("li", {}, control ? beside(control, text) : text));
  }
  const title = pieces.say(problems.length > 1 ? "problems" : "problem", { count: problems.length });
  const heading = el("h2", {}, title);
  const summary = el("div", { class: "problems", role: "alert" }, heading, el("p", {}, pieces.say("still_here")), list);
  form.before(summary);
  arrive(heading);
}

/** Words beside the control, and a link to it. */
function beside(control, text) {
  const words = el("p", { class: "problem", id: `${control.id}-problem` }, ...warned(text));
  const field = control.closest(".field, .yes") ?? control.parentElement;
  const label = one("label.box", field) === null ? one("label, legend", field) : one("legend", field);
  field.classList.add("bad");
  if (field.tagName !== "FIELDSET") control.setAttribute("aria-invalid", "true");
  if (label) label.after(words);
  else field.append(words);
  for (let part = control.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  const name = labelOf(control);
  return el("a", { href: `#${control.id}` }, name ? `${name} – ${text}` : text);
}
