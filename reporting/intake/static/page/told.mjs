/** Something that she has to look at again before it can be sent. */
import { el, one } from "./dom.mjs";

/** `text` names the words in templates/intake/return_pieces.html, `name` the control they belong to. */
export class Told extends Error {
  constructor(name, text, params = {}) {
    super(text);
    Object.assign(this, { name, text, params });
  }
}

/** Say it beside the control, and go there; everything typed stays. */
export function tell(form, control, words) {
  clearTold(form);
  const field = control.closest(".field");
  const problem = el("p", { class: "problem", id: "told" }, el("span", { class: "icon", "aria-hidden": "true" }, "⚠"), ` ${words}`);
  one("label, legend", field).after(problem);
  field.classList.add("bad");
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", `told ${control.getAttribute("aria-describedby") ?? ""}`.trim());
  control.focus();
}

/** Take away what `tell` said. */
export function clearTold(form) {
  const problem = one("#told", form);
  if (!problem) return;
  problem.closest(".field").classList.remove("bad");
  problem.remove();
  const control = one("[aria-describedby~=told]", form);
  control.removeAttribute("aria-invalid");
  const left = control.getAttribute("aria-describedby").replace(/^told ?/, "");
  if (left) control.setAttribute("aria-describedby", left);
  else control.removeAttribute("aria-describedby");
}
