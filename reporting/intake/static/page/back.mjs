/** Where the page that asks for a code begins. */
import { fetchPage, one } from "./dom.mjs";
import { adopt, factsOf, onLanguage } from "./frame.mjs";
import { whenLeft } from "./leave.mjs";
import { MailboxPage } from "./mailbox.mjs";

let page = null;

function start() {
  const form = one("form#return");
  // A page that is open without scripts has its code in a field that the server sealed.
  page = form && crypto.subtle && one("[name=code]", form) ? new MailboxPage(one("main"), form, factsOf(document)) : null;
}

async function switchLanguage(language) {
  const { keys, box, adding } = page;
  if (adding) return;
  const typed = box.value;
  const doc = await fetchPage(`/return?lang=${language}`).catch(() => null);
  if (!doc || !one("form#return", doc)) return;
  adopt(doc);
  start();
  if (!page) return;
  page.box.value = typed;
  page.keys = keys;
  if (keys && (await page.prepare())) await page.open().catch((error) => page.refused(error));
}

onLanguage((language) => page && (switchLanguage(language), true));
whenLeft(() => page?.forget());
start();
