import { why } from "./reasons.js";
import { say } from "./texts.js";

/** Refusals that another token may change; `token-of-another-user` is one of them on an open connection. */
const CODES = /^(authentication-required|credentials-repeated|ticket-invalid|token-[a-z-]{1,32})$/;
/** A carrier as Kubernetes has it: the token in base64url follows. A server never chooses it. */
const CARRIER = "base64url.bearer.authorization.k8s.io.";

const part = (id) => document.getElementById(id);

/** Whether a refusal with this code is about a token. */
export function isOfToken(code = "") {
  return CODES.test(code);
}

/**
 * The visitor's token and the form for it. A tab keeps its token over a reload, and it is gone with the tab. It goes to the
 * page's own server only.
 */
export class Login {
  #key;
  #token;

  /**
   * @param key where the tab keeps the token
   * @param given is done with a token that the visitor has given; `accept` or `refuse` is its answer
   * @param forgotten is done when the visitor wants the token to be forgotten
   */
  constructor(key, { given, forgotten }) {
    this.#key = key;
    this.#token = remembered(key);
    part("loginForm").addEventListener("submit", (event) => {
      event.preventDefault();
      const token = part("loginToken").value.trim();
      if (token === "") return;
      this.#trouble("");
      given(token);
    });
    part("loginToken").addEventListener("input", () => this.#trouble(""));
    part("forgetLogin").addEventListener("click", () => {
      this.#keep(undefined);
      forgotten();
    });
    part("forgetLogin").hidden = !this.isHeld;
  }

  get isHeld() {
    return this.#token !== undefined;
  }

  /** What a handshake offers beside the subprotocols. */
  get carriers() {
    return this.isHeld ? [CARRIER + base64url(this.#token)] : [];
  }

  /** Shows the form, with an empty field. */
  ask() {
    const isNew = part("loginForm").hidden;
    part("loginForm").hidden = false;
    if (isNew && matchMedia("(pointer: fine)").matches) part("loginToken").focus();
  }

  /** Goes on with a token. */
  accept(token) {
    this.#keep(token);
    this.done();
  }

  /** There is nothing to ask for. */
  done() {
    part("loginToken").value = "";
    this.#trouble("");
    part("loginForm").hidden = true;
  }

  /** The token of the handshake is no good, or there was none; `why` says what is wrong with it. */
  drop(why = "") {
    if (this.isHeld) this.#trouble(why);
    this.#keep(undefined);
    this.ask();
  }

  /** The server refused a token on an open connection, which goes on as before. */
  refuse({ code, message }) {
    const known = isOfToken(code) && code !== "token-of-another-user";
    const text = code === "token-of-another-user" ? say("tokenOther") : say("notTaken");
    this.#trouble(known ? why({ code, detail: message }) : text);
    this.ask();
  }

  #trouble(text) {
    part("loginError").textContent = text;
    if (text === "") part("loginToken").removeAttribute("aria-invalid");
    else part("loginToken").setAttribute("aria-invalid", "true");
  }

  #keep(token) {
    this.#token = token;
    part("forgetLogin").hidden = token === undefined;
    try {
      if (token === undefined) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, token);
    } catch {
      // Storage is blocked: the token is kept as long as the page is.
    }
  }
}

function remembered(key) {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A field takes any text, and base64url carries any bytes: the server says what is wrong with them. */
function base64url(text) {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
