/** The first wait before another try, in milliseconds. It doubles with each failure. */
const FIRST_WAIT = 1_000;
/** The longest wait, in milliseconds: long enough to spare a server in trouble, short enough for a visitor. */
const LONGEST_WAIT = 30_000;
/** A connection that lived this long, in milliseconds, was a success. A server that accepts and drops is not. */
const STEADY = 5_000;
/** How long a handshake may take, in milliseconds. Browsers themselves wait for minutes. */
const PATIENCE = 20_000;
/** Codes that ask us to stay away: done, and against the policy. */
const FINAL_CODES = [1000, 1008];

/**
 * One WebSocket that comes back by itself. The listener hears `connecting()`, `open(socket)`, `message(data)`,
 * `error()` and `closed({code, reason, opened, wait})`: `opened` is false where the handshake never completed,
 * `wait` is the time in milliseconds until the next try, absent where there will be none.
 */
export class Connection {
  #url;
  #listener;
  #socket;
  #openedAt;
  #failures = 0;
  #timer;
  #barred = false;

  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  get isIdle() {
    return this.#socket === undefined;
  }

  send(text) {
    this.#socket.send(text);
  }

  /** Tries at once, unless a socket exists or the address is barred. */
  connect() {
    if (!this.isIdle || this.#barred) return;
    clearTimeout(this.#timer);
    this.#listener.connecting();
    const socket = new WebSocket(this.#url);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#openedAt = undefined;
    this.#timer = setTimeout(() => socket.close(), PATIENCE);
    socket.addEventListener("open", () => this.#opened());
    socket.addEventListener("message", (event) => this.#listener.message(event.data));
    socket.addEventListener("error", () => this.#listener.error());
    socket.addEventListener("close", (event) => this.#closed(event));
  }

  /** Tries no more. */
  bar() {
    this.#barred = true;
    clearTimeout(this.#timer);
  }

  #opened() {
    clearTimeout(this.#timer);
    this.#openedAt = performance.now();
    this.#listener.open(this.#socket);
  }

  #closed({ code, reason }) {
    clearTimeout(this.#timer);
    this.#socket = undefined;
    const opened = this.#openedAt !== undefined;
    if (opened && performance.now() - this.#openedAt >= STEADY) this.#failures = 0;
    const wait = this.#barred || FINAL_CODES.includes(code) ? undefined : this.#nextWait();
    if (wait !== undefined) this.#timer = setTimeout(() => this.connect(), wait);
    this.#listener.closed({ code, reason, opened, wait });
  }

  /** Between half and all of a growing time: a room that lost its server must not come back in one moment. */
  #nextWait() {
    const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 10);
    return ceiling * (0.5 + Math.random() / 2);
  }
}
