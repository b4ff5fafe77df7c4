/**
 * Files on their way to a report that is stored: each sealed with a key of its own, one after another.
 *
 * What did not arrive stays sealed in this page, and "try again" sends only that, with the same bytes:
 * the server keeps one of two that are the same.
 */
import { fileBody, fileContent } from "../../seal/file.mjs";
import { el, one } from "../dom.mjs";

/** Nothing moved for this long: the connection is gone. */
const STALLED = 60_000;
/** The server ends what brings fewer bytes in a minute; a bit less of a minute, for what is on its way. */
const LEAST = 240_000;
const MINUTE = 55_000;
const BY_ERROR = { "too many files": "full", "no report": "gone", conflict: "conflict", closed: "closed" };
/** 400 is the answer to a file of which only a part arrived. */
const BY_STATUS = { 400: "offline", 429: "busy", 500: "busy", 502: "offline", 503: "busy", 504: "offline" };
/** What a second try with the same file cannot change. */
const FINAL = ["done", "cancelled", "full", "gone"];
/** What was sealed to something that is not taken: the next try seals it anew. */
const ANEW = ["refused", "conflict"];

class NotTaken extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

export class Sending {
  /** @param {{page: object, tools: object, words: object, files: object[], visit: object, alone: boolean}} given */
  constructor(given) {
    Object.assign(this, given);
    for (const file of this.files) file.state = "waiting";
  }

  say = (name, params) => this.words.say(name, params);

  get left() {
    return this.files.filter(({ state }) => !FINAL.includes(state));
  }

  get busy() {
    return !this.stopped && this.left.length > 0;
  }

  /** Stand on a receipt. */
  show(receipt) {
    this.trouble = one("[data-trouble]", receipt);
    this.heading = one("h1", receipt);
    this.added = [...this.heading.childNodes];
    this.status = el("p", { role: "status" });
    this.acts = el("p", { class: "buttons" });
    this.list = el("ul", { class: "numbers" }, ...this.files.map((file) => this.row(file)));
    // What is pressed goes away: whoever goes by keyboard stays here.
    this.title = el("h2", { tabindex: "-1" }, this.say("title"));
    const section = el("section", { class: "notice no-print" }, this.title, this.status, this.list, this.acts);
    this.heading.after(section);
    this.tell();
    if (!this.running) this.run();
  }

  row(file) {
    file.bar = el("progress", { max: "1", value: "0", "aria-label": file.title });
    file.bar.style.inlineSize = "100%";
    file.words = el("span");
    file.cancel = el("button", { type: "button", class: "plain" }, this.say("cancel", { file: file.title }));
    file.cancel.addEventListener("click", () => this.drop(file));
    return el("li", {}, el("strong", {}, file.title), " ", file.words, " ", file.cancel, file.bar);
  }

  /** Say how it stands with each file and all of them. */
  tell() {
    const { left, files } = this;
    const failed = !this.running && left.some(({ trouble }) => trouble);
    for (const file of files) {
      const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(file.part ?? 0);
      file.words.textContent = this.say(`state_${file.trouble ?? file.state}`, { percent });
      file.bar.value = file.part ?? 0;
      file.bar.hidden = !["sealing", "sending"].includes(file.state);
      // Once all of it is on its way it may have arrived: too late to say that it was not sent.
      const late = FINAL.includes(file.state) || file.part === 1 || Boolean(file.trouble);
      file.cancel.hidden = late;
    }
    const now = files.find(({ state }) => ["sealing", "sending"].includes(state));
    const count = { number: files.indexOf(now) + 1, count: files.length };
    const lost = files.some(({ state }) => state !== "done");
    const words = now ? this.say(now.state, count) : failed ? this.say("failed") : this.say(lost ? "some" : "all");
    if (this.status.textContent !== words) this.status.textContent = words;
    if (failed !== this.offered) this.offer((this.offered = failed));
    if (this.alone) this.heading.replaceChildren(...(this.busy ? [this.say("title")] : this.added));
    if (!this.busy) this.trouble.textContent = "";
  }

  offer(failed) {
    const again = el("button", { type: "button" }, this.say("again"));
    const without = el("button", { type: "button", class: "second" }, this.say("without"));
    again.addEventListener("click", () => (this.title.focus(), this.run()));
    without.addEventListener("click", () => this.left.forEach((file) => this.drop(file)));
    this.acts.replaceChildren(...(failed ? [again, without] : []));
  }

