/** A piece of the page, filled with what was opened here. Its marks are made by reporting/intake/places.py. */
import { dayWords } from "./calendar.mjs";

const PLACE = /%\(([\w.]+)(?:\|(\w+))?\)s/g;

/**
 * Fill the places of `piece`, drop what is not there, repeat what there is more of.
 *
 * Words become text and attributes of elements that are there already, never markup; and what was
 * filled in is not looked at again, whatever marks somebody wrote into a message.
 * @param {Element} piece a copy of its own
 * @param {object} model values by name; an entry of a list sees the names around it too
 */
export function fillIn(piece, model) {
  visit(piece, model);
  return piece;
}

function visit(node, scope) {
  if (node.nodeType === Node.TEXT_NODE) node.data = filled(node.data, scope);
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const { each, if: when } = node.dataset;
  if (each !== undefined) repeat(node, each, scope);
  else if (when !== undefined && !holds(find(when, scope))) node.remove();
  else {
    node.removeAttribute("data-if");
    for (const attribute of [...node.attributes]) {
      if (attribute.value.includes("%(")) attribute.value = filled(attribute.value, scope);
    }
    for (const child of [...node.childNodes]) visit(child, scope);
  }
}

function repeat(node, path, scope) {
  node.removeAttribute("data-each");
  for (const it of find(path, scope) ?? []) {
    const copy = node.cloneNode(true);
    node.before(copy);
    visit(copy, { ...scope, ...(Array.isArray(it) || typeof it !== "object" ? {} : it), it });
  }
  node.remove();
}

const filled = (text, scope) => text.replace(PLACE, (_, path, form) => said(find(path, scope), form));

const said = (value, form) => (["long", "full"].includes(form) ? dayWords(value, form) : String(value ?? ""));

const find = (path, scope) => path.split(".").reduce((held, name) => held?.[name], scope);

const holds = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
