/** Where the page's code begins: takes over the form, if this browser can seal. */
import { fetchPage, one } from "./dom.mjs";
import { whenLeft } from "./leave.mjs";
import { ReportPage } from "./report.mjs";

let page = null;

function start() {
  const form = one("form#report");
  page = null;
  // An addition without scripts has its code in the form, which the server sealed.
  if (!form || !crypto.subtle || !form.action.endsWith("/report")) return;
  page = new ReportPage(one("main"), form, one("#facts").dataset);
  page.unsealed = sendUnsealed;
}

/** Put another page's content in this one's place: no navigation, so nothing is lost. */
function adopt(doc) {
  document.title = doc.title;
  document.documentElement.lang = doc.documentElement.lang;
  Object.assign(one("#facts").dataset, one("#facts", doc).dataset);
  for (const part of ["a.leave", "a.skip", "body > header", "main", "footer"]) {
    const [old, fresh] = [one(part), one(part, doc)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  start();
}

async function switchLanguage(language) {
  const carried = page.carried();
  const doc = await fetchPage(`/report?lang=${language}`).catch(() => null);
  if (!doc || !one("form#report", doc)) {
    page.panel.say(page.facts.offline, "");
    return;
  }
  adopt(doc);
  page?.resume(carried);
}

/** The form as a browser without scripts posts it, but with every word still here when that fails. */
async function sendUnsealed(form) {
  const body = new URLSearchParams(new FormData(form));
  body.set("do", "send");
  page.panel.busy(page.say("sending"));
  try {
    adopt(await fetchPage("/report", body));
    scrollTo(0, 0);
  } catch {
    page.failed("broken", false);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.('button[name="switch_lang"]');
  if (!button || !page) return;
  event.preventDefault();
  switchLanguage(button.value);
});
addEventListener("online", () => page?.timer && page.sealed && page.attempt());
whenLeft(() => page?.forget());
start();