  /** Nothing else happens to this report while files are on their way; @returns whether that is so */
  holds() {
    if (this.busy) this.trouble.textContent = this.say("wait");
    return this.busy;
  }

  async run() {
    if (this.running || !this.busy) return;
    this.running = true;
    for (const file of this.left) file.trouble = undefined;
    for (const file of this.files) {
      if (this.stopped || FINAL.includes(file.state)) continue;
      await this.handOver(file);
      if (file.trouble) break;
    }
    this.running = false;
    if (!this.stopped) this.tell();
  }

  async handOver(file) {
    try {
      await this.seal(file);
      if (file.state === "cancelled") return;
      file.state = "sending";
      await this.post(file);
      this.end(file, "done");
    } catch (error) {
      if (file.state === "cancelled" || this.stopped) return;
      const kind = error instanceof NotTaken ? error.kind : "refused";
      if (ANEW.includes(kind)) [file.body, this.page.known] = [null, null];
      if (FINAL.includes(kind)) this.end(file, kind);
      else [file.state, file.trouble, file.part] = ["waiting", kind, 0];
    }
  }

  async seal(file) {
    file.state = "sealing";
    this.tell();
    if (file.body) return;
    const { keys, report } = this.visit;
    const { manifest, today } = await this.page.keys().catch((error) => {
      throw new NotTaken(error.kind === "offline" ? "offline" : "refused");
    });
    const content = fileContent({ ...file, day: today }, file.data);
    const part = await this.tools.sealPart(keys, report, manifest, "file", content);
    const named = this.tools.partJson({ ...part, ciphertext: new Uint8Array() });
    file.body = fileBody(keys.token, named, part.ciphertext);
  }

  /** @throws NotTaken */
  post(file) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const moved = [[performance.now(), 0]];
      const fail = (kind) => reject(new NotTaken(kind === "offline" && tooSlow(moved) ? "slow" : kind));
      const watch = () => {
        clearTimeout(this.watching);
        this.watching = setTimeout(() => request.abort(), STALLED);
      };
      this.request = request;
      request.open("POST", "/return/file");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = ({ loaded, total }) => {
        file.part = loaded / total;
        moved.push([performance.now(), loaded]);
        watch();
        this.tell();
      };
      request.onload = () => (stored(request) ? resolve() : fail(why(request)));
      request.onerror = request.onabort = () => fail("offline");
      request.onloadend = () => clearTimeout(this.watching);
      watch();
      this.tell();
      request.send(file.body);
    });
  }

  /** She does not want this one to be sent. */
  drop(file) {
    const under = file.state === "sending" && !file.trouble;
    this.end(file, "cancelled");
    if (under) this.request.abort();
    this.title.focus();
    this.tell();
  }

  end(file, state) {
    [file.state, file.body, file.data, file.trouble] = [state, null, null, undefined];
  }

  /** The network is back. */
  online() {
    if (this.left.some(({ trouble }) => trouble === "offline")) this.run();
  }

  /** Another language of the page. */
  moveTo(page, words) {
    Object.assign(this, { page, words, offered: undefined });
    for (const [at, file] of this.files.entries()) file.title = this.say("file", { number: at + 1 });
  }

  /** The page is left: nothing of it stays. */
  forget() {
    this.stopped = true;
    this.request?.abort();
    for (const file of this.files) [file.body, file.data] = [null, null];
  }
}

/** A page of a network that wants a sign-in first is no answer of ours. */
function answer({ responseText }) {
  try {
    return JSON.parse(responseText) ?? {};
  } catch {
    return {};
  }
}

const stored = (request) => request.status === 200 && answer(request).result === "stored";
const why = (request) => BY_ERROR[answer(request).error] ?? BY_STATUS[request.status] ?? "refused";

/** Whether something, but less than the server waits for, moved in the last minute. */
function tooSlow(moved) {
  const [now, last] = [performance.now(), moved.at(-1)[1]];
  const [, before] = moved.reverse().find(([at]) => now - at > MINUTE) ?? [];
  return last > before && last - before < LEAST;
}
