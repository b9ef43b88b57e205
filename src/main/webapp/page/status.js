import { room } from "./address.js";
import { beginning, shown } from "./dom.js";
import { addressWith, LANGUAGE, say } from "./texts.js";

const part = (id) => document.getElementById(id);

/** States in which no try to come will change anything, or none is needed. */
const SETTLED = ["open", "blocked", "unusable", "badRoomState"];

/**
 * Where the visitor is, how the connection stands, and what was negotiated. An outage stands above the composer until it is
 * over.
 */
export class Status {
  #countdown;
  #isNamed;
  #title = "";
  #unread = 0;

  constructor(query) {
    const socket = query.get("socket");
    this.#isNamed = socket !== null;
    part("placeKind").textContent = say(this.#isNamed ? "socket" : "room");
    this.#place(shown(socket?.slice(0, 128) ?? (beginning(room(query), 64) || "lobby")));
    part("language").href = addressWith("lang", LANGUAGE === "en" ? "zh-Hant" : "en");
    this.negotiated();
  }

  get state() {
    return part("state").dataset.state;
  }

  /** Another room; a reload then leads there. */
  room(name) {
    part("placeKind").textContent = say("room");
    this.#place(name);
    if (this.#isNamed || name === (room(new URLSearchParams(location.search)) || "lobby")) return;
    history.replaceState(null, "", addressWith("room", name));
    part("language").href = addressWith("lang", LANGUAGE === "en" ? "zh-Hant" : "en");
  }

  /**
   * Shows a state by the name of its text, and where it ends by itself, when; `isHeld` where the visitor cannot make that
   * earlier.
   */
  show(state, wait, isHeld = false) {
    clearInterval(this.#countdown);
    part("state").dataset.state = state;
    part("stateText").textContent = say(state);
    // Who is here was never known before the first connection.
    if (state === "open" || document.body.dataset.live !== undefined) document.body.dataset.live = String(state === "open");
    if (SETTLED.includes(state)) part("retry").hidden = true;
    else if (state !== "connecting") part("retry").hidden = false;
    part("outageState").textContent = say(state);
    part("outageHelp").textContent = say(document.body.dataset.speaks === "json" ? "outageKept" : "outageUnsent");
    part("tryNow").disabled = isHeld || state === "connecting";
    part("nextTry").textContent = "";
    if (wait !== undefined) this.#countDown(performance.now() + wait);
  }

  /** What the two sides agreed on; nothing yet, without a connection. */
  negotiated(protocol, extensions) {
    part("subprotocol").textContent = protocol === undefined ? say("unknown") : protocol || say("none");
    // Browsers write parameters without a space, and then the line has no place to break.
    part("extensions").textContent =
      extensions === undefined ? say("unknown") : extensions.replace(/;\s*/g, "; ") || say("none");
  }

  /** How many messages nobody has seen yet. */
  unread(count) {
    this.#unread = count;
    this.#entitle();
  }

  #place(text) {
    part("place").textContent = text;
    this.#title = `${text} · Parley`;
    this.#entitle();
  }

  #entitle() {
    document.title = this.#unread === 0 ? this.#title : `(${this.#unread > 99 ? "99+" : this.#unread}) ${this.#title}`;
  }

  #countDown(until) {
    const tick = () => {
      const seconds = Math.max(1, Math.ceil((until - performance.now()) / 1000));
      part("nextTry").textContent = say("nextTry", { seconds });
    };
    tick();
    this.#countdown = setInterval(tick, 250);
  }
}
