/** Making and reading elements. Text only ever becomes a text node: no markup is made of words. */

/** An element with attributes (false and null leave one out), then children. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** The words of a control's own label, or of its list. */
export function labelOf(control) {
  const list = control.closest("fieldset.field");
  const words = list ? one("legend", list) : control.labels?.[0];
  return words?.textContent.trim() ?? "";
}

/** What `/report/pieces` holds for scripts: texts by name, and whole pieces. */
export class Pieces {
  /** @param {Document} page */
  constructor({ body }) {
    this.holds = body;
    this.facts = body.dataset;
  }

  /** The text `name`, its `%(place)s` filled; numbers as the page's language writes them. */
  say(name, params = {}) {
    const text = one(`[data-say="${name}"]`, this.holds).textContent.trim();
    return text.replace(/%\((\w+)\)s/g, (_, place) => params[place]?.toLocaleString(document.documentElement.lang));
  }

  /** A fresh copy of the piece `name`; what stands under `data-if` goes unless it is in `shown`. */
  piece(name, shown = {}) {
    const made = document.importNode(one(`[data-piece="${name}"]`, this.holds), true);
    for (const part of all("[data-if]", made)) if (!shown[part.dataset.if]) part.remove();
    return made;
  }
}

/** Show a heading, and tell whoever cannot see it. */
export function arrive(heading) {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  // At once: a long way passing by tells a tired person nothing.
  heading.scrollIntoView({ block: "start", behavior: "instant" });
}

/** The page at an address, inert: parsed without running anything. Rejects without a connection. */
export function fetchPage(address, body) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(body ? "POST" : "GET", address);
    request.responseType = "document";
    request.timeout = 60_000;
    request.onload = () => (request.response ? resolve(request.response) : reject(new Error("no page")));
    request.onerror = request.ontimeout = () => reject(new Error("no connection"));
    request.send(body);
  });
}
