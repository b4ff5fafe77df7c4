// The worker's code: how it is read, and the keys that come of it.
import { b64u, hex, utf8 } from "../../../../reporting/intake/static/seal/bytes.mjs";
import { canonical, codeFromNonce, digitsOf } from "../../../../reporting/intake/static/seal/code.mjs";
import { keysOf, reportId } from "../../../../reporting/intake/static/seal/keys.mjs";
import { wordsOf } from "../../../../reporting/intake/static/seal/words.mjs";
import { fixed, INSTALLATION, Vectors } from "./lib.mjs";

export async function makeCodes() {
  const vectors = new Vectors("code", "crypto.receipts.Code.parse: words and digits to eight numbers");
  const lists = { en: await wordsOf("en"), fr: await wordsOf("fr") };
  const add = (name, outcome, error, text, numbers = null, change = {}) =>
    vectors.add(name, outcome, error, {
      text,
      language: null,
      numbers,
      ...(numbers && {
        canonical: hex(canonical(numbers)),
        digits: digitsOf(numbers),
        words: { en: numbers.map((n) => lists.en[n]), fr: numbers.map((n) => lists.fr[n]) },
      }),
      ...change,
    });
  const opens = (name, text, numbers, change) => add(name, "opens", null, text, numbers, change);
  const refuse = (name, text, change) => add(name, "not a code", "NotACode", text, null, change);

  const edges = [0, 2047, 1024, 1023, 1, 512, 7, 2046];
  const en = edges.map((n) => lists.en[n]);
  const fr = edges.map((n) => lists.fr[n]);
  opens("English words", en.join(" "), edges);
  opens("French words", fr.join(" "), edges);
  opens("digits", digitsOf(edges).join(" "), edges);
  opens("digits run together", digitsOf(edges).join(""), edges);
  opens("digits with hyphens and line ends", digitsOf(edges).join("-\n"), edges);
  opens("capitals, commas, spaces", `  ${en.join(", ").toUpperCase()} `, edges);
  opens("line ends, tabs, full stops", en.join(".\n\t"), edges);
  opens("first four letters", en.map((word) => word.slice(0, 4)).join(" "), edges);
  opens("first five letters", fr.map((word) => word.slice(0, 5)).join(" "), edges);
  const accents = lists.fr.flatMap((word, n) => (/[éè]/.test(word) ? [n] : [])).slice(40, 48);
  const spelled = accents.map((n) => lists.fr[n]).join(" ");
  opens("accents, composed", spelled.normalize("NFC"), accents);
  opens("accents, decomposed", spelled.normalize("NFD"), accents);
  opens("accents left out", spelled.normalize("NFD").replace(/[\u0300-\u036f]/g, ""), accents);
  opens("accents in capitals", spelled.toUpperCase(), accents);
  opens("no-break spaces", spelled.replaceAll(" ", "\u00a0"), accents);
  const three = lists.en.flatMap((word, n) => (word.length === 3 ? [n] : [])).slice(0, 8);
  opens("words of three letters", three.map((n) => lists.en[n]).join(" "), three);
  const shared = lists.en.filter((word) => lists.fr.includes(word)).slice(0, 8);
  const asEnglish = shared.map((word) => lists.en.indexOf(word));
  const asFrench = shared.map((word) => lists.fr.indexOf(word));
  opens("words of both lists, English told", shared.join(" "), asEnglish, { language: "en" });
  opens("words of both lists, French told", shared.join(" "), asFrench, { language: "fr" });
  opens("English words, English told", en.join(" "), edges, { language: "en" });
  opens("digits, French told", digitsOf(edges).join(" "), edges, { language: "fr" });
  add("words of both lists", "ambiguous", "AmbiguousCode", shared.join(" "), null, { lists: ["en", "fr"] });
  refuse("English words, French told", en.join(" "), { language: "fr" });
  refuse("seven words", en.slice(1).join(" "));
  refuse("nine words", [...en, en[0]].join(" "));
  refuse("a word of no list", [...en.slice(1), "zzzz"].join(" "));
  refuse("three letters of a longer word", [...en.slice(1), "aba"].join(" "));
  refuse("English and French mixed", [...en.slice(0, 4), ...fr.slice(4)].join(" "));
  refuse("words and digits mixed", [...en.slice(1), "0000"].join(" "));
  refuse("a number past 2047", [...digitsOf(edges).slice(1), "2048"].join(" "));
  opens("digits without leading zeros", edges.join(" "), edges);
  opens("full-width digits", digitsOf(edges).join(" ").replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))), edges);
  opens("Arabic digits", digitsOf(edges).join(" ").replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d))), edges);
  opens("underlines and dashes between", en.join("_\u2014"), edges);
  refuse("a group of five digits", ["00001", ...digitsOf(edges).slice(1)].join(" "));
  refuse("a number past 2047, run together", digitsOf(edges).join("").replace("2047", "2048"));
  refuse("a superscript", digitsOf(edges).join(" ").replace("2047", "204\u2077x"));
  refuse("31 digits", digitsOf(edges).join("").slice(1));
  refuse("nothing", "");
  refuse("only spaces", " \n ");
  refuse("only accents", "\u0301\u0301");
  refuse("very long", "abandon ".repeat(10_000));
  refuse("half a surrogate pair", `\ud800 ${en.slice(1).join(" ")}`);
  vectors.write();
}

export async function makeNonces() {
  const vectors = new Vectors("nonce", "crypto.receipts.Code.from_nonce: a form's 16 bytes to a code");
  for (const name of ["first", "second"]) {
    const nonce = fixed(`${name} nonce`, 16);
    vectors.add(`${name} nonce`, "opens", null, { nonce: hex(nonce), numbers: await codeFromNonce(nonce) });
  }
  vectors.write();
}

export async function makeKeys() {
  const vectors = new Vectors("worker_keys", "crypto.receipts.keys_of and report_id");
  const add = async (name, numbers, ownWord = "", installation = INSTALLATION) => {
    const keys = await keysOf(numbers, installation, ownWord);
    vectors.add(name, "opens", null, {
      numbers,
      own_word: ownWord,
      installation: hex(installation),
      token: b64u(keys.token),
      token_hash: hex(keys.tokenHash),
      verifying_key: b64u(keys.signer.verifyingKey),
      mailbox_key: b64u(keys.mailbox.sealing.raw),
      signature: b64u(await keys.signer.sign("brolly/test/v1", utf8("statement"))),
      report: hex(await reportId(keys.signer.verifyingKey, keys.mailbox.sealing.raw, keys.tokenHash)),
    });
  };
  const edges = [0, 2047, 1024, 1023, 1, 512, 7, 2046];
  await add("a code", edges);
  await add("all zero", [0, 0, 0, 0, 0, 0, 0, 0]);
  await add("another installation", edges, "", fixed("elsewhere", 16));
  await add("an own word", edges, "Maple");
  await add("the same own word, spaced and in capitals", edges, "  MAPLE ");
  await add("an own word, decomposed", edges, "e\u0301rable");
  await add("an own word, composed", edges, "\u00c9rable");
  await add("an own word of several", edges, "two  words");
  await add("an own word in Greek and German", edges, "\u039f\u0394\u039f\u03a3 Stra\u00dfe");
  await add("an own word in Turkish", edges, "\u0130stanbul");
  await add("an own word in Chinese", edges, "\u6885");
  vectors.write();
}
