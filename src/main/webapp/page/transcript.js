import { LANGUAGE, say } from "./texts.js";

/** The lines that are kept; older ones go. A busy room must not fill the visitor's memory. */
const LINES = 500;
/** The characters that are kept, since 500 messages of 64 KiB would be 32 million. */
const CHARACTERS = 1_000_000;
/** How near to the end, in CSS pixels, still counts as being there. */
const NEAR = 48;

const CLOCK = new Intl.DateTimeFormat(LANGUAGE, { hour: "2-digit", minute: "2-digit", hour12: false });

/** The log of a room. Whatever is shown goes in as text, never as markup. */
export class Transcript {
  #log;
  #newest;
  #characters = 0;
  #lastNote = { text: "", count: 0 };

  constructor(log, newest) {
    this.#log = log;
    this.#newest = newest;
    newest.addEventListener("click", () => this.#toEnd());
    log.addEventListener("scroll", () => this.#isAtEnd() && (newest.hidden = true), { passive: true });
    // A keyboard that opens on a phone makes the log shorter: what was last is to stay in sight.
    new ResizeObserver(() => newest.hidden && this.#toEnd()).observe(log);
  }

  /** A message of another member. */
  received(text) {
    this.#message("other", text);
  }

  /** A message that carries no text, described in words. */
  described(text) {
    this.#message("other described", text);
  }

  /** A message of this visitor; the answer sets what became of it, by the name of a text. */
  own(text) {
    const line = this.#message("own", text);
    const fate = line.querySelector(".meta").appendChild(element("span", "fate"));
    const become = (name) => {
      fate.dataset.fate = name;
      fate.textContent = say(name);
    };
    become("sending");
    return become;
  }

  /** Something that happened to the connection; the same again is counted, not repeated. */
  note(text, kind) {
    const last = this.#log.lastElementChild;
    if (last?.classList.contains("note") && this.#lastNote.text === text) {
      this.#lastNote.count++;
      last.querySelector(".text").textContent = say("again", this.#lastNote);
      last.querySelector(".meta").textContent = CLOCK.format();
      return;
    }
    this.#lastNote = { text, count: 1 };
    this.#append(line(`note ${kind}`, text));
  }

  #message(kind, text) {
    return this.#append(line(`message ${kind}`, text));
  }

  #append(line) {
    const follow = this.#isAtEnd() || line.classList.contains("own");
    this.#log.append(line);
    this.#characters += line.textContent.length;
    this.#forget();
    if (follow) this.#toEnd();
    else this.#newest.hidden = false;
    return line;
  }

  #forget() {
    const lines = this.#log.children;
    while (lines.length > LINES || (lines.length > 1 && this.#characters > CHARACTERS)) {
      this.#characters -= lines[0].textContent.length;
      lines[0].remove();
    }
  }

  #isAtEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight <= NEAR;
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#newest.hidden = true;
  }
}

function line(kind, text) {
  const line = element("div", `line ${kind}`);
  const content = element("p", "text", text);
  content.dir = "auto";
  const meta = element("p", "meta");
  meta.append(element("time", "time", CLOCK.format()));
  line.append(content, meta);
  return line;
}

function element(name, kind, text = "") {
  const made = document.createElement(name);
  made.className = kind;
  made.textContent = text;
  return made;
}
