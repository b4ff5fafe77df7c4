/** Where the page that asks for a code begins. */
import { fetchPage, one } from "./dom.mjs";
import { adopt, factsOf, onLanguage } from "./frame.mjs";
import { whenLeft } from "./leave.mjs";
import { MailboxPage } from "./mailbox.mjs";
import { Panel } from "./panel.mjs";

let page = null;
let said = null;

function start() {
  const form = one("form#return");
  // A page that is open without scripts has its code in a field that the server sealed.
  page = form && crypto.subtle && one("[name=code]", form) ? new MailboxPage(one("main"), form, factsOf(document)) : null;
}

async function switchLanguage(language) {
  if (page.busy || page.shown?.busy) return;
  const doc = await fetchPage(`/return?lang=${language}`).catch(() => null);
  if (!doc || !one("form#return", doc)) {
    said?.clear();
    said = new Panel(one("main h1").nextElementSibling);
    said.say(page.facts.offline, "");
    return;
  }
  const carried = page.carried();
  page.shown?.adding?.stop();
  adopt(doc);
  start();
  await page?.resume(carried);
}

onLanguage((language) => page && (switchLanguage(language), true));
addEventListener("online", () => page?.shown?.adding?.online());
whenLeft(() => page?.forget());
start();
