/** One code at work: what it reads and stores, without a page. As reporting/intake/withdrawal.py does. */
import {
  hex, nextStatement, openReport, partJson, sealConsent, SealingError, sealNewCode, sealSaid, unb64u, unhex,
} from "../seal/index.mjs";
import { choicesToday } from "./consents.mjs";
import { Failure, fetchKeys, kindOf, post } from "./network.mjs";
import { changed, givesOn, offeredTo, restated } from "./widening.mjs";

// Somebody else may have saved in the same moment; three in a row is no accident.
const TRIES = 3;
// As many as the server takes in one go.
const STOPS_AT_ONCE = 40;

/**
 * `opened` is the mailbox as far as it verifies, `choices` what she allows today (null when that is
 * not known), `today` the day that intake goes by ("" while nobody can be believed).
 */
export class Visit {
  /** @param {{wait: number, reviewed: string[], forces: object, worded: (statement: object) => string[]}} rules */
  constructor(keys, facts, rules) {
    Object.assign(this, { keys, facts, rules });
  }

  /** Ask for the mailbox and open it. @throws Failure, "left" when the keys went meanwhile */
  async look() {
    const { keys } = this;
    const believed = await this.believed();
    const mailbox = await post("/return/mailbox", tokenJson("open mailbox", keys));
    const opened = await openReport({ keys, manifest: believed.manifest, mailbox }).catch((error) => {
      // Somebody changed the row: there is no such report, and nothing of hers goes there.
      throw error instanceof SealingError ? new Failure("unknown") : error;
    });
    this.check(keys);
    Object.assign(this, believed, { mailbox, opened, choices: this.allowed(opened, believed.today) });
    // A warning she has taken back is stopped again: it may have come out since she said so.
    if (this.choices && !this.choices.consent_bulletin) await this.stopWarnings();
    this.check(keys);
  }

  /** Nothing is shown or sent for somebody who has left. */
  check(keys) {
    if (!keys || this.keys !== keys) throw new Failure("left");
  }

  /** Who signs for advocates, and what day it is; without that, nothing of theirs is believed. */
  async believed() {
    try {
      return await fetchKeys(this.facts);
    } catch (error) {
      if (kindOf(error) === "offline") throw error;
      const nobody = () => {
        throw new SealingError("NotListed");
      };
      const installation = unhex(this.facts.installation, 16);
      return { manifest: { installation, signingKey: nobody, recipient: nobody }, today: "" };
    }
  }

  allowed({ statements, narrowings }, today) {
    try {
      return statements && choicesToday(statements, narrowings, today || statements.at(-1).arrived, this.rules.wait);
    } catch {
      return null;
    }
  }

  /** Names of what she may say yes to here. */
  offered() {
    const latest = this.opened.statements?.at(-1);
    const { reviewed, forces, worded } = this.rules;
    return latest ? offeredTo(latest, { worded: worded(latest), reviewed, forces: Object.keys(forces) }) : [];
  }

  /** Say something to advocates; the same words with the same nonce are kept once. @throws Failure, SealingError */
  async say(nonce, kind, values) {
    const part = await this.word(nonce, kind, values);
    await this.add([part]);
  }

  word = (nonce, kind, values) =>
    sealSaid(this.keys, this.manifest, this.opened.report, nonce, kind, { day: this.today, ...values });

  add = (parts) => post("/return/add", tokenJson("sealed parts", this.keys, { parts: parts.map(partJson) }));

  /** Sign and store a statement without `removed` and with `agreed`; what is in both goes. */
  async change(removed, agreed) {
    // First, and whatever becomes of the statement: she wants the warning gone.
    if (removed.includes("consent_bulletin")) await this.stopWarnings();
    await this.save(() => {
      if (!this.opened.statements || (agreed.length > 0 && !this.choices)) throw new Failure("kept_back");
      return changed(this.opened, { removed, agreed }, this.offered());
    });
  }

  /** Sign and store the newest choices anew: they cover what she added since. False where nothing is passed on. */
  async restate() {
    const now = () => {
      if (!this.choices) throw new Failure("kept_back");
      return [this.opened, this.offered()];
    };
    if (!givesOn(...now())) return false;
    await this.save(() => restated(...now(), this.today));
    return true;
  }

  /** Store what follows until nothing has to; whoever saves at the same time comes first. */
  async save(following) {
    for (let tried = 0; ; tried++) {
      const next = following();
      if (!next) return;
      if (tried === TRIES) throw new Failure("busy");
      const statement = nextStatement(this.opened.statements.at(-1), { ...next, day: this.today });
      await this.add([await sealConsent(this.keys, this.manifest, statement)]);
      await this.look();
    }
  }

  async stopWarnings() {
    const tokens = this.opened.stops.map(({ token }) => hex(unb64u(token)));
    for (let at = 0; at < tokens.length; at += STOPS_AT_ONCE) {
      const some = tokens.slice(at, at + STOPS_AT_ONCE);
      await post("/return/stop", JSON.stringify({ v: 1, kind: "stop warnings", tokens: some }));
    }
  }

  async askDeletion(nonce, scope) {
    const parts = await this.wishes(nonce, [scope], "ask");
    await post("/return/delete", tokenJson("ask deletion", this.keys, { scope, parts }));
  }

  async stopDeletion(nonce) {
    const parts = await this.wishes(nonce, this.opened.deletions.map(({ scope }) => scope), "stop");
    await post("/return/delete/stop", tokenJson("stop deletion", this.keys, { parts }));
  }

  /** Parts that tell advocates who asked; none while nothing can be sealed, since the wish counts all the same. */
  async wishes(nonce, scopes, action) {
    try {
      const parts = await Promise.all(scopes.map((scope) => this.word(nonce, "deletion", { scope, action })));
      return parts.map(partJson);
    } catch (error) {
      if (error instanceof SealingError) return [];
      throw error;
    }
  }

  /**
   * Put other keys in place of these, which open nothing from then on.
   * @throws Failure with `maybe` when no answer came: only the same keys may be tried again
   */
  async changeCode(next) {
    for (let tried = 0; ; tried++) {
      const { keys: old, mailbox, opened, manifest, today: day } = this;
      const change = await sealNewCode({ old, new: next, mailbox, opened, manifest, day });
      this.check(old);
      try {
        await post("/return/code", change);
        break;
      } catch (error) {
        if (error.kind !== "conflict" || tried === TRIES) throw error;
        await this.look();
      }
    }
    this.check(this.keys);
    this.keys = next;
  }

  /** Whether a change of which no answer came was made after all; these keys count then. */
  async changedTo(next) {
    const changedMeanwhile = await post("/return/mailbox", tokenJson("open mailbox", next)).then(
      () => true,
      (error) => {
        if (error.kind === "unknown") return false;
        throw error;
      },
    );
    this.check(this.keys);
    if (changedMeanwhile) this.keys = next;
    return changedMeanwhile;
  }

  /** The server notes that she has her code. */
  kept = () => post("/return/kept", tokenJson("code kept", this.keys));

  forget() {
    Object.assign(this, { keys: null, opened: null, mailbox: null, choices: null });
  }
}

const tokenJson = (kind, keys, more = {}) => JSON.stringify({ v: 1, kind, token: hex(keys.token), ...more });
