/** How long what changed may wait to be written, in milliseconds: a replay of thousands must not write thousands. */
const PAUSE = 250;

/**
 * What a tab keeps over a reload, and forgets with the tab: `secret`, who it is; `name`; `rooms`, by name, each with
 * the last `position` and what is `unsent`, a list of `{id, text}`. Without storage it is kept as long as the page is.
 */
export class Memory {
  #key;
  #timer;

  constructor(key) {
    this.#key = key;
    this.secret = undefined;
    this.name = "";
    this.rooms = new Map();
    try {
      const { secret, name, rooms } = JSON.parse(sessionStorage.getItem(key));
      Object.assign(this, { secret, name, rooms: new Map(rooms) });
    } catch {
      // Nothing there yet, or storage is blocked: this tab starts anew.
    }
    window.addEventListener("pagehide", () => this.write());
  }

  /** What is kept of a room. */
  room(name) {
    if (!this.rooms.has(name)) this.rooms.set(name, { unsent: [] });
    return this.rooms.get(name);
  }

  forgetRoom(name) {
    this.rooms.delete(name);
    this.write();
  }

  /** Soon, once for many changes. */
  writeSoon() {
    this.#timer ??= setTimeout(() => this.write(), PAUSE);
  }

  write() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { secret, name, rooms } = this;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ secret, name, rooms: [...rooms] }));
    } catch {
      // Blocked or full: then a reload starts anew, and all else goes on.
    }
  }
}
