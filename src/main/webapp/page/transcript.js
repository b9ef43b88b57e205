import { around, element } from "./dom.js";
import { line, messageLine, stamp } from "./line.js";
import { place } from "./position.js";
import { say } from "./texts.js";

/** The lines that are kept; older ones go. A busy room must not fill the visitor's memory. */
const LINES = 500;
/** The lines that are kept while the visitor reads further up. */
const LINES_READING = 5_000;
/** The characters that are kept, since 500 messages of 64 KiB would be 32 million. */
const CHARACTERS = 1_000_000;
/** The characters of who came and went that share a line. */
const PRESENCE = 120;

/**
 * The lines of a room, in the order of its log: a message comes where its position says, and only once. What has no
 * position stands behind the last that has one; own messages on their way stand at the end.
 */
export class Transcript {
  /** What a Pane shows. */
  lines = element("div", "lines");

  #pane;
  #items = [];
  #positions = new Map();
  #epochs = [];
  #last = { epoch: -1, offset: 0 };
  #characters = 0;
  #lastNote = { text: "", count: 0 };
  #head = element("div", "head");

  constructor(pane) {
    this.#pane = pane;
    this.lines.append(this.#head);
  }

  /** A message of plain text, of another member. */
  received(text) {
    this.#put(line("message other", text));
  }

  /** A message that carries no text, described in words. */
  described(text) {
    this.#put(line("message other described", text));
  }

  /** A message of `parley.1.json`; without effect if it is here already. */
  message(message) {
    if (!this.#has(message.position)) this.#put(messageLine(message), this.#key(message.position), message.from?.id);
  }

  /** A message of this visitor in plain text, on its way; the answer sets what became of it, by the name of a text. */
  own(text) {
    return this.#own(text, this.#last).become;
  }

  /**
   * A message of this visitor in `parley.1.json`, on its way. `become` sets what became of it, by the name of a text;
   * `settle` puts it where its position says.
   */
  pending(text) {
    const { item, become } = this.#own(text, { epoch: Infinity, offset: 0 });
    return { become, settle: (position) => this.#settle(item, position) };
  }

  /** Something that happened, with links to where to go; the same again is counted, not repeated. */
  note(text, kind, links = []) {
    const last = this.#lastLine();
    if (last?.classList.contains("note") && this.#lastNote.text === text) {
      this.#lastNote.count++;
      last.querySelector(".text").textContent = say("again", this.#lastNote);
      stamp(last);
      return;
    }
    this.#lastNote = { text, count: 1 };
    const made = line(`note ${kind}`, text);
    if (links.length > 0) made.append(around("p", "links", ...links));
    this.#put(made);
  }

  /** Who came or went; some in a row share a line. */
  presence(text) {
    const last = this.#lastLine();
    const shared = last?.classList.contains("presence") ? last.querySelector(".text") : undefined;
    if (shared === undefined || shared.textContent.length > PRESENCE) this.#put(line("note presence", text));
    else shared.textContent += ` · ${text}`;
  }

  /** A place where messages are missing for good. */
  gap(text, { to }) {
    this.#put(line("gap", text), { ...this.#key(to), position: undefined });
  }

  /** Messages from before, oldest first. */
  older(messages) {
    this.#pane.growAbove(this.lines, () => {
      for (const message of messages) {
        if (!this.#has(message.position)) this.#insert(messageLine(message), this.#key(message.position), message.from?.id);
      }
    });
  }

  /** The log has come to this position: what happens now happens behind it. */
  reached(position) {
    this.#advance(this.#key(position));
  }

  /** The position of the first message that is here; undefined where there is none. */
  get first() {
    return this.#items.find((item) => item.position !== undefined)?.position;
  }

  /** What stands above the lines. */
  set head(nodes) {
    this.#pane.growAbove(this.lines, () => this.#head.replaceChildren(...nodes));
  }

  /** Hears that lines at the top were forgotten. */
  onForgotten = () => {};

  #own(text, key) {
    const made = line("message own", text);
    const fate = made.querySelector(".meta").appendChild(element("span", "fate"));
    const become = (name) => {
      fate.dataset.fate = name;
      fate.textContent = say(name);
    };
    become("sending");
    return { item: this.#put(made, key, "", true), become };
  }

  #settle(item, position) {
    if (this.#has(position)) return;
    this.#items.splice(this.#items.indexOf(item), 1);
    Object.assign(item, { key: this.#key(position), position });
    this.#place(item);
  }

  #put(made, key = this.#last, from = "", isOwn = false) {
    let item;
    this.#pane.grow(this.lines, () => (item = this.#insert(made, key, from)), isOwn);
    this.#forget();
    return item;
  }

  #insert(made, key, from = "") {
    const item = { made, key, from, position: key.position };
    this.#characters += made.textContent.length;
    this.#place(item);
    return item;
  }

  /** Behind all that has the same key: lines without a position follow the message that they came after. */
  #place(item) {
    let at = this.#items.length;
    while (at > 0 && isBefore(item.key, this.#items[at - 1].key)) at--;
    this.#items.splice(at, 0, item);
    const before = this.#items[at + 1]?.made ?? null;
    if (item.made.parentNode !== this.lines || item.made.nextSibling !== before) this.lines.insertBefore(item.made, before);
    if (item.position !== undefined) this.#positions.set(item.position, item);
    if (item.key.epoch !== Infinity) this.#advance(item.key);
    this.#join(at);
    this.#join(at + 1);
  }

  #advance({ epoch, offset }) {
    if (isBefore(this.#last, { epoch, offset })) this.#last = { epoch, offset };
  }

  /** Marks a message that follows one of the same member: the name need not stand there again. */
  #join(at) {
    const item = this.#items[at];
    const before = this.#items[at - 1];
    item?.made.classList.toggle("follows", item.from !== "" && item.from === before?.from);
  }

  #has(position) {
    return this.#positions.has(position);
  }

  #key(position) {
    const { epoch, offset } = place(position);
    if (!this.#epochs.includes(epoch)) this.#epochs.push(epoch);
    return { epoch: this.#epochs.indexOf(epoch), offset, position };
  }

  #lastLine() {
    return this.#items.findLast((item) => item.key.epoch !== Infinity)?.made;
  }

  #forget() {
    const most = this.#pane.follows(this.lines) ? LINES : LINES_READING;
    let forgotten = 0;
    while (this.#items.length > most || (this.#items.length > 1 && this.#characters > CHARACTERS)) {
      const { made, position } = this.#items.shift();
      this.#characters -= made.textContent.length;
      this.#positions.delete(position);
      made.remove();
      forgotten++;
    }
    if (forgotten > 0) this.onForgotten();
  }
}

function isBefore(a, b) {
  return a.epoch < b.epoch || (a.epoch === b.epoch && a.offset < b.offset);
}
