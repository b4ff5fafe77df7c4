/** Consent statements, spoken ones too: reporting/sealed/{statements,witness,consents}.py. */
import { hex, sha256, unb64u, utf8 } from "./bytes.mjs";
import { needChoices } from "./choices.mjs";
import { dump, isHash, isId, isLink, isTag, isText, load, readFirst, reading } from "./documents.mjs";
import { need } from "./errors.mjs";
import { isDay, isName, needKeys } from "./json.mjs";

const STATEMENT = ["report", "version", "previous", "day", "wording", "language", "account", "choices", "acknowledged"];
const WITNESSED = ["statement", "how", "asked", "heard_by"];
export const MOST_ACKNOWLEDGED = 20;
const MAX_ASKED = 120;
const MAX_WITNESSES = 2;

/**
 * The bytes of a consent statement.
 * @param {{report: string, version: number, previous: string, day: string, wording: string,
 *   language: string, account: string, choices: object, acknowledged: string[]}} statement
 *   report, previous ("" for version 1) and account in hex; acknowledged: hex of narrowings she has seen
 */
export const statementBytes = ({ report, version, previous, day, wording, language, account, ...rest }) =>
  dump("consent", {
    report,
    version,
    previous,
    day,
    wording,
    language,
    account,
    choices: rest.choices,
    acknowledged: [...rest.acknowledged].sort(),
  });

/** The statement that follows `latest`, for `sealConsent`. */
export const nextStatement = (latest, { choices, acknowledged = latest.acknowledged, day }) => {
  const { report, version, wording, language, account, digest } = latest;
  return { report, version: version + 1, previous: digest, day, wording, language, account, choices, acknowledged };
};

/** @throws SealingError NotDecodable */
function readStatement(content) {
  const value = load("consent", STATEMENT, content);
  return reading(() => {
    const { version, previous, acknowledged } = value;
    need(isId(value.report) && isLink(version, previous), "Malformed");
    need(isDay(value.day) && isName(value.wording) && isTag(value.language), "Malformed");
    need(isHash(value.account) && Array.isArray(acknowledged) && acknowledged.every(isHash), "Malformed");
    need(acknowledged.length <= MOST_ACKNOWLEDGED && new Set(acknowledged).size === acknowledged.length, "Malformed");
    needChoices(value.choices);
    return { ...value, attested: null };
  });
}

/** Around the statement's text: how it was given, how it was asked, and who heard it. */
function readWitnessed(content) {
  const { statement, how, asked, heard_by: heard } = load("witnessed consent", WITNESSED, content);
  return reading(() => {
    need(isText(statement) && ["spoken", "paper"].includes(how) && isText(asked, MAX_ASKED), "Malformed");
    need(Array.isArray(heard) && heard.length >= 1 && heard.length <= MAX_WITNESSES, "Malformed");
    for (const one of heard) {
      needKeys(one, "handle", "signature");
      need(isName(one.handle), "Malformed");
      unb64u(one.signature, 64);
    }
    const attested = { how, asked, heardBy: heard.map(({ handle }) => handle) };
    return { ...readStatement(utf8(statement)), attested };
  });
}

/**
 * The statement in the content of a consent part; `attested` says who of staff heard it, null when
 * nobody did. Their signatures are for advocates to verify: here they change nothing.
 * @throws SealingError NotDecodable
 */
export async function readConsent(content) {
  const statement = readFirst([readStatement, readWitnessed], content);
  // That of the whole content: the next statement names it.
  return { ...statement, digest: hex(await sha256(content)) };
}

/**
 * The statements in order of version, none missing, each naming the one before, all about one
 * report and account, the newest by the code in force.
 * @param {object[]} statements each with `code`, which of her codes signed it
 * @param {{seen: number, code: number}} subject the highest version that advocates have signed to
 *   have seen, and how often the code was changed
 * @throws SealingError StatementRefused
 */
export function consentChain(statements, { seen, code }) {
  const ordered = [...statements].sort((a, b) => a.version - b.version);
  need(ordered.length > 0 && ordered.length >= seen && ordered.at(-1).code === code, "StatementRefused");
  let before = { digest: "", code: 0 };
  for (const [at, one] of ordered.entries()) {
    need(one.version === at + 1 && one.previous === before.digest && one.code >= before.code, "StatementRefused");
    need(one.account === ordered[0].account && one.report === ordered[0].report, "StatementRefused");
    before = one;
  }
  return ordered;
}
