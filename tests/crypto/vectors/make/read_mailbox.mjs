// A mailbox as the doors send it, read by the browser's code: the twin of read_mailbox.py.
import { choicesToday } from "../../../../reporting/intake/static/page/consents.mjs";
import { PERMISSIONS } from "../../../../reporting/intake/static/seal/choices.mjs";
import { openReport } from "../../../../reporting/intake/static/seal/opened.mjs";
import { repliesStopped } from "../../../../reporting/intake/static/seal/said.mjs";
import { wordingsOf } from "../../../../reporting/intake/static/seal/wording.mjs";

const WAIT = 3;

/** A mailbox as a case has it: items dropped, members set, other changes of code. */
export function edited(mailbox, { drop = [], set = [], codes = mailbox.codes }) {
  const items = mailbox.items.filter(({ item }) => !drop.includes(item)).map((item) => ({ ...item }));
  for (const [name, member, value] of set) items.find(({ item }) => item === name)[member] = value;
  return { ...mailbox, items, codes };
}

const lineOf = ({ kind, text, answer, action, scope }) =>
  [kind, { answer: text, "wording answer": answer, deletion: `${action} ${scope}` }[kind] ?? text];

/** What it opens to, in words that both sides know. @throws SealingError */
export async function summaryOf({ keys, manifest, mailbox, today }) {
  const opened = await openReport({ keys, manifest, mailbox });
  const { statements, narrowings, status } = opened;
  const choices = statements && choicesToday(statements, narrowings, today, WAIT);
  return {
    codes: opened.codes,
    witnessed: opened.witnessed,
    kept_back: opened.keptBack,
    statements: statements && statements.map(({ version, code, attested }) => [version, code, attested !== null]),
    today: choices && PERMISSIONS.filter((name) => choices[name]),
    status: status && [status.stage, status.consent_version],
    narrowings: narrowings.map(({ removed }) => [...removed].sort()),
    stops: opened.stops.map(({ number, edition }) => [number, edition]),
    events: opened.events.map(({ sequence, event, detail }) => [sequence, event, detail]),
    said: opened.said.map(lineOf),
    stopped: repliesStopped(opened.said),
    wordings: wordingsOf(opened).map(({ draft, digest }) => [draft, digest]),
    deletions: opened.deletions.map(({ scope, due }) => [scope, due]),
  };
}
