import { freshAttempt, withAttempt } from "./attempt.js";
import { diagnose } from "./diagnosis.js";

/** The first wait before another try, in milliseconds. It doubles with each failure. */
const FIRST_WAIT = 1_000;
/** The longest wait, in milliseconds: long enough to spare a server in trouble, short enough for a visitor. */
const LONGEST_WAIT = 30_000;
/** A connection that lived this long, in milliseconds, was a success. A server that accepts and drops is not. */
const STEADY = 5_000;
/** How long a handshake may take, in milliseconds. Browsers themselves wait for minutes. */
const PATIENCE = 20_000;
/** By how much to come back later than a server asked, in milliseconds at most: not all of us at once. */
const SPREAD = 900;
/** Plain text by the name of its own: a browser closes what offered a carrier and got nothing chosen. */
const PLAIN = "parley.text";
/** Codes that ask us to stay away: done, data that is not taken, against the policy, too big. */
const FINAL_CODES = [1000, 1003, 1008, 1009];

/**
 * One WebSocket that comes back by itself, offers one subprotocol, and goes without where the server does not speak it.
 *
 * The listener hears `connecting()`, `open(socket, attempt)`, `message(data)` and
 * `closed({code, reason, attempt, diagnosis, wait, isHeld})`: `diagnosis` is there where the handshake never completed,
 * `wait` is the time in milliseconds until the next try, absent where there will be none; with `isHeld` the server asked for
 * it, and no try comes earlier.
 */
export class Connection {
  #url;
  #subprotocol;
  #carriers;
  #listener;
  #socket;
  #attempt;
  #openedAt;
  #failures = 0;
  #timer;
  #notBefore = 0;
  #barred = false;
  #offering = true;
  #spoken = false;

  /** @param carriers gives what carries the visitor's token beside the offer: subprotocols that no server chooses */
  constructor(url, subprotocol, carriers, listener) {
    this.#url = url;
    this.#subprotocol = subprotocol;
    this.#carriers = carriers;
    this.#listener = listener;
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  send(text) {
    if (this.isOpen) this.#socket.send(text);
  }

  /** Tries at once, unless a socket exists, the address is barred or the server asked to be left alone for a while. */
  connect() {
    if (this.#socket !== undefined || this.#barred || performance.now() < this.#notBefore) return;
    this.#listener.connecting();
    this.#try();
  }

  /** Ends this connection and comes back with another at once. */
  restart() {
    const old = this.#socket;
    this.#drop();
    old?.close(1000);
    this.connect();
  }

  /** Tries no more. */
  bar() {
    this.#barred = true;
    clearTimeout(this.#timer);
  }

  #try() {
    clearTimeout(this.#timer);
    this.#attempt = freshAttempt();
    const socket = new WebSocket(withAttempt(this.#url, this.#attempt), this.#offer());
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#openedAt = undefined;
    this.#timer = setTimeout(() => socket.close(), PATIENCE);
    const own = (heard) => (event) => this.#socket === socket && heard(event);
    socket.addEventListener("open", own(() => this.#opened()));
    socket.addEventListener("message", own((event) => this.#listener.message(event.data)));
    socket.addEventListener("close", own((event) => this.#closed(event)));
  }

  #offer() {
    const carriers = this.#carriers();
    if (this.#offering) return [this.#subprotocol, ...carriers];
    return carriers.length > 0 ? [PLAIN, ...carriers] : [];
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#socket = undefined;
  }

  #opened() {
    clearTimeout(this.#timer);
    this.#openedAt = performance.now();
    this.#spoken ||= this.#socket.protocol !== "";
    this.#listener.open(this.#socket, this.#attempt);
  }

  async #closed({ code, reason }) {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    const attempt = this.#attempt;
    let diagnosis;
    if (this.#openedAt === undefined && !this.#barred) {
      diagnosis = await diagnose(attempt, this.#offering);
      // Somebody may have asked for another try meanwhile.
      if (this.#socket !== socket) return;
      if (this.#goesWithout(diagnosis)) {
        this.#try();
        return;
      }
    }
    this.#drop();
    const isOver = this.#barred || FINAL_CODES.includes(code) || (diagnosis?.isFinal ?? false);
    const isHeld = !isOver && diagnosis?.after !== undefined;
    const wait = isOver ? undefined : this.#nextWait(diagnosis?.after);
    this.#notBefore = isHeld ? performance.now() + wait : 0;
    if (wait !== undefined) this.#timer = setTimeout(() => this.#comeBack(), wait);
    this.#listener.closed({ code, reason, attempt, diagnosis, wait, isHeld });
  }

  #comeBack() {
    this.#notBefore = 0;
    this.connect();
  }

  /** Whether to try at once without the subprotocol. A server that does not explain itself has to be tried both ways. */
  #goesWithout({ cause }) {
    const guess = cause === "unexplained" && !this.#spoken;
    const offered = this.#offering;
    if (cause === "unspoken") this.#offering = false;
    else if (guess) this.#offering = !offered;
    return offered && !this.#offering;
  }

  /**
   * Between half and all of a growing time: a room that lost its server must not come back in one moment. Never less than
   * the seconds that the server asked for.
   */
  #nextWait(after) {
    if (this.#openedAt !== undefined && performance.now() - this.#openedAt >= STEADY) this.#failures = 0;
    const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 10);
    const own = ceiling * (0.5 + Math.random() / 2);
    return after === undefined ? own : Math.max(own, after * 1_000 + Math.random() * SPREAD);
  }
}
