/** How long what changed may wait to be written, in milliseconds: a replay of thousands must not write thousands. */
const PAUSE = 250;
/** Drafts that are kept, and the characters of one. */
const MOST_DRAFTS = 50;
const LONGEST_DRAFT = 100_000;

/**
 * What a tab keeps over a reload, and forgets with the tab: `secret`, who it is; `id`, how others know it; `name`; `rooms`,
 * by name, each with the last `position` and what is `unsent`, a list of `{id, text}`; and what was begun to be written, by
 * room. Without storage it is kept as long as the page is.
 */
export class Memory {
  #key;
  #timer;
  #drafts = new Map();

  constructor(key) {
    this.#key = key;
    this.secret = undefined;
    this.id = "";
    this.name = "";
    this.rooms = new Map();
    try {
      const { secret, id = "", name, rooms, drafts = [] } = JSON.parse(sessionStorage.getItem(key));
      Object.assign(this, { secret, id, name, rooms: new Map(rooms) });
      this.#drafts = new Map(drafts);
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

  /** What was begun to be written in a room; in plain text the room is "". */
  draft(room) {
    return this.#drafts.get(room) ?? "";
  }

  keepDraft(room, text) {
    this.#drafts.delete(room);
    if (text !== "") this.#drafts.set(room, text);
    if (this.#drafts.size > MOST_DRAFTS) this.#drafts.delete(this.#drafts.keys().next().value);
    this.writeSoon();
  }

  /** Soon, once for many changes. */
  writeSoon() {
    this.#timer ??= setTimeout(() => this.write(), PAUSE);
  }

  write() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { secret, id, name, rooms } = this;
    // A whole book that was pasted must not take the space of what has to be kept.
    const drafts = [...this.#drafts].filter(([, text]) => text.length <= LONGEST_DRAFT);
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ secret, id, name, rooms: [...rooms], drafts }));
    } catch {
      // Blocked or full: then a reload starts anew, and all else goes on.
    }
  }
}
