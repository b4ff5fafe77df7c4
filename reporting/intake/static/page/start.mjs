/** Where the page of the form begins: takes over the form, if this browser can seal. */
import { digitsOf } from "../seal/index.mjs";
import { arrive, fetchPage, one } from "./dom.mjs";
import { adopt, factsOf, onLanguage } from "./frame.mjs";
import { whenLeft } from "./leave.mjs";
import { ReportPage } from "./report.mjs";

let page = null;

function start() {
  const form = one("form#report");
  page = null;
  // An addition without scripts has its code in the form, which the server sealed.
  if (!form || !crypto.subtle || !form.action.endsWith("/report")) return;
  page = new ReportPage(one("main"), form, factsOf(document));
  page.unsealed = sendUnsealed;
}

async function switchLanguage(language) {
  const carried = page.carried();
  const doc = await fetchPage(`/report?lang=${language}`).catch(() => null);
  if (!doc || !one("form#report", doc)) {
    page.panel.say(page.facts.offline, "");
    return;
  }
  page.stop();
  adopt(doc);
  start();
  page?.resume(carried);
}

/** The form as a browser without scripts posts it, but with every word still here when that fails. */
async function sendUnsealed(form) {
  const body = new FormData(form);
  body.set("do", "send");
  page.files?.fill(body);
  const { addition, visit } = page;
  if (addition) body.set("code", digitsOf(visit.code).join(" "));
  page.panel.busy(page.say("sending"));
  try {
    const doc = await fetchPage(addition ? "/report/add" : "/report", body);
    page.stop();
    adopt(doc);
    start();
    arrive(one("main h1"));
  } catch {
    page.failed("broken", false);
  }
}

onLanguage((language) => page && (switchLanguage(language), true));
addEventListener("online", () => page?.online());
whenLeft(() => page?.forget());
start();
