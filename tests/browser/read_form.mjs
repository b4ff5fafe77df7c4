// Reads one form per line as the page does, for test_page_form.py: {"entries","options","how"} in, the draft out.
import { createInterface } from "node:readline";
import { FIELDS } from "../../reporting/intake/static/page/catalogue.mjs";
import { readForm } from "../../reporting/intake/static/page/form.mjs";
import { dangerNow, urgentCare } from "../../reporting/intake/static/page/needs.mjs";

let options = {};
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (given.options) {
    options = given.options;
    console.log(JSON.stringify([...FIELDS.keys()]));
    continue;
  }
  const draft = readForm(given.entries, (name) => options[name] ?? [], given.how);
  const needs = { care: urgentCare(draft.account, given.how.today), danger: dangerNow(draft.account) };
  console.log(JSON.stringify({ ...draft, needs }));
}
