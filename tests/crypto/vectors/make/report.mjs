// A whole report as a browser posts it, and the statements of a consent. Its randomness is real: made once, kept.
import { writeFileSync } from "node:fs";
import { b64u, hex, unb64u, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { readManifest } from "../../../../reporting/intake/static/seal/manifest.mjs";
import { sealAddition, sealConsent, sealReport, partJson } from "../../../../reporting/intake/static/seal/report.mjs";
import { sha256 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { fixed, INSTALLATION } from "./lib.mjs";
import { signedManifest, TODAY } from "./manifest.mjs";

const CHOICES = {
  consent_statistics: true,
  consent_compare: true,
  consent_bulletin: true,
  consent_partners: false,
  consent_contact: false,
  consent_police_report: false,
  consent_police_information: false,
  consent_police_questions: false,
  police_place_exact: false,
  police_time_exact: false,
  police_pictures: false,
  police_own_words: false,
  ask_before_publishing: true,
  ask_otherwise: "dont",
  ask_days: 7,
  police_force: "",
  police_leave_out: [],
};

const ACCOUNT = {
  answers: { what_happened: "He would not pay. Été, 中.", incident_types: ["no_payment"] },
  persons: [{ person_name: "Rick" }],
  vehicles: [],
  identifiers: [{ kind: "phone", value: "613-555-0142", partial: false }],
};

const { manifest: signed } = await signedManifest();
const pins = {
  installation: INSTALLATION,
  organisation: unb64u(signed.pins.organisation),
  minimumSequence: signed.pins.minimum_sequence,
};
const manifest = await readManifest(unb64u(signed.body), unb64u(signed.signature), pins, TODAY);
const code = [12, 345, 678, 901, 1234, 1567, 1890, 3];
const told = { manifest, day: TODAY, language: "en", wording: "2026-01" };
const contact = { answers: { contact_name: "Sam" } };
const { keys, id, body } = await sealReport({ ...told, code, account: ACCOUNT, contact, choices: CHOICES });
const addition = await sealAddition({ ...told, keys, report: id, account: ACCOUNT, contact: { answers: {} } });

const accountBytes = utf8(JSON.stringify({ v: 1, kind: "account", language: "en", day: TODAY, account: ACCOUNT }));
const first = {
  report: hex(id),
  version: 2,
  previous: "00".repeat(32),
  day: TODAY,
  wording: "2026-01",
  language: "en",
  account: hex(await sha256(accountBytes)),
  choices: { ...CHOICES, consent_bulletin: false },
  acknowledged: ["22".repeat(32), "11".repeat(32)],
};
const consent = await sealConsent(keys, manifest, first);
const document = {
  format: "sealed_report",
  maker: "node",
  about: "reporting.sealed: what a browser posts to /report/sealed, and what it adds later",
  manifest: signed,
  cases: [
    {
      name: "a report from a browser",
      outcome: "opens",
      error: null,
      seed: b64u(fixed("main epoch 3 seal")),
      code,
      body,
      account: ACCOUNT,
      contact,
      choices: CHOICES,
      later: [...addition, consent].map(partJson),
      statement: first,
    },
  ],
};
const folder = new URL("../", import.meta.url);
writeFileSync(new URL("sealed_report.json", folder), `${JSON.stringify(document, null, 1)}\n`);
