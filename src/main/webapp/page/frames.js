import { around, element } from "./dom.js";
import { content, hex, parse, written } from "./frame.js";
import { visible } from "./raw.js";
import { LANGUAGE, named, say, size } from "./texts.js";

/** Frames shown at most: the lab keeps no more either. */
const MOST = 256;
/** Between two questions where frames come without a pause, in milliseconds. */
const PAUSE = 150;
/** Bytes of a message; the lab takes 16 KiB of JSON with the message in base64. */
const MOST_BYTES = 12_000;
/** Bytes of a control frame's payload (RFC 6455 5.5). */
const MOST_CONTROL = 125;

const part = (id) => document.getElementById(id);

/** The WebSocket that a handshake of the lab opened: its frames in both directions, and a way to send further ones. */
export class Frames {
  #operator;
  #frames = [];
  #connection;
  #asking = new AbortController();

  constructor(operator) {
    this.#operator = operator;
    part("frameForm").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    for (const id of ["frameDirection", "frameFilter"]) part(id).addEventListener("input", () => this.#filter());
    part("framePayload").addEventListener("input", () => this.#wrong(""));
    part("frameKind").addEventListener("input", () => this.#explain());
    part("frameCopy").addEventListener("click", () => this.#copy());
    part("frameClose").addEventListener("click", () => this.#post("close", [0x03, 0xe8]));
    this.#explain();
  }

  /** Shows no WebSocket any more. */
  forget() {
    this.#asking.abort();
    this.#connection = undefined;
    this.#frames = [];
    part("frames").hidden = true;
    part("frameList").replaceChildren();
    this.#wrong("");
    part("frameCopied").textContent = "";
  }

  /** Follows the WebSocket with this id until it ends. */
  async follow(connection) {
    this.forget();
    this.#connection = connection;
    const asking = new AbortController();
    this.#asking = asking;
    part("frames").hidden = false;
    this.#state(undefined);
    let last = 0;
    let end;
    while (end === undefined && !asking.signal.aborted) {
      const answer = await this.#operator.ask(`lab/${connection}?after=${last}`, { signal: asking.signal, own: [404] });
      const told = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
      if (asking.signal.aborted) return;
      const frames = told?.frames ?? [];
      for (const frame of frames) await this.#add(parse(frame));
      last = frames.at(-1)?.number ?? last;
      // What came before the end is fetched first.
      end = told === undefined ? "unknown" : frames.length === 0 ? told.ended : undefined;
      await new Promise((later) => setTimeout(later, frames.length > 0 ? PAUSE : 0));
    }
    if (!asking.signal.aborted) this.#state(end);
  }

  #state(end) {
    const isOpen = end === undefined;
    part("frameState").dataset.state = isOpen ? "live" : "stopped";
    part("frameState").textContent = isOpen ? say("frameOpen") : (named("frameEnds", end) ?? named("frameEnds", "unknown"));
    for (const control of part("frameForm").elements) control.disabled = !isOpen;
    part("frameClose").hidden = !isOpen;
  }

  async #add(frame) {
    const text = await content(frame);
    const row = this.#row(frame, text);
    this.#frames.push({ frame, text, row });
    const box = part("frameList").closest(".frame-scroll");
    // Whoever reads further up is not to lose the line.
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 2 * row.offsetHeight + 32;
    part("frameList").append(row);
    if (isAtEnd) box.scrollTop = box.scrollHeight;
    if (this.#frames.length > MOST) this.#frames.shift().row.remove();
    this.#filter();
  }

  #row(frame, text) {
    const bits = [frame.isFinal ? "FIN" : "", ...frame.reserved].filter((bit) => bit !== "").join(" ");
    const mask = frame.isMasked ? hex(frame.key).replaceAll(" ", "") : "–";
    const direction = say(frame.direction === "out" ? "frameOut" : "frameIn");
    const payload = around("details", "frame-payload", element("summary", "", visible(text) || "–"), octets(frame));
    const row = element("tr", "frame");
    row.dataset.direction = frame.direction;
    const cells = [
      ["frameNumber", String(frame.number)],
      ["frameTime", say("frameMillis", { time: inWords(frame.micros / 1_000) })],
      ["frameWay", direction],
      ["frameOpcode", frame.name],
      ["frameBits", bits],
      ["frameMask", mask],
      ["frameLength", inWords(frame.length)],
    ];
    row.append(...cells.map(([name, value]) => cell(name, value)), around("td", "framePayload", payload));
    row.lastElementChild.role = "cell";
    return row;
  }

  /** Shows the frames that the filter names. */
  #filter() {
    const direction = part("frameDirection").value;
    const wanted = part("frameFilter").value.trim().toLowerCase();
    let shown = 0;
    let bytes = 0;
    for (const { frame, text, row } of this.#frames) {
      const isOfWay = direction === "" || frame.direction === direction;
      row.hidden = !isOfWay || !`${frame.name} ${text}`.toLowerCase().includes(wanted);
      if (row.hidden) continue;
      shown++;
      bytes += Math.max(0, frame.size);
    }
    part("frameCount").textContent = say("frameCount", { shown: inWords(shown), all: inWords(this.#frames.length), size: size(bytes) });
  }

  /** What the field takes for the chosen kind. */
  #explain() {
    part("framePayloadLabel").textContent = named("framePayloads", part("frameKind").value);
    this.#wrong("");
  }

  async #send() {
    const kind = part("frameKind").value;
    const octets = payloadOf(kind, part("framePayload").value);
    const isControl = !["text", "binary"].includes(kind);
    if (octets === undefined) this.#wrong(say(kind === "binary" ? "frameHexWrong" : "frameCodeWrong"));
    else if (octets.length > (isControl ? MOST_CONTROL : MOST_BYTES)) {
      this.#wrong(say("frameTooLong", { most: inWords(isControl ? MOST_CONTROL : MOST_BYTES) }));
    } else await this.#post(kind, octets);
  }

  async #post(opcode, octets) {
    const base64 = btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(""));
    const answer = await this.#operator.ask(`lab/${this.#connection}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ opcode, base64 }),
      own: [400, 404, 413, 429],
    });
    if (answer?.ok) {
      this.#wrong("");
      part("framePayload").value = "";
    } else this.#wrong(say(answer?.status === 429 ? "frameTooMany" : "frameUnsent"));
  }

  #wrong(text) {
    part("frameError").textContent = text;
    part("framePayload").ariaInvalid = String(text !== "");
  }

  async #copy() {
    const lines = this.#frames.filter(({ row }) => !row.hidden).map(({ frame, text }) => written(frame, visible(text)));
    try {
      await navigator.clipboard.writeText(lines.join("\n"));
      part("frameCopied").textContent = say("copied");
    } catch {
      getSelection().selectAllChildren(part("frameList"));
      part("frameCopied").textContent = say("copySelected");
    }
  }
}

