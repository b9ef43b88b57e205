/** Milliseconds between two questions. */
const PERIOD = 2_000;
/** The longest time between two questions to a server that does not answer, in milliseconds. */
const LONGEST = 30_000;

/**
 * Asks again and again: every two seconds, ever more rarely while there is no answer, and never while nobody looks at the
 * page.
 */
export class Poller {
  #ask;
  #wait;
  #timer;
  #due = 0;
  #failures = 0;
  #asking;
  #isPaused = false;

  /**
   * @param ask asks once, and returns whether there was an answer; its argument is a signal that ends it
   * @param wait is told each second in how many the next question comes, where the last had no answer
   */
  constructor(ask, wait) {
    this.#ask = ask;
    this.#wait = wait;
    document.addEventListener("visibilitychange", () => this.now());
  }

  get isPaused() {
    return this.#isPaused;
  }

  set isPaused(paused) {
    this.#isPaused = paused;
    this.now();
  }

  /** Ends the wait: nobody can answer yet. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** Asks now. */
  async now() {
    this.stop();
    this.#asking?.abort();
    if (this.#isPaused || document.hidden) return;
    const own = new AbortController();
    this.#asking = own;
    const isAnswered = await this.#ask(own.signal);
    if (own.signal.aborted || this.#isPaused) return;
    this.#failures = isAnswered === true ? 0 : this.#failures + 1;
    if (isAnswered === undefined) return;
    this.#due = performance.now() + Math.min(LONGEST, PERIOD * 2 ** Math.max(0, this.#failures - 1));
    this.#tick();
  }

  #tick() {
    const left = this.#due - performance.now();
    if (left <= 0) {
      this.now();
      return;
    }
    if (this.#failures > 0) this.#wait(Math.ceil(left / 1_000));
    this.#timer = setTimeout(() => this.#tick(), Math.min(left, 1_000));
  }
}
