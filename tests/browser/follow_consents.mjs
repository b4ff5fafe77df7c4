// What the browser makes of consents, for test_page_consents.py: one document of cases in, one of results out.
import { readFileSync } from "node:fs";
import { choicesToday, coveredTo, meet, narrowed, widens, widerFrom } from "../../reporting/intake/static/page/consents.mjs";
import { changed, givesOn, offeredTo, restated } from "../../reporting/intake/static/page/widening.mjs";
import { b64u, unb64u } from "../../reporting/intake/static/seal/bytes.mjs";
import { consentChain, nextStatement, readConsent, statementBytes } from "../../reporting/intake/static/seal/statements.mjs";

// What a reader refuses; anything else is a mistake of ours, and ends the run.
const REFUSALS = ["StatementRefused", "NotDecodable", "Malformed", "not a use", "not offered", "too many narrowings"];

function refusable(work) {
  try {
    return work();
  } catch (error) {
    if (!REFUSALS.includes(error.message)) throw error;
    return "refused";
  }
}

async function follow({ statements, narrowings, subject, today, wait, ticked, known, watched }) {
  const read = [];
  for (const { content, arrived, code } of statements) {
    read.push({ ...(await readConsent(unb64u(content))), arrived, code });
  }
  const chain = refusable(() => consentChain(read, subject));
  if (chain === "refused") return { chain };
  const latest = chain.at(-1);
  const offered = offeredTo(latest, known);
  const following = (next) => b64u(statementBytes(nextStatement(latest, { ...next, day: today })));
  const opened = { statements: chain, narrowings };
  const again = restated(opened, offered, today);
  const next = refusable(() => changed(opened, ticked, offered));
  return {
    chain: chain.map(({ version, attested }) => [version, attested]),
    today: refusable(() => choicesToday(chain, narrowings, today, wait)),
    offered: offered.sort(),
    next: next && next !== "refused" ? following(next) : next,
    wider_from: watched.map((names) => widerFrom(chain, narrowings, names, wait)),
    covers: coveredTo(chain, today, wait),
    gives_on: givesOn(opened, offered),
    again: again && following(again),
  };
}

const { cases, pairs } = JSON.parse(readFileSync(0, "utf8"));
const followed = [];
for (const one of cases) followed.push(await follow(one));
const compared = pairs.map(({ first, second, removed }) => ({
  meet: meet(first, second),
  widens: widens(first, second),
  narrowed: refusable(() => narrowed(first, removed)),
}));
console.log(JSON.stringify({ followed, compared }));
