import { shown } from "./dom.js";
import { secondsOf } from "./retryafter.js";
import { keepLanguage, LANGUAGE, say, translate } from "./texts.js";

/** Where the tab keeps the operator's token: it is gone with the tab, and no other tab has it. */
const KEY = "parley operator token";
/** How long the server may take, in milliseconds: the lab alone waits two seconds for an answer. */
const PATIENCE = 10_000;

const part = (id) => document.getElementById(id);

/**
 * What the operator may ask the server, and what keeps them from it. Where a token is wanted the page's form asks for
 * one; what is wrong otherwise stands in a sentence that says what to set.
 */
export class Operator {
  #token = remembered();
  #resume;
  #hold = new Hold((seconds) => this.#held(seconds));

  /** @param resume is done when there is a reason to try again: a token, the visitor's wish, or the end of a wait */
  constructor(resume) {
    this.#resume = resume;
    part("tokenForm").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#take(part("token").value.trim());
    });
    part("again").addEventListener("click", () => this.#again());
    part("forget").addEventListener("click", () => {
      this.#keep(undefined);
      this.#again();
    });
    part("forget").hidden = this.#token === undefined;
  }

  /**
   * The answer of a resource, where it is a good one or has a status that the caller speaks about (`own`); else
   * undefined, and the page says why. `signal` may end it. Before a time that the server named nothing is asked.
   */
  async ask(resource, { headers = {}, signal, own = [], ...options } = {}) {
    if (this.#hold.seconds > 0) return undefined;
    const limits = [AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])];
    const all = { ...headers, ...(this.#token ? { Authorization: `Bearer ${this.#token}` } : {}) };
    const token = this.#token;
    let answer;
    try {
      const url = new URL(resource, document.baseURI);
      answer = await fetch(url, { ...options, headers: all, cache: "no-store", signal: AbortSignal.any(limits) });
    } catch {
      if (!signal?.aborted) this.trouble("operatorUnanswered");
      return undefined;
    }
    // Another token came meanwhile, and this answer says nothing about that one.
    if (answer.status === 401 && token !== this.#token) return undefined;
    const after = own.includes(answer.status) ? undefined : secondsOf(answer);
    if (after > 0) {
      this.#hold.for(after);
      return undefined;
    }
    const isWanted = answer.ok || own.includes(answer.status);
    // A 404 that the caller speaks about may mean that only the operator may know.
    if (isWanted && answer.status !== 404) this.#calm();
    if (!isWanted) await this.#refused(answer);
    return isWanted ? answer : undefined;
  }

  /** Shows a sentence by the name of its text. */
  trouble(name, values, mayTryAgain = true) {
    part("again").hidden = !mayTryAgain;
    const text = say(name, values);
    if (part("trouble").textContent === text) return;
    part("trouble").textContent = text;
    part("trouble").scrollIntoView({ block: "nearest" });
  }

  async #refused(answer) {
    const { status } = answer;
    if ([401, 403, 404].includes(status)) document.body.dataset.access = "off";
    if (status === 401) this.#askForToken();
    else if (status === 403) this.trouble("otherSiteNote");
    else if (status === 404) this.trouble("operatorOff");
    else if (status === 429) this.trouble("tooManyNote", { seconds: seconds(answer) });
    else this.trouble("operatorRefused", { status, detail: await detail(answer) });
  }

  #held(seconds) {
    if (seconds > 0) this.trouble("heldNote", { seconds }, false);
    else {
      this.#calm();
      this.#resume();
    }
  }

  #askForToken() {
    const name = this.#token === undefined ? "tokenWanted" : "tokenWrong";
    this.#keep(undefined);
    this.trouble(name, {}, false);
    const isHidden = part("tokenForm").hidden;
    part("tokenForm").hidden = false;
    if (isHidden) part("token").focus();
  }

  #take(token) {
    part("token").value = "";
    // What no field can carry is no token.
    if (!/^[!-~]+$/.test(token)) {
      this.trouble("tokenWrong", {}, false);
      return;
    }
    this.#keep(token);
    this.#resume();
  }

  #again() {
    part("again").hidden = true;
    this.#resume();
  }

  #calm() {
    delete document.body.dataset.access;
    tell("trouble", "");
    part("again").hidden = true;
    part("tokenForm").hidden = true;
  }

  #keep(token) {
    this.#token = token;
    part("forget").hidden = token === undefined;
    try {
      if (token === undefined) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, token);
    } catch {
      // Storage is blocked: then this page alone has it.
    }
  }
}

/**
 * Asks nobody before a time that a server named: `held(seconds)` is told each second how many are left, 0 when it is over.
 */
export class Hold {
  #until = 0;
  #timer;
  #held;

  constructor(held = () => {}) {
    this.#held = held;
  }

  /** Until as many seconds from now; a shorter time does not end a longer one. */
  for(seconds) {
    this.#until = Math.max(this.#until, performance.now() + seconds * 1_000);
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), 250);
    this.#tick();
  }

  get seconds() {
    return Math.max(0, Math.ceil((this.#until - performance.now()) / 1_000));
  }

  #tick() {
    if (this.seconds === 0) clearInterval(this.#timer);
    this.#held(this.seconds);
  }
}

/** Puts the page into its language, and keeps a chosen one on the way to the others. */
export function dress(title) {
  translate(document);
  document.title = `${say(title)} · Parley`;
  keepLanguage(document);
  part("language").href = `?lang=${LANGUAGE === "en" ? "zh-Hant" : "en"}`;
  part("language").lang = LANGUAGE === "en" ? "zh-Hant" : "en";
}

/** Says something once: a screen reader repeats what is written anew. */
export function tell(id, text) {
  if (part(id).textContent !== text) part(id).textContent = text;
}

function remembered() {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** For how many seconds not to ask, of an answer with 429. */
export function seconds(answer) {
  return secondsOf(answer) ?? 1;
}

async function detail(answer) {
  try {
    const problem = await answer.json();
    return shown(String(problem.detail ?? ""));
  } catch {
    return "";
  }
}
