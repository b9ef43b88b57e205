import { say } from "./texts.js";

/** How near to the end, in CSS pixels, still counts as being there. */
const NEAR = 48;

/** The window onto the lines of one transcript at a time: it follows the end unless the visitor reads further up. */
export class Pane {
  #log;
  #newest;
  #shown;
  #places = new WeakMap();

  constructor(log, newest) {
    this.#log = log;
    this.#newest = newest;
    newest.addEventListener("click", () => this.#toEnd());
    log.addEventListener("scroll", () => this.#isAtEnd() && this.#reached(), { passive: true });
    document.addEventListener("visibilitychange", () => this.#isAtEnd() && this.#reached());
    // A keyboard that opens on a phone makes the log shorter: what was last is to stay in sight.
    new ResizeObserver(() => newest.hidden && this.#toEnd()).observe(log);
  }

  /** Shows these lines where the visitor last left them. */
  show(lines) {
    if (this.#shown !== undefined) this.#places.set(this.#shown, this.#isAtEnd() ? undefined : this.#log.scrollTop);
    this.#shown = lines;
    // Lines that were read before are no news to a screen reader.
    this.#log.setAttribute("aria-live", "off");
    this.#log.replaceChildren(lines);
    const place = this.#places.get(lines);
    this.#newest.textContent = say("newest");
    if (place === undefined) this.#toEnd();
    else {
      this.#log.scrollTop = place;
      this.#newest.hidden = false;
    }
    setTimeout(() => this.#log.setAttribute("aria-live", "polite"), 500);
  }

  /** Whether the visitor sees the end of these lines now. */
  sees(lines) {
    return this.#shown === lines && this.#isAtEnd() && !document.hidden;
  }

  /** Says at the way to the end how many messages are new there. */
  news(lines, count) {
    if (this.#shown !== lines) return;
    this.#newest.textContent = say("newestCount", { count });
    this.#newest.hidden = this.#isAtEnd();
  }

  /** Whether the end of these lines is in sight, or would be. */
  follows(lines) {
    return this.#shown === lines ? this.#isAtEnd() : this.#places.get(lines) === undefined;
  }

  /** Makes a change at the end of these lines; `follow` goes there in any case. */
  grow(lines, change, follow) {
    const isSeen = follow || this.follows(lines);
    change();
    if (this.#shown !== lines) return;
    if (isSeen) this.#toEnd();
    else this.#newest.hidden = false;
  }

  /** Makes a change above what is in sight, which stays where it is. */
  growAbove(lines, change) {
    const isSeen = this.follows(lines);
    const below = this.#log.scrollHeight - this.#log.scrollTop;
    change();
    if (this.#shown !== lines) return;
    if (isSeen) this.#toEnd();
    else this.#log.scrollTop = this.#log.scrollHeight - below;
  }

  #isAtEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight <= NEAR;
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#reached();
  }

  #reached() {
    this.#newest.hidden = true;
    this.#newest.textContent = say("newest");
    if (!document.hidden) this.#shown?.dispatchEvent(new Event("seen"));
  }
}