function cell(name, value) {
  const made = element("td", name, value);
  made.role = "cell";
  made.dataset.column = say(name);
  return made;
}

/** The octets of a frame: its header, and after it what it carries as it was sent. */
function octets(frame) {
  const made = element("pre", "octets");
  made.dir = "ltr";
  made.tabIndex = 0;
  made.ariaLabel = say("frameOctets", { number: frame.number });
  const rest = frame.octets.subarray(frame.header);
  made.append(element("b", "", hex(frame.octets.subarray(0, frame.header))), " ", hex(rest));
  if (frame.isCut) made.append("\n", say("frameCut", { count: inWords(frame.octets.length) }));
  return made;
}

/** The octets that a visitor wrote; undefined where they cannot be read. */
function payloadOf(kind, text) {
  if (kind === "binary") return ofHex(text);
  if (kind !== "close") return [...new TextEncoder().encode(text)];
  if (text.trim() === "") return [];
  const [, code, reason] = /^\s*(\d{1,5})\s*(.*)$/s.exec(text) ?? [];
  if (code === undefined || Number(code) > 0xffff) return undefined;
  return [Number(code) >> 8, Number(code) & 0xff, ...new TextEncoder().encode(reason)];
}

function ofHex(text) {
  const digits = text.replace(/[\s:,]|0x/gi, "");
  if (!/^([0-9a-f]{2})*$/i.test(digits)) return undefined;
  return (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

function inWords(number) {
  return Number(number).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 });
}
