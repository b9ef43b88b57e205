import { say } from "./texts.js";

/** The names of the opcodes (RFC 6455 5.2). */
const OPCODES = { 0: "continuation", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong" };
/** What ends a message of permessage-deflate (RFC 7692 7.2.2), and an empty last block after it. */
const DEFLATE_END = [0x00, 0x00, 0xff, 0xff, 0x01, 0x00, 0x00, 0xff, 0xff];
/** Characters of a payload that are shown; a small frame may decompress to a great deal. */
const MOST_SHOWN = 4_096;

/** A frame as the lab has it, taken apart (RFC 6455 5.2). */
export function parse({ number, direction, micros, size, base64 }) {
  const octets = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const [first = 0, second = 0] = octets;
  const extended = { 126: 2, 127: 8 }[second & 0x7f] ?? 0;
  const isMasked = (second & 0x80) !== 0;
  const key = octets.subarray(2 + extended, 2 + extended + (isMasked ? 4 : 0));
  const header = 2 + extended + key.length;
  return {
    number,
    direction,
    micros,
    size,
    octets,
    header,
    isMasked,
    key,
    isFinal: (first & 0x80) !== 0,
    isCompressed: (first & 0x40) !== 0,
    reserved: [0x40, 0x20, 0x10].flatMap((bit, at) => ((first & bit) !== 0 ? [`RSV${at + 1}`] : [])),
    opcode: first & 0x0f,
    name: OPCODES[first & 0x0f] ?? `0x${(first & 0x0f).toString(16)}`,
    payload: octets.subarray(header).map((octet, at) => (isMasked ? octet ^ key[at % 4] : octet)),
    length: size - header,
    isCut: octets.length < size,
  };
}

/** What a frame carries, for people: its text, a close code with its reason, or hexadecimal. */
export async function content(frame) {
  const { opcode, payload, isFinal, isCompressed } = frame;
  const isData = opcode < 8 && isFinal;
  const plain = isCompressed && isData && !frame.isCut ? await inflated(payload) : payload;
  const text = opcode === 1 && (!isCompressed || plain !== payload) ? utf8(plain) : undefined;
  if (opcode === 8 && payload.length >= 2) {
    const reason = utf8(payload.subarray(2)) ?? hex(payload.subarray(2));
    return `${(payload[0] << 8) | payload[1]} ${reason}`.trim();
  }
  if (opcode > 8) return utf8(payload) ?? hex(payload);
  return (text ?? hex(plain)).slice(0, MOST_SHOWN);
}

/** Octets in hexadecimal. */
export function hex(octets) {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join(" ");
}

/** The text that is copied of a frame: one line about it, and its octets. */
export function written(frame, text) {
  const arrow = frame.direction === "out" ? "→" : "←";
  const bits = [frame.isFinal ? "FIN" : "", ...frame.reserved].filter((bit) => bit !== "").join(" ");
  const mask = frame.isMasked ? ` mask ${hex(frame.key).replaceAll(" ", "")}` : "";
  const cut = frame.isCut ? ` (${say("frameCut", { count: frame.octets.length })})` : "";
  return `${arrow} ${(frame.micros / 1000).toFixed(1)} ms ${frame.name} ${bits}${mask} ${frame.length} ${text}\n  ${hex(frame.octets)}${cut}`;
}

/** Undefined where it is no UTF-8. */
function utf8(octets) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}

/** The message of a compressed payload, its beginning at least; the payload where it cannot be read. */
async function inflated(payload) {
  try {
    const stream = new Blob([payload, new Uint8Array(DEFLATE_END)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const reader = stream.getReader();
    const parts = [];
    for (let size = 0; size < MOST_SHOWN; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
    }
    reader.cancel().catch(() => {});
    return new Uint8Array(await new Blob(parts).arrayBuffer()).subarray(0, MOST_SHOWN);
  } catch {
    return payload;
  }
}
