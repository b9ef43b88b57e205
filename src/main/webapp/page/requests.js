/** Questions whose errors are still awaited at most; the oldest are forgotten. A server may leave some unanswered. */
const MOST_ASKED = 1_000;

/** What is asked over one connection, each with a `ref` of its own, so that an error finds its question. */
export class Requests {
  #send;
  #asked = new Map();
  #timers = new Set();
  #count = 0;

  /** From now on over this connection. */
  over(send) {
    this.end();
    this.#send = send;
  }

  /** The connection is gone: what was asked is answered by nobody, and nothing is asked later. */
  end() {
    this.#send = undefined;
    this.#asked.clear();
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
  }

  /** Asks, if there is a connection. `refused(error)` hears of an error. */
  send(question, refused = () => {}) {
    if (this.#send === undefined) return;
    const ref = String(++this.#count);
    this.#asked.set(ref, refused);
    if (this.#asked.size > MOST_ASKED) this.#asked.delete(this.#asked.keys().next().value);
    this.#send(JSON.stringify({ ...question, ref }));
  }

  /** Takes an answer to its question. */
  answered(answer) {
    const refused = this.#asked.get(answer.ref);
    this.#asked.delete(answer.ref);
    if (answer.type === "error") refused?.(answer);
  }

  /** Does something after a while, unless the connection ends before. */
  later(wait, action) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, wait);
    this.#timers.add(timer);
  }
}
