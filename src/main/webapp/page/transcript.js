import { around, element } from "./dom.js";
import { isSameMinute, line, messageLine, stamp } from "./line.js";
import { Names } from "./names.js";
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
/** Whom own messages are from: no member has it as an id. */
const OWN = "own message";

/**
 * The lines of a room, in the order of its log: a message comes where its position says, and only once. What has no
 * position stands behind the last that has one; own messages on their way stand at the end.
 */
export class Transcript {
  /** What a Pane shows. */
  lines = element("div", "lines");
  names = new Names();
  /** Messages of others that came and were not in sight yet. */
  unseen = 0;

  #pane;
  #items = [];
  #positions = new Map();
  #epochs = [];
  #last = { epoch: -1, offset: 0 };
  #characters = 0;
  #lastNote = { text: "", count: 0 };
  #head = element("div", "head");
  #divider = element("p", "divider", say("newMessages"));
  #lastSent;

  constructor(pane) {
    this.#pane = pane;
    this.lines.append(this.#head);
    this.lines.addEventListener("seen", () => this.#see());
  }

  /** A message of plain text, of another member. */
  received(text) {
    this.#arrive(line("message other", text));
  }

  /** A message that carries no text, described in words. */
  described(text) {
    this.#arrive(line("message other described", text));
  }

  /** A message of `parley.1.json`; without effect if it is here already. */
  message(message) {
    if (this.#has(message.position)) return;
    const made = this.#lineOf(message);
    if (message.isOwn) this.#put(made, this.#key(message.position), OWN);
    else this.#arrive(made, this.#key(message.position), message.from?.id);
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
        const from = message.isOwn ? OWN : message.from?.id;
        if (!this.#has(message.position)) this.#insert(this.#lineOf(message), this.#key(message.position), from);
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

  /** Whether there is a message at all. */
  get isEmpty() {
    return !this.#items.some((item) => item.made.classList.contains("message"));
  }

  /** Hears that lines at the top were forgotten. */
  onForgotten = () => {};
  /** Hears that there is a line more, or that others were seen. */
  onChange = () => {};

  #own(text, key) {
    const made = line("message own", text);
    const fate = made.appendChild(element("p", "fate"));
    const become = (name) => {
      fate.dataset.fate = name;
      fate.textContent = say(name);
      if (name === "sent") this.#sentLast(fate);
    };
    become("sending");
    this.#divider.remove();
    return { item: this.#put(made, key, OWN, true), become };
  }

  /** That it was sent stands at the last one only: then all before it were. */
  #sentLast(fate) {
    this.#lastSent?.removeAttribute("data-last");
    fate.dataset.last = "true";
    this.#lastSent = fate;
  }

  #lineOf(message) {
    if (message.from !== undefined && this.names.note(message.from)) this.names.mark(this.lines);
    return messageLine(message, this.names);
  }

  /** A message of another member: news, unless the end is in sight. */
  #arrive(made, key, from) {
    const isSeen = this.#pane.sees(this.lines);
    const item = this.#put(made, key, from);
    if (isSeen) return;
    if (this.unseen++ === 0) this.lines.insertBefore(this.#divider, item.made);
    this.#pane.news(this.lines, this.unseen);
    this.onChange();
  }

  #see() {
    if (this.unseen === 0) return;
    this.unseen = 0;
    this.onChange();
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
    this.onChange();
    return item;
  }

  #insert(made, key, from = "") {
    const item = { made, key, from, position: key.position, size: made.textContent.length };
    this.#characters += item.size;
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

  /** Marks a message that follows one of the same member and minute: neither need stand there again. */
  #join(at) {
    const item = this.#items[at];
    const before = this.#items[at - 1];
    const isSame = item?.from !== "" && item?.from === before?.from;
    item?.made.classList.toggle("follows", isSame && isSameMinute(item.made, before.made));
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
      const { made, position, size } = this.#items.shift();
      this.#characters -= size;
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
