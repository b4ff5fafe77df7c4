/** The form for what she adds, in the page of her report: its code stays here. */
import { fetchPage, one } from "./dom.mjs";
import { factsOf } from "./frame.mjs";
import { Failure, kindOf } from "./network.mjs";
import { showCode } from "./newcode.mjs";
import { ReportPage } from "./report.mjs";

const NOTHING_TOLD = { care: false, danger: false, yes: [] };

/**
 * Show the questions of the form in place of the report.
 * @param {import("./opened.mjs").OpenedPage} page
 * @param {object} [carried] what another language of this page goes on with
 * @throws Failure "offline", "left"
 */
export async function addMore(page, carried) {
  const { visit, main, language } = page;
  const { keys, opened } = visit;
  const doc = await fetchPage(`/report?lang=${language}`).catch(() => null);
  visit.check(keys);
  const form = doc && one("form#report", doc);
  if (!form) throw new Failure("offline");
  const adding = new ReportPage(document.adoptNode(one("main", doc)), form, factsOf(doc));
  // All is there before it is shown: nothing moves under her fingers.
  const pieces = await adding.fetchPieces();
  visit.check(keys);
  if (!pieces) throw new Failure("offline");
  const whose = { code: null, keys, report: opened.report, told: NOTHING_TOLD };
  Object.assign(adding, { main, visit: whose, back: () => back(page) });
  page.typed = page.entries();
  page.adding = adding;
  if (carried) adding.resume({ ...carried, visit: whose });
  else adding.addMore();
}

/** Back to the report; a new code that she has not kept yet is shown once more. */
async function back(page) {
  const { adding, visit } = page;
  try {
    if (page.fresh) {
      await showCode(page);
      return;
    }
    await visit.look();
    page.show({}, page.typed);
  } catch (error) {
    if (kindOf(error) !== "left") one("[data-trouble]", adding.shown).textContent = page.titleOf(kindOf(error));
  }
}
