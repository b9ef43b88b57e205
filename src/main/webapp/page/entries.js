import { around, element, shown } from "./dom.js";
import { title } from "./reasons.js";
import { LANGUAGE, lengths, say, size } from "./texts.js";

/** The columns of the table, by the name of their texts. */
const COLUMNS = ["time", "result", "address", "request", "duration", "received", "sentOut"];

/** The table of handshakes, newest first. What stays is not touched, so that focus and reading place stay too. */
export class Entries {
  #rows = new Map();
  #body;
  #marked = "";

  constructor(table) {
    const head = element("tr");
    head.append(...COLUMNS.map((name) => cell("th", name, say(name))));
    for (const column of head.children) column.scope = "col";
    this.#body = element("tbody");
    table.append(around("thead", "", head), this.#body);
  }

  show(handshakes) {
    const ids = new Set(handshakes.map(({ handshake }) => handshake));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    let next = this.#body.firstElementChild;
    for (const entry of handshakes) {
      const row = this.#row(entry);
      if (row === next) next = next.nextElementSibling;
      else this.#body.insertBefore(row, next);
    }
  }

  /** Which one is shown; none for an id that the list does not have. */
  mark(id) {
    this.#link(this.#marked)?.removeAttribute("aria-current");
    this.#marked = id;
    this.#link(id)?.setAttribute("aria-current", "true");
  }

  focus(id) {
    this.#link(id)?.focus();
  }

  #link(id) {
    return this.#rows.get(id)?.querySelector("a");
  }

  #row(entry) {
    const row = this.#rows.get(entry.handshake) ?? this.#make(entry);
    for (const [name, text] of Object.entries(connection(entry))) tell(row.querySelector(`.${name}`), text);
    return row;
  }

  #make(entry) {
    const { handshake, at, address = "", method = "", target = "", verdict } = entry;
    const request = cell("td", "request");
    const line = element("code", "line-sent", shown(lengths(`${method} ${target}`)));
    line.dir = "ltr";
    line.title = line.textContent;
    request.append(line);
    const row = around("tr", "entry", cell("td", "time"), this.#result(entry), cell("td", "address", shown(address)), request);
    row.append(...["duration", "received", "sentOut"].map((name) => cell("td", name)));
    row.dataset.verdict = verdict === "accepted" ? "accepted" : "refused";
    row.querySelector(".time").append(clock(at));
    this.#rows.set(handshake, row);
    return row;
  }

  /** The cell with the link: its text is what a screen reader announces, and it covers the row. */
  #result(entry) {
    const { handshake, status, verdict } = entry;
    const reason = verdict === "accepted" ? say("accepted") : shown(title(entry));
    const link = element("a", "entry-top");
    link.href = `#${encodeURIComponent(handshake)}`;
    link.append(element("strong", "status", shown(String(status))), " ", element("span", "reason", reason));
    if (handshake === this.#marked) link.setAttribute("aria-current", "true");
    const made = cell("td", "result");
    made.append(link);
    return made;
  }
}

/** A cell keeps its role where the page shows the table as blocks. */
function cell(kind, name, text = "") {
  const isHead = kind === "th";
  const made = element(kind, name, text);
  made.role = isHead ? "columnheader" : "cell";
  if (!isHead) made.dataset.column = say(name);
  return made;
}

/** What changes while a connection lives. */
function connection({ at, ending, verdict }) {
  if (ending !== undefined) {
    const { code, seconds, received, receivedBytes, sent, sentBytes } = ending;
    return {
      duration: say("endedWith", { duration: duration(Number(seconds)), code: shown(String(code)) }),
      received: traffic(received, receivedBytes),
      sentOut: traffic(sent, sentBytes),
    };
  }
  const isOpen = verdict === "accepted";
  const since = (Date.now() - new Date(at).getTime()) / 1_000;
  return { duration: isOpen ? say("stillOpen", { duration: duration(since) }) : "", received: "", sentOut: "" };
}

function traffic(messages, bytes) {
  const count = inWords(messages ?? 0);
  return bytes === undefined ? count : say("traffic", { count, size: size(Number(bytes)) });
}

function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (!(whole >= 60)) return say("durationSeconds", { seconds: inWords(whole < 10 ? Math.max(0, seconds || 0) : whole) });
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? say("durationMinutes", { minutes, seconds: twoDigits(whole % 60) })
    : say("durationHours", { hours: inWords(Math.floor(minutes / 60)), minutes: twoDigits(minutes % 60) });
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}

function inWords(number) {
  return Number(number).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 });
}

function tell(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function clock(at) {
  const time = new Date(at);
  const isTime = !Number.isNaN(time.getTime());
  const made = element("time", "", isTime ? time.toLocaleTimeString(LANGUAGE, { hour12: false }) : "–");
  if (isTime) {
    made.dateTime = time.toISOString();
    made.title = time.toLocaleString(LANGUAGE, { hour12: false });
  }
  return made;
}
